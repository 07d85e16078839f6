//! alipay-preauth.md 2.1 and 2.2: a hold, or the QR code for one.

use super::reply::Reply;
use super::{Answer, Class, Done};

/// 0.2: that the call went through does not say that money is held.
pub(super) fn by_scan(reply: &Reply<'_>) -> Answer {
    match reply.text("status").as_deref() {
        Some("SUCCESS") => match reply.authorization() {
            Some(authorization) => reply.done(Done::Held(authorization)),
            None => reply.incomplete("auth_no"),
        },
        Some("INIT") => Answer::Waiting(reply.authorization()),
        // Closed, but not by us: the books say what became of the money.
        Some("CLOSED") => reply.unknown_of(Class::Already, "hold.closed", "the order is CLOSED"),
        Some(other) => reply.unknown("reply.status", other),
        None => reply.incomplete("status"),
    }
}

pub(super) fn by_qr(reply: &Reply<'_>) -> Answer {
    match reply.name("code_value") {
        Some(qr) => reply.done(Done::Shown { qr: qr.into_owned() }),
        None => reply.incomplete("code_value"),
    }
}
