//! Countersign what somebody agreed to alone.

use crate::domain::{Authority, Fact, Hold, Right, Role};

use super::super::Refusal;
use super::Plan;

/// A supervisor's signature: whoever is signed in, or whoever said yes. It moves nothing, so it does not
/// wait for what is under way.
pub(in crate::desk) fn decide(hold: &Hold, authority: Option<&Authority>) -> Result<Plan, Refusal> {
    if hold.alone.is_empty() {
        return Err(Refusal::NothingAlone);
    }
    // Where nobody is registered any more there is nobody to sign.
    let authority = authority.ok_or(Refusal::NothingAlone)?;
    let by = match (&authority.approval, authority.role) {
        (Some(approval), _) if !approval.alone => &approval.by,
        (_, Role::Supervisor) => &authority.by,
        (_, Role::Cashier) => {
            return Err(Refusal::NeedsApproval { right: Right::Countersign, two: false });
        }
    };
    if hold.alone.iter().any(|person| person.badge == by.badge) {
        return Err(Refusal::OwnAct);
    }
    let facts = vec![Fact::Countersigned { by: by.clone() }];
    Ok(Plan { hold: hold.id.clone(), facts, then: None })
}
