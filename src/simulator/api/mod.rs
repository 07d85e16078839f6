//! The interfaces that the simulated provider serves, one file each.
//!
//! Comes in: a [`Call`] whose signature was good. Goes out: the node of a reply, or a refusal.

use super::books::{BooksError, Order, OrderStatus, order, trade};
use super::call::Call;
use super::reply::{Node, Stop};
use super::words::words;

mod cancel;
mod detail;
mod freeze;
mod pay;
mod refund;
mod refund_query;
mod trade_query;
mod unfreeze;
mod voucher;

words! {
    /// An interface of the provider (alipay-preauth.md 2).
    pub enum Api {
        Freeze = "freeze",
        Voucher = "voucher",
        Detail = "detail",
        Cancel = "cancel",
        Unfreeze = "unfreeze",
        Pay = "pay",
        TradeQuery = "trade-query",
        Refund = "refund",
        RefundQuery = "refund-query",
    }
}

impl Api {
    /// The name in a request's `method`.
    pub const fn method(self) -> &'static str {
        match self {
            Self::Freeze => "alipay.fund.auth.order.freeze",
            Self::Voucher => "alipay.fund.auth.order.voucher.create",
            Self::Detail => "alipay.fund.auth.operation.detail.query",
            Self::Cancel => "alipay.fund.auth.operation.cancel",
            Self::Unfreeze => "alipay.fund.auth.order.unfreeze",
            Self::Pay => "alipay.trade.pay",
            Self::TradeQuery => "alipay.trade.query",
            Self::Refund => "alipay.trade.refund",
            Self::RefundQuery => "alipay.trade.fastpay.refund.query",
        }
    }

    pub(super) fn of_method(method: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|api| api.method() == method)
    }

    /// The name of a reply's node (alipay-preauth.md 1.5).
    pub(super) fn node(self) -> String {
        self.method().replace('.', "_") + "_response"
    }

    const fn trades(self) -> bool {
        match self {
            Self::Pay | Self::TradeQuery | Self::Refund | Self::RefundQuery => true,
            Self::Freeze | Self::Voucher | Self::Detail | Self::Cancel | Self::Unfreeze => false,
        }
    }

    /// Whether a new order number is no mistake.
    pub(super) const fn begins_a_hold(self) -> bool {
        match self {
            Self::Freeze | Self::Voucher => true,
            Self::Detail
            | Self::Cancel
            | Self::Unfreeze
            | Self::Pay
            | Self::TradeQuery
            | Self::Refund
            | Self::RefundQuery => false,
        }
    }

    /// What a wrong field earns (alipay-preauth.md 4.3 to 4.9).
    pub(super) const fn illegal(self) -> &'static str {
        if self.trades() { "ACQ.INVALID_PARAMETER" } else { "ILLEGAL_ARGUMENT" }
    }

    /// The internal error of this family.
    pub(super) const fn system_error(self) -> &'static str {
        if self.trades() { "ACQ.SYSTEM_ERROR" } else { "SYSTEM_ERROR" }
    }

    /// The fields that the documentation lists and that fit a hotel's deposit, by name
    /// (alipay-preauth.md 2.1 to 2.9).
    pub(super) fn lists(self, field: &str) -> bool {
        let fields = match self {
            Self::Freeze => {
                "auth_code auth_code_type out_order_no out_request_no order_title amount \
                 product_code payee_user_id payee_logon_id pay_timeout timeout_express extra_param \
                 enable_pay_channels disable_pay_channels identity_params trans_currency \
                 settle_currency scene_code deposit_product_mode post_payments business_params \
                 terminal_params"
            }
            Self::Voucher => {
                "out_order_no out_request_no order_title amount product_code payee_user_id \
                 payee_logon_id pay_timeout timeout_express extra_param enable_pay_channels \
                 disable_pay_channels identity_params trans_currency settle_currency \
                 deposit_product_mode post_payments business_params"
            }
            Self::Detail => {
                "auth_no operation_id out_order_no out_request_no operation_type query_options"
            }
            Self::Cancel => "auth_no operation_id out_order_no out_request_no remark",
            Self::Unfreeze => "auth_no out_request_no amount remark extra_param",
            Self::Pay => {
                "out_trade_no total_amount subject product_code auth_no auth_confirm_mode \
                 buyer_id buyer_open_id seller_id body store_id terminal_id operator_id \
                 trans_currency settle_currency passback_params extend_params query_options \
                 business_params"
            }
            Self::TradeQuery => "trade_no out_trade_no query_options",
            Self::Refund => {
                "out_trade_no trade_no refund_amount out_request_no refund_reason operator_id \
                 store_id terminal_id refund_currency query_options"
            }
            Self::RefundQuery => "trade_no out_trade_no out_request_no query_options",
        };
        fields.split_ascii_whitespace().any(|listed| listed == field)
    }
}

/// Does what was asked.
pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    call.note_unknown_fields();
    match call.api {
        Api::Freeze => freeze::run(call),
        Api::Voucher => voucher::run(call),
        Api::Detail => detail::run(call),
        Api::Cancel => cancel::run(call),
        Api::Unfreeze => unfreeze::run(call),
        Api::Pay => pay::run(call),
        Api::TradeQuery => trade_query::run(call),
        Api::Refund => refund::run(call),
        Api::RefundQuery => refund_query::run(call),
    }
}

/// The order that a request is about, as far as its ids tell, for a lesson's trouble.
pub(super) fn order_of(call: &Call<'_>) -> Result<Option<Order>, BooksError> {
    let id = |name: &str| call.fields.get(name).and_then(serde_json::Value::as_str);
    if let Some(order_no) = id("out_order_no") {
        return order::by_order_no(call.books, order_no);
    }
    if let Some(auth_no) = id("auth_no") {
        return order::by_auth_no(call.books, auth_no);
    }
    let trade = match (id("trade_no"), id("out_trade_no")) {
        (Some(trade_no), _) => trade::by_trade_no(call.books, trade_no)?,
        (None, Some(out_trade_no)) => trade::by_out_trade_no(call.books, out_trade_no)?,
        (None, None) => None,
    };
    match trade {
        Some(trade) => order::by_order_no(call.books, &trade.order_no),
        None => Ok(None),
    }
}

/// Closes an order that the guest did not confirm in time (alipay-preauth.md 2.1 `pay_timeout`).
fn lapse(call: &Call<'_>, order: Option<Order>) -> Result<Option<Order>, BooksError> {
    let Some(mut order) = order else {
        return Ok(None);
    };
    if order.status == OrderStatus::Init && call.now >= order.expires {
        order.status = OrderStatus::Closed;
        order::keep(call.books, &order)?;
    }
    Ok(Some(order))
}
