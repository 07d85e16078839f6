//! A stay with several holds: one row, one bill, one act after the other, and nothing left unseen.

use counterpane::desk::{Command, HoldView, Refusal};
use counterpane::domain::{MoneyState, State};
use counterpane::tui::{Mode, Msg, Reply, Wish};

use crate::Counter;
use crate::samples::{held, id, later, money};

fn two_holds() -> Vec<HoldView> {
    let mut old = held(1, "1208", "张伟", 50_000);
    old.opened_at = later(-86_400_000);
    vec![held(2, "1208", "张伟", 30_000), old, held(3, "606", "Ms Lee", 60_000)]
}

fn settled(mut hold: HoldView, captured: i64) -> HoldView {
    hold.state = State::Settled;
    hold.money = MoneyState::NotHeld;
    hold.captured = money(captured);
    hold.released = hold.held.minus(hold.captured).unwrap();
    hold.remaining = money(0);
    hold.actions.clear();
    hold
}

#[test]
fn a_stay_is_one_row_and_one_line() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(two_holds()).sees("HKD 800.00").sees("2 holds").sees_no("HKD 300.00");
    counter.keys(&["Down", "Enter"]).sees("Room 1208: stay");
    counter.sees("HKD 800.00 held = 0.00 charged + 0.00 released + 800.00 still held");
    counter.sees("HKD 300.00").sees("HKD 500.00").keys(&["Enter"]).sees("Room 1208: hold");
}

#[test]
fn one_bill_is_charged_from_all_holds_one_after_the_other() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(two_holds()).keys(&["Down", "F4"]).sees("Type the whole bill");
    counter.types("620").sees("HKD 500.00 of HKD 500.00 is charged");
    counter.sees("HKD 120.00 of HKD 300.00 is charged").sees("HKD 180.00 goes back now.");
    counter.keys(&["Enter"]).sees("Please check: Enter does it now");
    assert!(counter.commands().is_empty());
    counter.keys(&["Enter"]);
    let (ticket, command) = counter.command();
    assert!(matches!(command, Command::Capture { hold, .. } if hold == id(1)));
    // A second Enter orders nothing twice.
    counter.keys(&["Enter"]);
    assert!(counter.commands().is_empty());
    counter.accepted(ticket, id(1));
    let (ticket, command) = counter.command();
    assert!(matches!(
        command,
        Command::Capture { hold, money: charged, keep_rest: false, .. }
            if hold == id(2) && charged == money(12_000)
    ));
    counter.accepted(ticket, id(2));
    let [new, old, other] = two_holds().try_into().unwrap();
    counter.holds(vec![settled(new, 12_000), settled(old, 50_000), other]);
    counter.sees("Charged: HKD 620.00.").sees("The bill is charged.").sees("Nothing stays held.");
    counter.sees_no("goes back to the guest");
    counter.keys(&["Enter"]).sees("Today");
}

/// 820 of the bill of 900 was charged before, and the rest kept: whoever types 900 again sees it.
#[test]
fn what_was_charged_before_is_said_before_it_is_charged_again() {
    let mut hold = held(1, "1208", "张伟", 100_000);
    hold.captured = money(82_000);
    hold.remaining = money(18_000);
    hold.stay.bill = Some(money(90_000));
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![hold]).keys(&["F4"]).sees("To charge").sees_no("whole bill");
    counter.sees("HKD 820.00 is charged already: type what is still to be charged.");
    counter.sees("The noted bill is HKD 900.00: HKD 80.00 of it is not charged yet.");
    counter.types("80").sees("Guest pays HKD 80.00.").sees("the guest pays HKD 900.00 in all");
    counter.keys(&["F6", "Ctrl+U"]).types("+2").sees("stays held until 2026-11-24");
}

/// A newer hold has the digits of the room in one of Alipay's numbers: the check-out is the room's.
#[test]
fn whoever_is_in_the_room_that_was_typed_comes_first() {
    let mut counter = Counter::open(Mode::Live);
    let holds = vec![held(2, "606", "Ms Lee", 60_000), held(1, "1208", "张伟", 50_000)];
    counter.holds(holds.clone()).keys(&["F6"]).types("1208");
    let asked =
        counter.wishes.iter().rev().find_map(|wish| {
            if let Wish::Find { ticket, .. } = wish { Some(*ticket) } else { None }
        });
    let ticket = asked.expect("nothing is looked for");
    counter.tell(Msg::Reply(Reply::Found { ticket, holds })).keys(&["F4"]);
    counter.sees("Room 1208").sees("The bill").sees_no("606");
}

/// A key that is held down answers no question that nobody has read.
#[test]
fn a_key_that_stays_down_charges_nothing() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![held(1, "1208", "张伟", 50_000)]).keys(&["F4"]).types("100");
    counter.wait(200);
    for _ in 0..20 {
        counter.wait(30).press("Enter");
    }
    assert!(counter.commands().is_empty());
    counter.sees("Please check: Enter does it now").keys(&["Enter"]);
    assert_eq!(counter.commands().len(), 1);
}

/// The first hold of the stay was charged as a whole: the second one says so.
#[test]
fn what_another_hold_of_the_stay_paid_is_said_too() {
    let [new, old, _] = two_holds().try_into().unwrap();
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![new, settled(old, 50_000)]).keys(&["F4"]).sees("To charge");
    counter.sees("HKD 500.00 is charged already").sees_no("whole bill");
}

/// The bill that was noted stands in the field, without what was charged of it before.
#[test]
fn the_noted_bill_is_proposed_without_what_is_paid() {
    let [mut new, mut old, _] = two_holds().try_into().unwrap();
    (old.captured, old.remaining) = (money(20_000), money(30_000));
    new.stay.bill = Some(money(62_000));
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![new, old]).keys(&["F4"]).sees("420.00").sees_no("whole bill");
    counter.sees("With HKD 200.00 charged before, the guest pays HKD 620.00 in all.");
}

/// A guest of two holds moves: both go with them, each with its own bill, and stay one stay.
#[test]
fn a_guest_who_moves_is_not_in_two_rooms() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(two_holds()).keys(&["Down", "Enter", "Enter", "Ctrl+A"]).types("1310");
    counter.keys(&["Enter"]);
    let mut moved = Vec::new();
    for _ in 0..2 {
        let (ticket, command) = counter.command();
        let Command::Change { hold, stay } = command else { panic!("{command:?}") };
        assert_eq!((stay.room.as_str(), stay.guest.as_str()), ("1310", "张伟"));
        moved.push(hold.clone());
        counter.accepted(ticket, hold);
    }
    moved.sort();
    let mut both = vec![id(1), id(2)];
    both.sort();
    assert_eq!(moved, both);
    assert!(counter.commands().is_empty());
    counter.sees("Room 1208: hold");
}

/// What Enter does is read before it is done, in the smallest window too.
#[test]
fn the_question_covers_the_form_where_there_is_no_other_room() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![held(1, "1208", "张伟", 50_000)]);
    counter.keys(&["F4"]).types("100").keys(&["F6", "Enter"]);
    let shown = crate::picture::text(&counter.model, 40, 12);
    assert!(shown.contains("HKD 400.00 stays held"), "{shown}");
}

#[test]
fn what_was_refused_is_proposed_anew_without_what_was_ordered() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(two_holds()).keys(&["Down", "F4"]).types("620").keys(&["Enter", "Enter"]);
    let (ticket, _) = counter.command();
    counter.accepted(ticket, id(1));
    let (ticket, _) = counter.command();
    counter.rejected(ticket, Refusal::Busy).sees("Another request of this hold is not settled");
    counter.keys(&["Enter"]).sees("HKD 120.00 of HKD 300.00 is charged").sees_no("HKD 500.00 of");
    counter.keys(&["Enter"]);
    let (_, command) = counter.command();
    assert!(matches!(command, Command::Capture { hold, .. } if hold == id(2)));
}

/// Both charges were ordered, and Alipay refused the second one: the bill is not paid.
#[test]
fn a_charge_that_came_to_nothing_is_left_to_pay() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(two_holds()).keys(&["Down", "F4"]).types("620").keys(&["Enter", "Enter"]);
    let (ticket, _) = counter.command();
    counter.accepted(ticket, id(1));
    let (ticket, _) = counter.command();
    counter.accepted(ticket, id(2));
    let [new, old, other] = two_holds().try_into().unwrap();
    counter.holds(vec![new, settled(old, 50_000), other]);
    counter.sees("Charged: HKD 500.00.");
    counter.sees("HKD 300.00 is still held.").sees("HKD 120.00 is left to pay another way.");
    counter.sees_no("The bill is charged.");
}

#[test]
fn nobody_leaves_a_stay_with_money_still_held_unseen() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(two_holds()).keys(&["Down", "F4"]).types("500").keys(&["F6", "Enter", "Enter"]);
    let (ticket, command) = counter.command();
    assert!(matches!(command, Command::Capture { hold, keep_rest: false, .. } if hold == id(1)));
    counter.accepted(ticket, id(1));
    let [new, old, other] = two_holds().try_into().unwrap();
    counter.holds(vec![new, settled(old, 50_000), other]);
    counter.sees("HKD 300.00 stays held for late charges.");
    counter.keys(&["Esc"]).sees("Esc again leaves it so").sees("Check out");
    counter.keys(&["Esc"]).sees("Today");
}

#[test]
fn a_day_for_late_charges_goes_with_the_charge() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(two_holds()).keys(&["Down", "F4"]).types("620").keys(&["F6"]).types("+3");
    counter.keys(&["Enter", "Enter"]);
    let (ticket, _) = counter.command();
    counter.accepted(ticket, id(1));
    let (_, command) = counter.command();
    let day = jiff::civil::date(2026, 11, 25);
    assert!(matches!(
        command,
        Command::Capture { keep_rest: true, until: Some(until), .. } if until == day
    ));
    // No day that has passed, and none that is none.
    let mut counter = Counter::open(Mode::Live);
    counter.holds(two_holds()).keys(&["Down", "F4"]).types("620").keys(&["F6"]).types("2020");
    counter.keys(&["Enter"]).sees("The departure is no date");
    assert!(counter.commands().is_empty());
}

#[test]
fn a_bill_above_everything_names_what_is_left() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(two_holds()).keys(&["Down", "F4"]).types("900");
    counter.sees("HKD 100.00 is left to pay another way.").keys(&["F3"]).sees("100.00");
}
