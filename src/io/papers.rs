//! Pages that somebody keeps: the sheet of a case, a report. Plain text beside the journal, for this user
//! alone: names of guests are in them.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::journal::{cell, make_folder, private};

/// The folder, beside the journal.
const FOLDER: &str = "papers";

/// Writes a page, and beside it its figures as a sheet. One of the same name is replaced: it is the same page,
/// looked at again.
pub(super) fn keep(
    journal: &Path,
    name: &str,
    (text, sheet): (&str, Option<&str>),
) -> io::Result<PathBuf> {
    let folder = journal.parent().unwrap_or_else(|| Path::new("")).join(FOLDER);
    make_folder(&folder)?;
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let path = folder.join(format!("{name}.txt"));
    write(&path, text)?;
    if let Some(sheet) = sheet {
        write(&folder.join(format!("{name}.csv")), sheet)?;
    }
    Ok(path)
}

/// Rows as CSV. A text that a spreadsheet would run is kept from that.
pub(super) fn sheet(rows: &[Vec<String>]) -> io::Result<String> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    for row in rows {
        csv.write_record(row.iter().map(|text| cell(text)))?;
    }
    let bytes = csv.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// Whole or not at all.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut file =
        private(OpenOptions::new().create(true).truncate(true).write(true)).open(&new)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    drop(file);
    written.and_then(|()| fs::rename(&new, path)).inspect_err(|_| {
        // What is half written helps nobody; that it cannot be removed either is no news.
        let _gone = fs::remove_file(&new);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_private_and_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal.db");
        let first = keep(&journal, "case-1-../H7", ("one\n", Some("a,b\n"))).unwrap();
        assert_eq!(first, folder.path().join("papers/case-1----H7.txt"));
        assert_eq!(keep(&journal, "case-1-../H7", ("two\n", Some("c,d\n"))).unwrap(), first);
        assert_eq!(fs::read_to_string(&first).unwrap(), "two\n");
        assert_eq!(fs::read_dir(folder.path().join("papers")).unwrap().count(), 2);
        assert_eq!(fs::read_to_string(first.with_extension("csv")).unwrap(), "c,d\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&first).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_sheet_runs_nothing() {
        let rows = [vec!["guest".to_owned()], vec!["=1+1".to_owned()], vec!["a, \"b\"".to_owned()]];
        assert_eq!(sheet(&rows).unwrap(), "guest\n'=1+1\n\"a, \"\"b\"\"\"\n");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_said() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("papers"), "a file").unwrap();
        assert!(keep(&folder.path().join("journal.db"), "x", ("y", None)).is_err());
    }
}
