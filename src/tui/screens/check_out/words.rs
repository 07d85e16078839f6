//! What a check-out will do to each hold, and what became of it.

use crate::desk::{Part, Settlement, StayView};
use crate::domain::{Money, MoneyState};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::screens::flow;
use crate::tui::theme::Meaning;
use crate::tui::widgets::Line;

use super::CheckOut;

impl CheckOut {
    pub(super) fn lines(&self, ctx: &Ctx<'_>) -> Vec<Line> {
        if let Some(problem) = &self.stage.problem {
            return vec![Line::new(Meaning::Alert, problem.clone())];
        }
        if self.stage.done {
            return self.outcome(ctx);
        }
        if self.bill.is_empty() {
            let stay = self.stay(ctx);
            let again = stay.as_ref().is_some_and(StayView::is_charged);
            let intro = Line::new(Meaning::Muted, ctx.text("check-out-intro"));
            let before = stay.map(|stay| flow::before(ctx, &stay, None));
            let intro = Some(intro).filter(|_| !again);
            return intro.into_iter().chain(before.unwrap_or_default()).collect();
        }
        match self.proposal(ctx) {
            Ok(proposal) => self.effect(ctx, &proposal),
            Err(problem) => vec![Line::new(Meaning::Muted, problem)],
        }
    }

    /// What became of it, as long as somebody looks.
    fn outcome(&self, ctx: &Ctx<'_>) -> Vec<Line> {
        let Some(stay) = self.stay(ctx) else {
            return Vec::new();
        };
        if stay.money() == MoneyState::NotKnownYet {
            return vec![Line::new(Meaning::NotKnown, ctx.text("check-out-working"))];
        }
        let mut lines = Vec::new();
        if let Some(paid) = self.paid(ctx).filter(|paid| paid.is_positive()) {
            let paid = ctx.format("check-out-charged", &[("amount", &paid.words())]);
            lines.push(Line::new(Meaning::Money, paid));
        }
        if let Some(left) = self.left(ctx) {
            let amount = left.words();
            let key = if self.keep { "check-out-kept" } else { "check-out-still-held" };
            lines.push(Line::new(Meaning::Alert, ctx.format(key, &[("amount", &amount)])));
        } else {
            lines.push(Line::new(Meaning::Money, ctx.text("charge-nothing-left")));
        }
        match self.owed(ctx) {
            Some(owed) => {
                let owed = ctx.format("charge-owed", &[("owed", &owed.words())]);
                lines.push(Line::new(Meaning::Alert, owed));
            }
            None => lines.push(Line::new(Meaning::Money, ctx.text("check-out-settled"))),
        }
        lines
    }

    /// What it will do to each hold, and what is left to pay.
    fn effect(&self, ctx: &Ctx<'_>, proposal: &Settlement<'_>) -> Vec<Line> {
        let mut lines: Vec<Line> =
            proposal.parts.iter().map(|part| self.of_part(ctx, part)).collect();
        let zero = Money::zero(proposal.rest.currency());
        let charge = proposal.parts.iter().try_fold(zero, |sum, part| sum.plus(part.charge));
        if let Some(stay) = self.stay(ctx) {
            lines.extend(flow::before(ctx, &stay, charge.ok()));
        }
        let rest = proposal.rest.words();
        if proposal.rest.is_positive() {
            let key = if self.keep { "charge-rest-stays" } else { "charge-rest-goes" };
            lines.push(Line::new(Meaning::Money, ctx.format(key, &[("rest", &rest)])));
        } else {
            lines.push(Line::plain(ctx.text("charge-nothing-left")));
        }
        if proposal.owed.is_positive() {
            let owed = ctx.format("charge-owed", &[("owed", &proposal.owed.words())]);
            lines.push(Line::new(Meaning::Alert, owed));
            if let Some(key) = ctx.keys.key_of(Place::CheckOut, Act::CheckIn) {
                lines.push(Line::plain(ctx.format("charge-second-hold", &[("key", &key)])));
            }
        }
        lines
    }

    fn of_part(&self, ctx: &Ctx<'_>, part: &Part<'_>) -> Line {
        let at = ctx.local(part.hold.opened_at).strftime("%m-%d").to_string();
        let (held, charge) = (part.hold.remaining.words(), part.charge.words());
        let key = match (part.charge.is_positive(), self.keep) {
            (true, _) => "check-out-charge",
            (false, false) => "check-out-release",
            (false, true) => "check-out-leave",
        };
        Line::plain(ctx.format(key, &[("day", &at), ("held", &held), ("amount", &charge)]))
    }
}
