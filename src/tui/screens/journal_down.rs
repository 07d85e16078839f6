use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Notice;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, draw_lines};

/// The journal cannot be written: nothing is sent until it can.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JournalDown;

impl JournalDown {
    fn why<'a>(ctx: &Ctx<'a>) -> Option<&'a str> {
        let mut notices = ctx.snapshot.notices.iter();
        notices.next().map(|notice| match notice {
            Notice::JournalDown(why) => why.as_str(),
        })
    }
}

impl Page for JournalDown {
    fn place(&self) -> Place {
        Place::JournalDown
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("journal-down-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Snapshot if Self::why(ctx).is_none() => {
                Step::back().note(Meaning::Success, ctx.text("journal-down-over"))
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
        let why = Self::why(ctx).unwrap_or_default();
        let lines = [
            Line::new(Meaning::Alert, ctx.text("journal-down-headline")),
            Line::empty(),
            Line::plain(ctx.text("journal-down-money")),
            Line::plain(ctx.text("journal-down-do")),
            Line::empty(),
            Line::new(Meaning::Muted, ctx.format("journal-down-why", &[("why", why)])),
        ];
        draw_lines(ctx, &lines, area, buf);
        None
    }
}
