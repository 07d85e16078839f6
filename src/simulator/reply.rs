//! Replies, as the gateway writes them: node, code, fields, escaped slashes, signature.

use std::fmt::Write as _;

use rsa::rand_core::CryptoRngCore;

use super::amount::Cents;
use super::books::BooksError;
use crate::provider::alipay::sign::{SignError, Signer};

/// What one field of a reply holds.
#[derive(Debug, Clone)]
pub(super) enum Field {
    Text(String),
    /// An amount in a string: `"500.00"`.
    Amount(Cents),
    /// An amount as a JSON number: `500.00` (alipay-preauth.md 0.10, 2.3).
    Figure(Cents),
    /// JSON as it is.
    Json(String),
}

/// The node of a reply before it is signed.
#[derive(Debug, Clone)]
pub(super) struct Node {
    code: &'static str,
    fields: Vec<(&'static str, Field)>,
}

impl Node {
    /// 10000 (alipay-preauth.md 4.1).
    pub(super) const fn success() -> Self {
        Self::of("10000")
    }

    /// 10003: the guest must confirm, or the charge is in progress.
    pub(super) const fn in_progress() -> Self {
        Self::of("10003")
    }

    const fn of(code: &'static str) -> Self {
        let fields = Vec::new();
        Self { code, fields }
    }

    pub(super) const fn code(&self) -> &'static str {
        self.code
    }

    pub(super) fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.fields.push((name, Field::Text(text.into())));
        self
    }

    pub(super) fn amount(mut self, name: &'static str, amount: Cents) -> Self {
        self.fields.push((name, Field::Amount(amount)));
        self
    }

    pub(super) fn figure(mut self, name: &'static str, amount: Cents) -> Self {
        self.fields.push((name, Field::Figure(amount)));
        self
    }

    pub(super) fn json(mut self, name: &'static str, json: String) -> Self {
        self.fields.push((name, Field::Json(json)));
        self
    }

    /// With `more` where there is some.
    pub(super) fn maybe<T>(self, some: Option<T>, more: impl FnOnce(Self, T) -> Self) -> Self {
        match some {
            Some(value) => more(self, value),
            None => self,
        }
    }

    /// Every amount is a hundredth more than it should be.
    pub(super) fn with_other_amounts(mut self) -> Self {
        for (_, field) in &mut self.fields {
            if let Field::Amount(amount) | Field::Figure(amount) = field {
                *amount = amount.plus(Cents(1));
            }
        }
        self
    }

    /// The terminal's own numbers are those of another order.
    pub(super) fn with_other_numbers(mut self) -> Self {
        for (name, field) in &mut self.fields {
            if let (true, Field::Text(number)) = (name.starts_with("out_"), field) {
                number.insert(0, 'X');
            }
        }
        self
    }

    pub(super) fn json_text(mut self) -> String {
        self.fields.sort_by_key(|(name, _)| *name);
        let mut json = format!("{{\"code\":\"{}\",\"msg\":\"{}\"", self.code, meaning(self.code));
        for (name, field) in &self.fields {
            let value = match field {
                Field::Text(text) => quoted(text),
                Field::Amount(amount) => format!("\"{amount}\""),
                Field::Figure(amount) => amount.to_string(),
                Field::Json(json) => json.clone(),
            };
            // Writing to a String cannot fail.
            write!(json, ",\"{name}\":{value}").unwrap_or_default();
        }
        json.push('}');
        json
    }
}

/// A no, with the gateway's words for it.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) sub_code: String,
    pub(super) sub_msg: String,
    /// Faults of the gateway itself come without a signature (alipay-preauth.md 0.4).
    pub(super) signed: bool,
}

impl Refusal {
    /// 40004: the business said no, in a signed reply.
    pub(super) fn business(sub_code: &str) -> Self {
        Self {
            code: "40004",
            sub_code: sub_code.to_owned(),
            sub_msg: sub_code.trim_start_matches("ACQ.").replace('_', " ").to_lowercase(),
            signed: true,
        }
    }

    /// 20000: something behind the gateway does not answer.
    pub(super) fn unavailable() -> Self {
        Self {
            code: "20000",
            sub_code: "isp.unknow-error".to_owned(),
            sub_msg: "系统繁忙".to_owned(),
            signed: true,
        }
    }

    /// A fault that the gateway itself finds, without a signature.
    pub(super) fn gateway(code: &'static str, sub_code: &str, sub_msg: impl Into<String>) -> Self {
        Self { code, sub_code: sub_code.to_owned(), sub_msg: sub_msg.into(), signed: false }
    }

    pub(super) fn json_text(&self) -> String {
        format!(
            "{{\"code\":\"{}\",\"msg\":\"{}\",\"sub_code\":{},\"sub_msg\":{}}}",
            self.code,
            meaning(self.code),
            quoted(&self.sub_code),
            quoted(&self.sub_msg)
        )
    }
}

/// Why a request came to no success.
#[derive(Debug)]
pub(super) enum Stop {
    Refused(Refusal),
    /// The simulator's own trouble; nothing is booked.
    Broken(BooksError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<BooksError> for Stop {
    fn from(error: BooksError) -> Self {
        Self::Broken(error)
    }
}

/// `msg` of a `code` (alipay-preauth.md 4.1).
fn meaning(code: &str) -> &'static str {
    match code {
        "10000" => "Success",
        "10003" => "order success pay inprocess",
        "20000" => "Service Currently Unavailable",
        "40001" => "Missing Required Arguments",
        "40002" => "Invalid Arguments",
        "40005" => "Call Limited",
        _ => "Business Failed",
    }
}

/// A JSON string with its slashes escaped, as the gateway writes them (alipay-preauth.md 1.5).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('/', "\\/")
}

/// The whole body, unsigned.
pub(super) fn unsigned(node: &str, json: &str) -> String {
    format!("{{\"{node}\":{json}}}")
}

/// The whole body with a signature over the node's bytes.
pub(super) fn signed(
    node: &str,
    json: &str,
    key: &dyn Signer,
    dice: &mut dyn CryptoRngCore,
) -> Result<String, SignError> {
    let sign = key.sign(json.as_bytes(), dice)?;
    Ok(format!("{{\"{node}\":{json},\"sign\":\"{sign}\"}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_written_as_the_gateway_writes_it() {
        let node = Node::success()
            .text("code_value", "https://qr.alipay.com/x")
            .figure("amount", Cents(50_000))
            .amount("total", Cents(1));
        assert_eq!(
            node.json_text(),
            r#"{"code":"10000","msg":"Success","amount":500.00,"code_value":"https:\/\/qr.alipay.com\/x","total":"0.01"}"#
        );
    }
}
