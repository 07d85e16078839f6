//! The holds of one stay as one: `held = captured + released + still held` over all of them.

use std::collections::BTreeMap;

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

/// Groups holds by stay, in one pass. The order of the holds stays what it is.
pub fn stays(holds: &[HoldView]) -> Vec<StayView<'_>> {
    let mut stays: Vec<StayView<'_>> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for hold in holds {
        let [booking, guest, unbooked] = keys(hold);
        // A booking names the stay. Without one the guest in the room does, whatever is booked for them.
        let wanted =
            if booking.is_some() { [booking.clone(), unbooked] } else { [guest.clone(), None] };
        let found = wanted.iter().flatten().find_map(|key| known.get(key)).copied();
        let place = found.unwrap_or(stays.len());
        match stays.get_mut(place) {
            Some(stay) => stay.holds.push(hold),
            None => stays.push(StayView { holds: vec![hold] }),
        }
        let own = if booking.is_some() { [booking, guest, None] } else { keys(hold) };
        for key in own.into_iter().flatten() {
            known.entry(key).or_insert(place);
        }
    }
    stays
}

/// What a stay is found by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Booking(&'static str, String),
    /// A room and a guest.
    Guest(&'static str, String, String),
    /// The same, of a hold without a booking.
    Unbooked(&'static str, String, String),
}

fn keys(hold: &HoldView) -> [Option<Key>; 3] {
    let (stay, currency) = (&hold.stay, hold.asked.currency().code());
    let (room, guest) = (stay.room.to_lowercase(), stay.guest.to_lowercase());
    let booking = Some(stay.booking.to_lowercase()).filter(|booking| !booking.is_empty());
    [
        booking.map(|booking| Key::Booking(currency, booking)),
        Some(Key::Guest(currency, room.clone(), guest.clone())),
        Some(Key::Unbooked(currency, room, guest)),
    ]
}

/// Whether two holds are of one stay: of one booking, or where one has none, of one guest in one room.
pub fn is_one_stay(one: &HoldView, other: &HoldView) -> bool {
    one.asked.currency() == other.asked.currency() && is_same_stay(&one.stay, &other.stay)
}

/// The same for what is said of two stays.
pub fn is_same_stay(a: &Stay, b: &Stay) -> bool {
    // Without copies: a list compares each of its rows with every hold.
    let same = |one: &str, other: &str| {
        let (one, other) = (one.chars(), other.chars());
        one.flat_map(char::to_lowercase).eq(other.flat_map(char::to_lowercase))
    };
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

    /// What was charged and kept: what the guest has paid so far, as it is proven.
    pub fn paid(&self) -> Option<Money> {
        let sums = self.sums().ok()??;
        sums.captured.minus(sums.refunded).ok()
    }

    /// Whether something was charged before, from whichever of its holds.
    pub fn is_charged(&self) -> bool {
        self.holds.iter().any(|hold| hold.captured.is_positive())
    }

    /// What of the noted bill is not charged yet.
    pub fn unpaid(&self) -> Option<Money> {
        let unpaid = self.bill()?.minus(self.paid()?).ok()?;
        Some(if unpaid.is_negative() { Money::zero(unpaid.currency()) } else { unpaid })
    }

    /// What the bill is above all that covers it: what is still held, and what was charged and kept.
    pub fn short(&self) -> Option<Money> {
        let bill = self.bill()?;
        let covered = self.sums().ok()??.remaining.plus(self.paid()?).ok()?;
        bill.minus(covered).ok().filter(|short| short.is_positive())
    }
}
