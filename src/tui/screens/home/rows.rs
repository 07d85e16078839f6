use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::desk::{Action, Activity, HoldView};
use crate::domain::Money;
use crate::tui::context::Ctx;
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{
    Align, Column, List, clock, draw_row, elapsed, fit_columns, seconds_left,
};
use crate::tui::words::next_key;

use super::Section;

/// Room, guest, amount, money, and what happens next.
const COLUMNS: [Column; 5] = [
    Column { least: 6, most: 10, align: Align::Left, spare: 0 },
    Column { least: 8, most: 30, align: Align::Left, spare: 2 },
    Column { least: 14, most: 14, align: Align::Right, spare: 0 },
    Column { least: 15, most: 15, align: Align::Left, spare: 0 },
    Column { least: 16, most: 22, align: Align::Left, spare: 1 },
];

/// What one line of the list is.
#[derive(Clone, Copy)]
enum Row<'a> {
    Blank,
    Heading(Section, usize),
    Hold(usize, &'a HoldView),
}

/// Draws the sections with their holds; the chosen one is always seen.
pub(super) fn draw(
    ctx: &Ctx<'_>,
    holds: &[&HoldView],
    chosen: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let rows = rows(holds, area.height);
    let at = rows.iter().position(|row| matches!(row, Row::Hold(place, _) if *place == chosen));
    let widths = fit_columns(&COLUMNS, area.width);
    let amount_width = widths.get(2).copied().unwrap_or(0);
    for (place, line) in List::at(at.unwrap_or(0)).window(rows.len(), area) {
        match rows.get(place) {
            Some(Row::Heading(section, count)) => {
                let meaning =
                    if *section == Section::Attention { Meaning::Alert } else { Meaning::Heading };
                let words = format!("{} ({count})", ctx.text(section.key()));
                let words = text::clip(&words, usize::from(area.width));
                buf.set_stringn(line.x, line.y, words, usize::from(line.width), ctx.style(meaning));
            }
            Some(Row::Hold(place, hold)) => {
                draw_row(&COLUMNS, &widths, &cells(ctx, hold, amount_width), line, buf);
                if *place == chosen {
                    buf.set_style(line, ctx.style(Meaning::Selected));
                }
            }
            Some(Row::Blank) | None => {}
        }
    }
}

/// Headings between the holds, and empty lines between the sections where there is room.
fn rows<'a>(holds: &[&'a HoldView], height: u16) -> Vec<Row<'a>> {
    let of = |section| holds.iter().filter(|hold| Section::of(hold) == section).count();
    let sections = [Section::Attention, Section::Waiting, Section::Held, Section::Done];
    let shown = sections.into_iter().filter(|section| of(*section) > 0).count();
    let airy = holds.len().saturating_add(shown.saturating_mul(2))
        <= usize::from(height).saturating_add(1);
    let mut rows = Vec::new();
    let mut last = None;
    for (place, hold) in holds.iter().enumerate() {
        let section = Section::of(hold);
        if last != Some(section) {
            if airy && last.is_some() {
                rows.push(Row::Blank);
            }
            rows.push(Row::Heading(section, of(section)));
            last = Some(section);
        }
        rows.push(Row::Hold(place, hold));
    }
    rows
}

fn cells(ctx: &Ctx<'_>, hold: &HoldView, amount_width: u16) -> Vec<(String, Style)> {
    let section = Section::of(hold);
    let of_stay = super::held_of_stay(ctx, hold);
    let amount = match section {
        Section::Held => sum(&of_stay).unwrap_or(hold.remaining),
        Section::Attention if hold.remaining.is_positive() => hold.remaining,
        Section::Attention | Section::Waiting | Section::Done => hold.asked,
    };
    let (what, meaning) = what(ctx, hold, of_stay.len());
    vec![
        (hold.stay.room.clone(), ctx.style(Meaning::Heading)),
        (hold.stay.guest.clone(), ctx.style(Meaning::Text)),
        (fitting(amount, amount_width), ctx.style(Meaning::Money)),
        (ctx.locale.money_with_symbol(hold.money), ctx.style(Meaning::of_money(hold.money))),
        (what, ctx.style(meaning)),
    ]
}

/// What is still held of all of them: they are of one currency.
fn sum(holds: &[&HoldView]) -> Option<Money> {
    let mut held = holds.iter().map(|hold| hold.remaining);
    let first = held.next()?;
    held.try_fold(first, |sum, money| sum.plus(money).ok())
}

/// An amount is never cut: its currency goes before a digit does.
fn fitting(amount: Money, width: u16) -> String {
    let words = amount.words();
    if text::width(&words) <= usize::from(width) { words } else { amount.decimal() }
}

/// The last column: what the terminal does next, or how old a hold is and when its guest leaves.
fn what(ctx: &Ctx<'_>, hold: &HoldView, holds: usize) -> (String, Meaning) {
    if let Some(activity) = &hold.activity {
        return (doing(ctx, activity), Meaning::Text);
    }
    if hold.actions.contains(&Action::Countersign) {
        return (ctx.text("home-countersign"), Meaning::Alert);
    }
    match Section::of(hold) {
        Section::Held => held(ctx, hold, holds),
        Section::Attention => (ctx.locale.state(hold.state), Meaning::Alert),
        Section::Waiting | Section::Done => (ctx.locale.state(hold.state), Meaning::Muted),
    }
}

fn doing(ctx: &Ctx<'_>, activity: &Activity) -> String {
    if let Some(since) = activity.in_flight_since {
        let seconds = clock(elapsed(ctx.now, since));
        return ctx.format("home-in-flight", &[("time", &seconds)]);
    }
    match activity.next {
        Some((next, at)) => {
            let time = clock(seconds_left(ctx.now, at));
            let step = ctx.text(next_key(next));
            ctx.format("home-next", &[("step", &step), ("time", &time)])
        }
        None => ctx.locale.phase_of(activity.kind, activity.phase),
    }
}

/// How old it is, or how many it stands for, and when the guest leaves.
fn held(ctx: &Ctx<'_>, hold: &HoldView, holds: usize) -> (String, Meaning) {
    let age = if holds > 1 {
        ctx.format("home-holds", &[("count", holds)])
    } else {
        ctx.age(hold.opened_at)
    };
    let Some(departure) = hold.stay.departure else {
        return (age, Meaning::Muted);
    };
    let today = ctx.today();
    let (key, meaning) = match departure {
        day if day < today => ("home-left", Meaning::Alert),
        day if day == today => ("home-leaves-today", Meaning::Text),
        _ => ("home-leaves", Meaning::Muted),
    };
    let day = short_date(departure);
    (ctx.format(key, &[("age", &age), ("day", &day)]), meaning)
}

/// Month and day, the same in every language.
fn short_date(day: Date) -> String {
    day.strftime("%m-%d").to_string()
}
