//! Codes: alipay-preauth.md A6, and every row of the table.

use super::super::super::testing::asks;
use super::*;

fn error(code: &str, sub_code: &str) -> String {
    format!(r#"{{"code":"{code}","msg":"m","sub_code":"{sub_code}","sub_msg":"words"}}"#)
}

fn failing(name: &str, code: &str, sub_code: &str) -> String {
    why(&told(name, &error(code, sub_code)))
}

/// alipay-preauth.md A6; its first three rows and cancel's are among the examples.
#[test]
fn a6_classes() {
    let freeze = |code, sub_code| failing("hold-by-scan", code, sub_code);
    for (code, sub_code, wanted) in [
        ("20000", "isp.unknow-error", "unknown Unknown isp.unknow-error"),
        ("40004", "SYSTEM_ERROR", "unknown Unknown SYSTEM_ERROR"),
        ("40004", "aop.ACQ.SYSTEM_ERROR", "unknown Unknown aop.ACQ.SYSTEM_ERROR"),
        ("40004", "PAYMENT_AUTH_CODE_INVALID", "refused Refused PAYMENT_AUTH_CODE_INVALID"),
        ("40004", "FREEZE_ALREADY_SUCCESS", "unknown Already FREEZE_ALREADY_SUCCESS"),
        ("40004", "SOMETHING_NEW", "unknown Unknown SOMETHING_NEW"),
        ("40004", "", "unknown Unknown 40004"),
        ("40002", "isv.invalid-signature", "refused SetUp isv.invalid-signature"),
        ("40002", "isv.brand-new", "refused SetUp isv.brand-new"),
        ("40006", "", "refused SetUp 40006"),
        ("40002", "isv.unknown-sub-code", "unknown Unknown isv.unknown-sub-code"),
        ("40005", "isv.app-call-limited", "unknown Retry isv.app-call-limited"),
        ("50000", "PAYMENT_AUTH_CODE_INVALID", "unknown Unknown PAYMENT_AUTH_CODE_INVALID"),
    ] {
        assert_eq!(freeze(code, sub_code), wanted);
    }
    assert_eq!(failing("release", "40004", "SYSTEM_ERROR"), "unknown Retry SYSTEM_ERROR");
    assert_eq!(
        failing("capture", "40004", "ACQ.TRADE_HAS_SUCCESS"),
        "unknown Already ACQ.TRADE_HAS_SUCCESS"
    );
    assert_eq!(
        failing("refund", "40004", "ACQ.SELLER_BALANCE_NOT_ENOUGH"),
        "unknown Person ACQ.SELLER_BALANCE_NOT_ENOUGH"
    );
}

#[test]
fn nothing_under_a_number_is_an_answer_to_a_question_only() {
    for (name, code) in [
        ("inquire-hold", "AUTH_ORDER_NOT_EXIST"),
        ("inquire-release", "AUTH_OPERATION_NOT_EXIST"),
        ("inquire-capture", "ACQ.TRADE_NOT_EXIST"),
        ("inquire-refund", "TRADE_NOT_EXIST"),
    ] {
        assert_eq!(failing(name, "40004", code), format!("absent {code}"));
        let ask = ask(name);
        let body = unsigned(Call::of(&ask), &error("40004", code));
        assert_eq!(why(&decoded(&ask, body)), format!("unknown Absent {code}"));
    }
    assert_eq!(
        failing("cancel", "40004", "AUTH_ORDER_NOT_EXIST"),
        "unknown Absent AUTH_ORDER_NOT_EXIST"
    );
    assert_eq!(
        failing("inquire-hold", "20000", "aop.unknow-error"),
        "unknown Retry aop.unknow-error"
    );
    assert_eq!(
        failing("inquire-hold", "40004", "ACCESS_FORBIDDEN"),
        "unknown SetUp ACCESS_FORBIDDEN"
    );
}

/// Every row, for every call: final only where the class is final, signed, and no inquiry.
#[test]
fn every_listed_code() {
    let table: toml::Table =
        include_str!("../../../../../assets/codes/alipay.toml").parse().unwrap();
    for row in table["codes"].as_array().unwrap() {
        let code = row["code"].as_str().unwrap().replace('*', "X");
        let node = error("40004", &code);
        let signature = signature(&node);
        for (name, ask) in asks("CNY") {
            let call = Call::of(&ask);
            let method = frame::node_of(call.method());
            let answer = decoded(&ask, frame::reply(&method, &node, None, Some(&signature)));
            let class = codes::class_of(call, &code).unwrap_or(Class::Unknown);
            let is_final = matches!(class, Class::Refused | Class::SetUp);
            let case = format!("{name} {code} {answer:?}");
            match answer {
                Answer::Refused(reason) => {
                    assert!(is_final && reason.signed && !call.inquires(), "{case}");
                    assert_eq!((reason.code, reason.text), (code.clone(), "words".to_owned()));
                }
                Answer::Done(Done::Absent(_)) => {
                    assert!(class == Class::Absent && call.inquires(), "{case}");
                }
                Answer::Unknown(reason) => {
                    assert!(!is_final || call.inquires(), "{case}");
                    assert_eq!((reason.class, reason.signed), (class, true), "{case}");
                }
                Answer::Done(_) | Answer::Waiting(_) | Answer::NotSent(_) => panic!("{case}"),
            }
        }
    }
}
