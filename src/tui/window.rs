//! The whole window: the frame with a screen in it, or what can honestly be said in less room.

use ratatui::Frame;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

use crate::desk::Notice;
use crate::domain::MoneyState;

use super::context::Ctx;
use super::page::{Note, Page};
use super::text;
use super::theme::Meaning;
use super::widgets::{Chrome, draw_chrome};

/// The smallest window in which a screen is of use.
const LEAST: (u16, u16) = (40, 12);

/// Draws and says where the cursor stands.
pub(super) fn draw(
    ctx: &Ctx<'_>,
    page: &dyn Page,
    note: Option<&Note>,
    frame: &mut Frame<'_>,
) -> Option<Position> {
    let area = frame.area();
    let buf = frame.buffer_mut();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        draw_tiny(ctx, area, buf);
        return None;
    }
    let journal_down = ctx.snapshot.notices.iter().any(|notice| match notice {
        Notice::JournalDown(_) => true,
    });
    let alarm = journal_down.then(|| ctx.text("alarm-journal-down"));
    let inner = draw_chrome(ctx, &Chrome { page, note, alarm }, area, buf);
    let cursor = page.draw(ctx, inner, buf);
    keep_edges(buf);
    cursor
}

/// Sends the blank behind every coloured stretch anew with each picture.
///
/// Where a coloured cell takes the left half of a Chinese character that stood there, a terminal
/// gives the right half that colour, and ratatui (0.30) takes the blank there for unchanged.
fn keep_edges(buf: &mut Buffer) {
    let columns = usize::from(buf.area.width.max(1));
    for row in buf.content.chunks_mut(columns) {
        let mut coloured = false;
        for cell in row {
            let plain = cell.bg == Color::Reset;
            if coloured && plain && cell.symbol() == " " {
                cell.set_diff_option(CellDiffOption::AlwaysUpdate);
            }
            coloured = !plain;
        }
    }
}

/// Too small for a screen: the size that is needed, and the money word while anything is open.
fn draw_tiny(ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) {
    let columns = usize::from(area.width);
    let size = format!("{}x{}", LEAST.0, LEAST.1);
    let needs = ctx.format("needs-size", &[("size", size.as_str())]);
    let needs = if text::width(&needs) <= columns { needs } else { size };
    let unclear = ctx.snapshot.holds.iter().any(|hold| hold.money == MoneyState::NotKnownYet);
    let money = ctx.locale.money(MoneyState::NotKnownYet);
    let mut rows = if unclear { text::wrap(&money, columns) } else { Vec::new() };
    if rows.len() >= usize::from(area.height) || rows.iter().any(|row| text::width(row) > columns) {
        rows = if unclear { vec!["?".to_owned()] } else { Vec::new() };
    }
    let marks = rows.len();
    rows.push(needs);
    for ((place, row), y) in rows.into_iter().enumerate().zip(area.y..area.bottom()) {
        let meaning = if place < marks { Meaning::NotKnown } else { Meaning::Text };
        buf.set_stringn(area.x, y, row, columns, ctx.style(meaning));
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn sent(before: &Buffer, after: &Buffer) -> Vec<u16> {
        before.diff(after).iter().map(|(x, ..)| *x).collect()
    }

    #[test]
    fn the_other_half_of_a_chinese_character_is_blanked() {
        let area = Rect::new(0, 0, 5, 1);
        let (mut before, mut after) = (Buffer::empty(area), Buffer::empty(area));
        before.set_string(0, 0, "a客", Style::default());
        after.set_string(0, 0, "ab", Style::new().bg(Color::White));
        keep_edges(&mut after);
        assert_eq!(sent(&before, &after), [0, 1, 2]);
    }

    #[test]
    fn a_chinese_character_on_a_colour_keeps_both_halves() {
        let area = Rect::new(0, 0, 4, 1);
        let mut after = Buffer::empty(area);
        after.set_string(0, 0, "客", Style::new().bg(Color::White));
        keep_edges(&mut after);
        assert_eq!(sent(&Buffer::empty(area), &after), [0]);
        assert!(sent(&after, &after).is_empty());
    }
}
