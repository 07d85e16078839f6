use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::domain::HoldId;

/// Length of a hold's id.
const ID_LENGTH: usize = 10;

/// The beginning of a hold's id as somebody typed it: small letters are taken, and what people write
/// for a digit (`o` for 0, `i` and `l` for 1), which no id has as a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldPrefix(String);

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a hold's id has 1 to 10 letters and digits")]
pub struct PrefixError;

/// Why a beginning names no hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PickError {
    #[error("no hold begins with {0}")]
    None(HoldPrefix),
    #[error("{0} is the beginning of {n} holds: {list}", n = .1.len(), list = some(.1))]
    Several(HoldPrefix, Vec<HoldId>),
}

impl FromStr for HoldPrefix {
    type Err = PrefixError;

    fn from_str(text: &str) -> Result<Self, PrefixError> {
        let id: String = text
            .chars()
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let fits = (1..=ID_LENGTH).contains(&id.len());
        if fits && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Self(id))
        } else {
            Err(PrefixError)
        }
    }
}

impl HoldPrefix {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HoldPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The one hold among `ids` that begins like this.
pub fn pick(
    prefix: &HoldPrefix,
    ids: impl IntoIterator<Item = HoldId>,
) -> Result<HoldId, PickError> {
    let mut found: Vec<HoldId> =
        ids.into_iter().filter(|id| id.as_str().starts_with(&prefix.0)).collect();
    match found.pop() {
        None => Err(PickError::None(prefix.clone())),
        Some(only) if found.is_empty() => Ok(only),
        Some(last) => {
            found.push(last);
            found.sort();
            Err(PickError::Several(prefix.clone(), found))
        }
    }
}

fn some(ids: &[HoldId]) -> String {
    const SHOWN: usize = 5;
    let mut list: Vec<_> = ids.iter().take(SHOWN).map(HoldId::to_string).collect();
    if ids.len() > SHOWN {
        list.push("…".to_owned());
    }
    list.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(texts: &[&str]) -> Vec<HoldId> {
        texts.iter().map(|text| (*text).to_owned().try_into().unwrap()).collect()
    }

    #[test]
    fn a_beginning_names_the_one_hold() {
        let all = ids(&["7F3K2ABCDE", "7F4K2ABCDE", "0123456789"]);
        let pick = |text: &str| pick(&text.parse().unwrap(), all.clone());
        assert_eq!(pick("7f3").unwrap(), all[0]);
        assert_eq!(pick("ol").unwrap(), all[2]);
        assert!(matches!(pick("9"), Err(PickError::None(_))));
        let several = pick("7").unwrap_err();
        assert_eq!(several.to_string(), "7 is the beginning of 2 holds: 7F3K2ABCDE, 7F4K2ABCDE");
    }

    #[test]
    fn what_no_id_can_begin_with_is_wrong_use() {
        for text in ["", "7F3K2ABCDEF", "7 F", "房", "--"] {
            assert_eq!(text.parse::<HoldPrefix>(), Err(PrefixError), "{text}");
        }
    }
}
