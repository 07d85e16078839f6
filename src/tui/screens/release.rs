use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HoldView, Ticket};
use crate::domain::Money;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line};

use super::flow::{self, Flow};
use super::hold;
use super::subject::Subject;

/// Characters of a remark (alipay-preauth.md 2.5: 100, a Chinese one counts as two).
const REMARK: usize = 50;

/// What is held goes back, whole or in part, with a remark that the guest reads.
#[derive(Debug, Clone)]
pub(crate) struct Release {
    subject: Subject,
    amount: Field,
    remark: Field,
    on_remark: bool,
    flow: Flow,
}

impl Release {
    pub(in crate::tui) fn new(ctx: &Ctx<'_>, hold: &HoldView) -> Self {
        let remark = ctx.format("release-remark-default", &[("room", &hold.stay.room)]);
        Self {
            subject: Subject::of(hold),
            amount: Field::figures(&hold.remaining.decimal(), 16),
            remark: Field::text(&remark, REMARK),
            on_remark: false,
            flow: Flow::default(),
        }
    }

    fn money(&self, ctx: &Ctx<'_>, hold: &HoldView) -> Result<Money, String> {
        let money = flow::amount(ctx, &self.amount, hold.asked.currency())?;
        match money.exceeds(hold.remaining) {
            Ok(false) => Ok(money),
            Ok(true) | Err(_) => {
                Err(ctx
                    .format("refusal-above-remaining", &[("remaining", &hold.remaining.words())]))
            }
        }
    }

    fn command(&self, ctx: &Ctx<'_>) -> Result<Command, String> {
        let hold = self.subject.view(ctx).ok_or_else(|| ctx.text("hold-gone"))?;
        let money = self.money(ctx, hold)?;
        Ok(Command::Release {
            hold: self.subject.id().clone(),
            money: (money != hold.remaining).then_some(money),
            remark: self.remark.value().trim().to_owned(),
        })
    }

    fn effect(&self, ctx: &Ctx<'_>, hold: &HoldView) -> Vec<Line> {
        let money = match self.money(ctx, hold) {
            Ok(money) => money,
            Err(problem) => return vec![Line::new(Meaning::Muted, problem)],
        };
        let goes = ctx.format("release-goes", &[("amount", &money.words())]);
        let left = hold.remaining.minus(money).unwrap_or(hold.remaining);
        let after = if left.is_positive() {
            ctx.format("release-left", &[("left", &left.words())])
        } else {
            ctx.text("release-all")
        };
        vec![Line::new(Meaning::Money, goes), Line::plain(after)]
    }

    fn focused(&mut self) -> &mut Field {
        if self.on_remark { &mut self.remark } else { &mut self.amount }
    }
}

impl Page for Release {
    fn place(&self) -> Place {
        Place::Release
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("release-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => self.flow.back(),
            Input::Act(Act::Confirm) => {
                let command = self.command(ctx);
                self.flow.submit(ctx, command)
            }
            Input::Act(Act::NextField | Act::PreviousField) if self.flow.is_filling() => {
                self.on_remark = !self.on_remark;
                Step::stay()
            }
            Input::Key(key) if self.flow.is_filling() && self.focused().key(key) => {
                self.flow.edited()
            }
            Input::Reply(reply) => self.flow.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Act(_) | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let hold = self.subject.view(ctx)?;
        let taken = hold::draw_head(ctx, hold, area, buf).saturating_add(1);
        let row = below(area, taken);
        let on = |remark: bool| self.flow.is_filling() && self.on_remark == remark;
        let label = ctx.text("release-amount");
        let first = flow::draw_field(ctx, &label, &self.amount, on(false), row, buf);
        let row = below(row, 1);
        let label = ctx.text("release-remark");
        let second = flow::draw_field(ctx, &label, &self.remark, on(true), row, buf);
        self.flow.draw(ctx, Place::Release, &self.effect(ctx, hold), below(row, 2), buf);
        first.or(second)
    }

    fn offers(&self, act: Act, _ctx: &Ctx<'_>) -> bool {
        act != Act::NextField || self.flow.is_filling()
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        vec![&mut self.amount, &mut self.remark]
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.flow.awaits(ticket)
    }
}
