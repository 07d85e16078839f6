use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HoldView, Ticket};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::Line;

use super::flow::Flow;
use super::hold;
use super::subject::Subject;

/// The question before an unclear hold request is undone. A good hold is released instead.
#[derive(Debug, Clone)]
pub(crate) struct Undo {
    subject: Subject,
    flow: Flow,
}

impl Undo {
    pub(in crate::tui) fn new(hold: &HoldView) -> Self {
        Self { subject: Subject::of(hold), flow: Flow::asking() }
    }
}

impl Page for Undo {
    fn place(&self) -> Place {
        Place::Undo
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("undo-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(Act::Confirm) => {
                self.flow.submit(ctx, Ok(Command::Cancel { hold: self.subject.id().clone() }))
            }
            Input::Reply(reply) => self.flow.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Act(_) | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let hold = self.subject.view(ctx)?;
        let taken = hold::draw_head(ctx, hold, area, buf).saturating_add(1);
        let amount = hold.asked.words();
        let effect = [
            Line::new(Meaning::Money, ctx.format("undo-effect", &[("amount", &amount)])),
            Line::plain(ctx.text("undo-effect-after")),
        ];
        self.flow.draw(ctx, Place::Undo, &effect, below(area, taken), buf);
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.flow.awaits(ticket)
    }
}
