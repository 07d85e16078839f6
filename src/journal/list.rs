use jiff::Timestamp;
use rusqlite::types::Value;

use super::{JournalError, Reader, grams};
use crate::domain::HoldId;

/// Which holds [`Reader::list`] gives: those to which everything that is set applies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Something is held, not known yet or to be countersigned.
    pub open: bool,
    /// A person must act.
    pub attention: bool,
    /// Of this room, without regard to case and width.
    pub room: Option<String>,
}

/// What the beginning of an id names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prefix {
    None,
    One(HoldId),
    /// More than one, newest first, not more than a person wants to choose from.
    Several(Vec<HoldId>),
}

/// How many holds [`Prefix::Several`] names at most.
const CHOICE: usize = 20;

impl Reader {
    /// Every hold of which something is held, not known or to be countersigned, oldest first.
    pub fn open_holds(&self) -> Result<Vec<HoldId>, JournalError> {
        let sql = "SELECT id FROM hold WHERE open = 1 ORDER BY opened";
        self.ids(sql, &[])
    }

    /// Every hold with an entry from `from` on and before `to`, in the order of their first entry there.
    pub fn touched(&self, from: Timestamp, to: Timestamp) -> Result<Vec<HoldId>, JournalError> {
        let sql = "SELECT hold FROM entry WHERE at >= ?1 AND at < ?2 AND hold <> 'house'
                   GROUP BY hold ORDER BY min(place)";
        self.ids(sql, &[from.as_microsecond(), to.as_microsecond()].map(Value::from))
    }

    /// Holds by their state, newest first, at most `limit`.
    pub fn list(&self, filter: &ListFilter, limit: usize) -> Result<Vec<HoldId>, JournalError> {
        let mut sql = String::from("SELECT id FROM hold WHERE true");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut values = vec![Value::from(limit)];
        if filter.open {
            sql.push_str(" AND open = 1");
        }
        if filter.attention {
            sql.push_str(" AND attention = 1");
        }
        if let Some(room) = &filter.room {
            sql.push_str(" AND room_key = ?2");
            values.push(Value::from(grams::key(room)));
        }
        sql.push_str(" ORDER BY opened DESC LIMIT ?1");
        self.ids(&sql, &values)
    }

    /// Holds whose id or order number begins with `text`, without regard to case. As in Crockford's
    /// base 32, `O` is read as `0`, and `I` and `L` as `1`. A whole one beats a longer one.
    pub fn by_prefix(&self, text: &str) -> Result<Prefix, JournalError> {
        let text = text.trim().to_ascii_uppercase();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Ok(Prefix::None);
        }
        let id = text.replace('O', "0").replace(['I', 'L'], "1");
        let exact = "SELECT id FROM hold WHERE id = ?1
                     UNION SELECT id FROM hold WHERE order_no = ?2 COLLATE NOCASE";
        let values = [Value::from(id.clone()), Value::from(text.clone())];
        let found = self.ids(exact, &values)?;
        if let [one] = found.as_slice() {
            return Ok(Prefix::One(one.clone()));
        }
        // '{' comes after every letter and digit, in both collations.
        let beginning = "SELECT id FROM (
                 SELECT id, opened FROM hold WHERE id >= ?1 AND id < ?2
                 UNION
                 SELECT id, opened FROM hold
                 WHERE order_no >= ?3 COLLATE NOCASE AND order_no < ?4 COLLATE NOCASE
             ) ORDER BY opened DESC LIMIT ?5";
        let values = [
            Value::from(id.clone()),
            Value::from(id + "{"),
            Value::from(text.clone()),
            Value::from(text + "{"),
            Value::from(i64::try_from(CHOICE).unwrap_or(i64::MAX)),
        ];
        let mut found = self.ids(beginning, &values)?;
        Ok(match (found.len(), found.pop()) {
            (_, None) => Prefix::None,
            (1, Some(one)) => Prefix::One(one),
            (_, Some(last)) => {
                found.push(last);
                Prefix::Several(found)
            }
        })
    }

    fn ids(&self, sql: &str, values: &[Value]) -> Result<Vec<HoldId>, JournalError> {
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query(rusqlite::params_from_iter(values))?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            ids.push(id(row.get(0)?)?);
        }
        Ok(ids)
    }
}

/// An id as it stands in a column.
pub(super) fn id(text: String) -> Result<HoldId, JournalError> {
    HoldId::try_from(text).map_err(|error| JournalError::damaged(error.to_string()))
}
