use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{HouseLook, Wish};
use crate::tui::page::{Input, Page, Step};

use super::counted::Counted;

/// A Z report on the screen.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    number: u32,
    copy: bool,
    page: Counted,
}

impl Paper {
    fn new(ctx: &Ctx<'_>, number: u32, copy: bool) -> (Self, Wish) {
        let mut page = Counted::default();
        let wish = page.ask(ctx, HouseLook::Report { number, copy });
        (Self { number, copy, page }, wish)
    }

    /// A copy of one of before.
    pub(in crate::tui) fn open(ctx: &Ctx<'_>, number: u32) -> Step {
        let (paper, wish) = Self::new(ctx, number, true);
        Step::push(paper).wish(wish)
    }

    /// The first print, in place of the screen that made it.
    pub(in crate::tui) fn first(ctx: &Ctx<'_>, number: u32) -> Step {
        let (paper, wish) = Self::new(ctx, number, false);
        Step::replace(paper).wish(wish)
    }
}

impl Page for Paper {
    fn place(&self) -> Place {
        Place::Paper
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        let key = if self.copy { "paper-title" } else { "z-title" };
        ctx.format(key, &[("number", &self.number.to_string())])
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(Act::Save) => {
                let copy = if self.copy { "-copy" } else { "" };
                self.page.save(ctx, format!("z-{}{copy}", self.number))
            }
            Input::Act(act) => self.page.act(act),
            Input::Reply(reply) => self.page.reply(ctx, reply),
            Input::Snapshot | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.page.draw(ctx, area, buf);
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.page.awaits(ticket)
    }
}
