//! alipay.trade.refund: pay back from a charge (alipay-preauth.md 2.8).

use jiff::{SignedDuration, Timestamp};

use super::super::amount::Cents;
use super::super::books::ledger::{self, Place};
use super::super::books::trade::{self, Refund, Trade, TradeStatus};
use super::super::books::{notes, order};
use super::super::call::Call;
use super::super::gateway::written;
use super::super::reply::{Node, Refusal, Stop};
use super::super::rules::Rule;
use super::{pay, trade_query};

/// alipay-preauth.md 2.8: 3 seconds between two refunds of one charge.
const GAP: SignedDuration = SignedDuration::from_secs(3);

pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    let amount = call.amount("refund_amount")?;
    let request_no = call.number("out_request_no")?;
    let reason = call.words("refund_reason", 256)?.unwrap_or_default();
    // Without a number a refund is a whole one, under the number of the charge (2.9).
    if request_no.is_none() {
        call.breach(Rule::Missing, "out_request_no");
    }
    let Some(mut trade) = trade_query::find(call)? else {
        return Err(Refusal::business("ACQ.TRADE_NOT_EXIST").into());
    };
    let request_no = match request_no {
        Some(number) => number,
        None if amount == trade.amount => trade.out_trade_no.clone(),
        None => return Err(Refusal::business("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL").into()),
    };
    let number = format!("refund {} {request_no}", trade.trade_no);
    if !notes::same_content(call.books, &number, &amount.to_string())? {
        let sub_code = "ACQ.DISCORDANT_REPEAT_REQUEST";
        return Err(call.refuse(Rule::NumberReused, "out_request_no", sub_code));
    }
    let before = trade::refunds(call.books, &trade.trade_no)?;
    let refunded = before.iter().fold(Cents::ZERO, |sum, refund| sum.plus(refund.amount));
    if let Some(done) = before.iter().find(|refund| refund.request_no == request_no) {
        return reply(call, &trade, refunded, "N", done.at);
    }
    possible(call, &trade, amount, refunded, before.last())?;
    let refund = Refund { request_no, amount, reason, at: call.now };
    trade::add_refund(call.books, &trade.trade_no, &refund)?;
    let back = (Place::Hotel, Place::Wallet);
    ledger::post(call.books, &trade.order_no, back, amount, call.now)?;
    let refunded = refunded.plus(amount);
    if refunded == trade.amount {
        trade.status = TradeStatus::Closed;
        trade::keep(call.books, &trade)?;
    }
    reply(call, &trade, refunded, "Y", call.now)
}

fn possible(
    call: &mut Call<'_>,
    trade: &Trade,
    amount: Cents,
    refunded: Cents,
    last: Option<&Refund>,
) -> Result<(), Stop> {
    match trade.status {
        TradeStatus::Success => {}
        TradeStatus::Wait => {
            let sub_code = "ACQ.TRADE_STATUS_ERROR";
            return Err(call.refuse(Rule::WrongState, &trade.out_trade_no, sub_code));
        }
        TradeStatus::Closed => {
            let sub_code = "ACQ.TRADE_HAS_CLOSE";
            return Err(call.refuse(Rule::RefundTooMuch, &trade.out_trade_no, sub_code));
        }
    }
    if trade_query::refund_window_over(call, trade) {
        return Err(Refusal::business("ACQ.TRADE_HAS_FINISHED").into());
    }
    if last.is_some_and(|last| call.now.duration_since(last.at) < GAP) {
        return Err(call.refuse(Rule::RefundTooSoon, &trade.out_trade_no, "ACQ.SYSTEM_ERROR"));
    }
    if refunded.plus(amount) > trade.amount {
        let sub_code = "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL";
        return Err(call.refuse(Rule::RefundTooMuch, &trade.out_trade_no, sub_code));
    }
    Ok(())
}

/// `refund_fee` is all that was ever paid back of the charge (alipay-preauth.md 2.8).
fn reply(
    call: &Call<'_>,
    trade: &Trade,
    refunded: Cents,
    change: &str,
    at: Timestamp,
) -> Result<Node, Stop> {
    let absent = || Refusal::business("ACQ.TRADE_NOT_EXIST");
    let order = order::by_order_no(call.books, &trade.order_no)?.ok_or_else(absent)?;
    let details = call.option("refund_detail_item_list").then_some(refunded);
    Ok(pay::with_buyer(Node::success(), &order)
        .text("trade_no", &trade.trade_no)
        .text("out_trade_no", &trade.out_trade_no)
        .text("fund_change", change)
        .amount("refund_fee", refunded)
        .maybe(details, |node, refunded| node.amount("send_back_fee", refunded))
        .text("gmt_refund_pay", written(at)))
}
