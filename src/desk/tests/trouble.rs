use super::World;
use super::world::{absent, code, held, hkd, hold, refused, signed, stands, unknown};
use crate::desk::{Command, How};
use crate::domain::{
    Answer, CancelAction, Class, Done, Money, MoneyState, OrderStatus, Reason, State,
};

/// An answer without a signature says what the trouble is, and proves nothing.
#[test]
fn an_unsigned_refusal_is_not_a_refusal() {
    let reason = Reason::ours(Class::SetUp, "isv.invalid-signature", "");
    let mut world = World::new([Answer::Unknown(reason)]);
    world.scan("1208", "500.00");
    assert_eq!(world.view().state, State::Unclear);
    assert_eq!(world.view().trouble.unwrap().reason.code, "isv.invalid-signature");
    world.pass(100);
    assert_eq!(world.view().state, State::Attention);
}

#[test]
fn checking_everything_asks_about_each_open_hold_once() {
    let mut world = World::new([held()]);
    for room in 0..9 {
        let code = code(&format!("28000000000000000{room}"));
        world.command(hold(&format!("10{room}"), "500.00", How::Scan(code)));
    }
    world.asked.clear();
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: None });
    assert_eq!(world.asked.len(), 9);
    let ids: Vec<_> = world.desk.snapshot(world.now).holds.into_iter().map(|v| v.id).collect();
    assert!(world.desk.is_quiet_about(&ids));
}

/// A journal from a backup knows of the request alone, and the provider's books have its charge.
#[test]
fn a_hold_that_was_charged_is_not_undone_but_put_before_a_person() {
    let mut early = World::new([unknown(), stands(OrderStatus::Finished, "0.00")]);
    early.scan("1208", "500.00");
    early.pass(600);
    assert_eq!(early.course(), "0:scan 3:hold?");

    let mut late = World::new([unknown()]);
    late.scan("1208", "500.00");
    late.pass(40);
    late.script([stands(OrderStatus::Finished, "0.00")]);
    late.pass(600);
    assert!(late.course().ends_with("61:hold?"), "{}", late.course());

    for world in [early, late] {
        let (state, money) = (world.view().state, world.view().money);
        assert_eq!((state, money), (State::Attention, MoneyState::NotKnownYet));
    }
}

#[test]
fn check_now_does_not_wait_for_the_clock() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: Some(id) });
    assert_eq!(world.course(), "0:scan 0:hold?");
    assert_eq!(world.view().state, State::Held);
}

/// A release was carried out and its reply lost; the repeat is refused because nothing is left.
#[test]
fn a_refused_repeat_is_not_believed_before_the_books_are_asked() {
    let mut world = World::new([held()]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    let no = refused("REQUEST_AMOUNT_EXCEED");
    world.script([unknown(), absent(), no, Answer::Done(Done::Released)]);
    world.command(Command::Release { hold: id, money: None, remark: String::new() });
    world.pass(30);
    assert_eq!(world.view().released, hkd("500.00"), "{}", world.course());
}

#[test]
fn a_refused_repeat_that_the_books_do_not_know_is_refused() {
    let mut world = World::new([held()]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    let no = refused("REQUEST_AMOUNT_EXCEED");
    world.script([
        unknown(),
        absent(),
        no,
        absent(),
        absent(),
        stands(OrderStatus::Authorized, "500.00"),
    ]);
    world.command(Command::Release { hold: id, money: None, remark: String::new() });
    world.pass(60);
    assert_eq!((world.view().state, world.view().released.is_zero()), (State::Held, true));
    assert!(world.course().ends_with("release? release?") || world.course().ends_with("hold?"));
}

/// Somebody released it elsewhere: the request did nothing, and both books are compared.
#[test]
fn what_was_done_elsewhere_is_seen_and_put_before_a_person() {
    let mut world = World::new([held()]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    let already = Answer::Unknown(signed(Class::Already, "ORDER_ALREADY_CLOSED"));
    world.script([already, absent(), absent(), stands(OrderStatus::Closed, "0.00")]);
    world.command(Command::Release { hold: id, money: None, remark: String::new() });
    world.pass(30);
    assert_eq!(
        (world.view().state, world.view().money),
        (State::Attention, MoneyState::NotKnownYet)
    );
    assert_eq!(world.view().released, Money::zero(hkd("0.00").currency()), "{}", world.course());
}

/// A person asked about a good hold and nobody answered: what was proven stays proven, and that it
/// could not be asked is said.
#[test]
fn a_check_that_is_not_answered_is_not_taken_for_an_answer() {
    let mut world = World::new([held()]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    for silence in [unknown(), absent()] {
        world.script([silence]);
        world.command(Command::Check { hold: Some(id.clone()) });
        assert_eq!((world.view().state, world.view().unanswered), (State::Held, true));
    }
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: Some(id) });
    assert!(!world.view().unanswered);
}

/// The program was dead for longer than the guest had; the first inquiry is the last one too.
#[test]
fn a_check_after_the_limit_asks_once_before_the_undo() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    let id = world.view().id;
    world.now += jiff::SignedDuration::from_secs(90);
    world.script([
        Answer::Waiting(None),
        Answer::Done(Done::Cancelled(CancelAction::Closed)),
        stands(OrderStatus::Closed, "0.00"),
    ]);
    world.command(Command::Check { hold: Some(id) });
    assert_eq!(world.course(), "0:scan 90:hold? 90:undo 90:hold?");
    assert_eq!(world.view().state, State::NotHeld);
}
