//! What a refusal, a contradiction or a missing second witness leads to.

use super::World;
use super::world::{
    absent, captured, good_hold, hkd, hold, not_sent, refused, signed, stands, undone, unknown,
};
use crate::desk::{Command, How};
use crate::domain::{
    Answer, Class, Done, Fact, HoldId, Kind, MoneyState, News, OrderStatus, State,
};

fn release(hold: &HoldId, money: Option<&str>) -> Command {
    Command::Release { hold: hold.clone(), money: money.map(hkd), remark: String::new() }
}

fn already() -> Answer {
    Answer::Unknown(signed(Class::Already, "ORDER_ALREADY_CLOSED"))
}

/// A charge of 380.00 that is proven, with the rest kept.
fn charged() -> (World, HoldId) {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(Command::Capture {
        hold: id.clone(),
        money: hkd("380.00"),
        keep_rest: true,
        until: None,
    });
    world.asked.clear();
    (world, id)
}

fn refund(hold: &HoldId) -> Command {
    let (hold, reason) = (hold.clone(), String::new());
    Command::Refund { hold, capture: None, money: hkd("30.00"), reason }
}

#[test]
fn a_refused_release_is_looked_up_at_once() {
    let (mut world, id) = good_hold();
    let books = stands(OrderStatus::Authorized, "500.00");
    world.script([refused("TRADE_STATUS_ERROR"), absent(), books]);
    world.command(release(&id, None));
    assert_eq!(world.course(), "0:release 0:release? 0:hold?");
    assert_eq!(world.view().state, State::Held);
}

/// "Done already", and the books have nothing: it is written as refused, by what the books said.
#[test]
fn a_contradiction_is_written_as_what_the_books_say() {
    let (mut world, id) = good_hold();
    world.script([already(), absent(), absent(), stands(OrderStatus::Authorized, "500.00")]);
    world.command(release(&id, None));
    world.pass(10);
    let refusals = world.facts().into_iter().filter_map(|fact| {
        let Fact::Learned { news: News::Refused { reason }, .. } = fact else { return None };
        Some(reason)
    });
    let reasons: Vec<_> = refusals.map(|reason| (reason.class, reason.code)).collect();
    assert_eq!(reasons, [(Class::Refused, "AUTH_ORDER_NOT_EXIST".to_owned())]);
}

/// A person asks about a contradiction that was left: the second look follows at once.
#[test]
fn a_contradiction_that_a_person_asks_about_gets_its_second_look() {
    let (mut world, id) = good_hold();
    world.script([already(), Answer::Waiting(None)]);
    world.command(release(&id, None));
    world.pass(70);
    assert_eq!(world.view().state, State::Attention, "{}", world.course());
    world.script([absent(), absent(), stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: Some(id) });
    assert_eq!(world.view().state, State::Attention);
    world.pass(6);
    assert_eq!(world.view().state, State::Held, "{}", world.course());
}

#[test]
fn an_undo_that_is_refused_is_not_sent_again_because_the_guest_is_still_asked() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([unknown(), refused("CANCEL_OPERATION_TIME_OUT"), Answer::Waiting(None)]);
    world.pass(20);
    assert_eq!(world.course().matches("undo").count(), 1, "{}", world.course());
}

/// All tries are used up: the books still have it, and a person is called before it is sent again.
#[test]
fn an_undo_is_not_sent_for_ever() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(60);
    world.script([undone(), stands(OrderStatus::Authorized, "500.00")]);
    world.pass(25);
    assert_eq!(world.course().matches("undo").count(), 6, "{}", world.course());
    assert_eq!(world.view().state, State::Attention, "{}", world.course());
}

/// The reply said undone, and the books say nothing at all: a person is called after five questions.
#[test]
fn an_undo_without_a_second_witness_is_a_person_s() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([unknown(), undone(), unknown()]);
    world.pass(12);
    assert_eq!(world.view().state, State::Unclear, "{}", world.course());
    world.pass(2);
    assert_eq!(world.view().state, State::Attention, "{}", world.course());
    assert!(world.course().ends_with("30:undo 30:hold? 33:hold? 36:hold? 39:hold? 42:hold?"));
}

#[test]
fn a_refused_refund_is_settled_as_soon_as_its_absence_counts() {
    let (mut world, id) = charged();
    world.script([refused("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"), absent()]);
    world.command(refund(&id));
    world.pass(9);
    assert_eq!(world.view().money, MoneyState::NotKnownYet);
    world.script([absent(), stands(OrderStatus::Authorized, "120.00")]);
    world.pass(1);
    assert_eq!(
        (world.view().state, world.course().as_str()),
        (State::Held, "0:refund 10:refund? 10:hold?")
    );
}

#[test]
fn a_refund_that_never_left_is_sent_again_at_growing_intervals() {
    let (mut world, id) = charged();
    world.script([not_sent()]);
    world.command(refund(&id));
    world.pass(60);
    let course = "0:refund 1:refund 3:refund 7:refund 15:refund 31:refund";
    assert_eq!((world.course().as_str(), world.view().state), (course, State::Held));
}

#[test]
fn a_qr_request_that_never_left_is_sent_again() {
    let shown = Answer::Done(Done::Shown { qr: "https://qr.alipay.com/bax0".to_owned() });
    let mut world = World::new([not_sent(), shown]);
    world.command(hold("0907", "800.00", How::Qr));
    world.pass(2);
    assert_eq!((world.course().as_str(), world.view().state), ("0:qr 1:qr", State::Waiting));
}

#[test]
fn every_release_has_a_number_of_its_own() {
    let (mut world, id) = good_hold();
    world.script([Answer::Done(Done::Released)]);
    world.command(release(&id, Some("100.00")));
    world.command(release(&id, Some("100.00")));
    let numbers = world.facts().into_iter().filter_map(|fact| {
        let Fact::Sending { kind: Kind::Release, request, .. } = fact else { return None };
        Some(request.to_string())
    });
    let which: Vec<_> = numbers.map(|n| n[n.find('U').unwrap()..][..2].to_owned()).collect();
    assert_eq!(which, ["U1", "U2"]);
}
