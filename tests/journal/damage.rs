//! A journal whose end or whose guards are not as they were, and what no journal may hold.

use std::fs;
use std::path::Path;

use counterpane::domain::{Ask, Class, Classified, Money, News, Reason, classify};
use counterpane::journal::{Finding, Reader};

use rusqlite::Connection;

use crate::world::{hold, learn, open, order_no, place, refusal, send};

/// Opens a journal's file as any SQLite tool would, with its guards off.
fn unguarded(path: &Path) -> Connection {
    let file = Connection::open(path).unwrap();
    file.execute_batch("DROP TRIGGER entry_is_never_changed; DROP TRIGGER entry_is_never_deleted;")
        .unwrap();
    file
}

/// A journal whose end is wrong is not written on: the new entries would make it worse.
#[test]
fn a_damaged_end_is_refused_at_once() {
    for sql in [
        "UPDATE entry SET body = replace(body, '2027', '2026') WHERE seq = 3",
        "UPDATE entry SET prev_hash = hash WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 2",
        "UPDATE entry SET terminal = 'T2' WHERE seq = 3",
        "UPDATE entry SET at = at + 1 WHERE seq = 1",
    ] {
        let (_folder, path) = place();
        let mut journal = open(&path);
        hold(&mut journal, 1, "1208", "张伟");
        drop(journal);
        unguarded(&path).execute_batch(sql).unwrap();
        assert_eq!(refusal(&path), "journal.damaged", "{sql}");
    }
}

#[test]
fn missing_guards_are_found() {
    let (_folder, path) = place();
    drop(open(&path));
    drop(unguarded(&path));
    let findings = open(&path).read().verify(None).unwrap().findings;
    let object = |name: &str| Finding::Layout { object: format!("trigger {name} on entry") };
    let expected = ["entry_is_never_changed", "entry_is_never_deleted"].map(object);
    assert_eq!(findings, expected);
}

/// A reader changes nothing, so it cannot mend what the terminal makes again at its next start.
#[test]
fn an_older_projection_is_made_again() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    let held = hold(&mut journal, 1, "1208", "张伟");
    drop(journal);
    let file = Connection::open(&path).unwrap();
    file.execute_batch("UPDATE about SET value = '0' WHERE name = 'projection'; DELETE FROM hold;")
        .unwrap();
    drop(file);
    assert_eq!(Reader::open(&path, "live").unwrap_err().code(), "journal.too_old");
    assert_eq!(open(&path).read().open_holds().unwrap(), [held]);
    assert!(Reader::open(&path, "live").unwrap().verify(None).unwrap().is_sound());
}

/// The guest's code goes to the provider and nowhere else.
#[test]
fn no_payment_code_reaches_a_file() {
    let text = "287654321098765432";
    let Classified::Alipay { code, .. } = classify(text) else {
        panic!("{text} is one of Alipay's codes");
    };
    let (folder, path) = place();
    let mut journal = open(&path);
    let id = hold(&mut journal, 1, "1208", "张伟");
    let ask = Ask::HoldByScan {
        order_no: order_no(&id),
        request_no: order_no(&id),
        money: "HKD".parse().map(|currency| Money::new(1, currency)).unwrap(),
        title: String::new(),
        code,
        confirm_minutes: 2,
    };
    let text_of_ask = format!("{ask:?}");
    let reason = Reason::ours(Class::Unknown, "net.timeout", text_of_ask);
    let id = send(&mut journal, 2, "1209", "");
    learn(&mut journal, 2, News::Unknown { reason });
    assert_eq!(journal.read().entries_of(&id).unwrap().len(), 3);
    let copy = folder.path().join("data/copy.db");
    journal.read().backup(&copy).unwrap();
    let files = fs::read_dir(path.parent().unwrap()).unwrap();
    let mut count = 0;
    for file in files.map(|file| file.unwrap().path()) {
        let bytes = fs::read(&file).unwrap();
        let is_in = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!is_in(text), "{}", file.display());
        count += u32::from(is_in("net.timeout"));
    }
    assert!(count >= 2, "the reason is in the log and in the copy");
}
