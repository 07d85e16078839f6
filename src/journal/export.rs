use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::Row;
use serde::Serialize;
use serde_json::value::RawValue;

use super::record::{COLUMNS, Record};
use super::{JournalError, Reader};
use crate::domain::{Fact, Money, News, Planned};

/// What of the journal is exported, and how.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    pub format: Format,
    /// The first day, whole, in `zone`.
    pub from: Option<Date>,
    /// The last day, whole, in `zone`.
    pub to: Option<Date>,
    /// Where the hotel is: days and local times are its own.
    pub zone: &'a TimeZone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One line for an entry, for spreadsheets; the first line names the columns.
    Csv,
    /// One array of objects with the same names; the fact is an object, and the hash is there too.
    Json,
}

/// One line of an export.
#[derive(Debug, Serialize)]
struct Line {
    terminal: String,
    seq: u64,
    /// RFC 3339 with microseconds.
    utc: String,
    /// `2026-01-15 14:03:05` at the hotel.
    local: String,
    hold: String,
    room: String,
    guest: String,
    booking: String,
    kind: String,
    request: String,
    /// Decimal, in major units; empty where the fact has none.
    amount: String,
    currency: String,
    /// The provider's or our own code of a trouble; empty where there was none.
    code: String,
    fact: Box<RawValue>,
    hash: String,
}

const HEADER: [&str; 15] = [
    "terminal", "seq", "utc", "local", "hold", "room", "guest", "booking", "kind", "request",
    "amount", "currency", "code", "fact", "hash",
];

impl Reader {
    /// Writes the entries of some days to `out`, oldest first, and says how many there were.
    /// Nothing is collected in memory.
    pub fn export(&self, export: &Export<'_>, out: &mut dyn Write) -> Result<u64, JournalError> {
        let mut select = self.connection.prepare(&format!(
            "SELECT {COLUMNS}, hold.room, hold.guest, hold.booking
             FROM entry LEFT JOIN hold ON hold.id = entry.hold
             WHERE entry.at >= ?1 AND entry.at < ?2 ORDER BY entry.place",
        ))?;
        let from = export.from.and_then(|day| start(day, export.zone));
        let after = export.to.and_then(|day| day.tomorrow().ok());
        let to = after.and_then(|day| start(day, export.zone));
        let (from, to) = (from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX));
        let mut rows = select.query([from, to])?;
        let mut sheet = Sheet::begin(export.format, out)?;
        let mut count = 0_u64;
        while let Some(row) = rows.next()? {
            sheet.line(&Line::of(row, export.zone)?)?;
            count = count.saturating_add(1);
        }
        sheet.end()?;
        Ok(count)
    }
}

/// Midnight, or the first moment of a day that has none; nothing at the ends of the calendar.
fn start(day: Date, zone: &TimeZone) -> Option<i64> {
    let start = day.to_zoned(zone.clone()).ok()?;
    Some(start.timestamp().as_microsecond())
}

impl Line {
    fn of(row: &Row<'_>, zone: &TimeZone) -> Result<Self, JournalError> {
        let record = Record::from_row(row)?;
        let (seq, at, money, code) = if record.is_of_house() {
            let entry = record.house_entry()?;
            (entry.seq, entry.at, None, None)
        } else {
            let entry = record.entry()?;
            let code = code_of(&entry.fact).map(str::to_owned);
            (entry.seq, entry.at, money_of(&entry.fact), code)
        };
        let text = |place: usize| -> rusqlite::Result<String> {
            Ok(row.get::<_, Option<String>>(place)?.unwrap_or_default())
        };
        let fact = RawValue::from_string(record.body)
            .map_err(|error| JournalError::damaged(error.to_string()))?;
        Ok(Self {
            seq,
            utc: format!("{at:.6}"),
            local: local(at, zone),
            room: text(10)?,
            guest: text(11)?,
            booking: text(12)?,
            amount: money.map(Money::decimal).unwrap_or_default(),
            currency: money.map(|money| money.currency().to_string()).unwrap_or_default(),
            code: code.unwrap_or_default(),
            terminal: record.terminal,
            hold: record.hold,
            kind: record.kind,
            request: record.request.unwrap_or_default(),
            fact,
            hash: record.hash.to_string(),
        })
    }

    fn cells(&self) -> [String; 15] {
        [
            cell(&self.terminal),
            self.seq.to_string(),
            self.utc.clone(),
            self.local.clone(),
            cell(&self.hold),
            cell(&self.room),
            cell(&self.guest),
            cell(&self.booking),
            cell(&self.kind),
            cell(&self.request),
            self.amount.clone(),
            self.currency.clone(),
            cell(&self.code),
            cell(self.fact.get()),
            self.hash.clone(),
        ]
    }
}

/// A cell of a sheet. A text that a spreadsheet would run as a formula gets an apostrophe, which it takes for "text".
/// Amounts are not texts: they stay numbers.
pub fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guard = if is_formula { "'" } else { "" };
    format!("{guard}{text}")
}

enum Sheet<'a> {
    Csv(Box<csv::Writer<&'a mut dyn Write>>),
    Json { out: &'a mut dyn Write, is_first: bool },
}

impl<'a> Sheet<'a> {
    fn begin(format: Format, out: &'a mut dyn Write) -> Result<Self, JournalError> {
        Ok(match format {
            Format::Csv => {
                let mut csv = csv::Writer::from_writer(out);
                csv.write_record(HEADER).map_err(io::Error::from)?;
                Self::Csv(Box::new(csv))
            }
            Format::Json => {
                out.write_all(b"[")?;
                Self::Json { out, is_first: true }
            }
        })
    }

    fn line(&mut self, line: &Line) -> Result<(), JournalError> {
        match self {
            Self::Csv(csv) => csv.write_record(line.cells()).map_err(io::Error::from)?,
            Self::Json { out, is_first } => {
                let between: &[u8] = if *is_first { b"\n" } else { b",\n" };
                out.write_all(between)?;
                serde_json::to_writer(&mut **out, line).map_err(io::Error::from)?;
                *is_first = false;
            }
        }
        Ok(())
    }

    fn end(self) -> Result<(), JournalError> {
        match self {
            Self::Csv(mut csv) => csv.flush()?,
            Self::Json { out, .. } => {
                out.write_all(b"\n]\n")?;
                out.flush()?;
            }
        }
        Ok(())
    }
}

fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The amount that a fact is about.
fn money_of(fact: &Fact) -> Option<Money> {
    match fact {
        Fact::Opened(opened) => Some(opened.money),
        Fact::Planned(
            Planned::Capture { money, .. }
            | Planned::Release { money, .. }
            | Planned::Refund { money, .. },
        )
        | Fact::Learned {
            news: News::RestReleased { money } | News::Differs { theirs: money, .. },
            ..
        } => Some(*money),
        Fact::Sending { .. }
        | Fact::Learned { .. }
        | Fact::UndoDecided { .. }
        | Fact::Ordered { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::Dropped { .. }
        | Fact::HandedOver { .. } => None,
    }
}

/// The code of the trouble that a fact tells of.
fn code_of(fact: &Fact) -> Option<&str> {
    match fact {
        Fact::Learned {
            news:
                News::Absent { reason }
                | News::Refused { reason }
                | News::Unknown { reason }
                | News::NotSent { reason },
            ..
        }
        | Fact::Dropped { reason, .. } => Some(&reason.code),
        Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::Sending { .. }
        | Fact::Learned { .. }
        | Fact::UndoDecided { .. }
        | Fact::Ordered { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::HandedOver { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, journal, keep};
    use super::*;
    use jiff::civil::date;

    fn text(reader: &Reader, format: Format, days: [Option<Date>; 2]) -> (u64, String) {
        let zone = TimeZone::get("Asia/Hong_Kong").unwrap();
        let [from, to] = days;
        let export = Export { format, from, to, zone: &zone };
        let mut out = Vec::new();
        let count = reader.export(&export, &mut out).unwrap();
        (count, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_spreadsheet_gets_text_as_text_and_amounts_as_numbers() {
        let (_folder, mut journal) = journal();
        keep(&mut journal, 1, "1208", "=cmd|' /C calc'!A0");
        let (count, csv) = text(journal.read(), Format::Csv, [None, None]);
        let mut lines = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(lines.headers().unwrap().iter().collect::<Vec<_>>(), HEADER);
        let lines: Vec<_> = lines.records().map(Result::unwrap).collect();
        assert_eq!((count, lines.len()), (3, 3));
        assert_eq!(&lines[0][6], "'=cmd|' /C calc'!A0");
        assert_eq!((&lines[0][10], &lines[0][11]), ("500.00", "HKD"));
        assert_eq!((&lines[2][0], &lines[2][1], &lines[2][8]), ("T1", "3", "learned"));
        assert_eq!(&lines[0][2], "2027-01-15T08:00:01.000000Z");
        assert_eq!(&lines[0][3], "2027-01-15 16:00:01");
        assert!(lines[0][13].starts_with("{\"fact\":\"opened\""));
    }

    #[test]
    fn json_is_one_array() {
        let (_folder, mut journal) = journal();
        let (count, json) = text(journal.read(), Format::Json, [None, None]);
        assert_eq!((count, json.as_str()), (0, "[\n]\n"));
        keep(&mut journal, 1, "1208", "欧阳\"娜娜");
        let (_, json) = text(journal.read(), Format::Json, [None, None]);
        let values: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(values.len(), 3);
        assert_eq!(values[0]["fact"]["stay"]["guest"], "欧阳\"娜娜");
        assert_eq!(values[1]["guest"], "欧阳\"娜娜");
    }

    #[test]
    fn days_are_the_hotel_s() {
        let (_folder, mut journal) = journal();
        // 2027-01-15T15:59:59Z and one second later: midnight in Hong Kong.
        let until_midnight = 8 * 3600;
        for (which, second) in [(1, until_midnight - 1), (2, until_midnight)] {
            let id = super::super::sample::id(which);
            let fact = super::super::sample::opened(&id, "1", "");
            journal.append(at(second), &[(id, fact)]).unwrap();
        }
        let (first, next) = (Some(date(2027, 1, 15)), Some(date(2027, 1, 16)));
        for (days, count) in [
            ([None, first], 1),
            ([next, None], 1),
            ([first, next], 2),
            ([next, first], 0),
            ([Some(Date::MIN), Some(Date::MAX)], 2),
        ] {
            assert_eq!(text(journal.read(), Format::Csv, days).0, count, "{days:?}");
        }
    }
}
