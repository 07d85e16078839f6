use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::HouseFact;
use crate::locale::{describe, describe_house, label, label_house};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{About, JournalRow};
use crate::tui::page::{Input, Page, Step};
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Line, List, draw_lines, draw_paper};

use super::Paper;
use super::hold::HoldPage;

/// One entry of the journal in full: in words, and as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    row: Box<JournalRow>,
    /// Which line of its body is the first one.
    scroll: List,
}

impl Entry {
    pub(in crate::tui) fn new(row: JournalRow) -> Self {
        Self { row: Box::new(row), scroll: List::default() }
    }

    /// The body in lines of its own, or as it is where it is not JSON.
    fn body(&self) -> Vec<String> {
        let pretty = serde_json::from_str::<serde_json::Value>(&self.row.body)
            .and_then(|value| serde_json::to_string_pretty(&value));
        let body = pretty.unwrap_or_else(|_| self.row.body.clone());
        body.lines().map(text::plain).collect()
    }
}

impl Page for Entry {
    fn place(&self) -> Place {
        Place::Entry
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.format("entry-title", &[("seq", &self.row.seq.to_string())])
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        let opens = match &self.row.about {
            About::Hold { .. } => true,
            // Each terminal counts its own Z reports.
            About::House { terminal, fact: HouseFact::ShiftClosed { .. } } => {
                *terminal == ctx.setup.terminal
            }
            About::House { .. } => false,
        };
        act != Act::Open || opens
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(Act::Open) => match &self.row.about {
                About::Hold { hold, .. } => HoldPage::open(ctx, hold),
                About::House { fact: HouseFact::ShiftClosed { z, .. }, .. } => {
                    Paper::open(ctx, z.number)
                }
                About::House { .. } => Step::ignored(),
            },
            Input::Act(act) => self.scroll.act(act, self.body().len()),
            Input::Key(_)
            | Input::Paste(_)
            | Input::Scan(_)
            | Input::Reply(_)
            | Input::Snapshot => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let row = &self.row;
        let pair = |key: &str, value: String| {
            Line::new(Meaning::Muted, text::left(&ctx.text(key), 10)).and(Meaning::Text, value)
        };
        let (said, kind, hold) = match &row.about {
            About::Hold { hold, room, guest, fact } => (
                describe(ctx.locale, fact),
                label(ctx.locale, fact),
                Some(pair("entry-hold", format!("{hold}  {room}  {guest}"))),
            ),
            About::House { fact, .. } => {
                (describe_house(ctx.locale, fact), label_house(ctx.locale, fact), None)
            }
        };
        let head = [
            Line::new(Meaning::Heading, said),
            Line::empty(),
            pair("entry-kind", kind),
            pair("entry-at", ctx.local(row.at).strftime("%Y-%m-%d %H:%M:%S %Z").to_string()),
            pair("entry-utc", row.at.to_string()),
        ];
        let foot = [pair("entry-hash", row.hash.clone()), Line::empty()];
        let lines: Vec<Line> = head.into_iter().chain(hold).chain(foot).collect();
        let rest = below(area, draw_lines(ctx, &lines, area, buf));
        draw_paper(ctx, &self.body(), Meaning::Muted, self.scroll.chosen(), rest, buf);
        None
    }
}
