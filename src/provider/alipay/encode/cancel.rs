//! alipay-preauth.md 2.4: undo of a hold request whose result is unclear.

use serde::Serialize;

use super::super::text;
use crate::domain::Number;

#[derive(Serialize)]
pub(super) struct Content<'a> {
    out_order_no: &'a str,
    out_request_no: &'a str,
    remark: String,
}

impl<'a> Content<'a> {
    pub(super) fn new(order_no: &'a Number, request_no: &'a Number, remark: &str) -> Self {
        Self {
            out_order_no: order_no.as_str(),
            out_request_no: request_no.as_str(),
            remark: text::clean(remark).unwrap_or_else(|| "Result not known".to_owned()),
        }
    }
}
