//! What an answer means for a hold: facts to write, and what to remember of it meanwhile.

mod inquiry;
mod reply;

use jiff::Timestamp;

use crate::domain::{Answer, Fact, Kind, News, Number, Reason, Source};

use super::Policy;
use super::tracked::{About, Tracked};

pub(super) use inquiry::{send, witnesses};

/// What follows from an answer.
#[derive(Debug, Default)]
pub(super) struct Lesson {
    pub(super) facts: Vec<Fact>,
    /// The money request that leaves as soon as the facts are durable.
    pub(super) then: Option<About>,
}

impl Lesson {
    fn fact(fact: Fact) -> Self {
        Self { facts: vec![fact], then: None }
    }

    pub(super) fn nothing() -> Self {
        Self::default()
    }
}

/// Notes the answer in the watch and says what must be written.
pub(super) fn learn(
    tracked: &mut Tracked,
    about: &About,
    answer: Answer,
    policy: &Policy,
    now: Timestamp,
) -> Lesson {
    match about {
        About::Send(kind, request) => reply::learn(*kind, request, answer),
        About::Inquire(target) => inquiry::learn(tracked, target, answer, policy, now),
    }
}

fn learned(kind: Kind, request: &Number, source: Source, news: News) -> Lesson {
    Lesson::fact(Fact::Learned { kind, request: request.clone(), source, news })
}

/// News that is written only when it is new: a provider that stays silent for an hour must not fill
/// the journal with its silence.
fn unless_known(known: Option<&Reason>, kind: Kind, request: &Number, reason: Reason) -> Lesson {
    if known.is_some_and(|known| known.code == reason.code && known.signed == reason.signed) {
        return Lesson::nothing();
    }
    learned(kind, request, Source::Inquiry, News::Unknown { reason })
}
