use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::desk::Ticket;
use crate::locale::{describe, describe_house, label, label_house};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{About, JournalRow, Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Align, Column, Field, Line, List, draw_lines, draw_row, fit_columns};

use super::{Entry, flow};

/// Number, time, room, what kind of step, and the step in words.
const COLUMNS: [Column; 5] = [
    Column { least: 6, most: 7, align: Align::Right, spare: 2 },
    Column { least: 14, most: 14, align: Align::Left, spare: 0 },
    Column { least: 6, most: 8, align: Align::Left, spare: 0 },
    Column { least: 10, most: 10, align: Align::Left, spare: 3 },
    Column { least: 40, most: 80, align: Align::Left, spare: 0 },
];

/// Characters of a filter.
const LONGEST: usize = 64;

/// How close to the end of what is loaded older entries are fetched.
const NEAR_END: usize = 5;

/// Every step, newest first; browsed, filtered, one of them in full.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    filter: Field,
    list: List,
    rows: Vec<JournalRow>,
    /// There are older rows.
    more: bool,
    asked: Option<Ask>,
    problem: Option<String>,
}

/// A page of rows that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// From the newest on: it takes the place of what is shown.
    Anew(Ticket),
    /// Older ones, behind those that are shown.
    Older(Ticket),
}

impl Ask {
    const fn ticket(self) -> Ticket {
        match self {
            Self::Anew(ticket) | Self::Older(ticket) => ticket,
        }
    }
}

impl Journal {
    /// Opens the journal at its newest entry.
    pub(in crate::tui) fn open(ctx: &Ctx<'_>) -> Step {
        let page = Self {
            filter: Field::text("", LONGEST),
            list: List::default(),
            rows: Vec::new(),
            more: false,
            asked: Some(Ask::Anew(ctx.ticket)),
            problem: None,
        };
        let wish = page.wish(ctx, None);
        Step::push(page).wish(wish)
    }

    fn wish(&self, ctx: &Ctx<'_>, before: Option<u64>) -> Wish {
        let filter = self.filter.value().trim().to_owned();
        Wish::Journal { ticket: ctx.ticket, filter, before }
    }

    fn anew(&mut self, ctx: &Ctx<'_>) -> Step {
        self.problem = None;
        self.asked = Some(Ask::Anew(ctx.ticket));
        Step::stay().wish(self.wish(ctx, None))
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        if act == Act::Open {
            return match self.rows.get(self.list.chosen()) {
                Some(row) => Step::push(Entry::new(row.clone())),
                None => Step::ignored(),
            };
        }
        let step = self.list.act(act, self.rows.len());
        let near = self.list.chosen().saturating_add(NEAR_END) >= self.rows.len();
        match self.rows.last() {
            Some(last) if near && self.more && self.asked.is_none() => {
                self.asked = Some(Ask::Older(ctx.ticket));
                Step::stay().wish(self.wish(ctx, Some(last.seq)))
            }
            Some(_) | None => step,
        }
    }

    fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        let asked = self.asked.take();
        match reply {
            Reply::Journal { rows, more, .. } => {
                self.more = *more;
                if let Some(Ask::Older(_)) = asked {
                    self.rows.extend(rows.iter().cloned());
                } else {
                    self.rows.clone_from(rows);
                    self.list = List::default();
                }
            }
            Reply::Failed { why, .. } => {
                self.problem = Some(ctx.format("failed-here", &[("why", why)]));
            }
            Reply::Accepted { .. }
            | Reply::Rejected { .. }
            | Reply::Found { .. }
            | Reply::Saved { .. }
            | Reply::Lines { .. }
            | Reply::Staff { .. }
            | Reply::Loaded { .. } => return Step::ignored(),
        }
        Step::stay()
    }

    fn heading(&self, ctx: &Ctx<'_>) -> Line {
        if let Some(problem) = &self.problem {
            return Line::new(Meaning::Alert, problem.clone());
        }
        match (self.rows.is_empty(), self.asked.is_some(), self.more) {
            (true, true, _) => Line::new(Meaning::Muted, ctx.text("find-searching")),
            (true, false, _) => Line::plain(ctx.text("journal-nothing")),
            (false, _, true) => Line::new(Meaning::Muted, ctx.text("journal-more")),
            (false, _, false) => Line::new(Meaning::Muted, ctx.text("journal-all")),
        }
    }
}

fn cells(ctx: &Ctx<'_>, row: &JournalRow) -> Vec<(String, Style)> {
    let (text, muted) = (ctx.style(Meaning::Text), ctx.style(Meaning::Muted));
    let (room, label, said) = match &row.about {
        About::Hold { room, fact, .. } => {
            (room.clone(), label(ctx.locale, fact), describe(ctx.locale, fact))
        }
        About::House { fact, .. } => {
            (String::new(), label_house(ctx.locale, fact), describe_house(ctx.locale, fact))
        }
    };
    vec![
        (row.seq.to_string(), muted),
        (ctx.local(row.at).strftime("%m-%d %H:%M:%S").to_string(), muted),
        (room, ctx.style(Meaning::Heading)),
        (label, text),
        (said, text),
    ]
}

impl Page for Journal {
    fn place(&self) -> Place {
        Place::Journal
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("journal-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Key(key) => {
                let before = self.filter.value().to_owned();
                if !self.filter.key(key) {
                    return Step::ignored();
                }
                if before == self.filter.value() { Step::stay() } else { self.anew(ctx) }
            }
            Input::Paste(text) => {
                self.filter.paste(text.expose());
                self.anew(ctx)
            }
            Input::Reply(reply) => self.reply(ctx, reply),
            // New entries are at the top: they are shown to whoever looks at the top.
            Input::Snapshot if self.list.chosen() == 0 && self.asked.is_none() => self.anew(ctx),
            Input::Snapshot | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let name = ctx.text("journal-filter");
        let cursor = flow::draw_field(ctx, &name, &self.filter, true, area, buf);
        let area = below(area, 1);
        let rows = below(area, draw_lines(ctx, &[self.heading(ctx)], area, buf));
        let widths = fit_columns(&COLUMNS, rows.width);
        for (place, line) in self.list.window(self.rows.len(), rows) {
            if let Some(row) = self.rows.get(place) {
                draw_row(&COLUMNS, &widths, &cells(ctx, row), line, buf);
                if place == self.list.chosen() {
                    buf.set_style(line, ctx.style(Meaning::Selected));
                }
            }
        }
        cursor
    }

    fn offers(&self, act: Act, _ctx: &Ctx<'_>) -> bool {
        act != Act::Open || !self.rows.is_empty()
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        vec![&mut self.filter]
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.asked.is_some_and(|asked| asked.ticket() == ticket)
    }
}
