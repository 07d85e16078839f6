use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, draw_lines};

/// The question before leaving while a request is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leave;

impl Leave {
    /// Only an open request is worth a question: nothing else is lost.
    pub(in crate::tui) fn must_ask(ctx: &Ctx<'_>) -> bool {
        ctx.snapshot.holds.iter().any(|hold| hold.activity.is_some())
    }
}

impl Page for Leave {
    fn place(&self) -> Place {
        Place::Leave
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("leave-title")
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

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let open = ctx.snapshot.holds.iter().filter(|hold| hold.activity.is_some());
        let mut lines = vec![
            Line::new(Meaning::Alert, ctx.text("leave-open")),
            Line::plain(ctx.text("leave-again")),
            Line::empty(),
        ];
        for hold in open {
            let room = ctx.format("room-named", &[("room", &hold.stay.room)]);
            lines.push(
                Line::new(Meaning::of_money(hold.money), ctx.locale.money_with_symbol(hold.money))
                    .and(Meaning::Text, format!("  {room}  {}  ", hold.stay.guest))
                    .and(Meaning::Money, hold.asked.words()),
            );
        }
        draw_lines(ctx, &lines, area, buf);
        None
    }
}
