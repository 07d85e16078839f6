use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HoldView, Rest, Settlement, StayView, Ticket};
use crate::domain::{HoldId, Money, MoneyState};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, draw_lines};
use crate::tui::words::refused;

use super::check_in::form::departure_of;
use super::flow::{self, Flow};
use super::subject::Subject;
use super::{CheckIn, activity_change, stay};

mod words;

/// The check-out of a stay with several holds: one bill, what it does to each of them before it does it,
/// and then what became of each.
#[derive(Debug, Clone)]
pub(crate) struct CheckOut {
    /// One of the holds: the others are found by it.
    subject: Subject,
    bill: Field,
    /// The rest stays held for charges that come late.
    keep: bool,
    until: Field,
    on_until: bool,
    flow: Flow,
    stage: Stage,
}

/// How far it has come. Each hold is an act of its own: what was ordered is not ordered again.
#[derive(Debug, Clone, Default)]
struct Stage {
    /// What has still to be ordered, the next one last.
    waiting: Vec<Command>,
    sent: Option<Ticket>,
    ordered: Vec<HoldId>,
    /// What the charges that were ordered come to.
    charged: Option<Money>,
    /// What had been charged before the first of them.
    before: Option<Money>,
    /// All of it was ordered.
    done: bool,
    /// Something stays held, and the first Esc has said so.
    warned: bool,
    problem: Option<String>,
}

impl CheckOut {
    pub(in crate::tui) fn new(hold: &HoldView, bill: Option<Money>) -> Self {
        let bill = bill.map(Money::decimal).unwrap_or_default();
        Self {
            subject: Subject::of(hold),
            bill: Field::figures(&bill, 16),
            keep: false,
            until: Field::figures("", 10),
            on_until: false,
            flow: Flow::default(),
            stage: Stage::default(),
        }
    }

    fn stay<'a>(&'a self, ctx: &Ctx<'a>) -> Option<StayView<'a>> {
        Some(StayView::of(&ctx.snapshot.holds, self.subject.view(ctx)?))
    }

    fn proposal<'a>(&'a self, ctx: &Ctx<'a>) -> Result<Settlement<'a>, String> {
        let stay = self.stay(ctx).ok_or_else(|| ctx.text("hold-gone"))?;
        let currency = self.subject.view(ctx).map(|hold| hold.asked.currency());
        let currency = currency.ok_or_else(|| ctx.text("hold-gone"))?;
        let bill = flow::amount(ctx, &self.bill, currency)?;
        let charged = self.stage.charged.unwrap_or(Money::zero(currency));
        let left = bill.minus(charged).map_err(|error| error.to_string())?;
        let left = if left.is_negative() { Money::zero(currency) } else { left };
        Settlement::propose(&stay, &self.stage.ordered, left).map_err(|error| error.to_string())
    }

    fn rest(&self, ctx: &Ctx<'_>) -> Result<Rest, String> {
        if !self.keep {
            return Ok(Rest::GoesBack);
        }
        let until = departure_of(self.until.value().trim(), ctx.today());
        let until = until.map_err(|wrong| ctx.text(wrong.key()))?;
        Ok(Rest::Stays { until })
    }

    /// Enter: first what it will do is shown, then it is ordered, one hold after the other.
    fn confirm(&mut self, ctx: &Ctx<'_>) -> Step {
        if self.stage.done {
            return Step::home();
        }
        if self.stage.sent.is_some() {
            return Step::ignored();
        }
        self.stage.problem = None;
        let commands = self.proposal(ctx).and_then(|proposal| {
            let rest = self.rest(ctx)?;
            let room = self.subject.view(ctx).map(|hold| hold.stay.room.clone());
            let room = room.unwrap_or_default();
            let remark = ctx.format("release-remark-default", &[("room", &room)]);
            Ok(proposal.commands(rest, &remark))
        });
        match commands {
            Err(problem) => {
                self.flow = Flow::default();
                self.stage.problem = Some(problem);
                Step::stay()
            }
            Ok(_) if self.flow.is_filling() => {
                self.flow = Flow::asking();
                Step::stay()
            }
            Ok(mut commands) => {
                commands.reverse();
                if self.stage.before.is_none() {
                    self.stage.before = self.captured(ctx);
                }
                self.stage.waiting = commands;
                self.order(ctx)
            }
        }
    }

    fn order(&mut self, ctx: &Ctx<'_>) -> Step {
        let Some(command) = self.stage.waiting.last().cloned() else {
            self.stage.done = true;
            return Step::stay();
        };
        self.stage.sent = Some(ctx.ticket);
        Step::stay().wish(Wish::Command { ticket: ctx.ticket, command })
    }

    fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        self.stage.sent = None;
        let problem = match reply {
            Reply::Accepted { .. } => {
                match self.stage.waiting.pop() {
                    Some(Command::Capture { hold, money, .. }) => {
                        let before = self.stage.charged.unwrap_or(Money::zero(money.currency()));
                        self.stage.charged = before.plus(money).ok();
                        self.stage.ordered.push(hold);
                    }
                    Some(Command::Release { hold, .. } | Command::Change { hold, .. }) => {
                        self.stage.ordered.push(hold);
                    }
                    Some(_) | None => {}
                }
                return self.order(ctx);
            }
            Reply::Rejected { refusal, .. } => refused(ctx.locale, refusal),
            Reply::Failed { why, .. } => ctx.format("failed-here", &[("why", why)]),
            Reply::Found { .. }
            | Reply::Journal { .. }
            | Reply::Lines { .. }
            | Reply::Saved { .. }
            | Reply::Staff { .. }
            | Reply::Loaded { .. } => return Step::ignored(),
        };
        // What was ordered before goes on; Enter proposes the rest anew.
        self.stage.waiting.clear();
        self.flow = Flow::default();
        self.stage.problem = Some(problem);
        Step::stay()
    }

    /// Nobody leaves a stay with money still held unseen.
    fn back(&mut self, ctx: &Ctx<'_>) -> Step {
        if !self.stage.done {
            return self.flow.back();
        }
        let left = self.left(ctx);
        if let Some(left) = left.filter(|_| !self.stage.warned) {
            self.stage.warned = true;
            let amount = left.words();
            let unclear = self.stay(ctx).is_some_and(|own| own.money() == MoneyState::NotKnownYet);
            let key = if unclear { "check-out-still-unclear" } else { "check-out-still" };
            let said = ctx.format(key, &[("amount", &amount)]);
            return Step::stay().note(Meaning::Alert, said);
        }
        Step::back()
    }

    /// What is charged to the stay so far, as it is proven.
    fn captured(&self, ctx: &Ctx<'_>) -> Option<Money> {
        Some(self.stay(ctx)?.sums().ok()??.captured)
    }

    /// What of the bill was charged: proven, not ordered.
    fn paid(&self, ctx: &Ctx<'_>) -> Option<Money> {
        self.captured(ctx)?.minus(self.stage.before?).ok()
    }

    /// What of the bill no charge has paid: one that was ordered may have been refused.
    fn owed(&self, ctx: &Ctx<'_>) -> Option<Money> {
        let paid = self.paid(ctx)?;
        let bill = flow::amount(ctx, &self.bill, paid.currency()).ok()?;
        bill.minus(paid).ok().filter(|owed| owed.is_positive())
    }

    /// What is still held, or not known.
    fn left(&self, ctx: &Ctx<'_>) -> Option<Money> {
        let stay = self.stay(ctx)?;
        let sums = stay.sums().ok()??;
        let unclear = stay.money() == MoneyState::NotKnownYet;
        Some(sums.remaining).filter(|left| left.is_positive() || unclear)
    }
}

impl Page for CheckOut {
    fn place(&self) -> Place {
        Place::CheckOut
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("check-out-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        if act == Act::CheckIn {
            self.proposal(ctx).is_ok_and(|p| p.owed.is_positive())
        } else if act == Act::KeepRest {
            self.flow.is_filling() && !self.stage.done
        } else if act == Act::NextField {
            self.keep && self.flow.is_filling() && !self.stage.done
        } else {
            true
        }
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => self.back(ctx),
            Input::Act(Act::Confirm) => self.confirm(ctx),
            Input::Act(Act::KeepRest) => {
                self.keep = !self.keep;
                self.on_until = self.keep && !self.bill.is_empty();
                Step::stay()
            }
            Input::Act(Act::NextField) => {
                self.on_until = !self.on_until && self.keep;
                Step::stay()
            }
            Input::Act(Act::CheckIn) => {
                let owed = self.proposal(ctx).ok().map(|proposal| proposal.owed);
                match self.subject.view(ctx) {
                    Some(hold) => Step::push(CheckIn::for_stay(&hold.stay, owed)),
                    None => Step::ignored(),
                }
            }
            Input::Key(key) => {
                let field = if self.on_until { &mut self.until } else { &mut self.bill };
                let open = self.flow.is_filling() && !self.stage.done;
                if open && field.key(key) {
                    self.stage.problem = None;
                    Step::stay()
                } else {
                    Step::ignored()
                }
            }
            Input::Reply(reply) => self.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Act(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn next_change(&self, ctx: &Ctx<'_>) -> Option<Timestamp> {
        let stay = self.stay(ctx)?;
        let activities = stay.holds.iter().filter_map(|hold| hold.activity.as_ref());
        activities.filter_map(|activity| activity_change(ctx, activity)).min()
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let own = self.stay(ctx)?;
        let taken = stay::draw_head(ctx, &own, area, buf).saturating_add(1);
        let mut row = below(area, taken);
        let filling = self.flow.is_filling() && !self.stage.done;
        let focus = filling && !self.on_until;
        let cursor = flow::draw_field(ctx, &ctx.text("charge-amount"), &self.bill, focus, row, buf);
        row = below(row, 1);
        // Afterwards it is no choice any more.
        if self.stage.done {
            draw_lines(ctx, &self.lines(ctx), below(row, 1), buf);
            return None;
        }
        let choice = if self.keep { "charge-keep-rest" } else { "charge-release-rest" };
        let beside = flow::labelled(ctx, &ctx.text("charge-rest"), Meaning::Muted, row, buf);
        let choice = ctx.text(choice);
        let style = ctx.style(Meaning::Text);
        buf.set_stringn(beside.x, beside.y, choice, usize::from(beside.width), style);
        row = below(row, 1);
        let mut other = None;
        if self.keep {
            let focus = filling && self.on_until;
            other = flow::draw_field(ctx, &ctx.text("form-kept"), &self.until, focus, row, buf);
            row = below(row, 1);
        }
        let lines = self.lines(ctx);
        if self.stage.problem.is_some() {
            draw_lines(ctx, &lines, below(row, 1), buf);
        } else {
            self.flow.draw(ctx, Place::CheckOut, &lines, below(row, 1), buf);
        }
        cursor.or(other)
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        vec![&mut self.bill, &mut self.until]
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.stage.sent == Some(ticket)
    }
}
