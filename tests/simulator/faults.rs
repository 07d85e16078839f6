//! The script of faults: each does what it says, once, at its place.

use counterpane::simulator::{Api, Fault, Reply, Trouble};
use serde_json::json;

use crate::terminal::*;

fn bytes(reply: &Reply) -> String {
    match reply {
        Reply::Answer { body, .. } => String::from_utf8_lossy(body).into_owned(),
        Reply::Dropped | Reply::NeverArrives => panic!("no reply"),
    }
}

/// What a hold under that fault comes to: the reply, and how the hold stands after it.
fn hold_under(fault: Fault) -> (Reply, String) {
    let mut terminal = Terminal::new();
    terminal.simulator.script([Trouble::on(Api::Freeze, fault)]);
    let served = terminal.hold("H1", "confirms");
    assert_eq!(terminal.simulator.script_left(), 0);
    (served.reply, terminal.standing("H1"))
}

#[test]
fn every_fault_books_what_it_says() {
    for fault in Fault::ALL.iter().copied() {
        let (_, standing) = hold_under(fault);
        let expected = if fault.books_it() { "SUCCESS/AUTHORIZED" } else { "AUTH_ORDER_NOT_EXIST" };
        assert_eq!(standing, expected, "{}", fault.name());
    }
}

#[test]
fn nothing_comes_back() {
    for fault in [Fault::LoseRequest, Fault::LoseReply] {
        assert_eq!(hold_under(fault).0, Reply::NeverArrives);
    }
    for fault in [Fault::DropBefore, Fault::DropAfter] {
        assert_eq!(hold_under(fault).0, Reply::Dropped);
    }
    for fault in [Fault::BadGateway, Fault::BadGatewayBefore] {
        assert!(matches!(hold_under(fault).0, Reply::Answer { status: 502, .. }));
    }
}

#[test]
fn replies_are_spoiled_in_their_way() {
    use counterpane::provider::alipay::frame;

    let node = frame::node_of(FREEZE);
    for fault in [Fault::Truncated, Fault::Garbage] {
        assert_eq!(frame::signed_slice(&bytes(&hold_under(fault).0), &node), None);
    }
    let wrong = bytes(&hold_under(Fault::WrongKey).0);
    let (slice, sign) =
        (frame::signed_slice(&wrong, &node).unwrap(), frame::signature_of(&wrong).unwrap());
    assert!(!keys().alipay_public.verify(slice.as_bytes(), &sign));
    assert!(frame::signature_of(&bytes(&hold_under(Fault::Unsigned).0)).is_none());
    let other = bytes(&hold_under(Fault::OtherAmount).0);
    assert!(other.contains("\"amount\":\"500.01\"") && frame::signature_of(&other).is_some());
    let other = bytes(&hold_under(Fault::OtherOrder).0);
    assert!(other.contains("\"out_order_no\":\"XH1\""));
}

#[test]
fn a_stale_inquiry_sees_what_was() {
    let mut terminal = Terminal::new();
    let auth_no = terminal.held("H1", "confirms");
    terminal.ask(PAY, &pay(&auth_no, "H1C1", "380.00", "COMPLETE", "confirms"));
    terminal.ask(REFUND, &refund("H1C1", "H1R1", "30.00"));
    terminal.simulator.script([Trouble::next(Fault::Stale).times(3)]);
    assert_eq!(terminal.standing("H1"), "AUTH_ORDER_NOT_EXIST");
    let query = json!({"out_trade_no": "H1C1"});
    assert_eq!(terminal.ask(TRADE, &query).code(), "ACQ.TRADE_NOT_EXIST");
    let query = json!({"out_trade_no": "H1C1", "out_request_no": "H1R1"});
    assert_eq!(terminal.ask(REFUNDED, &query).text("refund_status"), "");
    assert_eq!(terminal.ask(REFUNDED, &query).text("refund_status"), "REFUND_SUCCESS");
}

#[test]
fn a_script_waits_for_its_interface_and_outranks_the_lesson() {
    let mut terminal = Terminal::new();
    terminal
        .simulator
        .script([Trouble::on(Api::Pay, Fault::DropAfter), Trouble::pass().after_seconds(4)]);
    let served = terminal.hold("H1", "lost");
    assert!(matches!(served.reply, Reply::Answer { status: 200, .. }));
    assert_eq!(served.delay.as_secs(), 4);
    assert_eq!(terminal.simulator.script_left(), 1);
    let auth_no = terminal.inquire("H1").text("auth_no").to_owned();
    let charge = pay(&auth_no, "H1C1", "380.00", "COMPLETE", "lost");
    assert_eq!(terminal.served(PAY, &charge).reply, Reply::Dropped);
    assert_eq!(terminal.simulator.script_left(), 0);
}
