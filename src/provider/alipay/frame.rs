//! What is signed, and where it is in a message (alipay-preauth.md 1.2, 1.4, 1.5, 1.6).
//!
//! Comes in: parameters, or the text of a reply. Goes out: the string to sign, a form, or the very
//! slice of the reply that its signature covers. Absent: keys, and what the fields mean.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// How a node's name ends (1.5).
const RESPONSE: &str = "_response";

/// The node of a fault of the gateway itself (1.5).
pub const ERROR_NODE: &str = "error_response";

/// Room for any form of ours at once, for the same reason as in [`joined`].
const ROOM: usize = 8192;

/// The string that a request's signature covers (1.4): every parameter but `sign` and the empty
/// ones, by name in ASCII order, as they are.
pub fn string_to_sign(params: &BTreeMap<String, String>) -> String {
    joined(params, &["sign"])
}

/// The string that a notification's signature covers (1.6): unlike a request's, without `sign_type`.
pub fn notification_to_sign(params: &BTreeMap<String, String>) -> String {
    joined(params, &["sign", "sign_type"])
}

fn joined(params: &BTreeMap<String, String>, without: &[&str]) -> String {
    // Room for all of it at once: text that grows leaves copies of a payment code behind.
    let room = params.iter().map(|(name, value)| name.len().saturating_add(value.len()));
    let room = room.fold(params.len().saturating_mul(2), usize::saturating_add);
    let mut text = String::with_capacity(room);
    for (name, value) in params {
        if value.trim().is_empty() || without.contains(&name.as_str()) {
            continue;
        }
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
    text
}

/// `application/x-www-form-urlencoded`, UTF-8, for a body or for the query of a URL (1.2).
pub fn form<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::with_capacity(ROOM)).extend_pairs(pairs).finish()
}

/// Reads a form or a query, decoding each value once. `None` where a name occurs twice: two readers
/// could then see two different requests.
pub fn parse_form(text: &str) -> Option<BTreeMap<String, String>> {
    let mut params = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        if params.insert(name.into_owned(), value.into_owned()).is_some() {
            return None;
        }
    }
    Some(params)
}

/// The name of the node that answers `method` (1.5).
pub fn node_of(method: &str) -> String {
    method.replace('.', "_") + RESPONSE
}

/// A JSON object as its members' raw text. A name that occurs twice is an error: two readers could
/// see two different replies (1.5). Values are checked to be JSON and otherwise left as they are.
#[derive(Debug, Clone, Default)]
pub struct Members<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Members<'a> {
    /// `None` unless `text` is one JSON object and nothing else.
    pub fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The raw text of a member's value.
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).map(|value| value.get())
    }

    /// The value of a member that is a string.
    pub fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        let raw = self.raw(name)?;
        if let Ok(plain) = serde_json::from_str::<&'a str>(raw) {
            return Some(Cow::Borrowed(plain));
        }
        serde_json::from_str::<String>(raw).ok().map(Cow::Owned)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = BTreeMap::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    if members.insert(name, value).is_some() {
                        return Err(A::Error::custom("a name occurs twice"));
                    }
                }
                Ok(Members(members))
            }
        }

        from.deserialize_map(Reader)
    }
}

/// A reply, taken apart without a byte of it changed.
#[derive(Debug, Clone)]
pub struct Envelope<'a> {
    members: Members<'a>,
}

impl<'a> Envelope<'a> {
    /// `None` unless `body` is one JSON object whose members have different names.
    pub fn read(body: &'a str) -> Option<Self> {
        Members::read(body).map(|members| Self { members })
    }

    /// The signed slice: from the `{` that opens the node to the `}` that closes it.
    pub fn slice(&self, node: &str) -> Option<&'a str> {
        self.members.raw(node).filter(|raw| raw.starts_with('{') && raw.ends_with('}'))
    }

    /// The signature, unless it is missing or empty (faults of the gateway have none).
    pub fn signature(&self) -> Option<Cow<'a, str>> {
        self.members.text("sign").filter(|sign| !sign.trim().is_empty())
    }

    /// In certificate mode: the serial of the certificate that the provider signed with.
    pub fn certificate(&self) -> Option<Cow<'a, str>> {
        self.members.text("alipay_cert_sn")
    }
}

/// See [`Envelope::slice`].
pub fn signed_slice<'a>(body: &'a str, node: &str) -> Option<&'a str> {
    Envelope::read(body)?.slice(node)
}

/// See [`Envelope::signature`].
pub fn signature_of(body: &str) -> Option<String> {
    Envelope::read(body)?.signature().map(Cow::into_owned)
}

/// The texts that a reply's signature may cover, in the order in which they are tried (1.5): the
/// bytes as they came and, where slashes came escaped, with plain ones.
pub fn signed_texts(slice: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let unescaped = slice.contains(r"\/").then(|| Cow::Owned(slice.replace(r"\/", "/")));
    std::iter::once(Cow::Borrowed(slice)).chain(unescaped)
}

/// Puts a reply together: the signed slice goes in as it is.
pub fn reply(
    node: &str,
    slice: &str,
    certificate: Option<&str>,
    signature: Option<&str>,
) -> String {
    let member = |name: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| format!(",\"{name}\":\"{value}\""))
    };
    let certificate = member("alipay_cert_sn", certificate);
    let signature = member("sign", signature);
    format!("{{\"{node}\":{slice}{certificate}{signature}}}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sha2::{Digest as _, Sha256};

    fn sha(text: &str) -> String {
        format!("{:x}", Sha256::digest(text))
    }

    const NODE: &str = "alipay_fund_auth_order_voucher_create_response";
    const A2_SLICE: &str = r#"{"code":"10000","msg":"Success","code_value":"https:\/\/qr.alipay.com\/aex0","out_order_no":"H1","remark":"a}b{\"sign\":\"x\"}"}"#;

    fn a2() -> String {
        reply(NODE, A2_SLICE, Some("0a1b"), Some("AAAA"))
    }

    #[test]
    fn a1_the_string_of_a_request() {
        let params: BTreeMap<String, String> = [
            ("app_id", "2021000000000001"),
            ("biz_content", r#"{"out_order_no":"H2601150001","out_request_no":"H2601150001F1"}"#),
            ("charset", "utf-8"),
            ("format", "JSON"),
            ("method", "alipay.fund.auth.operation.detail.query"),
            ("sign_type", "RSA2"),
            ("timestamp", "2026-01-15 14:03:07"),
            ("version", "1.0"),
            ("sign", "AB+/CD=="),
            ("notify_url", ""),
            ("app_auth_token", "  "),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        assert_eq!(
            sha(&string_to_sign(&params)),
            "025961f83a6b1e1ba3189fbd8baa640756b1a7e51735ddb7dee586b13006e927"
        );
        let query = form([("timestamp", "2026-01-15 14:03:07"), ("sign", "AB+/CD==")]);
        assert_eq!(query, "timestamp=2026-01-15+14%3A03%3A07&sign=AB%2B%2FCD%3D%3D");
        assert_eq!(
            form([("biz_content", params["biz_content"].as_str())]),
            "biz_content=%7B%22out_order_no%22%3A%22H2601150001%22%2C%22out_request_no%22%3A%22H2601150001F1%22%7D"
        );
    }

    #[test]
    fn a2_the_signed_slice_of_a_reply() {
        let body = a2();
        assert!(body.ends_with(r#""},"alipay_cert_sn":"0a1b","sign":"AAAA"}"#));
        let slice = signed_slice(&body, NODE).unwrap();
        assert_eq!(slice, A2_SLICE);
        let texts: Vec<_> = signed_texts(slice).map(|text| sha(&text)).collect();
        assert_eq!(
            texts,
            [
                "752c7de98c0f0859631f906cca76a29d1294a45f95b7e2677206ee24433f1f7a",
                "a9fddbe7a54674760083e0a03db31b8193190f9c668fcc59be77cea44417b2eb",
            ]
        );
        assert_eq!(signature_of(&body).as_deref(), Some("AAAA"));
        let envelope = Envelope::read(&body).unwrap();
        assert_eq!(envelope.certificate().as_deref(), Some("0a1b"));
        assert_eq!(signed_texts("{}").count(), 1);
    }

    #[test]
    fn a3_the_string_of_a_notification() {
        let raw = "gmt_create=2026-01-15+14%3A03%3A07&charset=utf-8&notify_type=fund_auth_freeze&operation_type=FREEZE&amount=500.00&status=SUCCESS&auth_no=2026011510002001000512340042&out_order_no=H260115000042&operation_id=20260115000123450042&out_request_no=H260115000042F1&payer_user_id=2088000000000042&payer_logon_id=138****0042&total_freeze_amount=500.00&total_unfreeze_amount=0.00&total_pay_amount=0.00&rest_amount=500.00&gmt_trans=2026-01-15+14%3A03%3A12&app_id=2021000000000001&auth_app_id=2021000000000001&notify_id=2026011500222140312000420000000042&notify_time=2026-01-15+14%3A03%3A13&version=1.0&sign_type=RSA2&sign=...";
        let text = notification_to_sign(&parse_form(raw).unwrap());
        assert!(text.starts_with(
            "amount=500.00&app_id=2021000000000001&auth_app_id=2021000000000001&auth_"
        ));
        assert!(text.ends_with("y_amount=0.00&total_unfreeze_amount=0.00&version=1.0"));
        assert_eq!(sha(&text), "36ec175f797407286b174e0af83c387fda51ae45ef7c26d1ce8d18d8948f7cc2");
        assert!(parse_form("a=1&a=2").is_none());
    }

    #[test]
    fn nodes_are_named_after_methods() {
        assert_eq!(node_of("alipay.fund.auth.order.voucher.create"), NODE);
    }

    #[test]
    fn hostile_bodies_have_no_slice() {
        let deep = format!("{{\"{NODE}\":{}", "[".repeat(200_000));
        let nested = format!("{{\"{NODE}\":{}{}}}", "[".repeat(9_000), "]".repeat(9_000));
        let twice = format!("{{\"{NODE}\":{{}},\"{NODE}\":{{}}}}");
        let escaped = format!("{{\"{NODE}\":{{}},\"\\u0061{}\":{{}}}}", &NODE[1..]);
        let string = format!("{{\"{NODE}\":\"{{}}\"}}");
        let whole = a2();
        let trailing = format!("{whole}x");
        let bodies: [&str; 10] =
            ["", "[]", "null", &deep, &nested, &twice, &escaped, &string, &trailing, "{\"a\":1,}"];
        for body in bodies {
            assert_eq!(signed_slice(body, NODE), None, "{body:.60}");
        }
        for end in 0..whole.len() {
            assert_eq!(signed_slice(&whole[..end], NODE), None, "{end}");
        }
        assert_eq!(signature_of("{\"sign\":\"\"}"), None);
        assert_eq!(signature_of("{\"sign\":7}"), None);
        assert_eq!(signature_of("{\"sign\":\"a\",\"sign\":\"a\"}"), None);
        assert_eq!(signature_of("{\"sign\":\"a\\/b\"}").as_deref(), Some("a/b"));
    }

    #[test]
    fn white_space_around_the_node_is_not_signed() {
        let body = "{ \"n\" :\n {\"a\" : 1 } , \"sign\":\"s\" }";
        assert_eq!(signed_slice(body, "n"), Some("{\"a\" : 1 }"));
    }

    proptest! {
        #[test]
        fn no_body_panics(body in "\\PC{0,80}") {
            let _ignored = signed_slice(&body, "n");
        }

        #[test]
        fn whatever_is_put_in_comes_out(
            members in proptest::collection::btree_map("[a-z{}\"\\\\ ]{1,8}", ".{0,20}", 0..6),
        ) {
            let slice = serde_json::to_string(&members).unwrap();
            let body = reply("n", &slice, None, Some("s"));
            prop_assert_eq!(signed_slice(&body, "n"), Some(slice.as_str()));
            let read = Members::read(&slice).unwrap();
            for (name, value) in &members {
                let text = read.text(name);
                prop_assert_eq!(text.as_deref(), Some(value.as_str()));
            }
        }

        #[test]
        fn a_form_is_read_again(name in "[a-z_]{1,9}", value in "\\PC{0,40}") {
            let text = form([(name.as_str(), value.as_str())]);
            prop_assert!(text.is_ascii());
            let read = parse_form(&text).unwrap();
            prop_assert_eq!(read.get(&name), Some(&value));
        }
    }
}
