use std::path::PathBuf;

use super::reader::{Read, Reader};
use super::storage::file_name;
use super::{Origin, resolve};
use crate::desk::StayRules;

/// Longest time that any contract lets a hold last: a year.
const LONGEST_HOLD: i64 = 366;

/// How long holds last and when somebody is told.
pub(super) fn read(reader: &mut Reader<'_>) -> Read<StayRules> {
    let alipay = reader.whole("stay.hold_days.alipay", 0, LONGEST_HOLD);
    let warn_days = reader.whole("stay.warn_days", 0, LONGEST_HOLD);
    // A provider that is not in the list gives nothing back by itself.
    let hold_days = [("alipay", alipay?)].into_iter().filter(|(_, days)| *days > 0);
    let hold_days = hold_days.map(|(provider, days)| (provider.to_owned(), days)).collect();
    Ok(StayRules { hold_days, warn_days: warn_days? })
}

/// Where the hotel's own system writes who is in house.
pub(super) fn read_in_house(reader: &mut Reader<'_>, origin: Origin<'_>) -> Read<Option<PathBuf>> {
    let named = reader.optional("stay.in_house", |text| file_name(text).map(str::to_owned));
    Ok(named?.map(|name| resolve(origin.folder, &name)))
}
