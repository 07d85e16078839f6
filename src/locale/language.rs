use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use unic_langid::{LanguageIdentifier, langid};

/// The languages that the screens are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    #[default]
    English,
    /// Simplified Chinese, as it is written in mainland China.
    Chinese,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not a language of this program: en or zh")]
pub struct LanguageError(String);

impl Language {
    /// All of them, in the order in which a key press walks through them.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The name in settings and of the folder in `assets/locales`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The one after it, and after the last the first.
    pub const fn next(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// Decides Fluent's plurals.
    pub(super) const fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::English => langid!("en"),
            Self::Chinese => langid!("zh-Hans-CN"),
        }
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(text: &str) -> Result<Self, LanguageError> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == text)
            .ok_or_else(|| LanguageError(text.chars().take(24).collect()))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written() {
        for language in Language::ALL {
            assert_eq!(language.to_string().parse(), Ok(language));
            assert_ne!(language.next(), language);
        }
        assert!("fr".parse::<Language>().is_err());
    }
}
