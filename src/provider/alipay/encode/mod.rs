//! From an ask to the bytes of a request (alipay-preauth.md 1.2 to 1.4, 2).
//!
//! Comes in: an ask, the wall clock, dice. Goes out: one POST. Each ask's own fields are in the file
//! of its name; what all have in common is here.

mod cancel;
mod capture;
mod hold;
mod inquire;
mod refund;
mod release;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::Offset;
use rsa::rand_core::CryptoRngCore;
use serde::Serialize;
use zeroize::{Zeroize as _, Zeroizing};

use super::call::Call;
use super::{Alipay, frame};
use crate::domain::{Ask, Currency, Money};
use crate::provider::{EncodeError, Provider as _, WireRequest};

const CONTENT_TYPE: &str = "application/x-www-form-urlencoded;charset=utf-8";

/// The provider's clock is that of China, wherever the terminal stands (1.3).
const PROVIDER_TIME: Offset = Offset::constant(8);

/// Room for any request. Text that grows leaves copies of a payment code behind.
const ROOM: usize = 4096;

pub(super) fn request(
    alipay: &Alipay,
    ask: &Ask,
    wall: Timestamp,
    dice: &mut dyn CryptoRngCore,
) -> Result<WireRequest, EncodeError> {
    let call = Call::of(ask);
    let biz = content(alipay, ask)?;
    let mut params = common(alipay, call, wall);
    params.insert("biz_content".to_owned(), biz.to_string());
    let signed = Zeroizing::new(frame::string_to_sign(&params));
    if let Some(mut copy) = params.remove("biz_content") {
        copy.zeroize();
    }
    let sign = alipay
        .ours
        .sign(signed.as_bytes(), dice)
        .map_err(|error| EncodeError::Signing(error.to_string()))?;
    params.insert("sign".to_owned(), sign);
    let query = frame::form(params.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    Ok(WireRequest {
        url: format!("{}?{query}", alipay.merchant.gateway),
        content_type: CONTENT_TYPE,
        body: Zeroizing::new(frame::form([("biz_content", biz.as_str())])),
    })
}

/// The common parameters (1.3). None of them is ever empty: some sides sign those, some do not.
fn common(alipay: &Alipay, call: Call, wall: Timestamp) -> BTreeMap<String, String> {
    let merchant = &alipay.merchant;
    let time = PROVIDER_TIME.to_datetime(wall);
    let certificates = alipay.certificates.as_ref();
    let notify_url = merchant.notify_url.as_deref().filter(|_| call.notifies());
    let token = merchant.app_auth_token.as_ref().map(|token| token.as_str());
    let params = [
        ("app_id", Some(merchant.app_id.as_str())),
        ("method", Some(call.method())),
        ("format", Some("JSON")),
        ("charset", Some("utf-8")),
        ("sign_type", Some("RSA2")),
        ("version", Some("1.0")),
        ("notify_url", notify_url),
        ("app_auth_token", token),
        ("app_cert_sn", certificates.map(|all| all.app.as_str())),
        ("alipay_root_cert_sn", certificates.map(|all| all.root.as_str())),
    ];
    let mut params: BTreeMap<String, String> = params
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), given(value)?.to_owned())))
        .collect();
    let time = time.strftime("%Y-%m-%d %H:%M:%S").to_string();
    params.insert("timestamp".to_owned(), time);
    params
}

fn content(alipay: &Alipay, ask: &Ask) -> Result<Zeroizing<String>, EncodeError> {
    match ask {
        Ask::HoldByScan { order_no, request_no, money, title, code, confirm_minutes } => {
            let terms = hold::Terms::new(order_no, request_no, *money, title, *confirm_minutes);
            json(&hold::Content::new(alipay, &terms, Some(code))?)
        }
        Ask::HoldByQr { order_no, request_no, money, title, confirm_minutes } => {
            let terms = hold::Terms::new(order_no, request_no, *money, title, *confirm_minutes);
            json(&hold::Content::new(alipay, &terms, None)?)
        }
        Ask::Cancel { order_no, request_no, remark } => {
            json(&cancel::Content::new(order_no, request_no, remark))
        }
        Ask::Capture { capture_no, authorization, money, complete, title } => json(
            &capture::Content::new(alipay, capture_no, authorization, (*money, *complete), title)?,
        ),
        Ask::Release { order_no: _, request_no, authorization, money, remark } => {
            json(&release::Content::new(alipay, authorization, request_no, *money, remark)?)
        }
        Ask::Refund { capture_no, request_no, money, before: _, reason } => {
            json(&refund::Content::new(alipay, capture_no, request_no, *money, reason)?)
        }
        Ask::InquireHold { order_no, request_no, money: _ } => {
            json(&inquire::Held::new(order_no, request_no, "FREEZE"))
        }
        Ask::InquireRelease { order_no, request_no, money: _ } => {
            json(&inquire::Held::new(order_no, request_no, "UNFREEZE"))
        }
        Ask::InquireCapture { capture_no, money: _ } => json(&inquire::Trade::new(capture_no)),
        Ask::InquireRefund { capture_no, request_no, money: _ } => {
            json(&inquire::Refund::new(capture_no, request_no))
        }
    }
}

/// `biz_content`, serialized once: what is signed is what is sent.
fn json(content: &impl Serialize) -> Result<Zeroizing<String>, EncodeError> {
    let not_json = |why: String| EncodeError::Field(why, "biz_content");
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM));
    serde_json::to_writer(&mut *bytes, content).map_err(|error| not_json(error.to_string()))?;
    String::from_utf8(std::mem::take(&mut *bytes))
        .map(Zeroizing::new)
        .map_err(|error| not_json(error.to_string()))
}

/// An amount in major units, as text, with exactly the currency's digits (2).
fn amount(alipay: &Alipay, money: Money) -> Result<String, EncodeError> {
    let misfit = |field| EncodeError::Field(money.words(), field);
    if !alipay.takes(money.currency()) {
        return Err(misfit("trans_currency"));
    }
    // 2.1: 0.01 to 100000000.00.
    let most = Money::parse("100000000", money.currency()).map_err(|_| misfit("amount"))?;
    if !money.is_positive() || money.exceeds(most).unwrap_or(true) {
        return Err(misfit("amount"));
    }
    Ok(money.decimal())
}

/// The currency of an amount, which is left out where it is the provider's own (2.1).
fn priced(currency: Currency) -> Option<&'static str> {
    (currency.code() != "CNY").then_some(currency.code())
}

/// The currency in which the merchant is paid, which goes with a foreign price only.
fn settled(alipay: &Alipay, currency: Currency) -> Option<&'static str> {
    priced(currency)?;
    alipay.merchant.settle_currency.map(Currency::code)
}

/// A setting, unless it is empty.
fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests;
