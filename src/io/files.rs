//! Files that the settings name.

use std::fs;
use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

use super::rights::{self, Exposed, Keep};

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
    #[error("{0}")]
    Exposed(Exposed),
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
            Self::Exposed(exposed) => format!("Run: {}", exposed.mend()),
        }
    }

    /// The locale's key and arguments, for what a person at the counter is told in his language.
    pub(super) fn words(&self) -> Option<(&'static str, [(&'static str, String); 3])> {
        match self {
            Self::Exposed(exposed) => Some(exposed.words()),
            Self::Read { .. } | Self::TooLong { .. } | Self::NotText { .. } => None,
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

/// A file that nobody else on this computer may read, or change, as `keep` says. It is refused and not
/// mended: whoever could read a key may have done so, and a person has to know.
pub(super) fn read_kept(path: &Path, keep: Keep) -> Result<Zeroizing<String>, FileError> {
    if let Some(exposed) = rights::check(path, keep) {
        return Err(FileError::Exposed(exposed));
    }
    read(path)
}
