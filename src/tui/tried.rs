//! What was tried about a request that is not settled: how often it was sent, and what came back last.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::desk::HoldView;
use crate::domain::{Fact, Kind, News, Number};
use crate::locale::{Arg, Locale};

use super::sheet::reason_of;

/// One line; nothing where nothing is open.
pub fn tried(locale: &Locale, hold: &HoldView, zone: &TimeZone) -> Option<String> {
    let of_case = hold.case.as_ref().map(|case| case.kind);
    let kind = hold.activity.as_ref().map(|activity| activity.kind).or(of_case)?;
    // Several releases are several requests: the newest one is the one that is open.
    let request = hold.timeline.iter().rev().find_map(|row| sent(&row.fact, kind))?;
    let left = |at: usize| {
        let after = hold.timeline.get(at.saturating_add(1)..).unwrap_or_default();
        let heard = after.iter().find_map(|row| heard(&row.fact, kind, request));
        !heard.is_some_and(|news| matches!(news, News::NotSent { .. }))
    };
    let sendings = hold.timeline.iter().zip(0..).filter(|(row, at)| {
        sent(&row.fact, kind).is_some_and(|number| number == request) && left(*at)
    });
    let sendings: Vec<Timestamp> = sendings.map(|(row, _)| row.at).collect();
    let clock = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%m-%d %H:%M").to_string();
    let count = u32::try_from(sendings.len()).unwrap_or(u32::MAX);
    let (name, time) = (locale.kind(kind), clock(*sendings.last()?));
    let args =
        [("kind", Arg::from(&name)), ("count", Arg::Count(count)), ("time", Arg::from(&time))];
    let mut line = locale.format("tried-sent", &args);
    // The newest answer: an older one with a code says nothing beside it.
    let newest = hold.timeline.iter().rev().find(|row| {
        let news = heard(&row.fact, kind, request);
        news.is_some_and(|news| !matches!(news, News::NotSent { .. }))
    });
    if let Some((row, reason)) = newest.and_then(|row| Some((row, reason_of(&row.fact)?))) {
        let args = [("time", clock(row.at)), ("code", reason.code.clone())];
        let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
        line.push(' ');
        line.push_str(&locale.format("tried-answer", &args));
    }
    Some(line)
}

/// The number of a request of this kind that was about to leave.
fn sent(fact: &Fact, wanted: Kind) -> Option<&Number> {
    if let Fact::Sending { kind, request, .. } = fact {
        return (*kind == wanted).then_some(request);
    }
    None
}

/// What was heard of a request.
fn heard<'a>(fact: &'a Fact, wanted: Kind, number: &Number) -> Option<&'a News> {
    if let Fact::Learned { kind, request, news, .. } = fact {
        return (*kind == wanted && request == number).then_some(news);
    }
    None
}
