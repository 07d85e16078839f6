//! The undoing of an unclear hold request (alipay-preauth.md 5.2).

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Class, Kind, Phase, Progress, Reason, Undo};

use super::super::tracked::Target;
use super::{
    Due, INQUIRIES_BEFORE_A_PERSON, Look, Step, arrival_over, arrival_waits, last_left, later,
};

impl Look<'_> {
    pub(super) fn undo(&self, undo: &Undo) -> Option<Due> {
        let progress = &undo.progress;
        let inquire = || Step::Inquire(Target::Hold);
        if progress.phase == Phase::Planned && progress.sends == 0 {
            return Some(self.at_once(Step::Send(Kind::Cancel)));
        }
        if progress.phase == Phase::Answered {
            if progress.handed_over {
                return self.background(progress, inquire());
            }
            if self.watch.inquiries >= INQUIRIES_BEFORE_A_PERSON {
                return Some(self.at_once(Step::HandOver));
            }
            return Some(match self.watch.last_inquired {
                None => self.at_once(inquire()),
                Some(last) => Due { at: later(last, self.policy.poll_every), step: inquire() },
            });
        }
        if self.found_nothing(progress) {
            return match self.next_arrival_check() {
                Some(at) => Some(Due { at, step: inquire() }),
                None => self.after_arrival(progress, inquire()),
            };
        }
        // The provider will not undo it: sending it again is no use, its books decide.
        if progress.reason.as_ref().is_some_and(Reason::is_final) {
            let again = self.policy.poll_every;
            let every = if self.watch.inquiries == 0 { SignedDuration::ZERO } else { again };
            return self.ask_until(progress, self.policy.capture_wait, inquire(), every);
        }
        if let Some(at) = self.resend_at(progress) {
            return Some(Due { at, step: Step::Send(Kind::Cancel) });
        }
        if progress.handed_over {
            return self.background(progress, inquire());
        }
        let step = if self.watch.inquiries == 0 { inquire() } else { Step::HandOver };
        Some(self.at_once(step))
    }

    /// The undo, or an inquiry since, found nothing under the number.
    pub(super) fn found_nothing(&self, undo: &Progress) -> bool {
        let absent = undo.reason.as_ref().is_some_and(|r| r.class == Class::Absent && r.signed);
        self.watch.absences > 0 || absent
    }

    /// When a late arrival is looked for next; `None` when nothing can arrive any more.
    pub(super) fn next_arrival_check(&self) -> Option<Timestamp> {
        let sent = last_left(self.hold, self.watch).unwrap_or(self.now);
        let Some(last) = self.watch.last_inquired else {
            return Some(self.now);
        };
        let checks =
            arrival_waits(self.hold, self.policy).into_iter().map(|wait| later(sent, wait));
        checks.filter(|at| *at > last).min()
    }

    /// Nothing can arrive any more, but the books did not say so: they are asked for a while, and
    /// then it is for a person.
    fn after_arrival(&self, progress: &Progress, inquire: Step) -> Option<Due> {
        if progress.handed_over {
            return self
                .look_again(progress, &inquire)
                .or_else(|| self.background(progress, inquire));
        }
        let over = arrival_over(self.hold, self.watch, self.policy).unwrap_or(self.now);
        // A run that begins after that makes its own looks.
        let over = over.max(self.watch.first_absent.unwrap_or(over));
        if self.now >= later(over, self.policy.capture_wait) {
            return Some(self.at_once(Step::HandOver));
        }
        Some(Due { at: later(self.last_contact(progress), self.policy.poll_every), step: inquire })
    }
}
