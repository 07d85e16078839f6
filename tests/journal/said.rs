//! Everything that a journal can be asked, to be compared with what it said before.

use std::path::Path;

use counterpane::journal::{Export, Format, JournalError, ListFilter, PageFilter, Reader};
use jiff::tz::TimeZone;

/// The mode of every journal of these tests.
pub(crate) const MODE: &str = "live";

/// Every entry, every hold's row, the search, and both exports, as text.
pub(crate) fn said(reader: &Reader) -> Result<String, JournalError> {
    let rows = reader.page(&PageFilter::default(), None, 1000)?;
    let holds = reader.list(&ListFilter::default(), 1000)?;
    let attention = ListFilter { attention: true, ..ListFilter::default() };
    let attention = reader.list(&attention, 1000)?;
    let room = ListFilter { room: Some("1208".to_owned()), ..ListFilter::default() };
    let room = reader.list(&room, 1000)?;
    let open = reader.open_holds()?;
    let found = (reader.find("张伟", 10)?, reader.find("smith", 10)?, reader.find("2027011", 10)?);
    let head = reader.head()?;
    let mut exports = Vec::new();
    for format in [Format::Csv, Format::Json] {
        let export = Export { format, from: None, to: None, zone: &TimeZone::UTC };
        reader.export(&export, &mut exports)?;
    }
    let exports = String::from_utf8_lossy(&exports);
    Ok(format!("{rows:?} {holds:?} {attention:?} {room:?} {open:?} {found:?} {head:?} {exports}"))
}

/// How a journal was found.
#[derive(Debug)]
pub(crate) enum Found {
    /// It does not open, in words.
    Refused(String),
    /// The check finds it.
    Findings,
    /// The check cannot be made, or an answer is refused, in words.
    Error(String),
    /// All is well, and this is what it says.
    Sound(String),
}

pub(crate) fn look(path: &Path) -> Found {
    let reader = match Reader::open(path, MODE) {
        Ok(reader) => reader,
        Err(error) => return Found::Refused(error.to_string()),
    };
    match reader.verify(None) {
        Ok(report) if !report.is_sound() => Found::Findings,
        Ok(_) => said(&reader).map_or_else(|error| Found::Error(error.to_string()), Found::Sound),
        Err(error) => Found::Error(error.to_string()),
    }
}
