//! What kind of trouble a code is: `assets/codes/alipay.toml`, looked up by a few lines of its own.

use std::sync::LazyLock;

use counterpane::domain::{Ask, Class};

struct Row {
    code: String,
    calls: Vec<String>,
    class: Class,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../assets/codes/alipay.toml").parse().unwrap();
    let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let row = |row: &toml::Value| Row {
        code: text(&row["code"]),
        calls: row["calls"].as_array().unwrap().iter().map(text).collect(),
        class: serde_json::from_value(text(&row["class"]).into()).unwrap(),
    };
    table["codes"].as_array().unwrap().iter().map(row).collect()
});

/// alipay-preauth.md 4.1: the code says in which direction to look, the code below it what it is.
pub(crate) fn class(ask: &Ask, code: &str, sub_code: &str) -> Option<Class> {
    let known = listed(ask, sub_code);
    match code {
        "40004" => known,
        "20001" | "40001" | "40002" | "40003" | "40006" => known.or(Some(Class::SetUp)),
        _ => None,
    }
}

fn listed(ask: &Ask, sub_code: &str) -> Option<Class> {
    let mut code = sub_code.trim();
    while let Some((start, rest)) = code.split_at_checked(4) {
        let prefixes = ["aop.", "acq.", "aqc.", "isv.", "isp."];
        if !prefixes.contains(&start.to_ascii_lowercase().as_str()) {
            break;
        }
        code = rest;
    }
    let call = match ask {
        Ask::HoldByScan { .. } => "hold",
        Ask::HoldByQr { .. } => "hold-qr",
        Ask::Cancel { .. } => "cancel",
        Ask::Capture { .. } => "capture",
        Ask::Release { .. } => "release",
        Ask::Refund { .. } => "refund",
        Ask::InquireHold { .. } | Ask::InquireRelease { .. } => "inquire-hold",
        Ask::InquireCapture { .. } => "inquire-capture",
        Ask::InquireRefund { .. } => "inquire-refund",
    };
    let fits = |row: &&Row| match row.code.strip_suffix('*') {
        Some(start) => code.starts_with(start),
        None => row.code == code,
    };
    let of = |name: &str| {
        let mut rows = ROWS.iter().filter(fits);
        rows.find(|row| row.calls.iter().any(|known| known == name)).map(|row| row.class)
    };
    of(call).or_else(|| of("any"))
}
