use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

use crate::domain::{Broken, BrokenHouse, HoldId};

/// Why the journal cannot be opened, written or read. Nothing was written and the file is as it was.
///
/// [`JournalError::code`] names each for the locale; the words here are for logs and `--json`.
#[derive(Debug, Error)]
pub enum JournalError {
    #[error("{path} is in use by another terminal on this computer; close that one first")]
    InUse { path: PathBuf },
    #[error("another program keeps the journal busy; close it and try again")]
    Busy,
    #[error("{path} is the journal of mode {found:?}, not {wanted:?}; set another journal path")]
    WrongMode { path: PathBuf, found: String, wanted: String },
    #[error(
        "{path} is not a journal of this program, or its first page is damaged; it was not touched"
    )]
    Foreign { path: PathBuf },
    #[error(
        "{path} was written by a newer version (layout {found}, this program knows {known}); \
         use that version"
    )]
    TooNew { path: PathBuf, found: i64, known: i64 },
    /// A reader changes nothing, so it cannot bring an older file up to date.
    #[error("{path} was written by an older version; open it once with the terminal")]
    TooOld { path: PathBuf },
    #[error("the journal is damaged: {what}; keep a copy of it and go on from a backup")]
    Damaged { what: String },
    #[error("there is no journal at {path}")]
    Missing { path: PathBuf },
    #[error("{path} is not a plain file")]
    NotAFile { path: PathBuf },
    #[error("{path} can be read by others on this computer and its rights cannot be changed")]
    NotPrivate { path: PathBuf },
    #[error("{path} cannot be reached: {source}")]
    Unreachable { path: PathBuf, source: io::Error },
    #[error("the journal cannot be written: {what}; give this user the right to write there")]
    ReadOnly { what: String },
    #[error("the disk is full; free some space and try again")]
    DiskFull,
    #[error("the disk does not do what it is asked: {what}")]
    Io { what: String },
    /// The facts contradict what the journal says of this hold.
    #[error("a fact does not fit hold {hold}: {source}")]
    Broken { hold: HoldId, source: Broken },
    /// The fact contradicts what the journal says of the house.
    #[error("a fact does not fit the house: {0}")]
    BrokenHouse(BrokenHouse),
    #[error("{path} exists already and is not overwritten")]
    Exists { path: PathBuf },
    /// A search was stopped by [`super::Stop::stop`].
    #[error("stopped")]
    Stopped,
}

impl JournalError {
    /// A stable name for the locale and for scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InUse { .. } => "journal.in_use",
            Self::Busy => "journal.busy",
            Self::WrongMode { .. } => "journal.wrong_mode",
            Self::Foreign { .. } => "journal.foreign",
            Self::TooNew { .. } => "journal.too_new",
            Self::TooOld { .. } => "journal.too_old",
            Self::Damaged { .. } => "journal.damaged",
            Self::Missing { .. } => "journal.missing",
            Self::NotAFile { .. } => "journal.not_a_file",
            Self::NotPrivate { .. } => "journal.not_private",
            Self::Unreachable { .. } => "journal.unreachable",
            Self::ReadOnly { .. } => "journal.read_only",
            Self::DiskFull => "journal.disk_full",
            Self::Io { .. } => "journal.io",
            Self::Broken { .. } | Self::BrokenHouse(_) => "journal.broken",
            Self::Exists { .. } => "journal.exists",
            Self::Stopped => "journal.stopped",
        }
    }

    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    /// What is damaged; any other error is given back.
    pub(super) fn damage(self) -> Result<String, Self> {
        if let Self::Damaged { what } = self { Ok(what) } else { Err(self) }
    }

    /// A file operation on `path` that failed.
    pub(super) fn file(path: &Path, source: io::Error) -> Self {
        if is_full(&source) {
            return Self::DiskFull;
        }
        let is_denied = matches!(
            source.kind(),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
        );
        if is_denied {
            let what = format!("{}: {source}", path.display());
            return Self::ReadOnly { what };
        }
        Self::Unreachable { path: path.to_owned(), source }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// A failed write of an export.
impl From<io::Error> for JournalError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) {
            return Self::DiskFull;
        }
        Self::Io { what: error.to_string() }
    }
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        let what = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { what },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::OperationInterrupted) => Self::Stopped,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::OutOfMemory) => {
                Self::Io { what }
            }
            // What is left can only come from a file that is not as this program writes it: a page
            // that does not parse, a column of another type, a trigger that refuses.
            Some(_) | None => Self::Damaged { what },
        }
    }
}
