//! Pages that somebody keeps: the sheet of a case, a report. Plain text beside the journal, for this user
//! alone: names of guests are in them.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::journal::{make_folder, private};

/// The folder, beside the journal.
const FOLDER: &str = "papers";

/// Writes a page whole or not at all. One of the same name is replaced: a page is made anew from the
/// journal at any time.
pub(super) fn keep(journal: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    let folder = journal.parent().unwrap_or_else(|| Path::new("")).join(FOLDER);
    make_folder(&folder)?;
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let path = folder.join(format!("{name}.txt"));
    let new = folder.join(format!("{name}.new"));
    let mut file =
        private(OpenOptions::new().create(true).truncate(true).write(true)).open(&new)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    drop(file);
    match written.and_then(|()| fs::rename(&new, &path)) {
        Ok(()) => Ok(path),
        Err(error) => {
            // What is half written helps nobody; that it cannot be removed either is no news.
            let _gone = fs::remove_file(&new);
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_private_and_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal.db");
        let first = keep(&journal, "case-1-../H7", "one\n").unwrap();
        assert_eq!(first, folder.path().join("papers/case-1----H7.txt"));
        assert_eq!(keep(&journal, "case-1-../H7", "two\n").unwrap(), first);
        assert_eq!(fs::read_to_string(&first).unwrap(), "two\n");
        assert_eq!(fs::read_dir(folder.path().join("papers")).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&first).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_said() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("papers"), "a file").unwrap();
        assert!(keep(&folder.path().join("journal.db"), "x", "y").is_err());
    }
}
