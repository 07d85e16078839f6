use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, draw_lines};

/// Columns for the keys, so that the words behind them line up.
const KEYS: usize = 18;

/// What every key does at the place it was called from, drawn from the keymap.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Help {
    of: Place,
    scroll: usize,
}

impl Help {
    pub(in crate::tui) const fn of(place: Place) -> Self {
        Self { of: place, scroll: 0 }
    }

    fn lines(self, ctx: &Ctx<'_>) -> Vec<Line> {
        let mut lines =
            vec![Line::plain(ctx.text(&format!("about-{}", self.of.name()))), Line::empty()];
        for binding in ctx.keys.bindings(self.of) {
            let keys: Vec<String> = binding.on.iter().map(ToString::to_string).collect();
            let keys = crate::tui::text::left(&keys.join(", "), KEYS);
            let words = ctx.text(&format!("key-{}-help", binding.act.name()));
            lines.push(Line::new(Meaning::Key, keys).and(Meaning::Text, format!(" {words}")));
        }
        lines.push(Line::empty());
        lines.push(Line::new(Meaning::Heading, ctx.text("help-money-title")));
        lines.push(Line::plain(ctx.text("help-money")));
        lines.push(Line::empty());
        let version = ctx.format("help-version", &[("version", &ctx.setup.version)]);
        lines.push(Line::new(Meaning::Muted, version));
        lines
    }
}

impl Page for Help {
    fn place(&self) -> Place {
        Place::Help
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("help-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        let last = self.lines(ctx).len().saturating_sub(1);
        let to = match input {
            Input::Act(Act::Back) => return Step::back(),
            Input::Act(Act::Up) => self.scroll.saturating_sub(1),
            Input::Act(Act::Down) => self.scroll.saturating_add(1),
            Input::Act(Act::PageUp) => self.scroll.saturating_sub(10),
            Input::Act(Act::PageDown) => self.scroll.saturating_add(10),
            Input::Act(_)
            | Input::Key(_)
            | Input::Paste(_)
            | Input::Scan(_)
            | Input::Reply(_)
            | Input::Snapshot => return Step::ignored(),
        };
        self.scroll = to.min(last);
        Step::stay()
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = self.lines(ctx);
        draw_lines(ctx, lines.get(self.scroll..).unwrap_or_default(), area, buf);
        None
    }
}
