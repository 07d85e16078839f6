use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, Found, HoldView};
use crate::domain::{Kind, MoneyState};
use crate::locale::Locale;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line, List, draw_lines};

use super::flow::{self, Flow};
use super::hold;
use super::subject::Subject;

/// Characters of a proof; the desk has the last word.
const PROOF: usize = 120;

/// Characters of a provider's number.
const NUMBER: usize = 64;

/// What two people found out about a case, and what proves it.
#[derive(Debug, Clone)]
pub(crate) struct CloseCase {
    subject: Subject,
    flow: Flow,
    answer: List,
    number: Field,
    proof: Field,
    on_number: bool,
}

/// The answers that there can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Done,
    NotDone,
    Elsewhere,
}

impl CloseCase {
    pub(in crate::tui) fn new(hold: &HoldView) -> Self {
        Self {
            subject: Subject::of(hold),
            flow: Flow::default(),
            answer: List::default(),
            number: Field::text("", NUMBER),
            proof: Field::text("", PROOF),
            on_number: false,
        }
    }

    fn answers(hold: &HoldView) -> Vec<Answer> {
        match (&hold.case, &hold.activity) {
            (Some(case), None) if case.missing.is_some() => vec![Answer::Elsewhere],
            (Some(_), Some(_)) => vec![Answer::NotDone, Answer::Done],
            (Some(_) | None, _) => Vec::new(),
        }
    }

    fn chosen(&self, hold: &HoldView) -> Option<Answer> {
        Self::answers(hold).get(self.answer.chosen()).copied()
    }

    fn needs_number(&self, hold: &HoldView) -> bool {
        let needs = hold.case.as_ref().is_some_and(|case| case.needs_number);
        needs && self.chosen(hold) == Some(Answer::Done)
    }

    fn command(&self, ctx: &Ctx<'_>) -> Result<Command, String> {
        if self.number.hides() || self.proof.hides() {
            return Err(ctx.text("form-code"));
        }
        let hold = self.subject.view(ctx).ok_or_else(|| ctx.text("hold-gone"))?;
        let proof = self.proof.value().trim().to_owned();
        if proof.is_empty() {
            return Err(ctx.text("refusal-no-proof"));
        }
        let number = self.number.value().trim().to_owned();
        if self.needs_number(hold) && number.is_empty() {
            return Err(ctx.text("refusal-no-provider-number"));
        }
        let finding = match self.chosen(hold) {
            Some(Answer::Done) => Found::Done { number },
            Some(Answer::NotDone) => Found::NotDone,
            Some(Answer::Elsewhere) => Found::BackElsewhere,
            None => return Err(ctx.text("refusal-no-case")),
        };
        Ok(Command::CloseCase { hold: hold.id.clone(), finding, proof })
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return self.flow.back();
        }
        if act == Act::Confirm {
            return self.flow.submit(ctx, self.command(ctx));
        }
        if !self.flow.is_filling() {
            return Step::ignored();
        }
        let Some(hold) = self.subject.view(ctx) else {
            return Step::ignored();
        };
        if act == Act::NextField || act == Act::PreviousField {
            self.on_number = !self.on_number && self.needs_number(hold);
            return Step::stay();
        }
        let count = Self::answers(hold).len();
        let step = self.answer.act(act, count);
        self.on_number = self.needs_number(hold) && self.number.value().is_empty();
        self.flow.edited();
        step
    }

    /// What the answer does to the money.
    fn effect(&self, ctx: &Ctx<'_>, hold: &HoldView) -> Vec<Line> {
        let money = match (hold.case.as_ref().map(|case| case.kind), self.chosen(hold)) {
            (Some(Kind::Hold | Kind::Cancel), Some(Answer::Done)) => Some(MoneyState::Held),
            (Some(Kind::Hold | Kind::Cancel), Some(Answer::NotDone)) => Some(MoneyState::NotHeld),
            (Some(Kind::Hold | Kind::Cancel), Some(Answer::Elsewhere)) => {
                let missing = hold.case.as_ref().and_then(|case| case.missing);
                let all = missing == Some(hold.remaining);
                Some(if all { MoneyState::NotHeld } else { MoneyState::Held })
            }
            (Some(_) | None, _) => None,
        };
        let effect = match money {
            Some(money) => {
                let word = ctx.locale.money(money);
                ctx.format("close-effect", &[("money", &word)])
            }
            None => ctx.format("close-effect-rest", &[("kind", kind_of(hold))]),
        };
        vec![Line::new(Meaning::Money, effect), Line::plain(ctx.text("close-two"))]
    }
}

/// The name of what is open, as the texts choose by it.
fn kind_of(hold: &HoldView) -> &'static str {
    match hold.case.as_ref().map_or(Kind::Hold, |case| case.kind) {
        Kind::Hold => "hold",
        Kind::Cancel => "cancel",
        Kind::Capture => "capture",
        Kind::Release => "release",
        Kind::Refund => "refund",
    }
}

fn question(locale: &Locale, hold: &HoldView) -> String {
    if let (Some(activity), Some(case)) = (&hold.activity, &hold.case) {
        let (kind, amount) = (locale.kind(case.kind), activity.money.words());
        return locale.format("close-question", &[("kind", &kind), ("amount", &amount)]);
    }
    let missing = hold.case.as_ref().and_then(|case| case.missing);
    let missing = missing.map(crate::domain::Money::words).unwrap_or_default();
    locale.format("close-question-differs", &[("missing", &missing)])
}

impl Page for CloseCase {
    fn place(&self) -> Place {
        Place::CloseCase
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("close-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Key(key) => {
                let field = if self.on_number { &mut self.number } else { &mut self.proof };
                if self.flow.is_filling() && field.key(key) {
                    self.flow.edited()
                } else {
                    Step::ignored()
                }
            }
            Input::Reply(reply) => self.flow.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let hold = self.subject.view(ctx)?;
        let taken = hold::draw_head(ctx, hold, area, buf).saturating_add(1);
        let mut row = below(area, taken);
        let asked = Line::new(Meaning::Heading, question(ctx.locale, hold));
        row = below(row, draw_lines(ctx, &[asked], row, buf));
        for (place, answer) in Self::answers(hold).into_iter().enumerate() {
            let text = match answer {
                Answer::Done => ctx.format("close-done", &[("kind", kind_of(hold))]),
                Answer::NotDone => ctx.format("close-not-done", &[("kind", kind_of(hold))]),
                Answer::Elsewhere => ctx.text("close-elsewhere"),
            };
            let chosen = place == self.answer.chosen();
            let meaning = if chosen { Meaning::Selected } else { Meaning::Text };
            row = below(row, draw_lines(ctx, &[Line::new(meaning, format!(" {text} "))], row, buf));
        }
        row = below(row, 1);
        let filling = self.flow.is_filling();
        let mut cursor = None;
        if self.needs_number(hold) {
            let focus = filling && self.on_number;
            let label = ctx.text("close-number");
            cursor = flow::draw_field(ctx, &label, &self.number, focus, row, buf);
            row = below(row, 1);
        }
        let focus = filling && !self.on_number;
        let label = ctx.text("close-proof");
        let at = flow::draw_field(ctx, &label, &self.proof, focus, row, buf);
        row = below(row, 1);
        let intro = Line::new(Meaning::Muted, ctx.text("close-intro"));
        row = below(row, draw_lines(ctx, &[intro], row, buf).saturating_add(1));
        self.flow.draw(ctx, Place::CloseCase, &self.effect(ctx, hold), row, buf);
        cursor.or(at)
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        vec![&mut self.number, &mut self.proof]
    }

    fn awaits(&self, ticket: crate::desk::Ticket) -> bool {
        self.flow.awaits(ticket)
    }
}
