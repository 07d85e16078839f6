use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{HouseLook, Reply};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{List, draw_paper};

use super::case::saved;
use super::shift::{look, save};

/// A Z report on the screen.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    number: u32,
    copy: bool,
    lines: Option<Vec<String>>,
    scroll: List,
    sent: Option<Ticket>,
}

impl Paper {
    fn new(ctx: &Ctx<'_>, number: u32, copy: bool) -> Self {
        Self { number, copy, lines: None, scroll: List::default(), sent: Some(ctx.ticket) }
    }

    /// A copy of one of before.
    pub(in crate::tui) fn open(ctx: &Ctx<'_>, number: u32) -> Step {
        Step::push(Self::new(ctx, number, true))
            .wish(look(ctx, HouseLook::Report { number, copy: true }))
    }

    /// In place of the screen that made it.
    pub(in crate::tui) fn instead(ctx: &Ctx<'_>, number: u32, copy: bool) -> Step {
        Step::replace(Self::new(ctx, number, copy))
            .wish(look(ctx, HouseLook::Report { number, copy }))
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
                self.sent = Some(ctx.ticket);
                let copy = if self.copy { "-copy" } else { "" };
                let lines = self.lines.as_deref().unwrap_or_default();
                save(ctx, format!("z-{}{copy}", self.number), lines)
            }
            Input::Act(act) => {
                let count = self.lines.as_ref().map_or(0, Vec::len);
                self.scroll.act(act, count)
            }
            Input::Reply(Reply::Lines { lines, .. }) => {
                self.sent = None;
                self.lines = Some(lines.clone());
                Step::stay()
            }
            Input::Reply(reply) => {
                self.sent = None;
                saved(ctx, reply)
            }
            Input::Snapshot | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let loading = [ctx.text("shift-loading")];
        let lines = self.lines.as_deref().unwrap_or(&loading);
        draw_paper(ctx, lines, Meaning::Text, self.scroll.chosen(), area, buf);
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }
}
