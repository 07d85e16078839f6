use ratatui::Frame;
use ratatui::style::{Modifier, Style};

use crate::tui::text;

/// The widest that plain text is set: longer lines are hard to read.
const WIDEST: u16 = 76;

/// A whole window of plain words, for when there is nothing else to show: the journal cannot be
/// opened, the disk is full. `keys` is the last line. It needs no theme, no keymap and no model.
pub fn draw_fatal(frame: &mut Frame<'_>, title: &str, lines: &[String], keys: &str) {
    let area = frame.area();
    let width = area.width.min(WIDEST);
    if width < 2 || area.height == 0 {
        return;
    }
    let left = area.width.saturating_sub(width) / 2;
    let columns = usize::from(width);
    let bold = Style::default().add_modifier(Modifier::BOLD);
    let mut rows: Vec<(String, Style)> = Vec::new();
    rows.extend(
        text::wrap(title, columns)
            .into_iter()
            .map(|row| (row, bold.add_modifier(Modifier::REVERSED))),
    );
    for line in lines {
        rows.push((String::new(), Style::default()));
        rows.extend(text::wrap(line, columns).into_iter().map(|row| (row, Style::default())));
    }
    let foot = text::wrap(keys, columns);
    let foot_rows = u16::try_from(foot.len()).unwrap_or(0);
    // The words go before the empty lines between them where the window is low.
    let room = usize::from(area.height.saturating_sub(foot_rows));
    if rows.len() > room {
        rows.retain(|(row, _)| !row.is_empty());
    }
    let buf = frame.buffer_mut();
    let mut y = area.y;
    for (row, style) in rows.into_iter().take(room) {
        buf.set_stringn(area.x.saturating_add(left), y, row, columns, style);
        y = y.saturating_add(1);
    }
    let start = area.bottom().saturating_sub(foot_rows).max(area.y);
    for (row, y) in foot.into_iter().zip(start..area.bottom()) {
        buf.set_stringn(area.x.saturating_add(left), y, row, columns, bold);
    }
}
