//! The sheet of a hold for the provider's support: all numbers, all times, what was asked and answered.
//! On the screen, on the command line and in a file it is the same.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::desk::{HoldView, TimelineRow};
use crate::domain::{Fact, Kind, MoneyState, News, Number, Reason};
use crate::locale::{Locale, describe};

use super::plight::trouble_frame;
use super::text;
use super::tried::tried;

/// Columns of a label in it.
const LABEL: usize = 26;

/// Where a sheet is written, and when.
#[derive(Debug, Clone, Copy)]
pub struct SheetHead<'a> {
    pub hotel: &'a str,
    pub terminal: &'a str,
    pub zone: &'a TimeZone,
    pub now: Timestamp,
}

/// The lines of a sheet. Nothing in them is a code of a guest's or a key: the journal has none.
pub fn case_sheet(locale: &Locale, hold: &HoldView, head: &SheetHead<'_>) -> Vec<String> {
    let mut lines = vec![title(locale, hold), of(locale, head), String::new()];
    let stay = &hold.stay;
    let args = [("room", &stay.room), ("guest", &stay.guest), ("booking", &stay.booking)];
    lines.push(locale.format("sheet-stay", &args));
    lines.extend(what_is_open(locale, hold, head));
    lines.extend(tried(locale, hold, head.zone));
    lines.push(sums(locale, hold));
    if let Some(question) = trouble_frame(locale, hold, head.now).and_then(|f| f.ask_support) {
        lines.extend([String::new(), locale.text("trouble-support-title"), question]);
    }
    lines.extend([String::new(), locale.text("sheet-numbers")]);
    lines.extend(numbers(locale, hold));
    lines.extend([String::new(), locale.text("sheet-story")]);
    lines.extend(hold.timeline.iter().flat_map(|row| story(locale, row, head)));
    lines.iter().map(|line| text::plain(line).trim_end().to_owned()).collect()
}

fn title(locale: &Locale, hold: &HoldView) -> String {
    match &hold.case {
        Some(case) => locale.format("sheet-title", &[("number", &case.number.to_string())]),
        None => locale.text("sheet-title-none"),
    }
}

fn of(locale: &Locale, head: &SheetHead<'_>) -> String {
    let time = time(head.now, head.zone);
    let args = [("hotel", head.hotel), ("terminal", head.terminal), ("time", &time)];
    locale.format("sheet-of", &args)
}

fn what_is_open(locale: &Locale, hold: &HoldView, head: &SheetHead<'_>) -> Vec<String> {
    let Some(case) = &hold.case else {
        return match &hold.activity {
            Some(_) => Vec::new(),
            None => vec![locale.text("sheet-clear")],
        };
    };
    if let Some(activity) = &hold.activity {
        let (kind, amount) = (locale.kind(case.kind), activity.money.words());
        let time = time(case.since, head.zone);
        let args = [("kind", &kind), ("amount", &amount), ("time", &time)];
        return vec![locale.format("sheet-open", &args)];
    }
    vec![match case.missing {
        Some(missing) => locale.format("sheet-differs", &[("missing", &missing.words())]),
        None => locale.text("sheet-differs-more"),
    }]
}

fn sums(locale: &Locale, of: &HoldView) -> String {
    let (held, captured) = (of.held.decimal(), of.captured.decimal());
    let (released, left) = (of.released.decimal(), of.remaining.decimal());
    let args = [
        ("currency", of.asked.currency().code()),
        ("held", &held),
        ("captured", &captured),
        ("released", &released),
        ("left", &left),
    ];
    let sums = locale.format("sum-line", &args);
    let money = locale.money_with_symbol(of.money);
    match of.money {
        // Nothing in the sums is a guess: what is open is not in them.
        MoneyState::NotKnownYet => format!("{money}  {} {sums}", locale.text("sum-proven")),
        MoneyState::Held | MoneyState::NotHeld => format!("{money}  {sums}"),
    }
}

/// Every number under which somebody may look for it.
fn numbers(locale: &Locale, hold: &HoldView) -> Vec<String> {
    let mut rows = vec![
        ("detail-hold", hold.id.to_string()),
        ("detail-order", hold.order_no.to_string()),
        ("detail-request", hold.request_no.to_string()),
        ("detail-authorization", hold.auth_no.clone().unwrap_or_default()),
        ("detail-wallet", hold.payer_login.clone()),
    ];
    for row in &hold.timeline {
        let Some((key, request)) = sent(&row.fact) else { continue };
        let number = request.to_string();
        if !rows.iter().any(|(_, known)| *known == number) {
            rows.push((key, number));
        }
    }
    let trades = hold.captures.iter().filter_map(|capture| capture.trade_no.clone());
    rows.extend(trades.map(|number| ("sheet-number-trade", number)));
    rows.retain(|(_, value)| !value.is_empty());
    let line = |(key, value): &(&str, String)| {
        format!("  {}{value}", text::left(&locale.text(key), LABEL))
    };
    rows.iter().map(line).collect()
}

/// The number of a request that left, and what it is called.
const fn sent(fact: &Fact) -> Option<(&'static str, &Number)> {
    match fact {
        Fact::Sending { kind: Kind::Capture, request, .. } => {
            Some(("sheet-number-capture", request))
        }
        Fact::Sending { kind: Kind::Release, request, .. } => {
            Some(("sheet-number-release", request))
        }
        Fact::Sending { kind: Kind::Refund, request, .. } => Some(("sheet-number-refund", request)),
        Fact::Sending { kind: Kind::Hold | Kind::Cancel, .. }
        | Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::Ordered { .. }
        | Fact::Learned { .. }
        | Fact::UndoDecided { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::Dropped { .. }
        | Fact::HandedOver { .. } => None,
    }
}

/// One entry: when, what, and behind it the numbers and the provider's own words.
fn story(locale: &Locale, row: &TimelineRow, head: &SheetHead<'_>) -> Vec<String> {
    let entry = locale.format("sheet-entry", &[("seq", &row.seq.to_string())]);
    let said = describe(locale, &row.fact);
    let mut lines = vec![format!("  {}  {said}", time(row.at, head.zone))];
    let mut behind = vec![entry];
    if let Fact::Sending { request, .. } | Fact::Learned { request, .. } = &row.fact {
        behind.push(locale.format("sheet-request", &[("request", &request.to_string())]));
    }
    let reason = reason_of(&row.fact);
    if let Some(reason) = reason {
        behind.push(locale.format("sheet-code", &[("code", &reason.code)]));
        if let Some(trace) = &reason.trace {
            behind.push(locale.format("sheet-trace", &[("trace", trace)]));
        }
        if !reason.signed {
            behind.push(locale.text("sheet-unsigned"));
        }
    }
    lines.push(format!("    {}", behind.join(", ")));
    if let Some(reason) = reason.filter(|reason| !reason.text.is_empty()) {
        let words = locale.format("sheet-words", &[("text", &reason.text)]);
        lines.push(format!("    {words}"));
    }
    lines
}

pub(super) const fn reason_of(fact: &Fact) -> Option<&Reason> {
    match fact {
        Fact::Learned {
            news:
                News::Absent { reason }
                | News::Refused { reason }
                | News::Unknown { reason }
                | News::NotSent { reason },
            ..
        }
        | Fact::Dropped { reason, .. } => Some(reason),
        Fact::Learned { .. }
        | Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::Ordered { .. }
        | Fact::Sending { .. }
        | Fact::UndoDecided { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::HandedOver { .. } => None,
    }
}

/// With the distance to UTC: the provider's clock is another one.
fn time(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S%:z").to_string()
}
