//! alipay-preauth.md 2.5 and 2.3: a release, and what became of one.

use super::reply::Reply;
use super::{Answer, Class, Done};

pub(super) fn released(reply: &Reply<'_>) -> Answer {
    let closed = |status: &str| reply.unknown_of(Class::Already, "release.closed", status);
    by_status(reply, closed)
}

pub(super) fn inquired(reply: &Reply<'_>) -> Answer {
    by_status(reply, |status| reply.refused("release.closed", status))
}

fn by_status(reply: &Reply<'_>, closed: impl FnOnce(&str) -> Answer) -> Answer {
    match reply.text("status").as_deref() {
        Some("SUCCESS") => reply.done(Done::Released),
        Some("INIT") => Answer::Waiting(None),
        Some(status @ "CLOSED") => closed(status),
        Some(other) => reply.unknown("reply.status", other),
        None => reply.incomplete("status"),
    }
}
