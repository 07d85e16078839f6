//! Who may do what: alone, with somebody's yes, or not at all. Everybody is named.

use super::World;
use super::world::{captured, code, held, hkd, hold, setup, stands, unknown};
use crate::desk::{Action, Command, How, Input, Level, Refusal, Setup};
use crate::domain::{
    Answer, Approval, Authority, Done, Fact, OrderStatus, Person, Right, Role, State, Stay, Why,
};

fn person(number: &str) -> Person {
    Person::named(number.parse().unwrap(), &format!("Person {number}")).unwrap()
}

fn cashier(number: &str) -> Authority {
    Authority { by: person(number), role: Role::Cashier, approval: None }
}

fn supervisor(number: &str) -> Authority {
    Authority { role: Role::Supervisor, ..cashier(number) }
}

fn agreed(authority: Authority, number: &str) -> Authority {
    let alone = authority.by.badge.as_str() == number;
    let (by, note) = (person(number), String::new());
    let approval = Approval { by, why: Why::Stuck, note, alone };
    Authority { approval: Some(approval), ..authority }
}

impl World {
    fn order(&mut self, command: Command, authority: Authority) {
        self.rejected.clear();
        self.desk
            .handle(Input::Command { ticket: 1, command, authority: Some(authority) }, self.now);
        self.settle();
    }

    /// Who wanted and who agreed, by number, for each act so far.
    fn names(&self) -> Vec<(Right, String, Option<String>)> {
        let named = self.facts().into_iter().filter_map(|fact| {
            let Fact::Ordered { right, by, approval } = fact else { return None };
            Some((right, by.badge.to_string(), approval.map(|yes| yes.by.badge.to_string())))
        });
        named.collect()
    }
}

fn taken_by(number: &str, setup: Setup) -> World {
    let mut world = World::with(setup, [held()]);
    let guest = How::Scan(code("287654321098765432"));
    world.order(hold("1208", "500.00", guest), cashier(number));
    assert_eq!(world.view().state, State::Held);
    world
}

fn release(world: &World) -> Command {
    Command::Release { hold: world.view().id, money: None, remark: String::new() }
}

fn refusal(right: Right, two: bool) -> Refusal {
    Refusal::NeedsApproval { right, two }
}

#[test]
fn a_hold_is_in_somebodys_name_before_anything_leaves() {
    let world = taken_by("12", setup());
    assert_eq!(world.names(), [(Right::Hold, "12".to_owned(), None)]);
    let kinds: Vec<_> = world.facts().into_iter().take(3).collect();
    assert!(matches!(kinds[..], [Fact::Opened(_), Fact::Ordered { .. }, Fact::Sending { .. }]));
}

#[test]
fn one_s_own_hold_is_released_and_another_s_is_not() {
    let mut world = taken_by("12", setup());
    world.order(release(&world), cashier("13"));
    assert_eq!(world.rejected, [refusal(Right::ReleaseOthers, false)]);
    assert_eq!(world.view().state, State::Held);

    world.script([Answer::Done(Done::Released)]);
    world.order(release(&world), agreed(cashier("13"), "90"));
    assert_eq!(world.view().state, State::Settled);
    let last = (Right::ReleaseOthers, "13".to_owned(), Some("90".to_owned()));
    assert_eq!(world.names().last(), Some(&last));

    let mut own = taken_by("12", setup());
    own.script([Answer::Done(Done::Released)]);
    own.order(release(&own), cashier("12"));
    assert_eq!(own.view().state, State::Settled);

    let mut by_supervisor = taken_by("12", setup());
    by_supervisor.script([Answer::Done(Done::Released)]);
    by_supervisor.order(release(&by_supervisor), supervisor("90"));
    assert_eq!(by_supervisor.view().state, State::Settled);
}

#[test]
fn where_two_are_wanted_a_supervisor_is_one() {
    let mut setup = setup();
    setup.rights.release = Level::Two;
    let mut world = taken_by("12", setup);
    for alone in [cashier("12"), supervisor("90")] {
        world.order(release(&world), alone);
        assert_eq!(world.rejected, [refusal(Right::Release, true)]);
    }
    world.script([Answer::Done(Done::Released)]);
    world.order(release(&world), agreed(cashier("12"), "90"));
    assert_eq!(world.view().state, State::Settled);
}

#[test]
fn an_amount_above_the_limit_needs_a_supervisor() {
    let mut world = World::new([held()]);
    let wanted = |amount| hold("1208", amount, How::Scan(code("287654321098765432")));
    world.order(wanted("10000.01"), cashier("12"));
    assert_eq!(world.rejected, [refusal(Right::AboveLimit, false)]);
    assert!(world.entries.is_empty() && world.asked.is_empty());
    // The code is as good as before: nothing left.
    world.order(wanted("10000.00"), cashier("12"));
    assert_eq!(world.view().state, State::Held);
}

/// Two halves of a deposit pass no limit that the whole does not.
#[test]
fn a_limit_counts_what_is_held_beside_it_for_the_same_guest() {
    let mut world = World::new([held(), held(), held()]);
    let wanted = |room, amount, of| hold(room, amount, How::Scan(code(of)));
    world.order(wanted("1208", "6000.00", "287654321098765432"), cashier("12"));
    world.order(wanted("1208", "4000.01", "287654321098765433"), cashier("12"));
    assert_eq!(world.rejected, [refusal(Right::AboveLimit, false)]);
    world.rejected.clear();
    // Another guest's deposit is another matter, and the limit itself is not above it.
    world.order(wanted("1209", "6000.00", "287654321098765434"), cashier("12"));
    world.order(wanted("1208", "4000.00", "287654321098765433"), cashier("12"));
    assert_eq!(world.rejected, []);
}

/// Nobody is called for what cannot be done anyway.
#[test]
fn what_cannot_be_done_is_said_before_somebody_is_called() {
    let mut world = taken_by("12", setup());
    let money = Some(hkd("500.01"));
    let hold = world.view().id;
    world.order(Command::Release { hold, money, remark: String::new() }, cashier("13"));
    assert!(matches!(world.rejected[..], [Refusal::AboveRemaining { .. }]));
}

#[test]
fn a_refund_needs_a_supervisor_and_a_charge_does_not() {
    let mut world = taken_by("12", setup());
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    let (hold, money) = (world.view().id, hkd("100.00"));
    world.order(
        Command::Capture { hold: hold.clone(), money, keep_rest: true, until: None },
        cashier("13"),
    );
    assert_eq!(world.view().captured, money);
    let refund = Command::Refund { hold, capture: None, money, reason: String::new() };
    world.order(refund.clone(), cashier("13"));
    assert_eq!(world.rejected, [refusal(Right::Refund, false)]);
    world.script([Answer::Done(Done::Refunded)]);
    world.order(refund, agreed(cashier("13"), "90"));
    assert_eq!(world.view().refunded, money);
}

/// A guest who changes their mind is the cashier's; a hold that is stuck is a supervisor's.
#[test]
fn a_wait_is_stopped_by_a_cashier_and_a_stuck_hold_is_a_supervisors() {
    let mut world = World::new([Answer::Waiting(None)]);
    let guest = How::Scan(code("287654321098765432"));
    world.order(hold("1208", "500.00", guest), cashier("12"));
    let cancel = || Command::Cancel { hold: world.view().id };
    let cancel = cancel();
    world.script([unknown()]);
    world.order(cancel.clone(), cashier("12"));
    assert!(world.rejected.is_empty());
    assert!(world.course().contains("undo"), "{}", world.course());
    world.pass(100);
    assert_eq!(world.view().state, State::Attention);
    world.order(cancel.clone(), cashier("12"));
    assert_eq!(world.rejected, [refusal(Right::Undo, false)]);
    let before = world.asked.len();
    world.order(cancel, agreed(cashier("12"), "90"));
    assert!(world.rejected.is_empty() && world.asked.len() > before);
    let rights: Vec<_> = world.names().into_iter().map(|(right, ..)| right).collect();
    assert_eq!(rights, [Right::Hold, Right::Stop, Right::Undo]);
}

/// A full disk: nobody's name is kept, so nothing is stopped either.
#[test]
fn what_cannot_be_written_is_not_done() {
    let mut world = World::new([Answer::Waiting(None)]);
    let guest = How::Scan(code("287654321098765432"));
    world.order(hold("1208", "500.00", guest), cashier("12"));
    let hold = world.view().id;
    world.disk_full = true;
    world.order(Command::Cancel { hold }, cashier("12"));
    assert!(matches!(world.rejected[..], [Refusal::JournalDown(_)]));
    assert!(!world.course().contains("undo"), "{}", world.course());
}

#[test]
fn a_note_fits_a_line() {
    let mut world = taken_by("12", setup());
    let noted = |note: String| {
        let mut authority = agreed(cashier("13"), "90");
        authority.approval.as_mut().unwrap().note = note;
        authority
    };
    for note in ["x".repeat(61), "a\u{7}b".to_owned()] {
        world.order(release(&world), noted(note));
        assert_eq!(world.rejected, [Refusal::TextTooLong("note")]);
    }
    world.script([Answer::Done(Done::Released)]);
    world.order(release(&world), noted("备".repeat(60)));
    assert_eq!(world.view().state, State::Settled);
}

#[test]
fn a_question_needs_nobody() {
    let mut world = taken_by("12", setup());
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    let before = world.facts().len();
    world.order(Command::Check { hold: None }, cashier("13"));
    assert!(world.rejected.is_empty());
    assert_eq!(world.facts().len(), before);
}

fn countersign(world: &World) -> Command {
    Command::Countersign { hold: world.view().id }
}

/// Somebody else's hold, released at night by whoever was alone.
fn released_alone() -> World {
    let mut world = taken_by("12", setup());
    world.script([Answer::Done(Done::Released)]);
    world.order(release(&world), agreed(cashier("13"), "13"));
    world
}

#[test]
fn what_was_done_alone_stays_open_until_somebody_else_signs() {
    let mut world = released_alone();
    assert_eq!(
        (world.view().state, world.view().actions),
        (State::Settled, vec![Action::Countersign])
    );
    world.restart();
    assert!(world.desk.knows(&world.view().id), "a start takes it up");
    for (authority, why) in [
        (cashier("12"), refusal(Right::Countersign, false)),
        // Whoever was alone is no supervisor, and were they one they could not sign either.
        (supervisor("13"), Refusal::OwnAct),
        // Being alone does not make a cashier's signature good.
        (agreed(cashier("12"), "12"), refusal(Right::Countersign, false)),
    ] {
        world.order(countersign(&world), authority);
        assert_eq!(world.rejected, [why]);
    }
    world.order(countersign(&world), supervisor("90"));
    assert!(world.rejected.is_empty() && world.view().actions.is_empty());
    assert_eq!(world.facts().last(), Some(&Fact::Countersigned { by: person("90") }));
    world.order(countersign(&world), supervisor("90"));
    assert_eq!(world.rejected, [Refusal::NothingAlone]);
}

#[test]
fn a_supervisor_who_is_called_signs_with_their_yes() {
    let mut world = released_alone();
    world.order(countersign(&world), agreed(cashier("12"), "90"));
    assert_eq!(world.facts().last(), Some(&Fact::Countersigned { by: person("90") }));
}

/// The guest moved: the room is another one, the money and the numbers are not.
#[test]
fn a_stay_is_changed_in_somebodys_name() {
    let mut world = taken_by("12", setup());
    let (hold, before) = (world.view().id, world.view());
    let stay = Stay { room: " 1302 ".to_owned(), ..before.stay.clone() };
    let change = Command::Change { hold: hold.clone(), stay };
    world.order(change.clone(), cashier("13"));
    let now = world.view();
    assert_eq!((now.stay.room.as_str(), &now.stay.guest), ("1302", &before.stay.guest));
    assert_eq!((now.money, now.held, &now.order_no), (before.money, before.held, &before.order_no));
    assert_eq!(world.names().last(), Some(&(Right::Change, "13".to_owned(), None)));
    world.order(change, cashier("13"));
    assert_eq!(world.rejected, [Refusal::NothingChanged]);
    let nowhere = Stay { room: " ".to_owned(), ..before.stay };
    world.order(Command::Change { hold, stay: nowhere }, cashier("13"));
    assert_eq!(world.rejected, [Refusal::NoRoom]);
    // Whoever took it is still 12: the change is not a taking over.
    world.order(release(&world), cashier("13"));
    assert_eq!(world.rejected, [refusal(Right::ReleaseOthers, false)]);
}

/// A room that a guest with an unclear hold has moved into is as busy as their first one was.
#[test]
fn a_room_is_busy_where_the_guest_is_now() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    let stay = Stay { room: "1302".to_owned(), ..world.view().stay };
    let hold_id = world.view().id;
    world.command(Command::Change { hold: hold_id, stay });
    world.command(hold("1302", "500.00", How::Scan(code("281111111111111111"))));
    assert!(matches!(world.rejected[..], [Refusal::RoomBusy { .. }]));
    world.rejected.clear();
    world.script([held()]);
    world.command(hold("1208", "500.00", How::Scan(code("281111111111111112"))));
    assert!(world.rejected.is_empty());
}
