//! What the provider remembers beside money: codes seen, troubles met, rules broken.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};
use sha2::{Digest as _, Sha256};

use super::super::rules::Violation;
use super::{BooksError, Kept as _, of_millis, time};

/// Who brought a payment code first.
#[derive(Debug, Clone)]
pub(crate) struct SeenCode {
    pub(crate) order_no: String,
    pub(crate) seen: Timestamp,
}

/// Remembers a payment code by its digest and says who brought it first.
pub(crate) fn see_code(
    database: &Connection,
    code: &str,
    order_no: &str,
    now: Timestamp,
) -> Result<SeenCode, BooksError> {
    let digest = digest(code);
    database.run(
        "INSERT INTO codes VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        (&digest, order_no, now.as_millisecond()),
    )?;
    Ok(database.one("SELECT order_no, seen FROM codes WHERE digest = ?1", [&digest], |row| {
        Ok(SeenCode { order_no: row.get(0)?, seen: of_millis(row.get(1)?) })
    })?)
}

/// Whether an order came with that payment code.
pub(crate) fn came_with(
    database: &Connection,
    order_no: &str,
    code: &str,
) -> Result<bool, BooksError> {
    let query = "SELECT count(*) > 0 FROM codes WHERE order_no = ?1 AND digest = ?2";
    Ok(database.one(query, (order_no, digest(code)), |row| row.get(0))?)
}

fn digest(code: &str) -> String {
    format!("{:x}", Sha256::digest(code))
}

/// Remembers what a number was first sent with; `false` where that was something else.
pub(crate) fn same_content(
    database: &Connection,
    number: &str,
    content: &str,
) -> Result<bool, BooksError> {
    database
        .run("INSERT INTO attempts VALUES (?1, ?2) ON CONFLICT DO NOTHING", (number, content))?;
    let query = "SELECT content = ?2 FROM attempts WHERE number = ?1";
    Ok(database.one(query, (number, content), |row| row.get(0))?)
}

/// Counts one meeting of an order with the trouble at `place` of its lesson; `false` where it has
/// met it `times` times already.
pub(crate) fn meet_trouble(
    database: &Connection,
    order_no: &str,
    place: usize,
    times: u32,
) -> Result<bool, BooksError> {
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    let met: Option<u32> = database
        .one(
            "SELECT times FROM troubles WHERE order_no = ?1 AND place = ?2",
            (order_no, place),
            |row| row.get(0),
        )
        .optional()?;
    if met.unwrap_or(0) >= times {
        return Ok(false);
    }
    database.run(
        "INSERT INTO troubles VALUES (?1, ?2, 1)
         ON CONFLICT (order_no, place) DO UPDATE SET times = times + 1",
        (order_no, place),
    )?;
    Ok(true)
}

pub(crate) fn note(database: &Connection, violation: &Violation) -> Result<(), BooksError> {
    database.run(
        "INSERT INTO violations (rule, method, detail, at) VALUES (?1, ?2, ?3, ?4)",
        (violation.rule, &violation.method, &violation.detail, violation.at.as_millisecond()),
    )?;
    Ok(())
}

pub(super) fn violations(database: &Connection) -> Result<Vec<Violation>, BooksError> {
    let mut found = database.prepare_cached("SELECT * FROM violations ORDER BY seq")?;
    let violations = found.query_map([], |row| {
        Ok(Violation {
            rule: row.get("rule")?,
            method: row.get("method")?,
            detail: row.get("detail")?,
            at: time(row, "at")?,
        })
    })?;
    Ok(violations.collect::<Result<_, _>>()?)
}
