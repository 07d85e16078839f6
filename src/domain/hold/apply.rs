//! One fact changes a hold, or is refused whole: a half-applied fact cannot be kept.

use super::{
    Active, Broken, Capture, Fact, Hold, HoldId, Kind, Money, News, Number, Opened, Person, Phase,
    Planned, Progress, Refund, Release, Source, Timestamp, Undo,
};

impl Hold {
    pub(super) fn open(id: HoldId, at: Timestamp, opened: Opened) -> Result<Self, Broken> {
        if !opened.money.is_positive() {
            return Err(Broken::Sums("a hold of nothing"));
        }
        Ok(Self {
            id,
            stay: opened.stay.clone(),
            opened,
            opened_at: at,
            progress: Progress::planned(at),
            qr: None,
            authorization: None,
            undo: None,
            captures: Vec::new(),
            releases: Vec::new(),
            differs: None,
            elsewhere: None,
            taken_by: None,
            alone: Vec::new(),
        })
    }

    /// The first fact of a hold makes it.
    pub fn opened(id: HoldId, at: Timestamp, fact: &Fact) -> Result<Self, Broken> {
        match fact {
            Fact::Opened(opened) => Self::open(id, at, opened.clone()),
            Fact::Planned(_)
            | Fact::Ordered { .. }
            | Fact::StayChanged { .. }
            | Fact::Countersigned { .. }
            | Fact::SettledByHand { .. }
            | Fact::Sending { .. }
            | Fact::Learned { .. }
            | Fact::UndoDecided { .. }
            | Fact::Dropped { .. }
            | Fact::HandedOver { .. } => Err(Broken::NotOpened),
        }
    }

    /// Applies the next fact. The sums are asserted before and after.
    pub fn apply(mut self, at: Timestamp, fact: &Fact) -> Result<Self, Broken> {
        self.assert_sums()?;
        match fact {
            Fact::Opened(_) => return Err(Broken::OpenedTwice),
            Fact::Planned(planned) => self.plan(at, planned)?,
            Fact::StayChanged { stay } => self.stay = stay.clone(),
            Fact::Countersigned { by } => self.countersign(by)?,
            Fact::SettledByHand { kind, request, finding, .. } => {
                self.settle_by_hand(at, *kind, request, finding)?;
            }
            Fact::Ordered { by, approval, .. } => {
                self.alone
                    .extend(approval.iter().filter(|yes| yes.alone).map(|yes| yes.by.clone()));
                // The first one, before anything left, is of whoever took the hold.
                if self.progress.sends == 0 && self.taken_by.is_none() {
                    self.taken_by = Some(by.clone());
                }
            }
            Fact::Sending { kind, request, .. } => self.progress_of(*kind, request)?.sending(at)?,
            Fact::UndoDecided { why } => {
                if self.progress.phase.is_settled() || self.undo.is_some() {
                    return Err(Broken::Misfit("an undo of what is not unclear"));
                }
                let progress = Progress::planned(at);
                self.undo = Some(Undo { why: *why, decided_at: at, progress, action: None });
            }
            Fact::Dropped { kind, request, reason } => {
                let progress = self.progress_of(*kind, request)?;
                if progress.phase != Phase::Planned {
                    return Err(Broken::Misfit("dropped, but it may have left"));
                }
                progress.reason = Some(reason.clone());
                progress.settle(at, Phase::Dropped);
            }
            Fact::HandedOver { kind, request } => {
                self.progress_of(*kind, request)?.handed_over = true;
            }
            Fact::Learned { kind, request, source, news } => {
                self.learn(at, *kind, request, *source, news)?;
            }
        }
        self.assert_sums()?;
        Ok(self)
    }

    fn countersign(&mut self, by: &Person) -> Result<(), Broken> {
        if self.alone.is_empty() || self.alone.iter().any(|person| person.badge == by.badge) {
            return Err(Broken::Misfit("countersigned, and nobody else had been alone"));
        }
        self.alone.clear();
        Ok(())
    }

    fn plan(&mut self, at: Timestamp, planned: &Planned) -> Result<(), Broken> {
        if self.active().is_some() {
            return Err(Broken::Misfit("planned while another request is not settled"));
        }
        let progress = Progress::planned(at);
        match planned.clone() {
            Planned::Capture { request, money, keep_rest } => {
                self.assert_left(money)?;
                self.captures.push(Capture {
                    request,
                    money,
                    keep_rest,
                    progress,
                    trade_no: None,
                    rest_released: None,
                    refunds: Vec::new(),
                });
            }
            Planned::Release { request, money, remark } => {
                self.assert_left(money)?;
                self.releases.push(Release { request, money, remark, progress });
            }
            Planned::Refund { request, capture, money, reason } => {
                let capture = self.capture_mut(&capture)?;
                if !money.is_positive() || money.exceeds(capture.refundable())? {
                    return Err(Broken::Sums("a refund above its charge"));
                }
                capture.refunds.push(Refund { request, money, reason, progress });
            }
        }
        Ok(())
    }

    fn learn(
        &mut self,
        at: Timestamp,
        kind: Kind,
        request: &Number,
        source: Source,
        news: &News,
    ) -> Result<(), Broken> {
        if let News::Differs { theirs, .. } = news {
            self.differs = Some(*theirs);
            return Ok(());
        }
        if *news == News::Agrees {
            self.differs = None;
            return Ok(());
        }
        if let News::RestReleased { money } = news {
            return self.learn_rest(request, *money);
        }
        match kind {
            Kind::Hold => self.learn_hold(at, news),
            Kind::Cancel => self.learn_cancel(at, news),
            Kind::Capture => {
                let capture = self.capture_mut(request)?;
                if let News::Captured { trade_no } = news {
                    capture.trade_no = Some(trade_no.clone());
                    return capture.progress.witness(at, request, source);
                }
                capture.progress.learn(at, request, news)
            }
            Kind::Release | Kind::Refund => {
                let progress = self.progress_of(kind, request)?;
                match (kind, news) {
                    (Kind::Release, News::Released) | (Kind::Refund, News::Refunded) => {
                        progress.unsettled(request)?;
                        progress.settle(at, Phase::Done);
                        Ok(())
                    }
                    _ => progress.learn(at, request, news),
                }
            }
        }
    }

    fn learn_hold(&mut self, at: Timestamp, news: &News) -> Result<(), Broken> {
        let request = self.opened.request_no.clone();
        match news {
            News::Held { authorization } => {
                self.progress.unsettled(&request)?;
                self.authorization = Some(authorization.clone());
                self.progress.reason = None;
                self.progress.settle(at, Phase::Done);
                Ok(())
            }
            News::Shown { qr } => {
                self.qr = Some(qr.clone());
                self.progress.learn(at, &request, &News::Waiting)
            }
            News::Closed => {
                self.progress.unsettled(&request)?;
                self.progress.settle(at, Phase::Undone);
                Ok(())
            }
            // Nothing there is an answer only when the time in which it could still arrive is over:
            // whoever writes this fact has waited that long.
            News::Absent { reason } if self.undo.is_some() => {
                self.progress.unsettled(&request)?;
                self.progress.reason = Some(reason.clone());
                self.progress.settle(at, Phase::Undone);
                Ok(())
            }
            News::Waiting
            | News::Captured { .. }
            | News::RestReleased { .. }
            | News::Released
            | News::Refunded
            | News::Cancelled { .. }
            | News::Absent { .. }
            | News::Refused { .. }
            | News::Unknown { .. }
            | News::NotSent { .. }
            | News::Differs { .. }
            | News::Agrees => self.progress.learn(at, &request, news),
        }
    }

    fn learn_cancel(&mut self, at: Timestamp, news: &News) -> Result<(), Broken> {
        let request = self.opened.request_no.clone();
        let undo =
            self.undo.as_mut().ok_or(Broken::Misfit("news of an undo that nobody wanted"))?;
        if let News::Cancelled { action } = news {
            undo.action = Some(*action);
            return undo.progress.witness(at, &request, Source::Reply);
        }
        undo.progress.learn(at, &request, news)?;
        // A refused undo says nothing of the hold: what the books say decides.
        if undo.progress.phase == Phase::Refused {
            undo.progress.phase = Phase::Sent;
            undo.progress.settled_at = None;
        }
        Ok(())
    }

    fn learn_rest(&mut self, request: &Number, money: Money) -> Result<(), Broken> {
        let left = self.remaining();
        let capture = self.capture_mut(request)?;
        if !capture.awaits_rest() {
            return Err(Broken::Misfit("a rest went back that was not awaited"));
        }
        if money.is_negative() || money.exceeds(left)? {
            return Err(Broken::Sums("a rest above what was held"));
        }
        capture.rest_released = Some(money);
        Ok(())
    }

    pub(super) fn progress_of(
        &mut self,
        kind: Kind,
        request: &Number,
    ) -> Result<&mut Progress, Broken> {
        let missing = || Broken::NoSuchRequest(request.clone());
        match kind {
            Kind::Hold if self.opened.request_no == *request => Ok(&mut self.progress),
            Kind::Cancel if self.opened.request_no == *request => {
                self.undo.as_mut().map(|undo| &mut undo.progress).ok_or_else(missing)
            }
            Kind::Hold | Kind::Cancel => Err(missing()),
            Kind::Capture => Ok(&mut self.capture_mut(request)?.progress),
            Kind::Release => {
                let mut releases = self.releases.iter_mut();
                let found = releases.find(|release| release.request == *request);
                found.map(|release| &mut release.progress).ok_or_else(missing)
            }
            Kind::Refund => {
                let mut refunds = self.captures.iter_mut().flat_map(|c| c.refunds.iter_mut());
                let found = refunds.find(|refund| refund.request == *request);
                found.map(|refund| &mut refund.progress).ok_or_else(missing)
            }
        }
    }

    pub(super) fn capture_mut(&mut self, request: &Number) -> Result<&mut Capture, Broken> {
        let mut captures = self.captures.iter_mut();
        captures
            .find(|capture| capture.request == *request)
            .ok_or_else(|| Broken::NoSuchRequest(request.clone()))
    }

    fn assert_left(&self, money: Money) -> Result<(), Broken> {
        if !money.is_positive() || money.exceeds(self.remaining())? {
            return Err(Broken::Sums("more than is still held"));
        }
        Ok(())
    }

    fn assert_sums(&self) -> Result<(), Broken> {
        let gone = self.captured().plus(self.released())?;
        if gone.exceeds(self.held())? {
            return Err(Broken::Sums("charged and released are more than held"));
        }
        if self.refunded().exceeds(self.captured())? {
            return Err(Broken::Sums("refunded is more than charged"));
        }
        let over = |capture: &Capture| capture.refunded().exceeds(capture.money).unwrap_or(true);
        if self.captures.iter().any(over) {
            return Err(Broken::Sums("refunded is more than one charge"));
        }
        match self.active() {
            Some(Active::Capture(_) | Active::Release(_) | Active::Refund(..))
                if self.authorization.is_none() =>
            {
                Err(Broken::Misfit("money of a hold that was never held"))
            }
            Some(_) | None => Ok(()),
        }
    }
}
