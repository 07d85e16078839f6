//! `journal verify`, `head`, `export` and `backup`: beside a terminal that is at work, too.

use std::io::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::cli::{Exit, ExportArgs, Format, JournalVerb, NotedHash};
use crate::journal::{self, Export, Finding, Head, Report};
use crate::locale::Locale;

use super::super::failure::Failure;
use super::super::opening;
use super::super::output::Output;
use super::House;

pub(super) fn run(house: &House<'_>, verb: &JournalVerb) -> Result<Exit, Failure> {
    let journal = opening::read(house.settings)?;
    match verb {
        JournalVerb::Verify(args) => {
            let noted = args.head.as_ref().map(NotedHash::as_str);
            Ok(verify(house, &journal.verify(noted)?))
        }
        JournalVerb::Head => Ok(head(house, journal.head()?)),
        JournalVerb::Export(args) => export(house, &journal, args),
        JournalVerb::Backup { file } => {
            let head = journal.backup(file)?;
            backup(house, file, head);
            Ok(Exit::Done)
        }
    }
}

#[derive(Debug, Serialize)]
struct HeadOf {
    head: Option<String>,
    terminal: Option<String>,
    seq: Option<u64>,
}

/// Alone on its line, for a script that keeps it or a person who copies it.
fn head(house: &House<'_>, found: Option<Head>) -> Exit {
    if house.output.is_json() {
        let (seq, hash) = found.as_ref().map(|head| (head.seq, head.hash.to_string())).unzip();
        Output::value(&HeadOf { head: hash, terminal: found.map(|head| head.terminal), seq });
    } else if let Some(head) = found {
        Output::text(&format!("{}\n", head.hash));
    } else {
        Output::message(&house.locale.text("cli-head-none"));
    }
    Exit::Done
}

#[derive(Debug, Serialize)]
struct Backup {
    file: String,
    entries: u64,
    head: Option<String>,
}

fn backup(house: &House<'_>, file: &Path, head: Option<Head>) {
    let entries = head.as_ref().map_or(0, |head| head.seq);
    let hash = head.map(|head| head.hash.to_string());
    let file = file.display().to_string();
    if house.output.is_json() {
        Output::value(&Backup { file, entries, head: hash });
        return;
    }
    let entries = entries.to_string();
    let head = hash.unwrap_or_default();
    let args = [("file", file.as_str()), ("entries", entries.as_str()), ("head", head.as_str())];
    let text = house.locale.format("cli-backup-done", &args);
    Output::text(&format!("{text}\n"));
}

#[derive(Debug, Serialize)]
struct Verified {
    sound: bool,
    entries: u64,
    head: Option<String>,
    since: Option<u64>,
    findings: Vec<String>,
}

/// A damaged journal is our own fault, not the caller's.
fn verify(house: &House<'_>, report: &Report) -> Exit {
    let findings: Vec<_> = report.findings.iter().map(|found| said(&house.locale, found)).collect();
    let head = report.head.as_ref().map(|head| head.hash.to_string());
    let exit = if report.is_sound() { Exit::Done } else { Exit::OwnFault };
    if house.output.is_json() {
        let sound = report.is_sound();
        let Report { entries, since, .. } = *report;
        Output::value(&Verified { sound, entries, head, since, findings });
        return exit;
    }
    let entries = report.entries.to_string();
    let head = head.unwrap_or_default();
    let args = [("entries", entries.as_str()), ("head", head.as_str())];
    let key = if report.is_sound() { "cli-verify-sound" } else { "cli-verify-damaged" };
    let mut lines = vec![house.locale.format(key, &args)];
    lines.extend(report.since.map(|since| said_since(&house.locale, since)));
    lines.extend(findings);
    Output::text(&format!("{}\n", lines.join("\n")));
    exit
}

/// Where the noted entry is: at the end, or so many entries before it.
fn said_since(locale: &Locale, since: u64) -> String {
    let since = usize::try_from(since).unwrap_or(usize::MAX);
    if since == 0 {
        return locale.text("cli-verify-at-noted");
    }
    locale.format("cli-verify-since-noted", &[("count", since)])
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
pub(super) fn said(locale: &Locale, finding: &Finding) -> String {
    let text = |key: &str, args: &[(&str, String)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        locale.format(key, &args)
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
        Finding::House { terminal, seq, what } => {
            let [terminal, seq] = at(terminal, *seq);
            text("finding-house", &[terminal, seq, ("what", what.to_string())])
        }
        Finding::Projection { hold } => text("finding-projection", &[("hold", hold.clone())]),
        Finding::Index => text("finding-index", &[]),
        Finding::Cut { expected } => text("finding-cut", &[("head", expected.clone())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Broken, BrokenHouse};
    use crate::locale::Language;

    /// Every finding in both languages, for a reader to look over.
    #[test]
    fn every_finding_is_said_in_words() {
        let terminal = || "T1".to_owned();
        let (hold, seq) = ("7F3K2ABCDE".to_owned(), 12);
        let findings = [
            Finding::File { what: "Tree 5 page 9: btreeInitPage() returns error code 11".into() },
            Finding::Layout { object: "trigger entry_is_never_changed on entry".into() },
            Finding::Changed { terminal: terminal(), seq },
            Finding::Unlinked { terminal: terminal(), seq },
            Finding::Missing { terminal: terminal(), from: seq, to: 14 },
            Finding::Repeated { terminal: terminal(), seq },
            Finding::Gap { terminal: terminal(), seq },
            Finding::Unreadable {
                terminal: terminal(),
                seq,
                what: "its time is out of range".into(),
            },
            Finding::Contradiction { hold: hold.clone(), what: Broken::OpenedTwice },
            Finding::House { terminal: terminal(), seq, what: BrokenHouse::Number },
            Finding::Projection { hold },
            Finding::Index,
            Finding::Cut { expected: "8c3778b05b91".into() },
        ];
        let mut page = String::new();
        for language in Language::ALL {
            let locale = Locale::new(language);
            for finding in &findings {
                let text = said(&locale, finding);
                assert!(!text.contains(['[', '{']), "{text}");
                page.push_str(&text);
                page.push('\n');
            }
            for since in [0, 1, 12] {
                page.push_str(&said_since(&locale, since));
                page.push('\n');
            }
            page.push('\n');
        }
        insta::assert_snapshot!(page);
    }
}
