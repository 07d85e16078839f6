use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{HouseLook, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::text;
use crate::tui::theme::Meaning;

use super::counted::Counted;
use super::{DaysForm, Paper};

/// Every Z report there was, the newest first.
#[derive(Debug, Clone)]
pub(crate) struct Reports {
    page: Counted,
}

impl Reports {
    pub(in crate::tui) fn open(ctx: &Ctx<'_>) -> Step {
        let mut page = Counted::default();
        let wish = page.ask(ctx, HouseLook::Reports);
        Step::push(Self { page }).wish(wish)
    }

    /// The number of the report that is chosen: they are numbered without a gap.
    fn chosen(&self, ctx: &Ctx<'_>) -> Option<u32> {
        let down = u32::try_from(self.page.list.chosen()).ok()?;
        ctx.snapshot.house.reports.checked_sub(down).filter(|number| *number > 0)
    }
}

impl Page for Reports {
    fn place(&self) -> Place {
        Place::Reports
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("reports-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        act != Act::Open || ctx.snapshot.house.reports > 0
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(Act::Open) => {
                self.chosen(ctx).map_or_else(Step::ignored, |number| Paper::open(ctx, number))
            }
            Input::Act(Act::Days) => Step::push(DaysForm::new(ctx)),
            Input::Act(act) => self.page.act(act),
            Input::Reply(reply) => self.page.reply(ctx, reply),
            Input::Snapshot | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let Some(lines) = &self.page.lines else {
            self.page.draw(ctx, area, buf);
            return None;
        };
        for (place, row) in self.page.list.window(lines.len(), area) {
            let Some(line) = lines.get(place) else { continue };
            let chosen = place == self.page.list.chosen();
            let meaning = if chosen { Meaning::Selected } else { Meaning::Text };
            let line = text::left(line, usize::from(row.width));
            buf.set_stringn(row.x, row.y, line, usize::from(row.width), ctx.style(meaning));
        }
        None
    }

    fn language(&mut self, ctx: &Ctx<'_>) -> Option<Wish> {
        self.page.language(ctx)
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.page.awaits(ticket)
    }
}
