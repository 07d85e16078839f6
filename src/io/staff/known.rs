//! The settings with which a supervisor has signed in: a cashier begins to work with no others.

use rusqlite::Transaction;
use sha2::{Digest as _, Sha256};

use crate::config::Settings;

/// What settings are known by. Secrets in them print as nothing, so none is in it.
pub(super) fn digest_of(settings: &Settings) -> String {
    format!("{:x}", Sha256::digest(format!("{settings:?}")))
}

/// Settings that a supervisor has signed in with. Made when it is needed: the first files had none.
const ACCEPTED: &str = "
    CREATE TABLE IF NOT EXISTS accepted (
        settings TEXT PRIMARY KEY
    ) STRICT;";

/// Whether settings are known. New ones become so where there were none before, or where `may`.
pub(super) fn accept(file: &Transaction<'_>, digest: &str, may: bool) -> rusqlite::Result<bool> {
    file.execute_batch(ACCEPTED)?;
    let count = |sql: &str, values: &[&str]| -> rusqlite::Result<i64> {
        file.query_row(sql, rusqlite::params_from_iter(values), |row| row.get(0))
    };
    if count("SELECT count(*) FROM accepted WHERE settings = ?1", &[digest])? > 0 {
        return Ok(true);
    }
    let first = count("SELECT count(*) FROM accepted", &[])? == 0;
    if first || may {
        file.execute("INSERT INTO accepted (settings) VALUES (?1)", [digest])?;
    }
    Ok(first || may)
}
