//! Charges, releases and refunds: amounts, repeats, and what they must be equal to.

use counterpane::simulator::Rule;
use serde_json::json;

use crate::terminal::*;

#[test]
fn complete_gives_the_rest_back() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "confirms");
    let charge = pay(&auth_no, "H1C1", "380.00", "COMPLETE", "confirms");
    assert_eq!(terminal.ask(PAY, &charge).code(), "10000");
    assert_eq!(terminal.sums("H1"), ["500.00", "380.00", "120.00", "0.00", "0.00"]);
    assert_eq!(terminal.standing("H1"), "SUCCESS/FINISH");
    assert_eq!(terminal.ask(PAY, &charge).code(), "ACQ.TRADE_HAS_SUCCESS");
    assert_eq!(terminal.broken(), []);
    let more = pay(&auth_no, "H1C2", "1.00", "COMPLETE", "confirms");
    assert_eq!(terminal.ask(PAY, &more).code(), "ACQ.AUTH_ORDER_HAS_FINISHED");
    let release = unfreeze(&auth_no, "H1U1", "1.00");
    assert_eq!(terminal.ask(UNFREEZE, &release).code(), "ORDER_ALREADY_FINISH");
    assert_eq!(terminal.broken(), [Rule::WrongState, Rule::WrongState]);
}

#[test]
fn several_charges_share_one_hold() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "confirms");
    for (number, amount) in [("H1C1", "100.00"), ("H1C2", "400.00")] {
        let charge = pay(&auth_no, number, amount, "NOT_COMPLETE", "confirms");
        assert_eq!(terminal.ask(PAY, &charge).code(), "10000");
    }
    assert_eq!(terminal.sums("H1"), ["500.00", "500.00", "0.00", "0.00", "0.00"]);
    assert_eq!(terminal.standing("H1"), "SUCCESS/FINISH");
    let query = json!({
        "out_order_no": "H1", "out_request_no": "H1C2", "operation_type": "PAY",
    });
    let asked = terminal.ask(DETAIL, &query);
    assert_eq!((asked.amount("amount"), asked.text("status")), ("400.00".to_owned(), "SUCCESS"));
    assert_eq!(asked.amount("total_pay_amount"), "500.00");
}

#[test]
fn a_charge_must_fit_its_hold() {
    let cases = [
        ("total_amount", json!("500.01"), "ACQ.AUTH_AMOUNT_NOT_ENOUGH", Rule::MoreThanHeld),
        ("buyer_id", json!("2088000000000099"), "ACQ.TRADE_BUYER_NOT_MATCH", Rule::Buyer),
        ("seller_id", json!("2088102000000009"), "ACQ.AUTH_NO_ERROR", Rule::Seller),
        (
            "product_code",
            json!("FACE_TO_FACE_PAYMENT"),
            "ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT",
            Rule::ProductCode,
        ),
        ("trans_currency", json!("HKD"), "ACQ.AMOUNT_OR_CURRENCY_ERROR", Rule::Currency),
        ("auth_no", json!("2026"), "ACQ.AUTH_NO_ERROR", Rule::AuthNo),
        ("auth_code", json!("287654321098765432"), "ACQ.INVALID_PARAMETER", Rule::UnknownField),
        ("auth_confirm_mode", json!("complete"), "ACQ.INVALID_PARAMETER", Rule::Value),
    ];
    for (field, value, sub_code, rule) in cases {
        let mut terminal = Terminal::new();
        let auth_no = terminal.held("H1", "confirms");
        let mut charge = pay(&auth_no, "H1C1", "500.00", "COMPLETE", "confirms");
        charge[field] = value;
        assert_eq!(terminal.ask(PAY, &charge).code(), sub_code, "{field}");
        assert!(terminal.broken().contains(&rule), "{field}: {:?}", terminal.broken());
        assert_eq!(terminal.sums("H1")[4], "500.00");
    }
}

#[test]
fn a_charge_of_nothing_held_is_refused() {
    let mut terminal = Terminal::new();
    let waiting = read(FREEZE, &terminal.hold("H1", "password"));
    let charge = pay(waiting.text("auth_no"), "H1C1", "1.00", "COMPLETE", "password");
    assert_eq!(terminal.ask(PAY, &charge).code(), "ACQ.AUTH_ORDER_NOT_PAID");
    let release = unfreeze(waiting.text("auth_no"), "H1U1", "1.00");
    assert_eq!(terminal.ask(UNFREEZE, &release).code(), "ILLEGAL_STATUS");
    let auth_no = terminal.held("H2", "confirms");
    terminal.undo("H2");
    let charge = pay(&auth_no, "H2C1", "1.00", "COMPLETE", "confirms");
    assert_eq!(terminal.ask(PAY, &charge).code(), "ACQ.AUTH_ORDER_HAS_CLOSED");
    let release = unfreeze(&auth_no, "H2U1", "1.00");
    assert_eq!(terminal.ask(UNFREEZE, &release).code(), "ORDER_ALREADY_CLOSED");
}

#[test]
fn a_charge_s_number_is_burned_by_failure_too() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "confirms");
    let too_much = pay(&auth_no, "H1C1", "600.00", "COMPLETE", "confirms");
    assert_eq!(terminal.ask(PAY, &too_much).code(), "ACQ.AUTH_AMOUNT_NOT_ENOUGH");
    let less = pay(&auth_no, "H1C1", "500.00", "COMPLETE", "confirms");
    assert_eq!(terminal.ask(PAY, &less).code(), "ACQ.CONTEXT_INCONSISTENT");
    assert_eq!(terminal.broken(), [Rule::MoreThanHeld, Rule::NumberReused]);
}

#[test]
fn a_release_again_is_the_same_release() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "confirms");
    let first = terminal.ask(UNFREEZE, &unfreeze(&auth_no, "H1U1", "120.00"));
    terminal.wait(30);
    let again = terminal.ask(UNFREEZE, &unfreeze(&auth_no, "H1U1", "120.00"));
    assert_eq!(first.value, again.value);
    assert_eq!(terminal.sums("H1")[2], "120.00");
    assert_eq!(terminal.broken(), []);
    let other = terminal.ask(UNFREEZE, &unfreeze(&auth_no, "H1U1", "130.00"));
    assert_eq!(other.code(), "UNIQUE_VIOLATION");
    let hold_s = terminal.ask(UNFREEZE, &unfreeze(&auth_no, "H1F1", "1.00"));
    assert_eq!(hold_s.code(), "UNIQUE_VIOLATION");
    let too_much = terminal.ask(UNFREEZE, &unfreeze(&auth_no, "H1U2", "380.01"));
    assert_eq!(too_much.code(), "REQUEST_AMOUNT_EXCEED");
    let nobody = terminal.ask(UNFREEZE, &unfreeze("2026", "H1U3", "1.00"));
    assert_eq!(nobody.code(), "AUTH_ORDER_NOT_EXIST");
    let asked = |number: &str| json!({"out_order_no": "H1", "out_request_no": number, "operation_type": "UNFREEZE"});
    assert_eq!(terminal.ask(DETAIL, &asked("H1U1")).amount("amount"), "120.00");
    assert_eq!(terminal.ask(DETAIL, &asked("H1U2")).code(), "AUTH_OPERATION_NOT_EXIST");
    let rest = terminal.ask(UNFREEZE, &unfreeze(&auth_no, "H1U4", "380.00"));
    assert_eq!(rest.code(), "10000");
    assert_eq!(terminal.standing("H1"), "SUCCESS/CLOSED");
}

#[test]
fn refunds_have_their_rules() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "confirms");
    terminal.ask(PAY, &pay(&auth_no, "H1C1", "380.00", "COMPLETE", "confirms"));
    let first = terminal.ask(REFUND, &refund("H1C1", "H1R1", "30.00"));
    assert_eq!(first.text("fund_change"), "Y");
    let again = terminal.ask(REFUND, &refund("H1C1", "H1R1", "30.00"));
    assert_eq!((again.text("fund_change"), again.text("refund_fee")), ("N", "30.00"));
    assert_eq!(terminal.broken(), []);

    let soon = terminal.ask(REFUND, &refund("H1C1", "H1R2", "50.00"));
    assert_eq!(soon.code(), "ACQ.SYSTEM_ERROR");
    let absent = json!({"out_trade_no": "H1C1", "out_request_no": "H1R2"});
    let absent = terminal.ask(REFUNDED, &absent);
    assert_eq!((absent.code(), absent.text("refund_status")), ("10000", ""));
    terminal.wait(3);
    let later = terminal.ask(REFUND, &refund("H1C1", "H1R2", "50.00"));
    assert_eq!((later.text("fund_change"), later.text("refund_fee")), ("Y", "80.00"));
    let changed = terminal.ask(REFUND, &refund("H1C1", "H1R2", "60.00"));
    assert_eq!(changed.code(), "ACQ.DISCORDANT_REPEAT_REQUEST");
    terminal.wait(3);
    let too_much = terminal.ask(REFUND, &refund("H1C1", "H1R3", "300.01"));
    assert_eq!(too_much.code(), "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
    let rest = terminal.ask(REFUND, &refund("H1C1", "H1R4", "300.00"));
    assert_eq!(rest.text("fund_change"), "Y");
    let trade = terminal.ask(TRADE, &json!({"out_trade_no": "H1C1"}));
    assert_eq!(trade.text("trade_status"), "TRADE_CLOSED");
    assert_eq!(terminal.sums("H1"), ["500.00", "380.00", "120.00", "380.00", "0.00"]);
    assert_eq!(terminal.broken(), [Rule::RefundTooSoon, Rule::NumberReused, Rule::RefundTooMuch]);
}

#[test]
fn a_refund_has_its_window() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "confirms");
    terminal.ask(PAY, &pay(&auth_no, "H1C1", "380.00", "COMPLETE", "confirms"));
    terminal.wait(366 * 24 * 3600);
    let trade = terminal.ask(TRADE, &json!({"out_trade_no": "H1C1"}));
    assert_eq!(trade.text("trade_status"), "TRADE_FINISHED");
    let late = terminal.ask(REFUND, &refund("H1C1", "H1R1", "30.00"));
    assert_eq!(late.code(), "ACQ.TRADE_HAS_FINISHED");
}

#[test]
fn a_currency_stays_with_its_hold() {
    let mut terminal = Terminal::new();
    let code = terminal.code("confirms");
    let mut content = freeze("H1", &code);
    content["trans_currency"] = json!("HKD");
    let held = terminal.ask(FREEZE, &content);
    assert_eq!(held.text("trans_currency"), "HKD");
    let mut charge = pay(held.text("auth_no"), "H1C1", "500.00", "COMPLETE", "confirms");
    assert_eq!(terminal.ask(PAY, &charge).code(), "ACQ.AMOUNT_OR_CURRENCY_ERROR");
    charge["trans_currency"] = json!("HKD");
    charge["out_trade_no"] = json!("H1C2");
    assert_eq!(terminal.ask(PAY, &charge).text("trans_currency"), "HKD");
    assert_eq!(terminal.broken(), [Rule::Currency]);
}
