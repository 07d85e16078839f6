use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::context::Ctx;
use crate::tui::theme::Meaning;

use super::{Line, draw_lines};

/// Draws lines of text from line `first` on. Wrapped lines keep the place that their blanks give them.
pub(crate) fn draw_paper(
    ctx: &Ctx<'_>,
    lines: &[String],
    meaning: Meaning,
    first: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let mut rest = area;
    for line in lines.iter().skip(first) {
        let indent = line.len().saturating_sub(line.trim_start().len());
        let indent = u16::try_from(indent).unwrap_or(0).min(rest.width / 2);
        let beside = Rect {
            x: rest.x.saturating_add(indent),
            width: rest.width.saturating_sub(indent),
            ..rest
        };
        let taken = draw_lines(ctx, &[Line::new(meaning, line.trim_start())], beside, buf);
        rest = Rect {
            y: rest.y.saturating_add(taken),
            height: rest.height.saturating_sub(taken),
            ..rest
        };
    }
}
