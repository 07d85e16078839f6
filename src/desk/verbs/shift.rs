//! Take the counter, leave it, and hand it over.

use jiff::civil::Date;

use crate::domain::{Authority, Hold, HoldId, House, Member, Right, State};

use super::super::rights;
use super::super::{HouseOrder, Refusal, Setup};

/// Whoever begins takes over what nobody knows yet: each by name. What is held is taken over with one
/// signature for all of it.
pub(in crate::desk) fn open<'a>(
    house: &House,
    signed: Vec<HoldId>,
    holds: impl Iterator<Item = &'a Hold>,
    authority: Option<&Authority>,
    (setup, today): (&Setup, Date),
) -> Result<HouseOrder, Refusal> {
    if house.shift.is_some() {
        return Err(Refusal::ShiftOpen);
    }
    let mut taken_over = Vec::new();
    for hold in holds {
        if is_unclear(hold) && !signed.contains(&hold.id) {
            return Err(Refusal::NotSigned { hold: hold.id.clone() });
        }
        if hold.is_open() && !signed.contains(&hold.id) {
            taken_over.push(hold.id.clone());
        }
    }
    rights::check_house(setup, authority, Right::Shift)?;
    Ok(HouseOrder::Open {
        shift: house.shifts.saturating_add(1),
        day: house.day_on(today),
        by: authority.map(|own| own.by.clone()),
        signed,
        taken_over,
    })
}

/// A hold that the next one signs for.
pub(in crate::desk) fn is_unclear(hold: &Hold) -> bool {
    match hold.state() {
        State::Waiting | State::Unclear | State::Attention => true,
        State::Held | State::Settled | State::NotHeld => false,
    }
}

/// Whoever has the shift ends it, and the next one has it from there on: nobody's it is never.
pub(in crate::desk) fn hand_over<'a>(
    house: &House,
    (signed, to): (Vec<HoldId>, Member),
    holds: impl Iterator<Item = &'a Hold>,
    authority: Option<&Authority>,
    (setup, today): (&Setup, Date),
) -> Result<Vec<HouseOrder>, Refusal> {
    if house.shift.is_none() {
        return Err(Refusal::NoShiftOpen);
    }
    let own = authority.ok_or(Refusal::NobodyNamed)?;
    let has = house.shift.as_ref().and_then(|open| open.by.as_ref());
    if [Some(&own.by), has].into_iter().flatten().any(|by| by.badge == to.person.badge) {
        return Err(Refusal::OwnShift);
    }
    let next = Authority { by: to.person, role: to.role, approval: own.approval.clone() };
    let after = House { shift: None, ..house.clone() };
    // What the next one may not take is not ended either.
    let open = open(&after, signed, holds, Some(&next), (setup, today))?;
    Ok(vec![close(house, authority, setup, today)?, open])
}

/// One's own shift, or one that was forgotten: that takes another right.
pub(in crate::desk) fn close(
    house: &House,
    authority: Option<&Authority>,
    setup: &Setup,
    today: Date,
) -> Result<HouseOrder, Refusal> {
    let open = house.shift.clone().ok_or(Refusal::NoShiftOpen)?;
    let is_own = |own: &Authority| open.by.as_ref().is_none_or(|by| by.badge == own.by.badge);
    let own = authority.is_none_or(is_own);
    let right = if own { Right::Shift } else { Right::ForceClose };
    let approval = rights::check_house(setup, authority, right)?;
    Ok(HouseOrder::Close {
        open,
        day: house.day_on(today),
        number: house.reports.saturating_add(1),
        by: authority.map(|own| own.by.clone()),
        approval,
    })
}
