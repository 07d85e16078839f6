use std::fs;
use std::path::Path;

use rusqlite::{Connection, MAIN_DB, OpenFlags, OptionalExtension};

use super::chain::{self, Hash};
use super::place::{self, Identity, Place};
use super::reader::{self, Reader};
use super::record::{COLUMNS, Record};
use super::{JournalError, schema};

/// How many entries at the end of the chain are checked when a journal is opened.
const CHECKED_TAIL: u32 = 16;

/// How large the write-ahead log may stay on the disk after it was emptied, in bytes.
const LOG_LIMIT: i64 = 16 << 20;

/// Whose journal is opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// The name of this counter. Its entries are numbered by themselves.
    pub terminal: &'a str,
    /// `live`, `sandbox` or `training`: a file belongs to one of them for ever.
    pub mode_tag: &'a str,
}

/// The journal, open for writing. There is one for a file at a time, over all processes.
#[derive(Debug)]
pub struct Journal {
    // Closed before `_place` gives the lock back: fields are dropped in this order.
    pub(super) reader: Reader,
    pub(super) terminal: String,
    identity: Identity,
    _place: Place,
}

impl Journal {
    /// Opens the journal at `path`, or makes a new one. What this costs does not grow with it.
    pub fn open(path: &Path, opening: Opening<'_>) -> Result<Self, JournalError> {
        let place = Place::take(path)?;
        if !place.is_taken()? {
            make(&place.path, opening.mode_tag)?;
        }
        // A file that is not ours is told by reading alone, so that it stays as it is.
        let layout = {
            let probe = reader::connect(&place.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            reader::accept(&probe, &place.path, opening.mode_tag)?
        };
        let mut connection = reader::connect(&place.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // SQLite opens for reading what it may not write, and says so at the first append only.
        if connection.is_readonly(MAIN_DB)? {
            let what = format!("{} can only be read", place.path.display());
            return Err(JournalError::ReadOnly { what });
        }
        make_durable(&connection, &place.path)?;
        if layout < schema::known() {
            schema::migrate(&mut connection, opening.mode_tag, layout)?;
        }
        let identity = Identity::of(&place.path);
        let mut journal = Self {
            identity: identity.map_err(|error| JournalError::file(&place.path, error))?,
            reader: Reader::over(connection, &place.path, opening.mode_tag),
            terminal: opening.terminal.to_owned(),
            _place: place,
        };
        journal.check_tail()?;
        if schema::about(&journal.reader.connection, "projection")? != schema::PROJECTION {
            journal.rebuild()?;
        }
        Ok(journal)
    }

    /// Everything that can be looked up.
    pub const fn read(&self) -> &Reader {
        &self.reader
    }

    /// The name under which this journal's new entries are kept.
    pub fn terminal(&self) -> &str {
        &self.terminal
    }

    /// A file that was deleted or replaced while it was open still takes entries, and they would be
    /// gone with it.
    pub(super) fn assert_in_place(&self) -> Result<(), JournalError> {
        let path = self.reader.path();
        match Identity::of(path) {
            Ok(found) if found == self.identity => Ok(()),
            Ok(_) | Err(_) => Err(JournalError::Missing { path: path.to_owned() }),
        }
    }

    /// A torn or edited end is found at once; the rest is for [`Reader::verify`].
    fn check_tail(&self) -> Result<(), JournalError> {
        let file = &self.reader.connection;
        let sql = format!("SELECT {COLUMNS} FROM entry ORDER BY place DESC LIMIT ?1");
        let mut select = file.prepare(&sql)?;
        let records = select.query_map([CHECKED_TAIL], Record::from_row)?;
        let mut before =
            file.prepare("SELECT hash FROM entry WHERE terminal = ?1 AND seq = ?2 - 1")?;
        for record in records {
            let record = record?;
            let link: Option<Hash> =
                before.query_row((&record.terminal, record.seq), |row| row.get(0)).optional()?;
            let expected = match link {
                None if record.seq == 1 => {
                    Some(chain::beginning(&self.reader.mode, &record.terminal))
                }
                link => link,
            };
            if expected != Some(record.before) || record.computed() != record.hash {
                return Err(JournalError::damaged(format!(
                    "entry {} of {} is not as it was written",
                    record.seq, record.terminal
                )));
            }
        }
        Ok(())
    }
}

/// Makes a new journal under another name first, so that a crash leaves either none or a whole one.
fn make(path: &Path, mode: &str) -> Result<(), JournalError> {
    // Before it has its name: whoever finds it there need not ask whether its folder is durable.
    place::sync_ancestors(path)?;
    let new = place::beside(path, ".new");
    place::remove_database(&new)?;
    place::create(&new)?;
    let mut connection = reader::connect(&new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Before it has its name: a kill in the middle of a later switch to the write-ahead log would
    // leave a file that a reader cannot mend.
    make_durable(&connection, &new)?;
    schema::migrate(&mut connection, mode, 0)?;
    connection.close().map_err(|(_, error)| error)?;
    fs::rename(&new, path).map_err(|error| JournalError::file(path, error))?;
    place::sync_folder(path)
}

/// What is committed survives a power cut: baselines.md 2 measured NORMAL, which does not.
fn make_durable(connection: &Connection, path: &Path) -> Result<(), JournalError> {
    let mode: String = connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(|error| reader::at_path(error, path))?;
    if mode != "wal" {
        return Err(JournalError::Io {
            what: "this disk cannot keep a write-ahead log; is it a network folder?".to_owned(),
        });
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    // On macOS a plain fsync does not reach the platter.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_LIMIT, |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes 18 and 19 of SQLite's header are 2 where a file is written by a write-ahead log.
    #[test]
    fn a_journal_has_its_write_ahead_log_before_it_has_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        make(&path, "live").unwrap();
        let header = fs::read(&path).unwrap();
        assert_eq!(header.get(18..20), Some([2, 2].as_slice()));
        let others = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(others, 1, "nothing else is left behind");
    }
}
