//! alipay.trade.pay: charge a part of a hold, or all of it (alipay-preauth.md 2.6).

use super::super::amount::Cents;
use super::super::books::ledger::{self, Place};
use super::super::books::trade::{self, Trade, TradeStatus};
use super::super::books::{Order, OrderStatus, notes, order};
use super::super::call::Call;
use super::super::gateway::written;
use super::super::reply::{Node, Refusal, Stop};
use super::super::rules::Rule;
use super::lapse;
use super::unfreeze::{available, end_if_empty, give_back};

pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    let out_trade_no = call.needed_number("out_trade_no")?;
    let amount = call.amount("total_amount")?;
    let complete = read_rest(call)?;
    let content = serde_json::Value::Object(call.fields.clone()).to_string();
    if !notes::same_content(call.books, &format!("pay {out_trade_no}"), &content)? {
        let sub_code = "ACQ.CONTEXT_INCONSISTENT";
        return Err(call.refuse(Rule::NumberReused, "out_trade_no", sub_code));
    }
    if let Some(trade) = trade::by_out_trade_no(call.books, &out_trade_no)? {
        return again(call, &trade);
    }
    let mut order = chargeable(call, amount)?;
    let mut trade = Trade {
        trade_no: call.fresh_number("2200140042", 10),
        out_trade_no,
        operation_id: call.fresh_number("", 12),
        order_no: order.order_no.clone(),
        amount,
        content,
        complete: complete && !call.rest_stays,
        status: TradeStatus::Wait,
        polls: 0,
        created: call.now,
        paid: None,
    };
    trade::open(call.books, &trade)?;
    if order.guest()?.charge_polls == 0 {
        settle(call, &mut order, &mut trade)?;
    }
    reply(&order, &trade)
}

/// Everything beside number and amount. Says whether the rest goes back.
fn read_rest(call: &mut Call<'_>) -> Result<bool, Stop> {
    call.title("subject", 256)?;
    call.words("body", 128)?;
    for (name, most) in [("store_id", 32), ("terminal_id", 32), ("operator_id", 28)] {
        call.text(name, most)?;
    }
    for name in ["auth_code", "scene"] {
        if call.fields.contains_key(name) {
            return Err(call.illegal(Rule::UnknownField, name));
        }
    }
    match call.text("auth_confirm_mode", 32)?.as_deref() {
        Some("COMPLETE") => Ok(true),
        Some("NOT_COMPLETE") => Ok(false),
        Some(_) => Err(call.illegal(Rule::Value, "auth_confirm_mode")),
        None => {
            call.breach(Rule::ConfirmMode, "auth_confirm_mode");
            Ok(false)
        }
    }
}

/// The same charge again (alipay-preauth.md 2.6, idempotency).
fn again(call: &Call<'_>, trade: &Trade) -> Result<Node, Stop> {
    let sub_code = match trade.status {
        TradeStatus::Success => "ACQ.TRADE_HAS_SUCCESS",
        TradeStatus::Closed => "ACQ.TRADE_HAS_CLOSE",
        TradeStatus::Wait => {
            let order = order::by_order_no(call.books, &trade.order_no)?;
            let absent = || Refusal::business("ACQ.SYSTEM_ERROR");
            return reply(&order.ok_or_else(absent)?, trade);
        }
    };
    Err(Refusal::business(sub_code).into())
}

/// The order, where all that the charge says of it is right and the money is there.
fn chargeable(call: &mut Call<'_>, amount: Cents) -> Result<Order, Stop> {
    let Some(auth_no) = call.text("auth_no", 64)? else {
        return Err(call.refuse(Rule::Missing, "auth_no", "ACQ.AUTH_TOKEN_IS_NOT_EXIST"));
    };
    let found = order::by_auth_no(call.books, &auth_no)?;
    let Some(order) = lapse(call, found)? else {
        return Err(call.refuse(Rule::AuthNo, "auth_no", "ACQ.AUTH_NO_ERROR"));
    };
    let sub_code = match order.status {
        OrderStatus::Authorized => None,
        OrderStatus::Init => Some("ACQ.AUTH_ORDER_NOT_PAID"),
        OrderStatus::Finish => Some("ACQ.AUTH_ORDER_HAS_FINISHED"),
        OrderStatus::Closed => Some("ACQ.AUTH_ORDER_HAS_CLOSED"),
    };
    if let Some(sub_code) = sub_code {
        return Err(call.refuse(Rule::WrongState, &order.order_no, sub_code));
    }
    let product_code = call.needed("product_code", 64)?;
    if product_code != order.product_code {
        let sub_code = "ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT";
        return Err(call.refuse(Rule::ProductCode, "product_code", sub_code));
    }
    if call.currency()? != order.currency {
        let sub_code = "ACQ.AMOUNT_OR_CURRENCY_ERROR";
        return Err(call.refuse(Rule::Currency, "trans_currency", sub_code));
    }
    parties(call, &order)?;
    if amount > available(call, &order)? {
        let sub_code = "ACQ.AUTH_AMOUNT_NOT_ENOUGH";
        return Err(call.refuse(Rule::MoreThanHeld, &order.order_no, sub_code));
    }
    Ok(order)
}

/// Buyer and seller are the hold's payer and payee.
fn parties(call: &mut Call<'_>, order: &Order) -> Result<(), Stop> {
    let guest = order.guest()?;
    let (field, payer) = if guest.open_id {
        ("buyer_open_id", guest.payer_open_id())
    } else {
        ("buyer_id", guest.payer_id())
    };
    if call.text(field, 128)?.is_none_or(|buyer| buyer != payer) {
        return Err(call.refuse(Rule::Buyer, field, "ACQ.TRADE_BUYER_NOT_MATCH"));
    }
    let seller = call.text("seller_id", 28)?;
    if seller.is_none_or(|seller| seller != call.merchant.seller_id) {
        return Err(call.refuse(Rule::Seller, "seller_id", "ACQ.AUTH_NO_ERROR"));
    }
    Ok(())
}

/// Moves the money, and with COMPLETE the rest, too.
pub(super) fn settle(
    call: &mut Call<'_>,
    order: &mut Order,
    trade: &mut Trade,
) -> Result<(), Stop> {
    let charge = (Place::Frozen, Place::Hotel);
    ledger::post(call.books, &order.order_no, charge, trade.amount, call.now)?;
    trade.status = TradeStatus::Success;
    trade.paid = Some(call.now);
    trade::keep(call.books, trade)?;
    let rest = available(call, order)?;
    if trade.complete && rest > Cents::ZERO {
        // The provider's own number: what it is in truth is not documented (alipay-preauth.md 7).
        let number = format!("{}REST", trade.trade_no);
        give_back(call, order, number, rest, "COMPLETE".to_owned())?;
    }
    end_if_empty(call, order)
}

fn reply(order: &Order, trade: &Trade) -> Result<Node, Stop> {
    let guest = order.guest()?;
    let node = match trade.paid {
        None => Node::in_progress(),
        Some(at) => Node::success()
            .amount("receipt_amount", trade.amount)
            .amount("buyer_pay_amount", trade.amount)
            .amount("invoice_amount", trade.amount)
            .amount("point_amount", Cents::ZERO)
            .text("gmt_payment", written(at))
            .json("fund_bill_list", bills(trade.amount)),
    };
    Ok(with_buyer(node, order)
        .maybe(guest.credit.then_some("CREDIT_PREAUTH_PAY"), |node, mode| {
            node.text("auth_trade_pay_mode", mode)
        })
        .text("trade_no", &trade.trade_no)
        .text("out_trade_no", &trade.out_trade_no)
        .amount("total_amount", trade.amount))
}

pub(super) fn bills(amount: Cents) -> String {
    format!("[{{\"amount\":\"{amount}\",\"fund_channel\":\"ALIPAYACCOUNT\"}}]")
}

/// Who paid (alipay-preauth.md 2.6), and in which currency.
pub(super) fn with_buyer(node: Node, order: &Order) -> Node {
    let Ok(guest) = order.guest() else {
        return node;
    };
    let node = if guest.open_id {
        node.text("buyer_open_id", guest.payer_open_id())
    } else {
        node.text("buyer_user_id", guest.payer_id())
    };
    let foreign = (order.currency != "CNY").then_some(&order.currency);
    node.text("buyer_logon_id", guest.payer_login())
        .maybe(foreign, |node, currency| node.text("trans_currency", currency))
}
