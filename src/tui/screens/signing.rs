//! What is not known yet, to be signed for one by one by whoever begins.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::HoldView;
use crate::domain::{HoldId, Money, MoneyState};
use crate::locale::Arg;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::Step;
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Line, List, draw_lines};

use super::Attention;

#[derive(Debug, Clone, Default)]
pub(super) struct Signing {
    list: List,
    signed: Vec<HoldId>,
}

impl Signing {
    pub(super) fn unclear<'a>(ctx: &Ctx<'a>) -> Vec<&'a HoldView> {
        let holds = ctx.snapshot.holds.iter();
        holds.filter(|hold| hold.money == MoneyState::NotKnownYet).collect()
    }

    pub(super) fn signed(&self) -> Vec<HoldId> {
        self.signed.clone()
    }

    /// One for which nobody has signed.
    pub(super) fn missing(&self, ctx: &Ctx<'_>) -> Option<HoldId> {
        let unclear = Self::unclear(ctx);
        unclear.iter().map(|hold| &hold.id).find(|id| !self.signed.contains(id)).cloned()
    }

    /// Signs for the one that is chosen, or chooses another one.
    pub(super) fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        let unclear = Self::unclear(ctx);
        if act != Act::Sign {
            return self.list.act(act, unclear.len());
        }
        let Some(hold) = unclear.get(self.list.chosen()) else {
            return Step::ignored();
        };
        if !self.signed.contains(&hold.id) {
            self.signed.push(hold.id.clone());
        }
        self.list.act(Act::Down, unclear.len());
        Step::stay()
    }

    /// What is held, and needs no signature of its own.
    fn held(ctx: &Ctx<'_>) -> Option<Line> {
        let held = ctx.snapshot.holds.iter().filter(|hold| hold.money == MoneyState::Held);
        let (count, sum) = held.fold((0_u32, None::<Money>), |(count, sum), hold| {
            let sum = match sum {
                Some(sum) => sum.plus(hold.remaining).ok(),
                None if count == 0 => Some(hold.remaining),
                None => None,
            };
            (count.saturating_add(1), sum)
        });
        let amount = sum.map(Money::words).unwrap_or_default();
        let args = [("count", Arg::Count(count)), ("amount", (&amount).into())];
        (count > 0).then(|| Line::plain(ctx.format("open-shift-held", &args)))
    }

    /// Draws it, keeps `beneath` rows free, and gives what is left.
    pub(super) fn draw(&self, ctx: &Ctx<'_>, beneath: u16, area: Rect, buf: &mut Buffer) -> Rect {
        let unclear = Self::unclear(ctx);
        let key = if unclear.is_empty() { "open-shift-none" } else { "open-shift-sign" };
        let mut lines: Vec<Line> = Self::held(ctx).into_iter().chain(to_look_at(ctx)).collect();
        lines.push(Line::new(Meaning::Heading, ctx.text(key)));
        let rest = below(area, draw_lines(ctx, &lines, area, buf));
        let wanted = u16::try_from(unclear.len()).unwrap_or(u16::MAX);
        let rows = Rect { height: wanted.min(rest.height.saturating_sub(beneath)), ..rest };
        for (place, row) in self.list.window(unclear.len(), rows) {
            let Some(hold) = unclear.get(place) else { continue };
            let signed = self.signed.contains(&hold.id);
            let mark = if signed { ctx.text("open-shift-signed") } else { String::new() };
            // What state they are in stands above all of them.
            let line = format!(
                "{} {} {}",
                text::left(&hold.stay.room, 8),
                text::left(&hold.stay.guest, 16),
                text::right(&hold.asked.words(), 16),
            );
            let line = text::left(&format!("{line}  {mark}"), usize::from(row.width));
            let chosen = place == self.list.chosen();
            let meaning = if chosen { Meaning::Selected } else { Meaning::Text };
            buf.set_stringn(row.x, row.y, line, usize::from(row.width), ctx.style(meaning));
        }
        below(rest, rows.height)
    }
}

/// What else needs somebody: deposits that go back before their guests leave, guests who have left.
fn to_look_at(ctx: &Ctx<'_>) -> Option<Line> {
    let found = Attention::count_known(ctx);
    let key = ctx.keys.key_of(Place::Home, Act::Attention).unwrap_or_default();
    let count = Arg::Count(u32::try_from(found).unwrap_or(u32::MAX));
    let args = [("count", count), ("key", Arg::from(&key))];
    (found > 0).then(|| Line::new(Meaning::Alert, ctx.format("open-shift-look", &args)))
}
