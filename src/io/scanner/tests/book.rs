use super::super::book::{Book, Refused};
use super::super::found::{Found, judge};
use super::{at, config, hid};
use crate::scanner::{DeviceId, Health};

fn pos(node: &str) -> Found {
    let seen = hid(node, &[(0x8C, 0x02)], "Scanner");
    judge(vec![seen], &config("")).remove(0)
}

fn health(book: &Book, now: i64) -> Vec<Health> {
    book.roster(at(now)).devices.into_iter().map(|device| device.health).collect()
}

fn due(book: &mut Book, now: i64) -> Vec<DeviceId> {
    book.due(at(now)).into_iter().map(|job| job.id).collect()
}

/// Refuses every attempt and gives back when they were made.
fn attempts(book: &mut Book, why: &Refused, until: i64) -> Vec<i64> {
    let mut made = Vec::new();
    for now in 0..until {
        for id in due(book, now) {
            made.push(now);
            book.ended(id, why.clone(), at(now));
        }
    }
    made
}

#[test]
fn rights_that_come_late_are_waited_for_before_anything_is_said() {
    let mut book = Book::default();
    book.look(vec![pos("a")], at(0));
    let made = attempts(&mut book, &Refused::NotAllowed, 1_999);
    assert_eq!(made, [0, 200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800]);
    // Said within a second, the half of one that a look takes included.
    assert_eq!(health(&book, 499), [Health::Opening]);
    assert_eq!(health(&book, 500), [Health::NotAllowed]);
    // Then each second: rights may be given at any time.
    let ids = due(&mut book, 2_000);
    book.ended(ids[0], Refused::NotAllowed, at(2_000));
    assert_eq!(due(&mut book, 2_999), []);
    assert!(book.is_waiting());
    let ids = due(&mut book, 3_000);
    assert_eq!(health(&book, 3_000), [Health::NotAllowed]);
    book.opened(ids[0], Some("layout".to_owned()), at(3_001));
    assert_eq!(health(&book, 3_001), [Health::Reading]);
    assert!(!book.is_waiting() && book.deadline().is_none());
    assert_eq!(book.roster(at(3_001)).devices[0].layout.as_deref(), Some("layout"));
}

#[test]
fn every_reason_is_told_as_what_it_is() {
    let cases = [
        (Refused::Busy, Health::Busy),
        (Refused::Gone, Health::Broken("its node is missing".to_owned())),
        (Refused::KeysDown, Health::Broken("one of its keys is held down".to_owned())),
        (Refused::Broken("a fault".to_owned()), Health::Broken("a fault".to_owned())),
    ];
    for (why, told) in cases {
        let mut book = Book::default();
        book.look(vec![pos("a")], at(0));
        attempts(&mut book, &why, 2_500);
        assert_eq!(health(&book, 2_500), [told], "{why:?}");
    }
}

#[test]
fn a_scanner_that_went_is_told_to_stop_and_comes_back_as_another() {
    let mut book = Book::default();
    book.look(vec![pos("a"), pos("b")], at(0));
    let jobs = book.due(at(0));
    let [first, second] = [&jobs[0], &jobs[1]];
    book.opened(first.id, None, at(1));
    book.opened(second.id, None, at(1));
    book.look(vec![pos("b")], at(5_000));
    assert!(first.controls.is_stopped() && !second.controls.is_stopped());
    // Its thread says so a little later, and nobody minds.
    book.ended(first.id, Refused::Gone, at(5_010));
    assert_eq!(health(&book, 5_010), [Health::Reading]);
    book.look(vec![pos("c"), pos("b")], at(6_000));
    assert_eq!(health(&book, 6_000), [Health::Opening, Health::Reading]);
    let again = book.due(at(6_000));
    assert!(again[0].id != first.id && again[0].id != second.id && again.len() == 1);
    book.stop();
    assert!(second.controls.is_stopped() && again[0].controls.is_stopped());
}

#[test]
fn a_scanner_that_was_lost_is_another_when_it_is_read_again() {
    let mut book = Book::default();
    book.look(vec![pos("a")], at(0));
    let first = due(&mut book, 0)[0];
    book.opened(first, None, at(1));
    // Unplugged and plugged in between two looks: the same node.
    book.ended(first, Refused::Gone, at(60_000));
    assert_eq!(health(&book, 60_000), [Health::Opening]);
    let again = due(&mut book, 60_200);
    assert!(again.len() == 1 && again[0] != first);
    // What the old thread still says is not about this one.
    book.ended(first, Refused::Busy, at(60_250));
    book.opened(again[0], None, at(60_300));
    assert_eq!(health(&book, 60_300), [Health::Reading]);
}

#[test]
fn a_scanner_that_is_lost_again_and_again_is_told() {
    let mut book = Book::default();
    book.look(vec![pos("a")], at(0));
    let fault = Refused::Broken("a fault".to_owned());
    let mut opened = 0;
    for now in 0..6_000 {
        for id in due(&mut book, now) {
            opened += 1;
            book.opened(id, None, at(now));
            book.ended(id, fault.clone(), at(now));
        }
    }
    assert_eq!(health(&book, 6_000), [Health::Broken("a fault".to_owned())]);
    assert!((10..16).contains(&opened), "{opened}");
}

#[test]
fn what_is_not_read_is_never_opened() {
    let mut book = Book::default();
    let typing = hid("a", &[(0x01, 0x06)], "Barcode Scanner");
    let left = hid("b", &[(0xFF00, 0x01)], "Barcode Scanner");
    book.look(judge(vec![typing, left], &config("")), at(0));
    assert_eq!(due(&mut book, 100_000), []);
    assert_eq!(health(&book, 0), [Health::Typing, Health::Unused]);
    assert!(!book.is_waiting());
}
