use std::collections::BTreeMap;

use super::super::settings::{AlipaySettings, Keys, Merchant};
use super::super::testing::{alipay, ask, asks, dice, merchant, money, terminal_key};
use super::*;

/// 06:03:07 in London, 14:03:07 in China.
const WALL: i64 = 1_768_456_987;

fn wall() -> Timestamp {
    Timestamp::from_second(WALL).unwrap()
}

fn encoded(alipay: &Alipay, ask: &Ask) -> WireRequest {
    request(alipay, ask, wall(), &mut dice()).unwrap()
}

/// All parameters as the gateway reads them, and whether each came in the query.
fn read(request: &WireRequest) -> BTreeMap<String, String> {
    let (_, query) = request.url.split_once('?').unwrap();
    let mut params = frame::parse_form(query).unwrap();
    assert!(!params.contains_key("biz_content"));
    let body = frame::parse_form(&request.body).unwrap();
    assert_eq!(body.keys().collect::<Vec<_>>(), ["biz_content"]);
    params.extend(body);
    params
}

fn biz(alipay: &Alipay, ask: &Ask) -> serde_json::Value {
    serde_json::from_str(&read(&encoded(alipay, ask))["biz_content"]).unwrap()
}

/// A merchant who has set everything that there is.
fn generous() -> Merchant {
    Merchant {
        store_alias: Some("Seaview \"Hotel\" & Spa".to_owned()),
        store_id: Some("SH01".to_owned()),
        terminal_id: Some("T07".to_owned()),
        operator_id: Some("E103".to_owned()),
        settle_currency: Some("USD".parse().unwrap()),
        notify_url: Some("https://hotel.example/notify?a=1&b=2".to_owned()),
        app_auth_token: Some(Zeroizing::new("202601BBtoken".to_owned())),
        product_code: "OVERSEAS_INSTORE_AUTH".to_owned(),
        ..merchant()
    }
}

fn golden(request: &WireRequest) -> String {
    let (address, _) = request.url.split_once('?').unwrap();
    let lines: Vec<String> = read(request)
        .into_iter()
        .map(|(name, value)| match name.as_str() {
            "sign" => "sign=...".to_owned(),
            name => format!("{name}={value}"),
        })
        .collect();
    let (kind, lines) = (request.content_type, lines.join("\n"));
    format!("POST {address}\n{kind}\n\n{lines}\n")
}

/// Reviewed by eye against the specification; a change here is a change on the wire.
#[test]
fn golden_requests() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../tests/wire");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, ask) in asks("CNY") {
            insta::assert_snapshot!(name, golden(&encoded(&alipay(merchant()), &ask)));
        }
        for (name, ask) in asks("HKD") {
            let name = format!("{name}-all-set");
            insta::assert_snapshot!(name, golden(&encoded(&alipay(generous()), &ask)));
        }
    });
}

#[test]
fn what_is_signed_is_what_is_sent() {
    for merchant in [merchant(), generous()] {
        let alipay = alipay(merchant);
        for (name, ask) in asks("HKD") {
            let request = encoded(&alipay, &ask);
            let params = read(&request);
            let signed = frame::string_to_sign(&params);
            let key = terminal_key().verifying_key();
            assert!(key.verify(signed.as_bytes(), &params["sign"]), "{name}");
            assert!(params.values().all(|value| !value.trim().is_empty()));
            assert!(request.url.is_ascii() && request.body.is_ascii());
            assert!(!request.url.contains([' ', '\n']));
            assert_eq!(params["timestamp"], "2026-01-15 14:03:07");
            let notifies = params.contains_key("notify_url");
            let may = ["hold-by-scan", "hold-by-qr", "cancel", "capture", "release"];
            assert!(!notifies || may.contains(&name), "{name}");
        }
    }
}

#[test]
fn no_field_is_empty_or_null() {
    let mut blank = merchant();
    for setting in [
        &mut blank.category,
        &mut blank.store_alias,
        &mut blank.store_id,
        &mut blank.terminal_id,
        &mut blank.operator_id,
        &mut blank.notify_url,
    ] {
        *setting = Some("  ".to_owned());
    }
    let alipay = alipay(blank);
    for (name, ask) in asks("CNY") {
        let content = biz(&alipay, &ask);
        for (field, value) in content.as_object().unwrap() {
            let empty =
                value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
            assert!(!empty, "{name} {field}");
        }
        assert!(content.get("extra_param").is_none());
        assert!(!read(&encoded(&alipay, &ask)).contains_key("notify_url"));
    }
}

#[test]
fn certificates_are_named() {
    let key = |text: &str| Zeroizing::new(text.to_owned());
    let alipay = Alipay::new(AlipaySettings {
        merchant: merchant(),
        keys: Keys::Certificates {
            merchant_private_key: key(include_str!("../../../../tests/keys/app-pkcs1.pem")),
            app_cert: include_str!("../../../../tests/keys/app-certificate.pem").to_owned(),
            alipay_cert: include_str!("../../../../tests/keys/alipay-certificate.pem").to_owned(),
            alipay_root_cert: include_str!("../../../../tests/keys/root-rsa.pem").to_owned(),
        },
    })
    .unwrap();
    let params = read(&encoded(&alipay, &ask("cancel")));
    assert_eq!(params["app_cert_sn"], "646d2089beb963cbfb2cfbbb8904f205");
    assert_eq!(params["alipay_root_cert_sn"], "a7a7eae42f7c38ade4eb0044be7526af");
}

#[test]
fn a_payment_code_is_in_the_body_alone() {
    let request = encoded(&alipay(merchant()), &ask("hold-by-scan"));
    assert!(request.body.contains("287654321098765432"));
    assert!(!request.url.contains("287654321098765432"));
    assert!(!format!("{request:?}").contains("2876"));
}

#[test]
fn the_rest_is_kept_only_where_that_is_asked() {
    let alipay = alipay(merchant());
    for (wanted, mode) in [(true, "COMPLETE"), (false, "NOT_COMPLETE")] {
        let mut ask = ask("capture");
        if let Ask::Capture { complete, .. } = &mut ask {
            *complete = wanted;
        }
        assert_eq!(biz(&alipay, &ask)["auth_confirm_mode"], mode);
    }
}

#[test]
fn the_guest_is_named_as_the_hold_named_him() {
    let mut ask = ask("capture");
    let alipay = alipay(merchant());
    let payer = |ask: &mut Ask, payer| {
        if let Ask::Capture { authorization, .. } = ask {
            authorization.payer = payer;
        }
    };
    payer(&mut ask, Some(crate::domain::Payer::OpenId("o-1".to_owned())));
    let content = biz(&alipay, &ask);
    assert_eq!(content["buyer_open_id"], "o-1");
    assert!(content.get("buyer_id").is_none());
    payer(&mut ask, None);
    assert!(matches!(
        request(&alipay, &ask, wall(), &mut dice()),
        Err(EncodeError::Field(_, "buyer_id"))
    ));
}

#[test]
fn texts_are_made_to_fit() {
    let alipay = alipay(merchant());
    let (mut hold, mut release, mut refund) = (ask("hold-by-qr"), ask("release"), ask("refund"));
    if let Ask::HoldByQr { title, .. } = &mut hold {
        *title = "\u{623f}".repeat(80) + "/";
    }
    if let Ask::Release { remark, .. } = &mut release {
        "&".clone_into(remark);
    }
    if let Ask::Refund { reason, .. } = &mut refund {
        reason.clear();
    }
    let title = biz(&alipay, &hold)["order_title"].as_str().unwrap().to_owned();
    assert_eq!(title, "\u{623f}".repeat(50));
    assert_eq!(biz(&alipay, &release)["remark"], "Deposit released");
    assert!(biz(&alipay, &refund).get("refund_reason").is_none());
}

#[test]
fn what_does_not_fit_never_leaves() {
    let alipay = alipay(merchant());
    let field = |amount: Money, minutes: u32| {
        let mut ask = ask("hold-by-qr");
        if let Ask::HoldByQr { money, confirm_minutes, .. } = &mut ask {
            (*money, *confirm_minutes) = (amount, minutes);
        }
        match request(&alipay, &ask, wall(), &mut dice()) {
            Err(EncodeError::Field(_, field)) => field,
            other => panic!("{other:?}"),
        }
    };
    let good = money("1.00", "CNY");
    assert_eq!(field(money("0.00", "CNY"), 5), "amount");
    assert_eq!(field(money("100000000.01", "CNY"), 5), "amount");
    assert_eq!(field(Money::new(-1, good.currency()), 5), "amount");
    assert_eq!(field(money("100", "JPY"), 5), "trans_currency");
    assert_eq!(field(good, 0), "pay_timeout");
    assert_eq!(field(good, 21_601), "pay_timeout");
}
