use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HoldView, StayView, Ticket};
use crate::domain::Money;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::Reply;
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line};

use super::check_in::form::departure_of;
use super::flow::{self, Flow};
use super::subject::Subject;
use super::{CheckIn, hold};

/// Check-out: the bill is charged, the rest goes back unless it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Charge {
    subject: Subject,
    amount: Field,
    keep_rest: bool,
    /// The day until which the rest is kept, for charges that come late.
    until: Field,
    on_until: bool,
    flow: Flow,
    /// It was not opened on the hold's page, so that page comes behind it.
    direct: bool,
}

/// A bill beside what is held.
#[derive(Debug, Clone, Copy)]
struct Bill {
    /// What is charged from this hold.
    charge: Money,
    /// What of the hold is left after it.
    rest: Money,
    /// What the hold does not cover.
    owed: Money,
}

impl Charge {
    pub(in crate::tui) fn new(hold: &HoldView) -> Self {
        Self {
            subject: Subject::of(hold),
            amount: Field::figures("", 16),
            keep_rest: false,
            until: Field::figures("", 10),
            on_until: false,
            flow: Flow::default(),
            direct: false,
        }
    }

    /// At check-out: straight from a list, without the hold's page before it.
    pub(in crate::tui) fn direct(hold: &HoldView) -> Self {
        Self { direct: true, ..Self::new(hold) }
    }

    /// A bill above the hold charges what is held; the rest is named, never forgotten.
    fn bill(&self, ctx: &Ctx<'_>, hold: &HoldView) -> Result<Bill, String> {
        let bill = flow::amount(ctx, &self.amount, hold.asked.currency())?;
        let covered = hold.remaining;
        let zero = Money::zero(covered.currency());
        let left = covered.minus(bill).map_err(|error| error.to_string())?;
        Ok(if left.is_negative() {
            let owed = bill.minus(covered).map_err(|error| error.to_string())?;
            Bill { charge: covered, rest: zero, owed }
        } else {
            Bill { charge: bill, rest: left, owed: zero }
        })
    }

    fn command(&self, ctx: &Ctx<'_>) -> Result<Command, String> {
        let hold = self.subject.view(ctx).ok_or_else(|| ctx.text("hold-gone"))?;
        let bill = self.bill(ctx, hold)?;
        let keep_rest = self.keep_rest && bill.rest.is_positive();
        let until = if keep_rest {
            let until = departure_of(self.until.value().trim(), ctx.today());
            until.map_err(|wrong| ctx.text(wrong.key()))?
        } else {
            None
        };
        Ok(Command::Capture {
            hold: self.subject.id().clone(),
            money: bill.charge,
            keep_rest,
            until,
        })
    }

    /// What it will do to the guest's money, before it does it.
    fn effect(&self, ctx: &Ctx<'_>, hold: &HoldView) -> Vec<Line> {
        let own = StayView::of(&ctx.snapshot.holds, hold);
        if self.amount.is_empty() {
            let intro = Line::new(Meaning::Muted, ctx.text("charge-intro"));
            let intro = Some(intro).filter(|_| !own.is_charged());
            return intro.into_iter().chain(flow::before(ctx, &own, None)).collect();
        }
        let bill = match self.bill(ctx, hold) {
            Ok(bill) => bill,
            Err(problem) => return vec![Line::new(Meaning::Muted, problem)],
        };
        let (charge, rest) = (bill.charge.words(), bill.rest.words());
        let pays = ctx.format("charge-pays", &[("amount", &charge)]);
        let mut lines = vec![Line::new(Meaning::Money, pays)];
        lines.extend(flow::before(ctx, &own, Some(bill.charge)));
        if bill.rest.is_positive() {
            lines.push(Line::plain(self.of_rest(ctx, &rest)));
        } else {
            lines.push(Line::plain(ctx.text("charge-nothing-left")));
        }
        if bill.owed.is_positive() {
            let owed = ctx.format("charge-owed", &[("owed", &bill.owed.words())]);
            lines.push(Line::new(Meaning::Alert, owed));
            if let Some(key) = ctx.keys.key_of(Place::Charge, Act::CheckIn) {
                let second = ctx.format("charge-second-hold", &[("key", &key)]);
                lines.push(Line::plain(second));
            }
        }
        if hold.on_credit {
            lines.push(Line::new(Meaning::Muted, ctx.text("charge-on-credit")));
        }
        lines
    }

    /// What becomes of the rest, and until which day it is kept.
    fn of_rest(&self, ctx: &Ctx<'_>, rest: &str) -> String {
        let until = departure_of(self.until.value().trim(), ctx.today()).ok().flatten();
        match (self.keep_rest, until.map(|day| day.to_string())) {
            (false, _) => ctx.format("charge-rest-goes", &[("rest", rest)]),
            (true, None) => ctx.format("charge-rest-stays", &[("rest", rest)]),
            (true, Some(day)) => {
                ctx.format("charge-rest-until", &[("rest", rest), ("day", day.as_str())])
            }
        }
    }

    /// A second hold for the same stay, over what this one does not cover.
    fn second_hold(&self, ctx: &Ctx<'_>) -> Step {
        let Some(hold) = self.subject.view(ctx) else {
            return Step::ignored();
        };
        let owed = self.bill(ctx, hold).ok().map(|bill| bill.owed);
        let owed = owed.filter(|owed| owed.is_positive());
        Step::push(CheckIn::for_stay(&hold.stay, owed))
    }
}

impl Page for Charge {
    fn place(&self) -> Place {
        Place::Charge
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("charge-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => self.flow.back(),
            Input::Act(Act::Confirm) => {
                let command = self.command(ctx);
                self.flow.submit(ctx, command)
            }
            Input::Act(Act::KeepRest) if self.flow.is_filling() => {
                self.keep_rest = !self.keep_rest;
                self.on_until = self.keep_rest && !self.amount.is_empty();
                self.flow.edited()
            }
            Input::Act(Act::NextField) if self.flow.is_filling() => {
                self.on_until = !self.on_until && self.keep_rest;
                Step::stay()
            }
            Input::Act(Act::CheckIn) => self.second_hold(ctx),
            Input::Key(key) => {
                let field = if self.on_until { &mut self.until } else { &mut self.amount };
                if self.flow.is_filling() && field.key(key) {
                    self.flow.edited()
                } else {
                    Step::ignored()
                }
            }
            Input::Reply(Reply::Accepted { .. }) if self.direct => {
                Step::replace(super::of_hold(ctx, self.subject.id()))
            }
            Input::Reply(reply) => self.flow.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Act(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let hold = self.subject.view(ctx)?;
        let taken = hold::draw_head(ctx, hold, area, buf).saturating_add(1);
        let row = below(area, taken);
        let again = StayView::of(&ctx.snapshot.holds, hold).is_charged();
        let label = ctx.text(if again { "charge-amount-again" } else { "charge-amount" });
        let filling = self.flow.is_filling();
        let focus = filling && !self.on_until;
        let mut cursor = flow::draw_field(ctx, &label, &self.amount, focus, row, buf);
        let mut row = below(row, 1);
        // A bill above the hold leaves no rest to decide about.
        let covers = self.bill(ctx, hold).is_ok_and(|bill| !bill.rest.is_positive());
        if !covers {
            let choice = if self.keep_rest { "charge-keep-rest" } else { "charge-release-rest" };
            let beside = flow::labelled(ctx, &ctx.text("charge-rest"), Meaning::Muted, row, buf);
            let style = ctx.style(Meaning::Text);
            buf.set_stringn(beside.x, beside.y, ctx.text(choice), usize::from(beside.width), style);
        }
        if !covers && self.keep_rest {
            row = below(row, 1);
            let (label, focus) = (ctx.text("form-kept"), filling && self.on_until);
            let at = flow::draw_field(ctx, &label, &self.until, focus, row, buf);
            cursor = cursor.or(at);
        }
        self.flow.draw(ctx, Place::Charge, &self.effect(ctx, hold), below(row, 2), buf);
        cursor
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        if act == Act::CheckIn {
            let hold = self.subject.view(ctx);
            let bill = hold.and_then(|hold| self.bill(ctx, hold).ok());
            return bill.is_some_and(|bill| bill.owed.is_positive());
        }
        if act == Act::KeepRest {
            self.flow.is_filling()
        } else if act == Act::NextField {
            self.flow.is_filling() && self.keep_rest
        } else {
            true
        }
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        vec![&mut self.amount, &mut self.until]
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.flow.awaits(ticket)
    }
}
