//! The night audit's lists: what the next day should not begin with unseen.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::{AuditLine, AuditList, InHouse, Lodger, Money, MoneyState};

use super::lodgers::Lodgers;
use super::{HoldView, StayView, stays};

/// What is wrong at the end of `day`: `holds` are the open ones, and those that were settled lately, newest
/// first. Who is in house says the hotel's own list; without one, those of the holds whose departure is to
/// come.
pub fn audit(holds: &[HoldView], day: Date, list: Option<&InHouse>) -> Vec<AuditLine> {
    let stays = stays(holds);
    let lodgers = list.map(|list| Lodgers::new(list, &stays, day));
    let mut lines = Vec::new();
    for (stay, place) in stays.iter().zip(0..) {
        let own =
            lodgers.as_ref().map(|lodgers| Own { made: lodgers.made(), guests: lodgers.of(place) });
        lines.extend(of_stay(stay, day, own.as_ref()));
    }
    if let Some(lodgers) = &lodgers {
        // Who leaves on the day that ends needs no hold for the night.
        let stays_on = |lodger: &&Lodger| lodger.departure.is_none_or(|departure| departure > day);
        lines.extend(lodgers.without_hold().filter(stays_on).map(of_lodger));
    }
    lines.sort_by(|a, b| (a.list, &a.room).cmp(&(b.list, &b.room)));
    lines
}

/// What the next shift signs for.
pub fn unclear(holds: &[HoldView]) -> Vec<AuditLine> {
    let unclear = holds.iter().filter(|hold| hold.money == MoneyState::NotKnownYet);
    unclear.map(|hold| line(AuditList::Unclear, hold, Some(hold.asked))).collect()
}

/// The guests of the hotel's list that are the ones of a stay.
struct Own<'a> {
    made: Timestamp,
    guests: Vec<&'a Lodger>,
}

impl Own<'_> {
    /// The last day on which one of them leaves, as the hotel has it.
    fn departure(&self) -> Option<Date> {
        self.guests.iter().filter_map(|lodger| lodger.departure).max()
    }

    /// What they owe together, as far as the list says.
    fn balance(&self) -> Option<Money> {
        let mut owed = self.guests.iter().filter_map(|lodger| lodger.balance);
        let first = owed.next()?;
        owed.try_fold(first, Money::plus).ok()
    }

    /// Not in the list, and it was made after the hold: whoever came later is not missing from it.
    fn misses(&self, hold: &HoldView) -> bool {
        self.guests.is_empty() && hold.opened_at < self.made
    }
}

fn of_stay(stay: &StayView<'_>, day: Date, own: Option<&Own<'_>>) -> Vec<AuditLine> {
    let mut lines = Vec::new();
    let Some(newest) = stay.holds.first() else {
        return lines;
    };
    let stays_on = newest.stay.departure.is_some_and(|departure| departure > day);
    if own.is_none() && stays_on && stay.money() == MoneyState::NotHeld {
        // What was held once says nothing about what is owed.
        lines.push(line(AuditList::InHouseWithoutHold, newest, None));
    }
    for hold in &stay.holds {
        // The hotel knows who has extended; the hold's own day may be an old one.
        let departure = own.and_then(Own::departure).or(hold.stay.departure);
        let over = departure.is_some_and(|departure| departure <= day);
        let gone = own.is_some_and(|own| own.misses(hold));
        let kept = hold.stay.keep_until.is_some_and(|until| until > day);
        if hold.money == MoneyState::NotKnownYet {
            lines.push(line(AuditList::Unclear, hold, Some(hold.asked)));
        } else if (over || gone) && !kept && hold.remaining.is_positive() {
            lines.push(line(AuditList::DepartedWithHold, hold, Some(hold.remaining)));
        }
    }
    let short = match own.and_then(Own::balance) {
        Some(balance) => uncovered(balance, stay),
        None => stay.short(),
    };
    if let Some(short) = short.filter(|_| stay.money() != MoneyState::NotHeld) {
        lines.push(line(AuditList::BelowBill, newest, Some(short)));
    }
    lines
}

/// What is owed above all that is still held. What is held in another currency covers nothing of it.
fn uncovered(balance: Money, stay: &StayView<'_>) -> Option<Money> {
    let held = stay.sums().ok()??.remaining;
    let short =
        if held.currency() == balance.currency() { balance.minus(held).ok()? } else { balance };
    Some(short).filter(|short| short.is_positive())
}

fn line(list: AuditList, hold: &HoldView, amount: Option<Money>) -> AuditLine {
    AuditLine {
        list,
        hold: Some(hold.id.clone()),
        room: hold.stay.room.clone(),
        guest: hold.stay.guest.clone(),
        amount,
        departure: hold.stay.departure,
    }
}

fn of_lodger(lodger: &Lodger) -> AuditLine {
    AuditLine {
        list: AuditList::InHouseWithoutHold,
        hold: None,
        room: lodger.room.clone(),
        guest: lodger.guest.clone(),
        amount: lodger.balance,
        departure: lodger.departure,
    }
}
