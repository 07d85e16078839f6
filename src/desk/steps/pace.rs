//! The rhythm that all requests share: ask, send again, call a person, go on in the background.

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Class, Kind, Phase, Progress};

use super::super::learn::witnesses;
use super::{Due, Look, Step, later};

impl Look<'_> {
    /// Inquires until `wait` is over, then calls a person and goes on in the background.
    pub(super) fn ask_until(
        &self,
        progress: &Progress,
        wait: SignedDuration,
        inquire: Step,
        every: SignedDuration,
    ) -> Option<Due> {
        if progress.handed_over {
            // The reply said done, and the second witness alone is missing.
            if progress.phase == Phase::Answered && self.watch.inquiries == 0 {
                return Some(self.at_once(inquire));
            }
            return self
                .look_again(progress, &inquire)
                .or_else(|| self.background(progress, inquire));
        }
        let start = progress.first_sent_at.unwrap_or(self.now);
        if self.watch.inquiries > 0 && self.now >= later(start, wait) {
            return Some(self.at_once(Step::HandOver));
        }
        Some(Due { at: later(self.last_contact(progress), every), step: inquire })
    }

    /// The same request again: at growing intervals, then in the background's rhythm.
    pub(super) fn send_again(&self, progress: &Progress, kind: Kind) -> Option<Due> {
        match self.resend_at(progress) {
            Some(at) => Some(Due { at, step: Step::Send(kind) }),
            None if self.is_pressed(progress) => Some(self.at_once(Step::Send(kind))),
            None if progress.handed_over => self.background(progress, Step::Send(kind)),
            None => Some(self.at_once(Step::HandOver)),
        }
    }

    /// Nothing of it ever left: again a few times, then it is given up.
    pub(super) fn send_or_drop(&self, progress: &Progress, kind: Kind) -> Due {
        match self.resend_at(progress) {
            Some(at) if !self.watch.resumed => Due { at, step: Step::Send(kind) },
            _ => self.at_once(Step::Drop),
        }
    }

    /// Whether a person asked about a request that was handed over, and the books had nothing: then
    /// it is followed up at once, because no later run may be there for the background's turn.
    pub(super) fn is_pressed(&self, progress: &Progress) -> bool {
        let undecided = self.watch.absences < witnesses(progress) || !was_told_no(progress);
        progress.handed_over && self.watch.insisted && self.watch.absences > 0 && undecided
    }

    /// The second witness to what a person asked about, while the first is the latest word.
    pub(super) fn look_again(&self, progress: &Progress, inquire: &Step) -> Option<Due> {
        let silent = self.watch.last_absent == self.watch.last_inquired;
        let first = self.watch.first_absent.filter(|_| silent && self.is_pressed(progress))?;
        let apart = later(first, self.policy.absent_again);
        let at = apart.max(later(self.last_contact(progress), self.policy.poll_every));
        Some(Due { at, step: inquire.clone() })
    }

    pub(super) fn background(&self, progress: &Progress, step: Step) -> Option<Due> {
        let over = later(progress.planned_at, self.policy.background_for);
        if self.now >= over {
            return None;
        }
        let waits = &self.policy.background_after;
        let place = usize::try_from(self.watch.background).unwrap_or(usize::MAX);
        let wait = waits.get(place).or(waits.last()).copied()?;
        Some(Due { at: later(self.last_contact(progress), wait), step })
    }

    /// When a request that was sent `sends` times may be sent again; `None` when that was enough.
    pub(super) fn resend_at(&self, progress: &Progress) -> Option<Timestamp> {
        let wait = self.backoff(progress.sends)?;
        Some(later(progress.last_sent_at.unwrap_or(self.now), wait))
    }

    pub(super) fn backoff(&self, tries: u32) -> Option<SignedDuration> {
        let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
        self.policy.retry_after.get(place).copied()
    }

    /// It was told no, and the books were not asked since: they decide at once.
    pub(super) fn is_just_refused(&self, progress: &Progress) -> bool {
        self.watch.inquiries == 0 && was_told_no(progress)
    }

    pub(super) fn last_contact(&self, progress: &Progress) -> Timestamp {
        let last = self.watch.last_inquired.max(progress.last_sent_at);
        last.unwrap_or(self.now)
    }

    pub(super) const fn at_once(&self, step: Step) -> Due {
        Due { at: self.now, step }
    }
}

/// The request was refused, or was said to be done already: sending it again is no use, its books
/// decide what became of it.
pub(super) fn was_told_no(progress: &Progress) -> bool {
    progress.reason.as_ref().is_some_and(|reason| {
        reason.is_final() || (reason.signed && reason.class == Class::Already)
    })
}
