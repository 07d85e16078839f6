//! Small things that a person would miss: an order of rows, a number, a boundary, a word that is not said
//! twice.

use jiff::SignedDuration;

use super::World;
use super::world::{
    absent, captured, code, good_hold, held, hkd, hold, not_sent, refused, setup, signed, stands,
    unknown,
};
use crate::desk::{Command, Effect, How, Input, Refusal};
use crate::domain::{Answer, CancelAction, Class, Done, HoldId, Money, OrderStatus, Reason, State};

fn charge(hold: &HoldId, amount: &str) -> Command {
    Command::Capture { hold: hold.clone(), money: hkd(amount), keep_rest: true, until: None }
}

fn books(rest: &str) -> Answer {
    stands(OrderStatus::Authorized, rest)
}

#[test]
fn the_newest_hold_is_shown_first() {
    let mut world = World::new([held()]);
    for (room, guest) in [("1", "287654321098765431"), ("2", "287654321098765432")] {
        world.command(hold(room, "500.00", How::Scan(code(guest))));
        world.pass(1);
    }
    let holds = world.desk.snapshot(world.now).holds;
    let rooms: Vec<_> = holds.iter().map(|view| view.stay.room.as_str()).collect();
    assert_eq!(rooms, ["2", "1"]);
}

#[test]
fn the_timeline_is_all_that_was_kept() {
    let (world, _) = good_hold();
    let seen: Vec<_> = world.view().timeline.into_iter().map(|row| row.fact).collect();
    assert_eq!(seen, world.facts());
}

/// A hundred others are settled meanwhile; whoever asked about this one gets the answer.
#[test]
fn a_settled_hold_that_is_asked_about_is_not_forgotten() {
    let (mut world, id) = good_hold();
    world.script([Answer::Done(Done::Released)]);
    world.command(Command::Release { hold: id.clone(), money: None, remark: String::new() });
    let check = Command::Check { hold: Some(id.clone()) };
    world.desk.handle(Input::Command { ticket: 1, command: check, authority: None }, world.now);
    let call = world.calls()[0];
    for guest in 0..102 {
        world.pass(1);
        world.script([refused("MONEY_NOT_ENOUGH"), absent()]);
        let code = code(&format!("280000000000000{guest:03}"));
        world.command(hold(&format!("{guest}"), "500.00", How::Scan(code)));
    }
    assert!(world.desk.knows(&id));
    let answer = books("120.00");
    world.desk.handle(Input::Answered { call, answer }, world.now);
    world.settle();
    let view = world.desk.view(&id, world.now).unwrap();
    assert_eq!(view.state, State::Attention, "the books differ, and that was heard");
}

/// A person asks while the request itself is on the wire: the question follows its reply at once.
#[test]
fn a_question_during_a_request_is_asked_behind_it() {
    let mut world = World::new([]);
    let command = hold("1208", "500.00", How::Scan(code("287654321098765432")));
    world.desk.handle(Input::Command { ticket: 1, command, authority: None }, world.now);
    let call = world.calls()[0];
    world.desk.handle(
        Input::Command { ticket: 2, command: Command::Check { hold: None }, authority: None },
        world.now,
    );
    assert!(world.calls().is_empty());
    world.script([books("500.00")]);
    world.desk.handle(Input::Answered { call, answer: unknown() }, world.now);
    world.settle();
    assert_eq!((world.course().as_str(), world.view().state), ("0:hold?", State::Held));
}

#[test]
fn an_answer_that_says_nothing_new_writes_nothing() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.now += SignedDuration::from_secs(3);
    world.desk.handle(Input::Woken, world.now);
    let call = world.calls()[0];
    world.desk.handle(Input::Answered { call, answer: Answer::Waiting(None) }, world.now);
    let effects: Vec<_> = std::iter::from_fn(|| world.desk.poll_effect()).collect();
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Append { .. })), "{effects:?}");
}

#[test]
fn the_first_and_each_other_trouble_is_written() {
    let mut world = World::new([Answer::Waiting(None), unknown()]);
    world.scan("1208", "500.00");
    assert!(world.view().trouble.is_none());
    world.pass(3);
    assert_eq!(world.view().trouble.unwrap().reason.code, "net.timeout");
    world.script([Answer::Unknown(Reason::ours(Class::Unknown, "net.broken", ""))]);
    world.pass(3);
    assert_eq!(world.view().trouble.unwrap().reason.code, "net.broken");
}

#[test]
fn the_trouble_of_an_undo_is_written_too() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(61);
    world.script([Answer::Unknown(signed(Class::Retry, "SYSTEM_BUSY"))]);
    world.pass(60);
    let trouble = world.view().trouble.unwrap();
    assert_eq!(
        (trouble.kind, trouble.reason.code.as_str()),
        (crate::domain::Kind::Cancel, "SYSTEM_BUSY")
    );
}

/// The reply says undone and the books say held, again and again: six times in all.
#[test]
fn an_undo_that_the_books_deny_has_all_its_tries() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.pass(29);
    let denied = [Answer::Done(Done::Cancelled(CancelAction::Closed)), books("500.00")];
    let denied = std::iter::repeat_n(denied, 20).flatten();
    world.script(std::iter::once(Answer::Waiting(None)).chain(denied));
    world.pass(20);
    assert_eq!(world.course().matches("undo").count(), 6, "{}", world.course());
}

#[test]
fn a_charge_that_never_left_is_sent_again_without_another_look() {
    let (mut world, id) = good_hold();
    world.script([books("500.00"), not_sent(), not_sent(), captured(), captured()]);
    world.command(charge(&id, "380.00"));
    world.pass(10);
    assert_eq!(world.course(), "0:hold? 0:charge 1:charge 3:charge 3:charge?");
}

#[test]
fn a_hold_that_never_left_is_given_up_when_a_person_stops_it() {
    let mut world = World::new([not_sent()]);
    world.scan("1208", "500.00");
    let hold = world.view().id;
    world.command(Command::Cancel { hold });
    assert_eq!((world.course().as_str(), world.view().state), ("0:scan", State::NotHeld));
}

/// The program was started again within the same instant: that is no clock that was set back.
#[test]
fn a_start_at_once_does_not_end_the_guests_time() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.restart();
    world.pass(10);
    assert_eq!(world.view().state, State::Waiting, "{}", world.course());
}

/// A person asks a second after the clock did: two looks so close together are one.
#[test]
fn two_looks_within_a_second_are_one() {
    let (mut world, id) = good_hold();
    world.script([books("500.00"), unknown(), absent()]);
    world.command(charge(&id, "380.00"));
    world.pass(4);
    world.command(Command::Check { hold: Some(id) });
    assert_eq!(world.course(), "0:hold? 0:charge 3:charge? 4:charge?");
}

#[test]
fn a_provider_that_charges_once_is_asked_once() {
    let mut setup = setup();
    setup.capabilities.repeated_capture = false;
    let mut world = World::with(setup, [held()]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    world.script([books("500.00"), captured(), captured()]);
    world.command(charge(&id, "100.00"));
    assert_eq!(world.view().captured, hkd("100.00"));
    world.command(charge(&id, "100.00"));
    assert_eq!(world.rejected, [Refusal::NotOffered]);
}

#[test]
fn texts_and_currencies_at_their_limits() {
    let mut world = World::new([held()]);
    world.scan(&"9".repeat(20), "500.00");
    assert_eq!(world.view().state, State::Held);
    assert!(world.view().request_no.to_string().contains("F1"), "{}", world.view().request_no);
    let stay = crate::domain::Stay { room: "1".to_owned(), ..Default::default() };
    let money = Money::parse("5", "CNY".parse().unwrap()).unwrap();
    world.command(Command::Hold { stay, money, how: How::Qr });
    assert_eq!(world.rejected, [Refusal::OtherCurrency]);
}
