//! What the entries come to: one row for a hold, and the index that `find` uses.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};

use super::grams::{self, Keys};
use super::record::{COLUMNS, HOUSE, Record};
use super::{Journal, JournalError, schema};
use crate::domain::{Hold, HoldId, State};

/// A hold with the places of its first and its last entry.
#[derive(Debug)]
pub(super) struct Folded {
    pub(super) hold: Hold,
    opened: i64,
    newest: i64,
    terminal: String,
}

impl Folded {
    /// What is known of a hold so far; nothing where it was never opened.
    pub(super) fn of(file: &Connection, hold: &HoldId) -> Result<Option<Self>, JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE hold = ?1 ORDER BY place");
        let mut select = file.prepare_cached(&sql)?;
        let mut folded = None;
        for record in select.query_map([hold.as_str()], Record::from_row)? {
            folded = Some(Self::and(folded, &record?)?);
        }
        Ok(folded)
    }

    /// One entry more: the first one opens the hold.
    pub(super) fn and(before: Option<Self>, record: &Record) -> Result<Self, JournalError> {
        let entry = record.entry()?;
        let id = entry.hold.clone();
        let broken = |source| JournalError::Broken { hold: id, source };
        let Some(before) = before else {
            let hold = Hold::opened(entry.hold, entry.at, &entry.fact).map_err(broken)?;
            return Ok(Self {
                hold,
                opened: record.place,
                newest: record.place,
                terminal: record.terminal.clone(),
            });
        };
        let hold = before.hold.apply(entry.at, &entry.fact).map_err(broken)?;
        Ok(Self { hold, newest: record.place, ..before })
    }

    /// The row that the table `hold` must have for it.
    pub(super) fn row(&self) -> HoldRow {
        let hold = &self.hold;
        let stay = &hold.stay;
        let keys = Keys::of(hold);
        let state = hold.state();
        HoldRow {
            opened: self.opened,
            newest: self.newest,
            id: hold.id.to_string(),
            terminal: self.terminal.clone(),
            order_no: hold.opened.order_no.to_string(),
            opened_at: hold.opened_at.as_microsecond(),
            stay: [stay.room.clone(), stay.guest.clone(), stay.booking.clone()],
            state: state_name(state).to_owned(),
            open: i64::from(hold.is_open()),
            attention: i64::from(state == State::Attention || !hold.alone.is_empty()),
            currency: hold.opened.money.currency().code().to_owned(),
            money: [
                hold.opened.money.minor(),
                hold.held().minor(),
                hold.captured().minor(),
                hold.released().minor(),
                hold.refunded().minor(),
                hold.remaining().minor(),
            ],
            room_key: grams::key(&stay.room),
            keys,
        }
    }

    /// Writes the row, and the search index where the words in it have changed.
    pub(super) fn keep(&self, into: &Transaction<'_>) -> Result<(), JournalError> {
        let row = self.row();
        let indexed = into
            .prepare_cached("SELECT stay_key, number_key FROM hold WHERE opened = ?1")?
            .query_row([row.opened], |found| {
                Ok(Keys { stay: found.get(0)?, numbers: found.get(1)? })
            })
            .optional()?;
        row.upsert(into)?;
        if indexed.as_ref().map(|keys| &keys.stay) != Some(&row.keys.stay) {
            forget(into, "hold_stay", indexed.is_some(), row.opened)?;
            let words = (grams::grams(&row.keys.stay), grams::shorts(&row.keys.stay));
            into.prepare_cached(
                "INSERT INTO hold_stay (rowid, grams, shorts) VALUES (?1, ?2, ?3)",
            )?
            .execute((row.opened, words.0.join(" "), words.1.join(" ")))?;
        }
        if indexed.as_ref().map(|keys| &keys.numbers) != Some(&row.keys.numbers) {
            forget(into, "hold_number", indexed.is_some(), row.opened)?;
            let words = grams::grams(&row.keys.numbers);
            into.prepare_cached("INSERT INTO hold_number (rowid, grams) VALUES (?1, ?2)")?
                .execute((row.opened, words.join(" ")))?;
        }
        Ok(())
    }
}

/// Takes a hold out of a search index in which it is.
fn forget(from: &Transaction<'_>, index: &str, is_in: bool, opened: i64) -> rusqlite::Result<()> {
    if is_in {
        from.prepare_cached(&format!("DELETE FROM {index} WHERE rowid = ?1"))?.execute([opened])?;
    }
    Ok(())
}

/// One row of the table `hold`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HoldRow {
    pub(super) opened: i64,
    newest: i64,
    pub(super) id: String,
    terminal: String,
    order_no: String,
    opened_at: i64,
    /// Room, guest, booking.
    stay: [String; 3],
    state: String,
    /// As they are stored: another number than 0 and 1 is in none of the indexes.
    open: i64,
    attention: i64,
    currency: String,
    /// Asked, held, captured, released, refunded, remaining, in minor units.
    money: [i64; 6],
    room_key: String,
    pub(super) keys: Keys,
}

impl HoldRow {
    /// The row of the hold whose first entry is at `opened`.
    pub(super) fn read(file: &Connection, opened: i64) -> rusqlite::Result<Option<Self>> {
        let mut select = file.prepare_cached(
            "SELECT opened, newest, id, terminal, order_no, opened_at, room, guest, booking, state,
                    open, attention, currency, asked, held, captured, released, refunded,
                    remaining, room_key, stay_key, number_key
             FROM hold WHERE opened = ?1",
        )?;
        select.query_row([opened], Self::from_row).optional()
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            opened: row.get(0)?,
            newest: row.get(1)?,
            id: row.get(2)?,
            terminal: row.get(3)?,
            order_no: row.get(4)?,
            opened_at: row.get(5)?,
            stay: [row.get(6)?, row.get(7)?, row.get(8)?],
            state: row.get(9)?,
            open: row.get(10)?,
            attention: row.get(11)?,
            currency: row.get(12)?,
            money: [
                row.get(13)?,
                row.get(14)?,
                row.get(15)?,
                row.get(16)?,
                row.get(17)?,
                row.get(18)?,
            ],
            room_key: row.get(19)?,
            keys: Keys { stay: row.get(20)?, numbers: row.get(21)? },
        })
    }

    fn upsert(&self, into: &Transaction<'_>) -> rusqlite::Result<()> {
        let mut upsert = into.prepare_cached(
            "INSERT INTO hold (opened, newest, id, terminal, order_no, opened_at, room, guest,
                 booking, state, open, attention, currency, asked, held, captured, released,
                 refunded, remaining, room_key, stay_key, number_key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                 ?18, ?19, ?20, ?21, ?22)
             ON CONFLICT (opened) DO UPDATE SET newest = excluded.newest, state = excluded.state,
                 open = excluded.open, attention = excluded.attention, held = excluded.held,
                 captured = excluded.captured, released = excluded.released,
                 refunded = excluded.refunded, remaining = excluded.remaining,
                 room = excluded.room, guest = excluded.guest, booking = excluded.booking,
                 room_key = excluded.room_key, stay_key = excluded.stay_key,
                 number_key = excluded.number_key",
        )?;
        let [room, guest, booking] = &self.stay;
        let [asked, held, captured, released, refunded, remaining] = self.money;
        upsert.execute(rusqlite::params![
            self.opened,
            self.newest,
            self.id,
            self.terminal,
            self.order_no,
            self.opened_at,
            room,
            guest,
            booking,
            self.state,
            self.open,
            self.attention,
            self.currency,
            asked,
            held,
            captured,
            released,
            refunded,
            remaining,
            self.room_key,
            self.keys.stay,
            self.keys.numbers,
        ])?;
        Ok(())
    }
}

/// Calls `each` with the fold of every hold, one at a time, in the order of their ids.
pub(super) fn each_hold(
    file: &Connection,
    mut each: impl FnMut(Result<Folded, JournalError>) -> Result<(), JournalError>,
) -> Result<(), JournalError> {
    let sql = format!("SELECT {COLUMNS} FROM entry WHERE hold <> '{HOUSE}' ORDER BY hold, place");
    let mut select = file.prepare(&sql)?;
    let mut id = String::new();
    let mut folded: Option<Result<Folded, JournalError>> = None;
    for record in select.query_map([], Record::from_row)? {
        let record = record?;
        if record.hold != id {
            folded.take().map_or(Ok(()), &mut each)?;
            id.clone_from(&record.hold);
        }
        folded = Some(match folded {
            None => Folded::and(None, &record),
            Some(Ok(before)) => Folded::and(Some(before), &record),
            Some(Err(error)) => Err(error),
        });
    }
    folded.map_or(Ok(()), each)
}

impl Journal {
    /// Throws the projection away and makes it again from the entries, all or nothing.
    pub fn rebuild(&mut self) -> Result<(), JournalError> {
        let connection = &mut self.reader.connection;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(
            "DELETE FROM hold;
             INSERT INTO hold_stay (hold_stay) VALUES ('delete-all');
             INSERT INTO hold_number (hold_number) VALUES ('delete-all');",
        )?;
        each_hold(&transaction, |folded| folded?.keep(&transaction))?;
        schema::set_about(&transaction, "projection", schema::PROJECTION)?;
        transaction.commit()?;
        Ok(())
    }
}

/// The contract's word for a state (design.md 6).
pub(super) const fn state_name(state: State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Held => "held",
        State::Settled => "settled",
        State::NotHeld => "not_held",
        State::Unclear => "unclear",
        State::Attention => "attention",
    }
}
