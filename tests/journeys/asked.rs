//! Only a scan that was asked for counts, once, and every other one is seen to do nothing.

use counterpane::desk::{Command, Refusal};
use counterpane::domain::HoldId;
use counterpane::scanner::{DeviceId, Garbled, Source, Wait};
use counterpane::tui::{Mode, Msg, Sound, Wish};

use crate::Counter;
use crate::samples::{CODE, held, id, later, waiting};

/// Room and guest are filled in; the amount is there already.
fn filled_in() -> Counter {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3"]).types("1208").keys(&["Tab"]).types("张伟");
    counter
}

#[test]
fn a_scan_that_is_taken_is_sent_first_and_heard_after() {
    let mut counter = filled_in();
    counter.reads(CODE);
    assert!(
        matches!(
            &counter.wishes[..],
            [Wish::Command { .. }, Wish::Bell(Sound::Good), Wish::GoodRead(DeviceId(1))]
        ),
        "{:?}",
        counter.wishes
    );
}

/// The kernel keeps 63 reports that nobody read, and hands them out when the form is open
/// (scanner.md 4): guests of an hour ago.
#[test]
fn what_the_kernel_kept_pays_for_nobody() {
    let mut counter = Counter::open(Mode::Live);
    let before = counter.wait;
    counter.keys(&["F3"]).types("1208").wait(400);
    for guest in 0..63_u64 {
        let code = format!("28{:016}", 1_000_000_000_000_000_u64 + guest);
        counter.reads_as(&code, Source::HidPos, 1, before);
    }
    assert!(counter.wishes.is_empty(), "{:?}", counter.wishes);
    counter.sees("Ready: scan now").reads(CODE).command();
}

/// A room in a rush is held back for a moment, as what a scanner types is: the scan waits for it.
#[test]
fn a_room_that_is_typed_in_a_rush_is_whole_when_the_scan_comes() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3"]).wait(400).burst("110612", 8).reads(CODE);
    assert!(counter.commands().is_empty(), "the form is not clear yet");
    counter.wait(160).tell(Msg::Tick);
    let (_, command) = counter.command();
    let Command::Hold { stay, .. } = command else { panic!("{command:?}") };
    assert_eq!(stay.room, "110612");
}

#[test]
fn a_scan_beside_what_is_settled_does_not_speak_of_a_way() {
    let mut counter = filled_in();
    counter.reads(CODE);
    let (ticket, _) = counter.command();
    counter.accepted(ticket, id(1)).holds(vec![held(1, "1208", "张伟", 150_000)]).sees("+ HELD");
    counter.reads("287654321098765433").sees("Nothing is scanned here");
}

/// The form was covered, left, or on its way: each time it waits anew.
#[test]
fn every_wait_is_a_new_one() {
    let mut counter = Counter::open(Mode::Live);
    assert_eq!(counter.wait, Wait(0));
    counter.keys(&["F3"]);
    assert_eq!(counter.wait, Wait(1));
    counter.types("1208").keys(&["F2", "F2", "Tab"]);
    assert_eq!(counter.wait, Wait(1), "it is the same wait");
    counter.keys(&["F1"]);
    assert_eq!(counter.wait, Wait(1), "help wants no scan");
    counter.keys(&["Esc"]);
    assert_eq!(counter.wait, Wait(2));
    counter.keys(&["Esc", "F3"]).types("1208");
    assert_eq!(counter.wait, Wait(3));
    counter.reads(CODE);
    let (ticket, _) = counter.command();
    let on_its_way = counter.wait;
    counter.rejected(ticket, Refusal::Busy);
    assert_eq!(counter.wait, Wait(4));
    // Read while the first one was on its way, and delivered after it was refused.
    counter.reads_as("289999999999999999", Source::HidPos, 1, on_its_way);
    assert!(counter.commands().is_empty());
}

#[test]
fn a_second_scan_while_the_first_is_on_its_way_is_said_and_heard() {
    let mut counter = filled_in();
    counter.reads(CODE).command();
    counter.sounds();
    counter.wait(700).reads(CODE).sees("on its way already");
    assert_eq!(counter.sounds(), [Sound::Wrong]);
    counter.wait(700).reads("289999999999999999").sees("on its way already");
    assert!(counter.commands().is_empty());
}

/// One scanner that is heard by two ways, or by two programs.
#[test]
fn a_scan_that_is_heard_twice_counts_once() {
    for second in [(Source::Serial, 2), (Source::HidPos, 2), (Source::Grab, 1)] {
        let mut counter = filled_in();
        counter.reads(CODE);
        let (ticket, _) = counter.command();
        counter.rejected(ticket, Refusal::Busy).sounds();
        let wait = counter.wait;
        counter.wait(20).reads_as(CODE, second.0, second.1, wait);
        assert!(counter.wishes.is_empty(), "{second:?} {:?}", counter.wishes);
        counter.sees("Another request of this hold").sees_no("on its way already");
    }
}

/// Reports of a scanner that types as well: in whichever order the two arrive, one hold comes of it,
/// and none of its digits stay in a field.
#[test]
fn reports_and_keys_of_one_scan_are_one_scan() {
    let (first, rest) = CODE.split_at(9);
    let mut counter = filled_in();
    counter.wait(400).burst(first, 8).reads(CODE).burst(rest, 8).wait(8).press("Enter");
    let (ticket, _) = counter.command();
    counter.rejected(ticket, Refusal::Busy).wait(200).tell(Msg::Tick);
    counter.sees("Another request of this hold").sees("张伟").sees_no("287").sees_no("432");
    assert!(counter.commands().is_empty());

    let mut counter = filled_in();
    counter.wait(400).burst(CODE, 8).wait(8).press("Enter");
    let (ticket, _) = counter.command();
    counter.rejected(ticket, Refusal::Busy).reads(CODE).wait(300).tell(Msg::Tick);
    counter.sees("Another request of this hold").sees_no("287");
    assert!(counter.commands().is_empty());
}

/// The focus moved in the middle of it: all fields are as they were.
#[test]
fn digits_are_taken_out_of_whichever_field_they_went_to() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3", "Tab"]).types("Lee").wait(400);
    counter.burst("287", 8).reads("289999999999999999").sees("The room is missing.");
    counter.burst("654321098765432", 8).wait(200).tell(Msg::Tick);
    counter.sees("Lee").sees("The room is missing.").sees_no("287").sees_no("654");
}

/// A scanner with two final keys, or one that reports its scan and presses Enter all the same.
#[test]
fn no_scan_presses_a_button() {
    for last in ["Enter", "Tab", "Ctrl+J"] {
        let mut counter = filled_in();
        counter.reads("134567890123456789").sees("This is a WeChat code").wait(149).press(last);
        counter.types("!").sees("张伟!");
        let mut counter = filled_in();
        counter.reads("134567890123456789").wait(150).press("Enter").types("BK1");
        counter.sees("张伟").sees("BK1").sees_no("张伟BK1");
    }
    let mut counter = filled_in();
    counter.tell(Msg::Garbled(Garbled::Half)).wait(10).press("Enter").types("!").sees("张伟!");
}

#[test]
fn the_code_of_an_article_is_one_whatever_its_digits() {
    use counterpane::scanner::{Aim, Scan};
    let mut counter = filled_in();
    let of = |counter: &Counter, aim: &[u8; 3]| {
        Msg::Scan(Scan {
            symbology: Aim::new(*aim),
            source: Source::HidPos,
            wait: counter.wait,
            ..crate::scan(CODE, counter.millis)
        })
    };
    let article = of(&counter, b"]E0");
    counter.tell(article).sees("This is the code of an article");
    assert_eq!(counter.sounds(), [Sound::Wrong]);
    assert!(counter.commands().is_empty());
    let odd = of(&counter, b"]L0");
    counter.tell(odd).sees("payment codes are no PDF417").command();
}

#[test]
fn what_came_in_broken_is_said_where_a_scan_is_waited_for_and_elsewhere() {
    for (garbled, words) in [
        (Garbled::Half, "Only a part of the code arrived"),
        (Garbled::Short, "The scanner sent less than it announced"),
        (Garbled::TooLong, "This is too long"),
        (Garbled::Mixed, "Parts of two codes arrived at once"),
        (Garbled::AltMode, "The scanner types in its ALT mode"),
        (Garbled::Keypad, "The scanner types without Num Lock"),
    ] {
        let mut counter = filled_in();
        counter.tell(Msg::Garbled(garbled)).sees(words).sees("Nothing was sent.").sees("Say:");
        assert_eq!(counter.sounds(), [Sound::Wrong], "{garbled:?}");
        let mut home = Counter::open(Mode::Live);
        home.tell(Msg::Garbled(garbled)).sees(words).sees("Nothing is held yet");
        assert_eq!(home.sounds(), [Sound::Wrong], "{garbled:?}");
    }
}

#[test]
fn a_form_that_is_covered_is_named() {
    let mut counter = filled_in();
    counter.keys(&["F1"]).reads(CODE).sees("Go back to the form first");
    assert_eq!(counter.sounds(), [Sound::Wrong]);
    let (covered, mut wrong) = (counter.wait, Counter::open(Mode::Live));
    counter.keys(&["Esc"]).reads_as(CODE, Source::HidPos, 1, covered);
    assert!(counter.commands().is_empty());
    counter.reads(CODE).command();
    wrong.holds(vec![waiting(1, "1208", "张伟")]).keys(&["F7"]).reads(CODE);
    wrong.sees("Nothing is scanned here.");
    assert_eq!(wrong.sounds(), [Sound::Wrong]);
}

/// A hand scanned a moment before the refusal was there: it is told, because keys have no queue.
#[test]
fn a_scan_that_was_typed_across_the_end_of_a_request_is_not_taken() {
    let (first, rest) = CODE.split_at(9);
    let mut counter = filled_in();
    counter.reads("289999999999999999");
    let (ticket, _) = counter.command();
    counter.wait(1200).burst(first, 8).rejected(ticket, Refusal::Busy).burst(rest, 8);
    counter.wait(8).press("Enter").sees("This scan came before the form was ready");
    assert!(counter.commands().is_empty());
    counter.sees_no("287").wait(1200).burst(CODE, 8).wait(8).press("Enter").command();
}

/// A digit by hand less than a tenth of a second before the scanner began.
#[test]
fn a_key_that_ran_into_a_scan_is_not_guessed_away() {
    let mut counter = filled_in();
    counter.wait(400).press("1").wait(60).burst(CODE, 8).wait(8).press("Enter");
    counter.sees("Scan one code, once.").sees_no("2876");
    assert!(counter.commands().is_empty());
}

/// A whole slip that runs into one line, or a scanner that reads a book.
#[test]
fn more_than_any_code_is_swallowed_whole() {
    let mut counter = filled_in();
    counter.wait(400).burst(&"0123456789".repeat(40), 3).wait(200).tell(Msg::Tick);
    counter.sees("This is too long").sees("张伟").sees_no("0123");
    assert_eq!(counter.sounds(), [Sound::Wrong]);
    assert!(counter.commands().is_empty());
}

#[test]
fn a_scanner_in_alt_mode_or_without_num_lock_is_recognised() {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let alt = |digit: char| KeyEvent::new(KeyCode::Char(digit), KeyModifiers::ALT);
    let mut counter = filled_in();
    counter.wait(400);
    for digit in "050056055054053052051050049048".chars() {
        counter.wait(5).tell(Msg::Key(alt(digit)));
    }
    counter.wait(200).tell(Msg::Tick).sees("ALT mode").sees("张伟");
    let cursor = |code| KeyEvent::new(code, KeyModifiers::NONE);
    let keys = [KeyCode::Down, KeyCode::Up, KeyCode::Home, KeyCode::Right, KeyCode::Delete];
    let mut counter = filled_in();
    counter.wait(400);
    for code in keys.into_iter().cycle().take(18) {
        counter.wait(5).tell(Msg::Key(cursor(code)));
    }
    counter.wait(200).tell(Msg::Tick).sees("without Num Lock").sees("张伟").sees("1500.00");
    assert!(counter.commands().is_empty());
}

#[test]
fn a_booking_s_bar_code_is_searched_for_and_a_payment_code_is_not_shown() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F6"]).types("Lee").reads("BK-20461").sees("BK-20461").sees_no("Lee");
    let searched = |wish: &Wish| matches!(wish, Wish::Find { text, .. } if text == "BK-20461");
    assert!(counter.wishes.iter().any(searched), "{:?}", counter.wishes);
    counter.wishes.clear();
    for code in [CODE, "134567890123456789", "1287654321098765432"] {
        counter.reads(code).sees("may be a payment code").sees("BK-20461").sees_no(code);
        assert_eq!(counter.sounds(), [Sound::Wrong]);
        // Nor is it searched for while it is being typed.
        counter.wait(1200).burst(code, 8).wait(8).press("Enter");
        counter.sees("may be a payment code").sees("BK-20461").sees_no(&code[..8]);
        let texts = counter.wishes.drain(..).filter_map(|wish| {
            let Wish::Find { text, .. } = wish else { return None };
            Some(text)
        });
        assert!(texts.into_iter().all(|text| !text.contains(&code[..4])), "{code}");
        counter.wait(1200);
    }
}

#[test]
fn a_scanner_that_types_and_is_switched_off_is_told_so() {
    let mut setup = crate::samples::setup(Mode::Live, counterpane::locale::Language::English);
    setup.scanner_keyboard = false;
    let mut counter = Counter::open(Mode::Live);
    counter.model = counterpane::tui::Model::new(setup, later(0)).unwrap();
    counter.keys(&["F3"]).types("1208").wait(400).burst(CODE, 8).wait(8).press("Enter");
    counter.sees("switched off in the settings").sees_no("287");
    assert!(counter.commands().is_empty());
}

/// After a clock that was set back, keys work as before.
#[test]
fn a_clock_that_goes_back_holds_no_key_up() {
    let mut counter = filled_in();
    counter.wait(400).burst("Wong", 5).wait(-3_600_000).tell(Msg::Tick).sees("张伟Wong");
    let mut counter = filled_in();
    counter.reads("134567890123456789").wait(-3_600_000).press("Enter").types("BK1");
    counter.sees("BK1").sees_no("张伟BK1");
    let mut counter = filled_in();
    counter.wait(400).burst("134567890123456789", 5).wait(5).press("Enter");
    counter.sees("This is a WeChat code").wait(-3_600_000).press("Enter").types("BK1");
    counter.sees("BK1").sees_no("张伟BK1");
}

#[test]
fn an_accepted_scan_leads_to_the_wait_and_another_scan_there_is_refused() {
    let mut counter = filled_in();
    counter.reads(CODE);
    let (ticket, _) = counter.command();
    let hold: HoldId = id(1);
    counter.accepted(ticket, hold).holds(vec![waiting(1, "1208", "张伟")]).sounds();
    counter.wait(900).reads(CODE).sees("This hold is on its way.");
    assert_eq!(counter.sounds(), [Sound::Wrong]);
    assert!(counter.wishes.is_empty());
}
