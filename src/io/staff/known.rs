//! The settings with which a supervisor has signed in last: a cashier begins to work with no others.

use rusqlite::{OptionalExtension as _, Transaction};
use sha2::{Digest as _, Sha256};

use crate::config::Settings;

/// What settings are known by, and whose they are. Secrets in them print as nothing, so none is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// The file that somebody named, by an option or a variable: a script has settings of its own. Empty for
    /// those that the terminal finds by itself, also where there is no file.
    whose: String,
    digest: String,
}

impl Known {
    pub(super) fn of(settings: &Settings) -> Self {
        let whose = settings.named.as_ref().map(|path| path.display().to_string());
        let digest = format!("{:x}", Sha256::digest(format!("{settings:?}")));
        Self { whose: whose.unwrap_or_default(), digest }
    }
}

/// The settings that a supervisor has signed in with. Made when it is needed: the first files had none.
const ACCEPTED: &str = "
    CREATE TABLE IF NOT EXISTS settings_accepted (
        whose TEXT PRIMARY KEY,
        digest TEXT NOT NULL
    ) STRICT;";

/// Whether settings are the last ones that were accepted. New ones become so where there were none before, or
/// where `may`. Those of before are new ones again: whoever puts an old file back has changed it.
pub(super) fn accept(file: &Transaction<'_>, known: &Known, may: bool) -> rusqlite::Result<bool> {
    file.execute_batch(ACCEPTED)?;
    let sql = "SELECT digest FROM settings_accepted WHERE whose = ?1";
    let last: Option<String> = file.query_row(sql, [&known.whose], |row| row.get(0)).optional()?;
    if last.as_ref() == Some(&known.digest) {
        return Ok(true);
    }
    let sql = "SELECT count(*) FROM settings_accepted";
    let first = file.query_row(sql, [], |row| row.get::<_, i64>(0))? == 0;
    if first || may {
        let sql = "INSERT INTO settings_accepted (whose, digest) VALUES (?1, ?2)
                   ON CONFLICT (whose) DO UPDATE SET digest = excluded.digest";
        file.execute(sql, [&known.whose, &known.digest])?;
    }
    Ok(first || may)
}
