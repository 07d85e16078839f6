//! Where the journal lies: its folder, its rights, and the lock that lets one process write.
//!
//! Nothing here opens the journal itself: on Unix a process loses all its locks on a file when it
//! closes any handle to it, SQLite's own among them. Rights and identity are asked by name.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::JournalError;

/// A place that this process alone may write to, until this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    /// Without symbolic links, so that two names of one journal meet in one lock.
    pub(super) path: PathBuf,
    /// The operating system gives it back when the process ends, however it ends.
    _lock: File,
}

/// Which file a path led to when it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity(#[cfg(unix)] (u64, u64));

impl Identity {
    #[cfg(unix)]
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;

        fs::metadata(path).map(|found| Self((found.dev(), found.ino())))
    }

    /// Windows lets nobody delete or replace an open file.
    #[cfg(not(unix))]
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|_| Self())
    }
}

impl Place {
    /// Makes the folder where it is missing, and takes the lock. The journal itself is not made.
    pub(super) fn take(path: &Path) -> Result<Self, JournalError> {
        let folder = folder_of(path);
        make_folder(folder).map_err(|error| JournalError::file(folder, error))?;
        let path = resolve(path, folder)?;
        let beside = beside(&path, ".lock");
        let lock = private(OpenOptions::new().create(true).truncate(false).write(true))
            .open(&beside)
            .map_err(|error| JournalError::file(&beside, error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(JournalError::InUse { path }),
            Err(TryLockError::Error(error)) => Err(JournalError::file(&beside, error)),
        }
    }

    /// Whether a journal is there already; an error where it could not be written to.
    pub(super) fn is_taken(&self) -> Result<bool, JournalError> {
        match fs::metadata(&self.path) {
            Ok(found) if found.permissions().readonly() => Err(JournalError::ReadOnly {
                what: format!("{} is write-protected", self.path.display()),
            }),
            Ok(_) => {
                for suffix in ["", "-wal", "-shm"] {
                    make_private(&beside(&self.path, suffix))?;
                }
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(JournalError::file(&self.path, error)),
        }
    }
}

/// The path without links. A file that is not there yet is looked for in its real folder.
fn resolve(path: &Path, folder: &Path) -> Result<PathBuf, JournalError> {
    let error = match fs::canonicalize(path) {
        Ok(real) => return plain_file(&real).map(|()| real),
        Err(error) => error,
    };
    // A link that leads nowhere is an error too: SQLite would make a file at its other end. What is there
    // now and no link is the journal that another process has just made.
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    if is_link || error.kind() != io::ErrorKind::NotFound {
        return Err(JournalError::file(path, error));
    }
    let name = path.file_name().ok_or_else(|| JournalError::NotAFile { path: path.to_owned() })?;
    let folder = fs::canonicalize(folder).map_err(|error| JournalError::file(folder, error))?;
    Ok(folder.join(name))
}

/// Opening a pipe or a device would wait or do worse; a folder is no journal either.
pub(super) fn plain_file(path: &Path) -> Result<(), JournalError> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(()),
        Ok(_) => Err(JournalError::NotAFile { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(JournalError::Missing { path: path.to_owned() })
        }
        Err(error) => Err(JournalError::file(path, error)),
    }
}

/// Makes a new, empty file for this user alone; an error where the name is taken.
pub(super) fn create(path: &Path) -> Result<(), JournalError> {
    let made = private(OpenOptions::new().create_new(true).write(true)).open(path);
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(JournalError::Exists { path: path.to_owned() })
        }
        Err(error) => Err(JournalError::file(path, error)),
    }
}

/// The files of an SQLite database: itself, its two logs and their index.
pub(super) fn remove_database(path: &Path) -> Result<(), JournalError> {
    for suffix in ["-journal", "-wal", "-shm", ""] {
        let path = beside(path, suffix);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(JournalError::file(&path, error)),
        }
    }
    Ok(())
}

/// Makes a file's name durable. Windows does that by itself.
pub(super) fn sync_folder(path: &Path) -> Result<(), JournalError> {
    let folder = folder_of(path);
    if cfg!(unix) {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| JournalError::file(folder, error))?;
    }
    Ok(())
}

/// Makes the names of the folders around `path` durable. One that was made a moment ago is gone with a
/// power cut, and the journal with it, as long as the folder that it lies in was not synced. Beyond
/// this file system, and where this user cannot look, nothing was made.
#[cfg(unix)]
pub(super) fn sync_ancestors(path: &Path) -> Result<(), JournalError> {
    use std::os::unix::fs::MetadataExt;

    let folder = folder_of(path);
    let device = |folder: &Path| fs::metadata(folder).map(|found| found.dev());
    let here = device(folder).map_err(|error| JournalError::file(folder, error))?;
    for around in folder.ancestors().skip(1) {
        let is_ours = device(around).is_ok_and(|device| device == here);
        let Some(open) = File::open(around).ok().filter(|_| is_ours) else {
            return Ok(());
        };
        open.sync_all().map_err(|error| JournalError::file(around, error))?;
    }
    Ok(())
}

/// Windows does that by itself.
#[cfg(not(unix))]
pub(super) fn sync_ancestors(_path: &Path) -> Result<(), JournalError> {
    Ok(())
}

pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// A folder that is there keeps its rights: it may be the user's own, with other things in it.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// What is made with them is for this user alone.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Takes the rights of others away from a file that has got them, by a copy or a restored backup.
#[cfg(unix)]
fn make_private(path: &Path) -> Result<(), JournalError> {
    use std::os::unix::fs::PermissionsExt;

    let Ok(found) = fs::metadata(path) else {
        return Ok(());
    };
    // The last six bits are the rights of others.
    if found.permissions().mode().trailing_zeros() >= 6 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
        .map_err(|_| JournalError::NotPrivate { path: path.to_owned() })
}

/// Windows keeps a user's files private by the folder they are in.
#[cfg(not(unix))]
fn make_private(_path: &Path) -> Result<(), JournalError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    /// Of many first starts one makes the journal, and the others meet it at any moment.
    #[test]
    fn a_journal_that_comes_while_it_is_looked_for_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let (path, new) = (folder.path().join("journal.db"), folder.path().join("new"));
        let ends = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !ends.load(Ordering::Relaxed) {
                    fs::write(&new, "").unwrap();
                    fs::rename(&new, &path).unwrap();
                    fs::remove_file(&path).unwrap();
                }
            });
            let looks = || resolve(&path, folder.path());
            let odd = (0..20_000)
                .map(|_| looks())
                .find(|found| !matches!(found, Ok(_) | Err(JournalError::Missing { .. })));
            ends.store(true, Ordering::Relaxed);
            assert!(odd.is_none(), "{odd:?}");
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_no_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        std::os::unix::fs::symlink(folder.path().join("nothing"), &path).unwrap();
        let error = resolve(&path, folder.path()).unwrap_err();
        assert_eq!(error.code(), "journal.unreachable");
    }
}
