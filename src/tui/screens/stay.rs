use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Action, HoldView, StayView};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Align, Column, Line, List, draw_lines, draw_row, fit_columns};

use super::subject::Subject;
use super::{CheckIn, Release, check_out, hold, of_hold};

/// When it was held, how much, what is left, and what became of it.
const COLUMNS: [Column; 4] = [
    Column { least: 11, most: 11, align: Align::Left, spare: 1 },
    Column { least: 14, most: 16, align: Align::Right, spare: 0 },
    Column { least: 14, most: 16, align: Align::Right, spare: 0 },
    Column { least: 15, most: 18, align: Align::Left, spare: 0 },
];

/// All holds of one stay: one line for all of them, then each.
#[derive(Debug, Clone)]
pub(crate) struct StayPage {
    /// One of its holds: the others are found by it.
    subject: Subject,
    list: List,
}

impl StayPage {
    pub(in crate::tui) fn new(hold: &HoldView) -> Self {
        Self { subject: Subject::of(hold), list: List::default() }
    }

    fn stay<'a>(&'a self, ctx: &Ctx<'a>) -> Option<StayView<'a>> {
        let hold = self.subject.view(ctx)?;
        Some(StayView::of(&ctx.snapshot.holds, hold))
    }

    fn chosen<'a>(&'a self, ctx: &Ctx<'a>) -> Option<&'a HoldView> {
        self.stay(ctx)?.holds.get(self.list.chosen()).copied()
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        let step = self.chosen(ctx).and_then(|hold| {
            if act == Act::Open {
                Some(Step::push(of_hold(ctx, &hold.id)))
            } else if act == Act::CheckOut {
                Some(Step::push(check_out(ctx, Some(hold))))
            } else if act == Act::Release {
                Some(Step::push(Release::new(ctx, hold)))
            } else if act == Act::CheckIn {
                Some(Step::push(CheckIn::for_stay(&hold.stay, None)))
            } else {
                None
            }
        });
        let count = self.stay(ctx).map_or(0, |stay| stay.holds.len());
        step.unwrap_or_else(|| self.list.act(act, count))
    }
}

/// Whose it is, and the sums over all its holds.
pub(super) fn draw_head(ctx: &Ctx<'_>, stay: &StayView<'_>, area: Rect, buf: &mut Buffer) -> u16 {
    let Some(own) = stay.stay() else {
        return 0;
    };
    let money = stay.money();
    let word = ctx.locale.money_with_symbol(money);
    let mut lines = vec![hold::who(ctx, own), Line::new(Meaning::of_money(money), word)];
    if let Ok(Some(sums)) = stay.sums() {
        lines.push(hold::sum_line(ctx, money, &sums));
    }
    if let Some(short) = stay.short() {
        let short = short.words();
        let below = ctx.format("stay-short", &[("amount", &short)]);
        lines.push(Line::new(Meaning::Alert, below));
    }
    draw_lines(ctx, &lines, area, buf)
}

impl Page for StayPage {
    fn place(&self) -> Place {
        Place::Stay
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        let room = self.subject.view(ctx).map(|hold| hold.stay.room.clone()).unwrap_or_default();
        ctx.format("stay-title", &[("room", &room)])
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        let can = |action| self.chosen(ctx).is_some_and(|hold| hold.actions.contains(&action));
        if act == Act::Release {
            can(Action::Release)
        } else if act == Act::CheckOut {
            self.stay(ctx).is_some_and(|stay| !stay.held().is_empty())
        } else if act == Act::CheckIn {
            self.chosen(ctx).is_some_and(|hold| hold.activity.is_none())
        } else {
            true
        }
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Snapshot => Step::stay(),
            Input::Key(_) | Input::Paste(_) | Input::Scan(_) | Input::Reply(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let stay = self.stay(ctx)?;
        let taken = draw_head(ctx, &stay, area, buf).saturating_add(1);
        let rows = below(area, taken);
        let widths = fit_columns(&COLUMNS, rows.width);
        for (place, row) in self.list.window(stay.holds.len(), rows) {
            let Some(hold) = stay.holds.get(place) else { continue };
            let at = ctx.local(hold.opened_at).strftime("%m-%d %H:%M").to_string();
            let amount = if hold.held.is_positive() { hold.held } else { hold.asked };
            let left = ctx.format("stay-left", &[("amount", &hold.remaining.decimal())]);
            let cells = [
                (at, ctx.style(Meaning::Muted)),
                (amount.words(), ctx.style(Meaning::Money)),
                (left, ctx.style(Meaning::Text)),
                (
                    ctx.locale.money_with_symbol(hold.money),
                    ctx.style(Meaning::of_money(hold.money)),
                ),
            ];
            draw_row(&COLUMNS, &widths, &cells, row, buf);
            if place == self.list.chosen() {
                buf.set_style(row, ctx.style(Meaning::Selected));
            }
        }
        let wanted = u16::try_from(stay.holds.len()).unwrap_or(u16::MAX).saturating_add(1);
        let said = [Line::new(Meaning::Muted, ctx.text("stay-extend"))];
        draw_lines(ctx, &said, below(rows, wanted), buf);
        None
    }
}
