//! alipay.trade.query: what became of a charge (alipay-preauth.md 2.7).

use jiff::SignedDuration;

use super::super::amount::Cents;
use super::super::books::order;
use super::super::books::trade::{self, Trade, TradeStatus};
use super::super::call::Call;
use super::super::gateway::written;
use super::super::reply::{Node, Refusal, Stop};
use super::super::rules::Rule;
use super::pay;

/// alipay-preauth.md 2.8: a charge can be refunded for twelve months.
const REFUNDABLE: SignedDuration = SignedDuration::from_hours(365 * 24);

pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    let absent = || Refusal::business("ACQ.TRADE_NOT_EXIST");
    let mut trade = find(call)?.ok_or_else(absent)?;
    if call.stale {
        return Err(absent().into());
    }
    let mut order = order::by_order_no(call.books, &trade.order_no)?.ok_or_else(absent)?;
    if trade.status == TradeStatus::Wait {
        trade.polls = trade.polls.saturating_add(1);
        if trade.polls > order.guest()?.charge_polls {
            pay::settle(call, &mut order, &mut trade)?;
        } else {
            trade::keep(call.books, &trade)?;
        }
    }
    let paid = match trade.status {
        TradeStatus::Wait => Cents::ZERO,
        TradeStatus::Success | TradeStatus::Closed => trade.amount,
    };
    Ok(pay::with_buyer(Node::success(), &order)
        .text("trade_no", &trade.trade_no)
        .text("out_trade_no", &trade.out_trade_no)
        .text("trade_status", status(call, &trade))
        .amount("total_amount", trade.amount)
        .amount("receipt_amount", paid)
        .amount("buyer_pay_amount", paid)
        .maybe(trade.paid, |node, at| node.text("send_pay_date", written(at)))
        .maybe(call.option("fund_bill_list").then_some(paid), |node, paid| {
            node.json("fund_bill_list", pay::bills(paid))
        }))
}

/// The charge that a request names; the provider's number wins.
pub(super) fn find(call: &mut Call<'_>) -> Result<Option<Trade>, Stop> {
    let trade_no = call.text("trade_no", 64)?;
    let out_trade_no = call.number("out_trade_no")?;
    match (trade_no, out_trade_no) {
        (Some(trade_no), _) => Ok(trade::by_trade_no(call.books, &trade_no)?),
        (None, Some(number)) => Ok(trade::by_out_trade_no(call.books, &number)?),
        (None, None) => Err(call.illegal(Rule::Missing, "out_trade_no")),
    }
}

/// Whether the time for refunds is over.
pub(super) fn refund_window_over(call: &Call<'_>, trade: &Trade) -> bool {
    trade.paid.is_some_and(|paid| call.now.duration_since(paid) > REFUNDABLE)
}

fn status(call: &Call<'_>, trade: &Trade) -> &'static str {
    if trade.status == TradeStatus::Success && refund_window_over(call, trade) {
        return "TRADE_FINISHED";
    }
    trade.status.name()
}
