//! Filling in, reading what it will do, doing it: the same three steps for every form that moves
//! money. Leaving a form never takes a request back.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget as _};

use crate::desk::{Command, StayView, Ticket, is_same_stay};
use crate::domain::{Currency, Money, MoneyError, MoneyState, Stay, folded};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Wish};
use crate::tui::page::Step;
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Field, Line, draw_lines, panel};
use crate::tui::words::refused;

/// How far a form has come.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    stage: Stage,
    /// Why it cannot be done as it is.
    problem: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Filling,
    /// What it will do to the money is shown; the next Enter does it.
    Confirming,
    Sent(Ticket),
}

impl Flow {
    /// For a question without anything to fill in.
    pub(super) const fn asking() -> Self {
        Self { stage: Stage::Confirming, problem: None }
    }

    pub(super) const fn is_filling(&self) -> bool {
        matches!(self.stage, Stage::Filling)
    }

    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        self.stage == Stage::Sent(ticket)
    }

    /// Enter: first what it will do is shown, then it is done.
    pub(super) fn submit(&mut self, ctx: &Ctx<'_>, command: Result<Command, String>) -> Step {
        match (self.stage, command) {
            (Stage::Sent(_), _) => Step::ignored(),
            (Stage::Filling | Stage::Confirming, Err(problem)) => {
                self.stage = Stage::Filling;
                self.problem = Some(problem);
                Step::stay()
            }
            (Stage::Filling, Ok(_)) => {
                self.problem = None;
                self.stage = Stage::Confirming;
                Step::stay()
            }
            (Stage::Confirming, Ok(command)) => {
                self.stage = Stage::Sent(ctx.ticket);
                Step::stay().wish(Wish::Command { ticket: ctx.ticket, command })
            }
        }
    }

    /// Esc: from the question back to the form, from the form back to the hold.
    pub(super) fn back(&mut self) -> Step {
        if self.stage == Stage::Confirming {
            self.stage = Stage::Filling;
            return Step::stay();
        }
        Step::back()
    }

    /// A change of the form takes a complaint about it away.
    pub(super) fn edited(&mut self) -> Step {
        self.problem = None;
        Step::stay()
    }

    /// Under way: back to the hold, which shows how it goes on. Not carried out: said here.
    pub(super) fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        let problem = match reply {
            Reply::Accepted { .. } => return Step::back(),
            Reply::Rejected { refusal, .. } => refused(ctx.locale, refusal),
            Reply::Failed { why, .. } => ctx.format("failed-here", &[("why", why)]),
            Reply::Found { .. }
            | Reply::Journal { .. }
            | Reply::Saved { .. }
            | Reply::Lines { .. }
            | Reply::Staff { .. }
            | Reply::Loaded { .. } => {
                return Step::ignored();
            }
        };
        self.stage = Stage::Filling;
        self.problem = Some(problem);
        Step::stay()
    }

    /// What it will do, or why it cannot be done; in a box as soon as Enter does it.
    pub(super) fn draw(
        &self,
        ctx: &Ctx<'_>,
        place: Place,
        effect: &[Line],
        area: Rect,
        buf: &mut Buffer,
    ) {
        if let Some(problem) = &self.problem {
            draw_lines(ctx, &[Line::new(Meaning::Alert, problem.clone())], area, buf);
            return;
        }
        let title = match self.stage {
            Stage::Filling => {
                draw_lines(ctx, effect, area, buf);
                return;
            }
            Stage::Confirming => {
                let key = ctx.keys.key_of(place, Act::Confirm).unwrap_or_default();
                ctx.format("form-confirm", &[("key", &key)])
            }
            Stage::Sent(_) => ctx.text("form-sent"),
        };
        let columns = usize::from(area.width.saturating_sub(4));
        let rows: usize = effect.iter().map(|line| text::wrap(&words(line), columns).len()).sum();
        let wanted = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
        // What Enter does is read before it is done: where there is no room for it, it covers the form.
        let top = buf.area.y.saturating_add(1).min(area.y);
        let y = if wanted > area.height {
            area.bottom().saturating_sub(wanted).max(top)
        } else {
            area.y
        };
        let height = wanted.min(area.bottom().saturating_sub(y));
        let area = Rect { y, height, ..area };
        Clear.render(area, buf);
        let inner = panel(ctx, &title, Meaning::Heading, area, buf);
        draw_lines(ctx, effect, inner, buf);
    }
}

fn words(line: &Line) -> String {
    line.0.iter().map(|span| span.text.as_str()).collect()
}

/// Reads an amount as a person typed it; says what is wrong with it.
pub(super) fn amount(ctx: &Ctx<'_>, field: &Field, currency: Currency) -> Result<Money, String> {
    let text = field.value().trim();
    if text.is_empty() {
        return Err(ctx.text("form-amount-missing"));
    }
    match Money::parse(text, currency) {
        Ok(money) if money.is_positive() => Ok(money),
        Ok(_) => Err(ctx.text("form-amount-zero")),
        Err(MoneyError::Digits { .. }) => {
            Err(ctx.format("form-amount-digits", &[("currency", currency.code())]))
        }
        Err(
            MoneyError::Shape(_)
            | MoneyError::TooMuch(_)
            | MoneyError::Overflow
            | MoneyError::Mixed(..)
            | MoneyError::Currency(_),
        ) => Err(ctx.text("form-amount-shape")),
    }
}

/// What a stay's guest has paid before, and what of the noted bill is open: whoever types the whole bill a
/// second time charges it twice.
pub(super) fn before(ctx: &Ctx<'_>, stay: &StayView<'_>, now: Option<Money>) -> Vec<Line> {
    let Some(paid) = stay.paid() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if paid.is_positive() {
        let total = now.and_then(|now| paid.plus(now).ok()).unwrap_or(paid).words();
        let args = [("before", paid.words()), ("total", total)];
        let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
        let key = if now.is_some() { "charge-in-all" } else { "charge-before" };
        lines.push(Line::new(Meaning::Alert, ctx.format(key, &args)));
    }
    if let (Some(bill), Some(left)) = (stay.bill(), stay.unpaid()) {
        let args = [("bill", bill.words()), ("left", left.words())];
        let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
        lines.push(Line::plain(ctx.format("charge-noted", &args)));
    }
    lines
}

/// That something is held in a room for somebody else: a room that was mistyped, or a guest who has not left.
pub(super) fn occupied(ctx: &Ctx<'_>, stay: &Stay) -> Option<Line> {
    let room = folded(&stay.room);
    let other = ctx.snapshot.holds.iter().find(|hold| {
        let held = hold.money == MoneyState::Held && folded(&hold.stay.room) == room;
        held && !is_same_stay(&hold.stay, stay)
    })?;
    let guest =
        if other.stay.guest.is_empty() { other.id.to_string() } else { other.stay.guest.clone() };
    let args = [("guest", guest), ("amount", other.remaining.words())];
    let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
    Some(Line::new(Meaning::Alert, ctx.format("form-occupied", &args)))
}

/// One row of a form: its label, then the field. Gives the cursor where the field has it.
pub(super) fn draw_field(
    ctx: &Ctx<'_>,
    label: &str,
    field: &Field,
    focus: bool,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let meaning = if focus { Meaning::Text } else { Meaning::Muted };
    let beside = labelled(ctx, label, meaning, area, buf);
    field.draw(ctx, focus, beside, buf)
}

/// Draws a label in the forms' first column and gives the room beside it.
pub(super) fn labelled(
    ctx: &Ctx<'_>,
    label: &str,
    meaning: Meaning,
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    /// Columns of the labels, so that the fields of every form stand under each other.
    const LABEL: u16 = 14;
    let label = text::left(label, usize::from(LABEL.saturating_sub(2)));
    if area.height == 0 {
        return area;
    }
    buf.set_stringn(area.x, area.y, label, usize::from(area.width), ctx.style(meaning));
    Rect {
        x: area.x.saturating_add(LABEL),
        width: area.width.saturating_sub(LABEL).min(48),
        height: 1,
        ..area
    }
}
