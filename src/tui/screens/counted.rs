//! A page that is counted in the journal: asked for once, shown line by line, and kept as a file.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::Ticket;
use crate::tui::context::Ctx;
use crate::tui::keymap::Act;
use crate::tui::message::{HouseLook, Reply, Wish};
use crate::tui::page::Step;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{List, draw_paper};

use super::case::saved;

#[derive(Debug, Clone, Default)]
pub(super) struct Counted {
    /// Nothing before they were counted.
    pub(super) lines: Option<Vec<String>>,
    /// The same figures as CSV.
    sheet: Option<String>,
    /// The first line that is seen, or the one that is chosen.
    pub(super) list: List,
    /// What is counted.
    look: Option<HouseLook>,
    /// It is being counted; it is being kept. Each has an answer of its own.
    counting: Option<Ticket>,
    keeping: Option<Ticket>,
}

impl Counted {
    /// Has it counted, in the language of the screen. The wish goes with the step that shows the page.
    pub(super) fn ask(&mut self, ctx: &Ctx<'_>, look: HouseLook) -> Wish {
        self.counting = Some(ctx.ticket);
        self.look = Some(look);
        Wish::House { ticket: ctx.ticket, look, language: ctx.locale.language() }
    }

    /// The same in another language. What was frozen is only said in it.
    pub(super) fn language(&mut self, ctx: &Ctx<'_>) -> Option<Wish> {
        self.look.map(|look| self.ask(ctx, look))
    }

    pub(super) fn save(&mut self, ctx: &Ctx<'_>, name: String) -> Step {
        let Some(lines) = &self.lines else {
            return Step::ignored();
        };
        self.keeping = Some(ctx.ticket);
        let text = lines.join("\n") + "\n";
        Step::stay().wish(Wish::Save { ticket: ctx.ticket, name, text, sheet: self.sheet.clone() })
    }

    pub(super) fn act(&mut self, act: Act) -> Step {
        let count = self.lines.as_ref().map_or(0, Vec::len);
        self.list.act(act, count)
    }

    pub(super) fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        let answers = |sent: Option<Ticket>| sent.filter(|ticket| *ticket != reply.ticket());
        (self.counting, self.keeping) = (answers(self.counting), answers(self.keeping));
        if let Reply::Lines { lines, sheet, .. } = reply {
            (self.lines, self.sheet) = (Some(lines.clone()), sheet.clone());
            return Step::stay();
        }
        saved(ctx, reply)
    }

    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        self.counting == Some(ticket) || self.keeping == Some(ticket)
    }

    pub(super) fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) {
        let loading = [ctx.text("shift-loading")];
        let lines = self.lines.as_deref().unwrap_or(&loading);
        draw_paper(ctx, lines, Meaning::Text, self.list.chosen(), area, buf);
    }
}
