use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest number that a provider takes (alipay-preauth.md 2.1: String(64)).
const LONGEST: usize = 64;

/// Characters of a hold's id: Crockford's base 32, which has no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters a hold's id has: 50 bits, so that two terminals never make the same one.
const ID_LENGTH: usize = 10;

/// Characters of chance at the end of a later request's number. A journal restored from a backup
/// forgets the last requests; chance keeps it from giving their numbers out again.
const SALT_LENGTH: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not a number: 1 to 64 letters and digits")]
pub struct NumberError(String);

/// One of our own numbers, as a provider gets it: letters and digits only (alipay-preauth.md 2.1).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number(String);

impl Number {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        let fits = (1..=LONGEST).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Self(text))
        } else {
            Err(NumberError(text.chars().take(LONGEST).collect()))
        }
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A hold's id: ten characters of chance. The first four or five name it at a counter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HoldId(String);

impl HoldId {
    /// Makes an id from 64 bits of chance.
    pub fn from_chance(chance: u64) -> Self {
        Self(base32(chance, ID_LENGTH))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The order number of this hold: a letter for the journal it is in, the day as `yymmdd`, the id.
    pub fn order_no(&self, prefix: char, day: jiff::civil::Date) -> Number {
        let day = day.strftime("%y%m%d");
        Number(format!("{prefix}{day}{}", self.0))
    }
}

impl Number {
    /// The number of one request under this order number: `F` a hold, `C` a capture, `U` a release,
    /// `R` a refund, then which of its kind, then chance.
    pub fn request_no(&self, letter: char, which: usize, chance: u64) -> Number {
        Number(format!("{}{letter}{which}{}", self.0, base32(chance, SALT_LENGTH)))
    }
}

impl TryFrom<String> for HoldId {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        if text.len() == ID_LENGTH && text.bytes().all(|byte| ALPHABET.contains(&byte)) {
            Ok(Self(text))
        } else {
            Err(NumberError(text.chars().take(LONGEST).collect()))
        }
    }
}

impl From<HoldId> for String {
    fn from(id: HoldId) -> Self {
        id.0
    }
}

impl fmt::Display for HoldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for HoldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn base32(mut chance: u64, length: usize) -> String {
    let mut text = String::with_capacity(length);
    for _ in 0..length {
        let place = usize::try_from(chance & 31).unwrap_or(0);
        text.push(char::from(ALPHABET.get(place).copied().unwrap_or(b'0')));
        chance >>= 5;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_their_order() {
        let id = HoldId::from_chance(0x0123_4567_89AB_CDEF);
        let order = id.order_no('H', jiff::civil::date(2026, 1, 15));
        assert!(order.as_str().starts_with("H260115") && order.as_str().ends_with(id.as_str()));
        let request = order.request_no('C', 2, 7);
        assert!(request.as_str().starts_with(&format!("{order}C2")));
        assert!(Number::try_from(String::from(request)).is_ok());
    }

    #[test]
    fn numbers_have_no_other_characters() {
        for text in ["", "a b", "a-b", "房", &"9".repeat(65)] {
            assert!(Number::try_from(text.to_owned()).is_err(), "{text:?}");
        }
        assert!(HoldId::try_from("ILOU000000".to_owned()).is_err());
    }
}
