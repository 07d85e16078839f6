use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::domain::{Badge, Role};
use crate::locale::{StaffTrouble, role_key};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, StaffErrand, StaffReply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Line, List, draw_lines};

use super::Register;

/// Who is registered. A supervisor registers, gives new PINs and takes people off.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    list: List,
    /// Whom the next press of the same key takes off.
    leaving: Option<Badge>,
    sent: Option<Ticket>,
    said: Option<StaffTrouble>,
}

impl People {
    /// Opens the list and has it read anew: the command line may have changed it.
    pub(in crate::tui) fn open(ctx: &Ctx<'_>) -> Step {
        let page = Self { sent: Some(ctx.ticket), ..Self::default() };
        Step::push(page).wish(Wish::Staff { ticket: ctx.ticket, errand: StaffErrand::List })
    }

    /// Whether whoever is signed in may change it: a supervisor, or anybody while there is nobody.
    fn may_change(ctx: &Ctx<'_>) -> bool {
        let supervisor = ctx.signed.is_some_and(|member| member.role == Role::Supervisor);
        ctx.people.is_empty() || supervisor
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        let leaving = self.leaving.take();
        self.said = None;
        if act == Act::Back {
            return Step::back();
        }
        let changes = matches!(act, Act::Register | Act::NewPin | Act::TakeOff);
        if changes && !Self::may_change(ctx) {
            self.said = Some(StaffTrouble::NotSupervisor);
            return Step::stay();
        }
        if act == Act::Register {
            return Step::push(Register::somebody(ctx));
        }
        let Some(member) = ctx.people.get(self.list.chosen()) else {
            return Step::ignored();
        };
        if act == Act::NewPin {
            return Step::push(Register::new_pin(member));
        }
        if act == Act::TakeOff {
            let badge = member.person.badge.clone();
            if leaving.as_ref() == Some(&badge) {
                self.sent = Some(ctx.ticket);
                return Step::stay()
                    .wish(Wish::Staff { ticket: ctx.ticket, errand: StaffErrand::TakeOff(badge) });
            }
            self.leaving = Some(badge);
            let args = [("name", &member.person.to_string())];
            return Step::stay().note(Meaning::Alert, ctx.format("people-remove-again", &args));
        }
        self.list.act(act, ctx.people.len())
    }
}

impl Page for People {
    fn place(&self) -> Place {
        Place::People
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("people-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        !matches!(act, Act::NewPin | Act::TakeOff) || !ctx.people.is_empty()
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Reply(Reply::Staff { said: StaffReply::Denied(trouble), .. }) => {
                self.sent = None;
                self.said = Some(trouble.clone());
                Step::stay()
            }
            Input::Reply(Reply::Staff { said: StaffReply::People { about, .. }, .. }) => {
                self.sent = None;
                match about {
                    Some(person) => {
                        let args = [("name", &person.to_string())];
                        Step::stay().note(Meaning::Text, ctx.format("people-removed", &args))
                    }
                    None => Step::stay(),
                }
            }
            Input::Snapshot => Step::stay(),
            Input::Key(_) | Input::Paste(_) | Input::Scan(_) | Input::Reply(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if ctx.people.is_empty() {
            let lines =
                [Line::plain(ctx.text("people-none")), Line::plain(ctx.text("people-first"))];
            draw_lines(ctx, &lines, area, buf);
            return None;
        }
        let rows = Rect { height: area.height.saturating_sub(3), ..area };
        for (place, row) in self.list.window(ctx.people.len(), rows) {
            let Some(member) = ctx.people.get(place) else { continue };
            let badge = text::left(member.person.badge.as_str(), 8);
            let name = text::left(&member.person.name, 32);
            let line = format!("{badge}{name}{}", ctx.text(role_key(member.role)));
            let line = text::left(&line, usize::from(row.width));
            let chosen = place == self.list.chosen();
            let meaning = if chosen { Meaning::Selected } else { Meaning::Text };
            buf.set_stringn(row.x, row.y, line, usize::from(row.width), ctx.style(meaning));
        }
        if let Some(trouble) = &self.said {
            let row = below(area, rows.height);
            draw_lines(ctx, &super::trouble_lines(ctx, trouble), row, buf);
        }
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }
}
