use std::fs::File;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::reader::{self, Head};
use super::snapshot::Snapshot;
use super::{JournalError, Reader, place};

impl Reader {
    /// Copies the journal to a new file that this user alone can read, checks the copy, and says how
    /// far it reaches. The journal may be written meanwhile. A file that is there is never touched.
    ///
    /// The copy is one file without a log beside it, so that it can be carried away; opened as a
    /// journal it goes on where this one was.
    pub fn backup(&self, to: &Path) -> Result<Option<Head>, JournalError> {
        place::create(to)?;
        let done = self.copy(to);
        if done.is_err() {
            // The error that is told is the first one.
            let _ignored = place::remove_database(to);
        }
        done
    }

    fn copy(&self, to: &Path) -> Result<Option<Head>, JournalError> {
        let mut copy = reader::connect(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // The journal stands still in it, so that one step copies all of it.
        let snapshot = Snapshot::of(&self.connection)?;
        let head = self.head()?;
        let step = Backup::new(&self.connection, &mut copy)?.step(-1)?;
        if step != StepResult::Done {
            return Err(JournalError::Busy);
        }
        drop(snapshot);
        as_one_file(&copy)?;
        let copy = Self::over(copy, to, &self.mode);
        check(&copy, head.as_ref())?;
        copy.connection.close().map_err(|(_, error)| error)?;
        File::open(to)
            .and_then(|file| file.sync_all())
            .map_err(|error| JournalError::file(to, error))?;
        place::sync_folder(to)?;
        Ok(head)
    }
}

fn as_one_file(copy: &Connection) -> Result<(), JournalError> {
    let mode: String =
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
    if mode != "delete" {
        return Err(JournalError::Busy);
    }
    Ok(())
}

/// Read back from the disk: every page, and the end of the chain.
fn check(copy: &Reader, head: Option<&Head>) -> Result<(), JournalError> {
    let sql = "PRAGMA integrity_check(1)";
    let pages: String = copy.connection.query_row(sql, [], |row| row.get(0))?;
    if pages != "ok" {
        return Err(JournalError::damaged(format!("the copy: {pages}")));
    }
    if copy.head()?.as_ref() != head {
        return Err(JournalError::damaged("the copy ends elsewhere"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{OPENING, journal, keep};
    use super::super::{Journal, Reader};

    #[test]
    fn a_copy_goes_on_as_a_journal() {
        let (folder, mut journal) = journal();
        keep(&mut journal, 1, "1208", "张伟");
        let to = folder.path().join("copy.db");
        let head = journal.read().backup(&to).unwrap();
        assert_eq!(head, journal.read().head().unwrap());
        keep(&mut journal, 2, "1209", "");
        let again = journal.read().backup(&to).unwrap_err();
        assert_eq!(again.code(), "journal.exists");

        let copy = Reader::open(&to, OPENING.mode_tag).unwrap();
        assert!(copy.verify(None).unwrap().is_sound());
        assert_eq!(copy.head().unwrap(), head);
        drop(copy);
        let mut copy = Journal::open(&to, OPENING).unwrap();
        keep(&mut copy, 3, "1210", "");
        assert!(copy.read().verify(None).unwrap().is_sound());
    }

    #[test]
    fn a_copy_into_no_folder_leaves_nothing() {
        let (folder, journal) = journal();
        let to = folder.path().join("nowhere/copy.db");
        assert_eq!(journal.read().backup(&to).unwrap_err().code(), "journal.unreachable");
        assert!(!to.exists());
    }
}
