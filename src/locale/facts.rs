//! A hold's journal in plain words.

use crate::domain::{
    Approval, CancelAction, Fact, Finding, HouseFact, Kind, News, Opened, Person, Planned, Reason,
    Source, Stay, UndoWhy, Way,
};

use super::trouble::{headline, kind_name};
use super::{Arg, Locale};

/// One line about a fact, for a timeline.
pub fn describe(locale: &Locale, fact: &Fact) -> String {
    match fact {
        Fact::Opened(opened) => opened_text(locale, opened),
        Fact::Planned(planned) => planned_text(locale, planned),
        Fact::Sending { kind, attempt, .. } => {
            let key = if *attempt > 1 { "fact-sending-again" } else { "fact-sending" };
            let kind = Arg::Text(kind_name(*kind));
            locale.format(key, &[("kind", kind), ("attempt", Arg::Count(*attempt))])
        }
        Fact::Learned { kind, source, news, .. } => {
            let text = news_text(locale, *kind, news);
            locale.format(heard_key(*source, news), &[("news", &text)])
        }
        Fact::Ordered { by, approval: None, .. } => {
            locale.format("fact-ordered", &[("by", &by.to_string())])
        }
        Fact::Ordered { by, approval: Some(approval), .. } => approved(locale, by, approval),
        Fact::StayChanged { stay } => changed(locale, stay),
        Fact::Countersigned { by } => {
            locale.format("fact-countersigned", &[("by", &by.to_string())])
        }
        Fact::SettledByHand { kind, finding, proof, .. } => {
            settled_by_hand(locale, *kind, finding, proof)
        }
        Fact::UndoDecided { why: UndoWhy::TimeUp } => locale.text("fact-undo-time-up"),
        Fact::UndoDecided { why: UndoWhy::Stopped } => locale.text("fact-undo-stopped"),
        Fact::Dropped { kind, .. } => locale.format("fact-dropped", &[("kind", kind_name(*kind))]),
        Fact::HandedOver { .. } => locale.text("fact-handed-over"),
    }
}

/// The same about a shift or a business day.
pub fn describe_house(locale: &Locale, fact: &HouseFact) -> String {
    let name = |by: &Option<Person>| {
        by.as_ref().map_or_else(|| locale.text("house-unnamed"), ToString::to_string)
    };
    let yes = match fact {
        HouseFact::ShiftOpened { .. } => None,
        HouseFact::ShiftClosed { approval, .. } | HouseFact::DayRolled { approval, .. } => {
            approval.as_ref()
        }
    };
    let said = match fact {
        HouseFact::ShiftOpened { shift, by, signed, .. } => {
            let (number, by) = (shift.to_string(), name(by));
            let count = u32::try_from(signed.len()).unwrap_or(u32::MAX);
            let args = [
                ("number", Arg::from(&number)),
                ("by", Arg::from(&by)),
                ("count", Arg::Count(count)),
            ];
            locale.format("fact-shift-opened", &args)
        }
        HouseFact::ShiftClosed { shift, by, z, .. } => {
            let args =
                [("number", shift.to_string()), ("by", name(by)), ("z", z.number.to_string())];
            let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
            locale.format("fact-shift-closed", &args)
        }
        HouseFact::DayRolled { from, by, .. } => {
            locale.format("fact-day-rolled", &[("day", &from.to_string()), ("by", &name(by))])
        }
    };
    match yes {
        Some(yes) => {
            locale.format("fact-agreed", &[("said", &said), ("other", &yes.by.to_string())])
        }
        None => said,
    }
}

/// One or two words about it, for a column.
pub fn label_house(locale: &Locale, fact: &HouseFact) -> String {
    locale.text(match fact {
        HouseFact::ShiftOpened { .. } | HouseFact::ShiftClosed { .. } => "fact-label-shift",
        HouseFact::DayRolled { .. } => "fact-label-day",
    })
}

/// One or two words about a fact, for a column.
pub fn label(locale: &Locale, fact: &Fact) -> String {
    locale.text(match fact {
        Fact::Opened(_) => "fact-label-opened",
        Fact::Planned(_) => "fact-label-planned",
        Fact::Sending { .. } => "fact-label-sending",
        Fact::Learned { news, .. } if is_ours(news) => "fact-label-here",
        Fact::Learned { source: Source::Reply, .. } => "fact-label-reply",
        Fact::Learned { source: Source::Inquiry, .. } => "fact-label-inquiry",
        Fact::StayChanged { .. } => "fact-label-changed",
        Fact::Ordered { .. } | Fact::Countersigned { .. } => "fact-label-ordered",
        Fact::SettledByHand { .. } => "fact-label-by-hand",
        Fact::UndoDecided { .. } => "fact-label-undo",
        Fact::Dropped { .. } => "fact-label-dropped",
        Fact::HandedOver { .. } => "fact-label-handed-over",
    })
}

fn changed(locale: &Locale, stay: &Stay) -> String {
    let departure = stay.departure.map(|day| day.to_string()).unwrap_or_default();
    let bill = stay.bill.map(|bill| locale.format("fact-changed-bill", &[("bill", &bill.words())]));
    let kept =
        stay.keep_until.map(|day| locale.format("fact-changed-kept", &[("day", &day.to_string())]));
    let said = [stay.room.clone(), stay.guest.clone(), stay.booking.clone(), departure];
    let said = said.into_iter().chain(bill).chain(kept).filter(|text| !text.is_empty());
    locale.format("fact-changed", &[("stay", &said.collect::<Vec<_>>().join(", "))])
}

fn settled_by_hand(locale: &Locale, kind: Kind, finding: &Finding, proof: &str) -> String {
    let (key, money) = match finding {
        Finding::Done { .. } => ("fact-by-hand-done", String::new()),
        Finding::NotDone => ("fact-by-hand-not-done", String::new()),
        Finding::BackElsewhere { money } => ("fact-by-hand-elsewhere", money.words()),
    };
    let args = [("kind", kind_name(kind)), ("proof", proof), ("money", money.as_str())];
    locale.format(key, &args)
}

fn approved(locale: &Locale, by: &Person, approval: &Approval) -> String {
    let why = locale.text(&format!("why-{}", approval.why.name()));
    let (by, other) = (by.to_string(), approval.by.to_string());
    let args = [("by", &by), ("other", &other), ("why", &why), ("note", &approval.note)];
    let key = match (approval.alone, approval.note.is_empty()) {
        (true, true) => "fact-ordered-alone",
        (true, false) => "fact-ordered-alone-noted",
        (false, true) => "fact-ordered-approved",
        (false, false) => "fact-ordered-noted",
    };
    locale.format(key, &args)
}

fn opened_text(locale: &Locale, opened: &Opened) -> String {
    let way = match opened.way {
        Way::Scan => "scan",
        Way::Qr => "qr",
    };
    let money = opened.money.words();
    locale.format("fact-opened", &[("way", way), ("money", &money)])
}

fn planned_text(locale: &Locale, planned: &Planned) -> String {
    match planned {
        Planned::Capture { money, keep_rest, .. } => {
            let key = if *keep_rest { "fact-planned-capture-keep" } else { "fact-planned-capture" };
            locale.format(key, &[("money", &money.words())])
        }
        Planned::Release { money, remark, .. } if remark.is_empty() => {
            locale.format("fact-planned-release", &[("money", &money.words())])
        }
        Planned::Release { money, remark, .. } => {
            let args = [("money", &money.words()), ("remark", remark)];
            locale.format("fact-planned-release-remark", &args)
        }
        Planned::Refund { money, reason, .. } if reason.is_empty() => {
            locale.format("fact-planned-refund", &[("money", &money.words())])
        }
        Planned::Refund { money, reason, .. } => {
            let args = [("money", &money.words()), ("reason", reason)];
            locale.format("fact-planned-refund-reason", &args)
        }
    }
}

fn heard_key(source: Source, news: &News) -> &'static str {
    match source {
        Source::Reply | Source::Inquiry if is_ours(news) => "fact-from-here",
        Source::Reply => "fact-from-reply",
        Source::Inquiry => "fact-from-inquiry",
    }
}

/// Whether the provider said nothing, or nothing that is proven: then it is not quoted.
const fn is_ours(news: &News) -> bool {
    match news {
        News::NotSent { .. } => true,
        News::Unknown { reason } => !reason.signed,
        News::Waiting
        | News::Shown { .. }
        | News::Held { .. }
        | News::Captured { .. }
        | News::RestReleased { .. }
        | News::Released
        | News::Refunded
        | News::Cancelled { .. }
        | News::Closed
        | News::Absent { .. }
        | News::Refused { .. }
        | News::Differs { .. }
        | News::Agrees => false,
    }
}

fn news_text(locale: &Locale, kind: Kind, news: &News) -> String {
    match news {
        News::Waiting => locale.format("news-waiting", &[("kind", kind_name(kind))]),
        News::Shown { .. } => locale.text("news-shown"),
        News::Held { authorization } if authorization.on_credit => {
            locale.text("news-held-on-credit")
        }
        News::Held { .. } => locale.text("news-held"),
        News::Captured { trade_no } => locale.format("news-captured", &[("number", trade_no)]),
        News::RestReleased { money } => {
            locale.format("news-rest-released", &[("money", &money.words())])
        }
        News::Released => locale.text("news-released"),
        News::Refunded => locale.text("news-refunded"),
        News::Cancelled { action: CancelAction::Closed } => locale.text("news-cancelled-closed"),
        News::Cancelled { action: CancelAction::GivenBack } => {
            locale.text("news-cancelled-given-back")
        }
        News::Closed => locale.text("news-closed"),
        News::Absent { .. } => locale.text("news-absent"),
        News::Refused { reason } => with_why(locale, "news-refused", kind, reason, true),
        News::Unknown { reason } => with_why(locale, "news-unknown", kind, reason, false),
        News::NotSent { reason } => with_why(locale, "news-not-sent", kind, reason, false),
        News::Differs { theirs, ours } => {
            let (theirs, ours) = (theirs.words(), ours.words());
            locale.format("news-differs", &[("theirs", &theirs), ("ours", &ours)])
        }
        News::Agrees => locale.text("news-agrees"),
    }
}

fn with_why(locale: &Locale, key: &str, kind: Kind, reason: &Reason, settled: bool) -> String {
    let why = headline(locale, kind, &reason.code, settled);
    locale.format(key, &[("kind", kind_name(kind)), ("why", &why)])
}
