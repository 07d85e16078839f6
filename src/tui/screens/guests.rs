use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::Wish;
use crate::tui::page::{Input, Page, Step};
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, List, draw_lines};

/// Rows for the words about the chosen guest.
const ABOUT: u16 = 4;

/// Training: who stands at the counter.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guests {
    list: List,
}

impl Guests {
    pub(in crate::tui) fn new(ctx: &Ctx<'_>) -> Self {
        let lessons = &ctx.setup.lessons;
        let chosen = lessons.iter().position(|lesson| Some(lesson.id.as_str()) == ctx.lesson);
        Self { list: List::at(chosen.unwrap_or(0)) }
    }
}

impl Page for Guests {
    fn place(&self) -> Place {
        Place::Guests
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("guests-title")
    }

    fn offers(&self, act: Act, _ctx: &Ctx<'_>) -> bool {
        act != Act::Guests
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(Act::Choose) => match ctx.setup.lessons.get(self.list.chosen()) {
                Some(lesson) => Step::back().wish(Wish::Lesson(lesson.id.clone())),
                None => Step::back(),
            },
            Input::Act(act) => self.list.act(act, ctx.setup.lessons.len()),
            Input::Key(_)
            | Input::Paste(_)
            | Input::Scan(_)
            | Input::Reply(_)
            | Input::Snapshot => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lessons = &ctx.setup.lessons;
        let taken =
            draw_lines(ctx, &[Line::new(Meaning::Muted, ctx.text("guests-intro"))], area, buf);
        let below = area.height.saturating_sub(taken.saturating_add(1));
        let about_rows = ABOUT.min(below / 3);
        let list = Rect {
            y: area.y.saturating_add(taken).saturating_add(1),
            height: below.saturating_sub(about_rows),
            ..area
        };
        for (place, row) in self.list.window(lessons.len(), list) {
            let Some(lesson) = lessons.get(place) else {
                continue;
            };
            let here = Some(lesson.id.as_str()) == ctx.lesson;
            let name = ctx.text(&format!("lesson-{}-name", lesson.id));
            let mark = if here { "* " } else { "  " };
            let line = text::left(&format!("{mark}{name}"), usize::from(row.width));
            let chosen = place == self.list.chosen();
            let meaning = if chosen { Meaning::Selected } else { Meaning::Text };
            buf.set_stringn(row.x, row.y, line, usize::from(row.width), ctx.style(meaning));
        }
        if let Some(lesson) = lessons.get(self.list.chosen()) {
            let what = ctx.text(&format!("lesson-{}-what", lesson.id));
            let about = Rect { y: list.bottom(), height: about_rows, ..area };
            draw_lines(ctx, &[Line::empty(), Line::plain(what)], about, buf);
        }
        None
    }
}
