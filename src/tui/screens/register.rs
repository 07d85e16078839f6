use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::domain::{Badge, Member, Person, Pin, Role};
use crate::locale::{StaffTrouble, role_key};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, StaffErrand, StaffReply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line, PinField, draw_lines};

use super::flow::{draw_field, labelled};

/// Somebody new with their first PIN, or a new PIN for somebody.
#[derive(Debug, Clone)]
pub(crate) struct Register {
    /// Whose new PIN it is; none where somebody is registered.
    known: Option<Member>,
    badge: Field,
    name: Field,
    role: Role,
    pin: PinField,
    again: PinField,
    focus: Part,
    sent: Option<Ticket>,
    said: Option<StaffTrouble>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Badge,
    Name,
    Pin,
    Again,
}

const PARTS: [Part; 4] = [Part::Badge, Part::Name, Part::Pin, Part::Again];

impl Register {
    pub(in crate::tui) fn somebody(ctx: &Ctx<'_>) -> Self {
        // The first one has to be a supervisor.
        let role = if ctx.people.is_empty() { Role::Supervisor } else { Role::Cashier };
        Self {
            known: None,
            badge: Field::figures("", 6),
            name: Field::text("", 30),
            role,
            pin: PinField::default(),
            again: PinField::default(),
            focus: Part::Badge,
            sent: None,
            said: None,
        }
    }

    pub(in crate::tui) fn new_pin(member: &Member) -> Self {
        Self {
            known: Some(member.clone()),
            badge: Field::figures(member.person.badge.as_str(), 6),
            name: Field::text(&member.person.name, 30),
            role: member.role,
            pin: PinField::default(),
            again: PinField::default(),
            focus: Part::Pin,
            sent: None,
            said: None,
        }
    }

    fn parts(&self) -> &'static [Part] {
        if self.known.is_some() { PARTS.get(2..).unwrap_or(&PARTS) } else { &PARTS }
    }

    fn move_focus(&mut self, forward: bool) {
        let parts = self.parts();
        let here = parts.iter().position(|part| *part == self.focus).unwrap_or(0);
        let step = if forward { 1 } else { parts.len().saturating_sub(1) };
        let next = here.saturating_add(step).checked_rem(parts.len()).unwrap_or(0);
        self.focus = parts.get(next).copied().unwrap_or(self.focus);
    }

    fn key(&mut self, key: KeyEvent) -> bool {
        if self.sent.is_some() {
            return false;
        }
        let taken = match self.focus {
            Part::Badge => self.badge.key(key),
            Part::Name => self.name.key(key),
            Part::Pin => self.pin.key(key),
            Part::Again => self.again.key(key),
        };
        if taken {
            self.said = None;
        }
        taken
    }

    /// Enter: to the next field, and from the last one on it is done.
    fn confirm(&mut self, ctx: &Ctx<'_>) -> Step {
        if self.sent.is_some() {
            return Step::ignored();
        }
        if self.focus != Part::Again {
            self.move_focus(true);
            return Step::stay();
        }
        match self.read() {
            Ok((member, pin)) => {
                self.sent = Some(ctx.ticket);
                self.said = None;
                let errand = match &self.known {
                    Some(_) => StaffErrand::NewPin { badge: member.person.badge, pin },
                    None => StaffErrand::Register { member, pin },
                };
                Step::stay().wish(Wish::Staff { ticket: ctx.ticket, errand })
            }
            Err((part, trouble)) => {
                self.focus = part;
                self.said = Some(trouble);
                Step::stay()
            }
        }
    }

    fn read(&mut self) -> Result<(Member, Pin), (Part, StaffTrouble)> {
        let badge = self.badge.value().trim().parse::<Badge>();
        let badge = badge.map_err(|error| (Part::Badge, StaffTrouble::Typed(error)))?;
        let person = Person::named(badge.clone(), self.name.value());
        let person = person.map_err(|error| (Part::Name, StaffTrouble::Typed(error)))?;
        let pin = Pin::chosen(self.pin.expose(), &badge);
        let same = self.pin.expose() == self.again.expose();
        // Whatever comes of it, they are typed again.
        if pin.is_err() || !same {
            self.pin.clear();
        }
        self.again.clear();
        let pin = pin.map_err(|error| (Part::Pin, StaffTrouble::Typed(error)))?;
        if !same {
            return Err((Part::Pin, StaffTrouble::PinsDiffer));
        }
        self.pin.clear();
        Ok((Member { person, role: self.role }, pin))
    }

    fn toggle_role(&mut self) -> Step {
        if self.known.is_some() {
            return Step::ignored();
        }
        self.role = match self.role {
            Role::Cashier => Role::Supervisor,
            Role::Supervisor => Role::Cashier,
        };
        Step::stay()
    }
}

impl Page for Register {
    fn place(&self) -> Place {
        Place::Register
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text(if self.known.is_some() { "register-pin-title" } else { "register-title" })
    }

    fn offers(&self, act: Act, _ctx: &Ctx<'_>) -> bool {
        act != Act::OtherRole || self.known.is_none()
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(Act::Confirm) => self.confirm(ctx),
            Input::Act(Act::NextField) => {
                self.move_focus(true);
                Step::stay()
            }
            Input::Act(Act::PreviousField) => {
                self.move_focus(false);
                Step::stay()
            }
            Input::Act(Act::OtherRole) => self.toggle_role(),
            Input::Key(key) if self.key(key) => Step::stay(),
            Input::Reply(Reply::Staff { said: StaffReply::People { about, .. }, .. }) => {
                let name = about.as_ref().map(ToString::to_string).unwrap_or_default();
                let note = ctx.format("people-saved", &[("name", &name)]);
                Step::back().note(Meaning::Text, note)
            }
            Input::Reply(Reply::Staff { said: StaffReply::Denied(trouble), .. }) => {
                self.sent = None;
                self.said = Some(trouble.clone());
                self.focus = self.parts().first().copied().unwrap_or(Part::Pin);
                Step::stay()
            }
            Input::Act(_)
            | Input::Key(_)
            | Input::Paste(_)
            | Input::Scan(_)
            | Input::Reply(_)
            | Input::Snapshot => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let on = |part: Part| self.sent.is_none() && self.focus == part;
        let text_row = |key: &str, field: &Field, part: Part, row: Rect, buf: &mut Buffer| {
            draw_field(ctx, &ctx.text(key), field, on(part), row, buf)
        };
        let badge = text_row("people-number", &self.badge, Part::Badge, area, buf);
        let row = below(area, 1);
        let name = text_row("people-name", &self.name, Part::Name, row, buf);
        let row = below(row, 1);
        let beside = labelled(ctx, &ctx.text("people-role"), Meaning::Muted, row, buf);
        draw_lines(ctx, &[Line::plain(ctx.text(role_key(self.role)))], beside, buf);
        let row = below(row, 1);
        let pin_row = |key: &str, pin: &PinField, part: Part, row: Rect, buf: &mut Buffer| {
            let meaning = if on(part) { Meaning::Text } else { Meaning::Muted };
            let beside = labelled(ctx, &ctx.text(key), meaning, row, buf);
            pin.draw(ctx, on(part), beside, buf)
        };
        let pin = pin_row("register-pin", &self.pin, Part::Pin, row, buf);
        let row = below(row, 1);
        let again = pin_row("register-again", &self.again, Part::Again, row, buf);
        let row = below(row, 2);
        if let Some(trouble) = &self.said {
            draw_lines(ctx, &super::trouble_lines(ctx, trouble), row, buf);
        }
        badge.or(name).or(pin).or(again)
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        vec![&mut self.badge, &mut self.name]
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }
}
