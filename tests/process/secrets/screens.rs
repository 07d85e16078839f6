//! The full-screen terminal: codes typed, pasted and scanned, where they belong and where they do not.

use std::time::Duration;

use super::Marks;
use crate::pane::Pane;
use crate::world::World;

const F1: &str = "\x1bOP";
const F3: &str = "\x1bOR";
const F6: &str = "\x1b[17~";
const F7: &str = "\x1b[18~";
const F12: &str = "\x1b[24~";
const ESC: &str = "\x1b";
const TAB: &str = "\t";
const CTRL_U: &str = "\x15";

/// Longer than a scanner takes between two characters: a hand's.
const BY_HAND: Duration = Duration::from_millis(130);

/// Longer than a scanner is silent within a scan.
const APART: Duration = Duration::from_millis(350);

pub(super) fn fill_in(pane: &mut Pane, room: &str) {
    pane.listen(APART);
    pane.press(F3);
    pane.sees("must be there");
    pane.types(room);
    for _ in 0..4 {
        pane.press(TAB);
    }
    pane.press(CTRL_U);
    pane.types("734");
    pane.sees("734.00");
    pane.listen(APART);
}

pub(super) fn scan(pane: &mut Pane, code: &str) {
    pane.listen(APART);
    pane.press(&format!("{code}\r"));
}

pub(super) fn by_hand(pane: &mut Pane, text: &str) {
    for c in text.chars() {
        pane.press(c.encode_utf8(&mut [0; 4]));
        pane.listen(BY_HAND);
    }
}

fn paste(pane: &mut Pane, text: &str) {
    pane.listen(APART);
    pane.press(&format!("\x1b[200~{text}\x1b[201~"));
    pane.listen(APART);
}

pub(super) fn home(pane: &mut Pane) {
    for _ in 0..3 {
        pane.listen(APART);
        pane.press(ESC);
    }
    pane.listen(APART);
}

/// One hold by each way in which a code can come.
pub(super) fn holds(pane: &mut Pane, marks: &Marks) {
    fill_in(pane, "301");
    scan(pane, &marks.code("confirms"));
    pane.sees("+ HELD");
    home(pane);
    fill_in(pane, "302");
    pane.press(F6);
    pane.listen(APART);
    by_hand(pane, &marks.code("confirms"));
    pane.press("\r");
    pane.sees("+ HELD");
    home(pane);
    fill_in(pane, "303");
    pane.press(F6);
    paste(pane, &marks.code("confirms"));
    pane.press("\r");
    pane.sees("+ HELD");
    home(pane);
}

/// Scans and pastes where no code is wanted.
fn astray(pane: &mut Pane, marks: &Marks) {
    for open in ["", F6, F7, F12, F1] {
        pane.press(open);
        scan(pane, &marks.code("confirms"));
        paste(pane, &marks.code("confirms"));
        paste(pane, &format!("room {}", marks.code("confirms")));
        home(pane);
    }
    fill_in(pane, "304");
    paste(pane, &marks.code("confirms"));
    home(pane);
}

/// A hand that types a code into a field for something else. Digit by digit it is seen until there are
/// as many as a code has: what is judged is the screen then, and all that comes of it.
fn mistyped(pane: &mut Pane, marks: &Marks) {
    let before = std::mem::take(&mut pane.written);
    marks.see("the screen before", before);
    // Room, guest, booking and amount of a check-in; then the search, and the journal's filter.
    for tabs in [0, 1, 2, 4] {
        pane.press(F3);
        pane.sees("must be there");
        for _ in 0..tabs {
            pane.press(TAB);
        }
        pane.press(CTRL_U);
        pane.listen(APART);
        by_hand(pane, &marks.code("confirms"));
        pane.listen(APART);
        marks.see(&format!("the form, field {tabs}"), pane.shown());
        // What is wrong with it is told, and no QR code is asked for.
        pane.press("\x1b[15~");
        pane.listen(APART);
        marks.see(&format!("the refused form, field {tabs}"), pane.shown());
        home(pane);
    }
    for open in [F6, F7] {
        pane.press(open);
        pane.listen(APART);
        by_hand(pane, &marks.code("confirms"));
        pane.listen(APART);
        marks.see("a search", pane.shown());
        home(pane);
    }
    pane.written.clear();
}

#[test]
fn codes_on_every_screen_of_training() {
    let marks = Marks::new(4);
    let world = World::training("");
    let mut pane = Pane::open(&world);
    pane.home();
    holds(&mut pane, &marks);
    astray(&mut pane, &marks);
    mistyped(&mut pane, &marks);
    // What is on the screens of the holds and of the journal, and in Chinese.
    for keys in ["\x1bOQ", "\r", "\x04", ESC, ESC, F7, "\r", ESC, ESC, "\x1bOQ"] {
        pane.listen(APART);
        pane.press(keys);
    }
    pane.listen(APART);
    marks.see("the screens", pane.written.clone());
    pane.kill();
    assert_eq!(world.holds().len(), 3, "a code that was not asked for moved money");
    let trained = "data/counterpane/training.alipay";
    marks.are_nowhere(&world, trained, &["training.db", "training.log", "books.db"]);
}

#[test]
fn codes_on_the_screens_against_a_provider() {
    let marks = Marks::new(5);
    let world = World::new();
    let mut pane = Pane::open(&world);
    pane.sees("Ctrl+Q");
    holds(&mut pane, &marks);
    marks.see("the screens", pane.written.clone());
    pane.kill();
    marks.see("the provider's log", world.said());
    marks.are_nowhere(&world, "keys", &["desk.db", "desk.log", "books.db"]);
}
