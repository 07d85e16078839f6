//! A cashier's day at the full-screen terminal: keys in, screens out.

use std::time::Duration;

use crate::pane::Pane;
use crate::run::{LONGEST, clock};
use crate::world::World;

/// Asks often, so that a guest who types a password takes about two seconds.
const EAGER: &str = "poll_every = \"500ms\"\n";

const F3: &str = "\x1bOR";
const F9: &str = "\x1b[20~";
const TAB: &str = "\t";
/// Clears the field.
const CTRL_U: &str = "\x15";

/// Room and amount of a check-in; the rest of the page stays as it is.
fn fill_in(pane: &mut Pane, room: &str) {
    pane.press(F3);
    pane.sees("must be there");
    pane.types(room);
    for _ in 0..4 {
        pane.press(TAB);
    }
    pane.press(CTRL_U);
    pane.types("734");
    pane.sees("HKD 734.00");
}

/// As a scanner types: all at once, and not in the same moment as the hand before it.
fn scan(pane: &mut Pane, code: &str) {
    pane.listen(Duration::from_millis(300));
    pane.press(&format!("{code}\r"));
}

#[test]
fn a_check_in_by_keys_is_held() {
    let world = World::training("");
    let mut pane = Pane::open(&world);
    pane.home();
    fill_in(&mut pane, "1208");
    pane.press(F9);
    pane.sees("+ HELD");
    let hold = world.holds().remove(0);
    assert_eq!((&hold["room"], &hold["held"]), (&"1208".into(), &"734.00".into()));
    assert_eq!(hold["state"], "held");
}

#[test]
fn a_scanner_types_the_code_at_once() {
    let world = World::training("");
    let mut pane = Pane::open(&world);
    pane.home();
    fill_in(&mut pane, "1208");
    scan(&mut pane, &world.code("confirms"));
    pane.sees("+ HELD");
    assert_eq!(world.holds()[0]["held"], "734.00");
}

#[test]
fn a_power_cut_while_the_guest_types_settles_by_itself() {
    let world = World::training(EAGER);
    let mut pane = Pane::open(&world);
    pane.home();
    fill_in(&mut pane, "1208");
    scan(&mut pane, &world.code("password"));
    pane.sees("NOT KNOWN YET");
    let start = clock();
    let cut = loop {
        assert!(start.elapsed() < LONGEST, "the guest was never asked");
        if let Some(hold) = world.holds().into_iter().find(|hold| hold["state"] == "waiting") {
            break hold;
        }
    };
    pane.kill();
    assert_eq!((&cut["money"], &cut["held"]), (&"not_known_yet".into(), &"0.00".into()));
    let mut again = Pane::open(&world);
    again.sees("1208");
    again.sees("+ HELD");
    let hold = world.holds().remove(0);
    assert_eq!((&hold["id"], &hold["state"]), (&cut["id"], &"held".into()));
}

#[test]
fn nothing_is_drawn_when_nothing_changes() {
    let world = World::training("");
    let mut pane = Pane::open(&world);
    pane.home();
    // What follows the first picture: the clock of the next minute, once at most.
    pane.listen(Duration::from_millis(300));
    let idle = (0..3).any(|_| pane.listen(Duration::from_millis(1200)) == 0);
    assert!(idle, "draws without a change");
}

#[test]
fn a_window_of_any_size_is_drawn_again() {
    let world = World::training("");
    let mut pane = Pane::open(&world);
    pane.home();
    // Each change on its own, and all of them at once: then the last size is the first one.
    for pause in [Duration::from_millis(100), Duration::ZERO] {
        for (columns, rows) in [(10, 3), (1, 1), (200, 60), (80, 24), (3, 200), (100, 40)] {
            pane.resize(columns, rows);
            pane.listen(pause);
        }
        pane.home();
    }
}

#[test]
fn what_a_killed_program_left_on_the_screen_is_cleared_first() {
    let world = World::training("");
    let mut pane = Pane::open(&world);
    pane.home();
    let cleared = pane.written_at(b"\x1b[2J").unwrap();
    assert!(pane.written_at(b"\x1b[?1049h").unwrap() < cleared);
    assert!(cleared < pane.written_at(b"TRAINING").unwrap());
}
