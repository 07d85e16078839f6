use std::path::{Path, PathBuf};

use super::error::{What, excerpt, is_secret};
use super::reader::{Read, Reader};
use super::{Mode, Origin, resolve};

/// The files that this terminal writes. Each mode has its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    pub journal: PathBuf,
    /// Folder of the simulated provider's books and keys; written in training only.
    pub simulator: PathBuf,
    pub log: PathBuf,
    /// Who works here, with their PINs' hashes.
    pub staff: PathBuf,
}

pub(super) fn read(reader: &mut Reader<'_>, mode: Mode, origin: Origin<'_>) -> Read<Files> {
    let named = reader.optional("journal.path", |text| file_name(text).map(str::to_owned))?;
    let journal = match named {
        None => origin.data_dir.join(mode.name()).with_extension("db"),
        Some(name) => own_file(&resolve(origin.folder, &name), mode),
    };
    Ok(Files {
        simulator: journal.with_extension("alipay"),
        log: journal.with_extension("log"),
        staff: journal.with_extension("staff"),
        journal,
    })
}

/// Training never writes the file that the settings name: somebody who only switches the mode must
/// not practise in the books of real money.
fn own_file(named: &Path, mode: Mode) -> PathBuf {
    match mode {
        Mode::Training => {
            let extension = named.extension().unwrap_or("db".as_ref());
            let mut training = std::ffi::OsString::from("training.");
            training.push(extension);
            named.with_extension(training)
        }
        Mode::Sandbox | Mode::Live => named.to_owned(),
    }
}

/// The shortest line that keys are written in has 64 characters; a part of one is as bad.
const KEY_LINE: usize = 40;

/// A name that can be a file's.
pub(super) fn file_name(text: &str) -> Result<&str, What> {
    let shape =
        |expected: &str| What::Shape { found: excerpt(text), expected: expected.to_owned() };
    if text.chars().any(char::is_control) || text.ends_with(['/', '\\']) {
        return Err(shape("the name of a file"));
    }
    // A line of a key, pasted where the name of its file belongs: it would be told as a file's name, or
    // become one.
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    if text.len() >= KEY_LINE && text.chars().all(is_of_key) && is_secret(text) {
        return Err(shape("the name of a file"));
    }
    if text.starts_with('~') {
        return Err(shape("taken as it stands: write the folder's whole name instead of ~"));
    }
    Ok(text)
}
