//! alipay-preauth.md 2.6 and 2.7: a charge, and what became of one.

use super::reply::Reply;
use super::{Answer, Class, Done};

pub(super) fn paid(reply: &Reply<'_>) -> Answer {
    match reply.name("trade_no") {
        Some(trade_no) => reply.done(Done::Captured { trade_no: trade_no.into_owned() }),
        None => reply.incomplete("trade_no"),
    }
}

pub(super) fn inquired(reply: &Reply<'_>) -> Answer {
    match reply.text("trade_status").as_deref() {
        Some("TRADE_SUCCESS" | "TRADE_FINISHED") => paid(reply),
        Some("WAIT_BUYER_PAY") => Answer::Waiting(None),
        // Never paid, or paid and refunded in full: only a paid one has the date of payment.
        Some("TRADE_CLOSED") => match reply.text("send_pay_date") {
            None => reply.refused("trade.closed", "TRADE_CLOSED"),
            Some(paid) => {
                let why = format!("TRADE_CLOSED, paid on {paid}");
                reply.unknown_of(Class::Person, "trade.refunded", why)
            }
        },
        Some(other) => reply.unknown("reply.status", other),
        None => reply.incomplete("trade_status"),
    }
}
