//! `report`: what became of money on some days, at any time, beside a terminal that is at work too.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::report::{Json, Span, cells, text};
use crate::cli::{Exit, ReportArgs, Sheet};
use crate::domain::Report;
use crate::journal::{self, JournalError};

use super::super::failure::Failure;
use super::super::house;
use super::super::opening;
use super::super::output::Output;
use super::{House, now};

pub(super) fn run(house: &House<'_>, args: &ReportArgs) -> Result<Exit, Failure> {
    let (now, zone) = (now(), &house.settings.hotel.time_zone);
    let today = now.to_zoned(zone.clone()).date();
    let last = args.to.unwrap_or(today);
    // One day is named: it is that one. None is: it is today.
    let first = args.from.unwrap_or(last);
    let from = start(first, zone)?;
    let to = last.tomorrow().map_or(Ok(Timestamp::MAX), |day| start(day, zone))?;
    let mut span = Span {
        hotel: &house.settings.hotel.name,
        terminal: &house.settings.hotel.terminal,
        from,
        to: to.min(now).max(from),
        head: None,
    };
    let mut report = Report::default();
    match opening::read(house.settings) {
        Ok(journal) if args.business.is_some() => {
            let terminal = &house.settings.hotel.terminal;
            span.head = journal.head()?.map(|head| (head.seq, head.hash.to_string()));
            let day = house::business(&journal, terminal, args.business.unwrap_or(today))?;
            let Some(day) = day else {
                let hint = "Days end with 'counterpane day roll'.".to_owned();
                let message = "there was no such business day".to_owned();
                return Err(Failure::wrong("report.no_day", message, hint));
            };
            (span.from, span.to) = (day.from.unwrap_or(span.from), day.to.unwrap_or(now));
            report = house::between(&journal, terminal, day.after, day.before)?;
        }
        Ok(journal) => {
            span.head = journal.head()?.map(|head| (head.seq, head.hash.to_string()));
            report = house::during(&journal, from, to)?;
        }
        // Before the first hold there is no journal, and nothing has happened.
        Err(JournalError::Missing { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    match (house.output.is_json(), args.format) {
        (true, _) => Output::value(&Json::new(&report, &span)),
        (false, Sheet::Csv) => Output::text(&sheet(&cells(&report))?),
        (false, Sheet::Text) => Output::text(&text(&report, &span, house.words())),
    }
    Ok(Exit::Done)
}

/// Midnight, or the first moment of a day that has none.
fn start(day: Date, zone: &TimeZone) -> Result<Timestamp, Failure> {
    let start = day.to_zoned(zone.clone()).map(|start| start.timestamp());
    start.map_err(|error| {
        Failure::wrong("cli.day", error.to_string(), "Name a day such as 2026-01-15.".to_owned())
    })
}

/// Rows as CSV. A text that a spreadsheet would run is kept from that.
pub(super) fn sheet(rows: &[Vec<String>]) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::own("io.csv", error);
    let mut csv = csv::Writer::from_writer(Vec::new());
    for row in rows {
        let row = row.iter().map(|cell| journal::cell(cell));
        csv.write_record(row).map_err(|error| failed(&error))?;
    }
    let bytes = csv.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}
