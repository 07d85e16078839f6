//! The gateway's door: common parameters and the signature (alipay-preauth.md 1.2 to 1.5).
//!
//! Comes in: the query and the body of a POST. Goes out: the interface and its fields, or a fault
//! without a signature. Absent: the books.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};
use serde_json::{Map, Value};

use super::api::Api;
use super::reply::Refusal;
use super::rules::Rule;
use super::{HttpRequest, Merchant};
use crate::provider::alipay::{frame, sign::Verifier};

/// How far a terminal's clock may be off. The REST interface refuses after 10 minutes
/// (alipay-preauth.md 1.9); this one is not said to differ.
const CLOCK: SignedDuration = SignedDuration::from_mins(10);

/// alipay-preauth.md 1.3, without certificate mode and content encryption, which are not simulated.
const COMMON: [(&str, usize); 11] = [
    ("app_id", 32),
    ("method", 128),
    ("format", 40),
    ("charset", 10),
    ("sign_type", 10),
    ("sign", 344),
    ("timestamp", 19),
    ("version", 3),
    ("notify_url", 256),
    ("app_auth_token", 40),
    ("return_url", 256),
];

/// A request that was let in.
#[derive(Debug)]
pub(super) struct Admitted {
    pub(super) api: Api,
    pub(super) fields: Map<String, Value>,
}

/// Breaches of rules, with what they are about.
pub(super) type Breaches = Vec<(Rule, String)>;

/// Wall clock of the provider: GMT+8 (alipay-preauth.md 1.3).
pub(super) fn local(at: Timestamp) -> Zoned {
    at.to_zoned(TimeZone::fixed(Offset::constant(8)))
}

/// A time as replies write it.
pub(super) fn written(at: Timestamp) -> String {
    local(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The method that a request names, known or not.
pub(super) fn method_of(request: &HttpRequest<'_>) -> Option<String> {
    form_urlencoded::parse(request.query.as_bytes())
        .find(|(name, _)| name == "method")
        .map(|(_, method)| method.into_owned())
}

/// Checks what the gateway checks before anybody looks at the fields, in its order: the
/// application before the signature (alipay-preauth.md 1.4).
pub(super) fn admit(
    request: &HttpRequest<'_>,
    merchant: &Merchant,
    key: &dyn Verifier,
    now: Timestamp,
    breaches: &mut Breaches,
) -> Result<Admitted, Refusal> {
    let params = parameters(request, breaches)?;
    let api = common(&params, merchant, breaches)?;
    signature(&params, key, breaches)?;
    clock(&params, now, breaches)?;
    let content = needed(&params, "biz_content", breaches)?;
    let Ok(Value::Object(fields)) = serde_json::from_str(content) else {
        breaches.push((Rule::CommonParameter, "biz_content".to_owned()));
        return Err(invalid("isv.illegal-json", "JSON格式非法"));
    };
    Ok(Admitted { api, fields })
}

/// All parameters of query and body, each of which may be there once.
fn parameters(
    request: &HttpRequest<'_>,
    breaches: &mut Breaches,
) -> Result<BTreeMap<String, String>, Refusal> {
    let mut params = BTreeMap::new();
    for (part, in_query) in [(request.query, true), (request.body, false)] {
        for (name, value) in form_urlencoded::parse(part.as_bytes()) {
            let mut breach = |rule| breaches.push((rule, name.chars().take(64).collect()));
            let common = COMMON.iter().find(|(common, _)| *common == name);
            if common.is_some() != in_query || (common.is_none() && name != "biz_content") {
                breach(Rule::CommonParameter);
            }
            if value.trim().is_empty() {
                breach(Rule::Empty);
            }
            if common.is_some_and(|(_, most)| value.chars().count() > *most) {
                breach(Rule::TooLong);
            }
            let twice = params.insert(name.to_string(), value.into_owned()).is_some();
            if twice {
                breach(Rule::CommonParameter);
                return Err(invalid("isv.invalid-parameter", "参数无效"));
            }
        }
    }
    Ok(params)
}

fn common(
    params: &BTreeMap<String, String>,
    merchant: &Merchant,
    breaches: &mut Breaches,
) -> Result<Api, Refusal> {
    let api = Api::of_method(needed(params, "method", breaches)?).ok_or_else(|| {
        breaches.push((Rule::CommonParameter, "method".to_owned()));
        invalid("isv.invalid-method", "不存在的方法名")
    })?;
    let app_id = needed(params, "app_id", breaches)?;
    let charset = needed(params, "charset", breaches)?;
    let sign_type = needed(params, "sign_type", breaches)?;
    let version = needed(params, "version", breaches)?;
    needed(params, "timestamp", breaches)?;
    needed(params, "sign", breaches)?;
    let format = params.get("format").map_or("JSON", String::as_str);
    let checks = [
        ("app_id", app_id == merchant.app_id, "isv.invalid-app-id"),
        ("charset", charset.eq_ignore_ascii_case("utf-8"), "isv.invalid-charset"),
        ("sign_type", sign_type == "RSA2", "isv.invalid-signature-type"),
        ("version", version == "1.0", "isv.invalid-version"),
        ("format", format.eq_ignore_ascii_case("json"), "isv.invalid-format"),
    ];
    for (name, good, sub_code) in checks {
        if !good {
            breaches.push((Rule::CommonParameter, name.to_owned()));
            return Err(invalid(sub_code, format!("无效的{name}")));
        }
    }
    Ok(api)
}

/// A parameter that must be there, or 40001.
fn needed<'a>(
    params: &'a BTreeMap<String, String>,
    name: &str,
    breaches: &mut Breaches,
) -> Result<&'a str, Refusal> {
    match params.get(name).map(String::as_str) {
        Some(value) if !value.trim().is_empty() => Ok(value),
        Some(_) | None => {
            breaches.push((Rule::CommonParameter, name.to_owned()));
            let sub_code = match name {
                "sign" => "isv.missing-signature".to_owned(),
                "sign_type" => "isv.missing-signature-type".to_owned(),
                name => format!("isv.missing-{}", name.replace('_', "-")),
            };
            Err(Refusal::gateway("40001", &sub_code, format!("缺少{name}参数")))
        }
    }
}

fn signature(
    params: &BTreeMap<String, String>,
    key: &dyn Verifier,
    breaches: &mut Breaches,
) -> Result<(), Refusal> {
    let text = frame::string_to_sign(params);
    let sign = params.get("sign").map_or("", String::as_str);
    // An empty parameter that was sent breaks the signature (alipay-preauth.md 1.3).
    let empty = params.values().any(|value| value.trim().is_empty());
    if !empty && key.verify(text.as_bytes(), sign) {
        return Ok(());
    }
    breaches.push((Rule::Signature, String::new()));
    // The real gateway shows the string that it built, escaped for HTML (alipay-preauth.md 1.4).
    // A payment code in the request is therefore in this reply, too.
    let shown = text.replace('&', "&amp;").replace('"', "&quot;");
    let words = format!(
        "验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：{shown}"
    );
    Err(invalid("isv.invalid-signature", words))
}

fn clock(
    params: &BTreeMap<String, String>,
    now: Timestamp,
    breaches: &mut Breaches,
) -> Result<(), Refusal> {
    let text = params.get("timestamp").map_or("", String::as_str);
    let said = DateTime::strptime("%Y-%m-%d %H:%M:%S", text)
        .ok()
        .filter(|_| text.len() == 19)
        .and_then(|civil| Offset::constant(8).to_timestamp(civil).ok());
    let (good, sub_code) = match said {
        None => (false, "isv.invalid-timestamp"),
        Some(said) => (now.duration_since(said).abs() <= CLOCK, "isv.illegal-timestamp"),
    };
    if good {
        return Ok(());
    }
    breaches.push((Rule::CommonParameter, "timestamp".to_owned()));
    Err(invalid(sub_code, "非法的时间戳参数"))
}

fn invalid(sub_code: &str, sub_msg: impl Into<String>) -> Refusal {
    Refusal::gateway("40002", sub_code, sub_msg)
}
