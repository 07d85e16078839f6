//! An entry as it is stored, and back.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::JournalError;
use super::chain::{self, Hash, Link};
use crate::domain::{Entry, Fact, HoldId, HouseEntry, HouseFact, Planned};

/// Columns of `entry` in the order that [`Record::from_row`] reads them.
pub(super) const COLUMNS: &str = "entry.place, entry.terminal, entry.seq, entry.at, entry.hold, \
     entry.kind, entry.request, entry.body, entry.prev_hash, entry.hash";

/// What stands in an entry's `hold` where it is about the house: no hold's id has small letters.
pub(super) const HOUSE: &str = "house";

/// One row of the table `entry`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) place: i64,
    pub(super) terminal: String,
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) hold: String,
    pub(super) kind: String,
    pub(super) request: Option<String>,
    pub(super) body: String,
    pub(super) before: Hash,
    pub(super) hash: Hash,
}

/// Where a chain ends.
#[derive(Debug, Clone)]
pub(super) struct Tip {
    pub(super) place: i64,
    pub(super) seq: i64,
    pub(super) hash: Hash,
}

impl Tip {
    /// The end of a terminal's chain; its beginning where it has no entry yet.
    pub(super) fn of(file: &Connection, mode: &str, terminal: &str) -> rusqlite::Result<Self> {
        let place = file
            .prepare_cached("SELECT coalesce(max(place), 0) FROM entry")?
            .query_row([], |row| row.get(0))?;
        let last = file
            .prepare_cached(
                "SELECT seq, hash FROM entry WHERE terminal = ?1 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row([terminal], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (seq, hash) = last.unwrap_or_else(|| (0, chain::beginning(mode, terminal)));
        Ok(Self { place, seq, hash })
    }

    /// The record that comes next, and the tip after it.
    pub(super) fn next(&self, terminal: &str, at: Timestamp, draft: Draft) -> (Record, Self) {
        let Draft { hold, kind, request, body } = draft;
        let mut record = Record {
            place: self.place.saturating_add(1),
            terminal: terminal.to_owned(),
            seq: self.seq.saturating_add(1),
            at: at.as_microsecond(),
            hold,
            kind: kind.to_owned(),
            request,
            body,
            before: self.hash,
            hash: self.hash,
        };
        record.hash = record.computed();
        let tip = Self { place: record.place, seq: record.seq, hash: record.hash };
        (record, tip)
    }
}

/// A fact as it is going to be written.
pub(super) struct Draft {
    hold: String,
    kind: &'static str,
    request: Option<String>,
    body: String,
}

impl Draft {
    pub(super) fn of(hold: &HoldId, fact: &Fact) -> Result<Self, JournalError> {
        let (kind, request) = (kind_of(fact), request_of(fact));
        Ok(Self { hold: hold.to_string(), kind, request, body: json(fact)? })
    }

    pub(super) fn of_house(fact: &HouseFact) -> Result<Self, JournalError> {
        let kind = house_kind(fact);
        Ok(Self { hold: HOUSE.to_owned(), kind, request: None, body: json(fact)? })
    }
}

fn json(fact: &impl serde::Serialize) -> Result<String, JournalError> {
    serde_json::to_string(fact).map_err(|error| JournalError::Io {
        what: format!("a fact cannot be written as JSON: {error}"),
    })
}

impl Record {
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            place: row.get(0)?,
            terminal: row.get(1)?,
            seq: row.get(2)?,
            at: row.get(3)?,
            hold: row.get(4)?,
            kind: row.get(5)?,
            request: row.get(6)?,
            body: row.get(7)?,
            before: row.get(8)?,
            hash: row.get(9)?,
        })
    }

    /// The hash that this record must have.
    pub(super) fn computed(&self) -> Hash {
        let link = Link {
            before: self.before,
            terminal: &self.terminal,
            seq: self.seq,
            at: self.at,
            hold: &self.hold,
            kind: &self.kind,
            request: self.request.as_deref().unwrap_or_default(),
            body: &self.body,
        };
        link.hash()
    }

    pub(super) fn insert(&self, into: &Transaction<'_>) -> rusqlite::Result<()> {
        let mut insert = into.prepare_cached(
            "INSERT INTO entry (place, terminal, seq, at, hold, kind, request, body, prev_hash, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        insert.execute(rusqlite::params![
            self.place,
            self.terminal,
            self.seq,
            self.at,
            self.hold,
            self.kind,
            self.request,
            self.body,
            self.before,
            self.hash,
        ])?;
        Ok(())
    }

    /// Whether it is about the house, and not about a hold.
    pub(super) fn is_of_house(&self) -> bool {
        self.hold == HOUSE
    }

    /// The entry in it; [`JournalError::Damaged`] where a column does not parse or contradicts the
    /// body.
    pub(super) fn entry(&self) -> Result<Entry, JournalError> {
        let fact: Fact = self.fact()?;
        if kind_of(&fact) != self.kind || request_of(&fact) != self.request {
            return Err(self.bad("its columns are not those of its fact"));
        }
        let hold = HoldId::try_from(self.hold.clone());
        Ok(Entry {
            seq: self.number()?,
            at: self.time()?,
            hold: hold.map_err(|_| self.bad("its hold is no id"))?,
            fact,
        })
    }

    /// The entry about the house in it.
    pub(super) fn house_entry(&self) -> Result<HouseEntry, JournalError> {
        let fact: HouseFact = self.fact()?;
        if house_kind(&fact) != self.kind || self.request.is_some() || !self.is_of_house() {
            return Err(self.bad("its columns are not those of its fact"));
        }
        if let HouseFact::ShiftClosed { z, .. } = &fact
            && z.head != self.before.to_string()
        {
            return Err(self.bad("its Z report ends at another entry than the one before it"));
        }
        Ok(HouseEntry { seq: self.number()?, at: self.time()?, fact })
    }

    fn fact<F: serde::de::DeserializeOwned>(&self) -> Result<F, JournalError> {
        serde_json::from_str(&self.body)
            .map_err(|error| self.bad(&format!("its fact does not parse: {error}")))
    }

    fn number(&self) -> Result<u64, JournalError> {
        u64::try_from(self.seq).map_err(|_| self.bad("its number is negative"))
    }

    pub(super) fn time(&self) -> Result<Timestamp, JournalError> {
        Timestamp::from_microsecond(self.at).map_err(|_| self.bad("its time is out of range"))
    }

    fn bad(&self, what: &str) -> JournalError {
        JournalError::damaged(format!("entry {} of {}: {what}", self.seq, self.terminal))
    }
}

/// The name of a house fact's kind, as in its JSON.
pub(super) const fn house_kind(fact: &HouseFact) -> &'static str {
    match fact {
        HouseFact::ShiftOpened { .. } => "shift_opened",
        HouseFact::ShiftClosed { .. } => "shift_closed",
        HouseFact::DayRolled { .. } => "day_rolled",
    }
}

/// The name of a fact's kind, as in its JSON and in [`super::PageFilter::kind`].
pub const fn kind_of(fact: &Fact) -> &'static str {
    match fact {
        Fact::Opened(_) => "opened",
        Fact::Planned(_) => "planned",
        Fact::Ordered { .. } => "ordered",
        Fact::StayChanged { .. } => "stay_changed",
        Fact::Countersigned { .. } => "countersigned",
        Fact::SettledByHand { .. } => "settled_by_hand",
        Fact::Sending { .. } => "sending",
        Fact::Learned { .. } => "learned",
        Fact::UndoDecided { .. } => "undo_decided",
        Fact::Dropped { .. } => "dropped",
        Fact::HandedOver { .. } => "handed_over",
    }
}

/// The number of the request that a fact is about.
fn request_of(fact: &Fact) -> Option<String> {
    let request = match fact {
        Fact::Opened(opened) => &opened.request_no,
        Fact::Planned(
            Planned::Capture { request, .. }
            | Planned::Release { request, .. }
            | Planned::Refund { request, .. },
        )
        | Fact::Sending { request, .. }
        | Fact::Learned { request, .. }
        | Fact::SettledByHand { request, .. }
        | Fact::Dropped { request, .. }
        | Fact::HandedOver { request, .. } => request,
        Fact::UndoDecided { .. }
        | Fact::Ordered { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. } => {
            return None;
        }
    };
    Some(request.to_string())
}
