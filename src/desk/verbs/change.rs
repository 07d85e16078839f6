//! Change whose deposit a hold is: another room, name, booking or departure.

use crate::domain::{Fact, Hold, Stay};

use super::super::Refusal;
use super::Plan;
use super::hold::checked_stay;

/// It moves no money, so it waits for nothing that is under way.
pub(in crate::desk) fn decide(hold: &Hold, stay: Stay) -> Result<Plan, Refusal> {
    let stay = checked_stay(stay)?;
    if stay == hold.stay {
        return Err(Refusal::NothingChanged);
    }
    Ok(Plan { hold: hold.id.clone(), facts: vec![Fact::StayChanged { stay }], then: None })
}
