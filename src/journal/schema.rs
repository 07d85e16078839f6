//! The layout of the file: migrations, and what tells our files from others.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::JournalError;

/// `PRAGMA application_id`: "CPJ1". `file` and other tools tell a journal by it.
pub(super) const APPLICATION_ID: i32 = 0x4350_4A31;

/// The layout of the projection. When it grows, every journal's projection is made again at the
/// next opening.
pub(super) const PROJECTION: &str = "1";

/// Never edited once they have been in a release: a new one is added. `PRAGMA user_version` says
/// how many of them a file has had.
const MIGRATIONS: [&str; 2] = [
    include_str!("../../assets/migrations/20261122T0500_entries.sql"),
    include_str!("../../assets/migrations/20261122T0501_projection.sql"),
];

/// The newest layout that this program knows.
pub(super) fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// How many migrations a file of ours has had; nothing where it is not ours.
///
/// An empty database is not ours either: a journal is made whole before it gets its name.
pub(super) fn layout(of: &Connection) -> rusqlite::Result<Option<i64>> {
    let id: i32 = of.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let version: i64 = of.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok((id == APPLICATION_ID && version > 0).then_some(version))
}

/// Brings a file up to date, all or nothing. A new file is of `mode` from then on.
pub(super) fn migrate(file: &mut Connection, mode: &str, from: i64) -> Result<(), JournalError> {
    let transaction = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = usize::try_from(from).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known())?;
    if from == 0 {
        set_about(&transaction, "mode", mode)?;
        set_about(&transaction, "projection", PROJECTION)?;
    }
    transaction.commit()?;
    Ok(())
}

/// A value of the table `about`.
pub(super) fn about(file: &Connection, name: &str) -> rusqlite::Result<String> {
    let mut select = file.prepare_cached("SELECT value FROM about WHERE name = ?1")?;
    select.query_row([name], |row| row.get(0))
}

pub(super) fn set_about(
    transaction: &Transaction<'_>,
    name: &str,
    value: &str,
) -> rusqlite::Result<()> {
    let upsert = "INSERT INTO about (name, value) VALUES (?1, ?2)
                  ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    transaction.execute(upsert, [name, value])?;
    Ok(())
}

/// Every object of a file's layout with the SQL that made it.
pub(super) type Objects = BTreeSet<(String, String)>;

pub(super) fn objects(of: &Connection) -> rusqlite::Result<Objects> {
    let mut select = of.prepare(
        "SELECT type || ' ' || name || ' on ' || tbl_name, coalesce(sql, '') FROM sqlite_schema",
    )?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// The layout that a file must have.
pub(super) fn expected_objects() -> rusqlite::Result<&'static Objects> {
    static EXPECTED: OnceLock<Objects> = OnceLock::new();
    if let Some(expected) = EXPECTED.get() {
        return Ok(expected);
    }
    let fresh = Connection::open_in_memory()?;
    for migration in MIGRATIONS {
        fresh.execute_batch(migration)?;
    }
    let made = objects(&fresh)?;
    Ok(EXPECTED.get_or_init(|| made))
}
