use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher};

use rusqlite::Connection;

use super::chain::{self, Hash};
use super::grams::Keys;
use super::projection::{Folded, HoldRow, each_hold};
use super::reader::Head;
use super::record::{COLUMNS, Record};
use super::snapshot::Snapshot;
use super::{JournalError, Reader, grams, schema};
use crate::domain::{Broken, BrokenHouse, House, HouseEntry};

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
    /// How many entries came after the expected one; nothing where none was expected or it is not
    /// there.
    pub since: Option<u64>,
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
    Missing { terminal: String, from: u64, to: u64 },
    /// The entry is there twice, or after a later one.
    Repeated { terminal: String, seq: u64 },
    /// Something was taken out of the file before this entry.
    Gap { terminal: String, seq: u64 },
    /// The entry's fact, time or hold cannot be read.
    Unreadable { terminal: String, seq: u64, what: String },
    /// The facts of this hold contradict each other.
    Contradiction { hold: String, what: Broken },
    /// A shift, a business day or a Z report does not follow the one before it.
    House { terminal: String, seq: u64, what: BrokenHouse },
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
        let _snapshot = Snapshot::of(&self.connection)?;
        let mut check = Check {
            file: &self.connection,
            mode: &self.mode,
            expected: expected.map(|hash| hash.trim().to_ascii_lowercase()),
            since: None,
            entries: 0,
            houses: BTreeMap::new(),
            findings: Vec::new(),
        };
        for step in [Check::pages, Check::layout, Check::chains, Check::holds, Check::strangers] {
            match step(&mut check) {
                Ok(()) => {}
                // A page that does not parse ends a step; the next ones may still say where.
                Err(error) => check.found(Finding::File { what: error.damage()? }),
            }
        }
        check.anchor();
        let head = match self.head() {
            Ok(head) => head,
            // Already found.
            Err(error) => error.damage().map(|_| None)?,
        };
        let Check { entries, since, findings, .. } = check;
        Ok(Report { entries, head, since, findings })
    }
}

struct Check<'a> {
    file: &'a Connection,
    mode: &'a str,
    expected: Option<String>,
    since: Option<u64>,
    entries: u64,
    /// By terminal.
    houses: BTreeMap<String, House>,
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
        let wanted = schema::expected_objects()?;
        let found = schema::objects(self.file)?;
        for (object, _) in wanted.symmetric_difference(&found) {
            self.found(Finding::Layout { object: object.clone() });
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
            self.since = self.since.map(|since| since.saturating_add(1));
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
            let last = lasts.get(&record.terminal).copied().unwrap_or_else(|| Last {
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
        Last { seq: record.seq, hash: record.hash }
    }

    fn content(&mut self, record: &Record) {
        let terminal = || record.terminal.clone();
        let seq = number(record.seq);
        if record.computed() != record.hash {
            let terminal = terminal();
            self.found(Finding::Changed { terminal, seq });
        }
        let read = if record.is_of_house() {
            record.house_entry().map(|entry| self.house(record, &entry))
        } else {
            record.entry().map(|_| ())
        };
        if let Err(error) = read {
            self.found(Finding::Unreadable { terminal: terminal(), seq, what: error.to_string() });
        }
        if let Some(expected) = &self.expected {
            let hash = record.hash.to_string();
            if expected.len() >= LEAST_DIGITS && hash.starts_with(expected) {
                self.since = Some(0);
            }
        }
    }

    /// Shifts, days and the numbers of Z reports follow each other without a gap.
    fn house(&mut self, record: &Record, entry: &HouseEntry) {
        let before = self.houses.remove(&record.terminal).unwrap_or_default();
        match before.apply(entry) {
            Ok(house) => {
                self.houses.insert(record.terminal.clone(), house);
            }
            Err(what) => {
                self.found(Finding::House {
                    seq: entry.seq,
                    terminal: record.terminal.clone(),
                    what,
                });
            }
        }
    }

    /// Folds every hold and compares it with its row and its words in the index.
    fn holds(&mut self) -> Result<(), JournalError> {
        let file = self.file;
        let mut words = Words::default();
        each_hold(file, |folded| {
            match folded {
                Ok(folded) => self.hold(&folded, &mut words)?,
                Err(JournalError::Broken { hold, source }) => {
                    self.found(Finding::Contradiction { hold: hold.to_string(), what: source });
                }
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
        let Keys { stay, numbers } = &row.keys;
        words.add_all("stay.grams", row.opened, grams::grams(stay));
        words.add_all("stay.shorts", row.opened, grams::shorts(stay));
        words.add_all("number.grams", row.opened, grams::grams(numbers));
        let kept = match HoldRow::read(self.file, row.opened) {
            Ok(kept) => kept,
            // A row that cannot be read is not the one that must be there.
            Err(error) => JournalError::from(error).damage().map(|_| None)?,
        };
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
        if let Some(expected) = self.expected.take().filter(|_| self.since.is_none()) {
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
    fn add_all(&mut self, column: &str, opened: i64, words: Vec<String>) {
        for (word, offset) in words.into_iter().zip(0_i64..) {
            self.add(column, opened, &word, offset);
        }
    }

    fn add(&mut self, column: &str, opened: i64, word: &str, offset: i64) {
        let mut hasher = DefaultHasher::new();
        (column, opened, word, offset).hash(&mut hasher);
        self.count = self.count.wrapping_add(1);
        self.sum = self.sum.wrapping_add(hasher.finish());
    }

    fn indexed(file: &Connection) -> Result<Self, JournalError> {
        let mut words = Self::default();
        for index in ["stay", "number"] {
            file.execute_batch(&format!(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_word
                 USING fts5vocab (main, hold_{index}, instance)",
            ))?;
            let sql = format!("SELECT col, doc, term, offset FROM temp.{index}_word");
            let mut select = file.prepare(&sql)?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let column = format!("{index}.{}", row.get::<_, String>(0)?);
                let word: String = row.get(2)?;
                words.add(&column, row.get(1)?, &word, row.get(3)?);
            }
        }
        Ok(words)
    }
}

fn number(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or(0)
}

#[cfg(test)]
mod tests;
