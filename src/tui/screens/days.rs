use jiff::ToSpan as _;
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::Days;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line, draw_lines};

use super::Paper;
use super::flow::{draw_field, labelled};

/// How far back a day is named by a number alone.
const MOST_DAYS: i64 = 9999;

/// Which days a report is wanted for, of the calendar or from one night audit to another.
#[derive(Debug, Clone)]
pub(crate) struct DaysForm {
    /// The first day and the last one.
    fields: [Field; 2],
    focus: usize,
    business: bool,
    problem: Option<&'static str>,
}

impl DaysForm {
    /// Begins with the business day that is open.
    pub(in crate::tui) fn new(ctx: &Ctx<'_>) -> Self {
        let day = ctx.snapshot.house.day_on(ctx.today()).to_string();
        let business = ctx.snapshot.house.day.is_some();
        let fields = [Field::figures(&day, 10), Field::figures(&day, 10)];
        Self { fields, focus: 0, business, problem: None }
    }

    fn read(&self, ctx: &Ctx<'_>) -> Result<Days, &'static str> {
        let today = ctx.today();
        let base = if self.business { ctx.snapshot.house.day_on(today) } else { today };
        let [first, last] = self.fields.each_ref().map(|field| day_of(field.value(), base));
        let (first, last) = (first?, last?);
        if first > last {
            return Err("days-backwards");
        }
        Ok(Days { first, last, business: self.business })
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        if act == Act::Confirm {
            match self.read(ctx) {
                Ok(days) => return Paper::on_days(ctx, days),
                Err(problem) => self.problem = Some(problem),
            }
        } else if act == Act::OtherDays {
            self.business = !self.business;
        } else if act == Act::NextField || act == Act::PreviousField {
            // There are two of them: each is the other's next one.
            self.focus = usize::from(self.focus == 0);
        } else {
            return Step::ignored();
        }
        Step::stay()
    }
}

/// A date; `-1` is the day before: yesterday, or the business day before the one that is open.
fn day_of(text: &str, today: Date) -> Result<Date, &'static str> {
    let text = text.trim();
    if let Some(back) = text.strip_prefix('-') {
        let back: i64 = back.parse().map_err(|_| "days-shape")?;
        let known = (0..=MOST_DAYS).contains(&back);
        let day = known.then(|| today.checked_sub(back.days()).ok()).flatten();
        return day.ok_or("days-shape");
    }
    text.parse().map_err(|_| "days-shape")
}

impl Page for DaysForm {
    fn place(&self) -> Place {
        Place::Days
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("days-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Key(key) => {
                let field = self.fields.get_mut(self.focus);
                if field.is_some_and(|field| field.key(key)) {
                    self.problem = None;
                    Step::stay()
                } else {
                    Step::ignored()
                }
            }
            Input::Snapshot | Input::Reply(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let kind = if self.business { "days-business" } else { "days-calendar" };
        let beside = labelled(ctx, &ctx.text("days-kind"), Meaning::Muted, area, buf);
        draw_lines(ctx, &[Line::plain(ctx.text(kind))], beside, buf);
        let mut row = below(area, 1);
        let mut cursor = None;
        for ((key, field), place) in ["days-first", "days-last"].iter().zip(&self.fields).zip(0..) {
            let at = draw_field(ctx, &ctx.text(key), field, place == self.focus, row, buf);
            cursor = cursor.or(at);
            row = below(row, 1);
        }
        let said = match self.problem {
            Some(problem) => Line::new(Meaning::Alert, ctx.text(problem)),
            None => Line::new(Meaning::Muted, ctx.text("days-hint")),
        };
        draw_lines(ctx, &[said], below(row, 1), buf);
        cursor
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        self.fields.iter_mut().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_a_date_or_so_many_days_ago() {
        let today = date(2026, 11, 27);
        assert_eq!(day_of(" 2026-01-15 ", today), Ok(date(2026, 1, 15)));
        assert_eq!(day_of("-0", today), Ok(today));
        assert_eq!(day_of("-27", today), Ok(date(2026, 10, 31)));
        for text in ["", "-", "--1", "-10000", "15.1.", "2026-02-30", "27"] {
            assert_eq!(day_of(text, today), Err("days-shape"), "{text}");
        }
    }
}
