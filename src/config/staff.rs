use jiff::SignedDuration;
use jiff::civil::Time;

use super::error::{What, excerpt};
use super::reader::{Read, Reader, Span};
use crate::desk::{Level, Rights};
use crate::domain::Night;

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

/// The hours at which one may agree to one's own act; none where that is never so.
pub(super) fn read_night(reader: &mut Reader<'_>) -> Read<Option<Night>> {
    reader.optional("rights.alone", night)
}

fn night(text: &str) -> Result<Night, What> {
    let shape = || What::Shape {
        found: excerpt(text),
        expected: "two times of the day, such as \"22:00-07:00\"".to_owned(),
    };
    let (from, to) = text.split_once('-').ok_or_else(shape)?;
    let time = |text: &str| Time::strptime("%H:%M", text.trim()).map_err(|_| shape());
    let (from, to) = (time(from)?, time(to)?);
    if from == to { Err(shape()) } else { Ok(Night { from, to }) }
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
    let shift = level("rights.shift");
    let force_close = level("rights.force_close");
    let roll_day = level("rights.roll_day");
    let change_settings = level("rights.change_settings");
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
        shift: shift?,
        force_close: force_close?,
        roll_day: roll_day?,
        change_settings: change_settings?,
        limit_major: limit_major?,
    })
}
