use counterpane::desk::{Command, Snapshot};
use counterpane::domain::State;
use counterpane::tui::{Mode, Msg, Wish};

use crate::Counter;
use crate::samples::{QR, held, id, not_held, showing_qr, waiting};

fn at_the_wait() -> Counter {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![waiting(1, "1208", "张伟")]).keys(&["Enter"]);
    counter
}

#[test]
fn checking_now_and_stopping_are_commands_and_stopping_asks_first() {
    let mut counter = at_the_wait();
    counter.keys(&["F5"]);
    let (_, command) = counter.command();
    assert!(matches!(command, Command::Check { hold: Some(hold) } if hold == id(1)));
    counter.keys(&["F7"]).sees("Stop waiting and undo?");
    assert!(counter.commands().is_empty());
    counter.keys(&["Esc"]).sees("The guest confirms in Alipay").keys(&["F7", "F7"]);
    let (_, command) = counter.command();
    assert!(matches!(command, Command::Cancel { hold } if hold == id(1)));
}

#[test]
fn the_question_goes_when_it_is_answered_by_what_happened() {
    let mut counter = at_the_wait();
    counter.keys(&["F7"]).holds(vec![held(1, "1208", "张伟", 150_000)]).sees("+ HELD");
    counter.keys(&["F7"]);
    assert!(counter.commands().is_empty());
}

#[test]
fn esc_goes_home_and_the_request_goes_on() {
    let mut counter = at_the_wait();
    counter.keys(&["Esc"]).sees("Waiting (1)").sees("1208");
    assert!(counter.commands().is_empty());
}

#[test]
fn the_end_rings_once_wherever_the_cashier_is() {
    let mut counter = at_the_wait();
    counter.keys(&["Esc"]).holds(vec![not_held(1, "1208", "张伟")]).sees("Done (1)");
    let bells = |counter: &Counter| {
        counter.wishes.iter().filter(|wish| matches!(wish, Wish::Bell(_))).count()
    };
    assert_eq!(bells(&counter), 1);
    counter.holds(vec![not_held(1, "1208", "张伟")]);
    assert_eq!(bells(&counter), 1);
}

#[test]
fn a_qr_code_goes_when_the_guest_has_confirmed() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![showing_qr(1, "1208", "张伟")]).keys(&["Enter"]).sees("▄▄▄▄▄").sees_no(QR);
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]).sees_no("▄▄▄▄▄").sees("+ HELD");
}

#[test]
fn check_out_begins_with_the_chosen_hold_or_with_finding_one() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]).keys(&["F4"]).sees("HELD");
    let mut counter = at_the_wait();
    counter.keys(&["Esc", "F4"]).sees("Find");
}

#[test]
fn the_choice_stays_with_its_hold_when_rows_move() {
    let mut counter = Counter::open(Mode::Live);
    let second = held(2, "2101", "Ms Lee", 80_000);
    counter.holds(vec![held(1, "1208", "张伟", 150_000), second.clone()]).keys(&["Down"]);
    let mut first = waiting(1, "1208", "张伟");
    first.state = State::Unclear;
    counter.holds(vec![first, second, held(3, "0101", "Mr Ito", 1)]).keys(&["Enter"]);
    counter.sees("HKD 800.00").sees_no("1208");
}

#[test]
fn leaving_asks_only_while_a_request_is_open() {
    let mut counter = at_the_wait();
    counter.keys(&["Esc", "Ctrl+Q"]).sees("asked again at the next start");
    assert!(counter.wishes.is_empty(), "{:?}", counter.wishes);
    counter.keys(&["Esc"]).sees("Waiting (1)").keys(&["Ctrl+Q", "Ctrl+Q"]);
    assert!(matches!(counter.wishes[..], [Wish::Quit]));
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]).keys(&["Ctrl+Q"]);
    assert!(matches!(counter.wishes[..], [Wish::Quit]));
}

#[test]
fn the_language_changes_at_once_on_any_screen() {
    let mut counter = at_the_wait();
    counter.keys(&["F2"]).sees("客人正在支付宝中确认").keys(&["F1", "F2"]).sees("Help");
    counter.keys(&["Esc"]).sees("The guest confirms in Alipay");
}

#[test]
fn a_journal_that_is_down_is_said_everywhere_until_it_is_up() {
    let down = |why: &str| {
        let notices = vec![counterpane::desk::Notice::JournalDown(why.to_owned())];
        Msg::Snapshot(std::sync::Arc::new(Snapshot { notices, ..Snapshot::default() }))
    };
    let mut counter = Counter::open(Mode::Live);
    counter
        .keys(&["F3"])
        .tell(down("disk full"))
        .sees("The journal cannot be written")
        .sees("disk full");
    counter.keys(&["Esc"]).sees("Check in").sees("JOURNAL DOWN");
    counter.tell(down("still full")).sees("Check in").holds(Vec::new()).sees_no("JOURNAL DOWN");
    let mut counter = Counter::open(Mode::Live);
    counter.tell(down("disk full")).holds(Vec::new()).sees("can be written again");
    counter.keys(&["Down"]).sees("Nothing is held yet").sees_no("can be written again");
}
