//! alipay.fund.auth.operation.detail.query: what became of a hold, a release or a charge
//! (alipay-preauth.md 2.3).

use super::super::amount::Cents;
use super::super::books::trade::{self, Release, Trade, TradeStatus};
use super::super::books::{Order, OrderStatus, ledger, order};
use super::super::call::Call;
use super::super::gateway::written;
use super::super::guest;
use super::super::reply::{Node, Refusal, Stop};
use super::super::rules::Rule;
use super::{lapse, voucher};

/// The operation that was found.
enum Operation {
    Freeze,
    Unfreeze(Release),
    Pay(Trade),
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    let ids = Ids::read(call)?;
    let kind = call.text("operation_type", 20)?;
    let kinds: &[&str] = match kind.as_deref() {
        Some("FREEZE") => &["FREEZE"],
        Some("UNFREEZE") => &["UNFREEZE"],
        Some("PAY") => &["PAY"],
        Some(_) => return Err(call.illegal(Rule::Value, "operation_type")),
        None => {
            call.breach(Rule::OperationType, "operation_type");
            &["FREEZE", "UNFREEZE", "PAY"]
        }
    };
    let found = ids.order(call)?;
    let absent = Refusal::business("AUTH_ORDER_NOT_EXIST");
    let Some(mut order) = lapse(call, found)? else {
        return Err(absent.into());
    };
    if call.stale {
        let sub_code =
            if kinds == ["FREEZE"] { "AUTH_ORDER_NOT_EXIST" } else { "AUTH_OPERATION_NOT_EXIST" };
        return Err(Refusal::business(sub_code).into());
    }
    let mut operation = None;
    for kind in kinds {
        if operation.is_none() {
            operation = ids.operation(call, &order, kind)?;
        }
    }
    if let Some(Operation::Freeze) = operation {
        guest::looked_after(call.books, &mut order, call.now)?;
        order::keep(call.books, &order)?;
    }
    // An order exists for the terminal once a guest is behind it, or once it was undone.
    if !order.known && order.undone.is_none() {
        return Err(absent.into());
    }
    match operation {
        Some(operation) => reply(call, &order, &operation),
        None => Err(Refusal::business("AUTH_OPERATION_NOT_EXIST").into()),
    }
}

/// The two pairs of ids (alipay-preauth.md 2.3).
pub(super) struct Ids {
    auth_no: Option<String>,
    operation_id: Option<String>,
    order_no: Option<String>,
    request_no: Option<String>,
}

impl Ids {
    pub(super) fn read(call: &mut Call<'_>) -> Result<Self, Stop> {
        let ids = Self {
            auth_no: call.text("auth_no", 64)?,
            operation_id: call.text("operation_id", 64)?,
            order_no: call.number("out_order_no")?,
            request_no: call.number("out_request_no")?,
        };
        let theirs = ids.auth_no.is_some() && ids.operation_id.is_some();
        let ours = ids.order_no.is_some() && ids.request_no.is_some();
        let half = ids.auth_no.is_some() != ids.operation_id.is_some()
            || ids.order_no.is_some() != ids.request_no.is_some();
        if half {
            call.breach(Rule::IdPair, "");
        }
        // A mixed pair is tolerated (alipay-preauth.md 2.3).
        let mixed = ids.auth_no.is_some() && ids.request_no.is_some();
        if theirs || ours || mixed { Ok(ids) } else { Err(call.illegal(Rule::IdPair, "")) }
    }

    /// The order; the provider's id wins.
    pub(super) fn order(&self, call: &Call<'_>) -> Result<Option<Order>, Stop> {
        Ok(match (&self.auth_no, &self.order_no) {
            (Some(auth_no), _) => order::by_auth_no(call.books, auth_no)?,
            (None, Some(order_no)) => order::by_order_no(call.books, order_no)?,
            (None, None) => None,
        })
    }

    /// Whether they name the hold itself.
    pub(super) fn name_the_hold(&self, order: &Order) -> bool {
        match (&self.operation_id, &self.request_no) {
            (Some(operation_id), _) => *operation_id == order.operation_id,
            (None, Some(request_no)) => *request_no == order.request_no,
            (None, None) => false,
        }
    }

    fn operation(
        &self,
        call: &Call<'_>,
        order: &Order,
        kind: &str,
    ) -> Result<Option<Operation>, Stop> {
        if kind == "FREEZE" {
            return Ok(self.name_the_hold(order).then_some(Operation::Freeze));
        }
        if kind == "UNFREEZE" {
            let release = match (&self.operation_id, &self.request_no) {
                (Some(id), _) => trade::release_by_operation(call.books, id)?,
                (None, Some(request_no)) => trade::release_by(call.books, request_no)?,
                (None, None) => None,
            };
            return Ok(release
                .filter(|release| release.order_no == order.order_no)
                .map(Operation::Unfreeze));
        }
        // A charge is asked for by its out_trade_no (alipay-preauth.md 2.3).
        let trade = match &self.request_no {
            Some(out_trade_no) => trade::by_out_trade_no(call.books, out_trade_no)?,
            None => None,
        };
        Ok(trade.filter(|trade| trade.order_no == order.order_no).map(Operation::Pay))
    }
}

fn reply(call: &Call<'_>, order: &Order, operation: &Operation) -> Result<Node, Stop> {
    let sums = ledger::of(call.books, &order.order_no)?;
    let node = Node::success()
        .text("out_order_no", &order.order_no)
        .text("order_title", &order.title)
        .text("order_status", order.status.name())
        .figure("total_freeze_amount", sums.held)
        .figure("rest_amount", sums.remaining())
        .figure("total_pay_amount", sums.captured);
    let foreign = (order.currency != "CNY").then_some(&order.currency);
    let node = node
        .maybe(foreign, |node, currency| node.text("trans_currency", currency))
        .maybe(order.known.then_some(&order.auth_no), |node, auth_no| node.text("auth_no", auth_no))
        .maybe(order.authorized, |node, _| voucher::with_payer(node, order));
    Ok(match operation {
        Operation::Freeze => {
            let status = match (order.authorized, order.status) {
                (Some(_), _) => "SUCCESS",
                (None, OrderStatus::Init) => "INIT",
                (None, OrderStatus::Authorized | OrderStatus::Finish | OrderStatus::Closed) => {
                    "CLOSED"
                }
            };
            with(node, "FREEZE", status, order.amount)
                .text("operation_id", &order.operation_id)
                .text("out_request_no", &order.request_no)
                .text("gmt_create", written(order.created))
                .maybe(order.authorized, |node, at| node.text("gmt_trans", written(at)))
        }
        Operation::Unfreeze(release) => with(node, "UNFREEZE", "SUCCESS", release.amount)
            .text("operation_id", &release.operation_id)
            .text("out_request_no", &release.request_no)
            .text("remark", &release.remark)
            .text("gmt_create", written(release.at))
            .text("gmt_trans", written(release.at)),
        Operation::Pay(trade) => {
            let status = match trade.status {
                TradeStatus::Wait => "INIT",
                TradeStatus::Success | TradeStatus::Closed => "SUCCESS",
            };
            with(node, "PAY", status, trade.amount)
                .text("operation_id", &trade.operation_id)
                .text("out_request_no", &trade.out_trade_no)
                .text("gmt_create", written(trade.created))
                .maybe(trade.paid, |node, at| node.text("gmt_trans", written(at)))
        }
    })
}

fn with(node: Node, kind: &str, status: &str, amount: Cents) -> Node {
    node.text("operation_type", kind).text("status", status).figure("amount", amount)
}
