use super::World;
use super::world::{absent, captured, good_hold, hkd, not_sent, refused, signed, stands, unknown};
use crate::desk::{Command, Refusal};
use crate::domain::{
    Answer, Ask, Class, Done, Fact, HoldId, Money, MoneyState, OrderStatus, State,
};

fn charge(hold: HoldId, amount: &str, keep_rest: bool) -> Command {
    Command::Capture { hold, money: hkd(amount), keep_rest, until: None }
}

fn sums(world: &World) -> [String; 4] {
    let view = world.view();
    [view.captured, view.released, view.refunded, view.remaining].map(Money::decimal)
}

#[test]
fn a_charge_gives_the_rest_back() {
    let (mut world, id) = good_hold();
    world.script([
        stands(OrderStatus::Authorized, "500.00"),
        captured(),
        captured(),
        stands(OrderStatus::Finished, "0.00"),
    ]);
    world.command(charge(id, "380.00", false));
    assert_eq!(world.course(), "0:hold? 0:charge 0:charge? 0:hold?");
    assert_eq!(sums(&world), ["380.00", "120.00", "0.00", "0.00"]);
    assert_eq!((world.view().state, world.view().money), (State::Settled, MoneyState::NotHeld));
}

#[test]
fn a_charge_of_everything_has_no_rest_to_wait_for() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(id, "500.00", true));
    assert_eq!(sums(&world), ["500.00", "0.00", "0.00", "0.00"]);
    let (_, ask) = &world.asked[1];
    assert!(matches!(ask, Ask::Capture { complete: true, .. }), "nothing is left to keep");
    assert_eq!(world.course(), "0:hold? 0:charge 0:charge?");
}

#[test]
fn charges_go_on_while_the_rest_is_kept() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(id.clone(), "100.00", true));
    assert_eq!(sums(&world), ["100.00", "0.00", "0.00", "400.00"]);
    world.script([
        stands(OrderStatus::Authorized, "400.00"),
        captured(),
        captured(),
        stands(OrderStatus::Finished, "0.00"),
    ]);
    world.command(charge(id, "250.00", false));
    assert_eq!(sums(&world), ["350.00", "150.00", "0.00", "0.00"]);
}

#[test]
fn a_lost_charge_is_asked_about_and_sent_again_the_same() {
    let (mut world, id) = good_hold();
    world.script([
        stands(OrderStatus::Authorized, "500.00"),
        unknown(),
        absent(),
        absent(),
        captured(),
        captured(),
    ]);
    world.command(charge(id, "380.00", true));
    world.pass(10);
    assert_eq!(world.course(), "0:hold? 0:charge 3:charge? 8:charge? 8:charge 8:charge?");
    let numbers: Vec<_> = world
        .asked
        .iter()
        .filter_map(|(_, ask)| {
            let Ask::Capture { capture_no, money, .. } = ask else { return None };
            Some((capture_no.clone(), *money))
        })
        .collect();
    assert!(numbers.len() == 2 && numbers[0] == numbers[1]);
    assert_eq!(sums(&world), ["380.00", "0.00", "0.00", "120.00"]);
}

/// The computer was off for longer than a charge is asked about: one look that finds nothing calls
/// nobody yet, and is not enough to send the charge again.
#[test]
fn a_charge_that_never_left_is_sent_again_however_late() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), unknown()]);
    world.command(charge(id, "380.00", true));
    world.now += jiff::SignedDuration::from_secs(90);
    world.script([absent(), absent(), captured(), captured()]);
    world.restart();
    world.pass(10);
    let looks = "90:charge? 95:charge?";
    assert_eq!(world.course(), format!("0:hold? 0:charge {looks} 95:charge 95:charge?"));
    assert_eq!(world.view().state, State::Held);
    assert_eq!(sums(&world), ["380.00", "0.00", "0.00", "120.00"]);
}

#[test]
fn a_charge_that_stays_unclear_goes_to_a_person_and_is_still_asked_about() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), unknown()]);
    world.command(charge(id, "380.00", true));
    world.pass(61);
    assert_eq!(
        (world.view().state, world.view().money),
        (State::Attention, MoneyState::NotKnownYet)
    );
    world.script([captured()]);
    world.pass(40);
    assert_eq!(world.view().state, State::Held);
    assert_eq!(sums(&world), ["380.00", "0.00", "0.00", "120.00"]);
}

/// A command's run ends with its answer, so nobody is there when the background's turn comes.
#[test]
fn a_person_who_asks_about_a_charge_that_never_arrived_gets_it_sent_again() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), unknown()]);
    world.command(charge(id.clone(), "380.00", true));
    world.pass(61);
    assert_eq!(world.view().state, State::Attention);
    world.restart();
    world.asked.clear();
    world.script([absent(), absent(), captured(), captured()]);
    world.command(Command::Check { hold: Some(id) });
    assert!(world.view().activity.unwrap().pressed, "worth waiting for the second witness");
    world.pass(5);
    assert_eq!(world.course(), "61:charge? 66:charge? 66:charge 66:charge?");
    assert_eq!(world.view().state, State::Held);
}

#[test]
fn a_person_who_asks_about_a_release_that_never_arrived_gets_it_sent_again() {
    let (mut world, id) = good_hold();
    let silence = std::iter::repeat_n([unknown(), absent()], 6).flatten();
    world.script(silence.chain([absent()]));
    world.command(Command::Release { hold: id.clone(), money: None, remark: String::new() });
    world.pass(70);
    assert_eq!(world.view().state, State::Attention);
    world.script([unknown()]);
    world.restart();
    world.asked.clear();
    world.command(Command::Check { hold: Some(id.clone()) });
    assert!(!world.view().activity.unwrap().pressed, "silence is not followed up");
    world.script([absent(), Answer::Done(Done::Released)]);
    world.command(Command::Check { hold: Some(id) });
    assert_eq!(world.course(), "70:release? 70:release? 70:release");
    assert_eq!(world.view().state, State::Settled);
}

#[test]
fn a_refused_charge_leaves_the_hold_as_it_was() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), refused("ACQ.PAYMENT_FAIL")]);
    world.command(charge(id, "380.00", false));
    assert_eq!((world.view().state, world.view().money), (State::Held, MoneyState::Held));
    assert_eq!(world.view().trouble.unwrap().reason.code, "ACQ.PAYMENT_FAIL");
}

#[test]
fn a_charge_that_the_books_would_refuse_never_leaves() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "300.00")]);
    world.command(charge(id.clone(), "380.00", false));
    assert_eq!(world.course(), "0:hold?");
    assert_eq!(
        (world.view().state, world.view().money),
        (State::Attention, MoneyState::NotKnownYet)
    );
    world.command(charge(id.clone(), "380.00", false));
    assert_eq!(world.rejected, [Refusal::Differs]);
    // Both books agree again.
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: Some(id) });
    assert_eq!(world.view().state, State::Held);
}

#[test]
fn a_charge_without_a_network_is_given_up_with_nothing_charged() {
    let (mut world, id) = good_hold();
    world.script([not_sent()]);
    world.command(charge(id, "380.00", false));
    world.pass(60);
    assert!(!world.course().contains("charge"));
    assert_eq!(world.view().state, State::Held);
    assert!(matches!(world.facts().last(), Some(Fact::Dropped { .. })));
}

#[test]
fn a_rest_that_stays_is_released_apart() {
    let (mut world, id) = good_hold();
    world.script([
        stands(OrderStatus::Authorized, "500.00"),
        captured(),
        captured(),
        stands(OrderStatus::Authorized, "120.00"),
    ]);
    world.command(charge(id, "380.00", false));
    world.pass(59);
    assert_eq!(sums(&world), ["380.00", "0.00", "0.00", "120.00"]);
    world.script([stands(OrderStatus::Authorized, "120.00"), Answer::Done(Done::Released)]);
    world.pass(5);
    assert_eq!(sums(&world), ["380.00", "120.00", "0.00", "0.00"], "{}", world.course());
}

/// An old answer: after a charge the order cannot be one that the guest has not confirmed.
#[test]
fn a_stale_answer_does_not_prove_that_the_rest_went_back() {
    let (mut world, id) = good_hold();
    world.script([
        stands(OrderStatus::Authorized, "500.00"),
        captured(),
        captured(),
        stands(OrderStatus::Init, "0.00"),
    ]);
    world.command(charge(id, "380.00", false));
    assert_eq!(world.view().money, MoneyState::NotKnownYet);
    assert_eq!(sums(&world), ["380.00", "0.00", "0.00", "120.00"]);
}

#[test]
fn a_rest_of_another_sum_is_not_released_but_put_before_a_person() {
    let (mut world, id) = good_hold();
    world.script([
        stands(OrderStatus::Authorized, "500.00"),
        captured(),
        captured(),
        stands(OrderStatus::Authorized, "60.00"),
    ]);
    world.command(charge(id, "380.00", false));
    world.pass(200);
    assert!(!world.course().contains("release"), "{}", world.course());
    assert_eq!(world.view().state, State::Attention);
}

/// What was seen before the wait was over is no reason to release: it may have gone back since.
#[test]
fn a_rest_that_goes_back_late_is_not_released_apart() {
    let (mut world, id) = good_hold();
    let rest = || stands(OrderStatus::Authorized, "120.00");
    let first = [stands(OrderStatus::Authorized, "500.00"), captured(), captured(), rest()];
    world.script(first);
    world.command(charge(id, "380.00", false));
    world.pass(59);
    world.script([unknown(), stands(OrderStatus::Finished, "0.00")]);
    world.pass(5);
    assert_eq!(sums(&world), ["380.00", "120.00", "0.00", "0.00"], "{}", world.course());
    assert!(!world.course().contains("release"), "{}", world.course());
}

#[test]
fn a_release_of_a_part_and_of_the_rest() {
    let (mut world, id) = good_hold();
    world.script([Answer::Done(Done::Released)]);
    let money = Some(hkd("120.00"));
    world.command(Command::Release { hold: id.clone(), money, remark: "early".to_owned() });
    assert_eq!(sums(&world), ["0.00", "120.00", "0.00", "380.00"]);
    world.command(Command::Release { hold: id, money: None, remark: String::new() });
    assert_eq!(sums(&world), ["0.00", "500.00", "0.00", "0.00"]);
    assert_eq!(world.view().state, State::Settled);
}

#[test]
fn an_unclear_release_is_asked_about_and_never_gets_a_second_number() {
    let (mut world, id) = good_hold();
    world.script([unknown(), absent(), unknown(), Answer::Done(Done::Released)]);
    world.command(Command::Release { hold: id.clone(), money: None, remark: String::new() });
    world.command(Command::Release { hold: id, money: None, remark: String::new() });
    assert_eq!(world.rejected, [Refusal::Busy]);
    world.pass(20);
    assert_eq!(world.course(), "0:release 1:release? 1:release 4:release?");
    assert_eq!(sums(&world), ["0.00", "500.00", "0.00", "0.00"]);
}

#[test]
fn nothing_is_refunded_while_a_release_is_unclear() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(id.clone(), "380.00", true));
    world.script([unknown()]);
    world.command(Command::Release { hold: id.clone(), money: None, remark: String::new() });
    let (money, reason) = (hkd("30.00"), "minibar".to_owned());
    world.command(Command::Refund { hold: id, capture: None, money, reason });
    assert_eq!(world.rejected, [Refusal::Busy], "{}", world.course());
}

#[test]
fn refunds_keep_their_distance_and_their_sum() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(id.clone(), "380.00", true));
    world.asked.clear();
    world.script([Answer::Done(Done::Refunded)]);
    let refund = |amount: &str| Command::Refund {
        hold: id.clone(),
        capture: None,
        money: hkd(amount),
        reason: "minibar".to_owned(),
    };
    world.command(refund("30.00"));
    world.command(refund("350.00"));
    assert_eq!(world.course(), "0:refund", "less than three seconds apart");
    world.pass(3);
    assert_eq!(world.course(), "0:refund 3:refund");
    assert_eq!(sums(&world), ["380.00", "0.00", "380.00", "120.00"]);
    world.command(refund("0.01"));
    assert_eq!(world.rejected, [Refusal::NothingCaptured]);
}

#[test]
fn refunds_keep_their_distance_from_a_slow_one() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(id.clone(), "380.00", true));
    world.asked.clear();
    world.script([unknown(), Answer::Done(Done::Refunded)]);
    let money = hkd("30.00");
    let refund = Command::Refund { hold: id, capture: None, money, reason: String::new() };
    world.command(refund.clone());
    world.pass(3);
    world.command(refund);
    world.pass(3);
    assert_eq!(world.course(), "0:refund 3:refund? 6:refund", "it may have arrived at 3 only");
}

#[test]
fn an_unclear_refund_is_sent_again_only_when_its_absence_means_something() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(id.clone(), "380.00", true));
    world.asked.clear();
    world.script([unknown(), absent()]);
    let money = hkd("30.00");
    world.command(Command::Refund { hold: id, capture: None, money, reason: String::new() });
    world.pass(11);
    world.script([absent(), Answer::Done(Done::Refunded)]);
    world.pass(10);
    assert_eq!(world.course(), "0:refund 3:refund? 6:refund? 9:refund? 12:refund? 12:refund");
    assert_eq!(sums(&world), ["380.00", "0.00", "30.00", "120.00"]);
}

/// "Not done by this call" may mean "not yet" (alipay-preauth.md 2.8): the same refund is sent again,
/// and never called refused, so that nobody pays it back a second time under another number.
#[test]
fn a_refund_that_moved_nothing_yet_is_sent_again_the_same() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(id.clone(), "380.00", true));
    world.asked.clear();
    let not_yet = Answer::Unknown(signed(Class::Retry, "refund.unchanged"));
    world.script([not_yet, absent(), absent(), absent(), absent(), Answer::Done(Done::Refunded)]);
    let money = hkd("30.00");
    world.command(Command::Refund { hold: id, capture: None, money, reason: String::new() });
    world.pass(20);
    assert_eq!(world.course(), "0:refund 3:refund? 6:refund? 9:refund? 12:refund? 12:refund");
    assert_eq!(world.view().refunded, hkd("30.00"));
}

#[test]
fn a_crash_before_a_charge_left_drops_it() {
    let (mut world, id) = good_hold();
    world.script([unknown()]);
    world.command(charge(id, "380.00", false));
    world.restart();
    world.pass(1);
    assert_eq!(world.view().state, State::Held);
    assert!(matches!(world.facts().last(), Some(Fact::Dropped { .. })));
    assert!(!world.course().contains("charge"));
}

#[test]
fn amounts_are_held_against_what_is_left() {
    let (mut world, id) = good_hold();
    world.command(charge(id.clone(), "500.01", false));
    let release = Command::Release { hold: id, money: Some(hkd("0.00")), remark: String::new() };
    world.command(release);
    assert!(matches!(
        world.rejected[..],
        [Refusal::AboveRemaining { .. }, Refusal::AmountNotPositive]
    ));
    assert!(world.asked.is_empty());
}
