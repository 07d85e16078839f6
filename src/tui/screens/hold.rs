use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::HoldId;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, draw_lines};

/// One hold: its sums, its timeline, what can be done with it.
#[derive(Debug, Clone)]
pub(crate) struct HoldPage {
    id: HoldId,
}

impl HoldPage {
    pub(in crate::tui) const fn new(id: HoldId) -> Self {
        Self { id }
    }
}

impl Page for HoldPage {
    fn place(&self) -> Place {
        Place::Hold
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("hold-title")
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
        let hold = ctx.hold(&self.id)?;
        let money = ctx.locale.money_with_symbol(hold.money);
        draw_lines(
            ctx,
            &[Line::new(Meaning::of_money(hold.money), money)],
            area,
            buf,
        );
        None
    }
}
