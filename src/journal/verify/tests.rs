use super::super::Journal;
use super::super::sample::{OPENING, journal, keep};
use super::*;

/// Changes a sound journal behind its back, and says what a check finds then.
fn after(sql: &str) -> Vec<Finding> {
    let (folder, mut journal) = journal();
    for which in 1..=4 {
        keep(&mut journal, which, "1208", "张伟");
    }
    assert!(journal.read().verify(None).unwrap().is_sound());
    drop(journal);
    let path = folder.path().join("journal.db");
    let file = Connection::open(&path).unwrap();
    let triggers: String = file
        .query_row(
            "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema
             WHERE type = 'trigger'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    file.execute_batch(&triggers).unwrap();
    file.execute_batch(sql).unwrap();
    drop(file);
    let reader = Reader::open(&path, OPENING.mode_tag).unwrap();
    let mut findings = reader.verify(None).unwrap().findings;
    // The missing triggers are themselves found.
    findings.retain(|finding| !matches!(finding, Finding::Layout { .. }));
    findings
}

fn of(terminal: &str, seq: u64) -> (String, u64) {
    (terminal.to_owned(), seq)
}

#[test]
fn a_changed_entry_is_found() {
    let (terminal, seq) = of("T1", 4);
    let findings = after("UPDATE entry SET at = at + 1 WHERE seq = 4");
    assert!(findings.contains(&Finding::Changed { terminal, seq }), "{findings:?}");
}

#[test]
fn a_changed_entry_with_a_new_hash_is_found_at_the_next() {
    let (terminal, seq) = of("T1", 5);
    let findings = after("UPDATE entry SET hash = zeroblob(32) WHERE seq = 4");
    assert!(findings.contains(&Finding::Unlinked { terminal, seq }), "{findings:?}");
}

#[test]
fn a_dropped_entry_is_found() {
    let (terminal, from) = of("T1", 5);
    let findings = after("DELETE FROM entry WHERE seq = 5");
    let to = from;
    assert!(findings.contains(&Finding::Missing { terminal, from, to }), "{findings:?}");
}

#[test]
fn swapped_entries_are_found() {
    let (terminal, seq) = of("T1", 4);
    let findings = after(
        "UPDATE entry SET place = -1 WHERE place = 4; UPDATE entry SET place = 4 WHERE place = 5;
         UPDATE entry SET place = 5 WHERE place = -1;",
    );
    assert!(findings.contains(&Finding::Repeated { terminal, seq }), "{findings:?}");
}

#[test]
fn a_doubled_entry_is_found() {
    let (terminal, seq) = of("T1", 13);
    let findings = after(
        "INSERT INTO entry SELECT 13, terminal, 13, at, hold, kind, request, body, prev_hash,
         hash FROM entry WHERE seq = 12",
    );
    assert!(findings.contains(&Finding::Unlinked { terminal: terminal.clone(), seq }));
    assert!(findings.contains(&Finding::Changed { terminal, seq }), "{findings:?}");
}

#[test]
fn entries_that_were_inserted_rightly_but_contradict_are_found() {
    let (_folder, mut journal) = journal();
    let hold = keep(&mut journal, 1, "1208", "张伟");
    let entries = journal.read().entries_of(&hold).unwrap();
    let connection = &mut journal.reader.connection;
    let transaction = connection.transaction().unwrap();
    let tip = super::super::record::Tip::of(&transaction, "training", "T1").unwrap();
    let draft = super::super::record::Draft::of(&hold, &entries[0].fact).unwrap();
    let (record, _) = tip.next("T1", entries[0].at, draft);
    record.insert(&transaction).unwrap();
    transaction.commit().unwrap();
    let hold = hold.to_string();
    let what = Broken::OpenedTwice;
    let findings = journal.read().verify(None).unwrap().findings;
    assert!(findings.contains(&Finding::Contradiction { hold, what }), "{findings:?}");
}

#[test]
fn a_cut_tail_is_found_by_what_was_seen_before() {
    let (_folder, mut journal) = journal();
    assert_eq!(journal.read().head().unwrap(), None);
    keep(&mut journal, 1, "1208", "张伟");
    let seen = journal.read().head().unwrap().unwrap().hash.to_string();
    keep(&mut journal, 2, "1209", "");
    let check = |expected: &str| journal.read().verify(Some(expected)).unwrap();
    assert!(check(&seen).is_sound(), "an older head is fine");
    assert!(check(&seen[..12].to_uppercase()).is_sound());
    assert_eq!(check(&seen).entries, 6);
    let other = chain::beginning("live", "T1").to_string();
    assert_eq!(check(&other).findings, [Finding::Cut { expected: other }]);
    assert!(!check("").is_sound());
}

/// Rows cut off together with what the projection says of them; and without.
#[test]
fn a_cut_tail_is_found_by_the_projection_where_that_was_left() {
    let findings = after("DELETE FROM entry WHERE seq > 10");
    let is_row = |finding: &Finding| matches!(finding, Finding::Projection { .. });
    assert!(findings.iter().any(is_row), "{findings:?}");
    let findings = after("DELETE FROM entry WHERE seq > 9");
    assert!(findings.contains(&Finding::Index), "{findings:?}");
}

#[test]
fn a_changed_projection_is_found_and_rebuilt() {
    for sql in [
        "UPDATE hold SET remaining = 1 WHERE opened = 1",
        "UPDATE hold SET open = 0 WHERE opened = 1",
        "DELETE FROM hold WHERE opened = 1",
        "DELETE FROM hold_stay WHERE rowid = 1",
        "INSERT INTO hold_number (rowid, grams) VALUES (99, 'xyz')",
        "UPDATE hold SET id = 'ABCDEFGHJK' WHERE opened = 1",
    ] {
        let (_folder, mut journal) = journal();
        keep(&mut journal, 1, "1208", "张伟");
        journal.reader.connection.execute_batch(sql).unwrap();
        assert!(!journal.read().verify(None).unwrap().is_sound(), "{sql}");
        journal.rebuild().unwrap();
        assert_eq!(journal.read().verify(None).unwrap().findings, [], "{sql}");
    }
}

#[test]
fn two_terminals_have_chains_of_their_own() {
    let (folder, mut journal) = journal();
    keep(&mut journal, 1, "1208", "张伟");
    drop(journal);
    let path = folder.path().join("journal.db");
    let other = super::super::Opening { terminal: "T2", ..OPENING };
    let mut journal = Journal::open(&path, other).unwrap();
    keep(&mut journal, 2, "1209", "");
    let report = journal.read().verify(None).unwrap();
    assert!(report.is_sound(), "{report:?}");
    let head = report.head.unwrap();
    assert_eq!((head.terminal.as_str(), head.seq, report.entries), ("T2", 3, 6));
}
