//! What the screens show, changed behind the entries: every column of every hold, every row of the
//! search index. It is found, and made again from the entries.

use counterpane::journal::{Finding, Reader};

use crate::rows::Opened;
use crate::said::{MODE, said};

const NUMBERS: [&str; 9] = [
    "newest",
    "opened_at",
    "open",
    "attention",
    "asked",
    "held",
    "captured",
    "released",
    "remaining",
];
const TEXTS: [&str; 12] = [
    "id",
    "terminal",
    "order_no",
    "room",
    "guest",
    "booking",
    "state",
    "currency",
    "room_key",
    "stay_key",
    "number_key",
    "id",
];

fn is_projection(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| matches!(finding, Finding::Projection { .. } | Finding::Index))
}

#[test]
fn every_changed_column_of_every_hold_is_found() {
    let opened = Opened::new();
    let whole = std::fs::read(&opened.path).unwrap();
    let holds = opened.file().query_row("SELECT count(*) FROM hold", [], |row| row.get(0));
    let holds: i64 = holds.unwrap();
    assert_eq!(holds, 3);
    for nth in 0..holds {
        let row =
            format!("opened = (SELECT opened FROM hold ORDER BY opened LIMIT 1 OFFSET {nth})");
        let numbers = NUMBERS.iter().map(|column| format!("{column} = {column} + 100"));
        let texts = TEXTS.iter().map(|column| format!("{column} = {column} || '7'"));
        for change in numbers.chain(texts) {
            opened.sql(&format!("UPDATE hold SET {change} WHERE {row}"));
            let findings = opened.findings(None);
            assert!(is_projection(&findings), "{change}: {findings:?}");
            std::fs::write(&opened.path, &whole).unwrap();
        }
    }
    assert_eq!(opened.findings(None), []);
}

#[test]
fn a_hold_that_is_not_shown_or_not_there_is_found() {
    for sql in [
        "DELETE FROM hold WHERE opened = 1",
        "DELETE FROM hold",
        "INSERT INTO hold SELECT 99, newest, 'ABCDEFGHJK', terminal, order_no, opened_at, room,
         guest, booking, state, open, attention, currency, asked, held, captured, released,
         refunded, remaining, room_key, stay_key, number_key FROM hold WHERE opened = 1",
    ] {
        let opened = Opened::new();
        opened.sql(sql);
        assert!(is_projection(&opened.findings(None)), "{sql}");
    }
}

/// The tables below the search index, row by row: a search that finds less is found, or finds the same.
#[test]
fn every_row_of_the_search_index_counts() {
    let opened = Opened::new();
    let before = said(&Reader::open(&opened.path, MODE).unwrap()).unwrap();
    let whole = std::fs::read(&opened.path).unwrap();
    let mut found = 0;
    for table in ["hold_stay", "hold_number"] {
        for part in ["data", "idx", "docsize", "config"] {
            let below = format!("{table}_{part}");
            let count = format!("SELECT count(*) FROM {below}");
            let rows: i64 = opened.file().query_row(&count, [], |row| row.get(0)).unwrap();
            for nth in 0..rows {
                let key = match part {
                    "idx" => "segid",
                    "config" => "k",
                    _ => "id",
                };
                opened.sql(&format!(
                    "DELETE FROM {below} WHERE {key} = (SELECT {key} FROM {below} LIMIT 1 OFFSET {nth})"
                ));
                let reader = Reader::open(&opened.path, MODE).unwrap();
                let sound = reader.verify(None).unwrap().findings;
                // The guards are away here, which is found too.
                let sound = sound.iter().all(|one| matches!(one, Finding::Layout { .. }));
                if sound {
                    assert_eq!(said(&reader).unwrap(), before, "{below} {nth}");
                } else {
                    found += 1;
                }
                drop(reader);
                std::fs::write(&opened.path, &whole).unwrap();
            }
        }
    }
    assert!(found > 5, "{found}");
}
