//! alipay.fund.auth.order.unfreeze: give held money back (alipay-preauth.md 2.5).

use super::super::amount::Cents;
use super::super::books::ledger::{self, Place};
use super::super::books::trade::{self, Release};
use super::super::books::{Order, OrderStatus, notes, order};
use super::super::call::Call;
use super::super::gateway::written;
use super::super::reply::{Node, Stop};
use super::super::rules::Rule;
use super::lapse;

pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    let auth_no = call.needed("auth_no", 64)?;
    let request_no = call.needed_number("out_request_no")?;
    let amount = call.amount("amount")?;
    let Some(remark) = call.words("remark", 100)? else {
        return Err(call.illegal(Rule::Missing, "remark"));
    };
    call.nested("extra_param", 300)?;
    let found = order::by_auth_no(call.books, &auth_no)?;
    let Some(mut order) = lapse(call, found)? else {
        return Err(call.refuse(Rule::AuthNo, "auth_no", "AUTH_ORDER_NOT_EXIST"));
    };
    let content = format!("{auth_no} {amount}");
    let hold_s = order::by_request_no(call.books, &request_no)?.is_some();
    if hold_s || !notes::same_content(call.books, &format!("unfreeze {request_no}"), &content)? {
        return Err(call.refuse(Rule::NumberReused, "out_request_no", "UNIQUE_VIOLATION"));
    }
    if let Some(done) = trade::release_by(call.books, &request_no)? {
        return Ok(reply(&order, &done));
    }
    let sub_code = match order.status {
        OrderStatus::Authorized => None,
        OrderStatus::Init => Some("ILLEGAL_STATUS"),
        OrderStatus::Finish => Some("ORDER_ALREADY_FINISH"),
        OrderStatus::Closed => Some("ORDER_ALREADY_CLOSED"),
    };
    if let Some(sub_code) = sub_code {
        return Err(call.refuse(Rule::WrongState, &order.order_no, sub_code));
    }
    if amount > available(call, &order)? {
        return Err(call.refuse(Rule::MoreThanHeld, &order.order_no, "REQUEST_AMOUNT_EXCEED"));
    }
    let release = give_back(call, &mut order, request_no, amount, remark)?;
    Ok(reply(&order, &release))
}

/// What is held and no charge in progress will take.
pub(super) fn available(call: &Call<'_>, order: &Order) -> Result<Cents, Stop> {
    let sums = ledger::of(call.books, &order.order_no)?;
    Ok(sums.remaining().minus(trade::pending(call.books, &order.order_no)?))
}

/// Moves the money, writes the release down, and ends the order where nothing is left.
pub(super) fn give_back(
    call: &mut Call<'_>,
    order: &mut Order,
    request_no: String,
    amount: Cents,
    remark: String,
) -> Result<Release, Stop> {
    let release = Release {
        operation_id: call.fresh_number("", 12),
        order_no: order.order_no.clone(),
        request_no,
        amount,
        remark,
        at: call.now,
    };
    let back = (Place::Frozen, Place::Wallet);
    ledger::post(call.books, &order.order_no, back, amount, call.now)?;
    trade::add_release(call.books, &release)?;
    end_if_empty(call, order)?;
    Ok(release)
}

/// FINISH after a charge, CLOSED without one (alipay-preauth.md 2.3).
pub(super) fn end_if_empty(call: &Call<'_>, order: &mut Order) -> Result<(), Stop> {
    let sums = ledger::of(call.books, &order.order_no)?;
    if sums.remaining() == Cents::ZERO {
        order.status =
            if sums.captured > Cents::ZERO { OrderStatus::Finish } else { OrderStatus::Closed };
        order::keep(call.books, order)?;
    }
    Ok(())
}

fn reply(order: &Order, release: &Release) -> Node {
    Node::success()
        .text("status", "SUCCESS")
        .amount("amount", release.amount)
        .text("auth_no", &order.auth_no)
        .text("gmt_trans", written(release.at))
        .text("operation_id", &release.operation_id)
        .text("out_order_no", &order.order_no)
        .text("out_request_no", &release.request_no)
}
