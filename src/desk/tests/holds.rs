use super::World;
use super::world::{
    absent, authorization, code, held, hold, not_sent, refused, signed, stands, unknown,
};
use crate::desk::{Command, Effect, How, Input, Next, Refusal};
use crate::domain::{
    Answer, Ask, CancelAction, Class, Done, Fact, MoneyState, News, OrderStatus, State, UndoWhy,
};

#[test]
fn nothing_leaves_before_its_intent_is_durable() {
    let mut world = World::new([held()]);
    let command = hold("1208", "500.00", How::Scan(code("287654321098765432")));
    world.desk.handle(Input::Command { ticket: 1, command, authority: None }, world.now);
    let Some(Effect::Append { facts }) = world.desk.poll_effect() else {
        panic!("not an append");
    };
    assert!(matches!(facts[0].1, Fact::Opened(_)) && matches!(facts[1].1, Fact::Sending { .. }));
    // It may be signed meanwhile.
    assert!(matches!(world.desk.poll_effect(), Some(Effect::Prepare { .. })));
    assert!(world.desk.poll_effect().is_none(), "something left before the append was durable");
}

#[test]
fn a_guest_who_confirms_at_once() {
    let mut world = World::new([held()]);
    world.scan("1208", "500.00");
    let view = world.view();
    assert_eq!((view.state, view.money), (State::Held, MoneyState::Held));
    assert_eq!(view.remaining.decimal(), "500.00");
    assert_eq!(world.course(), "0:scan");
}

#[test]
fn a_guest_who_types_a_password() {
    let init = || stands(OrderStatus::Init, "0.00");
    let mut world = World::new([
        Answer::Waiting(None),
        init(),
        init(),
        stands(OrderStatus::Authorized, "500.00"),
    ]);
    world.scan("1208", "500.00");
    assert_eq!(world.view().state, State::Waiting);
    let next = world.view().activity.unwrap().next.unwrap();
    assert_eq!((next.0, next.1.duration_since(world.now).as_secs()), (Next::Inquire, 3));
    world.pass(10);
    assert_eq!(world.view().state, State::Held);
    assert_eq!(world.course(), "0:scan 3:hold? 6:hold? 9:hold?");
    // Polls that say nothing new are not written.
    assert_eq!(world.facts().len(), 4);
}

#[test]
fn a_guest_who_never_confirms_is_undone_after_thirty_seconds() {
    let mut world = World::new([Answer::Waiting(None), Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.pass(29);
    assert_eq!(world.view().state, State::Waiting);
    world.script([
        Answer::Waiting(None),
        Answer::Done(Done::Cancelled(CancelAction::Closed)),
        stands(OrderStatus::Closed, "0.00"),
    ]);
    world.pass(1);
    assert!(world.course().ends_with("27:hold? 30:hold? 30:undo 30:hold?"), "{}", world.course());
    assert_eq!((world.view().state, world.view().money), (State::NotHeld, MoneyState::NotHeld));
    assert!(world.facts().contains(&Fact::UndoDecided { why: UndoWhy::TimeUp }));
}

#[test]
fn a_confirmation_at_the_last_moment_is_kept() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.pass(1);
    assert_eq!(world.view().state, State::Held);
    assert!(!world.course().contains("undo"));
}

#[test]
fn a_person_who_stops_gets_a_last_inquiry_then_an_undo() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.pass(4);
    let id = world.view().id;
    world.script([
        Answer::Waiting(None),
        Answer::Done(Done::Cancelled(CancelAction::Closed)),
        stands(OrderStatus::Closed, "0.00"),
    ]);
    world.command(Command::Cancel { hold: id });
    assert!(world.course().ends_with("4:hold? 4:undo 4:hold?"), "{}", world.course());
    assert!(world.facts().contains(&Fact::UndoDecided { why: UndoWhy::Stopped }));
    assert_eq!(world.view().state, State::NotHeld);
}

#[test]
fn a_lost_reply_is_settled_by_asking() {
    let mut world = World::new([unknown(), stands(OrderStatus::Authorized, "500.00")]);
    world.scan("1208", "500.00");
    assert_eq!((world.view().state, world.view().money), (State::Unclear, MoneyState::NotKnownYet));
    world.pass(3);
    assert_eq!(world.view().state, State::Held);
}

#[test]
fn what_never_left_is_sent_again_the_same_and_then_given_up() {
    let mut world = World::new([not_sent()]);
    world.scan("1208", "500.00");
    world.pass(40);
    assert_eq!(world.course(), "0:scan 1:scan 3:scan 7:scan 15:scan");
    let numbers: Vec<_> = world
        .asked
        .iter()
        .map(|(_, ask)| {
            let Ask::HoldByScan { request_no, code, .. } = ask else { panic!("{ask:?}") };
            (request_no.clone(), code.clone())
        })
        .collect();
    assert!(numbers.windows(2).all(|two| two[0] == two[1]));
    assert_eq!((world.view().state, world.view().money), (State::NotHeld, MoneyState::NotHeld));
    assert!(matches!(world.facts().last(), Some(Fact::Dropped { .. })));
}

#[test]
fn a_sending_that_may_have_arrived_is_never_forgotten() {
    // The first attempt never left, the second was lost, the third never left either.
    let mut world = World::new([not_sent(), unknown(), absent()]);
    world.scan("1208", "500.00");
    world.pass(4);
    assert_eq!(world.view().money, MoneyState::NotKnownYet);
}

#[test]
fn nothing_found_means_not_held_only_when_nothing_can_arrive_any_more() {
    let mut world = World::new([unknown(), absent()]);
    world.scan("1208", "500.00");
    world.pass(29);
    let not_there = Answer::Unknown(signed(Class::Absent, "AUTH_ORDER_NOT_EXIST"));
    world.script([absent(), not_there, absent()]);
    world.pass(260);
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.pass(20);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
    assert!(
        world.course().ends_with("30:hold? 30:undo 30:hold? 120:hold? 300:hold?"),
        "{}",
        world.course()
    );
}

#[test]
fn a_refusal_that_the_books_confirm_is_final_and_says_why() {
    for books in [absent(), stands(OrderStatus::Closed, "0.00")] {
        let mut world = World::new([refused("MONEY_NOT_ENOUGH"), books]);
        world.scan("1208", "500.00");
        let view = world.view();
        assert_eq!((view.state, view.money), (State::NotHeld, MoneyState::NotHeld));
        assert_eq!(view.trouble.unwrap().reason.code, "MONEY_NOT_ENOUGH");
        world.pass(600);
        assert_eq!(world.course(), "0:scan 0:hold?");
    }
}

/// A refusal names no order: it may be the answer to another guest's request.
#[test]
fn a_refusal_that_the_books_do_not_know_of_is_not_believed() {
    let mut world =
        World::new([refused("MONEY_NOT_ENOUGH"), stands(OrderStatus::Authorized, "500.00")]);
    world.scan("1208", "500.00");
    assert_eq!((world.view().state, world.view().money), (State::Held, MoneyState::Held));
    assert!(world.view().trouble.is_none());

    let mut world = World::new([refused("MONEY_NOT_ENOUGH"), unknown()]);
    world.scan("1208", "500.00");
    assert_eq!(world.view().money, MoneyState::NotKnownYet);
    world.script([stands(OrderStatus::Init, "0.00"), stands(OrderStatus::Authorized, "500.00")]);
    world.pass(10);
    assert_eq!(world.view().money, MoneyState::Held, "{}", world.course());
}

#[test]
fn an_unclear_undo_climbs_the_ladder_and_calls_a_person() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(70);
    let course = world.course();
    assert!(
        course.contains("30:undo 31:undo 33:undo 37:undo 45:undo 61:undo 61:hold?"),
        "{course}"
    );
    assert_eq!(
        (world.view().state, world.view().money),
        (State::Attention, MoneyState::NotKnownYet)
    );
    assert!(world.view().activity.unwrap().handed_over);
    // The background part goes on, survives a restart, and settles it in the end.
    world.restart();
    assert_eq!(world.view().state, State::Attention);
    world.script([
        stands(OrderStatus::Authorized, "500.00"),
        Answer::Done(Done::Cancelled(CancelAction::GivenBack)),
        stands(OrderStatus::Closed, "0.00"),
    ]);
    world.pass(3_600);
    assert_eq!(world.view().state, State::NotHeld, "{}", world.course());
}

#[test]
fn a_hold_that_the_provider_will_not_undo_is_good() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([
        unknown(),
        refused("CANCEL_OPERATION_TIME_OUT"),
        unknown(),
        stands(OrderStatus::Authorized, "500.00"),
    ]);
    world.pass(120);
    assert_eq!(world.view().state, State::Held, "{}", world.course());
}

#[test]
fn an_undo_that_the_books_do_not_confirm_is_sent_again() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.pass(29);
    let undone = || Answer::Done(Done::Cancelled(CancelAction::Closed));
    world.script([
        Answer::Waiting(None),
        undone(),
        stands(OrderStatus::Authorized, "500.00"),
        undone(),
        stands(OrderStatus::Closed, "0.00"),
    ]);
    world.pass(10);
    assert_eq!(world.view().state, State::NotHeld, "{}", world.course());
}

#[test]
fn a_qr_code_waits_by_its_own_clock() {
    let shown = Answer::Done(Done::Shown { qr: "https://qr.alipay.com/bax0".to_owned() });
    let mut world = World::new([shown, absent()]);
    world.command(hold("0907", "800.00", How::Qr));
    assert_eq!(world.view().state, State::Waiting);
    assert!(world.view().qr.is_some());
    world.pass(62);
    assert!(world.course().ends_with("57:hold? 62:hold?"), "{}", world.course());
    world.script([stands(OrderStatus::Authorized, "800.00")]);
    world.pass(10);
    assert_eq!(world.view().state, State::Held);
    assert!(world.view().qr.is_none(), "a code that must not be scanned again is not shown");
}

#[test]
fn a_qr_code_nobody_scans_is_undone_and_watched_until_it_lapses() {
    let shown = Answer::Done(Done::Shown { qr: "https://qr.alipay.com/bax0".to_owned() });
    let mut world = World::new([shown, absent()]);
    world.command(hold("0907", "800.00", How::Qr));
    world.pass(179);
    let not_there = Answer::Unknown(signed(Class::Absent, "AUTH_ORDER_NOT_EXIST"));
    world.script([absent(), not_there, absent()]);
    world.pass(60);
    assert!(world.course().contains("180:hold? 180:undo"), "{}", world.course());
    assert_eq!(world.view().money, MoneyState::NotKnownYet);
    world.pass(70);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

#[test]
fn a_qr_code_that_never_came_is_undone_at_once() {
    let closed = stands(OrderStatus::Closed, "0.00");
    let undone = Answer::Done(Done::Cancelled(CancelAction::Closed));
    let mut world = World::new([unknown(), absent(), undone, closed]);
    world.command(hold("0907", "800.00", How::Qr));
    world.pass(1);
    assert_eq!(world.course(), "0:qr 0:hold? 0:undo 0:hold?");
    assert_eq!(world.view().state, State::NotHeld);
}

#[test]
fn a_crash_after_sending_is_settled_by_asking() {
    let mut world = World::new([held()]);
    world.scan("1208", "500.00");
    // The reply was never written: the program died before.
    world.entries.truncate(2);
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.restart();
    world.pass(3);
    assert_eq!(world.view().state, State::Held);
    assert_eq!(world.course(), "0:scan 0:hold?");
    assert!(matches!(
        world.facts().last(),
        Some(Fact::Learned { news: News::Held { authorization: found }, .. }) if *found == authorization()
    ));
}

#[test]
fn one_room_has_one_unclear_hold() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.command(hold(" 1208 ", "500.00", How::Scan(code("281111111111111111"))));
    assert!(matches!(world.rejected[..], [Refusal::RoomBusy { .. }]));
}

#[test]
fn a_code_is_taken_once() {
    let mut world = World::new([refused("MONEY_NOT_ENOUGH")]);
    world.scan("1208", "500.00");
    world.scan("1209", "500.00");
    assert_eq!(world.rejected, [Refusal::CodeUsed]);
    world.pass(121);
    world.scan("1209", "500.00");
    assert_eq!(world.rejected.len(), 1);
}

#[test]
fn bad_input_is_refused_with_its_reason() {
    let mut world = World::new([held()]);
    world.scan("  ", "500.00");
    world.scan("1208", "0.00");
    world.scan(&"9".repeat(21), "1.00");
    world.scan("1208", "100000000.01");
    let names: Vec<_> = world.rejected.iter().map(|refusal| format!("{refusal:?}")).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(world.asked.is_empty() && world.entries.is_empty());
}

#[test]
fn a_full_disk_sends_nothing_and_loses_nothing() {
    let mut world = World::new([held()]);
    world.disk_full = true;
    world.scan("1208", "500.00");
    assert!(matches!(world.rejected[..], [Refusal::JournalDown(_)]));
    assert!(world.asked.is_empty());
    assert_eq!(world.desk.snapshot(world.now).notices.len(), 1);
    // There is room again: the same code is as good as before.
    world.disk_full = false;
    world.scan("1208", "500.00");
    assert_eq!(world.view().state, State::Held);
    assert!(world.desk.snapshot(world.now).notices.is_empty());
}

#[test]
fn an_answer_that_cannot_be_written_is_asked_for_again() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.disk_full = true;
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.pass(4);
    assert_eq!(world.view().state, State::Waiting);
    world.disk_full = false;
    world.pass(10);
    assert_eq!(world.view().state, State::Held);
}

#[test]
fn a_clock_set_back_does_not_make_the_wait_longer() {
    let mut world = World::new([Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.now -= jiff::SignedDuration::from_hours(5);
    world.restart();
    world.script([
        Answer::Waiting(None),
        Answer::Done(Done::Cancelled(CancelAction::Closed)),
        stands(OrderStatus::Closed, "0.00"),
    ]);
    world.pass(40);
    assert_eq!(world.view().state, State::NotHeld, "{}", world.course());
}

/// Part of it was given back by other means before our first look: HELD is only what both books say.
#[test]
fn a_hold_of_which_less_is_left_is_put_before_a_person() {
    let mut world = World::new([unknown(), stands(OrderStatus::Authorized, "300.00")]);
    world.scan("1208", "500.00");
    world.pass(3);
    let view = world.view();
    assert_eq!((view.state, view.money), (State::Attention, MoneyState::NotKnownYet));
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: Some(view.id) });
    assert_eq!(world.view().money, MoneyState::Held);
}
