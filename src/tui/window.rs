//! The whole window: the frame with a screen in it, or what can honestly be said in less room.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

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
    page.draw(ctx, inner, buf)
}

/// Too small for a screen: the size that is needed, and the money word while anything is open.
fn draw_tiny(ctx: &Ctx<'_>, area: Rect, buf: &mut ratatui::buffer::Buffer) {
    let columns = usize::from(area.width);
    let (width, height) = LEAST;
    let size = format!("{width}x{height}");
    let mut rows = Vec::new();
    let unclear = ctx.snapshot.holds.iter().any(|hold| hold.money == MoneyState::NotKnownYet);
    if unclear {
        let money = ctx.locale.money(MoneyState::NotKnownYet);
        let short = if text::width(&money) <= columns { money } else { "?".to_owned() };
        rows.push((short, Meaning::NotKnown));
    }
    let needs = ctx.format("needs-size", &[("size", size.as_str())]);
    let needs = if text::width(&needs) <= columns { needs } else { size };
    rows.push((needs, Meaning::Text));
    for ((row, meaning), y) in rows.into_iter().zip(area.y..area.bottom()) {
        buf.set_stringn(area.x, y, row, columns, ctx.style(meaning));
    }
}
