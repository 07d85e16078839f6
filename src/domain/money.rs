use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// A currency that the providers list, with its ISO 4217 minor digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: &'static str,
    digits: u8,
}

/// ISO 4217: alphabetic code and minor digits of every currency that the providers' pages name.
const CURRENCIES: [Currency; 27] = [
    currency("AED", 2),
    currency("AUD", 2),
    currency("BND", 2),
    currency("CAD", 2),
    currency("CHF", 2),
    currency("CNY", 2),
    currency("DKK", 2),
    currency("EUR", 2),
    currency("GBP", 2),
    currency("HKD", 2),
    currency("IDR", 2),
    currency("INR", 2),
    currency("JPY", 0),
    currency("KRW", 0),
    currency("KWD", 3),
    currency("MMK", 2),
    currency("MOP", 2),
    currency("MYR", 2),
    currency("NOK", 2),
    currency("NZD", 2),
    currency("PHP", 2),
    currency("SEK", 2),
    currency("SGD", 2),
    currency("THB", 2),
    currency("TWD", 2),
    currency("USD", 2),
    currency("VND", 0),
];

const fn currency(code: &'static str, digits: u8) -> Currency {
    Currency { code, digits }
}

/// Why a text is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
    #[error("{0:?} is not an ISO 4217 currency that a provider here takes")]
    Currency(String),
    #[error("{0:?} is not an amount: digits and one point, such as 500.00")]
    Shape(String),
    #[error("{currency} has {digits} decimal digits, {text:?} has more")]
    Digits { text: String, currency: Currency, digits: u8 },
    #[error("{0:?} is more money than can be counted here")]
    TooMuch(String),
    #[error("{0} and {1} are different currencies")]
    Mixed(Currency, Currency),
    #[error("the sum does not fit")]
    Overflow,
}

impl Currency {
    /// Alphabetic ISO 4217 code, upper case.
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// Decimal digits of the minor unit.
    pub const fn digits(self) -> u8 {
        self.digits
    }

    /// How many minor units one major unit has.
    const fn scale(self) -> i64 {
        match self.digits {
            0 => 1,
            2 => 100,
            _ => 1000,
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        CURRENCIES
            .into_iter()
            .find(|known| known.code.eq_ignore_ascii_case(text))
            .ok_or_else(|| MoneyError::Currency(text.chars().take(12).collect()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units of a currency. Never negative in what this program journals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    pub const fn minor(self) -> i64 {
        self.minor
    }

    pub const fn currency(self) -> Currency {
        self.currency
    }

    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// Reads a decimal amount in major units: `500`, `500.5`, `500.00`. No sign, no grouping, no exponent.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let shape = || MoneyError::Shape(text.chars().take(24).collect());
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || text.ends_with('.') {
            return Err(shape());
        }
        let digits = usize::from(currency.digits);
        if fraction.len() > digits {
            let text = text.chars().take(24).collect();
            return Err(MoneyError::Digits { text, currency, digits: currency.digits });
        }
        let too_much = || MoneyError::TooMuch(text.chars().take(24).collect());
        let whole: i64 = whole.parse().map_err(|_| too_much())?;
        let fraction: i64 = match fraction {
            "" => 0,
            some => format!("{some:0<digits$}").parse().map_err(|_| shape())?,
        };
        whole
            .checked_mul(currency.scale())
            .and_then(|minor| minor.checked_add(fraction))
            .map(|minor| Self::new(minor, currency))
            .ok_or_else(too_much)
    }

    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    /// May become negative: the caller asks [`Money::is_negative`] where that matters.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }

    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Whether this is strictly more than `other`; an error where the currencies differ.
    pub fn exceeds(self, other: Self) -> Result<bool, MoneyError> {
        Ok(self.minus(other)?.is_positive())
    }

    /// The decimal text with exactly the currency's digits and no currency: `500.00`, `500` for yen.
    pub fn decimal(self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        let digits = usize::from(self.currency.digits);
        let scale = self.currency.scale().unsigned_abs();
        if digits == 0 {
            return format!("{sign}{minor}");
        }
        // A scale is never zero, so neither division can fail.
        let whole = minor.checked_div(scale).unwrap_or(0);
        let fraction = minor.checked_rem(scale).unwrap_or(0);
        format!("{sign}{whole}.{fraction:0digits$}")
    }

    /// For a person: `HKD 1,500.00`.
    pub fn words(self) -> String {
        let decimal = self.decimal();
        let (sign, decimal) = match decimal.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", decimal.as_str()),
        };
        let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            let left = whole.len().saturating_sub(place);
            if place > 0 && left.is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{} {sign}{grouped}{point}{fraction}", self.currency)
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::Mixed(self.currency, other.currency))
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.words())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hkd() -> Currency {
        "HKD".parse().unwrap()
    }

    #[test]
    fn reads_and_writes_major_units() {
        for (text, minor) in [("500.00", 50_000), ("500", 50_000), ("0.5", 50), ("007.10", 710)] {
            assert_eq!(Money::parse(text, hkd()).unwrap().minor(), minor, "{text}");
        }
        let yen = "jpy".parse().unwrap();
        assert_eq!(Money::parse("1200", yen).unwrap().decimal(), "1200");
        assert_eq!(Money::parse("1234567.8", hkd()).unwrap().words(), "HKD 1,234,567.80");
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in ["", ".", "1.", ".5", "-1", "+1", "1,000", "1e3", "1 ", "１２", "0x1", "1.2.3"]
        {
            assert!(Money::parse(text, hkd()).is_err(), "{text:?}");
        }
        assert!(matches!(Money::parse("1.005", hkd()), Err(MoneyError::Digits { .. })));
        let yen = "JPY".parse().unwrap();
        assert!(matches!(Money::parse("1.0", yen), Err(MoneyError::Digits { .. })));
        assert!(matches!(Money::parse("99999999999999999999", hkd()), Err(MoneyError::TooMuch(_))));
    }

    #[test]
    fn currencies_do_not_mix() {
        let usd = Money::new(1, "USD".parse().unwrap());
        assert!(matches!(Money::new(1, hkd()).plus(usd), Err(MoneyError::Mixed(..))));
        assert!(matches!(Money::new(2, hkd()).minus(usd), Err(MoneyError::Mixed(..))));
        assert!(matches!(Money::new(2, hkd()).exceeds(usd), Err(MoneyError::Mixed(..))));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(minor in 0_i64..=i64::MAX, place in 0..CURRENCIES.len()) {
            let money = Money::new(minor, CURRENCIES[place]);
            prop_assert_eq!(Money::parse(&money.decimal(), money.currency()).unwrap(), money);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ignored = Money::parse(&text, hkd());
        }
    }
}
