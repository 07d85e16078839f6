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
        let mut lines = vec![
            Line::plain(ctx.text(self.of.about())),
            Line::plain(ctx.text("help-money")),
            Line::empty(),
        ];
        for (keys, words) in self.rows(ctx) {
            let keys = crate::tui::text::left(&keys.join(", "), KEYS);
            lines.push(Line::new(Meaning::Key, keys).and(Meaning::Text, format!(" {words}")));
        }
        lines.push(Line::empty());
        let version = ctx.format("help-version", &[("version", &ctx.setup.version)]);
        lines.push(Line::new(Meaning::Muted, version));
        lines
    }
}

impl Help {
    /// Keys with what they do; those that do the same stand together.
    fn rows(self, ctx: &Ctx<'_>) -> Vec<(Vec<String>, String)> {
        let mut rows: Vec<(Vec<String>, String)> = Vec::new();
        for binding in ctx.keys.bindings(self.of) {
            let mut keys: Vec<String> = binding.on.iter().map(ToString::to_string).collect();
            let words = ctx.text(&format!("key-{}-help", binding.act.name()));
            match rows.last_mut() {
                Some((before, same)) if *same == words => before.append(&mut keys),
                Some(_) | None => rows.push((keys, words)),
            }
        }
        rows
    }
}

impl Page for Help {
    fn place(&self) -> Place {
        Place::Help
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("help-title")
    }

    fn offers(&self, act: Act, _ctx: &Ctx<'_>) -> bool {
        act != Act::Help
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
