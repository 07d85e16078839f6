use jiff::SignedDuration;

use super::World;
use super::world::{
    absent, code, held, hkd, hold, not_sent, not_there, refused, stands, undone, unknown,
};
use crate::desk::{Command, Effect, How, Input};
use crate::domain::{Answer, Done, Entry, Fact, HoldId, MoneyState, OrderStatus, State};

/// A good hold whose release was sent, with no answer.
fn unclear_release() -> World {
    let mut world = World::new([held(), unknown()]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    world.command(Command::Release { hold: id, money: None, remark: String::new() });
    world.asked.clear();
    world
}

#[test]
fn a_hundred_unclear_holds_are_asked_about_a_few_at_a_time() {
    let mut world = World::new([unknown()]);
    for room in 0..100 {
        let guest = code(&format!("2800000000000000{room:02}"));
        world.command(hold(&format!("{room}"), "500.00", How::Scan(guest)));
    }
    world.now += SignedDuration::from_secs(10);
    let mut on_the_wire = world.start_again();
    let mut asked = 0;
    while !on_the_wire.is_empty() {
        assert!(on_the_wire.len() <= 4, "{} at once", on_the_wire.len());
        asked += 1;
        let call = on_the_wire.remove(0);
        let answer = Answer::Waiting(None);
        world.desk.handle(Input::Answered { call, answer }, world.now);
        on_the_wire.extend(world.calls());
    }
    assert_eq!(asked, 100);
}

#[test]
fn what_a_person_was_called_for_long_ago_is_asked_about_at_the_start() {
    let mut world = unclear_release();
    world.pass(90_000);
    assert_eq!(world.view().state, State::Attention);
    world.asked.clear();
    world.script([Answer::Done(Done::Released)]);
    world.restart();
    assert_eq!(world.view().state, State::Settled, "{}", world.course());
}

#[test]
fn a_clock_set_back_does_not_silence_a_release() {
    let mut world = unclear_release();
    world.now -= SignedDuration::from_hours(5);
    world.script([unknown(), unknown(), Answer::Done(Done::Released)]);
    world.restart();
    world.pass(30);
    assert_eq!(world.view().state, State::Settled, "{}", world.course());
}

#[test]
fn a_clock_set_back_does_not_silence_an_undo() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(31);
    world.asked.clear();
    world.now -= SignedDuration::from_hours(5);
    world.script([unknown(), undone(), stands(OrderStatus::Closed, "0.00")]);
    world.restart();
    world.pass(30);
    assert_eq!(world.view().state, State::NotHeld, "{}", world.course());
}

#[test]
fn a_clock_set_back_does_not_lengthen_the_search_for_a_late_arrival() {
    let mut world = World::new([unknown(), absent()]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([absent(), not_there(), absent()]);
    world.pass(2);
    world.now -= SignedDuration::from_hours(5);
    world.restart();
    world.pass(290);
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.pass(20);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

/// An undo that found nothing, half a minute after the request.
fn nothing_found(mut world: World) -> World {
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([absent(), not_there(), absent()]);
    world.pass(2);
    world
}

#[test]
fn a_clock_set_forward_does_not_shorten_the_search_for_a_late_arrival() {
    let mut world = nothing_found(World::with_uptime([unknown(), absent()]));
    world.set_clock(SignedDuration::from_hours(5));
    world.restart();
    world.pass(260);
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.pass(50);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

/// Nothing behind the request says when it left: the program was killed before it sent anything else.
#[test]
fn what_was_sent_last_before_a_kill_may_have_left_just_then() {
    let mut world = World::with_uptime([unknown(), absent()]);
    world.scan("1208", "500.00");
    world.pass(20);
    world.script([absent(), not_there(), absent()]);
    world.set_clock(SignedDuration::from_mins(5));
    world.restart();
    world.pass(290);
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.pass(20);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

/// The guest's phone has the code that was on the screen, whatever became of the computer.
#[test]
fn a_qr_code_outlives_its_computer() {
    let mut world = World::with_uptime([Answer::Done(Done::Shown { qr: "https://qr".to_owned() })]);
    world.command(hold("1208", "500.00", How::Qr));
    world.pass(20);
    world.script([absent(), not_there(), absent()]);
    world.set_clock(SignedDuration::from_mins(5));
    world.reboot();
    world.pass(170);
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.pass(170);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

/// Each command is a run of its own: the search goes on through all of them.
#[test]
fn a_restart_does_not_begin_the_search_anew() {
    let mut world = nothing_found(World::with_uptime([unknown(), absent()]));
    for _ in 0..8 {
        world.restart();
        world.pass(30);
    }
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.restart();
    world.pass(75);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

#[test]
fn after_a_start_of_the_computer_some_of_the_search_is_made_in_any_case() {
    let mut world = nothing_found(World::with_uptime([unknown(), absent()]));
    world.set_clock(SignedDuration::from_hours(5));
    world.reboot();
    world.pass(25);
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.pass(20);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

/// One look may be an old one, or the answer to a question about another order.
#[test]
fn one_look_that_finds_nothing_is_not_enough() {
    let mut world = nothing_found(World::with_uptime([unknown(), absent()]));
    world.now += SignedDuration::from_secs(600);
    let call = world.start_again()[0];
    world.desk.handle(Input::Answered { call, answer: absent() }, world.now);
    world.settle();
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.pass(10);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

/// What a command asks about has to be settled within that command: no later run may be there for the
/// background's turn, and each of them would begin with one look.
#[test]
fn a_check_makes_both_looks() {
    let mut world = World::with_uptime([unknown(), not_sent()]);
    world.scan("1208", "500.00");
    world.pass(600);
    assert_eq!(world.view().state, State::Attention, "{}", world.course());
    world.script([absent()]);
    world.restart();
    world.pass(20);
    assert_eq!(world.view().state, State::Attention, "{}", world.course());
    let id = world.view().id;
    world.command(Command::Check { hold: Some(id) });
    world.pass(15);
    assert_eq!(world.view().state, State::NotHeld, "{}", world.course());
}

#[test]
fn what_cannot_be_found_without_a_network_goes_to_a_person() {
    let mut world = World::new([unknown(), absent()]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([absent(), not_there(), absent(), not_sent()]);
    world.pass(600);
    assert_eq!(world.view().state, State::Attention, "{}", world.course());
    assert!(world.asked.len() < 60, "{}", world.asked.len());
    world.script([absent()]);
    world.pass(3_600);
    assert_eq!(world.view().state, State::NotHeld);
}

/// A command ends when its own hold is settled, however many others are being asked about.
#[test]
fn a_question_about_another_hold_keeps_no_command_waiting() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    let other = world.view().id;
    world.now += SignedDuration::from_secs(10);
    assert_eq!(world.start_again().len(), 1);
    assert!(world.desk.is_quiet_about(&[]));
    assert!(!world.desk.is_quiet_about(&[other]));
    let command = hold("1209", "500.00", How::Scan(code("281111111111111111")));
    world.desk.handle(Input::Command { ticket: 1, command, authority: None }, world.now);
    assert!(!world.desk.is_quiet_about(&[]), "an append is under way");
    assert_eq!(world.calls().len(), 1);
    assert!(!world.desk.is_quiet_about(&[]), "somebody's money is on the wire");
}

/// One hold whose facts the journal will not take keeps no other from its steps.
#[test]
fn a_fact_that_cannot_be_kept_holds_up_no_other_hold() {
    let mut world = World::new([held()]);
    for (room, guest) in [("1208", "287654321098765431"), ("1209", "287654321098765432")] {
        world.command(hold(room, "500.00", How::Scan(code(guest))));
    }
    let mut ids: Vec<_> = world.entries.iter().map(|entry| entry.hold.clone()).collect();
    ids.sort();
    ids.dedup();
    world.script([unknown()]);
    for id in ids.clone() {
        world.command(Command::Release { hold: id, money: None, remark: String::new() });
        world.pass(30);
    }
    // From here on the first one's call for a person is refused every time.
    world.refuses = Some(ids[0].clone());
    world.pass(5);
    world.script([Answer::Done(Done::Released)]);
    world.pass(20);
    let holds = world.desk.snapshot(world.now).holds;
    let other = holds.into_iter().find(|view| view.id == ids[1]).unwrap();
    assert_eq!(other.state, State::Settled, "{}", world.course());
}

#[test]
fn good_news_that_could_not_be_written_is_not_followed_by_an_undo() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.disk_full = true;
    world.pass(2);
    world.disk_full = false;
    world.pass(10);
    assert_eq!(world.view().state, State::Held, "{}", world.course());
    assert_eq!(world.view().held, hkd("500.00"));
}

/// A hold of long ago that was looked up stays while newer ones are settled.
#[test]
fn a_hold_that_was_just_looked_up_is_not_forgotten() {
    let mut world = World::new([held(), Answer::Done(Done::Released)]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    world.command(Command::Release { hold: id.clone(), money: None, remark: String::new() });
    let old = world.entries.clone();
    for room in 0..100 {
        world.pass(1);
        world.script([refused("MONEY_NOT_ENOUGH"), absent()]);
        let guest = code(&format!("2800000000000000{room:02}"));
        world.command(hold(&format!("{room}"), "500.00", How::Scan(guest)));
    }
    assert!(!world.desk.knows(&id));
    world.desk.handle(Input::Loaded { entries: old }, world.now);
    let guest = code("280000000000000123");
    world.script([refused("MONEY_NOT_ENOUGH"), absent()]);
    world.command(hold("x", "500.00", How::Scan(guest)));
    assert!(world.desk.knows(&id));
}

/// The lid was closed while the disk worked: the request left two hours after its intent was written,
/// and can still arrive five minutes after that.
#[test]
fn a_late_arrival_is_looked_for_from_when_the_request_left() {
    for restarts in [false, true] {
        let mut world = left_two_hours_after_its_intent();
        world.pass(100);
        if restarts {
            world.restart();
        }
        world.pass(180);
        assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
        world.pass(30);
        assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
    }
}

fn left_two_hours_after_its_intent() -> World {
    let mut world = World::with_uptime([unknown(), absent()]);
    let command = hold("1208", "500.00", How::Scan(code("287654321098765432")));
    world.desk.handle(Input::Command { ticket: 1, command, authority: None }, world.now);
    let Some(Effect::Append { facts }) = world.desk.poll_effect() else {
        panic!("no append");
    };
    let at = world.now;
    let entry = |(seq, (hold, fact)): (u64, (HoldId, Fact))| Entry { seq, at, hold, fact };
    let entries: Vec<_> = (1..).zip(facts).map(entry).collect();
    world.entries.clone_from(&entries);
    world.now += SignedDuration::from_hours(2);
    world.desk.handle(Input::Appended { entries }, world.now);
    world.settle();
    world
}
