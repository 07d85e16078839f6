//! alipay-preauth.md 2.3: a hold in the provider's books.

use super::reply::Reply;
use super::{Answer, Done, Fault};
use crate::domain::{Money, OrderStatus, Standing};

pub(super) fn standing(reply: &Reply<'_>, asked: Money) -> Answer {
    read(reply, asked).unwrap_or_else(|(code, why)| reply.unknown(code, why))
}

fn read(reply: &Reply<'_>, asked: Money) -> Result<Answer, Fault> {
    let rest = reply.money("rest_amount", asked.currency())?;
    let captured = reply.money("total_pay_amount", asked.currency())?;
    let zero = Money::zero(asked.currency());
    let sum = rest.unwrap_or(zero).plus(captured.unwrap_or(zero));
    if sum.and_then(|sum| sum.exceeds(asked)).unwrap_or(true) {
        return Err(("echo.amount", "more is held and charged than was asked".to_owned()));
    }
    let order = order(reply, rest, captured)?;
    let authorization = reply.authorization();
    match order {
        OrderStatus::Authorized | OrderStatus::Finished => {
            if authorization.is_none() {
                return Err(missing("auth_no"));
            }
            if reply.text("amount").is_none() {
                return Err(missing("amount"));
            }
        }
        OrderStatus::Init | OrderStatus::Closed => {}
    }
    Ok(reply.done(Done::Standing(Standing { order, authorization, rest, captured })))
}

fn missing(field: &str) -> Fault {
    ("reply.incomplete", format!("{field} is missing"))
}

/// The order's status, which must not contradict the operation's. Older replies have the latter
/// alone, and it stays SUCCESS when the hold is spent: then the amounts decide.
fn order(
    reply: &Reply<'_>,
    rest: Option<Money>,
    captured: Option<Money>,
) -> Result<OrderStatus, Fault> {
    let order = reply.text("order_status");
    let operation = reply.text("status");
    let spent = rest.is_some_and(Money::is_zero);
    let charged = captured.is_some_and(Money::is_positive);
    match (order.as_deref(), operation.as_deref()) {
        (Some("INIT"), Some("INIT") | None) | (None, Some("INIT")) => Ok(OrderStatus::Init),
        (Some("AUTHORIZED"), Some("SUCCESS") | None) => Ok(OrderStatus::Authorized),
        (Some("FINISH"), Some("SUCCESS") | None) => Ok(OrderStatus::Finished),
        (Some("CLOSED"), Some("INIT" | "SUCCESS" | "CLOSED") | None) | (None, Some("CLOSED")) => {
            Ok(OrderStatus::Closed)
        }
        (None, Some("SUCCESS")) => Ok(match (spent, charged) {
            (false, _) => OrderStatus::Authorized,
            (true, true) => OrderStatus::Finished,
            (true, false) => OrderStatus::Closed,
        }),
        (None, None) => Err(missing("order_status")),
        (order, operation) => {
            let both = [order, operation].map(Option::unwrap_or_default).join(" ");
            Err(("reply.status", both))
        }
    }
}
