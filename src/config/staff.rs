use jiff::SignedDuration;

use super::reader::{Read, Reader, Span};
use crate::desk::{Level, Rights};

const LOCK_AFTER: Span = Span::seconds(30, 12 * 3_600);

/// Above this no amount goes anyway (alipay-preauth.md 2.1).
const LIMIT: i64 = 100_000_000;

const LEVELS: [(&str, Level); 3] =
    [("cashier", Level::Cashier), ("supervisor", Level::Supervisor), ("two", Level::Two)];

/// How long nobody may touch a key before the screen is locked.
#[cfg(test)]
pub(super) const RANGES: [(&str, Span); 1] = [("staff.lock_after", LOCK_AFTER)];

pub(super) fn read_lock(reader: &mut Reader<'_>) -> Read<SignedDuration> {
    reader.duration("staff.lock_after", LOCK_AFTER)
}

/// Who may do what.
pub(super) fn read_rights(reader: &mut Reader<'_>) -> Read<Rights> {
    let mut level = |key| reader.word(key, &LEVELS);
    let hold = level("rights.hold");
    let charge = level("rights.charge");
    let release = level("rights.release");
    let release_others = level("rights.release_others");
    let stop = level("rights.stop");
    let undo = level("rights.undo");
    let refund = level("rights.refund");
    let above_limit = level("rights.above_limit");
    let limit_major = reader.whole("rights.limit_major", 1, LIMIT);
    Ok(Rights {
        hold: hold?,
        charge: charge?,
        release: release?,
        release_others: release_others?,
        stop: stop?,
        undo: undo?,
        refund: refund?,
        above_limit: above_limit?,
        limit_major: limit_major?,
    })
}
