//! alipay-preauth.md 2.3, 2.7 and 2.9: what became of a request. It is named by our own numbers,
//! which are known whatever was lost.

use serde::Serialize;

use crate::domain::Number;

#[derive(Serialize)]
pub(super) struct Held<'a> {
    out_order_no: &'a str,
    out_request_no: &'a str,
    /// 2.3: without it the provider may answer with another operation of the same order.
    operation_type: &'static str,
}

impl<'a> Held<'a> {
    pub(super) fn new(
        order_no: &'a Number,
        request_no: &'a Number,
        operation_type: &'static str,
    ) -> Self {
        Self {
            out_order_no: order_no.as_str(),
            out_request_no: request_no.as_str(),
            operation_type,
        }
    }
}

#[derive(Serialize)]
pub(super) struct Trade<'a> {
    out_trade_no: &'a str,
}

impl<'a> Trade<'a> {
    pub(super) fn new(capture_no: &'a Number) -> Self {
        Self { out_trade_no: capture_no.as_str() }
    }
}

#[derive(Serialize)]
pub(super) struct Refund<'a> {
    out_trade_no: &'a str,
    out_request_no: &'a str,
    query_options: [&'static str; 1],
}

impl<'a> Refund<'a> {
    pub(super) fn new(capture_no: &'a Number, request_no: &'a Number) -> Self {
        Self {
            out_trade_no: capture_no.as_str(),
            out_request_no: request_no.as_str(),
            query_options: ["gmt_refund_pay"],
        }
    }
}
