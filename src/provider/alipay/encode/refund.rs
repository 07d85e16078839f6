//! alipay-preauth.md 2.8: pays a part of a charge back, or all of it. Fields that are not listed
//! there may make it fail or happen twice.

use serde::Serialize;

use super::super::text;
use super::{Alipay, EncodeError, Money, amount, priced};
use crate::domain::Number;

#[derive(Serialize)]
pub(super) struct Content<'a> {
    out_trade_no: &'a str,
    refund_amount: String,
    out_request_no: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    refund_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refund_currency: Option<&'static str>,
    query_options: [&'static str; 1],
}

impl<'a> Content<'a> {
    pub(super) fn new(
        alipay: &Alipay,
        capture_no: &'a Number,
        request_no: &'a Number,
        money: Money,
        reason: &str,
    ) -> Result<Self, EncodeError> {
        Ok(Self {
            out_trade_no: capture_no.as_str(),
            refund_amount: amount(alipay, money)?,
            out_request_no: request_no.as_str(),
            refund_reason: text::clean(reason),
            refund_currency: priced(money.currency()),
            query_options: ["refund_detail_item_list"],
        })
    }
}
