//! alipay-preauth.md 2.5: gives held money back, all of it or a part.

use serde::Serialize;

use super::super::text;
use super::{Alipay, EncodeError, Money, amount};
use crate::domain::{Authorization, Number};

#[derive(Serialize)]
pub(super) struct Content<'a> {
    auth_no: &'a str,
    out_request_no: &'a str,
    amount: String,
    remark: String,
}

impl<'a> Content<'a> {
    pub(super) fn new(
        alipay: &Alipay,
        authorization: &'a Authorization,
        request_no: &'a Number,
        money: Money,
        remark: &str,
    ) -> Result<Self, EncodeError> {
        Ok(Self {
            auth_no: &authorization.auth_no,
            out_request_no: request_no.as_str(),
            amount: amount(alipay, money)?,
            remark: text::clean(remark).unwrap_or_else(|| "Deposit released".to_owned()),
        })
    }
}
