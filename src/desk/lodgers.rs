//! Which guests of the hotel's own list are the guests of which stay.
//!
//! A booking says it, or a room and a name. Names are written in two scripts and in both orders, so what is left
//! goes by the room: to the newest stay there whose guest was not to have left.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::{InHouse, Lodger, MoneyState, folded};

use super::{HoldView, StayView};

/// Stays by their place in a list, lodgers by theirs in the hotel's.
pub(super) struct Lodgers<'a> {
    list: &'a InHouse,
    of_stay: Vec<Vec<usize>>,
    /// Whether something is held for a lodger, or may be: what is not known is on a list of its own.
    covered: Vec<bool>,
}

impl<'a> Lodgers<'a> {
    pub(super) fn new(list: &'a InHouse, stays: &[StayView<'_>], day: Date) -> Self {
        let index = Index::of(list);
        let mut of_stay: Vec<Vec<usize>> = stays.iter().map(|stay| index.named(stay)).collect();
        let mut taken = vec![false; list.guests.len()];
        for place in of_stay.iter().flatten() {
            mark(&mut taken, *place);
        }
        for (room, stay) in newest_of_rooms(stays, day) {
            let left = index.rooms.get(&room).into_iter().flatten();
            let left = left.filter(|place| !taken.get(**place).copied().unwrap_or(true));
            let fits = left.filter(|place| {
                let booking = index.bookings.get(**place);
                let other = booking.is_some_and(|booking| contradicts(booking, stays.get(stay)));
                !other
            });
            let fits: Vec<usize> = fits.copied().collect();
            if let Some(own) = of_stay.get_mut(stay) {
                own.extend(fits);
            }
        }
        let mut covered = vec![false; list.guests.len()];
        let holds = |stay: &StayView<'_>| stay.money() != MoneyState::NotHeld;
        for (_, own) in stays.iter().zip(&of_stay).filter(|(stay, _)| holds(stay)) {
            for place in own {
                mark(&mut covered, *place);
            }
        }
        Self { list, of_stay, covered }
    }

    pub(super) const fn made(&self) -> Timestamp {
        self.list.made
    }

    /// The guests of a stay.
    pub(super) fn of(&self, stay: usize) -> Vec<&'a Lodger> {
        let own = self.of_stay.get(stay).into_iter().flatten();
        own.filter_map(|place| self.list.guests.get(*place)).collect()
    }

    /// Guests for whom nothing is held.
    pub(super) fn without_hold(&self) -> impl Iterator<Item = &'a Lodger> {
        let all = self.list.guests.iter().zip(&self.covered);
        all.filter(|(_, covered)| !**covered).map(|(lodger, _)| lodger)
    }
}

fn mark(of: &mut [bool], place: usize) {
    if let Some(mark) = of.get_mut(place) {
        *mark = true;
    }
}

/// The hotel's list by what is looked for in it.
struct Index {
    /// Of each lodger; empty where the list has none.
    bookings: Vec<String>,
    booked: BTreeMap<String, Vec<usize>>,
    rooms: BTreeMap<String, Vec<usize>>,
    named: BTreeMap<(String, String), Vec<usize>>,
}

impl Index {
    fn of(list: &InHouse) -> Self {
        let mut index = Self {
            bookings: Vec::with_capacity(list.guests.len()),
            booked: BTreeMap::new(),
            rooms: BTreeMap::new(),
            named: BTreeMap::new(),
        };
        for (lodger, place) in list.guests.iter().zip(0..) {
            let (room, guest) = (folded(&lodger.room), folded(&lodger.guest));
            let booking = folded(&lodger.booking);
            if !booking.is_empty() {
                index.booked.entry(booking.clone()).or_default().push(place);
            }
            if !guest.is_empty() {
                index.named.entry((room.clone(), guest)).or_default().push(place);
            }
            index.rooms.entry(room).or_default().push(place);
            index.bookings.push(booking);
        }
        index
    }

    /// Lodgers whom a booking, or a room and a name, says to be those of a stay.
    fn named(&self, stay: &StayView<'_>) -> Vec<usize> {
        let mut found = Vec::new();
        for hold in &stay.holds {
            let (room, guest) = (folded(&hold.stay.room), folded(&hold.stay.guest));
            let booked = self.booked.get(&folded(&hold.stay.booking));
            let named = self.named.get(&(room, guest));
            found.extend(booked.or(named).into_iter().flatten().copied());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Of each room the newest stay for which something was ever held, or may be, and whose guest was not to have
/// left by the end of `day`.
fn newest_of_rooms(stays: &[StayView<'_>], day: Date) -> BTreeMap<String, usize> {
    let mut newest: BTreeMap<String, (Timestamp, usize)> = BTreeMap::new();
    for (stay, place) in stays.iter().zip(0..) {
        for hold in stay.holds.iter().filter(|hold| was_held(hold) && !is_over(hold, day)) {
            let own = newest.entry(folded(&hold.stay.room)).or_insert((hold.opened_at, place));
            if own.0 < hold.opened_at {
                *own = (hold.opened_at, place);
            }
        }
    }
    newest.into_iter().map(|(room, (_, place))| (room, place)).collect()
}

fn was_held(hold: &HoldView) -> bool {
    hold.money != MoneyState::NotHeld || hold.held.is_positive()
}

fn is_over(hold: &HoldView, day: Date) -> bool {
    hold.stay.departure.is_some_and(|departure| departure <= day)
}

/// Whether a stay has a booking, and it is another one.
fn contradicts(booking: &str, stay: Option<&StayView<'_>>) -> bool {
    let of = |hold: &&HoldView| folded(&hold.stay.booking);
    let own: Vec<String> = stay.into_iter().flat_map(|stay| stay.holds.iter()).map(of).collect();
    let own: Vec<&String> = own.iter().filter(|own| !own.is_empty()).collect();
    !booking.is_empty() && !own.is_empty() && !own.iter().any(|own| *own == booking)
}
