use std::fmt::Write as _;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};

use super::chain::Hash;
use super::record::{COLUMNS, HOUSE, Record};
use super::{JournalError, Reader};
use crate::domain::{Entry, HoldId};

/// Which entries [`Reader::page`] gives: those to which everything that is set applies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageFilter {
    /// Of the holds that [`Reader::find`] finds by this.
    pub text: Option<String>,
    pub hold: Option<HoldId>,
    /// A fact's kind as [`super::kind_of`] names it.
    pub kind: Option<String>,
    /// Written at this time or later.
    pub from: Option<Timestamp>,
    /// Written before this time.
    pub to: Option<Timestamp>,
}

/// One entry with its place in the file and its link of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    /// Order in this file. In a journal that one terminal alone wrote it is `entry.seq`.
    pub place: u64,
    pub terminal: String,
    pub entry: Entry,
    pub hash: Hash,
}

/// Of how many holds found by a text the entries are fetched hold by hold. A text that finds more is
/// so common that the newest entries have enough of them.
const FEW_HOLDS: usize = 200;

/// How many entries are looked through for a common text before a page is given as it is.
const MOST_LOOKED_AT: usize = 100_000;

impl Reader {
    /// Entries about holds, newest first, at most `limit`; for the next page `before` is the place of this one's
    /// last row. An empty page is the end.
    pub fn page(
        &self,
        filter: &PageFilter,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<JournalRow>, JournalError> {
        let mut page = Vec::new();
        let mut common = None;
        let mut holds = None;
        if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
            let found = self.find(text, FEW_HOLDS)?;
            if found.is_empty() {
                return Ok(page);
            }
            if found.len() < FEW_HOLDS {
                holds = Some(found);
            } else {
                common = super::grams::Query::of(text);
            }
        }
        let (sql, values) = statement(filter, holds.as_deref(), before);
        let mut select = self.connection.prepare_cached(&sql)?;
        let mut rows = select.query(rusqlite::params_from_iter(values))?;
        let mut looked_at = 0_usize;
        while page.len() < limit && looked_at < MOST_LOOKED_AT {
            let Some(row) = rows.next()? else {
                break;
            };
            looked_at = looked_at.saturating_add(1);
            let row = journal_row(row)?;
            let is_wanted = match &common {
                Some(query) => self.has(&row.entry.hold, query)?,
                None => true,
            };
            if is_wanted {
                page.push(row);
            }
        }
        Ok(page)
    }

    /// The entry at this place of the file.
    pub fn row(&self, place: u64) -> Result<Option<JournalRow>, JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE place = ?1");
        let mut select = self.connection.prepare_cached(&sql)?;
        let mut rows = select.query([number(place)])?;
        rows.next()?.map(journal_row).transpose()
    }

    fn has(&self, hold: &HoldId, query: &super::grams::Query) -> Result<bool, JournalError> {
        let sql = "SELECT stay_key, number_key FROM hold WHERE id = ?1";
        let mut select = self.connection.prepare_cached(sql)?;
        let keys = select.query_row([hold.as_str()], |row| {
            Ok(super::grams::Keys { stay: row.get(0)?, numbers: row.get(1)? })
        });
        Ok(keys.optional()?.is_some_and(|keys| query.is_in(&keys)))
    }
}

/// The condition that the fewest entries fulfil says which index is used; the rest is looked at row
/// by row. Only numbered parameters carry values.
fn statement(
    filter: &PageFilter,
    holds: Option<&[HoldId]>,
    before: Option<u64>,
) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let mut wheres = format!("WHERE entry.hold <> '{HOUSE}'");
    let mut add = |sql: &str, value: Value| {
        values.push(value);
        // Writing to a String cannot fail.
        let _written = write!(wheres, " AND {sql} ?{}", values.len());
    };
    if let Some(before) = before {
        add("entry.place <", Value::from(number(before)));
    }
    if let Some(hold) = &filter.hold {
        add("entry.hold =", Value::from(hold.to_string()));
    }
    if let Some(kind) = &filter.kind {
        add("entry.kind =", Value::from(kind.clone()));
    }
    if let Some(from) = filter.from {
        add("entry.at >=", Value::from(ceiling(from)));
    }
    if let Some(to) = filter.to {
        add("entry.at <", Value::from(ceiling(to)));
    }
    let index = if filter.hold.is_some() || holds.is_some() {
        " INDEXED BY entry_of_hold"
    } else if filter.from.is_some() || filter.to.is_some() {
        " INDEXED BY entry_at"
    } else {
        " NOT INDEXED"
    };
    if let Some(holds) = holds {
        // An id has letters and digits only, so it can stand in the statement.
        let ids: Vec<String> = holds.iter().map(|hold| format!("'{hold}'")).collect();
        let _written = write!(wheres, " AND entry.hold IN ({})", ids.join(", "));
    }
    let sql = format!("SELECT {COLUMNS} FROM entry{index} {wheres} ORDER BY entry.place DESC");
    (sql, values)
}

/// The first whole microsecond that is not before `at`: entries keep whole ones.
fn ceiling(at: Timestamp) -> i64 {
    let micros = at.as_microsecond();
    let is_whole = Timestamp::from_microsecond(micros).is_ok_and(|whole| whole >= at);
    if is_whole { micros } else { micros.saturating_add(1) }
}

fn number(place: u64) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

fn journal_row(row: &Row<'_>) -> Result<JournalRow, JournalError> {
    let record = Record::from_row(row)?;
    Ok(JournalRow {
        place: u64::try_from(record.place).unwrap_or(0),
        entry: record.entry()?,
        terminal: record.terminal,
        hash: record.hash,
    })
}
