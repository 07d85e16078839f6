use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};

#[derive(Debug, Clone, Default)]
pub(crate) struct Journal;

impl Page for Journal {
    fn place(&self) -> Place {
        Place::Journal
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("journal-title")
    }

    fn update(&mut self, input: Input<'_>, _ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(_)
            | Input::Key(_)
            | Input::Paste(_)
            | Input::Scan(_)
            | Input::Reply(_)
            | Input::Snapshot => Step::ignored(),
        }
    }

    fn draw(&self, _ctx: &Ctx<'_>, _area: Rect, _buf: &mut Buffer) -> Option<Position> {
        None
    }
}
