//! Trouble with a hold in six lines, always in the same order (counter.md 4): what happened, the
//! money, what the terminal does now, what to do, what to say, and whom to help with which number.
//!
//! A text never says more than is known. What a code means counts only when the request is settled;
//! while it is open, an answer that would refuse it is not proven, and the screen says so.

use crate::domain::{Kind, Money, MoneyState, Phase, Reason};

use super::{Arg, Locale, codes};

/// What is known of a hold in trouble. `tui::trouble` makes it from what the desk shows.
#[derive(Debug, Clone, Copy)]
pub struct Plight<'a> {
    /// The request it concerns, and how far it has come.
    pub kind: Kind,
    pub phase: Phase,
    pub reason: Option<&'a Reason>,
    /// What ended a hold, where that is no provider's code.
    pub ending: Option<Ending>,
    pub handed_over: bool,
    /// The word about the guest's money.
    pub money: MoneyState,
    /// The amount of that request.
    pub amount: Money,
    /// What is proven to be still held.
    pub remaining: Money,
    /// What the provider's books say is still held, and what the journal says, where they differ.
    pub books: Option<(Money, Money)>,
    pub work: Work,
    pub numbers: Numbers<'a>,
}

/// How a hold came to its end without a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The wait for the guest was over and it was undone.
    TimeUp,
    /// A person stopped it and it was undone.
    Stopped,
    /// The provider closed it by itself.
    Lapsed,
    /// It was to be undone, and turned out to be good.
    Late,
}

/// What the terminal does about it; seconds are whole and count down to zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    pub in_flight: bool,
    pub next: Option<(Step, i64)>,
    /// The end of the wait for the guest.
    pub limit: Option<i64>,
    /// Inquiries so far.
    pub inquiries: u32,
}

/// Automatic steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Inquire,
    LastInquiry,
    Undo,
    SendAgain,
    HandOver,
    Drop,
}

/// The numbers under which support and journal know the request.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<'a> {
    /// The latest journal entry of this hold.
    pub seq: u64,
    pub hold: &'a str,
    pub order: &'a str,
    pub request: &'a str,
    pub authorization: Option<&'a str>,
}

/// The six lines, and what stands behind the details key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub headline: String,
    pub money: MoneyState,
    /// Stands behind the word.
    pub money_text: String,
    pub now: String,
    pub act: String,
    /// The one key that belongs to `act`.
    pub hint: Hint,
    /// Without quotation marks.
    pub say: String,
    pub help: String,
    /// For `--json` and for support: the provider's code or ours, never translated.
    pub code: String,
    /// A label and what it names.
    pub details: Vec<(String, String)>,
    /// The question for the provider's support, where a person must ask it.
    pub ask_support: Option<String>,
}

/// The act to which `Frame::act` leads; the screen adds its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    CheckNow,
    NewHold,
    Charge,
    Release,
    Refund,
    /// The numbers and the question for the provider's support.
    Details,
    /// Nothing at this terminal.
    None,
}

/// Groups that only ever say that nothing is settled.
const OPEN: [&str; 9] = [
    "confirm",
    "busy",
    "no-answer",
    "odd-reply",
    "not-sent",
    "undo-unclear",
    "slow-down",
    "already",
    "absent",
];

/// Groups that are as true of an open request as of a settled one: they are about the hotel.
const ALWAYS: [&str; 12] = [
    "undo-too-late",
    "refund-funds",
    "key",
    "app",
    "certificate",
    "clock",
    "token",
    "contract",
    "merchant-account",
    "currency",
    "set-up",
    "support",
];

/// Groups after which the same request is not repeated at this counter.
const NO_REPEAT: [&str; 3] = ["declined", "guest-account", "guest-is-merchant"];

/// Says a plight.
pub fn frame(locale: &Locale, plight: &Plight<'_>) -> Frame {
    let group = group(plight);
    let kind = kind_name(plight.kind);
    let line = |part: &str| locale.format(&format!("trouble-{group}-{part}"), &[("kind", kind)]);
    let say_key = format!("trouble-{group}-say");
    let open_say = locale.format("trouble-open-say", &[("kind", kind)]);
    let unsettled_set_up = is_open(plight) && ALWAYS.contains(&group) && !plight.handed_over;
    let say = if locale.has(&say_key) && !(unsettled_set_up && group != "refund-funds") {
        line("say")
    } else {
        open_say
    };
    Frame {
        headline: line("headline"),
        money: plight.money,
        money_text: money_text(locale, plight),
        now: now_text(locale, plight),
        act: line("do"),
        hint: hint(plight, group),
        say,
        help: help_text(locale, plight),
        code: code(plight, group),
        details: details(locale, plight),
        ask_support: (plight.handed_over || group == "support").then(|| {
            let amount = plight.amount.words();
            locale.format("trouble-support-ask", &[("kind", kind), ("amount", &amount)])
        }),
    }
}

/// Minutes and seconds of a countdown: `0:17`, `1:02:03`.
pub fn countdown(seconds: i64) -> String {
    let seconds = seconds.max(0);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// What the headline of a code is for this request, for one line of a timeline.
pub(super) fn headline(locale: &Locale, kind: Kind, code: &str, settled: bool) -> String {
    let listed = codes::group(kind, code);
    let group = if settled { settled_group(kind, listed) } else { open_group(kind, listed) };
    let key = format!("trouble-{group}-headline");
    locale.format(&key, &[("kind", kind_name(kind))])
}

pub(super) const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Hold => "hold",
        Kind::Cancel => "cancel",
        Kind::Capture => "capture",
        Kind::Release => "release",
        Kind::Refund => "refund",
    }
}

const fn is_open(plight: &Plight<'_>) -> bool {
    !plight.phase.is_settled()
}

/// The group of words for a plight.
fn group(plight: &Plight<'_>) -> &'static str {
    let listed = plight.reason.and_then(|reason| codes::group(plight.kind, &reason.code));
    if plight.books.is_some() || listed == Some("differs") {
        return "differs";
    }
    match plight.ending {
        Some(Ending::Late) => return "late-hold",
        Some(Ending::Stopped) => return "stopped",
        Some(Ending::Lapsed) => return "lapsed",
        // That the guest did not confirm is known only where every answer came.
        Some(Ending::TimeUp) if plight.reason.is_none() => return "time-up",
        Some(Ending::TimeUp) => return "undone",
        None => {}
    }
    match plight.phase {
        Phase::Planned | Phase::Sent | Phase::Waiting | Phase::Answered => {
            open_plight(plight, listed)
        }
        Phase::Refused | Phase::Done => settled_group(plight.kind, listed),
        Phase::Dropped => match listed {
            Some(group) if !OPEN.contains(&group) => group,
            Some(_) | None => "dropped",
        },
        Phase::Undone => "undone",
    }
}

fn open_plight(plight: &Plight<'_>, listed: Option<&'static str>) -> &'static str {
    if plight.handed_over {
        return match listed {
            Some(group @ ("refund-funds" | "support")) => group,
            Some(_) | None => "person",
        };
    }
    // What was said before the guest was asked, or before it was done, is over.
    if plight.phase == Phase::Waiting && plight.kind == Kind::Hold {
        return "confirm";
    }
    if plight.phase == Phase::Answered || plight.reason.is_none() {
        return "unclear";
    }
    open_group(plight.kind, listed)
}

/// A code that nobody has listed is "busy" while the request is open (counter.md 4).
fn open_group(kind: Kind, listed: Option<&'static str>) -> &'static str {
    match (kind, listed.unwrap_or("busy")) {
        (_, group) if ALWAYS.contains(&group) => group,
        (_, "not-sent") => "not-sent",
        (Kind::Cancel, _) => "undo-unclear",
        (_, group) if OPEN.contains(&group) => group,
        (Kind::Hold | Kind::Capture | Kind::Release | Kind::Refund, _) => "unclear",
    }
}

/// And "declined" when the provider says it is final.
fn settled_group(kind: Kind, listed: Option<&'static str>) -> &'static str {
    match (kind, listed) {
        (_, Some(group)) if !OPEN.contains(&group) => group,
        (Kind::Cancel | Kind::Capture | Kind::Release | Kind::Refund, Some(_)) => "not-allowed",
        (Kind::Hold, Some(_)) | (_, None) => "declined",
    }
}

fn money_text(locale: &Locale, plight: &Plight<'_>) -> String {
    let kind = kind_name(plight.kind);
    if let Some((theirs, ours)) = plight.books {
        let (theirs, ours) = (theirs.words(), ours.words());
        return locale.format("trouble-money-differs", &[("theirs", &theirs), ("ours", &ours)]);
    }
    let (amount, remaining) = (plight.amount.words(), plight.remaining.words());
    let of_request = matches!(plight.kind, Kind::Capture | Kind::Release | Kind::Refund);
    let key = match plight.money {
        MoneyState::NotKnownYet if plight.phase == Phase::Planned => "trouble-money-planned",
        MoneyState::NotKnownYet => "trouble-money-open",
        MoneyState::Held if of_request => "trouble-money-still-held",
        MoneyState::Held => "trouble-money-held",
        MoneyState::NotHeld => "trouble-money-not-held",
    };
    let args = [("kind", kind), ("amount", &amount), ("remaining", &remaining)];
    locale.format(key, &args)
}

/// The step under way or the next one, with its countdown, and the end of the wait where one runs.
fn now_text(locale: &Locale, plight: &Plight<'_>) -> String {
    let work = &plight.work;
    let step = match work.next {
        _ if work.in_flight => locale.text("trouble-now-in-flight"),
        Some((step, seconds)) => next_text(locale, step, seconds, work.inquiries),
        None if is_open(plight) => return locale.text("trouble-now-open"),
        None => return locale.text("trouble-now-nothing"),
    };
    let undoes = matches!(work.next, Some((Step::LastInquiry | Step::Undo, _)));
    match work.limit {
        Some(limit) if !undoes => {
            let limit = countdown(limit);
            locale.format("trouble-now-limit", &[("step", &step), ("limit", &limit)])
        }
        Some(_) | None => step,
    }
}

/// The next automatic step with its countdown: "Asks Alipay in 0:02, inquiry 4".
pub fn next_text(locale: &Locale, step: Step, seconds: i64, inquiries: u32) -> String {
    let key = match step {
        Step::Inquire => "trouble-now-inquire",
        Step::LastInquiry => "trouble-now-last-inquiry",
        Step::Undo => "trouble-now-undo",
        Step::SendAgain => "trouble-now-send-again",
        Step::HandOver => "trouble-now-hand-over",
        Step::Drop => "trouble-now-drop",
    };
    let left = countdown(seconds);
    let number = inquiries.saturating_add(1);
    locale.format(key, &[("in", Arg::Text(&left)), ("number", Arg::Count(number))])
}

fn help_text(locale: &Locale, plight: &Plight<'_>) -> String {
    let seq = plight.numbers.seq.to_string();
    locale.format("trouble-help", &[("seq", seq.as_str()), ("order", plight.numbers.order)])
}

/// The provider's code, or a name of ours where no code stands behind it.
fn code(plight: &Plight<'_>, group: &str) -> String {
    plight
        .reason
        .map_or_else(|| format!("desk.{}", group.replace('-', "_")), |reason| reason.code.clone())
}

fn hint(plight: &Plight<'_>, group: &str) -> Hint {
    match group {
        "late-hold" => return Hint::Release,
        "differs" => return Hint::CheckNow,
        "person" | "support" => return Hint::Details,
        _ if is_open(plight) => return Hint::CheckNow,
        _ if ALWAYS.contains(&group) || NO_REPEAT.contains(&group) => return Hint::None,
        _ => {}
    }
    match (plight.kind, group) {
        (Kind::Hold | Kind::Cancel, _) => Hint::NewHold,
        (
            Kind::Capture | Kind::Release | Kind::Refund,
            "over-held" | "over-captured" | "not-allowed" | "closed-order",
        ) => Hint::CheckNow,
        (Kind::Refund, "refund-window" | "refund-offline") => Hint::None,
        (Kind::Capture, _) => Hint::Charge,
        (Kind::Release, _) => Hint::Release,
        (Kind::Refund, _) => Hint::Refund,
    }
}

fn details(locale: &Locale, plight: &Plight<'_>) -> Vec<(String, String)> {
    let numbers = &plight.numbers;
    let mut rows = vec![
        ("detail-hold", numbers.hold.to_owned()),
        ("detail-amount", plight.amount.words()),
        ("detail-order", numbers.order.to_owned()),
        ("detail-request", numbers.request.to_owned()),
    ];
    if let Some(authorization) = numbers.authorization {
        rows.push(("detail-authorization", authorization.to_owned()));
    }
    if let Some(reason) = plight.reason {
        let signed = if reason.signed { "answer-yes" } else { "answer-no" };
        rows.push(("detail-code", reason.code.clone()));
        rows.push(("detail-provider-says", reason.text.clone()));
        rows.push(("detail-trace", reason.trace.clone().unwrap_or_default()));
        rows.push(("detail-signed", locale.text(signed)));
    }
    rows.retain(|(_, value)| !value.is_empty());
    rows.into_iter().map(|(key, value)| (locale.text(key), value)).collect()
}

#[cfg(test)]
mod tests;
