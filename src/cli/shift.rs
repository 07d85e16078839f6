//! `shift` and `day`: X and Z reports and the night audit's lists, for a person, as CSV and as JSON.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde::Serialize;

use super::report::{body, head_line};
use super::table::{Align, cell, lines};
use super::text::Words;
use super::{HoldPrefix, Sheet};
use crate::domain::{
    AuditLine, AuditList, Badge, HotelList, House, HouseEntry, HouseFact, ListFault, Money,
    NightAudit, Person, Report,
};

/// Texts of a report are not shortened, but they end somewhere.
const LONG: usize = 60;

#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum ShiftVerb {
    /// Take the counter; what is not known yet is signed for
    Open(OpenArgs),
    /// End the shift with its Z report; somebody else's takes a supervisor
    Close(FormatArgs),
    /// End the shift and begin the next one, with the PIN of whoever takes over
    HandOver(HandOverArgs),
    /// Print the X report: the shift so far
    Show(FormatArgs),
    /// List the Z reports, newest first
    List,
    /// Print a Z report again, marked as a copy
    Print {
        /// Number of the Z report
        #[arg(value_name = "NUMBER")]
        number: u32,
        #[command(flatten)]
        format: FormatArgs,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct OpenArgs {
    /// A hold that is not known yet and that is taken over; one for each
    #[arg(long, value_name = "HOLD")]
    pub sign: Vec<HoldPrefix>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct HandOverArgs {
    /// Number of the person who takes over
    #[arg(long, value_name = "NUMBER")]
    pub to: Badge,

    /// Read that person's PIN from this file descriptor; without it the terminal asks
    #[arg(long, value_name = "N")]
    pub to_pin_fd: Option<u32>,

    #[command(flatten)]
    pub open: OpenArgs,

    #[command(flatten)]
    pub format: FormatArgs,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct FormatArgs {
    /// As what; --json prints JSON
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Sheet,
}

#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum DayVerb {
    /// Print the business day and the shift
    Show,
    /// Print the night audit's lists; nothing ends by it
    Audit(AuditArgs),
    /// End the business day with its lists
    Roll {
        /// The day that begins; the next one, or today's after days on which nobody rolled
        #[arg(long, value_name = "D")]
        to: Option<Date>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct AuditArgs {
    /// List of who is in house, as the hotel's own system writes it, instead of the settings' one
    #[arg(long, value_name = "FILE")]
    pub in_house: Option<PathBuf>,

    #[command(flatten)]
    pub format: FormatArgs,
}

/// How it stands, in two lines.
pub fn standing(house: &House, today: Date, words: Words<'_>) -> String {
    let locale = words.locale;
    let day = house.day_on(today).to_string();
    let day = locale.format("house-day", &[("day", &day)]);
    let shift = match &house.shift {
        Some(open) => {
            let (number, time) = (open.number.to_string(), words.time(open.since));
            let by = person(open.by.as_ref(), words);
            let args = [("number", &number), ("time", &time), ("by", &by)];
            locale.format("house-shift", &args)
        }
        None => locale.text("house-no-shift"),
    };
    format!("{day}\n{shift}\n")
}

/// Somebody, or a word for nobody in particular.
fn person(by: Option<&Person>, words: Words<'_>) -> String {
    by.map_or_else(|| words.locale.text("house-unnamed"), |by| cell(&by.to_string(), LONG))
}

/// A report that nothing ends by: of the shift that is open, or of the day so far.
pub fn x_text(
    hotel: [&str; 2],
    house: &House,
    today: Date,
    report: &Report,
    words: Words<'_>,
) -> String {
    let title = words.locale.text("x-title");
    let standing = standing(house, today, words);
    format!("{}\n{title}\n{standing}\n{}", of(hotel), body(report, "report-now", words))
}

/// The Z report of a closed shift; nothing where the entry is none.
pub fn z_text(
    hotel: [&str; 2],
    entry: &HouseEntry,
    copy: bool,
    words: Words<'_>,
) -> Option<String> {
    let HouseFact::ShiftClosed { shift, day, by, approval, z } = &entry.fact else {
        return None;
    };
    let locale = words.locale;
    let number = z.number.to_string();
    let key = if copy { "z-title-copy" } else { "z-title" };
    let title = locale.format(key, &[("number", &number)]);
    let (shift, day) = (shift.to_string(), day.to_string());
    let of_shift = locale.format("z-shift", &[("number", &shift), ("day", &day)]);
    let at = |key: &str, time: String, by: &Option<Person>| {
        locale.format(key, &[("time", &time), ("by", &person(by.as_ref(), words))])
    };
    let opened = at("z-opened", words.time(z.opened), &z.opener);
    let closed = at("z-closed", words.time(entry.at), by);
    let mut told = format!("{}\n{title}\n{of_shift}\n{opened}\n{closed}\n", of(hotel));
    if let Some(yes) = approval {
        let (other, why) = (yes.by.to_string(), locale.text(&format!("why-{}", yes.why.name())));
        told.push_str(&locale.format("z-agreed", &[("other", &other), ("why", &why)]));
        told.push('\n');
    }
    told.push('\n');
    told.push_str(&body(&z.report, "z-then", words));
    if !z.unclear.is_empty() {
        told.push('\n');
        told.push_str(&list(AuditList::Unclear, &z.unclear, 0, words));
    }
    told.push_str(&head_line(z.head_seq, &z.head, words));
    Some(told)
}

fn of([hotel, terminal]: [&str; 2]) -> String {
    format!("{}, {terminal}", cell(hotel, LONG))
}

/// One line for each Z report, newest first.
pub fn list_text(entries: &[HouseEntry], words: Words<'_>) -> String {
    let rows: Vec<[String; 4]> =
        entries.iter().rev().filter_map(|entry| row(entry, words)).collect();
    if rows.is_empty() {
        return format!("{}\n", words.locale.text("z-none"));
    }
    lines([Align::Left; 4], &rows)
}

/// Number, day, times and the person who closed it.
pub fn row(entry: &HouseEntry, words: Words<'_>) -> Option<[String; 4]> {
    let HouseFact::ShiftClosed { day, by, z, .. } = &entry.fact else {
        return None;
    };
    let times = format!("{} - {}", words.time(z.opened), words.time(entry.at));
    Some([format!("Z {}", z.number), day.to_string(), times, person(by.as_ref(), words)])
}

/// The lists of the night audit. Also the empty ones: nothing in them was looked for as well.
pub fn audit_text(day: Date, found: &NightAudit, words: Words<'_>) -> String {
    let title = words.locale.format("audit-title", &[("day", &day.to_string())]);
    let mut told = format!("{title}\n{}\n", hotel_list(found.hotel_list.as_ref(), words));
    if found.hotel_list.as_ref().is_some_and(|list| is_old(list, day, words)) {
        told.push_str(&words.locale.text("list-old"));
        told.push('\n');
    }
    told.push('\n');
    for kind in AuditList::ALL {
        let own: Vec<AuditLine> =
            found.audit.iter().filter(|line| line.list == kind).cloned().collect();
        let others = if kind == AuditList::InHouseWithoutHold { found.others } else { 0 };
        told.push_str(&list(kind, &own, others, words));
    }
    told
}

/// Made before the business day began.
fn is_old(list: &HotelList, day: Date, words: Words<'_>) -> bool {
    match list {
        HotelList::Read { made, .. } => made.to_zoned(words.zone.clone()).date() < day,
        HotelList::NotRead(_) => false,
    }
}

/// What the lists were held against, or why not.
pub fn hotel_list(list: Option<&HotelList>, words: Words<'_>) -> String {
    match list {
        None => words.locale.text("list-none"),
        Some(HotelList::Read { made, guests }) => {
            let (time, guests) = (words.time(*made), guests.to_string());
            words.locale.format("list-read", &[("time", &time), ("guests", &guests)])
        }
        Some(HotelList::NotRead(fault)) => list_fault(fault, words),
    }
}

/// Why the hotel's own list was not read.
pub fn list_fault(fault: &ListFault, words: Words<'_>) -> String {
    let (key, args) = fault.words();
    let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
    let why = words.locale.format(key, &args);
    words.locale.format("list-not-read", &[("why", &why)])
}

/// `others` are those of whom the journal keeps the number alone.
fn list(kind: AuditList, found: &[AuditLine], others: u32, words: Words<'_>) -> String {
    let name = words.locale.text(&format!("audit-{}", kind.name()));
    let rows = found.iter().map(|line| {
        [
            format!("  {}", cell(&line.room, LONG)),
            cell(&line.guest, LONG),
            line.amount.map(Money::words).unwrap_or_default(),
            line.departure.map(|day| day.to_string()).unwrap_or_default(),
            line.hold.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]
    });
    let columns = [Align::Left, Align::Left, Align::Right, Align::Left, Align::Left];
    let rows: Vec<_> = rows.collect();
    let count = u32::try_from(found.len()).unwrap_or(u32::MAX).saturating_add(others);
    let unnamed = (others > 0).then(|| words.locale.format("audit-others", &[("count", others)]));
    let unnamed = unnamed.map(|line| format!("  {line}\n")).unwrap_or_default();
    format!("{name} ({count})\n{}{unnamed}\n", lines(columns, &rows))
}

/// The lists for a spreadsheet, with a line of names first.
pub fn audit_cells(found: &[AuditLine]) -> Vec<Vec<String>> {
    let head = ["list", "hold", "room", "guest", "currency", "amount", "departure"];
    let rows = found.iter().map(|line| {
        vec![
            line.list.name().to_owned(),
            line.hold.as_ref().map(ToString::to_string).unwrap_or_default(),
            line.room.clone(),
            line.guest.clone(),
            line.amount.map(|amount| amount.currency().code().to_owned()).unwrap_or_default(),
            line.amount.map(Money::decimal).unwrap_or_default(),
            line.departure.map(|day| day.to_string()).unwrap_or_default(),
        ]
    });
    std::iter::once(head.map(str::to_owned).to_vec()).chain(rows).collect()
}

/// What `day show --json`, and every command here without figures, prints.
#[derive(Debug, Serialize)]
pub struct Standing {
    day: String,
    shift: Option<JsonShift>,
    reports: u32,
}

#[derive(Debug, Serialize)]
struct JsonShift {
    number: u32,
    since: String,
    by: Option<Person>,
}

impl Standing {
    pub fn new(house: &House, today: Date) -> Self {
        let shift = house.shift.as_ref().map(|open| JsonShift {
            number: open.number,
            since: open.since.to_string(),
            by: open.by.clone(),
        });
        Self { day: house.day_on(today).to_string(), shift, reports: house.reports }
    }
}

/// What a Z report is in JSON: as it is kept.
#[derive(Debug, Serialize)]
pub struct JsonZ<'a> {
    seq: u64,
    at: String,
    copy: bool,
    #[serde(flatten)]
    fact: &'a HouseFact,
}

impl<'a> JsonZ<'a> {
    pub fn new(entry: &'a HouseEntry, copy: bool) -> Self {
        Self { seq: entry.seq, at: entry.at.to_string(), copy, fact: &entry.fact }
    }
}
