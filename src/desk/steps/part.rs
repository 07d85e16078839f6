//! Releases (alipay-preauth.md 5.5) and refunds (5.6).

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Capture, Class, Kind, Phase, Progress, Refund};

use super::super::tracked::Target;
use super::pace::was_told_no;
use super::{Due, Look, Step, later};

impl Look<'_> {
    pub(super) fn release(&self, progress: &Progress, target: Target) -> Option<Due> {
        if progress.phase == Phase::Planned {
            return Some(self.send_or_drop(progress, Kind::Release));
        }
        if self.watch.absences > 0 && !was_told_no(progress) {
            return self.send_again(progress, Kind::Release);
        }
        let every = match self.watch.inquiries {
            0 if was_told_no(progress) => SignedDuration::ZERO,
            0 => self.backoff(1).unwrap_or(self.policy.poll_every),
            _ => self.policy.poll_every,
        };
        self.ask_until(progress, self.policy.capture_wait, Step::Inquire(target), every)
    }

    pub(super) fn refund(&self, capture: &Capture, refund: &Refund) -> Option<Due> {
        let progress = &refund.progress;
        if progress.phase == Phase::Planned && progress.sends == 0 {
            if self.watch.resumed {
                return Some(self.at_once(Step::Drop));
            }
            let earlier = capture.refunds.iter().filter_map(|other| last_there(&other.progress));
            let free = earlier.max().map(|last| later(last, self.policy.refund_gap));
            let at = free.unwrap_or(self.now);
            return Some(Due { at, step: Step::Send(Kind::Refund) });
        }
        if progress.phase == Phase::Planned {
            return Some(self.send_or_drop(progress, Kind::Refund));
        }
        // The merchant's account is short, say: sending again at once helps nobody.
        let for_a_person =
            progress.reason.as_ref().is_some_and(|reason| reason.class == Class::Person);
        if for_a_person && !progress.handed_over {
            return Some(self.at_once(Step::HandOver));
        }
        if self.watch.absences > 0 && !was_told_no(progress) {
            return self.send_again(progress, Kind::Refund);
        }
        let target =
            Target::Refund { capture: capture.request.clone(), request: refund.request.clone() };
        // Before that its absence would mean nothing.
        let at_first = self.is_just_refused(progress);
        let every = if at_first { self.policy.refund_settle } else { self.policy.poll_every };
        self.ask_until(progress, self.policy.capture_wait, Step::Inquire(target), every)
    }
}

/// When a refund can have reached the provider at the latest: its way there takes time, so the gap is
/// counted from what was heard of it, not from its leaving (alipay-preauth.md 2.8).
fn last_there(progress: &Progress) -> Option<Timestamp> {
    let sent = progress.last_sent_at?;
    Some(progress.settled_at.map_or(sent, |settled| settled.max(sent)))
}
