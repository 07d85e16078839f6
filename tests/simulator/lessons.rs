//! Each guest does what the lesson says.

use counterpane::simulator::{Reply, Sums, lessons};
use jiff::SignedDuration;
use serde_json::json;

use crate::terminal::*;

fn refused(id: &str) -> String {
    let mut terminal = Terminal::new();
    let reply = read(FREEZE, &terminal.hold("H1", id));
    assert!(reply.signed, "{id}");
    assert_eq!(terminal.sums("H1")[0], "0.00", "{id}");
    reply.code().to_owned()
}

#[test]
fn those_who_cannot_pay() {
    assert_eq!(refused("poor"), "MONEY_NOT_ENOUGH");
    assert_eq!(refused("expired"), "PAYMENT_AUTH_CODE_INVALID");
    assert_eq!(refused("restricted"), "PAYER_USER_STATUS_LIMIT");
}

#[test]
fn one_who_never_confirms() {
    let mut terminal = Terminal::new();
    terminal.hold("H1", "never");
    for _ in 0..50 {
        assert_eq!(terminal.standing("H1"), "INIT/INIT");
    }
    terminal.simulator.books().set_lesson("never").unwrap();
    terminal.ask(VOUCHER, &voucher("H2"));
    for _ in 0..50 {
        assert_eq!(terminal.standing("H2"), "AUTH_ORDER_NOT_EXIST");
    }
    assert_eq!(terminal.undo("H2").text("action"), "close");
    assert_eq!(terminal.standing("H2"), "CLOSED/CLOSED");
}

#[test]
fn one_whose_hold_is_lost_on_the_way_back() {
    for (id, gone) in [("lost", Reply::Dropped), ("timeout", Reply::NeverArrives)] {
        let mut terminal = Terminal::new();
        assert_eq!(terminal.hold("H1", id).reply, gone);
        assert_eq!(terminal.standing("H1"), "SUCCESS/AUTHORIZED");
        assert_eq!(terminal.undo("H1").text("action"), "unfreeze");
    }
}

#[test]
fn one_whose_hold_is_lost_on_the_way_there() {
    let mut terminal = Terminal::new();
    let code = terminal.code("vanished");
    assert_eq!(terminal.served(FREEZE, &freeze("H1", &code)).reply, Reply::Dropped);
    assert_eq!(terminal.standing("H1"), "AUTH_ORDER_NOT_EXIST");
    assert_eq!(terminal.undo("H1").code(), "AUTH_ORDER_NOT_EXIST");
    assert_eq!(terminal.ask(FREEZE, &freeze("H1", &code)).text("status"), "SUCCESS");
}

#[test]
fn one_whose_undo_is_unclear() {
    let mut terminal = Terminal::new();
    terminal.hold("H1", "undo-unclear");
    for _ in 0..3 {
        assert_eq!(terminal.undo("H1").code(), "SYSTEM_ERROR");
    }
    assert_eq!(terminal.undo("H1").text("action"), "close");
    terminal.hold("H2", "undo-stuck");
    for _ in 0..40 {
        assert_eq!(terminal.undo("H2").code(), "SYSTEM_ERROR");
    }
}

#[test]
fn one_who_is_late() {
    let mut terminal = Terminal::new();
    terminal.hold("H1", "late");
    assert_eq!(terminal.standing("H1"), "INIT/INIT");
    assert_eq!(terminal.undo("H1").code(), "SYSTEM_ERROR");
    assert_eq!(terminal.standing("H1"), "SUCCESS/AUTHORIZED");
    assert_eq!(terminal.undo("H1").text("action"), "unfreeze");

    terminal.simulator.books().set_lesson("late").unwrap();
    terminal.ask(VOUCHER, &voucher("H2"));
    for _ in 0..5 {
        assert_eq!(terminal.standing("H2"), "AUTH_ORDER_NOT_EXIST");
    }
    assert_eq!(terminal.undo("H2").code(), "AUTH_ORDER_NOT_EXIST");
    assert_eq!(terminal.standing("H2"), "SUCCESS/AUTHORIZED");
}

#[test]
fn one_who_confirms_while_it_is_undone() {
    let mut terminal = Terminal::new();
    terminal.hold("H1", "crossing");
    assert_eq!(terminal.standing("H1"), "INIT/INIT");
    assert_eq!(terminal.undo("H1").text("action"), "unfreeze");
    assert_eq!(terminal.sums("H1"), ["500.00", "0.00", "500.00", "0.00", "0.00"]);
}

#[test]
fn one_at_a_busy_hour() {
    let mut terminal = Terminal::new();
    let busy = read(FREEZE, &terminal.hold("H1", "busy"));
    assert_eq!((busy.text("code"), busy.code()), ("20000", "isp.unknow-error"));
    assert_eq!(terminal.standing("H1"), "isv.app-call-limited");
    assert_eq!(terminal.standing("H1"), "SUCCESS/AUTHORIZED");
}

#[test]
fn those_whose_charge_is_in_trouble() {
    let mut terminal = Terminal::new();
    let query = json!({"out_trade_no": "H1C1"});
    let auth_no = terminal.held("H1", "charge-lost");
    let charge = pay(&auth_no, "H1C1", "380.00", "COMPLETE", "charge-lost");
    assert_eq!(terminal.served(PAY, &charge).reply, Reply::Dropped);
    assert_eq!(terminal.ask(TRADE, &query).text("trade_status"), "TRADE_SUCCESS");

    let query = json!({"out_trade_no": "H2C1"});
    let auth_no = terminal.held("H2", "charge-vanished");
    let charge = pay(&auth_no, "H2C1", "380.00", "COMPLETE", "charge-vanished");
    assert_eq!(terminal.served(PAY, &charge).reply, Reply::Dropped);
    assert_eq!(terminal.ask(TRADE, &query).code(), "ACQ.TRADE_NOT_EXIST");
    assert_eq!(terminal.ask(PAY, &charge).code(), "10000");

    let query = json!({"out_trade_no": "H3C1"});
    let auth_no = terminal.held("H3", "charge-slow");
    let charge = pay(&auth_no, "H3C1", "380.00", "COMPLETE", "charge-slow");
    assert_eq!(terminal.ask(PAY, &charge).code(), "10003");
    let too_much = unfreeze(&auth_no, "H3U1", "120.01");
    assert_eq!(terminal.ask(UNFREEZE, &too_much).code(), "REQUEST_AMOUNT_EXCEED");
    for status in ["WAIT_BUYER_PAY", "WAIT_BUYER_PAY", "TRADE_SUCCESS"] {
        assert_eq!(terminal.ask(TRADE, &query).text("trade_status"), status);
    }
    assert_eq!(terminal.sums("H3"), ["500.00", "380.00", "120.00", "0.00", "0.00"]);
}

#[test]
fn one_whose_rest_stays() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "rest-stays");
    let charge = pay(&auth_no, "H1C1", "380.00", "COMPLETE", "rest-stays");
    assert_eq!(terminal.ask(PAY, &charge).code(), "10000");
    assert_eq!(terminal.sums("H1")[4], "120.00");
    assert_eq!(terminal.standing("H1"), "SUCCESS/AUTHORIZED");
    assert_eq!(terminal.ask(UNFREEZE, &unfreeze(&auth_no, "H1U1", "120.00")).code(), "10000");
    assert_eq!(terminal.standing("H1"), "SUCCESS/FINISH");
}

#[test]
fn those_whose_release_or_refund_is_lost() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "release-lost");
    let release = unfreeze(&auth_no, "H1U1", "500.00");
    assert_eq!(terminal.served(UNFREEZE, &release).reply, Reply::Dropped);
    assert_eq!(terminal.ask(UNFREEZE, &release).text("status"), "SUCCESS");
    assert_eq!(terminal.sums("H1")[2], "500.00");

    let auth_no = terminal.held("H2", "refund-lost");
    terminal.ask(PAY, &pay(&auth_no, "H2C1", "380.00", "COMPLETE", "refund-lost"));
    let back = refund("H2C1", "H2R1", "30.00");
    assert_eq!(terminal.served(REFUND, &back).reply, Reply::Dropped);
    assert_eq!(terminal.ask(REFUND, &back).text("fund_change"), "N");
    assert_eq!(terminal.sums("H2")[3], "30.00");
}

#[test]
fn those_whose_reply_is_spoiled() {
    let mut terminal = Terminal::new();
    assert!(matches!(terminal.hold("H1", "502").reply, Reply::Answer { status: 502, .. }));
    assert_eq!(terminal.standing("H1"), "SUCCESS/AUTHORIZED");
    let unsigned = read(FREEZE, &terminal.hold("H2", "unsigned"));
    assert_eq!((unsigned.code(), unsigned.signed), ("10000", false));
    assert_eq!(terminal.hold("H3", "slow").delay, SignedDuration::from_secs(8));
    assert_eq!(terminal.hold("H4", "dark").reply, Reply::Dropped);
    for _ in 0..6 {
        assert_eq!(terminal.served(DETAIL, &detail("H4")).reply, Reply::Dropped);
    }
    assert_eq!(terminal.standing("H4"), "SUCCESS/AUTHORIZED");
}

#[test]
fn one_on_credit_with_an_open_id() {
    let mut terminal = Terminal::new();
    let held = read(FREEZE, &terminal.hold("H1", "credit"));
    assert_eq!(held.text("pre_auth_type"), "CREDIT_AUTH");
    assert!(
        held.text("payer_open_id").starts_with("074a") && held.value.get("payer_user_id").is_none()
    );
    let charge = pay(held.text("auth_no"), "H1C1", "500.00", "COMPLETE", "credit");
    assert_eq!(terminal.ask(PAY, &charge).text("auth_trade_pay_mode"), "CREDIT_PREAUTH_PAY");
}

#[test]
fn no_lesson_makes_a_good_terminal_break_a_rule() {
    for lesson in lessons() {
        let mut terminal = Terminal::new();
        terminal.hold("H1", &lesson.id);
        for _ in 0..12 {
            terminal.served(DETAIL, &detail("H1"));
        }
        assert_eq!(terminal.broken(), [], "{}", lesson.id);
        assert!(terminal.simulator.books().ledger().unwrap().iter().all(Sums::conserved));
    }
}
