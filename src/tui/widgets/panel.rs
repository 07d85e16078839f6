use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Widget};

use crate::tui::context::Ctx;
use crate::tui::text;
use crate::tui::theme::Meaning;

/// A stretch of one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub text: String,
    pub meaning: Meaning,
}

/// One paragraph: spans beside each other, broken into as many lines as the width asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line(pub Vec<Span>);

impl Line {
    pub(crate) fn new(meaning: Meaning, text: impl Into<String>) -> Self {
        Self::default().and(meaning, text)
    }

    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::new(Meaning::Text, text)
    }

    pub(crate) fn empty() -> Self {
        Self::plain("")
    }

    /// With another span behind it.
    pub(crate) fn and(mut self, meaning: Meaning, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), meaning });
        self
    }
}

/// Draws lines from the top, wrapped; what does not fit is left out. Gives the rows it took.
pub(crate) fn draw_lines(ctx: &Ctx<'_>, lines: &[Line], area: Rect, buf: &mut Buffer) -> u16 {
    let mut y = area.y;
    for line in lines {
        for row in wrap_spans(line, usize::from(area.width)) {
            if y >= area.bottom() {
                return area.height;
            }
            let mut x = area.x;
            for span in row {
                let left = usize::from(area.right().saturating_sub(x));
                x = buf.set_stringn(x, y, &span.text, left, ctx.style(span.meaning)).0;
            }
            y = y.saturating_add(1);
        }
    }
    y.saturating_sub(area.y)
}

/// A box with a title, as high as its words need, and the words in it. Too low for a box: the words.
pub(crate) fn draw_panel(
    ctx: &Ctx<'_>,
    title: &str,
    meaning: Meaning,
    lines: &[Line],
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    let columns = usize::from(area.width.saturating_sub(4));
    let rows: usize = lines.iter().map(|line| wrap_spans(line, columns).len()).sum();
    let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2).min(area.height);
    let inner = if area.height < 4 {
        let taken = draw_lines(ctx, &[Line::new(meaning, title)], area, buf);
        Rect { y: area.y.saturating_add(taken), height: area.height.saturating_sub(taken), ..area }
    } else {
        panel(ctx, title, meaning, Rect { height, ..area }, buf)
    };
    draw_lines(ctx, lines, inner, buf);
    inner
}

/// The rows that a line takes.
pub(crate) fn line_rows(line: &Line, columns: u16) -> u16 {
    u16::try_from(wrap_spans(line, usize::from(columns)).len()).unwrap_or(u16::MAX)
}

/// Wraps a line's whole text and gives every piece its meaning back.
fn wrap_spans(line: &Line, columns: usize) -> Vec<Vec<Span>> {
    let whole: String = line.0.iter().map(|span| text::plain(&span.text)).collect();
    let meanings = line
        .0
        .iter()
        .flat_map(|span| text::plain(&span.text).chars().map(|_| span.meaning).collect::<Vec<_>>());
    let mut source = whole.chars().zip(meanings);
    let rows = text::wrap(&whole, columns);
    let rows = if rows.is_empty() { vec![String::new()] } else { rows };
    let mut out = Vec::new();
    for row in rows {
        let mut spans: Vec<Span> = Vec::new();
        for c in row.chars() {
            // Spaces at a break are not in the rows.
            let meaning = source.find(|(from, _)| *from == c).map_or(Meaning::Text, |(_, m)| m);
            match spans.last_mut() {
                Some(span) if span.meaning == meaning => span.text.push(c),
                Some(_) | None => spans.push(Span { text: c.to_string(), meaning }),
            }
        }
        out.push(spans);
    }
    out
}

/// A box with a title; gives the room inside.
pub(crate) fn panel(
    ctx: &Ctx<'_>,
    title: &str,
    meaning: Meaning,
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    let style: Style = ctx.style(meaning);
    let room = usize::from(area.width.saturating_sub(4));
    let block = Block::bordered().border_style(style);
    let block = if title.is_empty() {
        block
    } else {
        block.title(format!(" {} ", text::clip(title, room))).title_style(style)
    };
    let inner = block.inner(area);
    block.render(area, buf);
    Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings_survive_a_line_break() {
        let line = Line::plain("press ").and(Meaning::Key, "F5").and(Meaning::Text, " to check");
        let rows = wrap_spans(&line, 9);
        let key: Vec<&Span> = rows.iter().flatten().filter(|s| s.meaning == Meaning::Key).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(key.len(), 1);
        assert_eq!(key[0].text, "F5");
    }

    #[test]
    fn an_empty_line_takes_a_row() {
        assert_eq!(wrap_spans(&Line::empty(), 9).len(), 1);
    }
}
