//! alipay.fund.auth.order.freeze: hold by the guest's payment code (alipay-preauth.md 2.1).

use jiff::SignedDuration;

use super::super::books::{Order, OrderStatus, Way, current_lesson, notes, order};
use super::super::call::Call;
use super::super::gateway::written;
use super::super::guest;
use super::super::lesson::{self, Lesson};
use super::super::reply::{Node, Refusal, Stop};
use super::super::rules::Rule;
use super::voucher::{self, Wanted};

/// A code is good for about a minute; terminals are given a little longer (alipay-preauth.md 3).
const CODE_LIFE: SignedDuration = SignedDuration::from_secs(120);

/// What a wallet says of a code that it cannot resolve to a guest.
const CODE_INVALID: &str = "PAYMENT_AUTH_CODE_INVALID";

pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    let code = call.needed("auth_code", 64)?;
    let kind = call.needed("auth_code_type", 32)?;
    if kind != "bar_code" {
        return Err(call.illegal(Rule::Value, "auth_code_type"));
    }
    let wanted = Wanted::read(call)?;
    if let Some(order) = voucher::known(call, &wanted, Way::Scan)? {
        if order.known && !notes::came_with(call.books, &order.order_no, &code)? {
            return Err(call.refuse(Rule::NumberReused, "auth_code", "UNIQUE_VIOLATION"));
        }
        return match order.status {
            OrderStatus::Init => Ok(reply(&order)),
            OrderStatus::Authorized => Err(Refusal::business("FREEZE_ALREADY_SUCCESS").into()),
            OrderStatus::Finish => Err(Refusal::business("ORDER_ALREADY_FINISH").into()),
            OrderStatus::Closed if !order.known => Err(Refusal::business(CODE_INVALID).into()),
            OrderStatus::Closed => Err(Refusal::business("ORDER_ALREADY_CLOSED").into()),
        };
    }
    let guest = match lesson::of_code(&code) {
        Some(guest) => guest,
        None => current_lesson(call.books)?,
    };
    let refusal = refusal(call, &code, &wanted, guest)?;
    let mut order = wanted.order(call, Way::Scan, guest);
    if let Some(sub_code) = refusal {
        // The attempt burned its numbers (alipay-preauth.md 0.7).
        order.status = OrderStatus::Closed;
        order.known = sub_code != CODE_INVALID;
        order.refused = Some(sub_code.clone());
        order::open(call.books, &order)?;
        return Err(Refusal::business(&sub_code).into());
    }
    order.known = true;
    order::open(call.books, &order)?;
    guest::asked(call.books, &mut order, call.now)?;
    order::keep(call.books, &order)?;
    Ok(reply(&order))
}

/// Why the wallet refuses, where it does.
fn refusal(
    call: &mut Call<'_>,
    code: &str,
    wanted: &Wanted,
    guest: &Lesson,
) -> Result<Option<String>, Stop> {
    let seen = notes::see_code(call.books, code, &wanted.order_no, call.now)?;
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    let prefix = code.get(..2).and_then(|two| two.parse().ok()).unwrap_or(0_u8);
    if !digits || !(16..=24).contains(&code.len()) || !(25..=30).contains(&prefix) {
        call.breach(Rule::CodeShape, "auth_code");
        return Ok(Some(CODE_INVALID.to_owned()));
    }
    if seen.order_no != wanted.order_no {
        call.breach(Rule::CodeReused, &wanted.order_no);
        return Ok(Some(CODE_INVALID.to_owned()));
    }
    if call.now.duration_since(seen.seen) > CODE_LIFE {
        return Ok(Some(CODE_INVALID.to_owned()));
    }
    Ok(guest.refusal.clone())
}

fn reply(order: &Order) -> Node {
    let node = match order.authorized {
        None => Node::in_progress().text("status", "INIT"),
        Some(at) => voucher::with_payer(Node::success(), order)
            .text("status", "SUCCESS")
            .amount("amount", order.amount)
            .text("gmt_trans", written(at)),
    };
    let foreign = (order.currency != "CNY").then_some(&order.currency);
    node.text("auth_no", &order.auth_no)
        .text("operation_id", &order.operation_id)
        .text("out_order_no", &order.order_no)
        .text("out_request_no", &order.request_no)
        .maybe(foreign, |node, currency| node.text("trans_currency", currency))
}
