//! A hold: the fold of its facts, and the sums that must always hold.

use jiff::Timestamp;
use thiserror::Error;

use super::{
    Authorization, CancelAction, Entry, Fact, Finding, HoldId, Kind, Money, MoneyError, News,
    Number, Opened, Person, Planned, Reason, Source, Stay, UndoWhy,
};

mod apply;
mod by_hand;
mod progress;
#[cfg(test)]
mod tests;

/// Why facts do not make a hold: the journal is damaged or was written by another program.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Broken {
    #[error("the first fact of a hold is not its opening")]
    NotOpened,
    #[error("a hold was opened twice")]
    OpenedTwice,
    #[error("request {0} is not known to its hold")]
    NoSuchRequest(Number),
    #[error("request {0} is already settled")]
    AlreadySettled(Number),
    #[error("a fact does not fit its request: {0}")]
    Misfit(&'static str),
    #[error("the sums do not hold: {0}")]
    Sums(&'static str),
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// How far one request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Wanted; not one byte of it has left.
    Planned,
    /// It left, or may have left, and what became of it is not known.
    Sent,
    /// The provider has it and is waiting for the guest, or is working on it.
    Waiting,
    /// The reply said done; the second witness has not been heard.
    Answered,
    Done,
    /// Refused for good.
    Refused,
    /// Given up before anything left.
    Dropped,
    /// A hold request that was undone, or that lapsed.
    Undone,
}

impl Phase {
    /// Whether nothing will happen to this request any more.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::Refused | Self::Dropped | Self::Undone)
    }
}

/// One request's way from plan to proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub phase: Phase,
    pub planned_at: Timestamp,
    /// How often it was sent, the same each time.
    pub sends: u32,
    pub first_sent_at: Option<Timestamp>,
    pub last_sent_at: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
    /// The latest trouble with it; kept when it is refused.
    pub reason: Option<Reason>,
    /// A person was called.
    pub handed_over: bool,
    /// An earlier sending may have arrived.
    pub may_have_arrived: bool,
}

/// The undoing of an unclear hold request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    pub why: UndoWhy,
    pub decided_at: Timestamp,
    pub progress: Progress,
    /// What the provider answered, before the second witness.
    pub action: Option<CancelAction>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    pub request: Number,
    pub money: Money,
    pub keep_rest: bool,
    pub progress: Progress,
    pub trade_no: Option<String>,
    /// What went back together with this capture; `None` until that is proven.
    pub rest_released: Option<Money>,
    pub refunds: Vec<Refund>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    pub request: Number,
    pub money: Money,
    pub remark: String,
    pub progress: Progress,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    pub request: Number,
    pub money: Money,
    pub reason: String,
    pub progress: Progress,
}

/// The word about the guest's money on every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoneyState {
    Held,
    NotHeld,
    NotKnownYet,
}

/// The contract's `state` (design.md 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Waiting,
    Held,
    Settled,
    NotHeld,
    Unclear,
    Attention,
}

/// One deposit: what was asked, what is proven, what is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub id: HoldId,
    pub opened: Opened,
    pub opened_at: Timestamp,
    /// The hold request itself.
    pub progress: Progress,
    pub qr: Option<String>,
    pub authorization: Option<Authorization>,
    pub undo: Option<Undo>,
    pub captures: Vec<Capture>,
    pub releases: Vec<Release>,
    /// What the provider said is still held, where that is not what the journal says.
    pub differs: Option<Money>,
    /// What went back outside this program, as two people have found.
    pub elsewhere: Option<Money>,
    /// Whose deposit it is now; `opened` has what was so at first.
    pub stay: Stay,
    /// Who took it, where people are registered.
    pub taken_by: Option<Person>,
    /// Who agreed to their own acts; nobody has countersigned them yet.
    pub alone: Vec<Person>,
}

/// The one request of a hold that is not settled: there is never a second.
#[derive(Debug, Clone, Copy)]
pub enum Active<'a> {
    Hold(&'a Progress),
    Undo(&'a Undo),
    Capture(&'a Capture),
    Release(&'a Release),
    Refund(&'a Capture, &'a Refund),
}

impl Hold {
    /// Folds a hold's facts, oldest first.
    pub fn replay(entries: &[Entry]) -> Result<Self, Broken> {
        let (first, rest) = entries.split_first().ok_or(Broken::NotOpened)?;
        let Fact::Opened(opened) = &first.fact else {
            return Err(Broken::NotOpened);
        };
        let mut hold = Self::open(first.hold.clone(), first.at, opened.clone())?;
        for entry in rest {
            hold = hold.apply(entry.at, &entry.fact)?;
        }
        Ok(hold)
    }

    /// What the guest's wallet held at the time it was held; zero where it never was.
    pub fn held(&self) -> Money {
        match self.progress.phase {
            Phase::Done => self.opened.money,
            Phase::Planned
            | Phase::Sent
            | Phase::Waiting
            | Phase::Answered
            | Phase::Refused
            | Phase::Dropped
            | Phase::Undone => self.zero(),
        }
    }

    /// Proven charges.
    pub fn captured(&self) -> Money {
        let done = self.captures.iter().filter(|capture| capture.progress.phase == Phase::Done);
        self.sum(done.map(|capture| capture.money))
    }

    /// Proven releases, the rests that went back with a capture and what went back elsewhere among them.
    pub fn released(&self) -> Money {
        let done = self.releases.iter().filter(|release| release.progress.phase == Phase::Done);
        let rests = self.captures.iter().filter_map(|capture| capture.rest_released);
        self.sum(done.map(|release| release.money).chain(rests).chain(self.elsewhere))
    }

    /// Proven refunds over all captures.
    pub fn refunded(&self) -> Money {
        self.sum(self.captures.iter().map(Capture::refunded))
    }

    /// What is still held: `held = captured + released + remaining`.
    pub fn remaining(&self) -> Money {
        let left = self.held().minus(self.captured()).and_then(|left| left.minus(self.released()));
        left.unwrap_or_else(|_| self.zero())
    }

    /// The request that is not settled.
    pub fn active(&self) -> Option<Active<'_>> {
        if !self.progress.phase.is_settled() {
            return Some(self.undo.as_ref().map_or(Active::Hold(&self.progress), Active::Undo));
        }
        for capture in &self.captures {
            if !capture.is_settled() {
                return Some(Active::Capture(capture));
            }
            let open = |refund: &&Refund| !refund.progress.phase.is_settled();
            if let Some(refund) = capture.refunds.iter().find(open) {
                return Some(Active::Refund(capture, refund));
            }
        }
        let open = |release: &&Release| !release.progress.phase.is_settled();
        self.releases.iter().find(open).map(Active::Release)
    }

    pub fn money(&self) -> MoneyState {
        match self.active() {
            Some(_) => MoneyState::NotKnownYet,
            None if self.differs.is_some() => MoneyState::NotKnownYet,
            None if self.remaining().is_positive() => MoneyState::Held,
            None => MoneyState::NotHeld,
        }
    }

    pub fn state(&self) -> State {
        let active = self.active();
        if self.differs.is_some() || active.is_some_and(|active| active.progress().handed_over) {
            return State::Attention;
        }
        match active {
            Some(Active::Hold(progress)) if progress.phase == Phase::Waiting => State::Waiting,
            Some(_) => State::Unclear,
            None if self.remaining().is_positive() => State::Held,
            None if self.held().is_positive() => State::Settled,
            None => State::NotHeld,
        }
    }

    /// Whether anything can still happen: something is held, or is not known, or nobody has countersigned
    /// it yet.
    pub fn is_open(&self) -> bool {
        match self.state() {
            State::Settled | State::NotHeld if !self.alone.is_empty() => true,
            State::Waiting | State::Held | State::Unclear | State::Attention => true,
            State::Settled | State::NotHeld => false,
        }
    }

    pub fn capture(&self, request: &Number) -> Option<&Capture> {
        self.captures.iter().find(|capture| capture.request == *request)
    }

    /// Every number under which a provider or a person may name this hold.
    pub fn numbers(&self) -> Vec<String> {
        let mut numbers =
            vec![self.opened.order_no.to_string(), self.opened.request_no.to_string()];
        if let Some(authorization) = &self.authorization {
            numbers.push(authorization.auth_no.clone());
            numbers.push(authorization.operation_id.clone());
        }
        for capture in &self.captures {
            numbers.push(capture.request.to_string());
            numbers.extend(capture.trade_no.clone());
            numbers.extend(capture.refunds.iter().map(|refund| refund.request.to_string()));
        }
        numbers.extend(self.releases.iter().map(|release| release.request.to_string()));
        numbers.retain(|number| !number.is_empty());
        numbers
    }

    fn zero(&self) -> Money {
        Money::zero(self.opened.money.currency())
    }

    /// Amounts of one hold are of one currency and were checked when they were applied.
    fn sum(&self, amounts: impl Iterator<Item = Money>) -> Money {
        amounts.fold(self.zero(), |sum, amount| sum.plus(amount).unwrap_or(sum))
    }
}

impl Capture {
    /// Proven refunds of this capture.
    pub fn refunded(&self) -> Money {
        let zero = Money::zero(self.money.currency());
        self.refunds
            .iter()
            .filter(|refund| refund.progress.phase == Phase::Done)
            .fold(zero, |sum, refund| sum.plus(refund.money).unwrap_or(sum))
    }

    /// What of it can still be refunded.
    pub fn refundable(&self) -> Money {
        let zero = Money::zero(self.money.currency());
        if self.progress.phase == Phase::Done {
            self.money.minus(self.refunded()).unwrap_or(zero)
        } else {
            zero
        }
    }

    /// Whether the second witness to the rest is still to be heard.
    pub fn awaits_rest(&self) -> bool {
        self.progress.phase == Phase::Done && !self.keep_rest && self.rest_released.is_none()
    }

    fn is_settled(&self) -> bool {
        self.progress.phase.is_settled() && !self.awaits_rest()
    }
}

impl<'a> Active<'a> {
    pub fn progress(self) -> &'a Progress {
        match self {
            Self::Hold(progress) => progress,
            Self::Undo(undo) => &undo.progress,
            Self::Capture(capture) => &capture.progress,
            Self::Release(release) => &release.progress,
            Self::Refund(_, refund) => &refund.progress,
        }
    }

    /// Its number. An undo has that of the request which it undoes.
    pub const fn request(self, of: &'a Hold) -> &'a Number {
        match self {
            Self::Hold(_) | Self::Undo(_) => &of.opened.request_no,
            Self::Capture(capture) => &capture.request,
            Self::Release(release) => &release.request,
            Self::Refund(_, refund) => &refund.request,
        }
    }

    pub const fn kind(self) -> Kind {
        match self {
            Self::Hold(_) => Kind::Hold,
            Self::Undo(_) => Kind::Cancel,
            Self::Capture(_) => Kind::Capture,
            Self::Release(_) => Kind::Release,
            Self::Refund(..) => Kind::Refund,
        }
    }
}
