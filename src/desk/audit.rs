//! The night audit's lists: what the next day should not begin with unseen.

use jiff::civil::Date;

use crate::domain::{AuditLine, AuditList, InHouse, Lodger, Money, MoneyState};

use super::{HoldView, StayView, stays};

/// What is wrong at the end of `day`: `holds` are the open ones, and those that were settled lately. Who is in
/// house says the hotel's own list; without one, those of the holds whose departure is to come.
pub fn audit(holds: &[HoldView], day: Date, list: Option<&InHouse>) -> Vec<AuditLine> {
    let stays = stays(holds);
    let mut lines: Vec<AuditLine> =
        stays.iter().flat_map(|stay| of_stay(stay, day, list)).collect();
    if let Some(list) = list {
        let without = list.guests.iter().filter(|lodger| !is_covered(lodger, &stays, day));
        lines.extend(without.map(of_lodger));
    }
    lines.sort_by(|a, b| (a.list, &a.room).cmp(&(b.list, &b.room)));
    lines
}

/// What the next shift signs for.
pub fn unclear(holds: &[HoldView]) -> Vec<AuditLine> {
    let unclear = holds.iter().filter(|hold| hold.money == MoneyState::NotKnownYet);
    unclear.map(|hold| line(AuditList::Unclear, hold, hold.asked)).collect()
}

fn of_stay(stay: &StayView<'_>, day: Date, list: Option<&InHouse>) -> Vec<AuditLine> {
    let mut lines = Vec::new();
    let Some(newest) = stay.holds.first() else {
        return lines;
    };
    let stays_on = newest.stay.departure.is_some_and(|departure| departure > day);
    if list.is_none() && stays_on && stay.money() == MoneyState::NotHeld {
        lines.push(line(AuditList::InHouseWithoutHold, newest, newest.asked));
    }
    let lodger = list.and_then(|list| list.guests.iter().find(|lodger| is_of(lodger, stay, day)));
    for hold in &stay.holds {
        let over = hold.stay.departure.is_some_and(|departure| departure <= day);
        // Whoever came after the list was made is not missing from it.
        let gone = lodger.is_none() && list.is_some_and(|list| hold.opened_at < list.made);
        let kept = hold.stay.keep_until.is_some_and(|until| until > day);
        if hold.money == MoneyState::NotKnownYet {
            lines.push(line(AuditList::Unclear, hold, hold.asked));
        } else if (over || gone) && !kept && hold.remaining.is_positive() {
            lines.push(line(AuditList::DepartedWithHold, hold, hold.remaining));
        }
    }
    let short = lodger.map_or_else(|| stay.short(), |lodger| uncovered(lodger, stay));
    if let Some(short) = short.filter(|_| stay.money() != MoneyState::NotHeld) {
        lines.push(line(AuditList::BelowBill, newest, short));
    }
    lines
}

/// What the hotel's list says is owed, above all that is still held; the noted bill where it says nothing.
fn uncovered(lodger: &Lodger, stay: &StayView<'_>) -> Option<Money> {
    let Some(balance) = lodger.balance else {
        return stay.short();
    };
    let held = stay.sums().ok()??.remaining;
    balance.minus(held).ok().filter(|short| short.is_positive())
}

/// Whether something is held for a guest, or may be: what is not known is on a list of its own. Who leaves on
/// the day that ends needs no hold for the night.
fn is_covered(lodger: &Lodger, stays: &[StayView<'_>], day: Date) -> bool {
    let leaves = lodger.departure.is_some_and(|departure| departure <= day);
    let has = |stay: &StayView<'_>| stay.money() != MoneyState::NotHeld && is_of(lodger, stay, day);
    leaves || stays.iter().any(has)
}

/// Whether a guest of the hotel's list is the one of a stay. Names are written in two scripts and in both
/// orders, so without a booking the room says it, if its guest was not to have left.
fn is_of(lodger: &Lodger, stay: &StayView<'_>, day: Date) -> bool {
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    stay.holds.iter().any(|hold| {
        let own = &hold.stay;
        if !own.booking.is_empty() && !lodger.booking.is_empty() {
            return same(&own.booking, &lodger.booking);
        }
        let over = own.departure.is_some_and(|departure| departure <= day);
        same(&own.room, &lodger.room) && (!over || same(&own.guest, &lodger.guest))
    })
}

fn line(list: AuditList, hold: &HoldView, amount: Money) -> AuditLine {
    AuditLine {
        list,
        hold: Some(hold.id.clone()),
        room: hold.stay.room.clone(),
        guest: hold.stay.guest.clone(),
        amount: Some(amount),
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
