//! Give held money back.

use unicode_width::UnicodeWidthStr as _;

use crate::domain::{Fact, Hold, Kind, Money, Planned};

use super::super::tracked::About;
use super::super::{Refusal, Setup};
use super::{Plan, still_held, within};

/// Longest remark, in columns: 100 letters or 50 Chinese characters (alipay-preauth.md 2.5).
const LONGEST_REMARK: usize = 100;

pub(in crate::desk) fn decide(
    hold: &Hold,
    money: Option<Money>,
    remark: &str,
    setup: &Setup,
    chance: u64,
) -> Result<Plan, Refusal> {
    let left = still_held(hold)?;
    let money = money.unwrap_or(left);
    within(money, left, |remaining| Refusal::AboveRemaining { remaining })?;
    if money != left && !setup.capabilities.partial_release {
        return Err(Refusal::NotOffered);
    }
    let remark = remark.split_whitespace().collect::<Vec<_>>().join(" ");
    if remark.width() > LONGEST_REMARK {
        return Err(Refusal::TextTooLong("remark"));
    }
    Ok(plan(hold, money, remark, chance))
}

/// The same for the rest that did not go back with a charge.
pub(in crate::desk) fn plan(hold: &Hold, money: Money, remark: String, chance: u64) -> Plan {
    let which = hold.releases.len().saturating_add(1);
    let request = hold.opened.order_no.request_no('U', which, chance);
    let planned = Planned::Release { request: request.clone(), money, remark };
    let sending =
        Fact::Sending { kind: Kind::Release, request: request.clone(), attempt: 1, uptime: None };
    Plan {
        hold: hold.id.clone(),
        facts: vec![Fact::Planned(planned), sending],
        then: Some(About::Send(Kind::Release, request)),
    }
}
