use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::domain::Person;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, StaffErrand, StaffReply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line, draw_lines};

use super::credentials::Credentials;

/// Nobody is signed in, or the screen is locked. Requests go on behind it.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    /// For whom it is locked: they go on where they were.
    locked: Option<Person>,
    credentials: Credentials,
}

impl SignIn {
    pub(in crate::tui) fn new(locked: Option<Person>) -> Self {
        let credentials = Credentials::of(locked.as_ref().map(|person| &person.badge));
        Self { locked, credentials }
    }

    /// Somebody pressed the key for it: as often as not another one comes.
    pub(in crate::tui) fn switching(self) -> Self {
        Self { credentials: self.credentials.on_number(), ..self }
    }
}

impl Page for SignIn {
    fn place(&self) -> Place {
        Place::SignIn
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("sign-in-title")
    }

    /// Whoever is not signed in changes nothing, not even who stands at the counter.
    fn offers(&self, act: Act, _ctx: &Ctx<'_>) -> bool {
        !matches!(act, Act::Guests | Act::Scanner | Act::Lock)
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Confirm) => match self.credentials.submit(ctx.ticket) {
                Some((badge, pin)) => Step::stay().wish(Wish::Staff {
                    ticket: ctx.ticket,
                    errand: StaffErrand::SignIn { badge, pin },
                }),
                None => Step::stay(),
            },
            Input::Act(Act::NextField | Act::PreviousField) => {
                self.credentials.move_focus();
                Step::stay()
            }
            Input::Key(key) if self.credentials.key(key) => Step::stay(),
            Input::Reply(Reply::Staff { said: StaffReply::Denied(trouble), .. }) => {
                self.credentials.denied(trouble.clone());
                Step::stay()
            }
            Input::Snapshot => Step::stay(),
            Input::Act(_) | Input::Key(_) | Input::Paste(_) | Input::Scan(_) | Input::Reply(_) => {
                Step::ignored()
            }
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let mut lines = vec![Line::plain(ctx.text("sign-in-intro"))];
        if let Some(person) = &self.locked {
            let args = [("name", &person.name)];
            lines.push(Line::new(Meaning::Muted, ctx.format("sign-in-locked", &args)));
        }
        let open = ctx.snapshot.holds.iter().filter(|hold| hold.activity.is_some()).count();
        if open > 0 {
            let count = u32::try_from(open).unwrap_or(u32::MAX);
            let words = ctx.format("sign-in-open", &[("count", count)]);
            lines.push(Line::new(Meaning::NotKnown, words));
        }
        let row = below(area, draw_lines(ctx, &lines, area, buf).saturating_add(1));
        let cursor = self.credentials.draw(ctx, true, row, buf);
        let row = below(row, 3);
        if self.credentials.is_sent() {
            let line = Line::new(Meaning::Muted, ctx.text("sign-in-checking"));
            draw_lines(ctx, &[line], row, buf);
        } else if let Some(trouble) = self.credentials.said() {
            draw_lines(ctx, &super::trouble_lines(ctx, trouble), row, buf);
        }
        cursor
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        self.credentials.fields()
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.credentials.awaits(ticket)
    }
}
