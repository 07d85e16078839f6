use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::HoldView;
use crate::domain::MoneyState;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::theme::Meaning;
use crate::tui::trouble;
use crate::tui::widgets::{Line, draw_panel};

/// How it ended: held, not held, or in a person's hands.
pub(super) fn draw(ctx: &Ctx<'_>, hold: &HoldView, area: Rect, buf: &mut Buffer) {
    if hold.trouble.is_some() || hold.money == MoneyState::NotKnownYet {
        trouble::draw(ctx, hold, area, buf);
        return;
    }
    let amount = hold.remaining.words();
    let room = hold.stay.room.as_str();
    let (key, next, meaning) = match hold.money {
        MoneyState::Held => ("outcome-held", "outcome-held-next", Meaning::Success),
        MoneyState::NotHeld | MoneyState::NotKnownYet => (
            "outcome-not-held",
            "outcome-not-held-next",
            Meaning::NotHeld,
        ),
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
    draw_panel(ctx, &title, meaning, &lines, area, buf);
}
