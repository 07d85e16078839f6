//! The holds of one stay as one: `held = captured + released + still held` over all of them.

use crate::domain::{Money, MoneyError, MoneyState, Stay};

use super::HoldView;

/// All holds of one stay that are in memory, newest first.
#[derive(Debug, Clone)]
pub struct StayView<'a> {
    pub holds: Vec<&'a HoldView>,
}

/// The sums of a stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    pub held: Money,
    pub captured: Money,
    pub released: Money,
    pub refunded: Money,
    pub remaining: Money,
}

/// Groups holds by stay. The order of the holds stays what it is.
pub fn stays(holds: &[HoldView]) -> Vec<StayView<'_>> {
    let mut stays: Vec<StayView<'_>> = Vec::new();
    for hold in holds {
        match stays.iter_mut().find(|stay| stay.has(hold)) {
            Some(stay) => stay.holds.push(hold),
            None => stays.push(StayView { holds: vec![hold] }),
        }
    }
    stays
}

/// Whether two holds are of one stay: of one booking, or where one has none, of one guest in one room.
pub fn is_one_stay(one: &HoldView, other: &HoldView) -> bool {
    if one.asked.currency() != other.asked.currency() {
        return false;
    }
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let (a, b) = (&one.stay, &other.stay);
    if a.booking.is_empty() || b.booking.is_empty() {
        same(&a.room, &b.room) && same(&a.guest, &b.guest)
    } else {
        same(&a.booking, &b.booking)
    }
}

impl<'a> StayView<'a> {
    /// The stay that a hold is of; the hold alone where it is not among `holds`.
    pub fn of(holds: &'a [HoldView], hold: &'a HoldView) -> Self {
        let own: Vec<&HoldView> =
            holds.iter().filter(|other| other.id == hold.id || is_one_stay(other, hold)).collect();
        if own.is_empty() { Self { holds: vec![hold] } } else { Self { holds: own } }
    }

    fn has(&self, hold: &HoldView) -> bool {
        self.holds.iter().any(|own| is_one_stay(own, hold))
    }

    /// Whose it is, as the newest hold says.
    pub fn stay(&self) -> Option<&'a Stay> {
        self.holds.first().map(|hold| &hold.stay)
    }

    /// What the guest owes so far, as it was said last.
    pub fn bill(&self) -> Option<Money> {
        self.holds.iter().find_map(|hold| hold.stay.bill)
    }

    /// Those that still hold something, the oldest first: what is charged first.
    pub fn held(&self) -> Vec<&'a HoldView> {
        let held = self.holds.iter().filter(|hold| hold.remaining.is_positive());
        let mut held: Vec<_> = held.copied().collect();
        held.reverse();
        held
    }

    /// Nothing where there is no hold.
    pub fn sums(&self) -> Result<Option<Sums>, MoneyError> {
        let Some(first) = self.holds.first() else {
            return Ok(None);
        };
        let zero = Money::zero(first.asked.currency());
        let mut sums =
            Sums { held: zero, captured: zero, released: zero, refunded: zero, remaining: zero };
        for hold in &self.holds {
            sums.held = sums.held.plus(hold.held)?;
            sums.captured = sums.captured.plus(hold.captured)?;
            sums.released = sums.released.plus(hold.released)?;
            sums.refunded = sums.refunded.plus(hold.refunded)?;
            sums.remaining = sums.remaining.plus(hold.remaining)?;
        }
        Ok(Some(sums))
    }

    /// The word about all of it: one hold that is not known makes the whole not known.
    pub fn money(&self) -> MoneyState {
        let of = |state| self.holds.iter().any(|hold| hold.money == state);
        if of(MoneyState::NotKnownYet) {
            MoneyState::NotKnownYet
        } else if of(MoneyState::Held) {
            MoneyState::Held
        } else {
            MoneyState::NotHeld
        }
    }

    /// What the bill is above all that covers it: what is still held, and what was charged and kept.
    pub fn short(&self) -> Option<Money> {
        let bill = self.bill()?;
        let sums = self.sums().ok()??;
        let paid = sums.captured.minus(sums.refunded).ok()?;
        let covered = sums.remaining.plus(paid).ok()?;
        bill.minus(covered).ok().filter(|short| short.is_positive())
    }
}
