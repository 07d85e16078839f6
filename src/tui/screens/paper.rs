use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::domain::Days;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{HouseLook, Wish};
use crate::tui::page::{Input, Page, Step};

use super::counted::Counted;

/// A report on the screen.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    of: Of,
    page: Counted,
}

/// What it is a report of.
#[derive(Debug, Clone, Copy)]
enum Of {
    Shift { number: u32, copy: bool },
    Days(Days),
}

impl Paper {
    fn new(ctx: &Ctx<'_>, of: Of) -> (Self, Wish) {
        let mut page = Counted::default();
        let look = match of {
            Of::Shift { number, copy } => HouseLook::Report { number, copy },
            Of::Days(days) => HouseLook::Days(days),
        };
        let wish = page.ask(ctx, look);
        (Self { of, page }, wish)
    }

    /// A copy of one of before.
    pub(in crate::tui) fn open(ctx: &Ctx<'_>, number: u32) -> Step {
        let (paper, wish) = Self::new(ctx, Of::Shift { number, copy: true });
        Step::push(paper).wish(wish)
    }

    /// A report on any days.
    pub(in crate::tui) fn on_days(ctx: &Ctx<'_>, days: Days) -> Step {
        let (paper, wish) = Self::new(ctx, Of::Days(days));
        Step::push(paper).wish(wish)
    }

    /// The first print, in place of the screen that made it.
    pub(in crate::tui) fn first(ctx: &Ctx<'_>, number: u32) -> Step {
        let (paper, wish) = Self::new(ctx, Of::Shift { number, copy: false });
        Step::replace(paper).wish(wish)
    }

    /// The name of its file.
    fn name(&self) -> String {
        match self.of {
            Of::Shift { number, copy: true } => format!("z-{number}-copy"),
            Of::Shift { number, copy: false } => format!("z-{number}"),
            Of::Days(Days { first, last, business }) => {
                let kind = if business { "business" } else { "calendar" };
                format!("{kind}-{first}-{last}")
            }
        }
    }
}

impl Page for Paper {
    fn place(&self) -> Place {
        Place::Paper
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        match self.of {
            Of::Shift { number, copy } => {
                let key = if copy { "paper-title" } else { "z-title" };
                ctx.format(key, &[("number", &number.to_string())])
            }
            Of::Days(_) => ctx.text("days-title"),
        }
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(Act::Save) => self.page.save(ctx, self.name()),
            Input::Act(act) => self.page.act(act),
            Input::Reply(reply) => self.page.reply(ctx, reply),
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
