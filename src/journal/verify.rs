use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher};

use rusqlite::Connection;

use super::chain::{self, Hash};
use super::projection::{Folded, HoldRow, each_hold};
use super::reader::Head;
use super::record::{COLUMNS, Record};
use super::{JournalError, Reader, grams, schema};
use crate::domain::Broken;

/// How many findings a report names. Who has this many needs a backup, not a longer list.
const MOST_FINDINGS: usize = 100;

/// Digits of a hash that are enough to name it: a slip of paper may have a part of it.
const LEAST_DIGITS: usize = 12;

/// What a check of the whole journal came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub entries: u64,
    /// The newest entry, to be written down elsewhere: it proves later that nothing was cut off.
    pub head: Option<Head>,
    /// Empty where everything is as it was written; at most a hundred.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong. `seq` is the place in the chain of `terminal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// SQLite's own check of the file, in its words.
    File { what: String },
    /// A table, index or trigger is not as this program makes it: `trigger NAME on TABLE`.
    Layout { object: String },
    /// The entry's columns are not those that its hash was made of.
    Changed { terminal: String, seq: u64 },
    /// The entry does not carry the hash of the one before it.
    Unlinked { terminal: String, seq: u64 },
    /// The entries from `from` to `to` are not there.
    Missing {
        terminal: String,
        from: u64,
        to: u64,
    },
    /// The entry is there twice, or after a later one.
    Repeated { terminal: String, seq: u64 },
    /// Something was taken out of the file before this entry.
    Gap { terminal: String, seq: u64 },
    /// The entry's fact, time or hold cannot be read.
    Unreadable {
        terminal: String,
        seq: u64,
        what: String,
    },
    /// The facts of this hold contradict each other.
    Contradiction { hold: String, what: Broken },
    /// What the screens show of this hold is not what its entries say. Making the projection again
    /// mends it, if the entries are whole.
    Projection { hold: String },
    /// The search index is not that of the entries; the same mends it.
    Index,
    /// The expected entry is nowhere: the journal was cut, or this is another one.
    Cut { expected: String },
}

impl Report {
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

impl Reader {
    /// Reads the whole journal and checks it against itself; it may be written meanwhile.
    ///
    /// `expected` is the hash of any entry that was seen before, or its first twelve digits or more:
    /// a chain alone cannot show that its end was cut off.
    pub fn verify(&self, expected: Option<&str>) -> Result<Report, JournalError> {
        // One transaction, so that every step sees the same journal.
        let snapshot = self.connection.unchecked_transaction()?;
        let mut check = Check {
            file: &snapshot,
            mode: &self.mode,
            expected: expected.map(|hash| hash.trim().to_ascii_lowercase()),
            expected_seen: false,
            entries: 0,
            findings: Vec::new(),
        };
        for step in [
            Check::pages,
            Check::layout,
            Check::chains,
            Check::holds,
            Check::strangers,
        ] {
            match step(&mut check) {
                // A page that does not parse ends a step; the next ones may still say where.
                Err(JournalError::Damaged { what }) => check.found(Finding::File { what }),
                other => other?,
            }
        }
        check.anchor();
        Ok(Report {
            entries: check.entries,
            findings: check.findings,
            head: self.head().or_else(|error| match error {
                JournalError::Damaged { .. } => Ok(None),
                other => Err(other),
            })?,
        })
    }
}

struct Check<'a> {
    file: &'a Connection,
    mode: &'a str,
    expected: Option<String>,
    expected_seen: bool,
    entries: u64,
    findings: Vec<Finding>,
}

/// The last entry of a terminal that was walked over.
#[derive(Clone, Copy)]
struct Last {
    seq: i64,
    hash: Hash,
}

impl Check<'_> {
    fn found(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS && !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn pages(&mut self) -> Result<(), JournalError> {
        let mut select = self.file.prepare("PRAGMA integrity_check(20)")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let what: String = row.get(0)?;
            if what != "ok" {
                self.found(Finding::File { what });
            }
        }
        Ok(())
    }

    /// Without its triggers the file would take any change.
    fn layout(&mut self) -> Result<(), JournalError> {
        let wanted: BTreeSet<_> = schema::expected_objects()?.into_iter().collect();
        let found: BTreeSet<_> = schema::objects(self.file)?.into_iter().collect();
        for (object, _) in wanted.symmetric_difference(&found) {
            self.found(Finding::Layout {
                object: object.clone(),
            });
        }
        Ok(())
    }

    fn chains(&mut self) -> Result<(), JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM entry ORDER BY place");
        let mut select = self.file.prepare(&sql)?;
        let mut rows = select.query([])?;
        let mut lasts: BTreeMap<String, Last> = BTreeMap::new();
        let mut place = 0_i64;
        while let Some(row) = rows.next()? {
            self.entries = self.entries.saturating_add(1);
            let record = match Record::from_row(row) {
                Ok(record) => record,
                Err(error) => {
                    self.found(Finding::Unreadable {
                        terminal: row.get(1).unwrap_or_default(),
                        seq: number(row.get(2).unwrap_or_default()),
                        what: error.to_string(),
                    });
                    continue;
                }
            };
            if record.place != place.saturating_add(1) {
                self.found(Finding::Gap {
                    terminal: record.terminal.clone(),
                    seq: number(record.seq),
                });
            }
            place = record.place;
            let last = lasts
                .get(&record.terminal)
                .copied()
                .unwrap_or_else(|| Last {
                    seq: 0,
                    hash: chain::beginning(self.mode, &record.terminal),
                });
            let last = self.link(last, &record);
            self.content(&record);
            lasts.insert(record.terminal, last);
        }
        Ok(())
    }

    /// Whether a record follows the last one of its chain; what it is followed by then.
    fn link(&mut self, last: Last, record: &Record) -> Last {
        let terminal = record.terminal.clone();
        let seq = number(record.seq);
        let next = last.seq.saturating_add(1);
        if record.seq < next {
            self.found(Finding::Repeated { terminal, seq });
            return last;
        }
        if record.seq > next {
            self.found(Finding::Missing {
                terminal,
                from: number(next),
                to: seq.saturating_sub(1),
            });
        } else if record.before != last.hash {
            self.found(Finding::Unlinked { terminal, seq });
        }
        Last {
            seq: record.seq,
            hash: record.hash,
        }
    }

    fn content(&mut self, record: &Record) {
        let terminal = || record.terminal.clone();
        let seq = number(record.seq);
        if record.computed() != record.hash {
            let terminal = terminal();
            self.found(Finding::Changed { terminal, seq });
        }
        if let Err(error) = record.entry() {
            self.found(Finding::Unreadable {
                terminal: terminal(),
                seq,
                what: error.to_string(),
            });
        }
        if let Some(expected) = &self.expected {
            let hash = record.hash.to_string();
            self.expected_seen |= expected.len() >= LEAST_DIGITS && hash.starts_with(expected);
        }
    }

    /// Folds every hold and compares it with its row and its words in the index.
    fn holds(&mut self) -> Result<(), JournalError> {
        let file = self.file;
        let mut words = Words::default();
        each_hold(file, |folded| {
            match folded {
                Ok(folded) => self.hold(&folded, &mut words)?,
                Err(JournalError::Broken { hold, source }) => self.found(Finding::Contradiction {
                    hold: hold.to_string(),
                    what: source,
                }),
                // Already found, with its place in the chain.
                Err(JournalError::Damaged { .. }) => {}
                Err(other) => return Err(other),
            }
            Ok(())
        })?;
        if words != Words::indexed(file)? {
            self.found(Finding::Index);
        }
        Ok(())
    }

    fn hold(&mut self, folded: &Folded, words: &mut Words) -> Result<(), JournalError> {
        let row = folded.row();
        for (column, key) in [("stay", &row.keys.stay), ("numbers", &row.keys.numbers)] {
            for (offset, word) in grams::grams(key).split(' ').enumerate() {
                let offset = i64::try_from(offset).unwrap_or(i64::MAX);
                if !word.is_empty() {
                    words.add(word, row.opened, column, offset);
                }
            }
        }
        let kept =
            HoldRow::read(self.file, row.opened).or_else(|error| {
                match JournalError::from(error) {
                    JournalError::Damaged { .. } => Ok(None),
                    other => Err(other),
                }
            })?;
        if kept.as_ref() != Some(&row) {
            self.found(Finding::Projection { hold: row.id });
        }
        Ok(())
    }

    /// Rows of holds that no entry speaks of.
    fn strangers(&mut self) -> Result<(), JournalError> {
        let sql = "SELECT id FROM hold
                   WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.hold = hold.id) LIMIT ?1";
        let mut select = self.file.prepare(sql)?;
        let most = i64::try_from(MOST_FINDINGS).unwrap_or(i64::MAX);
        for hold in select.query_map([most], |row| row.get(0))? {
            self.found(Finding::Projection { hold: hold? });
        }
        Ok(())
    }

    fn anchor(&mut self) {
        if let Some(expected) = self.expected.take().filter(|_| !self.expected_seen) {
            self.found(Finding::Cut { expected });
        }
    }
}

/// Every occurrence of every word in the search index, as a sum that does not depend on order: two
/// indexes with the same words in the same places have the same one.
#[derive(Debug, Default, PartialEq, Eq)]
struct Words {
    count: u64,
    sum: u64,
}

impl Words {
    fn add(&mut self, word: &str, opened: i64, column: &str, offset: i64) {
        let mut hasher = DefaultHasher::new();
        (word, opened, column, offset).hash(&mut hasher);
        self.count = self.count.wrapping_add(1);
        self.sum = self.sum.wrapping_add(hasher.finish());
    }

    fn indexed(file: &Connection) -> Result<Self, JournalError> {
        file.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.hold_word
             USING fts5vocab (main, hold_find, instance)",
        )?;
        let mut select = file.prepare("SELECT term, doc, col, offset FROM temp.hold_word")?;
        let mut rows = select.query([])?;
        let mut words = Self::default();
        while let Some(row) = rows.next()? {
            let column: String = row.get(2)?;
            let word: String = row.get(0)?;
            words.add(&word, row.get(1)?, &column, row.get(3)?);
        }
        Ok(words)
    }
}

fn number(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or(0)
}

#[cfg(test)]
mod tests {
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
        assert!(
            findings.contains(&Finding::Changed { terminal, seq }),
            "{findings:?}"
        );
    }

    #[test]
    fn a_changed_entry_with_a_new_hash_is_found_at_the_next() {
        let (terminal, seq) = of("T1", 5);
        let findings = after("UPDATE entry SET hash = zeroblob(32) WHERE seq = 4");
        assert!(
            findings.contains(&Finding::Unlinked { terminal, seq }),
            "{findings:?}"
        );
    }

    #[test]
    fn a_dropped_entry_is_found() {
        let (terminal, from) = of("T1", 5);
        let findings = after("DELETE FROM entry WHERE seq = 5");
        let to = from;
        assert!(
            findings.contains(&Finding::Missing { terminal, from, to }),
            "{findings:?}"
        );
    }

    #[test]
    fn swapped_entries_are_found() {
        let (terminal, seq) = of("T1", 4);
        let findings = after(
            "UPDATE entry SET place = -1 WHERE place = 4; UPDATE entry SET place = 4 WHERE place = 5;
             UPDATE entry SET place = 5 WHERE place = -1;",
        );
        assert!(
            findings.contains(&Finding::Repeated { terminal, seq }),
            "{findings:?}"
        );
    }

    #[test]
    fn a_doubled_entry_is_found() {
        let (terminal, seq) = of("T1", 13);
        let findings = after(
            "INSERT INTO entry SELECT 13, terminal, 13, at, hold, kind, request, body, prev_hash,
             hash FROM entry WHERE seq = 12",
        );
        assert!(findings.contains(&Finding::Unlinked {
            terminal: terminal.clone(),
            seq
        }));
        assert!(
            findings.contains(&Finding::Changed { terminal, seq }),
            "{findings:?}"
        );
    }

    #[test]
    fn entries_that_were_inserted_rightly_but_contradict_are_found() {
        let (_folder, mut journal) = journal();
        let hold = keep(&mut journal, 1, "1208", "张伟");
        let entries = journal.read().entries_of(&hold).unwrap();
        let connection = &mut journal.reader.connection;
        let transaction = connection.transaction().unwrap();
        let tip = super::super::record::Tip::of(&transaction, "training", "T1").unwrap();
        let (record, _) = tip
            .next("T1", entries[0].at, &hold, &entries[0].fact)
            .unwrap();
        record.insert(&transaction).unwrap();
        transaction.commit().unwrap();
        let hold = hold.to_string();
        let what = Broken::OpenedTwice;
        let findings = journal.read().verify(None).unwrap().findings;
        assert!(
            findings.contains(&Finding::Contradiction { hold, what }),
            "{findings:?}"
        );
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
            "DELETE FROM hold_find WHERE rowid = 1",
            "INSERT INTO hold_find (rowid, stay, numbers) VALUES (99, 'x', 'y')",
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
        let other = super::super::Opening {
            terminal: "T2",
            ..OPENING
        };
        let mut journal = Journal::open(&path, other).unwrap();
        keep(&mut journal, 2, "1209", "");
        let report = journal.read().verify(None).unwrap();
        assert!(report.is_sound(), "{report:?}");
        let head = report.head.unwrap();
        assert_eq!(
            (head.terminal.as_str(), head.seq, report.entries),
            ("T2", 3, 6)
        );
    }
}
