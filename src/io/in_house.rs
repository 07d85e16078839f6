//! Reads the hotel's own list of who is in house.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use jiff::Timestamp;

use crate::domain::{Currency, HotelList, InHouse, ListFault};

/// Bytes of the list at most.
const LONGEST: u64 = 4 * 1024 * 1024;

/// The list, as it lies there now. Whoever writes it may be at work: it is read whole, and once.
pub(super) fn read(path: &Path, currency: Currency) -> Result<InHouse, ListFault> {
    let failed = |error: std::io::Error| ListFault::File { why: error.to_string() };
    let file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    // Another kind of file might never end, or never begin.
    if !about.is_file() {
        return Err(ListFault::File { why: "not a file".to_owned() });
    }
    let made = about.modified().ok().and_then(|at| Timestamp::try_from(at).ok());
    let mut bytes = Vec::new();
    file.take(LONGEST.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if u64::try_from(bytes.len()).map_or(true, |length| length > LONGEST) {
        return Err(ListFault::TooLong);
    }
    // The journal knows microseconds.
    let made = made.and_then(|made| Timestamp::from_microsecond(made.as_microsecond()).ok());
    InHouse::parse(&bytes, made.unwrap_or(Timestamp::UNIX_EPOCH), currency)
}

/// What the night audit says of it.
pub(super) fn said(read: &Result<InHouse, ListFault>) -> HotelList {
    match read {
        Ok(list) => HotelList::Read {
            made: list.made,
            guests: u32::try_from(list.guests.len()).unwrap_or(u32::MAX),
        },
        Err(fault) => HotelList::NotRead(fault.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hkd() -> Currency {
        "HKD".parse().unwrap()
    }

    #[test]
    fn a_list_is_read_with_the_time_it_was_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("in-house.csv");
        std::fs::write(&path, "room\n1208\n606\n").unwrap();
        let list = read(&path, hkd());
        assert!(matches!(said(&list), HotelList::Read { guests: 2, made } if made.as_second() > 0));
    }

    #[test]
    fn what_is_no_list_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let missing = read(&folder.path().join("none.csv"), hkd());
        assert!(matches!(missing, Err(ListFault::File { .. })));
        assert!(matches!(read(folder.path(), hkd()), Err(ListFault::File { .. })));
        let path = folder.path().join("long.csv");
        std::fs::write(&path, vec![b'x'; usize::try_from(LONGEST).unwrap() + 1]).unwrap();
        assert_eq!(read(&path, hkd()), Err(ListFault::TooLong));
    }
}
