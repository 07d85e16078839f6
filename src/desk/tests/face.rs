//! What others see of the desk: what it answers, shows and asks to be woken for.

use jiff::SignedDuration;

use super::World;
use super::world::{
    absent, captured, code, good_hold, held, hkd, hold, not_sent, refused, setup, signed, stands,
    unknown,
};
use crate::desk::{Action, Command, Effect, HoldView, How, Input, Next, Refusal};
use crate::domain::{Answer, CancelAction, Class, Done, Fact, OrderStatus, State};

fn charge(world: &World, amount: &str, keep_rest: bool) -> Command {
    Command::Capture { hold: world.view().id, money: hkd(amount), keep_rest, until: None }
}

/// Whoever sleeps until the next step would spin: nothing is done before the journal has answered.
#[test]
fn nothing_is_due_while_the_journal_writes() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    assert!(world.desk.poll_deadline(world.now).is_some());
    let command = hold("1209", "500.00", How::Scan(code("281111111111111111")));
    world.desk.handle(Input::Command { ticket: 2, command, authority: None }, world.now);
    assert_eq!(world.desk.poll_deadline(world.now), None);
}

#[test]
fn each_input_is_another_revision() {
    let mut world = World::new([]);
    let before = world.desk.revision();
    world.desk.handle(Input::Woken, world.now);
    let after = world.desk.revision();
    assert!(after > before && before > 0);
}

#[test]
fn why_the_journal_takes_nothing_is_said_until_it_does() {
    let mut world = World::new([held()]);
    assert_eq!(world.desk.journal_down(), None);
    world.disk_full = true;
    world.scan("1208", "500.00");
    assert_eq!(world.desk.journal_down(), Some("disk full"));
    world.disk_full = false;
    world.scan("1208", "500.00");
    assert_eq!(world.desk.journal_down(), None);
}

/// What waits behind an append, and what nobody has fetched, is under way too.
#[test]
fn what_waits_is_not_quiet() {
    let mut world = good_hold().0;
    assert!(world.desk.is_quiet_about(&[]));
    let check = || Command::Check { hold: None };
    world.desk.handle(
        Input::Command { ticket: 1, command: charge(&world, "1.00", true), authority: None },
        world.now,
    );
    while world.desk.poll_effect().is_some() {}
    assert!(!world.desk.is_quiet_about(&[]), "an append is under way");
    world.desk.handle(Input::Command { ticket: 2, command: check(), authority: None }, world.now);
    world.desk.handle(Input::AppendFailed { why: String::new() }, world.now);
    assert!(!world.desk.is_quiet_about(&[]), "answers that nobody has fetched");
}

/// An undo that is wanted is answered at once; what comes of it is seen on the screen.
#[test]
fn a_wish_for_an_undo_is_answered() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    let wanted = world.view().id;
    let command = Command::Cancel { hold: wanted.clone() };
    world.desk.handle(Input::Command { ticket: 7, command, authority: None }, world.now);
    let Some(Effect::Accepted { ticket, hold }) = world.desk.poll_effect() else {
        panic!("no answer");
    };
    assert_eq!((ticket, hold), (7, Some(wanted)));
}

#[test]
fn a_code_is_good_again_when_its_memory_ends() {
    let mut world = World::new([refused("MONEY_NOT_ENOUGH"), absent()]);
    world.scan("1208", "500.00");
    world.pass(119);
    world.scan("1208", "500.00");
    assert_eq!(world.rejected, [Refusal::CodeUsed]);
    world.pass(1);
    world.scan("1208", "500.00");
    assert_eq!(world.rejected.len(), 1);
}

/// The rest of the settled ones stays for the screen.
#[test]
fn only_what_is_too_much_is_forgotten() {
    let mut world = World::new([]);
    for guest in 0..102 {
        world.pass(1);
        world.script([refused("MONEY_NOT_ENOUGH"), absent()]);
        let code = code(&format!("280000000000000{guest:03}"));
        world.command(hold(&format!("{guest}"), "500.00", How::Scan(code)));
    }
    assert_eq!(world.desk.snapshot(world.now).holds.len(), 100);
}

#[test]
fn what_is_offered_is_what_can_be_done() {
    let mut world = good_hold().0;
    assert_eq!(world.view().actions, [Action::Capture, Action::Release, Action::CheckNow]);
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(&world, "500.00", false));
    assert_eq!(world.view().actions, [Action::Refund]);
}

#[test]
fn a_refused_act_is_nobodys_any_more() {
    let mut world = good_hold().0;
    world.script([stands(OrderStatus::Authorized, "500.00"), unknown()]);
    world.command(charge(&world, "380.00", true));
    world.pass(70);
    assert!(world.view().trouble.unwrap().handed_over);
    world.script([absent(), absent(), refused("ACQ.PAYMENT_FAIL"), absent()]);
    world.pass(5_000);
    assert_eq!(world.view().state, State::Held, "{}", world.course());
    let trouble = world.view().trouble.unwrap();
    assert_eq!((trouble.reason.code.as_str(), trouble.handed_over), ("ACQ.PAYMENT_FAIL", false));
}

/// The countdown says which of the two comes next.
#[test]
fn an_inquiry_at_the_end_of_the_wait_is_the_last_one() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.pass(27);
    let (next, at) = world.view().activity.unwrap().next.unwrap();
    assert_eq!((next, at.duration_since(world.now).as_secs()), (Next::LastInquiry, 3));
}

#[test]
fn a_question_about_a_settled_hold_is_no_second_witness() {
    let mut world = good_hold().0;
    let command = Command::Check { hold: Some(world.view().id) };
    world.desk.handle(Input::Command { ticket: 1, command, authority: None }, world.now);
    let activity = world.view().activity.unwrap();
    assert!(activity.in_flight_since.is_some() && !activity.pressed);
}

/// A check that finds both books alike has nothing to write.
#[test]
fn books_that_agree_are_not_written_down() {
    let mut world = good_hold().0;
    let before = world.facts().len();
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: None });
    assert_eq!((world.course().as_str(), world.facts().len()), ("0:hold?", before));
}

#[test]
fn the_latest_word_of_the_trouble_is_shown() {
    let mut world =
        World::new([unknown(), Answer::Unknown(signed(Class::Unknown, "SYSTEM_ERROR"))]);
    world.scan("1208", "500.00");
    assert_eq!(world.view().trouble.unwrap().reason.code, "net.timeout");
    world.pass(3);
    assert_eq!(world.view().trouble.unwrap().reason.code, "SYSTEM_ERROR");
}

/// The release was refused for its own reason, and that the books do not have it only confirms that.
#[test]
fn a_confirmed_refusal_keeps_its_reason() {
    let mut world = good_hold().0;
    let hold = world.view().id;
    world.script([
        refused("TRADE_STATUS_ERROR"),
        absent(),
        stands(OrderStatus::Authorized, "500.00"),
    ]);
    world.command(Command::Release { hold, money: None, remark: String::new() });
    world.pass(20);
    assert_eq!(world.view().state, State::Held, "{}", world.course());
    assert_eq!(world.view().trouble.unwrap().reason.code, "TRADE_STATUS_ERROR");
}

#[test]
fn a_provider_that_releases_no_parts_is_not_asked_to() {
    let mut setup = setup();
    setup.capabilities.partial_release = false;
    let mut world = World::with(setup, [held(), Answer::Done(Done::Released)]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    let release = |money| Command::Release { hold: id.clone(), money, remark: String::new() };
    world.command(release(Some(hkd("100.00"))));
    assert_eq!(world.rejected, [Refusal::NotOffered]);
    world.command(release(Some(hkd("500.00"))));
    assert_eq!(world.view().state, State::Settled);
}

#[test]
fn an_undo_that_the_books_confirm_by_silence_is_done() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.pass(29);
    let undone = Answer::Done(Done::Cancelled(CancelAction::Closed));
    world.script([Answer::Waiting(None), undone, absent()]);
    world.pass(1);
    assert_eq!(world.view().state, State::NotHeld, "{}", world.course());
}

#[test]
fn an_amount_above_what_can_be_counted_is_refused() {
    let mut world = World::new([held()]);
    world.command(hold("1208", "100000000.01", How::Qr));
    assert!(matches!(world.rejected[..], [Refusal::AmountAboveLimit { .. }]));
    world.command(hold("1208", "100000000.00", How::Qr));
    assert_eq!(world.rejected.len(), 1);
}

/// Numbers of one hold differ, and so do those of two of the same second.
#[test]
fn every_charge_has_a_number_of_its_own() {
    let mut world = good_hold().0;
    let mut numbers = Vec::new();
    for left in ["500.00", "499.00", "498.00"] {
        world.script([stands(OrderStatus::Authorized, left), captured(), captured()]);
        world.command(charge(&world, "1.00", true));
        numbers = world.view().captures.into_iter().map(|view| view.request.to_string()).collect();
    }
    let which: Vec<_> =
        numbers.iter().map(|number| &number[number.find('C').unwrap()..][..2]).collect();
    assert_eq!(which, ["C1", "C2", "C3"], "{numbers:?}");
}

#[test]
fn attempts_are_counted_from_one() {
    let mut world = World::new([not_sent()]);
    world.scan("1208", "500.00");
    world.pass(SignedDuration::from_mins(1).as_secs());
    let attempts: Vec<_> = world
        .facts()
        .into_iter()
        .filter_map(|fact| {
            let Fact::Sending { attempt, .. } = fact else { return None };
            Some(attempt)
        })
        .collect();
    assert_eq!(attempts, [1, 2, 3, 4, 5]);
}

/// What is in order is not asked about because the program was started.
#[test]
fn a_good_hold_is_not_asked_about_at_the_start() {
    let mut world = good_hold().0;
    world.restart();
    world.pass(60);
    assert_eq!((world.course().as_str(), world.view().state), ("", State::Held));
}

/// A hold that is looked up while its request is on the wire keeps its answer.
#[test]
fn what_is_known_is_not_loaded_over() {
    let mut world = World::new([held()]);
    let command = hold("1208", "500.00", How::Scan(code("287654321098765432")));
    world.desk.handle(Input::Command { ticket: 1, command, authority: None }, world.now);
    let calls = world.calls();
    world.desk.handle(Input::Loaded { entries: world.entries.clone() }, world.now);
    world.desk.handle(Input::Answered { call: calls[0], answer: held() }, world.now);
    world.settle();
    assert_eq!((world.view().state, world.facts().len()), (State::Held, 3));
}

/// Whoever reads the journal sees what is open, and that nobody is at it.
#[test]
fn a_reader_presses_nothing() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    let activity = HoldView::from_entries(&world.entries).unwrap().activity.unwrap();
    assert_eq!((activity.pressed, activity.next, activity.limit), (false, None, None));
    assert_eq!((activity.sends, activity.handed_over), (1, false));
}
