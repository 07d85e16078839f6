use std::fmt;

use thiserror::Error;

use crate::domain::may_be_code;

/// Everything that is wrong with a settings file, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ConfigError {
    /// The file's name as it was given.
    pub file: String,
    /// Never empty.
    pub problems: Vec<Problem>,
}

/// One setting that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The whole key, such as `hotel.currency`; empty where the text is no TOML at all.
    pub key: String,
    /// From 1. Of a missing key: the line of its section, or of what makes it necessary.
    pub line: usize,
    pub what: What,
}

/// What can be wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum What {
    #[error("this is not TOML: {0}")]
    NotToml(String),
    #[error("there is no such setting here; there are: {0}")]
    Unknown(String),
    #[error("there is no such section; there are: {0}")]
    UnknownSection(String),
    #[error("this is a section: write [{0}] and its settings below")]
    NotASection(String),
    #[error("is missing: it has to be set {0}")]
    Missing(String),
    #[error("{found} stands here, expected is {expected}")]
    Kind { found: &'static str, expected: &'static str },
    #[error("{found:?} is none of {expected}")]
    Word { found: String, expected: String },
    #[error("{found:?} is not {expected}")]
    Shape { found: String, expected: String },
    #[error("{found} is not within {least} to {most}")]
    Range { found: String, least: String, most: String },
    #[error("{0}")]
    Other(String),
}

impl ConfigError {
    /// What to do about it, in one sentence.
    pub fn hint(&self) -> String {
        format!(
            "Correct {} and start again. Every setting with its meaning and range stands in the \
             commented config.toml that comes with the program.",
            self.file
        )
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.problems.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}:{}: ", self.file, problem.line)?;
            if !problem.key.is_empty() {
                write!(f, "{}: ", excerpt(&problem.key))?;
            }
            write!(f, "{}", problem.what)?;
        }
        Ok(())
    }
}

/// The beginning of a wrong value, short enough for a message. Nothing of what may be a key or a payment
/// code that was pasted into the wrong place.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    if is_secret(text) {
        return format!("({} characters, not shown)", text.chars().count());
    }
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

/// Whether it looks like a key, a line of one, or a payment code.
pub(super) fn is_secret(text: &str) -> bool {
    /// Fewer characters of base64 say too little, and more of them than this without a blank, in
    /// capitals, small letters and digits, are no name.
    const SHORTEST: usize = 20;
    let is_of_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let is_mixed = |word: &str| {
        let has = |kind: fn(&char) -> bool| word.chars().any(|c| kind(&c));
        has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase) && has(char::is_ascii_digit)
    };
    let mut words = text.split(|c| !is_of_base64(c));
    text.contains("-----")
        || may_be_code(text)
        || words.any(|word| word.len() >= SHORTEST && is_mixed(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pasted_by_mistake_is_not_shown() {
        for text in [
            "-----BEGIN PRIVATE KEY-----",
            "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7",
            "287654321098765432",
        ] {
            assert!(excerpt(text).ends_with("characters, not shown)"), "{text}");
        }
        for text in ["", "HK", "30", "https://openapi.alipay.com/gateway.do", "2088000000000000"] {
            assert_eq!(excerpt(text), text);
        }
    }
}
