//! Files that the settings name.

use std::fs;
use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

/// Longest key or settings file that is read, in bytes.
const LONGEST: u64 = 256 * 1024;

#[derive(Debug, Error)]
pub(super) enum FileError {
    #[error("{path} cannot be read: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{path} has more than {LONGEST} bytes: it is no such file")]
    TooLong { path: PathBuf },
    #[error("{path} is not text")]
    NotText { path: PathBuf },
    #[error(
        "{path} can be read by others on this computer (mode {mode:o}); a private key must not"
    )]
    #[cfg_attr(not(unix), expect(dead_code, reason = "other systems have no such modes"))]
    Open { path: PathBuf, mode: u32 },
}

impl FileError {
    /// What a person does about it.
    pub(super) fn hint(&self) -> String {
        match self {
            Self::Read { path, .. } => {
                format!("Check that {} exists and that this user may read it.", path.display())
            }
            Self::TooLong { .. } | Self::NotText { .. } => {
                "Name the file that the provider's console handed out.".to_owned()
            }
            Self::Open { path, .. } => format!("Run: chmod 600 {}", path.display()),
        }
    }

    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::Read { source, .. } if source.kind() == std::io::ErrorKind::NotFound)
    }
}

/// A text file of reasonable length.
pub(super) fn read(path: &Path) -> Result<Zeroizing<String>, FileError> {
    let failed = |source| FileError::Read { path: path.to_owned(), source };
    let length = fs::metadata(path).map_err(failed)?.len();
    if length > LONGEST {
        return Err(FileError::TooLong { path: path.to_owned() });
    }
    let bytes = Zeroizing::new(fs::read(path).map_err(failed)?);
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => Err(FileError::NotText { path: path.to_owned() }),
    }
}

/// A private key: nobody but its owner may read the file.
pub(super) fn read_secret(path: &Path) -> Result<Zeroizing<String>, FileError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let failed = |source| FileError::Read { path: path.to_owned(), source };
        let mode = fs::metadata(path).map_err(failed)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(FileError::Open { path: path.to_owned(), mode });
        }
    }
    read(path)
}
