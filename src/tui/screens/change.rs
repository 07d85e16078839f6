use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HoldView, StayView, Ticket};
use crate::domain::Stay;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line, draw_lines};
use crate::tui::words::refused;

use super::check_in::form::departure_of;
use super::subject::Subject;
use super::{flow, hold};

/// Characters that a field takes; the desk has the last word.
const LONGEST: usize = 60;

const LABELS: [&str; 6] =
    ["field-room", "field-guest", "field-booking", "form-departure", "form-bill", "form-kept"];

/// Another room, name, booking or departure. No money moves.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    subject: Subject,
    /// Room, guest, booking, departure, the bill so far, until when a rest is kept.
    fields: [Field; 6],
    focus: usize,
    /// What stands there now: a day that has passed may stay.
    departure: Option<Date>,
    kept: Option<Date>,
    /// What has still to be changed: the other holds of the stay go with it.
    waiting: Vec<Command>,
    sent: Option<Ticket>,
    problem: Option<String>,
}

impl Change {
    pub(in crate::tui) fn new(hold: &HoldView) -> Self {
        let Stay { room, guest, booking, departure, bill, keep_until } = &hold.stay;
        let day = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let bill = bill.map(crate::domain::Money::decimal).unwrap_or_default();
        Self {
            subject: Subject::of(hold),
            fields: [
                Field::text(room, LONGEST),
                Field::text(guest, LONGEST),
                Field::text(booking, LONGEST),
                Field::figures(&day(departure), 10),
                Field::figures(&bill, 15),
                Field::figures(&day(keep_until), 10),
            ],
            focus: 0,
            departure: *departure,
            kept: *keep_until,
            waiting: Vec::new(),
            sent: None,
            problem: None,
        }
    }

    /// One for each hold of the stay that still holds something, this one's first: a guest who moves is not in two
    /// rooms.
    fn commands(&self, ctx: &Ctx<'_>) -> Result<Vec<Command>, String> {
        // A payment code in a field is not kept, and what stood there is not wiped for it.
        if self.fields.iter().any(Field::hides) {
            return Err(ctx.text("form-code"));
        }
        let [room, guest, booking, departure, bill, kept] =
            self.fields.each_ref().map(|field| field.value().trim().to_owned());
        let day = |typed: &str, before: Option<Date>| {
            if before.is_some_and(|day| day.to_string() == typed) {
                return Ok(before);
            }
            departure_of(typed, ctx.today()).map_err(|wrong| ctx.text(wrong.key()))
        };
        let (departure, keep_until) = (day(&departure, self.departure)?, day(&kept, self.kept)?);
        let hold = self.subject.view(ctx).ok_or_else(|| ctx.text("hold-gone"))?;
        let [.., typed, _] = &self.fields;
        let bill = if bill.is_empty() {
            None
        } else {
            Some(flow::amount(ctx, typed, hold.asked.currency())?)
        };
        let stay = Stay { room, guest, booking, departure, bill, keep_until };
        let whole = StayView::of(&ctx.snapshot.holds, hold);
        let others = whole.held().into_iter().filter(|other| other.id != hold.id);
        let others = others.map(|other| {
            let Stay { bill, keep_until, .. } = other.stay.clone();
            (other, Stay { bill, keep_until, ..stay.clone() })
        });
        let others = others.filter(|(other, to)| other.stay != *to);
        let others = others.map(|(other, to)| Command::Change { hold: other.id.clone(), stay: to });
        let others: Vec<Command> = others.collect();
        // What is so already stays out, where something else is changed.
        let own = (hold.stay != stay || others.is_empty())
            .then(|| Command::Change { hold: hold.id.clone(), stay: stay.clone() });
        Ok(own.into_iter().chain(others).collect())
    }

    fn next(&mut self, ctx: &Ctx<'_>) -> Step {
        if self.waiting.is_empty() {
            return Step::back();
        }
        let command = self.waiting.remove(0);
        self.sent = Some(ctx.ticket);
        Step::stay().wish(Wish::Command { ticket: ctx.ticket, command })
    }

    fn confirm(&mut self, ctx: &Ctx<'_>) -> Step {
        if self.sent.is_some() {
            return Step::ignored();
        }
        match self.commands(ctx) {
            Ok(commands) => {
                self.waiting = commands;
                self.next(ctx)
            }
            Err(problem) => {
                self.problem = Some(problem);
                Step::stay()
            }
        }
    }

    fn move_focus(&mut self, by: usize) -> Step {
        let count = self.fields.len();
        self.focus = self.focus.saturating_add(by).checked_rem(count).unwrap_or(0);
        Step::stay()
    }

    fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        self.sent = None;
        self.problem = match reply {
            Reply::Rejected { refusal, .. } => Some(refused(ctx.locale, refusal)),
            Reply::Failed { why, .. } => Some(ctx.format("failed-here", &[("why", why)])),
            Reply::Accepted { .. } => return self.next(ctx),
            Reply::Found { .. }
            | Reply::Journal { .. }
            | Reply::Saved { .. }
            | Reply::Lines { .. }
            | Reply::Staff { .. }
            | Reply::Loaded { .. } => return Step::back(),
        };
        Step::stay()
    }
}

impl Page for Change {
    fn place(&self) -> Place {
        Place::Change
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("change-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(Act::Confirm) => self.confirm(ctx),
            Input::Act(Act::NextField) => self.move_focus(1),
            Input::Act(Act::PreviousField) => self.move_focus(self.fields.len().saturating_sub(1)),
            Input::Key(key) => {
                let field = self.fields.get_mut(self.focus);
                if self.sent.is_none() && field.is_some_and(|field| field.key(key)) {
                    self.problem = None;
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

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let hold = self.subject.view(ctx)?;
        let taken = hold::draw_head(ctx, hold, area, buf).saturating_add(1);
        let mut row = below(area, taken);
        let mut cursor = None;
        for ((label, field), place) in LABELS.iter().zip(&self.fields).zip(0_usize..) {
            let focus = place == self.focus && self.sent.is_none();
            let at = flow::draw_field(ctx, &ctx.text(label), field, focus, row, buf);
            cursor = cursor.or(at);
            row = below(row, 1);
        }
        let said = match &self.problem {
            Some(problem) => Line::new(Meaning::Alert, problem.clone()),
            None => Line::new(Meaning::Muted, ctx.text("change-intro")),
        };
        let [room, guest, booking, ..] =
            self.fields.each_ref().map(|field| field.value().trim().to_owned());
        let moved = room.to_lowercase() != hold.stay.room.to_lowercase();
        let typed = Stay { room, guest, booking, ..Stay::default() };
        let occupied = flow::occupied(ctx, &typed).filter(|_| moved);
        let lines: Vec<Line> = std::iter::once(said).chain(occupied).collect();
        draw_lines(ctx, &lines, below(row, 1), buf);
        cursor
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        self.fields.iter_mut().collect()
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }
}
