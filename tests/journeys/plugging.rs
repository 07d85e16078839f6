//! Scanners come and go, and are tried out.

use counterpane::scanner::{Health, Source, Speaks};
use counterpane::tui::{Mode, Sound, Wish};

use crate::Counter;
use crate::samples::{CODE, one_scanner, roster, scanner};

#[test]
fn the_title_says_how_it_is_and_changes_with_it() {
    let mut counter = Counter::open(Mode::Live);
    counter.sees_no("canner ready").sees_no("No scanner");
    for (health, words) in [
        (Health::Opening, "~ Scanner starting"),
        (Health::Reading, "+ Scanner ready"),
        (Health::NotAllowed, "! Scanner blocked"),
        (Health::Busy, "! Scanner not read"),
        (Health::Broken("why".to_owned()), "! Scanner not read"),
        (Health::Typing, "+ Keyboard scanner"),
        (Health::Unused, "- No scanner"),
    ] {
        let before = counter.model.revision();
        counter.tell(one_scanner(health.clone())).sees(words);
        let drawn = counter.model.revision();
        assert!(drawn > before);
        // What is known already is not drawn again.
        counter.tell(one_scanner(health));
        assert_eq!(counter.model.revision(), drawn);
    }
}

#[test]
fn whoever_is_about_to_scan_hears_of_a_plug() {
    let mut counter = Counter::open(Mode::Live);
    counter.tell(one_scanner(Health::Reading)).keys(&["F3"]).types("1208");
    counter.tell(roster(Vec::new())).sees("The scanner was unplugged.").sees("no scanner is found");
    counter.tell(one_scanner(Health::Opening)).sees("The scanner is starting.");
    counter
        .tell(one_scanner(Health::Reading))
        .sees("The scanner is ready.")
        .sees("Ready: scan now");
    counter.tell(one_scanner(Health::Busy)).sees("is not read any more. F12 says why.");
    counter.keys(&["F12"]).sees("Another program has it.").keys(&["Esc"]).sees("1208");
    // On a screen that waits for none, the title is enough.
    counter.keys(&["Esc"]).tell(one_scanner(Health::Reading)).sees_no("The scanner is ready.");
}

#[test]
fn one_that_was_heard_typing_is_known_from_then_on() {
    let mut counter = Counter::open(Mode::Live);
    counter.tell(roster(Vec::new())).keys(&["F3"]).types("1208").sees("- No scanner");
    counter.wait(400).burst(CODE, 8).wait(8).press("Enter").sees("+ Keyboard scanner").command();
    counter.tell(one_scanner(Health::NotAllowed)).sees("+ Keyboard scanner");
    counter.tell(one_scanner(Health::Reading)).sees("+ Scanner ready");
}

#[test]
fn nothing_that_is_tried_out_is_used() {
    let mut counter = Counter::open(Mode::Live);
    counter.tell(one_scanner(Health::Reading)).keys(&["F3"]).types("1208").keys(&["F12"]);
    assert!(counter.watched);
    counter.reads(CODE).sees("it would be taken").sees("2876************32").sees_no(CODE);
    assert_eq!(counter.sounds(), [Sound::Good]);
    assert!(matches!(&counter.wishes[..], [Wish::GoodRead(_)]), "{:?}", counter.wishes);
    counter.wishes.clear();
    let tried = counter.wait;
    counter.wait(1200).burst(CODE, 8).wait(8).press("Enter").sees("keyboard, 136 ms");
    counter.sees("Keys: 18 in 136 ms, longest gap 8 ms").sounds();
    counter.keys(&["Esc"]).sees("Ready: scan now").sees("1208").sees_no("287");
    assert!(!counter.watched);
    // What was read there does not pay here.
    counter.reads_as(CODE, Source::HidPos, 1, tried);
    assert!(counter.wishes.is_empty(), "{:?}", counter.wishes);
    counter.wait(1200).reads(CODE).command();
}

#[test]
fn other_wallets_codes_are_masked_and_articles_are_not() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F12"]).reads("134567890123456789").sees("This is a WeChat code");
    counter.sees("1345************89").sees_no("134567");
    counter.reads("4006381333931").sees("4006381333931").sees("13 characters");
    counter.reads("1287654321098765432").sees("1287*************32").sees_no("12876");
}

#[test]
fn the_one_that_needs_something_is_chosen_first_and_a_choice_stays() {
    let mut counter = Counter::open(Mode::Live);
    let (first, second) = (
        scanner(1, Speaks::HidPos, Health::Reading),
        scanner(2, Speaks::Serial, Health::NotAllowed),
    );
    counter
        .tell(roster(vec![first.clone(), second.clone()]))
        .keys(&["F12"])
        .sees("Put this line into");
    counter.keys(&["Up"]).sees("It is read, and its scans go to no other window.");
    counter.tell(roster(vec![second, first])).sees("It is read, and its scans go to no other");
    counter.tell(roster(Vec::new())).sees("No scanner is found.");
}
