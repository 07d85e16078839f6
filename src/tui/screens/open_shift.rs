use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HoldView, HouseCommand, Ticket};
use crate::domain::{HoldId, Money, MoneyState};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Line, List, draw_lines};

/// Whoever begins signs for everything that is not known yet, one by one.
#[derive(Debug, Clone, Default)]
pub(crate) struct OpenShift {
    list: List,
    signed: Vec<HoldId>,
    sent: Option<Ticket>,
    problem: Option<String>,
}

impl OpenShift {
    fn unclear<'a>(ctx: &Ctx<'a>) -> Vec<&'a HoldView> {
        let holds = ctx.snapshot.holds.iter();
        holds.filter(|hold| hold.money == MoneyState::NotKnownYet).collect()
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        let unclear = Self::unclear(ctx);
        if act == Act::Sign {
            let Some(hold) = unclear.get(self.list.chosen()) else {
                return Step::ignored();
            };
            if !self.signed.contains(&hold.id) {
                self.signed.push(hold.id.clone());
            }
            self.list.act(Act::Down, unclear.len());
            return Step::stay();
        }
        if act == Act::OpenShift && self.sent.is_none() {
            self.sent = Some(ctx.ticket);
            let command = Command::House(HouseCommand::OpenShift { signed: self.signed.clone() });
            return Step::stay().wish(Wish::Command { ticket: ctx.ticket, command });
        }
        self.list.act(act, unclear.len())
    }

    fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        self.sent = None;
        self.problem = match reply {
            Reply::Rejected { refusal, .. } => {
                Some(crate::tui::words::refused(ctx.locale, refusal))
            }
            Reply::Failed { why, .. } => Some(ctx.format("failed-here", &[("why", why)])),
            Reply::Accepted { .. }
            | Reply::Found { .. }
            | Reply::Journal { .. }
            | Reply::Lines { .. }
            | Reply::Saved { .. }
            | Reply::Staff { .. }
            | Reply::Loaded { .. } => return Step::back(),
        };
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
        let args = [("count", crate::locale::Arg::Count(count)), ("amount", (&amount).into())];
        (count > 0).then(|| Line::plain(ctx.format("open-shift-held", &args)))
    }
}

impl Page for OpenShift {
    fn place(&self) -> Place {
        Place::OpenShift
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("open-shift-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        act != Act::Sign || !Self::unclear(ctx).is_empty()
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Reply(reply) => self.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let unclear = Self::unclear(ctx);
        let key = if unclear.is_empty() { "open-shift-none" } else { "open-shift-sign" };
        let mut lines: Vec<Line> = Self::held(ctx).into_iter().collect();
        lines.push(Line::new(Meaning::Heading, ctx.text(key)));
        let taken = draw_lines(ctx, &lines, area, buf);
        let rest = below(area, taken);
        let wanted = u16::try_from(unclear.len()).unwrap_or(u16::MAX);
        let rows = Rect { height: wanted.min(rest.height.saturating_sub(3)), ..rest };
        for (place, row) in self.list.window(unclear.len(), rows) {
            let Some(hold) = unclear.get(place) else { continue };
            let signed = self.signed.contains(&hold.id);
            let mark = if signed { ctx.text("open-shift-signed") } else { String::new() };
            let line = format!(
                "{} {} {} {}",
                text::left(&hold.stay.room, 8),
                text::left(&hold.stay.guest, 16),
                text::right(&hold.asked.words(), 16),
                ctx.locale.money_with_symbol(hold.money),
            );
            let line = text::left(&format!("{line}  {mark}"), usize::from(row.width));
            let chosen = place == self.list.chosen();
            let meaning = if chosen { Meaning::Selected } else { Meaning::Text };
            buf.set_stringn(row.x, row.y, line, usize::from(row.width), ctx.style(meaning));
        }
        let key = ctx.keys.key_of(Place::OpenShift, Act::OpenShift).unwrap_or_default();
        let said = match &self.problem {
            Some(problem) => Line::new(Meaning::Alert, problem.clone()),
            None => Line::plain(ctx.format("open-shift-go", &[("key", &key)])),
        };
        draw_lines(ctx, &[said], below(rest, rows.height.saturating_add(1)), buf);
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }
}
