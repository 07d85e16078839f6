//! Rows of a journal dropped, swapped, doubled and changed with SQL, the guards put back afterwards; the
//! chain made anew by somebody who knows how; the end cut off at every length.

use std::path::{Path, PathBuf};

use counterpane::journal::{Finding, Reader};
use rusqlite::Connection;
use rusqlite::types::Value;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::flips::one_file;
use crate::said::MODE;
use crate::world::open;

pub(crate) const COLUMNS: [&str; 10] =
    ["place", "terminal", "seq", "at", "hold", "kind", "request", "body", "prev_hash", "hash"];

/// How many entries the journal of these tests has.
const ENTRIES: i64 = 11;

/// A journal that somebody with rights on the file has in a tool for SQLite.
pub(crate) struct Opened {
    _folder: TempDir,
    pub(crate) path: PathBuf,
    guards: Vec<String>,
}

impl Opened {
    pub(crate) fn new() -> Self {
        let (folder, path) = one_file();
        let file = Connection::open(&path).unwrap();
        file.pragma_update(None, "synchronous", "OFF").unwrap();
        let mut select = file
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
            .unwrap();
        let triggers: Vec<(String, String)> = select
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        drop(select);
        for (name, _) in &triggers {
            file.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        }
        let guards = triggers.into_iter().map(|(_, sql)| sql).collect();
        Self { _folder: folder, path, guards }
    }

    pub(crate) fn sql(&self, sql: &str) {
        self.file().execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Without waiting for the disk: there is no power cut in these tests.
    pub(crate) fn file(&self) -> Connection {
        let file = Connection::open(&self.path).unwrap();
        file.pragma_update(None, "synchronous", "OFF").unwrap();
        file
    }

    /// What the check finds once the guards are back.
    pub(crate) fn findings(&self, noted: Option<&str>) -> Vec<Finding> {
        for guard in &self.guards {
            self.sql(guard);
        }
        let findings = findings(&self.path, noted);
        for name in ["entry_is_never_changed", "entry_is_never_deleted", "entry_comes_next"] {
            self.sql(&format!("DROP TRIGGER {name}"));
        }
        findings
    }

    /// What the screens show is made again from the entries, by the program itself.
    fn rebuild(&self) {
        for guard in &self.guards {
            self.sql(guard);
        }
        self.sql("UPDATE about SET value = '0' WHERE name = 'projection'");
        drop(open(&self.path));
        for name in ["entry_is_never_changed", "entry_is_never_deleted", "entry_comes_next"] {
            self.sql(&format!("DROP TRIGGER {name}"));
        }
    }

    /// Every entry's hash, in order.
    fn hashes(&self) -> Vec<String> {
        let file = self.file();
        let mut select = file.prepare("SELECT lower(hex(hash)) FROM entry ORDER BY place").unwrap();
        let hashes = select.query_map([], |row| row.get(0)).unwrap();
        hashes.map(Result::unwrap).collect()
    }

    /// Makes every link again, as src/journal/chain.rs says it.
    fn hash_again(&self) {
        let file = self.file();
        let mut before = digest(&["counterpane.journal.1", MODE, "T1"]);
        for place in 1..=ENTRIES {
            let sql = "SELECT terminal, seq, at, hold, kind, coalesce(request, ''), body
                       FROM entry WHERE place = ?1";
            let fields: Option<Vec<String>> = file
                .query_row(sql, [place], |row| {
                    (0..7).map(|column| row.get(column).map(shown)).collect()
                })
                .ok();
            let Some(fields) = fields else {
                return;
            };
            let mut link = vec!["counterpane.entry.1".to_owned(), hex(&before)];
            link.extend(fields);
            let link: Vec<&str> = link.iter().map(String::as_str).collect();
            let hash = digest(&link);
            let sql = "UPDATE entry SET prev_hash = ?2, hash = ?3 WHERE place = ?1";
            file.execute(sql, rusqlite::params![place, before, hash]).unwrap();
            before = hash;
        }
    }
}

fn findings(path: &Path, noted: Option<&str>) -> Vec<Finding> {
    Reader::open(path, MODE).unwrap().verify(noted).unwrap().findings
}

fn shown(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        Value::Integer(number) => number.to_string(),
        Value::Null | Value::Real(_) | Value::Blob(_) => panic!("{value:?}"),
    }
}

fn digest(fields: &[&str]) -> Vec<u8> {
    let mut sha = Sha256::new();
    for field in fields {
        sha.update(format!("{}:{field},", field.len()));
    }
    sha.finalize().to_vec()
}

const DIGITS: [char; 16] =
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| DIGITS[usize::from(half)])
        .collect()
}

/// Found by the chain, not only because the screens show something else.
fn by_the_chain(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| match finding {
        Finding::Changed { .. }
        | Finding::Unlinked { .. }
        | Finding::Missing { .. }
        | Finding::Repeated { .. }
        | Finding::Gap { .. }
        | Finding::Unreadable { .. } => true,
        Finding::File { .. }
        | Finding::Layout { .. }
        | Finding::Contradiction { .. }
        | Finding::House { .. }
        | Finding::Projection { .. }
        | Finding::Index
        | Finding::Cut { .. } => false,
    })
}

#[test]
fn every_dropped_row_is_found() {
    for place in 1..=ENTRIES {
        let opened = Opened::new();
        opened.sql(&format!("DELETE FROM entry WHERE place = {place}"));
        let findings = opened.findings(None);
        assert!(!findings.is_empty(), "{place}");
        // The last one is the end cut off: see below.
        assert!(by_the_chain(&findings) || place == ENTRIES, "{place}: {findings:?}");
        // With the rows behind it moved up, so that no place is missing.
        opened.sql(&format!(
            "UPDATE entry SET place = -place WHERE place > {place};
             UPDATE entry SET place = -place - 1 WHERE place < 0;"
        ));
        let findings = opened.findings(None);
        assert!(by_the_chain(&findings) || place == ENTRIES, "{place}: {findings:?}");
    }
}

#[test]
fn every_swapped_pair_is_found() {
    for place in 1..ENTRIES {
        let next = place + 1;
        let swap = |column: &str| {
            format!(
                "UPDATE entry SET {column} = -{column} WHERE place IN ({place}, {next}, -{place});"
            )
        };
        for sql in [
            // Their places, their numbers in the chain, both.
            format!(
                "UPDATE entry SET place = -1 WHERE place = {place};
                 UPDATE entry SET place = {place} WHERE place = {next};
                 UPDATE entry SET place = {next} WHERE place = -1;"
            ),
            format!(
                "UPDATE entry SET seq = -1 WHERE place = {place};
                 UPDATE entry SET seq = {place} WHERE place = {next};
                 UPDATE entry SET seq = {next} WHERE place = {place};"
            ),
            format!(
                "{}{} UPDATE entry SET place = {next}, seq = {next} WHERE place = -{place};
                 UPDATE entry SET place = {place}, seq = {place} WHERE place = -{next};",
                swap("seq"),
                swap("place")
            ),
        ] {
            let opened = Opened::new();
            opened.sql(&sql);
            let findings = opened.findings(None);
            assert!(by_the_chain(&findings), "{sql}: {findings:?}");
        }
    }
}

#[test]
fn every_doubled_row_is_found() {
    for place in 1..=ENTRIES {
        for at in [place + 1, ENTRIES + 1] {
            let opened = Opened::new();
            // Room for it, in the file and in the chain.
            opened.sql(&format!(
                "UPDATE entry SET place = -place, seq = -seq WHERE place >= {at};
                 UPDATE entry SET place = 1 - place, seq = 1 - seq WHERE place < 0;
                 INSERT INTO entry SELECT {at}, terminal, {at}, at, hold, kind, request, body,
                 prev_hash, hash FROM entry WHERE place = {place};"
            ));
            let findings = opened.findings(None);
            assert!(by_the_chain(&findings), "{place} at {at}: {findings:?}");
        }
    }
}

#[test]
fn every_changed_column_of_every_row_is_found() {
    let mut changes = 0;
    for place in 1..=ENTRIES {
        for column in COLUMNS {
            let values: &[&str] = match column {
                "place" => &["-7", "place + 100"],
                "seq" | "at" => &["{} + 1000", "{} - 1000", "0"],
                "request" => &["NULL", "coalesce(request, '') || 'X'"],
                "prev_hash" | "hash" => &["zeroblob(32)", "randomblob(32)"],
                "terminal" => &["'T2'", "'t1'", "''"],
                _ => &["{} || ' '", "replace({}, '2', '3') || ''", "''", "upper({})"],
            };
            for value in values {
                let value = value.replace("{}", column);
                let opened = Opened::new();
                let file = opened.file();
                let sql = format!(
                    "UPDATE entry SET {column} = {value} WHERE place = {place}
                     AND {column} IS NOT {value}"
                );
                if file.execute(&sql, []).unwrap() == 0 {
                    continue;
                }
                drop(file);
                changes += 1;
                let findings = opened.findings(None);
                assert!(by_the_chain(&findings), "{sql}: {findings:?}");
            }
        }
    }
    assert!(changes > 200, "{changes}");
}

/// Who makes every hash again leaves a journal that is sound in itself. A head that was noted at the
/// changed entry or later shows it; one from before cannot, and neither can the check alone.
#[test]
fn a_chain_that_was_made_anew_is_found_by_the_noted_head_alone() {
    for place in [1, 4, 9] {
        let opened = Opened::new();
        let noted = opened.hashes();
        opened.hash_again();
        assert_eq!(opened.hashes(), noted, "the documented way to hash");
        opened.sql(&format!("UPDATE entry SET at = at + 60000000 WHERE place = {place}"));
        assert!(by_the_chain(&opened.findings(None)));
        opened.hash_again();
        opened.rebuild();
        assert_eq!(opened.findings(None), [], "the check alone is deceived");
        for (seen, head) in (1..).zip(&noted) {
            let findings = opened.findings(Some(head));
            if seen < place {
                assert_eq!(findings, [], "noted before the change");
            } else {
                assert_eq!(findings, [Finding::Cut { expected: head.clone() }]);
            }
        }
    }
}

#[test]
fn an_end_that_was_cut_off_is_found_by_the_noted_head_at_every_length() {
    for length in 0..ENTRIES {
        let opened = Opened::new();
        let noted = opened.hashes();
        opened.sql(&format!("DELETE FROM entry WHERE place > {length}"));
        // Clumsily, what the screens show was left as it was; most cuts are found by that alone.
        let clumsy = opened.findings(None);
        assert!(!clumsy.is_empty() || length == ENTRIES - 1, "{length}");
        opened.rebuild();
        assert_eq!(opened.findings(None), [], "the check alone is deceived");
        for (seen, head) in (1..).zip(&noted) {
            let report = Reader::open(&opened.path, MODE).unwrap().verify(Some(head)).unwrap();
            let cut = report.findings.contains(&Finding::Cut { expected: head.clone() });
            assert_eq!(cut, seen > length, "{seen} noted, {length} left");
            let since = u64::try_from(length - seen).ok();
            assert_eq!(report.since, since, "{seen} noted, {length} left");
        }
    }
}
