use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{CaptureView, Command, HoldView, Ticket};
use crate::domain::{Money, Phase};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line, List};

use super::flow::{self, Flow};
use super::hold;
use super::subject::Subject;

/// Characters of a reason: half of what the provider takes, as a Chinese one counts as two
/// (alipay-preauth.md 2.8: 256).
const REASON: usize = 100;

/// Charges that are seen at once.
const ROWS: u16 = 3;

/// Money that was charged is paid back, whole or in parts.
#[derive(Debug, Clone)]
pub(crate) struct Refund {
    subject: Subject,
    /// Which of the charges that have something left.
    list: List,
    amount: Field,
    reason: Field,
    on_reason: bool,
    flow: Flow,
}

impl Refund {
    pub(in crate::tui) fn new(hold: &HoldView) -> Self {
        Self {
            subject: Subject::of(hold),
            list: List::default(),
            amount: Field::figures("", 16),
            reason: Field::text("", REASON),
            on_reason: false,
            flow: Flow::default(),
        }
    }

    fn chosen<'a>(&self, hold: &'a HoldView) -> Option<&'a CaptureView> {
        refundable(hold).into_iter().nth(self.list.chosen())
    }

    fn money(&self, ctx: &Ctx<'_>, hold: &HoldView) -> Result<(Money, Money), String> {
        let none = || ctx.text("refusal-nothing-captured");
        let left = left_of(self.chosen(hold).ok_or_else(none)?);
        let money = flow::amount(ctx, &self.amount, hold.asked.currency())?;
        match money.exceeds(left) {
            Ok(false) => Ok((money, left)),
            Ok(true) | Err(_) => {
                Err(ctx.format("refusal-above-refundable", &[("refundable", &left.words())]))
            }
        }
    }

    fn command(&self, ctx: &Ctx<'_>) -> Result<Command, String> {
        let hold = self.subject.view(ctx).ok_or_else(|| ctx.text("hold-gone"))?;
        let (money, _) = self.money(ctx, hold)?;
        Ok(Command::Refund {
            hold: self.subject.id().clone(),
            capture: self.chosen(hold).map(|capture| capture.request.clone()),
            money,
            reason: self.reason.value().trim().to_owned(),
        })
    }

    fn effect(&self, ctx: &Ctx<'_>, hold: &HoldView) -> Vec<Line> {
        if self.amount.is_empty() {
            return vec![Line::new(Meaning::Muted, ctx.text("refund-intro"))];
        }
        match self.money(ctx, hold) {
            Ok((money, left)) => {
                let after = left.minus(money).unwrap_or(left);
                vec![
                    Line::new(
                        Meaning::Money,
                        ctx.format("refund-goes", &[("amount", &money.words())]),
                    ),
                    Line::plain(ctx.format("refund-left", &[("left", &after.words())])),
                    Line::new(Meaning::Muted, ctx.text("refund-no-hold")),
                ]
            }
            Err(problem) => vec![Line::new(Meaning::Muted, problem)],
        }
    }

    fn focused(&mut self) -> &mut Field {
        if self.on_reason { &mut self.reason } else { &mut self.amount }
    }

    /// The charges to choose from; gives the rows it took.
    fn draw_charges(&self, ctx: &Ctx<'_>, hold: &HoldView, area: Rect, buf: &mut Buffer) -> u16 {
        let charges = refundable(hold);
        let area = Rect {
            height: ROWS.min(area.height).min(u16::try_from(charges.len()).unwrap_or(ROWS)),
            ..area
        };
        for (place, row) in self.list.window(charges.len(), area) {
            let Some(capture) = charges.get(place) else {
                continue;
            };
            let (paid, left) = (capture.money.words(), left_of(capture).words());
            let number = capture.trade_no.as_deref().unwrap_or(capture.request.as_str());
            let args = [("charged", paid.as_str()), ("left", &left), ("number", number)];
            let line = text::left(&ctx.format("refund-charge", &args), usize::from(row.width));
            let chosen = place == self.list.chosen();
            let meaning = if chosen { Meaning::Selected } else { Meaning::Text };
            buf.set_stringn(row.x, row.y, line, usize::from(row.width), ctx.style(meaning));
        }
        area.height
    }
}

/// The charges of which something can still be paid back.
fn refundable(hold: &HoldView) -> Vec<&CaptureView> {
    let open =
        |capture: &&CaptureView| capture.phase == Phase::Done && left_of(capture).is_positive();
    hold.captures.iter().filter(open).collect()
}

fn left_of(capture: &CaptureView) -> Money {
    let zero = Money::zero(capture.money.currency());
    capture.money.minus(capture.refunded).unwrap_or(zero)
}

impl Page for Refund {
    fn place(&self) -> Place {
        Place::Refund
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("refund-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        let filling = self.flow.is_filling();
        match input {
            Input::Act(Act::Back) => self.flow.back(),
            Input::Act(Act::Confirm) => {
                let command = self.command(ctx);
                self.flow.submit(ctx, command)
            }
            Input::Act(Act::NextField | Act::PreviousField) if filling => {
                self.on_reason = !self.on_reason;
                Step::stay()
            }
            Input::Act(act) if filling => {
                let count = self.subject.view(ctx).map_or(0, |hold| refundable(hold).len());
                self.list.act(act, count)
            }
            Input::Key(key) if filling && self.focused().key(key) => self.flow.edited(),
            Input::Reply(reply) => self.flow.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Act(_) | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let hold = self.subject.view(ctx)?;
        let taken = hold::draw_head(ctx, hold, area, buf).saturating_add(1);
        let row = below(area, taken);
        let charges = self.draw_charges(ctx, hold, row, buf);
        let row = below(row, charges.saturating_add(1));
        let on = |reason: bool| self.flow.is_filling() && self.on_reason == reason;
        let label = ctx.text("refund-amount");
        let first = flow::draw_field(ctx, &label, &self.amount, on(false), row, buf);
        let row = below(row, 1);
        let label = ctx.text("refund-reason");
        let second = flow::draw_field(ctx, &label, &self.reason, on(true), row, buf);
        self.flow.draw(ctx, Place::Refund, &self.effect(ctx, hold), below(row, 2), buf);
        first.or(second)
    }

    fn offers(&self, act: Act, _ctx: &Ctx<'_>) -> bool {
        act != Act::NextField || self.flow.is_filling()
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        vec![&mut self.amount, &mut self.reason]
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.flow.awaits(ticket)
    }
}
