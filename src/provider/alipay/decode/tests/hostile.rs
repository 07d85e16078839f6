//! Replies that prove nothing.

use super::super::super::settings::{AlipaySettings, Keys, Merchant};
use super::super::super::sign::SigningKey;
use super::super::super::testing::{asks, money, terminal_key};
use super::*;
use proptest::prelude::*;
use zeroize::Zeroizing;

fn proves(answer: &Answer) -> bool {
    matches!(answer, Answer::Done(_) | Answer::Refused(_))
}

fn wrongly_signed(call: Call, node: &str) -> String {
    let signature = terminal_key().sign(node.as_bytes(), &mut dice()).unwrap();
    frame::reply(&frame::node_of(call.method()), node, None, Some(&signature))
}

#[test]
fn a_success_needs_the_provider_s_signature() {
    for (name, node) in SUCCESSES {
        let ask = ask(name);
        let call = Call::of(&ask);
        let bare = why(&decoded(&ask, unsigned(call, node)));
        assert_eq!(bare, "unknown Unknown reply.unsigned", "{name}");
        let empty = frame::reply(&frame::node_of(call.method()), node, None, Some(""));
        assert_eq!(why(&decoded(&ask, empty)), bare);
        let wrong = why(&decoded(&ask, wrongly_signed(call, node)));
        assert_eq!(wrong, "unknown Unknown reply.signature", "{name}");
        let other = signed(call, node).replace("\"10000\"", "\"10003\"");
        assert_eq!(why(&decoded(&ask, other)), wrong);
    }
}

#[test]
fn an_error_needs_it_too() {
    let node = r#"{"code":"40004","msg":"m","sub_code":"PAYMENT_AUTH_CODE_INVALID","sub_msg":"s"}"#;
    let hold = ask("hold-by-scan");
    let Answer::Unknown(reason) = decoded(&hold, unsigned(Call::HoldByScan, node)) else {
        panic!();
    };
    assert_eq!(reason.code, "PAYMENT_AUTH_CODE_INVALID");
    assert_eq!((reason.class, reason.signed), (Class::Refused, false));
    assert_eq!(reason.trace.as_deref(), Some("21trace"));
    let wrong = decoded(&hold, wrongly_signed(Call::HoldByScan, node));
    assert_eq!(why(&wrong), "unknown Unknown reply.signature");
    let fault = frame::reply(frame::ERROR_NODE, node, None, None);
    assert_eq!(why(&decoded(&hold, fault)), "unknown Refused PAYMENT_AUTH_CODE_INVALID");
    let success = signed(Call::HoldByScan, HELD)
        .replace(&frame::node_of(Call::HoldByScan.method()), frame::ERROR_NODE);
    assert_eq!(why(&decoded(&hold, success)), "unknown Unknown reply.unreadable");
}

#[test]
fn bodies_that_are_no_reply() {
    let hold = ask("hold-by-scan");
    let good = signed(Call::HoldByScan, HELD);
    let node = frame::node_of(Call::HoldByScan.method());
    let twice = format!("{{\"{node}\":{HELD},{}", &good[1..]);
    let both = format!("{{\"error_response\":{HELD},{}", &good[1..]);
    let repeated = HELD.replace("\"msg\"", "\"code\":\"10000\",\"msg\"");
    let bodies: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"<html>502</html>".to_vec(),
        b"\xff\xfe".to_vec(),
        b"{}".to_vec(),
        good.as_bytes()[..good.len() - 9].to_vec(),
        twice.into_bytes(),
        both.into_bytes(),
        signed(Call::HoldByScan, &repeated).into_bytes(),
        signed(Call::Capture, HELD).into_bytes(),
        signed(Call::HoldByScan, "{}").into_bytes(),
        signed(Call::HoldByScan, "\"base64\"").into_bytes(),
        "[".repeat(100_000).into_bytes(),
    ];
    for body in bodies {
        let answer = decoded(&hold, body.clone());
        let text = String::from_utf8_lossy(&body);
        assert_eq!(why(&answer), "unknown Unknown reply.unreadable", "{text:.200}");
    }
}

#[test]
fn what_became_of_the_bytes() {
    let alipay = alipay(merchant());
    let hold = ask("hold-by-scan");
    let answer = |delivery: &Delivery| why(&answer(&alipay, &hold, delivery));
    let broken = Delivery::Reply {
        status: 502,
        trace: None,
        body: signed(Call::HoldByScan, HELD).into_bytes(),
    };
    assert_eq!(answer(&broken), "unknown Unknown http.status");
    let not_sent = Delivery::NotSent("refused".to_owned());
    assert_eq!(answer(&not_sent), "not sent Retry net.not_sent");
    for (lost, code) in [
        (Lost::TimeOut, "net.timeout"),
        (Lost::Broken, "net.broken"),
        (Lost::TooLong, "net.too_long"),
    ] {
        let delivery = Delivery::Lost(lost, String::new());
        assert_eq!(answer(&delivery), format!("unknown Unknown {code}"));
    }
}

/// alipay-preauth.md 1.4: the gateway shows the string that it built of the request.
#[test]
fn a_reply_that_repeats_the_request_gives_no_secret_away() {
    let alipay = alipay(Merchant {
        app_auth_token: Some(Zeroizing::new("202601BBtoken".to_owned())),
        ..merchant()
    });
    let hold = ask("hold-by-scan");
    let shown = "app_auth_token=202601BBtoken&amp;biz_content={\\\"auth_code\\\":\\\"287654321098765432\\\"}";
    let node = format!(
        r#"{{"code":"40002","sub_code":"isv.invalid-signature","sub_msg":"{shown} {}"}}"#,
        "x".repeat(9000)
    );
    let answer = answer(&alipay, &hold, &delivered(unsigned(Call::HoldByScan, &node)));
    let printed = format!("{answer:?}");
    assert!(printed.contains("2876************32"), "{printed}");
    assert!(!printed.contains("287654321098765432") && !printed.contains("202601BBtoken"));
    assert!(printed.len() < 3000);
}

/// Whatever was kept of such a reply would have the code in it for ever.
#[test]
fn a_number_with_the_code_in_it_is_not_kept() {
    let hold = ask("hold-by-scan");
    let told = |field: &str, value: &str| {
        let mut fields: serde_json::Value = serde_json::from_str(HELD).unwrap();
        fields[field] = value.into();
        why(&told("hold-by-scan", &fields.to_string()))
    };
    let code = "287654321098765432";
    for (field, value) in [
        ("auth_no", code),
        ("auth_no", "2026287654321098765432000001"),
        ("operation_id", "28765 43210 98765 432"),
        ("payer_logon_id", "Mjg3NjU0MzIxMDk4NzY1NDMy"),
        ("payer_user_id", "323837363534333231303938373635343332"),
        // Of an earlier hold, which nobody knows here any more.
        ("auth_no", "289999999999999999"),
    ] {
        assert_eq!(told(field, value), "unknown Unknown reply.code", "{field} {value}");
    }
    assert!(proves(&decoded(&hold, signed(Call::HoldByScan, HELD))));
}

/// Another order's reply is signed too.
#[test]
fn a_reply_is_held_against_what_was_asked() {
    let numbers = ["out_order_no", "out_request_no", "out_trade_no"];
    let amounts = ["amount", "total_amount", "refund_amount"];
    for (name, node) in SUCCESSES {
        let fields: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(node).unwrap();
        let told = |field: &str, value: Option<&str>| {
            let mut fields = fields.clone();
            fields.remove(field);
            if let Some(value) = value {
                fields.insert(field.to_owned(), value.into());
            }
            why(&told(name, &serde_json::to_string(&fields).unwrap()))
        };
        for field in numbers.iter().filter(|field| fields.contains_key(**field)) {
            let other = told(field, Some("H260115000099"));
            assert_eq!(other, "unknown Unknown echo.number", "{name} {field}");
            if (name, *field) != ("release", "out_order_no") {
                let none = told(field, None);
                assert_eq!(none, "unknown Unknown reply.incomplete", "{name} {field}");
            }
        }
        let total = |field: &str| name == "inquire-refund" && field == "total_amount";
        for field in amounts.iter().filter(|field| fields.contains_key(**field)) {
            if total(field) {
                continue;
            }
            for odd in ["500.01", "5e2", "380,00", "-30.00"] {
                let other = told(field, Some(odd));
                assert_eq!(other, "unknown Unknown echo.amount", "{name} {field}");
            }
            let none = told(field, None);
            assert_eq!(none, "unknown Unknown reply.incomplete", "{name} {field}");
        }
        if !matches!(name, "cancel") {
            let field = if name.ends_with("refund") { "refund_currency" } else { "trans_currency" };
            let other = told(field, Some("HKD"));
            assert_eq!(other, "unknown Unknown echo.currency", "{name}");
            assert!(!told(field, Some("CNY")).starts_with("unknown"), "{name}");
        }
    }
    for name in ["release", "capture"] {
        let (_, node) = SUCCESSES.iter().find(|(known, _)| *known == name).unwrap();
        let other = node.replace("\"auth_no\":\"2026", "\"auth_no\":\"2027");
        let other = other.replace("\"msg\"", "\"auth_no_\":0,\"msg\"");
        let other = match name {
            "capture" => other.replace("auth_no_\":0", "auth_no\":\"2027\""),
            _ => other,
        };
        assert_eq!(why(&told(name, &other)), "unknown Unknown echo.authorization");
    }
}

#[test]
fn amounts_come_as_text_or_as_numbers() {
    for value in ["500", "500.0", "500.00", "\"500\"", "\"500.00\"", "500.000"] {
        let node = HELD.replace("\"500.00\"", value);
        let answer = told("hold-by-scan", &node);
        assert!(matches!(answer, Answer::Done(Done::Held(_))), "{value}");
    }
    let mut large = ask("inquire-capture");
    if let Ask::InquireCapture { money: asked, .. } = &mut large {
        *asked = money("90071992547409.93", "CNY");
    }
    // The neighbour that a float could not tell apart.
    let node =
        CAPTURE_FOUND.replace("\"total_amount\":\"380.00\"", "\"total_amount\":90071992547409.94");
    let answer = decoded(&large, signed(Call::InquireCapture, &node));
    assert_eq!(why(&answer), "unknown Unknown echo.amount");
}

#[test]
fn escaped_slashes_verify_either_way() {
    let plain = SHOWN.replace("\\/", "/");
    let ask = ask("hold-by-qr");
    let node = frame::node_of(Call::HoldByQr.method());
    let escaped = frame::reply(&node, SHOWN, None, Some(&signature(&plain)));
    let wanted = decoded(&ask, signed(Call::HoldByQr, SHOWN));
    assert!(proves(&wanted));
    assert_eq!(decoded(&ask, escaped), wanted);
}

#[test]
fn another_certificate_counts_only_where_its_signature_does_not_verify() {
    let pem = include_str!("../../../../../tests/keys/alipay-pkcs8.pem");
    let key = SigningKey::parse(pem).unwrap();
    let alipay = Alipay::new(AlipaySettings {
        merchant: merchant(),
        keys: Keys::Certificates {
            merchant_private_key: Zeroizing::new(
                include_str!("../../../../../tests/keys/app-pkcs1.pem").to_owned(),
            ),
            app_cert: include_str!("../../../../../tests/keys/app-certificate.pem").to_owned(),
            alipay_cert: include_str!("../../../../../tests/keys/alipay-certificate.pem")
                .to_owned(),
            alipay_root_cert: include_str!("../../../../../tests/keys/root-rsa.pem").to_owned(),
        },
    })
    .unwrap();
    let node = frame::node_of(Call::Release.method());
    let told = |serial: Option<&str>, signed: &str| {
        let signature = key.sign(signed.as_bytes(), &mut dice()).unwrap();
        let body = frame::reply(&node, RELEASED, serial, Some(&signature));
        answer(&alipay, &ask("release"), &delivered(body))
    };
    let released = Answer::Done(Done::Released);
    let ours = Some("a59c2c5e5bb8cd076651c4715d9399e5");
    // A certificate that was issued anew has the same key: its signatures are as good.
    for serial in [ours, None, Some("0a1b")] {
        assert_eq!(told(serial, RELEASED), released, "{serial:?}");
    }
    assert_eq!(why(&told(ours, "{}")), "unknown Unknown reply.signature");
    assert_eq!(why(&told(Some("0a1b"), "{}")), "unknown Unknown reply.certificate");
}

#[derive(Debug, Clone)]
enum Change {
    Replace(usize, u8),
    Insert(usize, u8),
    Remove(usize),
    Cut(usize),
}

fn changed(mut body: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        if body.is_empty() {
            break;
        }
        let length = body.len();
        match change {
            Change::Replace(place, byte) => body[place % length] = *byte,
            Change::Insert(place, byte) => body.insert(place % length, *byte),
            Change::Remove(place) => {
                body.remove(place % length);
            }
            Change::Cut(place) => body.truncate(place % length),
        }
    }
    body
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let byte = prop_oneof![proptest::sample::select(b"{}\"\\/,:0159 \nNY".to_vec()), any::<u8>()];
    let change = prop_oneof![
        4 => (any::<usize>(), byte.clone()).prop_map(|(place, byte)| Change::Replace(place, byte)),
        2 => (any::<usize>(), byte).prop_map(|(place, byte)| Change::Insert(place, byte)),
        2 => any::<usize>().prop_map(Change::Remove),
        1 => any::<usize>().prop_map(Change::Cut),
    ];
    proptest::collection::vec(change, 1..4)
}

proptest! {
    /// Whatever happens to the bytes: what is proven is what the provider signed.
    #[test]
    fn a_changed_reply_proves_nothing_new(which in 0..SUCCESSES.len(), changes in changes()) {
        let (name, node) = SUCCESSES[which];
        let ask = ask(name);
        let call = Call::of(&ask);
        let body = signed(call, node);
        let before = decoded(&ask, body.clone());
        prop_assert!(proves(&before));
        let body = changed(body.into_bytes(), &changes);
        let after = decoded(&ask, body.clone());
        if proves(&after) {
            prop_assert_eq!(after, before);
            let body = String::from_utf8(body).unwrap();
            let slice = frame::signed_slice(&body, &frame::node_of(call.method())).unwrap();
            prop_assert_eq!(slice.replace("\\/", "/"), node.replace("\\/", "/"));
        }
    }

    #[test]
    fn no_signed_node_panics(node in "\\{(\"[a-z_]{1,9}\":(\"\\PC{0,9}\"|[0-9.e]{1,6}|null),?){0,5}\\}") {
        let node = node.replacen('{', "{\"code\":\"10000\",", 1).replace(",}", "}");
        let signature = signature(&node);
        for (_, ask) in asks("CNY") {
            let method = frame::node_of(Call::of(&ask).method());
            let _ignored = decoded(&ask, frame::reply(&method, &node, None, Some(&signature)));
        }
    }
}
