//! Which group of words goes with a provider's code: `assets/codes/alipay.toml`, column `trouble`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::Kind;

/// The same file from which the provider's codec takes the classes.
const ALIPAY: &str = include_str!("../../assets/codes/alipay.toml");

/// Stripped from a code's front, again and again, before it is looked up.
const PREFIXES: [&str; 5] = ["aop.", "ACQ.", "AQC.", "isv.", "isp."];

/// Codes of the desk, which are no provider's.
const DESK: [(&str, &str); 3] =
    [("books.differ", "differs"), ("reply.misfit", "odd-reply"), ("desk.not_sent", "dropped")];

#[derive(Debug, Deserialize)]
struct Table {
    codes: Vec<Row>,
    own: Vec<Own>,
}

#[derive(Debug, Deserialize)]
struct Row {
    code: String,
    calls: Vec<String>,
    trouble: String,
}

#[derive(Debug, Deserialize)]
struct Own {
    code: String,
    trouble: String,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    // A file that does not parse fails its test; every code is then one that nobody has listed.
    toml::from_str(ALIPAY).unwrap_or(Table { codes: Vec::new(), own: Vec::new() })
});

/// The group of a code for this kind of request; `None` for a code that nobody has listed.
pub(super) fn group(kind: Kind, code: &str) -> Option<&'static str> {
    if let Some((_, group)) = DESK.iter().find(|(desk, _)| *desk == code) {
        return Some(group);
    }
    let table: &'static Table = &TABLE;
    if let Some(own) = table.own.iter().find(|own| own.code == code) {
        return Some(&own.trouble);
    }
    let bare = bare(code);
    let found = calls(kind).iter().find_map(|call| {
        let holds = |row: &&Row| row.calls.iter().any(|name| name == call);
        table.codes.iter().filter(holds).find(|row| fits(&row.code, bare))
    });
    found.map(|row| row.trouble.as_str())
}

/// Every code that is listed, ours among them.
#[cfg(test)]
pub(super) fn listed() -> Vec<String> {
    let table = TABLE.codes.iter().map(|row| row.code.replace('*', "X"));
    let own = TABLE.own.iter().map(|own| own.code.clone());
    table.chain(own).chain(DESK.iter().map(|(code, _)| (*code).to_owned())).collect()
}

/// The calls whose rows tell of a kind of request, the closest first.
const fn calls(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Hold => &["hold", "hold-qr", "inquire-hold", "any"],
        Kind::Cancel => &["cancel", "inquire-hold", "any", "hold"],
        Kind::Capture => &["capture", "inquire-capture", "inquire-hold", "any"],
        Kind::Release => &["release", "inquire-hold", "any"],
        Kind::Refund => &["refund", "inquire-refund", "any"],
    }
}

fn bare(mut code: &str) -> &str {
    while let Some(rest) = PREFIXES.iter().find_map(|prefix| code.strip_prefix(prefix)) {
        code = rest;
    }
    code
}

fn fits(row: &str, code: &str) -> bool {
    row.strip_suffix('*').map_or(row == code, |start| code.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_its_request() {
        assert_eq!(group(Kind::Hold, "PAYMENT_AUTH_CODE_INVALID"), Some("old-code"));
        assert_eq!(group(Kind::Hold, "aop.ACQ.SYSTEM_ERROR"), Some("busy"));
        assert_eq!(group(Kind::Capture, "ACQ.TRADE_HAS_CLOSE"), Some("closed-order"));
        assert_eq!(group(Kind::Refund, "ACQ.TRADE_HAS_CLOSE"), Some("already"));
        assert_eq!(group(Kind::Refund, "OVERDRAFT_AGREEMENT"), Some("merchant-account"));
        assert_eq!(group(Kind::Release, "isv.invalid-signature"), Some("key"));
        assert_eq!(group(Kind::Release, "net.timeout"), Some("no-answer"));
        assert_eq!(group(Kind::Hold, "books.differ"), Some("differs"));
        assert_eq!(group(Kind::Hold, "SOMETHING_NEW"), None);
    }
}
