//! Holds: by code, by QR code, again, too late, undone.

use counterpane::simulator::{Reply, Rule};
use serde_json::json;

use crate::terminal::*;

#[test]
fn a_whole_stay() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "confirms");
    let standing = terminal.inquire("H1");
    assert_eq!(standing.text("order_status"), "AUTHORIZED");
    assert!(standing.value["rest_amount"].is_number(), "docs: amounts as JSON numbers here");
    assert_eq!(standing.amount("rest_amount"), "500.00");
    assert_eq!(standing.text("payer_logon_id"), "138****0010");

    let charge = pay(&auth_no, "H1C1", "380.00", "NOT_COMPLETE", "confirms");
    let charged = terminal.ask(PAY, &charge);
    assert_eq!((charged.code(), charged.text("total_amount")), ("10000", "380.00"));
    let trade = terminal.ask(TRADE, &json!({"out_trade_no": "H1C1"}));
    assert_eq!(trade.text("trade_status"), "TRADE_SUCCESS");
    assert_eq!(trade.text("trade_no"), charged.text("trade_no"));

    let released = terminal.ask(UNFREEZE, &unfreeze(&auth_no, "H1U1", "120.00"));
    assert_eq!((released.code(), released.text("status")), ("10000", "SUCCESS"));
    assert_eq!(terminal.standing("H1"), "SUCCESS/FINISH");

    let paid_back = terminal.ask(REFUND, &refund("H1C1", "H1R1", "30.00"));
    assert_eq!((paid_back.text("fund_change"), paid_back.text("refund_fee")), ("Y", "30.00"));
    let asked = terminal.ask(REFUNDED, &json!({"out_trade_no": "H1C1", "out_request_no": "H1R1"}));
    assert_eq!(asked.text("refund_status"), "REFUND_SUCCESS");
    assert_eq!(terminal.sums("H1"), ["500.00", "380.00", "120.00", "30.00", "0.00"]);
    assert_eq!(terminal.broken(), []);
}

#[test]
fn the_same_hold_again_is_the_same_hold() {
    let mut terminal = Terminal::new();
    let code = terminal.code("password");
    let first = terminal.ask(FREEZE, &freeze("H1", &code));
    let again = terminal.ask(FREEZE, &freeze("H1", &code));
    assert_eq!((first.code(), again.code()), ("10003", "10003"));
    assert_eq!(first.text("auth_no"), again.text("auth_no"));
    for _ in 0..3 {
        assert_eq!(terminal.standing("H1"), "INIT/INIT");
    }
    assert_eq!(terminal.standing("H1"), "SUCCESS/AUTHORIZED");
    let third = terminal.ask(FREEZE, &freeze("H1", &code));
    assert_eq!(third.code(), "FREEZE_ALREADY_SUCCESS");
    assert_eq!(terminal.sums("H1")[0], "500.00");
    assert_eq!(terminal.broken(), []);
}

#[test]
fn a_number_stands_for_one_request() {
    let mut terminal = Terminal::new();
    terminal.held("H1", "confirms");
    let code = terminal.code("confirms");
    let mut other = freeze("H1", &code);
    other["amount"] = json!("600.00");
    assert_eq!(terminal.ask(FREEZE, &other).code(), "UNIQUE_VIOLATION");
    let mut taken = freeze("H2", &code);
    taken["out_request_no"] = json!("H1F1");
    assert_eq!(terminal.ask(FREEZE, &taken).code(), "UNIQUE_VIOLATION");
    let other_code = freeze("H1", &code);
    assert_eq!(terminal.ask(FREEZE, &other_code).code(), "UNIQUE_VIOLATION");
    assert_eq!(terminal.broken(), [Rule::NumberReused; 3]);
}

#[test]
fn a_failed_attempt_burns_its_numbers() {
    let mut terminal = Terminal::new();
    let poor = terminal.code("poor");
    let no = terminal.ask(FREEZE, &freeze("H1", &poor));
    assert_eq!((no.code(), no.signed), ("MONEY_NOT_ENOUGH", true));
    assert_eq!(terminal.ask(FREEZE, &freeze("H1", &poor)).code(), "ORDER_ALREADY_CLOSED");
    assert_eq!(terminal.standing("H1"), "CLOSED/CLOSED");
    assert_eq!(terminal.sums("H1")[0], "0.00");
}

#[test]
fn a_payment_code_is_for_one_attempt_and_ages() {
    let mut terminal = Terminal::new();
    let code = terminal.code("confirms");
    assert_eq!(terminal.ask(FREEZE, &freeze("H1", &code)).code(), "10000");
    assert_eq!(terminal.ask(FREEZE, &freeze("H2", &code)).code(), "PAYMENT_AUTH_CODE_INVALID");
    assert_eq!(terminal.broken(), [Rule::CodeReused]);

    let code = terminal.code("limited");
    let busy = terminal.ask(FREEZE, &freeze("H3", &code));
    assert_eq!((busy.code(), busy.signed), ("isv.app-call-limited", false));
    assert_eq!(terminal.ask(FREEZE, &freeze("H3", &code)).code(), "isv.app-call-limited");
    terminal.wait(121);
    assert_eq!(terminal.ask(FREEZE, &freeze("H3", &code)).code(), "PAYMENT_AUTH_CODE_INVALID");
    assert_eq!(terminal.standing("H3"), "AUTH_ORDER_NOT_EXIST");
}

#[test]
fn other_wallets_codes_are_refused() {
    let mut terminal = Terminal::new();
    for code in ["134567890123456789", "6221234567890123456", "28765432109876543X", "2876"] {
        let reply = terminal.ask(FREEZE, &freeze(&format!("H{code}"), code));
        assert_eq!(reply.code(), "PAYMENT_AUTH_CODE_INVALID", "{code}");
    }
    assert!(terminal.broken().iter().all(|rule| *rule == Rule::CodeShape));
    let violations = format!("{:?}", terminal.simulator.violations().unwrap());
    assert!(!violations.contains("134567890123456789"));
}

#[test]
fn a_hold_that_is_not_confirmed_lapses() {
    let mut terminal = Terminal::new();
    assert_eq!(read(FREEZE, &terminal.hold("H1", "password")).code(), "10003");
    terminal.wait(300);
    assert_eq!(terminal.standing("H1"), "CLOSED/CLOSED");
    let undone = terminal.undo("H1");
    assert_eq!((undone.code(), undone.text("action")), ("10000", "close"));
    assert_eq!(terminal.sums("H1")[0], "0.00");
}

#[test]
fn a_qr_code_is_scanned_then_confirmed() {
    let mut terminal = Terminal::new();
    let served = terminal.served(VOUCHER, &voucher("H1"));
    let Reply::Answer { body, .. } = &served.reply else { panic!("no reply") };
    assert!(
        String::from_utf8_lossy(body).contains(r#""code_value":"https:\/\/qr.alipay.com\/bax"#)
    );
    let shown = read(VOUCHER, &served);
    assert_eq!(shown.text("code_type"), "qrCode");
    assert_eq!(terminal.ask(VOUCHER, &voucher("H1")).code(), "UNIQUE_VIOLATION");
    let seen: Vec<String> = (0..4).map(|_| terminal.standing("H1")).collect();
    assert_eq!(
        seen,
        ["AUTH_ORDER_NOT_EXIST", "AUTH_ORDER_NOT_EXIST", "INIT/INIT", "SUCCESS/AUTHORIZED"]
    );
    assert_eq!(terminal.sums("H1")[4], "500.00");
    assert_eq!(terminal.broken(), []);
}

#[test]
fn an_undo_says_what_it_found() {
    let mut terminal = Terminal::new();
    terminal.hold("H1", "never");
    let closed = terminal.undo("H1");
    assert_eq!((closed.code(), closed.text("action")), ("10000", "close"));
    assert_eq!(terminal.undo("H1").text("action"), "close");
    terminal.held("H2", "confirms");
    assert_eq!(terminal.undo("H2").text("action"), "unfreeze");
    assert_eq!(terminal.undo("H2").text("action"), "unfreeze");
    assert_eq!(terminal.standing("H2"), "SUCCESS/CLOSED");
    assert_eq!(terminal.sums("H2"), ["500.00", "0.00", "500.00", "0.00", "0.00"]);
    assert_eq!(terminal.undo("H3").code(), "AUTH_ORDER_NOT_EXIST");
    assert_eq!(terminal.broken(), []);
}

#[test]
fn an_undo_has_its_window() {
    let mut terminal = Terminal::new();
    terminal.held("H1", "confirms");
    terminal.wait(24 * 3600 + 1);
    assert_eq!(terminal.undo("H1").code(), "CANCEL_OPERATION_TIME_OUT");
    let auth_no = terminal.held("H2", "confirms");
    terminal.ask(UNFREEZE, &unfreeze(&auth_no, "H2U1", "1.00"));
    assert_eq!(terminal.undo("H2").code(), "REQUEST_AMOUNT_EXCEED");
    assert_eq!(terminal.broken(), [Rule::CancelTooLate, Rule::CancelAfterMoney]);
}
