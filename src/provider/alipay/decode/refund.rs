//! alipay-preauth.md 2.8 and 2.9: a refund, and what became of one.

use super::reply::Reply;
use super::{Answer, Class, Done};
use crate::domain::Money;

pub(super) fn refunded(reply: &Reply<'_>, asked: Money, before: Money) -> Answer {
    // Moved by this call, or the repeat of one that did, or not yet: only the first is told apart. Not
    // "already": what the books do not have then is sent again under its number, and is never called
    // refused while it may still be carried out.
    if reply.text("fund_change").as_deref() != Some("Y") {
        return reply.unknown_of(Class::Retry, "refund.unchanged", "fund_change is not Y");
    }
    // The sum of all refunds of this charge. Where it is another one, somebody paid back elsewhere or
    // the reply is wrong: the inquiry names this refund alone.
    let Ok(expected) = before.plus(asked) else {
        return reply.unknown("echo.amount", "more money than can be counted");
    };
    match reply.money("refund_fee", asked.currency()) {
        Ok(Some(sum)) if sum != expected => {
            let why = format!("refund_fee is {}, not {}", sum.decimal(), expected.decimal());
            reply.unknown("echo.amount", why)
        }
        Ok(Some(_)) => reply.done(Done::Refunded),
        Ok(None) => reply.incomplete("refund_fee"),
        Err((code, why)) => reply.unknown(code, why),
    }
}

pub(super) fn inquired(reply: &Reply<'_>) -> Answer {
    match reply.text("refund_status").as_deref() {
        Some("REFUND_SUCCESS") => reply.done(Done::Refunded),
        Some("REFUND_PROCESSING") => Answer::Waiting(None),
        // It can still be tried again under its number, so it is not over.
        Some("REFUND_FAIL") => reply.unknown_of(Class::Person, "refund.failed", "REFUND_FAIL"),
        Some(other) => reply.unknown("reply.status", other),
        None => {
            let why = "no refund_status";
            Answer::Done(Done::Absent(reply.ours(Class::Absent, "refund.absent", why)))
        }
    }
}
