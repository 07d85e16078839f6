//! `report`: what became of money, as lines for a person, as CSV, and as JSON.

use jiff::Timestamp;
use serde::Serialize;

use super::table::{Align, cell, lines};
use super::text::Words;
use crate::domain::{Agreed, Currency, Moved, Person, Report, ReportRow, Right, Total, Why};
use crate::locale::right_key;

/// Texts of a report are not shortened, but they end somewhere.
const LONG: usize = 60;

/// What a report is about, beside what it counted.
#[derive(Debug, Clone)]
pub struct Span<'a> {
    pub hotel: &'a str,
    pub terminal: &'a str,
    pub from: Timestamp,
    /// The end of the span, or the time of the report where that is earlier.
    pub to: Timestamp,
    /// The journal's newest entry and its hash: later nobody can have cut it off unseen.
    pub head: Option<(u64, String)>,
}

/// Lines for a person.
pub fn text(report: &Report, span: &Span<'_>, words: Words<'_>) -> String {
    let locale = words.locale;
    let (from, to) = (words.time(span.from), words.time(span.to));
    let mut told = format!("{}, {}\n", cell(span.hotel, LONG), span.terminal);
    told.push_str(&locale.format("report-span", &[("from", &from), ("to", &to)]));
    told.push_str("\n\n");
    told.push_str(&body(report, "report-now", words));
    if let Some((seq, hash)) = &span.head {
        told.push_str(&head_line(*seq, hash, words));
    }
    told
}

/// What was counted, who agreed, and how it stands: now, or then, as the words under `when` say.
pub(super) fn body(report: &Report, when: &str, words: Words<'_>) -> String {
    let mut told = totals(report, words);
    told.push('\n');
    for agreed in &report.agreed {
        told.push_str(&said(agreed, words));
        told.push('\n');
    }
    if !report.agreed.is_empty() {
        told.push('\n');
    }
    told.push_str(&words.locale.text(when));
    told.push('\n');
    told.push_str(&open(report, words));
    told
}

/// The head of the chain: paper with it shows later that nothing was cut off.
pub(super) fn head_line(seq: u64, hash: &str, words: Words<'_>) -> String {
    let args = [("seq", seq.to_string()), ("hash", hash.to_owned())];
    let args = args.each_ref().map(|(name, text)| (*name, text));
    format!("{}\n", words.locale.format("report-head", &args))
}

fn totals(report: &Report, words: Words<'_>) -> String {
    let head = ["report-act", "report-by", "report-count", "report-amount"];
    let mut rows = vec![head.map(|key| words.locale.text(key))];
    for moved in Moved::ALL {
        let of: Vec<_> = report.totals.iter().filter(|row| row.moved == moved).collect();
        let mut currencies: Vec<Currency> =
            of.iter().map(|row| row.total.money.currency()).collect();
        currencies.dedup();
        let name = words.locale.text(&format!("report-{}", moved.name()));
        if currencies.is_empty() {
            rows.push([name.clone(), String::new(), "0".to_owned(), String::new()]);
        }
        for currency in currencies {
            let total = report.total(moved, currency);
            rows.push(row(name.clone(), String::new(), &total));
            let own = of.iter().filter(|row| row.total.money.currency() == currency);
            for ReportRow { by, total, .. } in own {
                if let Some(person) = by {
                    rows.push(row(String::new(), cell(&person.to_string(), LONG), total));
                }
            }
        }
    }
    lines([Align::Left, Align::Left, Align::Right, Align::Right], &rows)
}

fn row(name: String, by: String, total: &Total) -> [String; 4] {
    [name, by, total.count.to_string(), total.money.words()]
}

fn said(agreed: &Agreed, words: Words<'_>) -> String {
    let Agreed { at, room, right, by, approval } = agreed;
    let locale = words.locale;
    let what = locale.text(right_key(*right));
    let why = locale.text(&format!("why-{}", approval.why.name()));
    let (by, other) = (by.to_string(), approval.by.to_string());
    let key = if approval.alone { "report-alone" } else { "report-agreed" };
    let (time, room) = (words.time(*at), cell(room, LONG));
    let args = [
        ("time", time.as_str()),
        ("room", &room),
        ("by", &by),
        ("other", &other),
        ("what", &what),
        ("why", &why),
    ];
    locale.format(key, &args)
}

/// How it stands now.
fn open(report: &Report, words: Words<'_>) -> String {
    let held = report.held.iter().map(|total| {
        let (count, amount) = (total.count.to_string(), total.money.words());
        let args = [("count", &count), ("amount", &amount)];
        words.locale.format("report-now-held", &args)
    });
    let counted = [
        ("report-now-unknown", report.not_known),
        ("report-now-attention", report.attention),
        ("report-now-countersign", report.to_countersign),
    ];
    let counted = counted.into_iter().filter(|(_, count)| *count > 0);
    let counted = counted.map(|(key, count)| words.locale.format(key, &[("count", count)]));
    let mut told: Vec<String> = held.chain(counted).collect();
    if told.is_empty() {
        told.push(words.locale.text("report-now-nothing"));
    }
    told.push(String::new());
    told.join("\n")
}

#[derive(Debug, Serialize)]
pub struct Json<'a> {
    from: String,
    to: String,
    totals: Vec<JsonTotal>,
    agreed: Vec<JsonAgreed<'a>>,
    now: JsonNow,
    head: Option<JsonHead<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonTotal {
    act: &'static str,
    number: Option<String>,
    name: Option<String>,
    currency: &'static str,
    count: u32,
    amount: String,
}

#[derive(Debug, Serialize)]
struct JsonAgreed<'a> {
    at: String,
    room: &'a str,
    right: Right,
    by: &'a Person,
    agreed: &'a Person,
    why: Why,
    note: &'a str,
    alone: bool,
}

#[derive(Debug, Serialize)]
struct JsonNow {
    held: Vec<JsonHeld>,
    not_known_yet: u32,
    attention: u32,
    to_countersign: u32,
}

#[derive(Debug, Serialize)]
struct JsonHeld {
    currency: &'static str,
    count: u32,
    amount: String,
}

#[derive(Debug, Serialize)]
struct JsonHead<'a> {
    seq: u64,
    hash: &'a str,
}

impl<'a> Json<'a> {
    pub fn new(report: &'a Report, span: &'a Span<'_>) -> Self {
        let agreed = report.agreed.iter().map(|agreed| JsonAgreed {
            at: agreed.at.to_string(),
            room: &agreed.room,
            right: agreed.right,
            by: &agreed.by,
            agreed: &agreed.approval.by,
            why: agreed.approval.why,
            note: &agreed.approval.note,
            alone: agreed.approval.alone,
        });
        let held = report.held.iter().map(|total| JsonHeld {
            currency: total.money.currency().code(),
            count: total.count,
            amount: total.money.decimal(),
        });
        Self {
            from: span.from.to_string(),
            to: span.to.to_string(),
            totals: report.totals.iter().map(json_total).collect(),
            agreed: agreed.collect(),
            now: JsonNow {
                held: held.collect(),
                not_known_yet: report.not_known,
                attention: report.attention,
                to_countersign: report.to_countersign,
            },
            head: span.head.as_ref().map(|(seq, hash)| JsonHead { seq: *seq, hash }),
        }
    }
}

fn json_total(row: &ReportRow) -> JsonTotal {
    let ReportRow { moved, by, total } = row;
    let (number, name) =
        by.as_ref().map(|person| (person.badge.to_string(), person.name.clone())).unzip();
    JsonTotal {
        act: moved.name(),
        number,
        name,
        currency: total.money.currency().code(),
        count: total.count,
        amount: total.money.decimal(),
    }
}

/// The totals for a spreadsheet, with a line of names first. Cells that a spreadsheet would run are quoted by
/// whoever writes them.
pub fn cells(report: &Report) -> Vec<Vec<String>> {
    let head = ["act", "number", "name", "currency", "count", "amount"].map(str::to_owned).to_vec();
    let rows = report.totals.iter().map(json_total).map(|row| {
        vec![
            row.act.to_owned(),
            row.number.unwrap_or_default(),
            row.name.unwrap_or_default(),
            row.currency.to_owned(),
            row.count.to_string(),
            row.amount,
        ]
    });
    std::iter::once(head).chain(rows).collect()
}
