//! What is looked up: beside the one that writes, by any part of a name, page by page.

use std::fs;
use std::slice::from_ref;

use counterpane::domain::{Class, News, Reason};
use counterpane::journal::{ListFilter, PageFilter, Prefix, Reader};
use rusqlite::Connection;

use crate::world::{at, hold, id, learn, open, order_no, place, send};

#[test]
fn a_reader_follows_the_one_that_writes() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    let reader = Reader::open(&path, "live").unwrap();
    assert!(reader.open_holds().unwrap().is_empty());
    let first = hold(&mut journal, 1, "1208", "张伟");
    assert_eq!(reader.open_holds().unwrap(), from_ref(&first));
    assert_eq!(reader.entries_of(&first).unwrap(), journal.read().entries_of(&first).unwrap());
    assert_eq!(reader.head().unwrap(), journal.read().head().unwrap());
    drop(journal);
    let mut journal = open(&path);
    let second = hold(&mut journal, 2, "1209", "");
    assert_eq!(reader.open_holds().unwrap(), [first, second]);
    assert!(reader.verify(None).unwrap().is_sound());
}

/// A power cut leaves a log that was not folded in, and no index of it.
#[test]
fn a_reader_reads_what_a_crash_left() {
    let (folder, path) = place();
    let mut journal = open(&path);
    let held = hold(&mut journal, 1, "1208", "张伟");
    let crashed = folder.path().join("crashed.db");
    fs::copy(&path, &crashed).unwrap();
    fs::copy(path.with_file_name("journal.db-wal"), folder.path().join("crashed.db-wal")).unwrap();
    let reader = Reader::open(&crashed, "live").unwrap();
    assert_eq!(reader.open_holds().unwrap(), from_ref(&held));
    drop(reader);
    let recovered = open(&crashed);
    assert_eq!(recovered.read().entries_of(&held).unwrap().len(), 3);
    assert!(recovered.read().verify(None).unwrap().is_sound());
}

#[test]
fn holds_are_listed_by_state_and_room() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    let first = hold(&mut journal, 1, "1208", "张伟");
    let second = send(&mut journal, 2, "88a", "");
    let third = send(&mut journal, 3, "1208", "");
    let reason = Reason::ours(Class::Refused, "test.refused", "");
    learn(&mut journal, 3, News::Refused { reason });
    let money = "HKD".parse().map(|currency| counterpane::domain::Money::new(1, currency)).unwrap();
    learn(&mut journal, 1, News::Differs { theirs: money, ours: money });
    let list = |open, attention, room: Option<&str>| {
        let room = room.map(str::to_owned);
        let filter = ListFilter { open, attention, room };
        journal.read().list(&filter, 10).unwrap()
    };
    assert_eq!(list(false, false, None), [third.clone(), second.clone(), first.clone()]);
    assert_eq!(list(true, false, None), [second.clone(), first.clone()]);
    assert_eq!(list(false, true, None), from_ref(&first));
    assert_eq!(list(false, false, Some("１２０８")), [third, first.clone()]);
    assert_eq!(list(true, false, Some("88A")), from_ref(&second));
    assert_eq!(list(true, true, Some("88A")), []);
    assert_eq!(journal.read().list(&ListFilter::default(), 1).unwrap().len(), 1);
    assert_eq!(journal.read().open_holds().unwrap(), [first, second]);
}

#[test]
fn names_of_two_characters_and_parts_of_numbers_are_found() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    let zhang = hold(&mut journal, 1, "1208", "张伟");
    let ouyang = hold(&mut journal, 2, "1302", "欧阳修");
    let smith = hold(&mut journal, 3, "77", "Ann SMITH");
    let find = |text: &str| journal.read().find(text, 10).unwrap();
    for (text, hold) in [
        ("张伟", &zhang),
        ("伟", &zhang),
        ("欧阳", &ouyang),
        ("阳修", &ouyang),
        ("1208", &zhang),
        ("smith", &smith),
        ("Smith ann", &smith),
        ("mit", &smith),
        (order_no(&smith).as_str(), &smith),
        (&smith.as_str()[2..8], &smith),
        (&smith.as_str().to_lowercase(), &smith),
        ("2001000000000002", &ouyang),
    ] {
        assert_eq!(find(text), from_ref(hold), "{text}");
    }
    for text in ["张修", "smithann", "", "  ", "1209", "张 1302"] {
        assert_eq!(find(text), [], "{text}");
    }
    assert_eq!(find("2027"), [smith, ouyang, zhang], "every authorization number");
}

#[test]
fn a_beginning_names_one_hold_or_says_which() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    let holds: Vec<_> = (1..=40).map(|which| hold(&mut journal, which, "1", "")).collect();
    let by = |text: &str| journal.read().by_prefix(text).unwrap();
    for hold in &holds {
        assert_eq!(by(hold.as_str()), Prefix::One(hold.clone()));
        assert_eq!(by(&hold.as_str().to_lowercase()), Prefix::One(hold.clone()));
        assert_eq!(by(order_no(hold).as_str()), Prefix::One(hold.clone()));
        let beginning = &hold.as_str()[..2];
        let alike: Vec<_> = holds
            .iter()
            .rev()
            .filter(|other| other.as_str().starts_with(beginning))
            .cloned()
            .collect();
        let expected = match alike.as_slice() {
            [one] => Prefix::One(one.clone()),
            _ => Prefix::Several(alike),
        };
        assert_eq!(by(beginning), expected);
    }
    assert_eq!(by("H270115"), Prefix::Several(holds.iter().rev().take(20).cloned().collect()));
    assert_eq!(by(""), Prefix::None);
    assert_eq!(by("%"), Prefix::None);
    assert_eq!(by("ZZZZZZZZZZZ"), Prefix::None);
}

/// `O` is typed for `0`, and `I` or `L` for `1`.
#[test]
fn an_id_is_read_as_a_person_types_it() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    let mistakable = |which: &u64| id(*which).as_str().contains(['0', '1']);
    let which = (1..1000).find(mistakable).unwrap();
    let held = hold(&mut journal, which, "1", "");
    let typed = held.as_str().replace('0', "o").replace('1', "L");
    assert_eq!(journal.read().by_prefix(&typed).unwrap(), Prefix::One(held));
}

#[test]
fn entries_come_page_by_page_and_filtered() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    for which in 1..=30 {
        hold(&mut journal, which, &which.to_string(), if which == 7 { "张伟" } else { "Lee" });
    }
    let reader = journal.read();
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = reader.page(&PageFilter::default(), before, 7).unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.place);
        seen.extend(page.into_iter().map(|row| row.place));
    }
    assert_eq!(seen, (1..=90).rev().collect::<Vec<_>>());

    let count = |filter: PageFilter| reader.page(&filter, None, 100).unwrap().len();
    let text = |text: &str| PageFilter { text: Some(text.to_owned()), ..PageFilter::default() };
    assert_eq!(count(text("张伟")), 3);
    assert_eq!(count(text("lee")), 87);
    assert_eq!(count(text("nobody")), 0);
    assert_eq!(count(text(" ")), 90);
    assert_eq!(count(PageFilter { kind: Some("opened".to_owned()), ..text("lee") }), 29);
    assert_eq!(count(PageFilter { hold: Some(id(8)), ..PageFilter::default() }), 3);
    assert_eq!(count(PageFilter { hold: Some(id(8)), ..text("张伟") }), 0);
    let days = PageFilter { from: Some(at(10)), to: Some(at(12)), ..PageFilter::default() };
    assert_eq!(reader.page(&days, Some(31), 100).unwrap().len(), 4);
    assert_eq!(count(days), 6);

    let row = reader.row(20).unwrap().unwrap();
    assert_eq!((row.place, row.entry.seq, row.terminal.as_str()), (20, 20, "T1"));
    assert_eq!(reader.entries_of(&row.entry.hold).unwrap()[1], row.entry);
    assert_eq!(reader.row(91).unwrap(), None);
    assert_eq!(reader.row(u64::MAX).unwrap(), None);
}

/// More holds than are fetched one by one: the newest entries are looked through instead.
#[test]
fn a_common_text_is_paged_as_well() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    for which in 1..=230 {
        let guest = if which % 10 == 0 { "张伟" } else { "Lee" };
        send(&mut journal, which, "1", guest);
    }
    let filter = PageFilter { text: Some("lee".to_owned()), ..PageFilter::default() };
    let page = journal.read().page(&filter, None, 1000).unwrap();
    assert_eq!(page.len(), 2 * 207);
    assert!(page.iter().all(|row| row.entry.hold != id(230)));
}

#[test]
fn a_search_can_be_stopped_from_another_thread() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    for which in 1..=50 {
        send(&mut journal, which, "1", "Lee");
    }
    let reader = Reader::open(&path, "live").unwrap();
    let stop = reader.stop_handle();
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                stop.stop();
            }
        });
        let stopped = (0..100_000).find_map(|_| reader.verify(None).err());
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(stopped.unwrap().code(), "journal.stopped");
    });
    assert!(reader.verify(None).unwrap().is_sound());
}

/// What is asked at every start must not read what is settled.
#[test]
fn what_is_asked_at_a_start_uses_an_index() {
    let (_folder, path) = place();
    drop(open(&path));
    let file = Connection::open(&path).unwrap();
    for sql in [
        "SELECT id FROM hold WHERE open = 1 ORDER BY opened",
        "SELECT id FROM hold WHERE true AND attention = 1 ORDER BY opened DESC LIMIT 9",
        "SELECT id FROM hold WHERE true AND room_key = 'x' ORDER BY opened DESC LIMIT 9",
        "SELECT * FROM entry WHERE hold = 'x' ORDER BY place",
        "SELECT seq, hash FROM entry WHERE terminal = 'x' ORDER BY seq DESC LIMIT 1",
        "SELECT coalesce(max(place), 0) FROM entry",
        "SELECT id FROM hold WHERE order_no >= 'x' COLLATE NOCASE AND order_no < 'y' COLLATE NOCASE",
    ] {
        let mut explain = file.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let plan: Vec<String> =
            explain.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        let plan = plan.join("; ");
        let is_indexed = plan.contains("SEARCH") || plan.contains("USING INDEX");
        assert!(is_indexed && !plan.contains("TEMP B-TREE"), "{sql}: {plan}");
    }
}
