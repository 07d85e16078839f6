use counterpane::desk::{Command, How, Refusal};
use counterpane::domain::Way;
use counterpane::tui::{Mode, Msg, Reply, Wish};

use crate::Counter;
use crate::samples::{CODE, held, id, money, waiting};

/// Room and guest are filled in; the amount is there already.
fn filled_in(mode: Mode) -> Counter {
    let mut counter = Counter::open(mode);
    counter.keys(&["F3"]).types("1208").keys(&["Tab"]).types("张伟");
    counter
}

#[test]
fn a_scan_holds_the_deposit_and_the_screen_says_held() {
    let mut counter = filled_in(Mode::Live);
    counter.sees("Ready: scan now").scan(CODE);
    let (ticket, command) = counter.command();
    let Command::Hold { stay, money: amount, how: How::Scan(code) } = command else {
        panic!("{command:?}");
    };
    assert_eq!((stay.room.as_str(), stay.guest.as_str()), ("1208", "张伟"));
    assert_eq!(amount, money(150_000));
    assert_eq!(code.expose(), CODE);
    counter.sees("Do not scan again");
    counter.accepted(ticket, id(1)).holds(vec![waiting(1, "1208", "张伟")]);
    counter.sees("The guest confirms in Alipay").sees("NOT KNOWN YET").sees("HKD 1,500.00");
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]);
    counter.sees("+ HELD").sees("HKD 1,500.00 is held for room 1208");
}

#[test]
fn a_qr_code_in_training_is_scanned_by_the_guest_who_stands_there() {
    let mut counter = filled_in(Mode::Training);
    counter.keys(&["F8", "Down", "Enter"]).wishes.clear();
    counter.sees("At the counter: Types a password").keys(&["F5"]);
    let set = counter
        .wishes
        .iter()
        .position(|wish| matches!(wish, Wish::Lesson(guest) if guest == "password"));
    let asked = counter.wishes.iter().position(|wish| matches!(wish, Wish::Command { .. }));
    assert!(set.is_some() && set < asked, "{:?}", counter.wishes);
    let (_, command) = counter.command();
    assert!(matches!(command, Command::Hold { how: How::Qr, .. }), "{command:?}");
}

/// A room that was mistyped holds somebody else's deposit.
#[test]
fn a_room_with_another_guest_s_deposit_is_said() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![held(1, "1208", "Ms Lee", 80_000)]).keys(&["F3"]).types("1208");
    counter.keys(&["Tab"]).types("Wu");
    counter.sees("HKD 800.00 is held in that room for Ms Lee.").keys(&["Shift+Tab"]).types("9");
    counter.sees_no("is held in that room");
}

#[test]
fn one_key_stands_for_the_guest_s_phone_in_training_alone() {
    let mut counter = filled_in(Mode::Training);
    counter.keys(&["F9"]);
    assert!(matches!(&counter.wishes[..], [Wish::LessonScan(guest)] if guest == "confirms"));
    let mut live = filled_in(Mode::Live);
    live.keys(&["F9", "F8"]).sees("Ready: scan now");
    assert!(live.wishes.is_empty(), "{:?}", live.wishes);
}

#[test]
fn a_scan_before_room_and_amount_says_what_is_missing_and_is_let_go() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3", "Tab", "Tab", "Tab", "Tab", "Ctrl+U"]).scan(CODE);
    counter.sees("The room is missing.").sees("The amount is missing.");
    counter.sees("Ask the guest to refresh the code, then scan again.");
    assert!(counter.commands().is_empty());
    // The cursor stands where the first thing is missing.
    counter.types("1208").keys(&["Shift+Tab"]).types("500").sees("Ready: scan now");
    assert!(counter.commands().is_empty(), "the old code was kept");
    counter.scan(CODE).command();
}

#[test]
fn every_other_code_gets_its_own_sentence_and_nothing_leaves() {
    let mut sentences = Vec::new();
    for text in [
        "134567890123456789",
        "6221234567890123456",
        "4111111111111111",
        "https://qr.alipay.com/fkx0",
        "https://example.com/",
        "4006381333931",
        "1234567890",
        "room 1208",
        "",
        "287654321098765432287654321098765432",
    ] {
        let mut counter = filled_in(Mode::Live);
        counter.scan(text).sees("Nothing was sent.").sees("Say:");
        assert!(counter.commands().is_empty(), "{text}");
        let shown = counter.shown();
        sentences.push(shown.lines().find(|line| line.contains('┌')).unwrap().to_owned());
        // The next scan is as good as the first.
        counter.scan(CODE).command();
    }
    let all = sentences.len();
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), all, "{sentences:#?}");
}

#[test]
fn a_second_scan_while_the_first_is_on_its_way_sends_nothing() {
    let mut counter = filled_in(Mode::Live);
    counter.scan(CODE).command();
    counter.keys(&["F5", "F6"]).scan(CODE).sees("on its way already");
    assert!(counter.commands().is_empty());
}

#[test]
fn a_used_code_and_a_busy_room_are_told_apart() {
    let mut counter = filled_in(Mode::Live);
    counter.holds(vec![waiting(7, "1208", "Ms Lee")]).scan(CODE);
    let (ticket, _) = counter.command();
    counter.rejected(ticket, Refusal::CodeUsed).sees("This code was used already").scan(CODE);
    let (ticket, _) = counter.command();
    counter
        .rejected(ticket, Refusal::RoomBusy { hold: id(7) })
        .sees("A hold of this room is not settled");
    counter.keys(&["F7"]).sees("The guest confirms in Alipay").sees("Ms Lee");
}

#[test]
fn a_person_who_leaves_hears_a_refusal_and_finds_the_hold_at_home() {
    let mut counter = filled_in(Mode::Live);
    counter.scan(CODE);
    let (ticket, _) = counter.command();
    counter.keys(&["Esc"]).sees("Nothing is held yet").rejected(ticket, Refusal::Busy);
    counter.sees("Another request of this hold is not settled");

    let mut counter = filled_in(Mode::Live);
    counter.scan(CODE);
    let (ticket, _) = counter.command();
    counter.keys(&["Esc"]).accepted(ticket, id(1)).holds(vec![waiting(1, "1208", "张伟")]);
    counter.sees("Waiting (1)").keys(&["Enter"]).sees("The guest confirms in Alipay");
}

#[test]
fn an_answer_reaches_its_screen_below_the_help() {
    let mut counter = filled_in(Mode::Live);
    counter.scan(CODE);
    let (ticket, _) = counter.command();
    counter.keys(&["F1"]).accepted(ticket, id(1)).holds(vec![waiting(1, "1208", "张伟")]);
    counter.sees("Help").keys(&["Esc"]).sees("The guest confirms in Alipay");
}

#[test]
fn a_code_typed_by_hand_is_masked_and_sent() {
    let mut counter = filled_in(Mode::Live);
    counter.keys(&["F6"]).types(CODE).sees("****************32").sees_no("2876");
    counter.keys(&["Enter"]);
    let (_, command) = counter.command();
    assert!(matches!(command, Command::Hold { how: How::Scan(code), .. } if code.expose() == CODE));
}

/// The phone shows another code by then.
#[test]
fn a_code_that_took_too_long_to_type_is_not_sent() {
    let mut counter = filled_in(Mode::Live);
    counter.keys(&["F6"]).types(CODE).wait(91_000).keys(&["Enter"]);
    counter.sees("This code is too old");
    assert!(counter.commands().is_empty());
}

/// Pasted ones too; and the first figure of a code that was erased is no part of the next one.
#[test]
fn a_code_is_as_old_as_its_own_first_figure() {
    let mut counter = filled_in(Mode::Live);
    counter.keys(&["F6"]).tell(Msg::Paste(CODE.to_owned().into())).wait(91_000).keys(&["Enter"]);
    counter.sees("This code is too old");
    assert!(counter.commands().is_empty());
    let mut counter = filled_in(Mode::Live);
    counter.keys(&["F6", "2", "Ctrl+U"]).wait(91_000).types(CODE).keys(&["Enter"]).command();
}

#[test]
fn a_paste_is_text_in_a_field_and_a_code_only_where_codes_go() {
    let paste = |text: &str| Msg::Paste(text.to_owned().into());
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3"]).tell(paste("1208")).keys(&["Enter"]).tell(paste(CODE));
    counter.sees("A payment code does not belong here").sees_no("6543");
    assert!(counter.commands().is_empty());
    counter.keys(&["Ctrl+U", "F6"]).tell(paste(CODE)).keys(&["Enter"]).command();
}

#[test]
fn a_wrong_amount_or_date_is_named() {
    for (departure, amount, words) in [
        ("", "0", "The amount must be above zero."),
        ("", "1.005", "more decimals than HKD has"),
        ("", "1-2", "not a number"),
        ("2026-11-21", "5", "The departure is in the past."),
        ("21", "5", "The departure is no date"),
    ] {
        let mut counter = filled_in(Mode::Live);
        counter.keys(&["Tab", "Tab"]).types(departure).keys(&["Tab", "Ctrl+U"]).types(amount);
        counter.sees(words).keys(&["F5"]);
        assert!(counter.commands().is_empty(), "{words}");
    }
}

#[test]
fn a_disk_that_is_full_is_said_where_the_cashier_looks() {
    let mut counter = filled_in(Mode::Live);
    counter.scan(CODE);
    let (ticket, _) = counter.command();
    let why = "no space left on device".to_owned();
    counter
        .tell(Msg::Reply(Reply::Failed { ticket, why }))
        .sees("no space left")
        .sees("Nothing was sent.");
}

#[test]
fn the_way_of_a_hold_does_not_change_its_page() {
    let mut qr = waiting(1, "1208", "张伟");
    qr.way = Way::Qr;
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![qr]).keys(&["Enter"]).sees("The guest confirms in Alipay");
}
