use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::desk::{Action, HoldView, StayView, Ticket};
use crate::domain::folded;
use crate::scanner::Scan;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Sound, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::sorting::{Sorted, is_harmless, sort};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Align, Column, Field, Line, List, draw_lines, draw_row, fit_columns};

use super::hold::HoldPage;
use super::{Charge, flow};

/// Money word, room, guest, amount, day, booking. The later ones go first in a narrow window.
const COLUMNS: [Column; 6] = [
    Column { least: 15, most: 15, align: Align::Left, spare: 0 },
    Column { least: 6, most: 8, align: Align::Left, spare: 0 },
    Column { least: 8, most: 16, align: Align::Left, spare: 0 },
    Column { least: 14, most: 16, align: Align::Right, spare: 1 },
    Column { least: 5, most: 5, align: Align::Left, spare: 2 },
    Column { least: 8, most: 14, align: Align::Left, spare: 3 },
];

/// Characters of a search.
const LONGEST: usize = 64;

/// Live search over all that was ever held: room, guest, booking, any number.
#[derive(Debug, Clone)]
pub(crate) struct Find {
    text: Field,
    list: List,
    /// The latest search; an answer to an earlier one is of no use.
    asked: Option<Ticket>,
    found: Option<Vec<HoldView>>,
    problem: Option<String>,
}

impl Default for Find {
    fn default() -> Self {
        Self {
            text: Field::text("", LONGEST),
            list: List::default(),
            asked: None,
            found: None,
            problem: None,
        }
    }
}

impl Find {
    /// What was found; before anything is typed, what the desk has in memory.
    fn holds<'a>(&'a self, ctx: &Ctx<'a>) -> &'a [HoldView] {
        match &self.found {
            Some(found) if !self.text.is_empty() => found,
            Some(_) | None if self.text.is_empty() => &ctx.snapshot.holds,
            Some(_) | None => &[],
        }
    }

    fn search(&mut self, ctx: &Ctx<'_>) -> Step {
        self.list = List::default();
        self.problem = None;
        if self.text.is_empty() {
            self.asked = None;
            self.found = None;
            return Step::stay();
        }
        self.asked = Some(ctx.ticket);
        let text = self.text.value().trim().to_owned();
        Step::stay().wish(Wish::Find { ticket: ctx.ticket, text })
    }

    /// A bar code of a booking or a slip is searched for. A payment code would stand on the screen.
    fn scan(&mut self, scan: &Scan, ctx: &Ctx<'_>) -> Step {
        let text = scan.text.expose();
        if matches!(sort(scan), Sorted::Pays { .. }) || !is_harmless(text) {
            return Step::stay()
                .note(Meaning::Alert, ctx.text("find-no-code"))
                .wish(Wish::Bell(Sound::Wrong));
        }
        self.text = Field::text("", LONGEST);
        self.text.paste(text);
        self.search(ctx).wish(Wish::Bell(Sound::Good))
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        let holds = self.holds(ctx);
        if act == Act::Open {
            return match holds.get(self.list.chosen()) {
                Some(hold) => Step::push(HoldPage::of(hold)),
                None => Step::ignored(),
            };
        }
        if act == Act::CheckOut {
            return match holds.get(self.list.chosen()) {
                Some(hold) if StayView::of(&ctx.snapshot.holds, hold).held().len() > 1 => {
                    Step::push(super::check_out(ctx, Some(hold)))
                }
                // It may not be in memory; the desk needs it there for the charge.
                Some(hold) if hold.actions.contains(&Action::Capture) => {
                    let load = Wish::Load { ticket: ctx.ticket, hold: hold.id.clone() };
                    Step::push(Charge::direct(hold)).wish(load)
                }
                Some(hold) => Step::push(HoldPage::of(hold)),
                None => Step::ignored(),
            };
        }
        let count = holds.len();
        self.list.act(act, count)
    }

    fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        self.asked = None;
        match reply {
            Reply::Found { holds, .. } => {
                let text = folded(self.text.value());
                let mut holds = holds.clone();
                // The order among equals stays: the newest first.
                holds.sort_by_key(|hold| rank(hold, &text));
                self.found = Some(holds);
            }
            Reply::Failed { why, .. } => {
                self.problem = Some(ctx.format("failed-here", &[("why", why)]));
            }
            Reply::Accepted { .. }
            | Reply::Rejected { .. }
            | Reply::Journal { .. }
            | Reply::Saved { .. }
            | Reply::Lines { .. }
            | Reply::Staff { .. }
            | Reply::Loaded { .. } => return Step::ignored(),
        }
        Step::stay()
    }

    /// What stands above the rows: how many, or why there are none.
    fn heading(&self, ctx: &Ctx<'_>) -> Line {
        if let Some(problem) = &self.problem {
            return Line::new(Meaning::Alert, problem.clone());
        }
        let holds = self.holds(ctx);
        if self.text.is_empty() {
            return Line::new(Meaning::Muted, ctx.text("find-intro"));
        }
        match (&self.found, holds.len()) {
            (None, _) => Line::new(Meaning::Muted, ctx.text("find-searching")),
            (Some(_), 0) => Line::new(Meaning::Text, ctx.text("find-nothing")),
            (Some(_), count) => {
                Line::new(Meaning::Muted, ctx.format("count-holds", &[("count", count)]))
            }
        }
    }
}

/// Whose room it is stands before whoever has the same digits in one of Alipay's numbers: the first row is the
/// one that a check-out takes.
fn rank(hold: &HoldView, text: &str) -> u8 {
    let stay = &hold.stay;
    let is_room = folded(&stay.room) == text;
    let has = |of: &str| folded(of).contains(text);
    match (is_room, hold.remaining.is_positive()) {
        (true, true) => 0,
        (true, false) => 1,
        (false, _) if has(&stay.room) || has(&stay.guest) || has(&stay.booking) => 2,
        (false, _) => 3,
    }
}

fn cells(ctx: &Ctx<'_>, hold: &HoldView) -> Vec<(String, Style)> {
    let amount = if hold.remaining.is_positive() { hold.remaining } else { hold.asked };
    let money = ctx.style(Meaning::of_money(hold.money));
    let text = ctx.style(Meaning::Text);
    let muted = ctx.style(Meaning::Muted);
    vec![
        (ctx.locale.money_with_symbol(hold.money), money),
        (hold.stay.room.clone(), ctx.style(Meaning::Heading)),
        (hold.stay.guest.clone(), text),
        (amount.words(), ctx.style(Meaning::Money)),
        (ctx.local(hold.opened_at).strftime("%m-%d").to_string(), muted),
        (hold.stay.booking.clone(), muted),
    ]
}

impl Page for Find {
    fn place(&self) -> Place {
        Place::Find
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("find-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Key(key) => {
                let before = self.text.value().to_owned();
                if !self.text.key(key) {
                    return Step::ignored();
                }
                // A moved cursor is no other search.
                if before == self.text.value() { Step::stay() } else { self.search(ctx) }
            }
            Input::Paste(text) => {
                self.text.paste(text.expose());
                self.search(ctx)
            }
            Input::Reply(reply) => self.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Scan(scan) => self.scan(scan, ctx),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let label = ctx.text("find-label");
        let cursor = flow::draw_field(ctx, &label, &self.text, true, area, buf);
        let area = below(area, 1);
        let rows = below(area, draw_lines(ctx, &[self.heading(ctx)], area, buf));
        let holds = self.holds(ctx);
        let widths = fit_columns(&COLUMNS, rows.width);
        for (place, line) in self.list.window(holds.len(), rows) {
            if let Some(hold) = holds.get(place) {
                draw_row(&COLUMNS, &widths, &cells(ctx, hold), line, buf);
                if place == self.list.chosen() {
                    buf.set_style(line, ctx.style(Meaning::Selected));
                }
            }
        }
        cursor
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        act != Act::Open || !self.holds(ctx).is_empty()
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        vec![&mut self.text]
    }

    fn wants_scan(&self, _ctx: &Ctx<'_>) -> bool {
        true
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.asked == Some(ticket)
    }
}
