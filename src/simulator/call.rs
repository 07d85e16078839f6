//! One request that the gateway let in: its fields, and the books it may write in.
//!
//! Every reader here does two things: it gives what the real gateway would have understood, or
//! refuses as the real one would; and it notes each rule that the field breaks.

use jiff::Timestamp;
use rsa::rand_core::CryptoRngCore;
use rusqlite::Connection;
use serde_json::{Map, Value};

use super::Merchant;
use super::amount::{Cents, Oddity};
use super::api::Api;
use super::reply::{Refusal, Stop};
use super::rules::Rule;

/// A request on its way through the books.
pub(super) struct Call<'a> {
    pub(super) api: Api,
    pub(super) fields: Map<String, Value>,
    pub(super) books: &'a Connection,
    pub(super) merchant: &'a Merchant,
    pub(super) now: Timestamp,
    pub(super) dice: &'a mut dyn CryptoRngCore,
    /// The inquiry sees the books as they were before.
    pub(super) stale: bool,
    /// A charge with COMPLETE keeps the rest all the same.
    pub(super) rest_stays: bool,
    pub(super) breaches: Vec<(Rule, String)>,
}

/// alipay-preauth.md 2: every number and id.
const NUMBER: usize = 64;

/// Words that the gateway takes for an attack when they stand in a value (alipay-preauth.md 4.2).
const RESERVED: [&str; 5] = ["body", "subject", "out_trade_no", "seller_id", "total_fee"];

impl Call<'_> {
    /// Notes a breach. `detail` must hold no payment code.
    pub(super) fn breach(&mut self, rule: Rule, detail: &str) {
        let detail = detail.chars().filter(|c| !c.is_control()).take(NUMBER).collect();
        self.breaches.push((rule, detail));
    }

    /// Notes a breach and gives the refusal that it earns.
    pub(super) fn refuse(&mut self, rule: Rule, detail: &str, sub_code: &str) -> Stop {
        self.breach(rule, detail);
        Refusal::business(sub_code).into()
    }

    /// What this interface says to a wrong field.
    pub(super) fn illegal(&mut self, rule: Rule, field: &str) -> Stop {
        let sub_code = self.api.illegal();
        self.refuse(rule, field, sub_code)
    }

    /// Notes every field that the interface does not list.
    pub(super) fn note_unknown_fields(&mut self) {
        let unknown: Vec<String> =
            self.fields.keys().filter(|name| !self.api.lists(name)).cloned().collect();
        for name in unknown {
            self.breach(Rule::UnknownField, &name);
        }
    }

    /// An optional text of at most `most` characters.
    pub(super) fn text(&mut self, name: &str, most: usize) -> Result<Option<String>, Stop> {
        let text = match self.fields.get(name) {
            None => return Ok(None),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => {
                let text = number.to_string();
                self.breach(Rule::FieldType, name);
                text
            }
            Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
                return Err(self.illegal(Rule::FieldType, name));
            }
        };
        if text.trim().is_empty() {
            self.breach(Rule::Empty, name);
            return Ok(None);
        }
        if text.chars().count() > most {
            return Err(self.illegal(Rule::TooLong, name));
        }
        Ok(Some(text))
    }

    /// A text that must be there.
    pub(super) fn needed(&mut self, name: &str, most: usize) -> Result<String, Stop> {
        match self.text(name, most)? {
            Some(text) => Ok(text),
            None => Err(self.illegal(Rule::Missing, name)),
        }
    }

    /// One of the terminal's own numbers, where there is one.
    pub(super) fn number(&mut self, name: &str) -> Result<Option<String>, Stop> {
        let Some(number) = self.text(name, NUMBER)? else {
            return Ok(None);
        };
        if number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            Ok(Some(number))
        } else {
            Err(self.illegal(Rule::NumberCharacters, name))
        }
    }

    /// One of the terminal's own numbers.
    pub(super) fn needed_number(&mut self, name: &str) -> Result<String, Stop> {
        match self.number(name)? {
            Some(number) => Ok(number),
            None => Err(self.illegal(Rule::Missing, name)),
        }
    }

    pub(super) fn amount(&mut self, name: &str) -> Result<Cents, Stop> {
        let Some(value) = self.fields.get(name) else {
            return Err(self.illegal(Rule::Missing, name));
        };
        let (amount, oddity) = Cents::read(value);
        let rule = match oddity {
            None => None,
            Some(Oddity::Shape | Oddity::Unreadable) => Some(Rule::AmountShape),
            Some(Oddity::Range) => Some(Rule::AmountRange),
        };
        match (amount, rule) {
            (Some(amount), None) => Ok(amount),
            (Some(amount), Some(rule)) => {
                self.breach(rule, name);
                Ok(amount)
            }
            (None, rule) => Err(self.illegal(rule.unwrap_or(Rule::AmountShape), name)),
        }
    }

    /// A text that a person reads: at most `columns`, where a Chinese character takes two.
    pub(super) fn words(&mut self, name: &str, columns: usize) -> Result<Option<String>, Stop> {
        let Some(text) = self.text(name, columns)? else {
            return Ok(None);
        };
        let width: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        if width > columns {
            return Err(self.illegal(Rule::TooLong, name));
        }
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if text.split(|c| !word(c)).any(|part| RESERVED.contains(&part)) {
            self.breach(Rule::ReservedWord, name);
            return Err(Refusal::gateway("40002", "isv.suspected-attack", "可疑的攻击请求").into());
        }
        Ok(Some(text))
    }

    /// A title: words without `/`, `=` and `&`.
    pub(super) fn title(&mut self, name: &str, columns: usize) -> Result<String, Stop> {
        let Some(text) = self.words(name, columns)? else {
            return Err(self.illegal(Rule::Missing, name));
        };
        if text.contains(['/', '=', '&']) {
            self.breach(Rule::TextCharacters, name);
        }
        Ok(text)
    }

    /// `trans_currency`: yuan where nothing is said (alipay-preauth.md 2.1).
    pub(super) fn currency(&mut self) -> Result<String, Stop> {
        let Some(currency) = self.text("trans_currency", 8)? else {
            return Ok("CNY".to_owned());
        };
        if currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Ok(currency)
        } else {
            Err(self.illegal(Rule::Value, "trans_currency"))
        }
    }

    /// JSON inside a string, as the documentation wants some fields (alipay-preauth.md 6).
    pub(super) fn nested(&mut self, name: &str, most: usize) -> Result<(), Stop> {
        if matches!(self.fields.get(name), Some(Value::Object(_) | Value::Array(_))) {
            return Err(self.illegal(Rule::NestedJson, name));
        }
        let Some(text) = self.text(name, most)? else {
            return Ok(());
        };
        match serde_json::from_str(&text) {
            Ok(Value::Object(_) | Value::Array(_)) => Ok(()),
            Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | Err(_) => {
                Err(self.illegal(Rule::NestedJson, name))
            }
        }
    }

    /// Whether an array of options asks for `option`.
    pub(super) fn option(&self, option: &str) -> bool {
        let options = self.fields.get("query_options").and_then(Value::as_array);
        options.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(option)))
    }

    /// A number of the provider's: the day in GMT+8, `infix`, `digits` of chance.
    pub(super) fn fresh_number(&mut self, infix: &str, digits: usize) -> String {
        let day = super::gateway::local(self.now).strftime("%Y%m%d").to_string();
        let mut number = day + infix;
        for _ in 0..digits {
            let digit = self.dice.next_u32() % 10;
            number.push(char::from_digit(digit, 10).unwrap_or('0'));
        }
        number
    }
}
