//! alipay-preauth.md 2.1 and 2.2: a hold by the guest's code, or by a QR code that the guest scans.

use serde::Serialize;

use super::super::text;
use super::{Alipay, EncodeError, Money, amount, given, priced, settled};
use crate::domain::{Number, PaymentCode};

/// 2.1 `pay_timeout`: 15 days at most.
const MOST_MINUTES: u32 = 15 * 24 * 60;

/// What both ways of holding have in common.
pub(super) struct Terms<'a> {
    order_no: &'a Number,
    request_no: &'a Number,
    money: Money,
    title: &'a str,
    confirm_minutes: u32,
}

impl<'a> Terms<'a> {
    pub(super) const fn new(
        order_no: &'a Number,
        request_no: &'a Number,
        money: Money,
        title: &'a str,
        confirm_minutes: u32,
    ) -> Self {
        Self { order_no, request_no, money, title, confirm_minutes }
    }
}

#[derive(Serialize)]
pub(super) struct Content<'a> {
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    scanned: Option<Scanned<'a>>,
    out_order_no: &'a str,
    out_request_no: &'a str,
    order_title: String,
    amount: String,
    product_code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    payee_user_id: Option<&'a str>,
    pay_timeout: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra_param: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trans_currency: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settle_currency: Option<&'static str>,
}

#[derive(Serialize)]
struct Scanned<'a> {
    auth_code: &'a str,
    auth_code_type: &'static str,
}

impl<'a> Content<'a> {
    pub(super) fn new(
        alipay: &'a Alipay,
        terms: &Terms<'a>,
        code: Option<&'a PaymentCode>,
    ) -> Result<Self, EncodeError> {
        let minutes = terms.confirm_minutes;
        if !(1..=MOST_MINUTES).contains(&minutes) {
            return Err(EncodeError::Field(minutes.to_string(), "pay_timeout"));
        }
        let merchant = &alipay.merchant;
        let currency = terms.money.currency();
        Ok(Self {
            scanned: code
                .map(|code| Scanned { auth_code: code.expose(), auth_code_type: "bar_code" }),
            out_order_no: terms.order_no.as_str(),
            out_request_no: terms.request_no.as_str(),
            order_title: text::clean(terms.title).unwrap_or_else(|| "Hotel deposit".to_owned()),
            amount: amount(alipay, terms.money)?,
            product_code: &merchant.product_code,
            payee_user_id: merchant.send_payee.then_some(merchant.seller_id.as_str()),
            pay_timeout: format!("{minutes}m"),
            extra_param: extra_param(alipay)?,
            trans_currency: priced(currency),
            settle_currency: settled(alipay, currency),
        })
    }
}

/// 2.1 `extra_param`: a string with JSON in it.
#[derive(Serialize)]
struct Extra<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    #[serde(rename = "outStoreCode", skip_serializing_if = "Option::is_none")]
    store_code: Option<&'a str>,
    #[serde(rename = "outStoreAlias", skip_serializing_if = "Option::is_none")]
    store_alias: Option<String>,
}

fn extra_param(alipay: &Alipay) -> Result<Option<String>, EncodeError> {
    let merchant = &alipay.merchant;
    let extra = Extra {
        category: given(merchant.category.as_deref()),
        store_code: given(merchant.store_id.as_deref()),
        store_alias: merchant.store_alias.as_deref().and_then(text::clean),
    };
    if extra.category.is_none() && extra.store_code.is_none() && extra.store_alias.is_none() {
        return Ok(None);
    }
    serde_json::to_string(&extra)
        .map(Some)
        .map_err(|error| EncodeError::Field(error.to_string(), "extra_param"))
}
