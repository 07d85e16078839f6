//! The door and the fields: what is checked, what is written down, what nothing can break.

use counterpane::simulator::{HttpRequest, Reply, Rule};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::terminal::*;

/// The unsigned fault that a changed common parameter earns.
fn turned_away(name: &str, value: Option<&str>) -> String {
    let mut terminal = Terminal::new();
    let mut params = terminal.params(DETAIL);
    match value {
        Some(value) => params.insert(name.to_owned(), value.to_owned()),
        None => params.remove(name),
    };
    let served = terminal.send(params, &detail("H1").to_string());
    let Reply::Answer { status: 200, body } = &served.reply else { panic!("{served:?}") };
    let body: Value = serde_json::from_slice(body).unwrap();
    assert!(body.get("sign").is_none());
    assert!(!terminal.broken().is_empty());
    let node = body.as_object().unwrap().values().next().unwrap();
    node["sub_code"].as_str().unwrap().to_owned()
}

#[test]
fn the_common_parameters_are_checked() {
    for (name, value, sub_code) in [
        ("app_id", Some("2021000000000009"), "isv.invalid-app-id"),
        ("app_id", None, "isv.missing-app-id"),
        ("method", Some("alipay.trade.close"), "isv.invalid-method"),
        ("method", None, "isv.missing-method"),
        ("charset", Some("gbk"), "isv.invalid-charset"),
        ("sign_type", Some("RSA"), "isv.invalid-signature-type"),
        ("version", Some("2.0"), "isv.invalid-version"),
        ("format", Some("XML"), "isv.invalid-format"),
        ("timestamp", None, "isv.missing-timestamp"),
        ("timestamp", Some("2026-01-15T14:03:07"), "isv.invalid-timestamp"),
        ("timestamp", Some("2026-01-15 06:03:07"), "isv.illegal-timestamp"),
        ("notify_url", Some(""), "isv.invalid-signature"),
    ] {
        assert_eq!(turned_away(name, value), sub_code, "{name} {value:?}");
    }
}

#[test]
fn a_wrong_signature_is_said_without_one() {
    let mut terminal = Terminal::new();
    let query = frame_query(&terminal, "AAAA");
    let body = "biz_content=%7B%22out_order_no%22%3A%22H1%22%7D";
    let request = HttpRequest { query: &query, body };
    let served = terminal.simulator.serve(&request, terminal.now, &mut terminal.dice);
    let reply = read(DETAIL, &served);
    assert_eq!((reply.text("code"), reply.code()), ("40002", "isv.invalid-signature"));
    assert!(!reply.signed);
    assert!(reply.text("sub_msg").contains("&amp;biz_content={&quot;out_order_no"));
    assert_eq!(terminal.broken(), [Rule::Signature]);
}

fn frame_query(terminal: &Terminal, sign: &str) -> String {
    let mut params = terminal.params(DETAIL);
    params.insert("sign".to_owned(), sign.to_owned());
    let pairs = params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    counterpane::provider::alipay::frame::form(pairs)
}

#[test]
fn content_must_be_an_object() {
    let mut terminal = Terminal::new();
    for content in ["[]", "{", "null", "\"\""] {
        let served = terminal.send(terminal.params(DETAIL), content);
        assert_eq!(read(DETAIL, &served).code(), "isv.illegal-json", "{content}");
    }
}

/// A field of a hold, its value in JSON, what comes back, the rule that is broken.
const WRONG_FIELDS: &str = r#"
amount          | "500.005"               | ILLEGAL_ARGUMENT      | amount-shape
amount          | "0.00"                  | ILLEGAL_ARGUMENT      | amount-range
amount          | null                    | ILLEGAL_ARGUMENT      | amount-shape
amount          | 500                     | 10000                 | amount-shape
amount          | "500"                   | 10000                 | amount-shape
out_order_no    | "H-1"                   | ILLEGAL_ARGUMENT      | number-characters
out_request_no  | ""                      | ILLEGAL_ARGUMENT      | empty
order_title     | "room 1/2"              | 10000                 | text-characters
order_title     | "total_fee of 12"       | isv.suspected-attack  | reserved-word
order_title     | ["x"]                   | ILLEGAL_ARGUMENT      | field-type
product_code    | "FACE_TO_FACE"          | ILLEGAL_ARGUMENT      | value
payee_user_id   | "2088000000000009"      | ILLEGAL_PAYEE_USER_ID | seller
pay_timeout     | ""                      | SYSTEM_ERROR          | empty
pay_timeout     | "16d"                   | ILLEGAL_ARGUMENT      | pay-timeout
timeout_express | "5m"                    | 10000                 | pay-timeout
extra_param     | {"category": "HOTEL"}   | ILLEGAL_ARGUMENT      | nested-json
extra_param     | "HOTEL"                 | ILLEGAL_ARGUMENT      | nested-json
remark          | "x"                     | 10000                 | unknown-field
auth_code_type  | "qr_code"               | ILLEGAL_ARGUMENT      | value
"#;

#[test]
fn fields_are_checked_and_breaches_written_down() {
    for line in WRONG_FIELDS.lines().filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        expect_breach(cells[0], &cells[1].parse().unwrap(), cells[2], cells[3]);
    }
    for (field, value) in [("out_order_no", "9".repeat(65)), ("order_title", "房".repeat(51))] {
        expect_breach(field, &json!(value), "ILLEGAL_ARGUMENT", "too-long");
    }
}

fn expect_breach(field: &str, value: &Value, code: &str, rule: &str) {
    let mut terminal = Terminal::new();
    let auth_code = terminal.code("confirms");
    let mut content = freeze("H1", &auth_code);
    content[field] = value.clone();
    assert_eq!(terminal.ask(FREEZE, &content).code(), code, "{field} {value}");
    let broken: Vec<&str> = terminal.broken().into_iter().map(Rule::name).collect();
    assert!(broken.contains(&rule), "{field} {value}: {broken:?}");
}

#[test]
fn what_must_be_there_must_be_there() {
    let mut terminal = Terminal::new();
    let code = terminal.code("confirms");
    for (method, content, optional) in [
        (FREEZE, freeze("H1", &code), &["pay_timeout", "extra_param", "payee_user_id"] as &[&str]),
        (VOUCHER, voucher("H1"), &["pay_timeout", "extra_param", "payee_user_id"]),
        (CANCEL, cancel("H1"), &[]),
        (UNFREEZE, unfreeze("2026", "H1U1", "1.00"), &[]),
        (REFUND, refund("H1C1", "H1R1", "1.00"), &["refund_reason", "query_options"]),
    ] {
        let fields: Vec<String> = content.as_object().unwrap().keys().cloned().collect();
        for field in fields.iter().filter(|field| !optional.contains(&field.as_str())) {
            let mut less = content.clone();
            less.as_object_mut().unwrap().remove(field);
            let before = terminal.broken().len();
            assert_ne!(terminal.ask(method, &less).text("code"), "10000", "{method} {field}");
            assert!(terminal.broken().len() > before, "{method} {field}");
        }
    }
}

#[test]
fn inquiries_say_what_they_ask_for() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "confirms");
    let mut query = detail("H1");
    query.as_object_mut().unwrap().remove("operation_type");
    assert_eq!(terminal.ask(DETAIL, &query).text("operation_type"), "FREEZE");
    let mixed = json!({
        "auth_no": auth_no, "out_request_no": "H1F1", "operation_type": "FREEZE",
    });
    assert_eq!(terminal.ask(DETAIL, &mixed).code(), "10000");
    let alone = json!({"auth_no": auth_no, "operation_type": "FREEZE"});
    assert_eq!(terminal.ask(DETAIL, &alone).code(), "ILLEGAL_ARGUMENT");
    let operation_id = terminal.inquire("H1").text("operation_id").to_owned();
    let theirs = json!({
        "auth_no": auth_no, "operation_id": operation_id, "operation_type": "FREEZE",
    });
    assert_eq!(terminal.ask(DETAIL, &theirs).text("out_order_no"), "H1");
    let broken = terminal.broken();
    assert_eq!(broken.first(), Some(&Rule::OperationType));
    assert!(broken[1..].iter().all(|rule| *rule == Rule::IdPair) && broken.len() > 2);
}

#[test]
fn a_log_line_holds_no_payment_code() {
    let mut terminal = Terminal::new();
    let code = terminal.code("confirms");
    let mut hold = freeze("H1", &code);
    let said = terminal.served(FREEZE, &hold).said;
    assert_eq!(said, "freeze H1 H1F1 500.00 -> 10000");
    hold["out_order_no"] = json!(code);
    let said = terminal.served(FREEZE, &hold).said;
    assert!(!said.contains(&code), "{said}");
}

/// JSON of any shape, with the names that the interfaces know.
fn any_content() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "auth_code",
        "auth_code_type",
        "out_order_no",
        "out_request_no",
        "order_title",
        "amount",
        "product_code",
        "auth_no",
        "operation_id",
        "operation_type",
        "remark",
        "out_trade_no",
        "trade_no",
        "total_amount",
        "subject",
        "refund_amount",
        "pay_timeout",
        "query_options",
        "extra_param",
        "auth_confirm_mode",
        "buyer_id",
        "seller_id",
        "strange",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        "[0-9]{1,30}".prop_map(Value::from),
        Just(json!("H1")),
        Just(json!("H1F1")),
        Just(json!("1.00")),
        Just(json!({"a": ["b"]})),
    ];
    prop::collection::hash_map(names, leaf, 0..12)
        .prop_map(|map| map.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn garbage_at_the_door_never_panics(query in "\\PC{0,120}", body in "\\PC{0,120}") {
        let mut terminal = Terminal::new();
        let request = HttpRequest { query: &query, body: &body };
        let served = terminal.simulator.serve(&request, terminal.now, &mut terminal.dice);
        let whole = matches!(served.reply, Reply::Answer { status: 200, .. });
        prop_assert!(whole, "{:?}", served);
    }

    #[test]
    fn signed_garbage_never_panics(
        contents in prop::collection::vec((0..9_usize, any_content()), 1..6),
    ) {
        let mut terminal = Terminal::new();
        terminal.held("H1", "confirms");
        let methods =
            [FREEZE, VOUCHER, DETAIL, CANCEL, UNFREEZE, PAY, TRADE, REFUND, REFUNDED];
        for (method, content) in contents {
            let served = terminal.served(methods[method], &content);
            let whole = matches!(served.reply, Reply::Answer { status: 200, .. });
            prop_assert!(whole, "{:?}", served);
        }
        terminal.sums("H1");
    }
}
