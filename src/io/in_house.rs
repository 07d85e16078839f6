//! Reads the hotel's own list of who is in house.

use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::{Currency, HotelList, InHouse, ListFault};

use super::clock::wall;

/// Bytes of the list at most.
const LONGEST: u64 = 4 * 1024 * 1024;

/// How long it may take.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The list, as it lies there now; a fault where the computer it lies on does not answer in time.
pub(super) fn read(path: &Path, currency: Currency) -> Result<InHouse, ListFault> {
    let (send, read) = mpsc::channel();
    let own = path.to_owned();
    let started = std::thread::Builder::new().name("in-house list".to_owned()).spawn(move || {
        // Nobody waits for it any more where it took too long.
        let _gone = send.send(read_now(&own, currency));
    });
    started.map_err(|error| failed(&error))?;
    let late = |_| ListFault::File { why: "no answer from where it lies".to_owned() };
    read.recv_timeout(LONGEST_WAIT).map_err(late)?
}

fn failed(error: &io::Error) -> ListFault {
    ListFault::File { why: error.to_string() }
}

/// The whole file, as nobody wrote to it meanwhile.
fn whole(path: &Path) -> io::Result<(Vec<u8>, Metadata)> {
    // Another kind of file might never open, or never end.
    let before = std::fs::metadata(path)?;
    if !before.is_file() {
        return Err(io::Error::other("not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST.saturating_add(1)).read_to_end(&mut bytes)?;
    let after = std::fs::metadata(path)?;
    let stamp = |about: &Metadata| (about.len(), about.modified().ok());
    if stamp(&before) != stamp(&after) {
        return Err(io::Error::other("it is being written"));
    }
    Ok((bytes, after))
}

fn read_now(path: &Path, currency: Currency) -> Result<InHouse, ListFault> {
    let (bytes, after) = whole(path).map_err(|error| failed(&error))?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > LONGEST {
        return Err(ListFault::TooLong);
    }
    if length != after.len() {
        return Err(failed(&io::Error::other("it is being written")));
    }
    let made = after.modified().ok().and_then(|at| Timestamp::try_from(at).ok());
    // The journal knows microseconds. What is of tomorrow was made now.
    let made = made.map(|made| made.min(wall()));
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
