//! The specification's examples, signed by a test key, and its table of classes.

mod hostile;
mod listed;

use std::sync::OnceLock;

use super::super::frame;
use super::super::testing::{alipay, ask, authorization, dice, merchant, provider_key};
use super::*;
use crate::domain::{Authorization, CancelAction, Money, OrderStatus, Payer, Standing};

/// The provider's signature of a node, whichever call it answers.
fn signature(node: &str) -> String {
    provider_key().sign(node.as_bytes(), &mut dice()).unwrap()
}

/// A signed reply around a node.
fn signed(call: Call, node: &str) -> String {
    let signature = signature(node);
    frame::reply(&frame::node_of(call.method()), node, None, Some(&signature))
}

fn unsigned(call: Call, node: &str) -> String {
    frame::reply(&frame::node_of(call.method()), node, None, None)
}

fn delivered(body: impl Into<Vec<u8>>) -> Delivery {
    Delivery::Reply { status: 200, trace: Some("21trace".to_owned()), body: body.into() }
}

fn decoded(ask: &Ask, body: impl Into<Vec<u8>>) -> Answer {
    static ALIPAY: OnceLock<Alipay> = OnceLock::new();
    let alipay = ALIPAY.get_or_init(|| alipay(merchant()));
    answer(alipay, ask, &delivered(body))
}

/// The answer to a signed reply with this node.
fn told(name: &str, node: &str) -> Answer {
    let ask = ask(name);
    decoded(&ask, signed(Call::of(&ask), node))
}

/// `class code` of an answer that is unknown or refused.
fn why(answer: &Answer) -> String {
    match answer {
        Answer::Unknown(reason) => format!("unknown {:?} {}", reason.class, reason.code),
        Answer::Refused(reason) => format!("refused {:?} {}", reason.class, reason.code),
        Answer::NotSent(reason) => format!("not sent {:?} {}", reason.class, reason.code),
        Answer::Done(Done::Absent(reason)) => format!("absent {}", reason.code),
        Answer::Done(_) | Answer::Waiting(_) => format!("{answer:?}"),
    }
}

fn cny(text: &str) -> Money {
    Money::parse(text, "CNY".parse().unwrap()).unwrap()
}

fn captured() -> Answer {
    Answer::Done(Done::Captured { trade_no: "2026011722001400421400000042".to_owned() })
}

const HELD: &str = r#"{"code":"10000","msg":"Success","amount":"500.00","auth_no":"2026011510002001000512340042","gmt_trans":"2026-01-15 14:03:12","operation_id":"20260115000123450042","out_order_no":"H260115000042","out_request_no":"H260115000042F1","payer_logon_id":"138****0042","payer_user_id":"2088000000000042","status":"SUCCESS"}"#;
const PENDING: &str = r#"{"code":"10003","msg":"order success pay inprocess","auth_no":"2026011510002001000512340042","operation_id":"20260115000123450042","out_order_no":"H260115000042","out_request_no":"H260115000042F1","status":"INIT"}"#;
const SHOWN: &str = r#"{"code":"10000","msg":"Success","code_type":"qrCode","code_url":"http:\/\/mobilecodec.alipay.com\/show.htm?code=aex0000000000000000","code_value":"https:\/\/qr.alipay.com\/aex0000000000000000","out_order_no":"H260115000043","out_request_no":"H260115000043F1"}"#;
const CANCELLED: &str = r#"{"code":"10000","msg":"Success","action":"close","auth_no":"2026011510002001000512340042","operation_id":"20260115000123450042","out_order_no":"H260115000042","out_request_no":"H260115000042F1"}"#;
const CAPTURED: &str = r#"{"code":"10000","msg":"Success","buyer_logon_id":"138****0042","buyer_pay_amount":"380.00","buyer_user_id":"2088000000000042","fund_bill_list":[{"amount":"380.00","fund_channel":"ALIPAYACCOUNT"}],"gmt_payment":"2026-01-17 11:20:30","invoice_amount":"380.00","out_trade_no":"H260115000042C1","point_amount":"0.00","receipt_amount":"380.00","total_amount":"380.00","trade_no":"2026011722001400421400000042"}"#;
const RELEASED: &str = r#"{"code":"10000","msg":"Success","amount":"120.00","auth_no":"2026011510002001000512340042","gmt_trans":"2026-01-17 11:20:31","operation_id":"20260117000123450099","out_order_no":"H260115000042","out_request_no":"H260115000042U1","status":"SUCCESS"}"#;
const REFUNDED: &str = r#"{"code":"10000","msg":"Success","buyer_logon_id":"138****0042","fund_change":"Y","gmt_refund_pay":"2026-01-17 12:01:10","out_trade_no":"H260115000042C1","refund_fee":"30.00","send_back_fee":"30.00","trade_no":"2026011722001400421400000042"}"#;
const STANDING: &str = r#"{"code":"10000","msg":"Success","amount":500.00,"auth_no":"2026011510002001000512340042","gmt_create":"2026-01-15 14:03:07","gmt_trans":"2026-01-15 14:03:12","operation_id":"20260115000123450042","operation_type":"FREEZE","order_status":"AUTHORIZED","order_title":"Seaview Hotel deposit room 1208","out_order_no":"H260115000042","out_request_no":"H260115000042F1","payer_logon_id":"138****0042","payer_user_id":"2088000000000042","rest_amount":500.00,"status":"SUCCESS","total_freeze_amount":500.00,"total_pay_amount":0.00}"#;
const RELEASE_FOUND: &str = r#"{"code":"10000","msg":"Success","amount":120.00,"auth_no":"2026011510002001000512340042","operation_type":"UNFREEZE","order_status":"AUTHORIZED","out_order_no":"H260115000042","out_request_no":"H260115000042U1","status":"SUCCESS"}"#;
const CAPTURE_FOUND: &str = r#"{"code":"10000","msg":"Success","buyer_logon_id":"138****0042","buyer_user_id":"2088000000000042","out_trade_no":"H260115000042C1","receipt_amount":"380.00","send_pay_date":"2026-01-17 11:20:30","total_amount":"380.00","trade_no":"2026011722001400421400000042","trade_status":"TRADE_SUCCESS"}"#;
const REFUND_FOUND: &str = r#"{"code":"10000","msg":"Success","out_request_no":"H260115000042R1","out_trade_no":"H260115000042C1","refund_amount":"30.00","refund_status":"REFUND_SUCCESS","total_amount":"380.00","trade_no":"2026011722001400421400000042"}"#;

/// Each ask with the node of its success.
const SUCCESSES: [(&str, &str); 10] = [
    ("hold-by-scan", HELD),
    ("hold-by-qr", SHOWN),
    ("cancel", CANCELLED),
    ("capture", CAPTURED),
    ("release", RELEASED),
    ("refund", REFUNDED),
    ("inquire-hold", STANDING),
    ("inquire-release", RELEASE_FOUND),
    ("inquire-capture", CAPTURE_FOUND),
    ("inquire-refund", REFUND_FOUND),
];

#[test]
fn the_specification_s_examples() {
    let held = Answer::Done(Done::Held(authorization()));
    assert_eq!(told("hold-by-scan", HELD), held);
    assert_eq!(
        told("hold-by-scan", PENDING),
        Answer::Waiting(Some(Authorization {
            payer: None,
            payer_login: String::new(),
            ..authorization()
        }))
    );
    assert_eq!(
        told("hold-by-qr", SHOWN),
        Answer::Done(Done::Shown { qr: "https://qr.alipay.com/aex0000000000000000".to_owned() })
    );
    let closed = Answer::Done(Done::Cancelled(CancelAction::Closed));
    assert_eq!(told("cancel", CANCELLED), closed);
    assert_eq!(told("capture", CAPTURED), captured());
    assert_eq!(told("release", RELEASED), Answer::Done(Done::Released));
    assert_eq!(told("refund", REFUNDED), Answer::Done(Done::Refunded));
    assert_eq!(
        told("inquire-hold", STANDING),
        Answer::Done(Done::Standing(Standing {
            order: OrderStatus::Authorized,
            authorization: Some(authorization()),
            rest: Some(cny("500.00")),
            captured: Some(cny("0.00")),
        }))
    );
    let released = Answer::Done(Done::Released);
    assert_eq!(told("inquire-release", RELEASE_FOUND), released);
    assert_eq!(told("inquire-capture", CAPTURE_FOUND), captured());
    assert_eq!(told("inquire-refund", REFUND_FOUND), Answer::Done(Done::Refunded));
}

#[test]
fn a_hold_s_status_decides() {
    let with = |status: &str| told("hold-by-scan", &HELD.replace("SUCCESS", status));
    assert_eq!(with("INIT"), Answer::Waiting(Some(authorization())));
    assert_eq!(why(&with("CLOSED")), "unknown Already hold.closed");
    assert_eq!(why(&with("NEW")), "unknown Unknown reply.status");
    let without = HELD.replace(r#","status":"SUCCESS""#, "");
    let incomplete = "unknown Unknown reply.incomplete";
    assert_eq!(why(&told("hold-by-scan", &without)), incomplete);
    let without = HELD.replace("auth_no", "auth_number");
    assert_eq!(why(&told("hold-by-scan", &without)), incomplete);
    let credit = HELD.replace(r#""status""#, r#""pre_auth_type":"CREDIT_AUTH","status""#);
    let credit = credit.replace("payer_user_id", "payer_open_id");
    let Answer::Done(Done::Held(on_credit)) = told("hold-by-scan", &credit) else {
        panic!("{credit}");
    };
    assert!(on_credit.on_credit);
    let open = Payer::OpenId("2088000000000042".to_owned());
    assert_eq!(on_credit.payer, Some(open));
    let bare = r#"{"code":"10003","msg":"order success pay inprocess"}"#;
    assert_eq!(told("hold-by-scan", bare), Answer::Waiting(None));
    assert_eq!(told("capture", bare), Answer::Waiting(None));
    let odd = "unknown Unknown reply.status";
    assert_eq!(why(&told("release", bare)), odd);
}

/// What later requests are made of is a text or a number, or the reply proves nothing.
#[test]
fn a_name_is_no_list_and_no_object() {
    for (ask, node, field) in [
        ("hold-by-scan", HELD, "auth_no"),
        ("inquire-hold", STANDING, "auth_no"),
        ("hold-by-qr", SHOWN, "code_value"),
        ("capture", CAPTURED, "trade_no"),
        ("inquire-capture", CAPTURE_FOUND, "trade_no"),
    ] {
        for odd in ["[]", "{\"a\":1}", "true", "\"\\ud800\"", "null"] {
            let node = node.replace(&format!("\"{field}\""), &format!("\"{field}_\""));
            let node = node.replacen('{', &format!("{{\"{field}\":{odd},"), 1);
            assert_eq!(why(&told(ask, &node)), "unknown Unknown reply.incomplete", "{ask} {odd}");
        }
    }
}

/// A refusal by a code that nobody can read is none.
#[test]
fn a_code_is_no_list_and_no_object() {
    for odd in ["[]", "{\"a\":1}", "true", "\"\\ud800\""] {
        for codes in [format!("\"code\":\"40006\",\"sub_code\":{odd}"), format!("\"code\":{odd}")] {
            let answer = told("hold-by-scan", &format!("{{{codes},\"msg\":\"no\"}}"));
            assert!(matches!(answer, Answer::Unknown(_)), "{odd}: {answer:?}");
        }
    }
    let null = told("hold-by-scan", "{\"code\":\"40006\",\"sub_code\":null,\"msg\":\"no\"}");
    assert!(matches!(null, Answer::Refused(_)), "{null:?}");
}

#[test]
fn an_undo_s_action_decides() {
    let with = |action: &str| told("cancel", &CANCELLED.replace("close", action));
    let back = Answer::Done(Done::Cancelled(CancelAction::GivenBack));
    assert_eq!(with("UnFreeze"), back);
    let closed = Answer::Done(Done::Cancelled(CancelAction::Closed));
    assert_eq!(with("Close"), closed);
    assert_eq!(why(&with("refund")), "unknown Unknown reply.status");
    assert_eq!(why(&with("")), "unknown Unknown reply.incomplete");
}

#[test]
fn the_books_say_where_a_hold_stands() {
    let standing = |changes: &[(&str, &str)]| {
        let node = changes.iter().fold(STANDING.to_owned(), |node, (from, to)| {
            assert!(node.contains(from));
            node.replace(from, to)
        });
        told("inquire-hold", &node)
    };
    let order = |changes: &[(&str, &str)]| {
        let answer = standing(changes);
        let Answer::Done(Done::Standing(standing)) = answer else {
            panic!("{answer:?}");
        };
        standing.order
    };
    let status = r#""status":"SUCCESS""#;
    let init = r#""status":"INIT""#;
    let old = (r#""order_status":"AUTHORIZED","#, "");
    let spent = (r#""rest_amount":500.00"#, r#""rest_amount":0"#);
    let charged = (r#""total_pay_amount":0.00"#, r#""total_pay_amount":"380""#);
    assert_eq!(order(&[("AUTHORIZED", "FINISH")]), OrderStatus::Finished);
    assert_eq!(order(&[("AUTHORIZED", "CLOSED")]), OrderStatus::Closed);
    assert_eq!(order(&[("AUTHORIZED", "INIT"), (status, init)]), OrderStatus::Init);
    assert_eq!(order(&[old]), OrderStatus::Authorized);
    assert_eq!(order(&[old, (status, init)]), OrderStatus::Init);
    assert_eq!(order(&[old, spent]), OrderStatus::Closed);
    assert_eq!(order(&[old, spent, charged]), OrderStatus::Finished);
    for (changes, code) in [
        (&[(status, init)][..], "reply.status"),
        (&[("AUTHORIZED", "INIT")], "reply.status"),
        (&[("AUTHORIZED", "SOMETHING")], "reply.status"),
        (&[charged], "echo.amount"),
        (&[(r#""rest_amount":500.00"#, r#""rest_amount":5e2"#)], "echo.amount"),
        (&[("\"auth_no\"", "\"auth\"")], "reply.incomplete"),
        (&[("\"amount\"", "\"sum\"")], "reply.incomplete"),
        (&[("FREEZE", "UNFREEZE")], "echo.number"),
    ] {
        let wanted = format!("unknown Unknown {code}");
        assert_eq!(why(&standing(changes)), wanted, "{changes:?}");
    }
}

#[test]
fn inquiries_of_later_requests() {
    let release = |status: &str| {
        let node = RELEASE_FOUND.replace("SUCCESS\"", &format!("{status}\""));
        told("inquire-release", &node.replace("Success", "ok"))
    };
    assert_eq!(release("INIT"), Answer::Waiting(None));
    assert_eq!(why(&release("CLOSED")), "refused Refused release.closed");
    let trade =
        |status: &str| told("inquire-capture", &CAPTURE_FOUND.replace("TRADE_SUCCESS", status));
    assert_eq!(trade("TRADE_FINISHED"), captured());
    assert_eq!(trade("WAIT_BUYER_PAY"), Answer::Waiting(None));
    assert_eq!(why(&trade("TRADE_CLOSED")), "unknown Person trade.refunded");
    assert_eq!(why(&trade("TRADE_PENDING")), "unknown Unknown reply.status");
    let unpaid =
        CAPTURE_FOUND.replace("TRADE_SUCCESS", "TRADE_CLOSED").replace("send_pay_date", "sent");
    let unpaid = told("inquire-capture", &unpaid);
    assert_eq!(why(&unpaid), "refused Refused trade.closed");
    let refund =
        |status: &str| told("inquire-refund", &REFUND_FOUND.replace("REFUND_SUCCESS", status));
    assert_eq!(refund("REFUND_PROCESSING"), Answer::Waiting(None));
    assert_eq!(why(&refund("REFUND_FAIL")), "unknown Person refund.failed");
    assert_eq!(why(&refund("")), "absent refund.absent");
    let bare = r#"{"code":"10000","msg":"Success"}"#;
    assert_eq!(why(&told("inquire-refund", bare)), "absent refund.absent");
}

/// The refund's reply with `fee` in place of its sum, where 15.00 had been paid back before.
fn after_earlier_ones(fee: &str) -> String {
    let mut ask = ask("refund");
    if let Ask::Refund { before, .. } = &mut ask {
        *before = Money::parse("15.00", before.currency()).unwrap();
    }
    let node = REFUNDED.replace(r#""refund_fee":"30.00""#, fee);
    why(&decoded(&ask, signed(Call::of(&ask), &node)))
}

#[test]
fn a_refund_s_sum_is_that_of_all_before_and_this_one() {
    let with = |from: &str, to: &str| why(&told("refund", &REFUNDED.replace(from, to)));
    for other in [r#""29.99""#, r#""30.01""#, "45"] {
        let told = with(r#""refund_fee":"30.00""#, &format!(r#""refund_fee":{other}"#));
        assert_eq!(told, "unknown Unknown echo.amount", "{other}");
    }
    assert_eq!(
        after_earlier_ones(r#""refund_fee":45"#),
        format!("{:?}", Answer::Done(Done::Refunded))
    );
    assert_eq!(after_earlier_ones(r#""refund_fee":30"#), "unknown Unknown echo.amount");
    let none = with("refund_fee", "fee");
    assert_eq!(none, "unknown Unknown reply.incomplete");
    for (from, to) in [("\"Y\"", "\"N\""), ("fund_change", "change")] {
        assert_eq!(with(from, to), "unknown Retry refund.unchanged");
    }
}
