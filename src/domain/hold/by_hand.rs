//! What people found out where the program's own means were used up.

use super::{Authorization, Broken, Finding, Hold, Kind, Money, Number, Phase, Timestamp};

impl Hold {
    /// Whether a person has to settle it: a request was handed over, or the books differ.
    pub fn is_case(&self) -> bool {
        let handed_over = self.active().is_some_and(|active| active.progress().handed_over);
        handed_over || self.differs.is_some()
    }

    /// What is missing in the provider's books while nothing is under way; nothing where there is more.
    pub fn missing(&self) -> Option<Money> {
        let theirs = self.differs.filter(|_| self.active().is_none())?;
        self.remaining().minus(theirs).ok().filter(|missing| missing.is_positive())
    }

    pub(super) fn settle_by_hand(
        &mut self,
        at: Timestamp,
        kind: Kind,
        request: &Number,
        finding: &Finding,
    ) -> Result<(), Broken> {
        if !self.is_case() {
            return Err(Broken::Misfit("settled by hand, and nobody had been called"));
        }
        match finding {
            Finding::BackElsewhere { money } => {
                if self.missing() != Some(*money) {
                    return Err(Broken::Sums("what went back elsewhere is not what is missing"));
                }
                let before = self.elsewhere.unwrap_or_else(|| self.zero());
                self.elsewhere = Some(before.plus(*money)?);
                self.differs = None;
                Ok(())
            }
            Finding::Done { number } => self.found_done(at, kind, request, number),
            Finding::NotDone => self.found_not_done(at, kind, request),
        }
    }

    fn assert_handed_over(&self, kind: Kind, request: &Number) -> Result<(), Broken> {
        match self.active() {
            Some(active)
                if active.kind() == kind
                    && active.progress().handed_over
                    && active.request(self) == request =>
            {
                Ok(())
            }
            Some(_) | None => Err(Broken::Misfit("settled by hand, but it is not what is open")),
        }
    }

    fn found_done(
        &mut self,
        at: Timestamp,
        kind: Kind,
        request: &Number,
        number: &str,
    ) -> Result<(), Broken> {
        self.assert_handed_over(kind, request)?;
        match kind {
            // The money is held, whatever became of the undo.
            Kind::Hold | Kind::Cancel => {
                self.authorization = Some(Authorization::named(number));
                self.progress.reason = None;
                self.progress.settle(at, Phase::Done);
            }
            Kind::Capture => {
                let left = self.remaining();
                let capture = self.capture_mut(request)?;
                if capture.awaits_rest() {
                    // The charge was known to be good: it is the rest that was looked for.
                    capture.rest_released = Some(left);
                    capture.progress.handed_over = false;
                } else {
                    capture.trade_no = Some(number.to_owned());
                    capture.progress.settle(at, Phase::Done);
                }
            }
            Kind::Release | Kind::Refund => {
                self.progress_of(kind, request)?.settle(at, Phase::Done);
            }
        }
        Ok(())
    }

    fn found_not_done(
        &mut self,
        at: Timestamp,
        kind: Kind,
        request: &Number,
    ) -> Result<(), Broken> {
        self.assert_handed_over(kind, request)?;
        let none = self.zero();
        match kind {
            Kind::Hold | Kind::Cancel => self.progress.settle(at, Phase::Undone),
            Kind::Capture => {
                let capture = self.capture_mut(request)?;
                if capture.awaits_rest() {
                    capture.rest_released = Some(none);
                    capture.progress.handed_over = false;
                } else {
                    capture.progress.settle(at, Phase::Refused);
                }
            }
            Kind::Release | Kind::Refund => {
                self.progress_of(kind, request)?.settle(at, Phase::Refused);
            }
        }
        Ok(())
    }
}
