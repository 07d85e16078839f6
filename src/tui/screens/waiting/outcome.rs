use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::HoldView;
use crate::domain::MoneyState;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::theme::Meaning;
use crate::tui::trouble;
use crate::tui::widgets::{Line, draw_lines, panel};

use super::progress::about;

/// How it ended: held, not held, or in a person's hands.
pub(super) fn draw(ctx: &Ctx<'_>, hold: &HoldView, area: Rect, buf: &mut Buffer) {
    if hold.trouble.is_some() || hold.money == MoneyState::NotKnownYet {
        trouble::draw(ctx, hold, area, buf);
        return;
    }
    let amount = hold.remaining.words();
    let room = hold.stay.room.as_str();
    let (key, meaning) = match hold.money {
        MoneyState::Held => ("outcome-held", Meaning::Success),
        MoneyState::NotHeld | MoneyState::NotKnownYet => ("outcome-not-held", Meaning::NotHeld),
    };
    let title = ctx.locale.money_with_symbol(hold.money);
    let height = area.height.min(11);
    let inner = panel(ctx, &title, meaning, Rect { height, ..area }, buf);
    let args = [("amount", amount.as_str()), ("room", room)];
    let mut lines = vec![Line::new(meaning, ctx.format(key, &args)), Line::empty()];
    lines.append(&mut about(ctx, hold));
    lines.push(Line::empty());
    lines.push(Line::plain(ctx.text(&format!("{key}-next"))));
    for act in [Act::Open, Act::Back] {
        if let Some(name) = ctx.keys.key_of(Place::Waiting, act) {
            let words = ctx.text(&format!("key-{}-help", act.name()));
            lines.push(Line::new(Meaning::Key, name).and(Meaning::Text, format!(" {words}")));
        }
    }
    draw_lines(ctx, &lines, inner, buf);
}
