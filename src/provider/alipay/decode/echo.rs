//! What a reply must repeat of what was asked (alipay-preauth.md 2): the echo check.

use std::fmt;

use super::Ask;
use crate::domain::{Currency, Money, Number};

/// One field that repeats something of the ask.
pub(super) struct Echo<'a> {
    pub(super) field: &'static str,
    want: Want<'a>,
    /// Without it the reply proves nothing.
    pub(super) must: bool,
}

enum Want<'a> {
    Number(&'a str),
    Authorization(&'a str),
    Operation(&'static str),
    Amount(Money),
    Currency(Currency),
}

impl Echo<'_> {
    /// The code of the trouble, unless `got` is what was asked.
    pub(super) fn differs(&self, got: &str) -> Option<&'static str> {
        let (same, code) = match self.want {
            Want::Number(number) => (got == number, "echo.number"),
            Want::Authorization(auth_no) => (got == auth_no, "echo.authorization"),
            Want::Operation(operation) => (got == operation, "echo.number"),
            Want::Amount(wanted) => (money(got, wanted.currency()) == Some(wanted), "echo.amount"),
            Want::Currency(currency) => (got == currency.code(), "echo.currency"),
        };
        (!same).then_some(code)
    }

    pub(super) fn want(&self) -> impl fmt::Display {
        match self.want {
            Want::Number(text) | Want::Authorization(text) | Want::Operation(text) => {
                text.to_owned()
            }
            Want::Amount(money) => money.decimal(),
            Want::Currency(currency) => currency.code().to_owned(),
        }
    }
}

/// An amount as a reply has it: with too few digits, or with zeros too many.
pub(super) fn money(text: &str, currency: Currency) -> Option<Money> {
    let spare = |fraction: &str| fraction.len() > usize::from(currency.digits());
    match text.split_once('.') {
        Some((whole, fraction)) if spare(fraction) => match fraction.trim_end_matches('0') {
            "" => Money::parse(whole, currency).ok(),
            fraction => Money::parse(&format!("{whole}.{fraction}"), currency).ok(),
        },
        Some(_) | None => Money::parse(text, currency).ok(),
    }
}

/// The fields that each reply repeats, by the specification's section.
pub(super) fn expected(ask: &Ask) -> Vec<Echo<'_>> {
    match ask {
        // 2.1
        Ask::HoldByScan { order_no, request_no, money, .. } => vec![
            must("out_order_no", number(order_no)),
            must("out_request_no", number(request_no)),
            must("amount", Want::Amount(*money)),
            may("trans_currency", priced(*money)),
        ],
        // 2.2
        Ask::HoldByQr { order_no, request_no, money, .. } => vec![
            must("out_order_no", number(order_no)),
            must("out_request_no", number(request_no)),
            may("amount", Want::Amount(*money)),
            may("trans_currency", priced(*money)),
        ],
        // 2.4
        Ask::Cancel { order_no, request_no, .. } => {
            vec![must("out_order_no", number(order_no)), must("out_request_no", number(request_no))]
        }
        // 2.5
        Ask::Release { order_no, request_no, authorization, money, .. } => vec![
            may("out_order_no", number(order_no)),
            must("out_request_no", number(request_no)),
            must("auth_no", Want::Authorization(&authorization.auth_no)),
            must("amount", Want::Amount(*money)),
            may("trans_currency", priced(*money)),
        ],
        // 2.6
        Ask::Capture { capture_no, authorization, money, .. } => vec![
            must("out_trade_no", number(capture_no)),
            must("total_amount", Want::Amount(*money)),
            may("auth_no", Want::Authorization(&authorization.auth_no)),
            may("trans_currency", priced(*money)),
        ],
        // 2.8: its refund_fee is the sum of all refunds, which is looked at elsewhere.
        Ask::Refund { capture_no, request_no, money, .. } => vec![
            must("out_trade_no", number(capture_no)),
            may("out_request_no", number(request_no)),
            may("refund_currency", priced(*money)),
        ],
        // 2.3: how much is held matters only of a hold that is good.
        Ask::InquireHold { order_no, request_no, money } => vec![
            must("out_order_no", number(order_no)),
            must("out_request_no", number(request_no)),
            may("operation_type", Want::Operation("FREEZE")),
            may("amount", Want::Amount(*money)),
            may("trans_currency", priced(*money)),
        ],
        // 2.3
        Ask::InquireRelease { order_no, request_no, money } => vec![
            must("out_order_no", number(order_no)),
            must("out_request_no", number(request_no)),
            may("operation_type", Want::Operation("UNFREEZE")),
            must("amount", Want::Amount(*money)),
            may("trans_currency", priced(*money)),
        ],
        // 2.7
        Ask::InquireCapture { capture_no, money } => vec![
            must("out_trade_no", number(capture_no)),
            must("total_amount", Want::Amount(*money)),
            may("trans_currency", priced(*money)),
        ],
        // 2.9
        Ask::InquireRefund { capture_no, request_no, money } => vec![
            must("out_trade_no", number(capture_no)),
            must("out_request_no", number(request_no)),
            must("refund_amount", Want::Amount(*money)),
            may("refund_currency", priced(*money)),
        ],
    }
}

const fn must<'a>(field: &'static str, want: Want<'a>) -> Echo<'a> {
    Echo { field, want, must: true }
}

const fn may<'a>(field: &'static str, want: Want<'a>) -> Echo<'a> {
    Echo { field, want, must: false }
}

fn number(number: &Number) -> Want<'_> {
    Want::Number(number.as_str())
}

fn priced(money: Money) -> Want<'static> {
    Want::Currency(money.currency())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_decimals() {
        let cny = "CNY".parse().unwrap();
        for (text, minor) in [
            ("500.00", 50_000),
            ("500", 50_000),
            ("500.0", 50_000),
            ("500.000", 50_000),
            ("0.10", 10),
            ("0.00", 0),
            ("10", 1000),
        ] {
            assert_eq!(money(text, cny), Some(Money::new(minor, cny)), "{text}");
        }
        for odd in
            ["", ".", "-1", "1e2", "1.005", "0.1.0", "0..0000", "1.", "NaN", "{}", "1,000.00"]
        {
            assert_eq!(money(odd, cny), None, "{odd}");
        }
    }
}
