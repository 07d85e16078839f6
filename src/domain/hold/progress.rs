//! How far one request has come, fact by fact.

use super::{Broken, News, Number, Phase, Progress, Source, Timestamp};

impl Progress {
    pub(super) fn planned(at: Timestamp) -> Self {
        Self {
            phase: Phase::Planned,
            planned_at: at,
            sends: 0,
            first_sent_at: None,
            last_sent_at: None,
            settled_at: None,
            reason: None,
            handed_over: false,
            may_have_arrived: false,
        }
    }

    pub(super) fn sending(&mut self, at: Timestamp) -> Result<(), Broken> {
        if self.phase.is_settled() {
            return Err(Broken::Misfit("a settled request was sent again"));
        }
        // Two sendings without an answer between them: the first one may have arrived.
        self.may_have_arrived |= self.phase != Phase::Planned;
        self.phase = Phase::Sent;
        self.sends = self.sends.saturating_add(1);
        self.first_sent_at = self.first_sent_at.or(Some(at));
        self.last_sent_at = Some(at);
        Ok(())
    }

    /// The first witness is the reply, the second an inquiry; an inquiry alone is enough.
    pub(super) fn witness(
        &mut self,
        at: Timestamp,
        request: &Number,
        source: Source,
    ) -> Result<(), Broken> {
        self.unsettled(request)?;
        match source {
            Source::Reply => {
                self.may_have_arrived = true;
                self.phase = Phase::Answered;
            }
            Source::Inquiry => self.settle(at, Phase::Done),
        }
        Ok(())
    }

    pub(super) fn learn(
        &mut self,
        at: Timestamp,
        request: &Number,
        news: &News,
    ) -> Result<(), Broken> {
        self.unsettled(request)?;
        match news {
            News::NotSent { reason } => {
                self.reason = Some(reason.clone());
                if !self.may_have_arrived && self.phase == Phase::Sent {
                    self.phase = Phase::Planned;
                }
            }
            News::Waiting => {
                self.may_have_arrived = true;
                self.phase = Phase::Waiting;
            }
            News::Refused { reason } => {
                self.reason = Some(reason.clone());
                self.settle(at, Phase::Refused);
            }
            News::Unknown { reason } | News::Absent { reason } => {
                self.may_have_arrived = true;
                self.reason = Some(reason.clone());
            }
            News::Shown { .. }
            | News::Held { .. }
            | News::Captured { .. }
            | News::RestReleased { .. }
            | News::Released
            | News::Refunded
            | News::Cancelled { .. }
            | News::Closed
            | News::Differs { .. }
            | News::Agrees => return Err(Broken::Misfit("news of another kind of request")),
        }
        Ok(())
    }

    pub(super) fn unsettled(&self, request: &Number) -> Result<(), Broken> {
        if self.phase.is_settled() {
            return Err(Broken::AlreadySettled(request.clone()));
        }
        Ok(())
    }

    pub(super) fn settle(&mut self, at: Timestamp, phase: Phase) {
        self.phase = phase;
        self.settled_at = Some(at);
        self.handed_over = false;
    }
}
