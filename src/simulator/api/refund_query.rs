//! alipay.trade.fastpay.refund.query: what became of a refund (alipay-preauth.md 2.9).

use super::super::books::trade;
use super::super::call::Call;
use super::super::gateway::written;
use super::super::reply::{Node, Refusal, Stop};
use super::trade_query;

pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    let request_no = call.needed_number("out_request_no")?;
    // This code comes without its prefix here and there (alipay-preauth.md 4.9).
    let absent = || Refusal::business("TRADE_NOT_EXIST");
    let trade = trade_query::find(call)?.ok_or_else(absent)?;
    let refunds = trade::refunds(call.books, &trade.trade_no)?;
    let refund = refunds.into_iter().find(|refund| refund.request_no == request_no && !call.stale);
    let asked_when = call.option("gmt_refund_pay");
    // A refund that is not there is a success without a status (alipay-preauth.md 2.9).
    let Some(refund) = refund else {
        return Ok(Node::success());
    };
    Ok(Node::success()
        .text("trade_no", &trade.trade_no)
        .text("out_trade_no", &trade.out_trade_no)
        .text("out_request_no", &refund.request_no)
        .amount("refund_amount", refund.amount)
        .amount("total_amount", trade.amount)
        .text("refund_reason", &refund.reason)
        .text("refund_status", "REFUND_SUCCESS")
        .maybe(asked_when.then_some(refund.at), |node, at| {
            node.text("gmt_refund_pay", written(at))
        }))
}
