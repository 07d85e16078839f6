//! End the business day: the night audit.

use jiff::civil::Date;

use crate::domain::{Authority, FoundList, House, Right};

use super::super::rights;
use super::super::{HouseOrder, Refusal, Setup};

/// The day after the one that is open; after days on which nobody rolled, the calendar's.
pub(in crate::desk) fn decide(
    house: &House,
    (to, list): (Option<Date>, FoundList),
    authority: Option<&Authority>,
    (setup, today): (&Setup, Date),
) -> Result<HouseOrder, Refusal> {
    let from = house.day_on(today);
    let next = from.tomorrow().map_err(|_| Refusal::NoSuchDay)?;
    let to = to.unwrap_or_else(|| next.max(today));
    // At most the calendar's tomorrow: an audit before midnight begins it.
    let latest = today.tomorrow().map_err(|_| Refusal::NoSuchDay)?;
    if to <= from || to > latest {
        return Err(Refusal::NoSuchDay);
    }
    let approval = rights::check_house(setup, authority, Right::RollDay)?;
    Ok(HouseOrder::Roll { from, to, by: authority.map(|own| own.by.clone()), approval, list })
}
