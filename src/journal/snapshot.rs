use rusqlite::Connection;

use super::JournalError;

/// How often ending a snapshot is tried: a [`super::Stop`] may hit the very statement that ends it.
const ATTEMPTS: u32 = 10_000;

/// A read transaction: every statement sees the same journal, whatever is written meanwhile.
///
/// One that outlived its reader's search would keep the log from being folded in, so it is ended for
/// sure, which `rusqlite`'s own guard does not do when it is interrupted.
#[derive(Debug)]
pub(super) struct Snapshot<'a>(&'a Connection);

impl<'a> Snapshot<'a> {
    pub(super) fn of(file: &'a Connection) -> Result<Self, JournalError> {
        // Before it begins: a BEGIN that is stopped may have begun all the same, and is ended too.
        let snapshot = Self(file);
        file.execute_batch("BEGIN")?;
        Ok(snapshot)
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        for _ in 0..ATTEMPTS {
            if self.0.is_autocommit() || self.0.execute_batch("ROLLBACK").is_ok() {
                break;
            }
        }
    }
}
