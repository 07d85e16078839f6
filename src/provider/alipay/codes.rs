//! What kind of trouble a code is (alipay-preauth.md 4), read from `assets/codes/alipay.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::call::Call;
use crate::domain::Class;

const TEXT: &str = include_str!("../../../assets/codes/alipay.toml");

/// What the provider, its SDKs and its gateways put before one and the same code
/// (alipay-preauth.md 0.13).
const PREFIXES: [&str; 5] = ["aop.", "ACQ.", "AQC.", "isv.", "isp."];

/// A table that cannot be read knows no code, and an unknown code proves nothing: a test reads it.
static TABLE: LazyLock<Table> = LazyLock::new(|| read(TEXT).unwrap_or_default());

/// The classes alone: the words that go with a code are the locale's, which reads them by itself.
#[derive(Debug, Default, Deserialize)]
struct Table {
    codes: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    code: String,
    calls: Vec<Where>,
    class: Class,
}

/// The calls as the table groups them: one inquiry serves holds and releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Where {
    Any,
    Hold,
    HoldQr,
    Cancel,
    Release,
    Capture,
    Refund,
    InquireHold,
    InquireCapture,
    InquireRefund,
}

impl From<Call> for Where {
    fn from(call: Call) -> Self {
        match call {
            Call::HoldByScan => Self::Hold,
            Call::HoldByQr => Self::HoldQr,
            Call::Cancel => Self::Cancel,
            Call::Release => Self::Release,
            Call::Capture => Self::Capture,
            Call::Refund => Self::Refund,
            Call::InquireHold | Call::InquireRelease => Self::InquireHold,
            Call::InquireCapture => Self::InquireCapture,
            Call::InquireRefund => Self::InquireRefund,
        }
    }
}

fn read(text: &str) -> Result<Table, toml::de::Error> {
    toml::from_str(text)
}

/// The code without what stands before it. Unchanged where nothing does.
pub(super) fn normalized(code: &str) -> &str {
    let mut rest = code.trim();
    while let Some(shorter) = PREFIXES.iter().find_map(|prefix| strip(rest, prefix)) {
        rest = shorter;
    }
    rest
}

fn strip<'a>(code: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = code.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The class of `code` as an answer to `call`; `None` where nobody has listed it.
pub(super) fn class_of(call: Call, code: &str) -> Option<Class> {
    let code = normalized(code);
    let among = |place: Where| {
        TABLE
            .codes
            .iter()
            .find(|row| row.calls.contains(&place) && matches(&row.code, code))
            .map(|row| row.class)
    };
    among(call.into()).or_else(|| among(Where::Any))
}

fn matches(pattern: &str, code: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => code.starts_with(start),
        None => pattern == code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_read_whole() {
        let table = read(TEXT).unwrap();
        assert_eq!(table.codes.len(), TEXT.matches(", calls = [").count());
        let mut seen = BTreeSet::new();
        for row in &table.codes {
            assert!(!row.calls.is_empty(), "{row:?}");
            assert_eq!(normalized(&row.code), row.code);
            for place in &row.calls {
                assert!(seen.insert(format!("{} {place:?}", row.code)), "{row:?}");
            }
        }
    }

    /// The head of the file lists the groups of words; the person who writes the words reads it.
    #[test]
    fn every_trouble_is_explained_at_the_head() {
        let (head, _) = TEXT.split_once("\ncodes = [").unwrap();
        let listed: BTreeSet<&str> = head
            .lines()
            .filter_map(|line| line.strip_prefix("#     "))
            .filter_map(|line| line.split_once("  "))
            .map(|(group, _)| group)
            .collect();
        let table: toml::Table = TEXT.parse().unwrap();
        for row in ["codes", "own"].iter().flat_map(|part| table[*part].as_array().unwrap()) {
            let trouble = row["trouble"].as_str().unwrap();
            assert!(listed.contains(trouble), "{trouble}");
        }
    }

    #[test]
    fn prefixes_fall_off() {
        for code in [
            "SYSTEM_ERROR",
            "ACQ.SYSTEM_ERROR",
            "aop.ACQ.SYSTEM_ERROR",
            "AQC.SYSTEM_ERROR",
            " acq.SYSTEM_ERROR ",
        ] {
            assert_eq!(normalized(code), "SYSTEM_ERROR", "{code}");
        }
        assert_eq!(normalized("isv.invalid-signature"), "invalid-signature");
        assert_eq!(normalized("isp."), "");
        assert_eq!(normalized("\u{623f}\u{623f}"), "\u{623f}\u{623f}");
    }

    #[test]
    fn the_same_code_means_different_things_to_different_calls() {
        let code = "SYSTEM_ERROR";
        assert_eq!(class_of(Call::HoldByScan, code), Some(Class::Unknown));
        assert_eq!(class_of(Call::Release, code), Some(Class::Retry));
        let code = "ORDER_ALREADY_CLOSED";
        assert_eq!(class_of(Call::HoldByScan, code), Some(Class::Refused));
        assert_eq!(class_of(Call::Release, code), Some(Class::Already));
        assert_eq!(class_of(Call::Capture, "ACQ.AGREEMENT_NOT_EXIST"), Some(Class::SetUp));
        assert_eq!(class_of(Call::Capture, "SOMETHING_NEW"), None);
        assert_eq!(class_of(Call::HoldByQr, "PAYMENT_AUTH_CODE_INVALID"), None);
    }
}
