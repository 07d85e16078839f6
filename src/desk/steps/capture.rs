//! A charge: the books before it, the charge, the rest behind it (alipay-preauth.md 5.4).

use jiff::SignedDuration;

use crate::domain::{Capture, Kind, Phase, Progress};

use super::super::tracked::Target;
use super::pace::was_told_no;
use super::{Due, Look, Step, later};

impl Look<'_> {
    pub(super) fn capture(&self, capture: &Capture) -> Option<Due> {
        let progress = &capture.progress;
        let target = Target::Capture(capture.request.clone());
        match progress.phase {
            Phase::Planned if progress.sends == 0 => Some(self.before_capture()),
            Phase::Planned => Some(self.send_or_drop(progress, Kind::Capture)),
            Phase::Sent | Phase::Waiting => {
                let gone = self.watch.is_absent_for(self.policy.absent_again);
                if gone && !was_told_no(progress) {
                    return self.send_again(progress, Kind::Capture);
                }
                let at_once = self.is_just_refused(progress);
                let every = if at_once { SignedDuration::ZERO } else { self.policy.poll_every };
                let inquire = Step::Inquire(target);
                // Found nothing just now: a second look decides, also where the wait is over.
                let found_nothing = self.watch.last_absent.is_some()
                    && self.watch.last_absent == self.watch.last_inquired;
                if found_nothing && !gone && !progress.handed_over {
                    let at = later(self.last_contact(progress), self.policy.absent_again);
                    return Some(Due { at, step: inquire });
                }
                self.ask_until(progress, self.policy.capture_wait, inquire, every)
            }
            Phase::Answered => {
                let every = if self.watch.inquiries == 0 {
                    SignedDuration::ZERO
                } else {
                    self.policy.poll_every
                };
                self.ask_until(progress, self.policy.capture_wait, Step::Inquire(target), every)
            }
            Phase::Done | Phase::Refused | Phase::Dropped | Phase::Undone => self.rest(progress),
        }
    }

    /// Before a charge leaves, the provider's books must say the same as ours (5.4 step 1).
    pub(super) fn before_capture(&self) -> Due {
        if self.watch.resumed {
            return self.at_once(Step::Drop);
        }
        match (self.watch.last_inquired, self.backoff(self.watch.inquiries)) {
            (None, _) => self.at_once(Step::Inquire(Target::Hold)),
            (Some(last), Some(wait)) => {
                Due { at: later(last, wait), step: Step::Inquire(Target::Hold) }
            }
            (Some(_), None) => self.at_once(Step::Drop),
        }
    }

    /// The charge is done; the rest should have gone back with it (5.4 step 4).
    pub(super) fn rest(&self, progress: &Progress) -> Option<Due> {
        let settled = progress.settled_at.unwrap_or(self.now);
        let inquire = Step::Inquire(Target::Hold);
        // Another sum than ours is not released: a person finds out why. And an older look would
        // release what has gone back since, and the books would differ for good.
        let still_there = self.watch.rest_seen == Some(self.hold.remaining());
        let over = later(settled, self.policy.rest_wait);
        let looked_since = self.watch.last_inquired.is_some_and(|last| last >= over);
        if still_there && looked_since {
            return Some(self.at_once(Step::ReleaseRest));
        }
        let Some(last) = self.watch.last_inquired else {
            return Some(self.at_once(inquire));
        };
        if progress.handed_over {
            return self.background(progress, inquire);
        }
        if self.now
            >= later(settled, self.policy.rest_wait.saturating_add(self.policy.capture_wait))
        {
            return Some(self.at_once(Step::HandOver));
        }
        Some(Due { at: later(last, self.policy.poll_every), step: inquire })
    }
}
