//! The night audit with the hotel's own list: who is whom, and who is missing.

use super::house::of_stay;
use super::world::hkd;
use crate::desk::{HoldView, audit};
use crate::domain::{AuditLine, AuditList, HoldId, InHouse, Lodger, Money};
use jiff::civil::{Date, date};

use AuditList::{BelowBill, DepartedWithHold, InHouseWithoutHold};

const DAY: Date = date(2026, 1, 17);

fn lodger(room: &str, guest: &str, booking: &str, balance: &str) -> Lodger {
    Lodger {
        room: room.to_owned(),
        guest: guest.to_owned(),
        booking: booking.to_owned(),
        departure: Some(date(2026, 1, 19)),
        balance: (!balance.is_empty()).then(|| hkd(balance)),
    }
}

/// A hold of 500 in room 1208, opened at the world's start.
fn stay(guest: &str, booking: &str, departure: Option<i8>) -> HoldView {
    let world = of_stay(|stay| {
        (stay.guest, stay.booking) = (guest.to_owned(), booking.to_owned());
        (stay.room, stay.departure) = ("1208".to_owned(), departure.map(|day| date(2026, 1, day)));
    });
    world.view()
}

/// What the audit finds, with a list that was made so many seconds after the world's start.
fn found(holds: &[HoldView], guests: Vec<Lodger>, after: i64) -> Vec<(AuditList, String)> {
    let start = holds.iter().map(|hold| hold.opened_at).min().unwrap();
    let made = start + jiff::SignedDuration::from_secs(after);
    let line = |line: AuditLine| {
        let amount = line.amount.map(Money::decimal).unwrap_or_default();
        (line.list, format!("{} {amount}", line.room).trim().to_owned())
    };
    audit(holds, DAY, Some(&InHouse { made, guests })).into_iter().map(line).collect()
}

fn of(list: AuditList, what: &str) -> (AuditList, String) {
    (list, what.to_owned())
}

#[test]
fn a_guest_is_found_by_booking_name_or_room() {
    let here = [stay("张伟", "B-7", Some(19))];
    for lodger in [
        lodger("999", "ZHANG WEI", "b-7", ""),
        lodger("1208", "ZHANG WEI", "", ""),
        lodger("１２０８", "ZHANG WEI", "", ""),
        // The hotel's own number instead of the agency's: the name says it.
        lodger("1208", "张伟", "4711", ""),
    ] {
        assert_eq!(found(&here, vec![lodger.clone()], 1), [], "{lodger:?}");
    }
    // Another booking and another name in the same room: that is another guest.
    let other = found(&here, vec![lodger("1208", "Lee", "B-8", "")], 1);
    assert_eq!(other, [of(InHouseWithoutHold, "1208"), of(DepartedWithHold, "1208 500.00")]);
}

#[test]
fn who_is_missing_from_the_list_has_left_unless_they_came_later() {
    let here = [stay("张伟", "", Some(19))];
    let others = || vec![lodger("606", "Lee", "", "75.00")];
    let without = of(InHouseWithoutHold, "606 75.00");
    let left = of(DepartedWithHold, "1208 500.00");
    assert_eq!(found(&here, others(), 1), [without.clone(), left]);
    assert_eq!(found(&here, others(), 0), [without]);
    // Who leaves on the day that ends needs no hold for the night.
    let leaving = Lodger { departure: Some(DAY), ..lodger("606", "Lee", "", "") };
    assert_eq!(found(&here, vec![lodger("1208", "张伟", "", ""), leaving], 1), []);
}

/// The guest has extended, and the cashier's note of the departure is an old one: the hotel knows better.
#[test]
fn the_hotel_knows_who_stays_on() {
    let here = [stay("张伟", "B-7", Some(17))];
    assert_eq!(found(&here, vec![lodger("1208", "张伟", "B-7", "")], 1), []);
    let named = [stay("张伟", "", Some(17))];
    assert_eq!(found(&named, vec![lodger("1208", "张伟", "", "")], 1), []);
    // And who leaves earlier.
    let early = Lodger { departure: Some(DAY), ..lodger("1208", "张伟", "B-7", "") };
    let here = [stay("张伟", "B-7", Some(19))];
    assert_eq!(found(&here, vec![early], 1), [of(DepartedWithHold, "1208 500.00")]);
}

#[test]
fn what_is_owed_is_held_against_what_is_held() {
    let here = [stay("张伟", "B-7", Some(19))];
    assert_eq!(found(&here, vec![lodger("1208", "", "B-7", "500.00")], 1), []);
    let owes = found(&here, vec![lodger("1208", "", "B-7", "620.00")], 1);
    assert_eq!(owes, [of(BelowBill, "1208 120.00")]);
    // Two rooms of one booking are one bill.
    let rooms = vec![lodger("1208", "", "B-7", "400.00"), lodger("1209", "", "B-7", "400.00")];
    assert_eq!(found(&here, rooms, 1), [of(BelowBill, "1208 300.00")]);
}

/// Two holds of two guests in one room: each has their own bill, and a guest of three weeks ago is not the one
/// who is there now.
#[test]
fn two_guests_of_one_room_are_told_apart() {
    let zhang = stay("张伟", "", Some(19));
    let mut lee = stay("Lee", "", Some(19));
    lee.id = HoldId::from_chance(99);
    lee.opened_at = zhang.opened_at + jiff::SignedDuration::from_secs(60);
    let both = [lee.clone(), zhang.clone()];
    let guests = vec![lodger("1208", "Lee", "", "700.00"), lodger("1208", "张伟", "", "400.00")];
    assert_eq!(found(&both, guests, 120), [of(BelowBill, "1208 200.00")]);
    let now = vec![lodger("1208", "LEE, MAY", "", "")];
    let left = found(&both, now, 120);
    assert_eq!(left, [of(DepartedWithHold, "1208 500.00")], "the older one of them");
}
