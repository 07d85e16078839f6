//! What was tried about a hold that is not settled: how often what was sent, and what came back last.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::desk::HoldView;
use crate::domain::{Fact, Kind};
use crate::locale::{Arg, Locale};

use super::sheet::reason_of;

/// One line; nothing where nothing is open.
pub fn tried(locale: &Locale, hold: &HoldView, zone: &TimeZone) -> Option<String> {
    let of_case = hold.case.as_ref().map(|case| case.kind);
    let kind = hold.activity.as_ref().map(|activity| activity.kind).or(of_case)?;
    let sent = hold.timeline.iter().filter(|row| is_sending(&row.fact, kind));
    let last = sent.clone().next_back()?;
    let clock = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%m-%d %H:%M").to_string();
    let count = u32::try_from(sent.count()).unwrap_or(u32::MAX);
    let (name, time) = (locale.kind(kind), clock(last.at));
    let args =
        [("kind", Arg::from(&name)), ("count", Arg::Count(count)), ("time", Arg::from(&time))];
    let mut line = locale.format("tried-sent", &args);
    let answers = hold.timeline.iter().rev().filter(|row| matches!(row.fact, Fact::Learned { .. }));
    // The newest answer: an older one with a code says nothing beside it.
    let answer = answers.take(1).find_map(|row| reason_of(&row.fact).map(|why| (row.at, why)));
    if let Some((at, reason)) = answer {
        let args = [("time", clock(at)), ("code", reason.code.clone())];
        let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
        line.push(' ');
        line.push_str(&locale.format("tried-answer", &args));
    }
    Some(line)
}

fn is_sending(fact: &Fact, wanted: Kind) -> bool {
    matches!(fact, Fact::Sending { kind, .. } if *kind == wanted)
}
