//! `journal verify`, `export` and `backup`: beside a terminal that is at work, too.

use std::io::Write as _;

use serde::Serialize;

use crate::cli::{Exit, ExportArgs, Format, JournalVerb};
use crate::journal::{self, Export, Finding, Report};

use super::super::failure::Failure;
use super::super::opening;
use super::super::output::Output;
use super::House;

pub(super) fn run(house: &House<'_>, verb: &JournalVerb) -> Result<Exit, Failure> {
    let journal = opening::read(house.settings)?;
    match verb {
        JournalVerb::Verify => Ok(verify(house, &journal.verify(None)?)),
        JournalVerb::Export(args) => export(house, &journal, args),
        JournalVerb::Backup { file } => {
            let head = journal.backup(file)?;
            let entries = head.as_ref().map_or(0, |head| head.seq);
            let hash = head.map(|head| head.hash.to_string());
            if house.output.is_json() {
                let file = file.display().to_string();
                Output::value(&Backup { file, entries, head: hash });
            } else {
                let file = file.display().to_string();
                let entries = entries.to_string();
                let args = [("file", file.as_str()), ("entries", entries.as_str())];
                let text = house.locale.format("cli-backup-done", &args);
                Output::text(&format!("{text}\n"));
            }
            Ok(Exit::Done)
        }
    }
}

#[derive(Debug, Serialize)]
struct Backup {
    file: String,
    entries: u64,
    head: Option<String>,
}

#[derive(Debug, Serialize)]
struct Verified {
    sound: bool,
    entries: u64,
    head: Option<String>,
    findings: Vec<String>,
}

/// A damaged journal is our own fault, not the caller's.
fn verify(house: &House<'_>, report: &Report) -> Exit {
    let findings: Vec<_> = report.findings.iter().map(|found| said(house, found)).collect();
    let head = report.head.as_ref().map(|head| head.hash.to_string());
    let exit = if report.is_sound() { Exit::Done } else { Exit::OwnFault };
    if house.output.is_json() {
        let sound = report.is_sound();
        Output::value(&Verified { sound, entries: report.entries, head, findings });
        return exit;
    }
    let entries = report.entries.to_string();
    let head = head.unwrap_or_default();
    let args = [("entries", entries.as_str()), ("head", head.as_str())];
    if report.is_sound() {
        let text = house.locale.format("cli-verify-sound", &args);
        Output::text(&format!("{text}\n"));
    } else {
        let text = house.locale.format("cli-verify-damaged", &args);
        Output::text(&format!("{text}\n{}\n", findings.join("\n")));
    }
    exit
}

fn export(
    house: &House<'_>,
    journal: &journal::Reader,
    args: &ExportArgs,
) -> Result<Exit, Failure> {
    let format = match args.format() {
        Format::Csv => journal::Format::Csv,
        Format::Json => journal::Format::Json,
    };
    let zone = &house.settings.hotel.time_zone;
    let export = Export { format, from: args.from, to: args.to, zone };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    journal.export(&export, &mut out)?;
    out.flush().map_err(|error| Failure::own("io.stdout", &error))?;
    Ok(Exit::Done)
}

/// One finding in the words of the settings' language.
pub(super) fn said(house: &House<'_>, finding: &Finding) -> String {
    let text = |key: &str, args: &[(&str, String)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        house.locale.format(key, &args)
    };
    let at =
        |terminal: &str, seq: u64| [("terminal", terminal.to_owned()), ("seq", seq.to_string())];
    match finding {
        Finding::File { what } => text("finding-file", &[("what", what.clone())]),
        Finding::Layout { object } => text("finding-layout", &[("what", object.clone())]),
        Finding::Changed { terminal, seq } => text("finding-changed", &at(terminal, *seq)),
        Finding::Unlinked { terminal, seq } => text("finding-unlinked", &at(terminal, *seq)),
        Finding::Repeated { terminal, seq } => text("finding-repeated", &at(terminal, *seq)),
        Finding::Gap { terminal, seq } => text("finding-gap", &at(terminal, *seq)),
        Finding::Missing { terminal, from, to } => {
            let [terminal, from] = at(terminal, *from);
            text("finding-missing", &[terminal, ("from", from.1), ("to", to.to_string())])
        }
        Finding::Unreadable { terminal, seq, what } => {
            let [terminal, seq] = at(terminal, *seq);
            text("finding-unreadable", &[terminal, seq, ("what", what.clone())])
        }
        Finding::Contradiction { hold, what } => {
            text("finding-contradiction", &[("hold", hold.clone()), ("what", what.to_string())])
        }
        Finding::Projection { hold } => text("finding-projection", &[("hold", hold.clone())]),
        Finding::Index => text("finding-index", &[]),
        Finding::Cut { expected } => text("finding-cut", &[("head", expected.clone())]),
    }
}
