//! A scanner that types, on every screen.

use counterpane::tui::{Mode, Msg};

use crate::Counter;
use crate::samples::{CODE, later, waiting};

/// The digits went into the field with the cursor, and are out of it again.
#[test]
fn a_scan_into_a_field_is_a_scan_and_leaves_the_field_as_it_was() {
    for gap in [0, 5, 20, 45] {
        let mut counter = Counter::open(Mode::Live);
        counter.keys(&["F3"]).types("1208").keys(&["Tab"]).types("Ms Lee").wait(400);
        counter.burst(CODE, gap).keys(&["Enter"]);
        // `keys` waits as a hand does: the scan had ended in silence before.
        counter.command();
        counter.sees("Ms Lee").sees_no("2876").sees_no("6543");
    }
}

/// Until it is clear what is coming it may be a payment code.
#[test]
fn half_a_scan_is_not_shown_and_a_fast_hand_s_word_is_in_the_end() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3"]).types("1208").keys(&["Tab"]).wait(400).burst("287654321098", 8);
    counter.sees("***").sees_no("287");
    let mut counter = Counter::open(Mode::Live);
    counter
        .keys(&["F3", "Tab"])
        .wait(400)
        .burst("Lee", 8)
        .burst("Wong", 8)
        .wait(150)
        .tell(Msg::Tick);
    counter.sees("LeeWong");
}

#[test]
fn its_final_keys_do_nothing_else() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3"]).types("1208").wait(400).burst(CODE, 8);
    for name in ["Enter", "Enter", "Tab"] {
        counter.wait(2);
        counter.press(name);
    }
    counter.command();
    counter.sees("1208").sees("Do not scan again");
}

#[test]
fn without_a_final_key_the_scan_ends_in_silence() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3"]).types("1208").wait(400).burst(CODE, 8);
    assert!(counter.commands().is_empty());
    let deadline = counter.model.deadline().unwrap();
    assert_eq!(deadline, later(counter.millis + 150));
    counter.wait(150).tell(Msg::Tick).command();
    counter.sees_no("6543");
}

#[test]
fn a_hand_that_types_digits_is_no_scanner() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3"]).types("1208").keys(&["Tab", "Tab"]).types(CODE).keys(&["Enter"]);
    assert!(counter.commands().is_empty());
    // Nor is it kept: a code in the guest's name would be in the journal.
    counter.sees("A payment code does not belong here").sees_no("6543");
}

#[test]
fn on_home_it_opens_the_form_and_says_why_the_code_is_not_taken() {
    let mut counter = Counter::open(Mode::Live);
    counter.wait(400).burst(CODE, 8).wait(150).tell(Msg::Tick);
    counter.sees("Check in").sees("then scan a fresh code").sees_no("6543");
    assert!(counter.commands().is_empty());
}

#[test]
fn on_a_wait_it_says_that_a_hold_is_on_its_way() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![waiting(1, "1208", "张伟")]).keys(&["Enter"]).scan(CODE);
    counter.sees("This hold is on its way.");
    assert!(counter.commands().is_empty());
}

/// The letters of a web address are commands nowhere.
#[test]
fn a_web_address_presses_no_key() {
    let mut counter = Counter::open(Mode::Live);
    counter.wait(400).burst("https://qr.alipay.com/fkx0abcdefghijklmnopqrstuvwxyz", 3).wait(150);
    counter.tell(Msg::Tick).sees("Check in");
    assert!(counter.commands().is_empty());
    counter.keys(&["Esc"]).sees("Nothing is held yet");
}

#[test]
fn into_the_field_for_codes_it_is_sent_once() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3"]).types("1208").keys(&["F6"]).wait(400).burst(CODE, 8).wait(150);
    counter.tell(Msg::Tick).command();
    counter.keys(&["Enter"]);
    assert!(counter.commands().is_empty());
}
