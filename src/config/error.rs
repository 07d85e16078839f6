use std::fmt;

use thiserror::Error;

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
                write!(f, "{}: ", problem.key)?;
            }
            write!(f, "{}", problem.what)?;
        }
        Ok(())
    }
}

/// The beginning of a wrong value, short enough for a message.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
