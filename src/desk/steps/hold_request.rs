//! While the guest is expected, or the answer.

use crate::domain::{Kind, Phase, Progress, Way};

use super::super::tracked::Target;
use super::{Due, EAGER, Look, Step, later, limit};

impl Look<'_> {
    pub(super) fn hold_request(&self, progress: &Progress) -> Due {
        let start = progress.first_sent_at.unwrap_or(self.now);
        let limit = limit(self.hold, self.policy).unwrap_or(self.now);
        // A clock set back must not make the guest's time longer.
        let limit = if self.watch.set_back { self.now } else { limit };
        if progress.phase == Phase::Planned {
            let can_send = self.hold.opened.way == Way::Qr || self.watch.code.is_some();
            let give_up = !can_send || self.watch.stop || self.watch.resumed;
            return match self.resend_at(progress) {
                Some(at) if !give_up && at < limit => Due { at, step: Step::Send(Kind::Hold) },
                _ => self.at_once(Step::Drop),
            };
        }
        if self.watch.last_word {
            return self.at_once(Step::DecideUndo);
        }
        if self.is_just_refused(progress) {
            return self.at_once(Step::Inquire(Target::Hold));
        }
        // A QR code whose text never came cannot be scanned by anybody: there is nothing to wait for.
        let hopeless = self.hold.opened.way == Way::Qr
            && self.hold.qr.is_none()
            && progress.phase == Phase::Sent;
        if self.watch.stop || hopeless || self.now >= limit {
            return self.at_once(Step::LastInquiry);
        }
        let eager = self.hold.opened.way == Way::Scan || self.now < later(start, EAGER);
        let every = if eager { self.policy.poll_every } else { self.policy.poll_every_later };
        let at = later(self.last_contact(progress), every);
        if at >= limit {
            Due { at: limit, step: Step::LastInquiry }
        } else {
            Due { at, step: Step::Inquire(Target::Hold) }
        }
    }
}
