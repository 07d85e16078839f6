use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::domain::House;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{HouseLook, Wish};
use crate::tui::page::{Input, Page, Step};

use super::counted::Counted;
use super::{Audit, CloseShift, HandOver, OpenShift, Reports};

/// The shift so far, and the ways to its end.
#[derive(Debug, Clone)]
pub(crate) struct Shift {
    page: Counted,
    /// What it was counted for.
    seen: House,
}

impl Shift {
    /// Opens it, and has it counted.
    pub(in crate::tui) fn open(ctx: &Ctx<'_>) -> Step {
        let mut page = Counted::default();
        let wish = page.ask(ctx, HouseLook::SoFar);
        Step::push(Self { page, seen: ctx.snapshot.house.clone() }).wish(wish)
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        if act == Act::OpenShift {
            return Step::push(OpenShift::default());
        }
        if act == Act::CloseShift {
            return Step::push(CloseShift::new(ctx));
        }
        if act == Act::HandOver {
            return Step::push(HandOver::new(ctx));
        }
        if act == Act::Reports {
            return Reports::open(ctx);
        }
        if act == Act::Audit {
            return Audit::open(ctx);
        }
        if act == Act::Save {
            let day = ctx.snapshot.house.day_on(ctx.today());
            return self.page.save(ctx, format!("x-{day}"));
        }
        self.page.act(act)
    }
}

impl Page for Shift {
    fn place(&self) -> Place {
        Place::Shift
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("shift-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        let open = ctx.snapshot.house.shift.is_some();
        if act == Act::OpenShift {
            !open
        } else if act == Act::CloseShift {
            open
        } else if act == Act::HandOver {
            // It takes two names.
            open && ctx.signed.is_some()
        } else {
            act != Act::Save || self.page.lines.is_some()
        }
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Reply(reply) => self.page.reply(ctx, reply),
            // A shift was opened or closed, or the day has ended: what stands here is old.
            Input::Snapshot if ctx.snapshot.house != self.seen => {
                self.seen = ctx.snapshot.house.clone();
                Step::stay().wish(self.page.ask(ctx, HouseLook::SoFar))
            }
            Input::Snapshot | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.page.draw(ctx, area, buf);
        None
    }

    fn language(&mut self, ctx: &Ctx<'_>) -> Option<Wish> {
        self.page.language(ctx)
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.page.awaits(ticket)
    }
}
