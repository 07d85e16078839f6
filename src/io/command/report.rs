//! `report`: what became of money on some days, at any time, beside a terminal that is at work too.

use crate::cli::report::{Json, Span, cells, text};
use crate::cli::{Exit, ReportArgs, Sheet};
use crate::domain::Days;
use crate::journal::JournalError;

use super::super::days::{self, OnDays};
use super::super::failure::Failure;
use super::super::house::HouseRules;
use super::super::opening;
use super::super::output::Output;
use super::super::papers;
use super::{House, now};

pub(super) fn run(house: &House<'_>, args: &ReportArgs) -> Result<Exit, Failure> {
    let (now, rules) = (now(), HouseRules::of(house.settings));
    let today = now.to_zoned(rules.zone.clone()).date();
    // One day is named: it is that one. None is: it is today.
    let last = args.to.or(args.business).unwrap_or(today);
    let first = args.from.or(args.business).unwrap_or(last);
    let days = Days { first, last, business: args.business.is_some() };
    let counted = match opening::read(house.settings) {
        Ok(journal) => days::count(&journal, days, now, &rules)?,
        // Before the first hold there is no journal, and nothing has happened.
        Err(JournalError::Missing { .. }) => days::nothing(days, now, &rules.zone),
        Err(error) => return Err(error.into()),
    };
    let Some(OnDays { from, to, head, report }) = counted else {
        return Err(no_day(days));
    };
    let hotel = &house.settings.hotel;
    let span = Span { hotel: &hotel.name, terminal: &hotel.terminal, from, to, head };
    match (house.output.is_json(), args.format) {
        (true, _) => Output::value(&Json::new(&report, &span)),
        (false, Sheet::Csv) => Output::text(&sheet(&cells(&report))?),
        (false, Sheet::Text) => Output::text(&text(&report, &span, house.words())),
    }
    Ok(Exit::Done)
}

fn no_day(days: Days) -> Failure {
    let (message, hint) = if days.business {
        ("there was no such business day", "Days end with 'counterpane day roll'.")
    } else {
        ("the calendar has no such day", "Name a day such as 2026-01-15.")
    };
    Failure::wrong("report.no_day", message.to_owned(), hint.to_owned())
}

/// Rows as CSV, for standard output.
pub(super) fn sheet(rows: &[Vec<String>]) -> Result<String, Failure> {
    papers::sheet(rows).map_err(|error| Failure::own("io.csv", &error))
}
