//! When the picture changes, and when it does not.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use counterpane::tui::{Mode, Msg};

use crate::Counter;
use crate::samples::{held, later, waiting};

#[test]
fn a_countdown_changes_once_a_second_and_at_no_other_time() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![waiting(1, "1208", "张伟")]).keys(&["Enter"]).sees("0:21");
    let before = counter.model.revision();
    // Both clocks of the sample stand on whole seconds.
    assert_eq!(counter.model.deadline(), Some(later(1000)));
    counter.wait(799).tell(Msg::Tick);
    assert_eq!(counter.model.revision(), before);
    counter.wait(1).tell(Msg::Tick).sees("0:20");
    assert_eq!(counter.model.revision(), before + 1);
    assert_eq!(counter.model.deadline(), Some(later(2000)));
}

#[test]
fn without_a_countdown_only_the_clock_moves() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]).sees("14:05");
    // It is seven seconds past the minute.
    assert_eq!(counter.model.deadline(), Some(later(53_000)));
    let before = counter.model.revision();
    counter.wait(53_000).tell(Msg::Tick).sees("14:06");
    assert_eq!(counter.model.revision(), before + 1);
}

#[test]
fn what_changes_nothing_draws_nothing() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]);
    let before = counter.model.revision();
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]).keys(&["x", "Up", "Tab", "Shift+Tab"]);
    assert_eq!(counter.model.revision(), before);
    counter.tell(Msg::Resized);
    assert_eq!(counter.model.revision(), before + 1);
}

#[test]
fn a_clock_that_is_set_back_changes_every_time_on_the_screen() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]).wait(-3_600_000);
    let before = counter.model.revision();
    counter.tell(Msg::Tick).sees("13:05");
    assert_eq!(counter.model.revision(), before + 1);
    assert_eq!(counter.model.deadline(), Some(later(53_000 - 3_600_000)));
}

#[test]
fn a_key_that_is_let_go_counts_once() {
    let mut counter = Counter::open(Mode::Live);
    counter.keys(&["F3"]);
    for kind in [KeyEventKind::Press, KeyEventKind::Release] {
        let key = KeyEvent::new_with_kind(KeyCode::Char('7'), KeyModifiers::NONE, kind);
        counter.tell(Msg::Key(key));
    }
    counter.sees(" 7 ").sees_no("77");
}
