//! From what became of a request to an answer (alipay-preauth.md 0, 1.5, 2, 4).
//!
//! Comes in: the ask, and the delivery. Goes out: an answer, which is `Unknown` unless the reply's
//! signature verifies and what it names is what was asked. Absent: what to do next.

mod cancel;
mod capture;
mod echo;
mod hold;
mod open;
mod refund;
mod release;
mod reply;
mod scrub;
mod standing;

use super::Alipay;
use super::call::Call;
use super::codes;
use super::frame::Members;
use crate::domain::{Answer, Ask, Class, Done, Reason};
use crate::provider::{Delivery, Lost};
use open::Opened;
use reply::Reply;

pub(super) fn answer(alipay: &Alipay, ask: &Ask, delivery: &Delivery) -> Answer {
    let mut answer = of_delivery(alipay, ask, delivery);
    scrub::scrub(alipay, ask, &mut answer);
    answer
}

/// The reply's trace id, fit for a log.
pub(super) fn trace(alipay: &Alipay, ask: &Ask, delivery: &Delivery) -> Option<String> {
    match delivery {
        Delivery::Reply { trace, .. } => {
            trace.as_ref().map(|trace| scrub::trace(alipay, ask, trace))
        }
        Delivery::NotSent(_) | Delivery::Lost(..) => None,
    }
}

fn of_delivery(alipay: &Alipay, ask: &Ask, delivery: &Delivery) -> Answer {
    let (trace, body) = match delivery {
        Delivery::Reply { status: 200, trace, body } => (trace.as_deref(), body),
        Delivery::Reply { status, trace, .. } => {
            let mut reason = Reason::ours(Class::Unknown, "http.status", format!("HTTP {status}"));
            reason.trace.clone_from(trace);
            return Answer::Unknown(reason);
        }
        Delivery::NotSent(why) => {
            return Answer::NotSent(Reason::ours(Class::Retry, "net.not_sent", why));
        }
        Delivery::Lost(lost, why) => {
            let code = match lost {
                Lost::TimeOut => "net.timeout",
                Lost::Broken => "net.broken",
                Lost::TooLong => "net.too_long",
            };
            return Answer::Unknown(Reason::ours(Class::Unknown, code, why));
        }
    };
    opened(alipay, ask, body, trace).unwrap_or_else(|(code, why)| {
        let mut reason = Reason::ours(Class::Unknown, code, why);
        reason.trace = trace.map(str::to_owned);
        Answer::Unknown(reason)
    })
}

/// A code of ours and why a reply proves nothing.
type Fault = (&'static str, String);

fn opened(alipay: &Alipay, ask: &Ask, body: &[u8], trace: Option<&str>) -> Result<Answer, Fault> {
    let call = Call::of(ask);
    let unreadable = |why: &str| ("reply.unreadable", why.to_owned());
    let body = std::str::from_utf8(body).map_err(|_| unreadable("the reply is not UTF-8"))?;
    let Opened { text, own_node, signed } = open::open(alipay, call, body)?;
    let fields = Members::read(&text).ok_or_else(|| unreadable("the reply has a field twice"))?;
    let reply = Reply::new(fields, ask, trace, signed)
        .ok_or_else(|| unreadable("the reply has no code that can be read"))?;
    if reply.is_success() {
        if !own_node {
            return Err(unreadable("a success among the gateway's faults"));
        }
        if !signed {
            return Err(("reply.unsigned", "a success without a signature".to_owned()));
        }
    }
    Ok(reply.mismatch().map_or_else(|| read(ask, call, &reply), Answer::Unknown))
}

fn read(ask: &Ask, call: Call, reply: &Reply<'_>) -> Answer {
    match (reply.code(), ask) {
        ("10000", Ask::HoldByScan { .. }) => hold::by_scan(reply),
        ("10003", Ask::HoldByScan { .. }) => Answer::Waiting(reply.authorization()),
        ("10000", Ask::HoldByQr { .. }) => hold::by_qr(reply),
        ("10000", Ask::Cancel { .. }) => cancel::cancelled(reply),
        ("10000", Ask::Capture { .. }) => capture::paid(reply),
        ("10003", Ask::Capture { .. }) => Answer::Waiting(None),
        ("10000", Ask::Release { .. }) => release::released(reply),
        ("10000", Ask::Refund { money, before, .. }) => refund::refunded(reply, *money, *before),
        ("10000", Ask::InquireHold { money, .. }) => standing::standing(reply, *money),
        ("10000", Ask::InquireRelease { .. }) => release::inquired(reply),
        ("10000", Ask::InquireCapture { .. }) => capture::inquired(reply),
        ("10000", Ask::InquireRefund { .. }) => refund::inquired(reply),
        ("10003", _) => reply.unknown("reply.status", "10003 is no answer to this"),
        _ => failed(call, reply),
    }
}

/// A reply that says it did not work. Only a signed one of a class that is final proves anything.
fn failed(call: Call, reply: &Reply<'_>) -> Answer {
    let class = class(call, reply.code(), reply.sub_code());
    let reason = reply.reason(class);
    if !reason.signed {
        return Answer::Unknown(reason);
    }
    match class {
        Class::Absent if call.inquires() => Answer::Done(Done::Absent(reason)),
        Class::Refused | Class::SetUp if !call.inquires() => Answer::Refused(reason),
        Class::Fine
        | Class::Refused
        | Class::SetUp
        | Class::Unknown
        | Class::Retry
        | Class::Already
        | Class::Absent
        | Class::Person => Answer::Unknown(reason),
    }
}

/// alipay-preauth.md 4.1: the top-level code decides, or sends us to the code below it.
fn class(call: Call, code: &str, sub_code: Option<&str>) -> Class {
    let listed = || sub_code.and_then(|sub_code| codes::class_of(call, sub_code));
    match code {
        "20000" if call.inquires() => Class::Retry,
        // Limited, so not executed: the same numbers again, later.
        "40005" => Class::Retry,
        "20001" | "40001" | "40002" | "40003" | "40006" => listed().unwrap_or(Class::SetUp),
        "40004" => listed().unwrap_or(Class::Unknown),
        _ => Class::Unknown,
    }
}

#[cfg(test)]
mod tests;
