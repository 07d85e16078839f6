//! The reply to a money request itself.

use crate::domain::{Answer, Class, Done, Kind, News, Number, Reason, Source};

use super::{Lesson, learned};

/// A refusal alone proves nothing. It names no request, so it may be the answer to another one; and a
/// repeat may be refused (no money left, say) just because the first one was carried out. The books
/// decide. An undo's refusal says nothing of the hold in any case.
pub(super) fn learn(kind: Kind, request: &Number, answer: Answer) -> Lesson {
    let news = match answer {
        Answer::Waiting(_) => News::Waiting,
        Answer::Refused(reason) if kind != Kind::Cancel => News::Unknown { reason },
        Answer::Refused(reason) => News::Refused { reason },
        Answer::Unknown(reason) => News::Unknown { reason },
        Answer::NotSent(reason) => News::NotSent { reason },
        Answer::Done(done) => of_done(kind, done),
    };
    learned(kind, request, Source::Reply, news)
}

fn of_done(kind: Kind, done: Done) -> News {
    match (kind, done) {
        (Kind::Hold, Done::Held(authorization)) => News::Held { authorization },
        (Kind::Hold, Done::Shown { qr }) => News::Shown { qr },
        (Kind::Cancel, Done::Cancelled(action)) => News::Cancelled { action },
        (Kind::Capture, Done::Captured { trade_no }) => News::Captured { trade_no },
        (Kind::Release, Done::Released) => News::Released,
        (Kind::Refund, Done::Refunded) => News::Refunded,
        (
            Kind::Hold | Kind::Cancel | Kind::Capture | Kind::Release | Kind::Refund,
            Done::Held(_)
            | Done::Shown { .. }
            | Done::Cancelled(_)
            | Done::Captured { .. }
            | Done::Released
            | Done::Refunded
            | Done::Standing(_)
            | Done::Absent(_),
        ) => News::Unknown { reason: misfit() },
    }
}

/// A codec that answers another question than the one it was asked proves nothing.
pub(super) fn misfit() -> Reason {
    Reason::ours(Class::Unknown, "reply.misfit", "the answer is to another question")
}
