use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Digits of a whole hash.
const WHOLE: usize = 64;

/// Fewest digits that name an entry: 48 bits, which no two entries of a journal share by chance.
const LEAST: usize = 12;

/// The hash of an entry as somebody noted it: all of it or its beginning. A slip of paper may have it
/// in groups and in capitals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedHash(String);

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "a head is 64 of the digits 0-9 and a-f, as 'journal head' prints it, or its first {LEAST} or more"
)]
pub struct NotedHashError;

impl FromStr for NotedHash {
    type Err = NotedHashError;

    fn from_str(text: &str) -> Result<Self, NotedHashError> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let fits = (LEAST..=WHOLE).contains(&digits.len());
        if fits && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(digits.to_ascii_lowercase()))
        } else {
            Err(NotedHashError)
        }
    }
}

impl NotedHash {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NotedHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_was_noted() {
        let read = |text: &str| text.parse().map(|noted: NotedHash| noted.to_string());
        assert_eq!(read("8C37 78B0 5B91").unwrap(), "8c3778b05b91");
        assert_eq!(read("8c37-78b0-5b91-b22b").unwrap(), "8c3778b05b91b22b");
        assert_eq!(read(&"ab".repeat(32)).unwrap(), "ab".repeat(32));
    }

    #[test]
    fn what_names_no_entry_is_wrong_use() {
        for text in ["", "8c3778b05b9", "8c3778b05b9g", "八8c3778b05b9", "0x8c3778b05b91", "- - -"]
        {
            assert_eq!(text.parse::<NotedHash>(), Err(NotedHashError), "{text}");
        }
        assert_eq!("a".repeat(65).parse::<NotedHash>(), Err(NotedHashError));
    }
}
