use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::HoldView;
use crate::domain::MoneyState;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::theme::Meaning;
use crate::tui::trouble::{self, below};
use crate::tui::widgets::{Line, draw_lines, draw_panel};

use super::is_trouble;
use super::progress::about;

/// How it ended: held, not held, or in a person's hands.
pub(super) fn draw(ctx: &Ctx<'_>, hold: &HoldView, area: Rect, buf: &mut Buffer) {
    let troubled = is_trouble(ctx, hold);
    if troubled && hold.money != MoneyState::Held {
        let mut lines = about(ctx, hold);
        lines.push(Line::empty());
        let taken = draw_lines(ctx, &lines, area, buf);
        trouble::draw(ctx, hold, below(area, taken), buf);
        return;
    }
    let amount = hold.remaining.words();
    let room = hold.stay.room.as_str();
    let (key, next, meaning) = match hold.money {
        MoneyState::Held => ("outcome-held", "outcome-held-next", Meaning::Success),
        MoneyState::NotHeld => ("outcome-not-held", "outcome-not-held-next", Meaning::NotHeld),
        MoneyState::NotKnownYet => {
            ("outcome-not-known", "outcome-not-known-next", Meaning::NotKnown)
        }
    };
    let title = ctx.locale.money_with_symbol(hold.money);
    let args = [("amount", amount.as_str()), ("room", room)];
    let mut lines = vec![Line::new(meaning, ctx.format(key, &args))];
    if !hold.stay.guest.is_empty() {
        lines.push(Line::plain(hold.stay.guest.as_str()));
    }
    lines.push(Line::empty());
    lines.push(Line::plain(ctx.text(next)));
    if let Some(open) = ctx.keys.key_of(Place::Waiting, Act::Open) {
        let words = ctx.text("key-open-help");
        lines.push(Line::new(Meaning::Key, open).and(Meaning::Text, format!(" {words}")));
    }
    let inner = draw_panel(ctx, &title, meaning, &lines, area, buf);
    if troubled {
        // It is held although something was wrong on the way: both are said.
        let taken = inner.bottom().saturating_sub(area.y).saturating_add(2);
        trouble::draw(ctx, hold, below(area, taken), buf);
    }
}
