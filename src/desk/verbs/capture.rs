//! Charge a bill from a hold.

use jiff::civil::Date;

use crate::domain::{Fact, Hold, Money, Planned, Stay};

use super::super::{Refusal, Setup};
use super::{Plan, still_held, within};

/// Plans the charge. Nothing leaves before the provider's books were read (alipay-preauth.md 5.4).
pub(in crate::desk) fn decide(
    hold: &Hold,
    money: Money,
    (keep_rest, until): (bool, Option<Date>),
    setup: &Setup,
    chance: u64,
) -> Result<Plan, Refusal> {
    let left = still_held(hold)?;
    within(money, left, |remaining| Refusal::AboveRemaining { remaining })?;
    if !hold.captures.is_empty() && !setup.capabilities.repeated_capture {
        return Err(Refusal::NotOffered);
    }
    // With nothing left there is nothing to keep.
    let keep_rest = keep_rest && money != left;
    let which = hold.captures.len().saturating_add(1);
    let request = hold.opened.order_no.request_no('C', which, chance);
    let planned = Fact::Planned(Planned::Capture { request, money, keep_rest });
    let kept = until.filter(|_| keep_rest).map(|day| {
        let stay = Stay { keep_until: Some(day), ..hold.stay.clone() };
        Fact::StayChanged { stay }
    });
    let facts = kept.into_iter().chain([planned]).collect();
    Ok(Plan { hold: hold.id.clone(), facts, then: None })
}
