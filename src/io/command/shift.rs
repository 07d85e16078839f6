//! `shift` and `day`: what ends by them goes through the desk; what is only looked at is read beside it.

use jiff::civil::Date;
use serde::Serialize;

use crate::cli::report::{Json, Span, cells};
use crate::cli::shift::{
    JsonZ, Standing, audit_cells, audit_text, list_fault, list_text, standing, x_text, z_text,
};
use crate::cli::{AuditArgs, DayVerb, Exit, FormatArgs, HandOverArgs, OpenArgs, Sheet, ShiftVerb};
use crate::desk::HouseCommand;
use crate::domain::{HoldId, HotelList, House, HouseEntry, HouseFact, NightAudit};
use crate::journal::{JournalError, Reader};

use super::super::failure::Failure;
use super::super::house::{self, HouseRules};
use super::super::opening;
use super::super::output::Output;
use super::report::sheet;
use super::{House as Command, act, now};

pub(super) fn shift(command: &Command<'_>, verb: &ShiftVerb) -> Result<Exit, Failure> {
    match verb {
        ShiftVerb::Open(args) => open(command, args),
        ShiftVerb::Close(format) => close(command, format),
        ShiftVerb::HandOver(args) => hand_over(command, args),
        ShiftVerb::Show(format) => show(command, format),
        ShiftVerb::List => list(command),
        ShiftVerb::Print { number, format } => print(command, *number, format),
    }
}

pub(super) fn day(command: &Command<'_>, verb: &DayVerb) -> Result<Exit, Failure> {
    match verb {
        DayVerb::Show => {
            let house = match reader(command)? {
                Some(journal) => journal.house(&rules(command).terminal)?,
                None => House::default(),
            };
            tell(command, &house);
            Ok(Exit::Done)
        }
        DayVerb::Audit(format) => audit(command, format),
        DayVerb::Roll { to } => roll(command, *to),
    }
}

fn rules(command: &Command<'_>) -> HouseRules {
    HouseRules::of(command.settings)
}

fn today(command: &Command<'_>) -> Date {
    now().to_zoned(command.settings.hotel.time_zone.clone()).date()
}

/// Before the first entry there is no journal, and nothing has happened.
fn reader(command: &Command<'_>) -> Result<Option<Reader>, Failure> {
    match opening::read(command.settings) {
        Ok(journal) => Ok(Some(journal)),
        Err(JournalError::Missing { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn tell(command: &Command<'_>, house: &House) {
    let today = today(command);
    if command.output.is_json() {
        Output::value(&Standing::new(house, today));
    } else {
        Output::text(&standing(house, today, command.words()));
    }
}

fn signed(command: &Command<'_>, args: &OpenArgs) -> Result<Vec<HoldId>, Failure> {
    let Some(journal) = reader(command)? else {
        return Ok(Vec::new());
    };
    args.sign.iter().map(|prefix| command.pick(&journal, prefix)).collect()
}

fn open(command: &Command<'_>, args: &OpenArgs) -> Result<Exit, Failure> {
    let signed = signed(command, args)?;
    act::of_house(command, HouseCommand::OpenShift { signed })?;
    let house = stands(command)?;
    tell(command, &house);
    Ok(Exit::Done)
}

fn stands(command: &Command<'_>) -> Result<House, Failure> {
    Ok(opening::read(command.settings)?.house(&rules(command).terminal)?)
}

fn hand_over(command: &Command<'_>, args: &HandOverArgs) -> Result<Exit, Failure> {
    let signed = signed(command, &args.open)?;
    let to = command.member(&args.to, args.to_pin_fd)?;
    act::of_house(command, HouseCommand::HandOver { signed, to })?;
    closed(command, &args.format)
}

fn close(command: &Command<'_>, format: &FormatArgs) -> Result<Exit, Failure> {
    act::of_house(command, HouseCommand::CloseShift)?;
    closed(command, format)
}

/// The first print of the Z report that was just made.
fn closed(command: &Command<'_>, format: &FormatArgs) -> Result<Exit, Failure> {
    let journal = opening::read(command.settings)?;
    let last = house::reports(&journal, &rules(command).terminal)?.pop();
    last.map_or(Ok(Exit::OwnFault), |entry| z(command, &entry, false, format))
}

fn show(command: &Command<'_>, format: &FormatArgs) -> Result<Exit, Failure> {
    let rules = rules(command);
    let (house, report, head) = match reader(command)? {
        Some(journal) => {
            let house = journal.house(&rules.terminal)?;
            let report = house::so_far(&journal, &house, &rules)?;
            (house, report, journal.head()?)
        }
        None => Default::default(),
    };
    if command.output.is_json() {
        let from = house.shift.as_ref().map_or_else(now, |open| open.since);
        let hotel = &command.settings.hotel;
        let head = head.map(|head| (head.seq, head.hash.to_string()));
        let span = Span { hotel: &hotel.name, terminal: &hotel.terminal, from, to: now(), head };
        let standing = Standing::new(&house, today(command));
        Output::value(&X { standing, report: Json::new(&report, &span) });
    } else if format.format == Sheet::Csv {
        Output::text(&sheet(&cells(&report))?);
    } else {
        let told = x_text(hotel(command), &house, today(command), &report, command.words());
        Output::text(&told);
    }
    Ok(Exit::Done)
}

/// What `shift show --json` prints.
#[derive(Serialize)]
struct X<'a> {
    #[serde(flatten)]
    standing: Standing,
    report: Json<'a>,
}

fn hotel<'a>(command: &Command<'a>) -> [&'a str; 2] {
    let hotel = &command.settings.hotel;
    [&hotel.name, &hotel.terminal]
}

fn list(command: &Command<'_>) -> Result<Exit, Failure> {
    let terminal = rules(command).terminal;
    let entries = match reader(command)? {
        Some(journal) => house::reports(&journal, &terminal)?,
        None => Vec::new(),
    };
    if command.output.is_json() {
        let reports = entries.iter().rev().map(|entry| JsonZ::new(entry, true)).collect();
        Output::value(&List { reports });
    } else {
        Output::text(&list_text(&entries, command.words()));
    }
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct List<'a> {
    reports: Vec<JsonZ<'a>>,
}

fn print(command: &Command<'_>, number: u32, format: &FormatArgs) -> Result<Exit, Failure> {
    let terminal = rules(command).terminal;
    let entry = match reader(command)? {
        Some(journal) => house::report(&journal, &terminal, number)?,
        None => None,
    };
    if let Some(entry) = entry {
        return z(command, &entry, true, format);
    }
    let hint = "List them with 'counterpane shift list'.".to_owned();
    Err(Failure::wrong("shift.no_report", format!("there is no Z report {number}"), hint))
}

fn z(
    command: &Command<'_>,
    entry: &HouseEntry,
    copy: bool,
    format: &FormatArgs,
) -> Result<Exit, Failure> {
    let HouseFact::ShiftClosed { z, .. } = &entry.fact else {
        return Ok(Exit::OwnFault);
    };
    if command.output.is_json() {
        Output::value(&JsonZ::new(entry, copy));
    } else if format.format == Sheet::Csv {
        Output::text(&sheet(&cells(&z.report))?);
    } else if let Some(told) = z_text(hotel(command), entry, copy, command.words()) {
        Output::text(&told);
    }
    Ok(Exit::Done)
}

fn audit(command: &Command<'_>, args: &AuditArgs) -> Result<Exit, Failure> {
    let rules = rules(command).with_list(args.in_house.clone());
    let journal = reader(command)?;
    let day = match &journal {
        Some(journal) => journal.house(&rules.terminal)?.day_on(today(command)),
        None => today(command),
    };
    let found = house::audit_of(journal.as_ref(), (day, now()), &rules, rules.list().as_ref())?;
    // A file that was named here is wanted; without the settings' one the audit goes on, and says so.
    if let (Some(_), Some(HotelList::NotRead(fault))) = (&args.in_house, &found.hotel_list) {
        let hint = "See 'in_house' in config.toml for what it looks like.".to_owned();
        return Err(Failure::wrong("audit.list", list_fault(fault, command.words()), hint));
    }
    said(command, day, &found, args.format.format)
}

#[derive(Serialize)]
struct Audit<'a> {
    day: String,
    #[serde(flatten)]
    audit: &'a NightAudit,
}

fn said(
    command: &Command<'_>,
    day: Date,
    found: &NightAudit,
    format: Sheet,
) -> Result<Exit, Failure> {
    if command.output.is_json() {
        Output::value(&Audit { day: day.to_string(), audit: found });
    } else if format == Sheet::Csv {
        Output::text(&sheet(&audit_cells(&found.audit))?);
    } else {
        Output::text(&audit_text(day, found, command.words()));
    }
    Ok(Exit::Done)
}

fn roll(command: &Command<'_>, to: Option<Date>) -> Result<Exit, Failure> {
    let hotel_list = rules(command).list();
    act::of_house(command, HouseCommand::RollDay { to, list: hotel_list })?;
    let journal = opening::read(command.settings)?;
    let terminal = rules(command).terminal;
    let after = journal.house(&terminal)?.day_after.saturating_sub(1);
    let entries = journal.house_entries(&terminal, after)?;
    let last = entries.into_iter().rev().find_map(|entry| match entry.fact {
        HouseFact::DayRolled { from, audit, .. } => Some((from, audit)),
        HouseFact::ShiftOpened { .. } | HouseFact::ShiftClosed { .. } => None,
    });
    let Some((from, audit)) = last else {
        return Ok(Exit::OwnFault);
    };
    said(command, from, &audit, Sheet::Text)?;
    if !command.output.is_json() {
        tell(command, &stands(command)?);
    }
    Ok(Exit::Done)
}
