//! The simulator's own reading of money, apart from the program's.

use std::fmt;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde_json::Value;

/// An amount in hundredths of the major unit, which is how the gateway counts every currency
/// (alipay-preauth.md, head: two decimals, never cents).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cents(pub i64);

/// What is odd about an amount in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Oddity {
    /// Readable, but not as the documentation wants it: `"500"`, or a JSON number.
    Shape,
    /// No amount at all.
    Unreadable,
    /// Outside 0.01 to 100000000.00 (alipay-preauth.md 2.1).
    Range,
}

/// alipay-preauth.md 2.1: 100000000.00.
const MOST: i64 = 10_000_000_000;

impl Cents {
    pub(super) const ZERO: Self = Self(0);

    /// Reads a JSON value. The amount is there where the real gateway would have understood it.
    pub(super) fn read(value: &Value) -> (Option<Self>, Option<Oddity>) {
        let (text, is_text) = match value {
            Value::String(text) => (text.clone(), true),
            Value::Number(number) => (number.to_string(), false),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                return (None, Some(Oddity::Unreadable));
            }
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || fraction.len() > 2 {
            return (None, Some(Oddity::Unreadable));
        }
        if !digits(whole) || !digits(fraction) {
            return (None, Some(Oddity::Unreadable));
        }
        let Ok(cents) = format!("{whole}{fraction:0<2}").parse::<i64>() else {
            return (None, Some(Oddity::Unreadable));
        };
        if !(1..=MOST).contains(&cents) {
            return (None, Some(Oddity::Range));
        }
        let plain = is_text && fraction.len() == 2 && (whole == "0" || !whole.starts_with('0'));
        (Some(Self(cents)), (!plain).then_some(Oddity::Shape))
    }

    pub(super) const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    pub(super) const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl ToSql for Cents {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Cents {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_what_the_gateway_reads() {
        assert_eq!(Cents::read(&json!("500.00")), (Some(Cents(50_000)), None));
        assert_eq!(Cents::read(&json!("0.01")), (Some(Cents(1)), None));
        for odd in [json!("500"), json!("500.5"), json!(500), json!("0500.00")] {
            assert!(matches!(Cents::read(&odd), (Some(_), Some(Oddity::Shape))));
        }
        for bad in [json!("1.005"), json!("-1.00"), json!("1e3"), json!(""), json!(null)] {
            assert_eq!(Cents::read(&bad), (None, Some(Oddity::Unreadable)), "{bad}");
        }
        for far in [json!("0.00"), json!("100000000.01")] {
            assert_eq!(Cents::read(&far), (None, Some(Oddity::Range)), "{far}");
        }
    }

    #[test]
    fn writes_two_decimals() {
        assert_eq!(Cents(480_000).to_string(), "4800.00");
        assert_eq!(Cents(7).to_string(), "0.07");
        assert_eq!(Cents(-150).to_string(), "-1.50");
    }
}
