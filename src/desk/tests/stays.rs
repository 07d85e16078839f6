//! Several holds of one stay: one line, one bill, and what a proposal makes of them.

use super::World;
use super::world::{authorization, code, held, hkd};
use crate::desk::{Command, HoldView, How, Rest, Settlement, StayView, is_one_stay, stays};
use crate::domain::{HoldId, Money, Stay};
use jiff::civil::date;

/// Holds in this order, each a minute after the other; given back newest first, as a snapshot is.
fn holds(of: &[(&str, &str, &str, &str)]) -> Vec<HoldView> {
    let mut world = World::new([held()]);
    for ((room, guest, booking, amount), place) in of.iter().zip(0_u32..) {
        let stay = Stay {
            room: (*room).to_owned(),
            guest: (*guest).to_owned(),
            booking: (*booking).to_owned(),
            ..Stay::default()
        };
        let how = How::Scan(code(&format!("28765432109876{:04}", 5000 + place)));
        world.command(Command::Hold { stay, money: hkd(amount), how });
        world.pass(60);
    }
    assert!(!authorization().auth_no.is_empty());
    world.desk.snapshot(world.now).holds
}

fn amounts(stay: &StayView<'_>) -> Vec<String> {
    stay.holds.iter().map(|hold| hold.held.decimal()).collect()
}

#[test]
fn a_booking_or_the_guest_in_the_room_makes_a_stay() {
    let holds = holds(&[
        ("1208", "Li", "B1", "100"),
        ("1302", "Li", "b1", "200"),
        ("1208", "li", "", "300"),
        ("1208", "Wu", "", "400"),
        ("1208", "Wu", "", "500"),
        ("1208", "Li", "B2", "600"),
    ]);
    let found: Vec<_> = stays(&holds).iter().map(amounts).collect();
    assert_eq!(
        found,
        [
            vec!["600.00".to_owned(), "300.00".to_owned()],
            vec!["500.00".to_owned(), "400.00".to_owned()],
            vec!["200.00".to_owned(), "100.00".to_owned()],
        ]
    );
    // Whoever has no booking goes with the guest in the room, whichever booking that has.
    assert!(is_one_stay(&holds[0], &holds[3]) && !is_one_stay(&holds[0], &holds[4]));
}

#[test]
fn the_sums_are_of_all_of_them() {
    let holds = holds(&[("1208", "Li", "", "500"), ("1208", "Li", "", "320.50")]);
    let stay = StayView::of(&holds, &holds[0]);
    let sums = stay.sums().unwrap().unwrap();
    assert_eq!((sums.held, sums.remaining), (hkd("820.50"), hkd("820.50")));
    assert_eq!(StayView { holds: Vec::new() }.sums(), Ok(None));
}

fn told(settlement: &Settlement<'_>) -> Vec<(String, String)> {
    let part = |part: &crate::desk::Part<'_>| (part.charge.decimal(), part.rest.decimal());
    settlement.parts.iter().map(part).collect()
}

fn pair(one: &str, other: &str) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

#[test]
fn a_bill_is_taken_from_the_oldest_first_and_nothing_is_lost() {
    let holds = holds(&[("1208", "Li", "", "500"), ("1208", "Li", "", "300")]);
    let stay = StayView::of(&holds, &holds[0]);
    let propose = |bill: &str| Settlement::propose(&stay, &[], hkd(bill)).unwrap();
    for (bill, parts, owed, rest) in [
        ("620", [pair("500.00", "0.00"), pair("120.00", "180.00")], "0.00", "180.00"),
        ("500", [pair("500.00", "0.00"), pair("0.00", "300.00")], "0.00", "300.00"),
        ("0.01", [pair("0.01", "499.99"), pair("0.00", "300.00")], "0.00", "799.99"),
        ("900", [pair("500.00", "0.00"), pair("300.00", "0.00")], "100.00", "0.00"),
    ] {
        let proposal = propose(bill);
        assert_eq!(told(&proposal), parts, "{bill}");
        assert_eq!((proposal.owed, proposal.rest), (hkd(owed), hkd(rest)), "{bill}");
        let charged =
            proposal.parts.iter().fold(hkd("0"), |sum: Money, part| sum.plus(part.charge).unwrap());
        assert_eq!(charged.plus(proposal.owed), Ok(hkd(bill)));
    }
    // What was ordered before is not proposed again.
    let done = [holds[1].id.clone()];
    let again = Settlement::propose(&stay, &done, hkd("120")).unwrap();
    assert_eq!(told(&again), [pair("120.00", "180.00")]);
}

#[test]
fn the_commands_do_what_was_shown() {
    let holds = holds(&[("1208", "Li", "", "500"), ("1208", "Li", "", "300")]);
    let stay = StayView::of(&holds, &holds[0]);
    let (old, new) = (holds[1].id.clone(), holds[0].id.clone());
    let proposal = Settlement::propose(&stay, &[], hkd("380")).unwrap();
    let charge = |command: &Command, hold: &HoldId, keeps: bool, day| {
        matches!(
            command,
            Command::Capture { hold: own, money, keep_rest, until }
                if own == hold && *money == hkd("380") && *keep_rest == keeps && *until == day
        )
    };
    let commands = proposal.commands(Rest::GoesBack, "bye");
    let [first, Command::Release { hold, money: None, remark }] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    assert!(charge(first, &old, false, None) && *hold == new && remark == "bye");
    let day = Some(date(2026, 1, 20));
    let commands = proposal.commands(Rest::Stays { until: day }, "bye");
    let [first, Command::Change { hold, stay }] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    assert!(charge(first, &old, true, day) && *hold == new && stay.keep_until == day);
    let commands = proposal.commands(Rest::Stays { until: None }, "bye");
    assert!(matches!(commands.as_slice(), [first] if charge(first, &old, true, None)));
}
