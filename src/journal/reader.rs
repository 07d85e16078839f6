use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, InterruptHandle, OpenFlags, OptionalExtension};

use super::chain::Hash;
use super::record::{COLUMNS, Record};
use super::{JournalError, place, schema};
use crate::domain::{Entry, HoldId};

/// How long a statement waits for another program that has the file locked.
const PATIENCE: Duration = Duration::from_secs(2);

/// Bytes of the longest value that is read: a fact takes a few hundred.
const LONGEST_VALUE: i32 = 16 << 20;

/// The journal, open for reading: beside the one that writes it, in this process or another.
pub struct Reader {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    pub(super) mode: String,
}

/// The newest entry. Written down elsewhere, it proves later that nothing was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub terminal: String,
    pub seq: u64,
    pub hash: Hash,
}

/// Stops whatever a [`Reader`] is doing, from another thread: it ends in [`JournalError::Stopped`].
pub struct Stop(InterruptHandle);

impl Stop {
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

impl Reader {
    /// Opens a journal that is there, without its lock. Nothing in it is changed.
    pub fn open(path: &Path, mode_tag: &str) -> Result<Self, JournalError> {
        place::plain_file(path)?;
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let layout = accept(&connection, path, mode_tag)?;
        let reader = Self::over(connection, path, mode_tag);
        let projection = schema::about(&reader.connection, "projection")?;
        if layout < schema::known() || projection != schema::PROJECTION {
            return Err(JournalError::TooOld { path: path.to_owned() });
        }
        Ok(reader)
    }

    pub(super) fn over(connection: Connection, path: &Path, mode: &str) -> Self {
        Self { connection, path: path.to_owned(), mode: mode.to_owned() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What another thread stops this reader with.
    pub fn stop_handle(&self) -> Stop {
        Stop(self.connection.get_interrupt_handle())
    }

    /// The facts of one hold, oldest first; none where there is no such hold.
    pub fn entries_of(&self, hold: &HoldId) -> Result<Vec<Entry>, JournalError> {
        let records = self.records_of(hold)?;
        records.iter().map(Record::entry).collect()
    }

    pub(super) fn records_of(&self, hold: &HoldId) -> Result<Vec<Record>, JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE hold = ?1 ORDER BY place");
        let mut select = self.connection.prepare_cached(&sql)?;
        let records = select.query_map([hold.as_str()], Record::from_row)?;
        Ok(records.collect::<Result<_, _>>()?)
    }

    /// The newest entry of the file; nothing in an empty journal.
    pub fn head(&self) -> Result<Option<Head>, JournalError> {
        let sql = "SELECT terminal, seq, hash FROM entry ORDER BY place DESC LIMIT 1";
        let mut select = self.connection.prepare_cached(sql)?;
        let head = select.query_row([], |row| {
            let seq: i64 = row.get(1)?;
            Ok(Head { terminal: row.get(0)?, seq: seq.unsigned_abs(), hash: row.get(2)? })
        });
        Ok(head.optional()?)
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Reader");
        shown.field("path", &self.path).field("mode", &self.mode);
        shown.finish_non_exhaustive()
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stop")
    }
}

/// Opens a file that may be hostile: nothing in it is run or trusted.
pub(super) fn connect(path: &Path, access: OpenFlags) -> Result<Connection, JournalError> {
    // Without the flag for URIs: a path is a path, whatever it begins with.
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(path, flags).map_err(|error| at_path(error, path))?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Without it a kept statement is planned anew whenever a value is bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    if access.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
        // The last one to close a database folds its log into it: not for one who only reads.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // Guests' names do not go into temporary files.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection)
}

/// Checks that a file is a journal of this mode that this program can read, and says its layout.
pub(super) fn accept(
    connection: &Connection,
    path: &Path,
    mode: &str,
) -> Result<i64, JournalError> {
    let layout = schema::layout(connection).map_err(|error| at_path(error, path))?;
    let Some(layout) = layout else {
        return Err(JournalError::Foreign { path: path.to_owned() });
    };
    if layout > schema::known() {
        return Err(JournalError::TooNew {
            path: path.to_owned(),
            found: layout,
            known: schema::known(),
        });
    }
    let found = schema::about(connection, "mode")?;
    if found != mode {
        return Err(JournalError::WrongMode {
            path: path.to_owned(),
            found,
            wanted: mode.to_owned(),
        });
    }
    Ok(layout)
}

/// The first touch of a file: some codes mean something else there than later on.
pub(super) fn at_path(error: rusqlite::Error, path: &Path) -> JournalError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => JournalError::Foreign { path },
        // The log's index has to be made beside the file, even for reading.
        Some(ErrorCode::CannotOpen) => JournalError::ReadOnly {
            what: format!("{} and its log cannot be opened: {error}", path.display()),
        },
        Some(_) | None => JournalError::from(error),
    }
}
