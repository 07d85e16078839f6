//! Pay back from a charge.

use unicode_width::UnicodeWidthStr as _;

use crate::domain::{Capture, Fact, Hold, Money, Number, Planned};

use super::super::Refusal;
use super::{Plan, free, within};

/// Longest reason, in columns: 256 letters or half as many Chinese characters (alipay-preauth.md 2.8).
const LONGEST_REASON: usize = 256;

/// Plans the refund; the ladder sends it, at once or when the last one of the same charge is old
/// enough.
pub(in crate::desk) fn decide(
    hold: &Hold,
    capture: Option<&Number>,
    money: Money,
    reason: &str,
    chance: u64,
) -> Result<Plan, Refusal> {
    free(hold)?;
    let capture = chosen(hold, capture, money)?;
    within(money, capture.refundable(), |refundable| Refusal::AboveRefundable { refundable })?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.width() > LONGEST_REASON {
        return Err(Refusal::TextTooLong("reason"));
    }
    let which = hold.captures.iter().map(|capture| capture.refunds.len()).sum::<usize>();
    let request = hold.opened.order_no.request_no('R', which.saturating_add(1), chance);
    let capture = capture.request.clone();
    let planned = Fact::Planned(Planned::Refund { request, capture, money, reason });
    Ok(Plan { hold: hold.id.clone(), facts: vec![planned], then: None })
}

/// The charge that was named, or the latest that has enough left, or the one with the most left.
fn chosen<'a>(
    hold: &'a Hold,
    named: Option<&Number>,
    money: Money,
) -> Result<&'a Capture, Refusal> {
    if let Some(number) = named {
        return hold.capture(number).ok_or(Refusal::NothingCaptured);
    }
    let open = || hold.captures.iter().filter(|capture| capture.refundable().is_positive());
    let enough = |capture: &&Capture| money.exceeds(capture.refundable()) == Ok(false);
    open()
        .rev()
        .find(enough)
        .or_else(|| open().max_by_key(|capture| capture.refundable().minor()))
        .ok_or(Refusal::NothingCaptured)
}
