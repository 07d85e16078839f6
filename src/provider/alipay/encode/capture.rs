//! alipay-preauth.md 2.6: a charge from a hold. It has no `scene` and no `auth_code`.

use serde::Serialize;

use super::super::text;
use super::{Alipay, EncodeError, Money, amount, given, priced, settled};
use crate::domain::{Authorization, Number, Payer};

#[derive(Serialize)]
pub(super) struct Content<'a> {
    out_trade_no: &'a str,
    total_amount: String,
    subject: String,
    product_code: &'a str,
    auth_no: &'a str,
    auth_confirm_mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer_open_id: Option<&'a str>,
    seller_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    store_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    terminal_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trans_currency: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settle_currency: Option<&'static str>,
}

impl<'a> Content<'a> {
    pub(super) fn new(
        alipay: &'a Alipay,
        capture_no: &'a Number,
        authorization: &'a Authorization,
        (money, complete): (Money, bool),
        title: &str,
    ) -> Result<Self, EncodeError> {
        let (buyer_id, buyer_open_id) = match &authorization.payer {
            Some(Payer::UserId(id)) => (Some(id.as_str()), None),
            Some(Payer::OpenId(id)) => (None, Some(id.as_str())),
            // 2.6: required. The charge would be refused, or be made from another wallet.
            None => return Err(EncodeError::Field(String::new(), "buyer_id")),
        };
        let merchant = &alipay.merchant;
        let currency = money.currency();
        Ok(Self {
            out_trade_no: capture_no.as_str(),
            total_amount: amount(alipay, money)?,
            subject: text::clean(title).unwrap_or_else(|| "Hotel".to_owned()),
            product_code: &merchant.product_code,
            auth_no: &authorization.auth_no,
            // 0.8: the provider's default would leave the rest held for ever.
            auth_confirm_mode: if complete { "COMPLETE" } else { "NOT_COMPLETE" },
            buyer_id,
            buyer_open_id,
            seller_id: &merchant.seller_id,
            store_id: given(merchant.store_id.as_deref()),
            terminal_id: given(merchant.terminal_id.as_deref()),
            operator_id: given(merchant.operator_id.as_deref()),
            trans_currency: priced(currency),
            settle_currency: settled(alipay, currency),
        })
    }
}
