//! The ladder's rungs, one by one: what comes next, and not a second earlier.

use jiff::SignedDuration;

use super::World;
use super::world::{
    absent, captured, good_hold, hkd, hold, not_sent, not_there, refused, setup, signed, stands,
    undone, unknown,
};
use crate::desk::{Command, How};
use crate::domain::{Answer, Class, Done, Fact, HoldId, MoneyState, OrderStatus, State};

fn charge(hold: &HoldId) -> Command {
    Command::Capture { hold: hold.clone(), money: hkd("380.00"), keep_rest: true, until: None }
}

fn refund(hold: &HoldId) -> Command {
    let (hold, reason) = (hold.clone(), String::new());
    Command::Refund { hold, capture: None, money: hkd("30.00"), reason }
}

/// What was seen between two looks that found nothing makes the first of them void.
#[test]
fn what_was_there_between_two_looks_voids_the_first() {
    let mut world = World::new([not_sent(), refused("MONEY_NOT_ENOUGH"), absent()]);
    world.scan("1208", "500.00");
    world.pass(2);
    world.script([stands(OrderStatus::Init, "0.00"), absent()]);
    world.pass(6);
    assert_eq!(world.course(), "0:scan 1:scan 1:hold? 4:hold? 7:hold?");
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "two looks in a row are needed");
    world.pass(3);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

/// The same of an undo, long after the time of a late arrival.
#[test]
fn an_order_that_was_seen_again_is_looked_for_anew() {
    let mut world = World::new([unknown(), absent()]);
    world.scan("1208", "500.00");
    world.pass(29);
    let seen = stands(OrderStatus::Init, "0.00");
    let no = refused("CANCEL_OPERATION_TIME_OUT");
    world.script([absent(), no, absent(), absent(), seen, absent()]);
    world.pass(310);
    assert!(world.course().ends_with("120:hold? 300:hold? 330:hold?"), "{}", world.course());
    assert_eq!(world.view().money, MoneyState::NotKnownYet);
    world.pass(120);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}

/// A resent charge is looked for from its last sending: what was not there before says nothing of it.
#[test]
fn two_looks_after_each_sending_of_a_charge() {
    let (mut world, id) = good_hold();
    let lost = || [unknown(), absent(), absent()];
    world.script(
        [stands(OrderStatus::Authorized, "500.00")]
            .into_iter()
            .chain(lost())
            .chain(lost())
            .chain([captured(), captured()]),
    );
    world.command(charge(&id));
    world.pass(20);
    assert_eq!(
        world.course(),
        "0:hold? 0:charge 3:charge? 8:charge? 8:charge 11:charge? 16:charge? 16:charge 16:charge?"
    );
}

/// A QR code can be scanned until it lapses, also where that is the longest of all waits.
#[test]
fn a_qr_code_is_looked_for_until_it_lapses() {
    let mut setup = setup();
    setup.policy.absent_after = vec![SignedDuration::from_secs(30)];
    let shown = Answer::Done(Done::Shown { qr: "https://qr.alipay.com/bax0".to_owned() });
    let mut world = World::with(setup.clone(), [shown, absent()]);
    world.command(hold("0907", "800.00", How::Qr));
    world.pass(179);
    world.script([absent(), not_there(), absent()]);
    world.pass(55);
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.pass(20);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());

    let mut world = World::with(setup, [unknown(), absent()]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([absent(), not_there(), absent()]);
    world.pass(20);
    assert_eq!(world.view().money, MoneyState::NotHeld, "a scanned code does not wait for that");
}

#[test]
fn a_person_is_called_when_the_tries_are_over() {
    let (mut world, id) = good_hold();
    let silence = std::iter::repeat_n([unknown(), absent()], 40).flatten();
    world.script(silence);
    world.command(Command::Release { hold: id, money: None, remark: String::new() });
    world.pass(40);
    assert!(world.course().ends_with("32:release 35:release?"), "{}", world.course());
    assert_eq!(world.view().state, State::Attention);
}

/// The tries are over and nothing was found twice: it waits for the background, or for a person.
#[test]
fn what_a_person_asks_about_leaves_again_at_once() {
    let (mut world, id) = good_hold();
    let lost = std::iter::repeat_n([unknown(), absent(), absent()], 6).flatten();
    world.script([stands(OrderStatus::Authorized, "500.00")].into_iter().chain(lost));
    world.command(charge(&id));
    world.pass(80);
    assert_eq!(world.view().state, State::Attention, "{}", world.course());
    world.asked.clear();
    world.script([absent(), captured(), captured()]);
    world.command(Command::Check { hold: Some(id) });
    assert_eq!(world.course(), "80:charge? 80:charge 80:charge?");
}

#[test]
fn a_refused_refund_is_asked_about_when_the_books_can_have_it() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(&id));
    world.asked.clear();
    world.script([refused("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"), absent()]);
    world.command(refund(&id));
    world.pass(30);
    assert!(world.course().starts_with("0:refund 10:refund?"), "{}", world.course());
}

/// A charge that is being looked at says so until the second witness: "in progress" adds nothing to it.
#[test]
fn a_charge_in_progress_is_written_once() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), unknown(), Answer::Waiting(None)]);
    world.command(charge(&id));
    world.pass(4);
    let once = world.facts().len();
    world.pass(20);
    assert_eq!(world.facts().len(), once, "{}", world.course());
    assert!(once > 6, "that it is in progress was written: {:?}", world.facts());
}

#[test]
fn a_journal_that_ends_with_the_wish_for_an_undo_is_gone_on_with() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(30);
    let wish = world.facts().iter().position(|fact| matches!(fact, Fact::UndoDecided { .. }));
    world.entries.truncate(wish.unwrap() + 1);
    world.asked.clear();
    world.script([undone(), stands(OrderStatus::Closed, "0.00")]);
    world.restart();
    assert_eq!(world.course(), "30:undo 30:hold?");
    assert_eq!(world.view().state, State::NotHeld);
}

#[test]
fn a_refused_undo_is_asked_about_at_once_and_then_by_the_clock() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([unknown(), refused("CANCEL_OPERATION_TIME_OUT"), unknown()]);
    world.pass(5);
    assert!(world.course().ends_with("30:hold? 30:undo 30:hold? 33:hold?"), "{}", world.course());
}

/// The clock was set back to a time between two of its facts: how long the guest had is not known.
#[test]
fn a_clock_set_back_a_little_ends_the_wait_as_well() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.pass(20);
    world.script([Answer::Waiting(None)]);
    world.pass(2);
    world.now -= SignedDuration::from_secs(15);
    world.script([Answer::Waiting(None), undone(), stands(OrderStatus::Closed, "0.00")]);
    world.restart();
    assert_eq!(world.view().state, State::NotHeld, "{}", world.course());
}

/// A charge passes through stages that are counted apart: an old look at the books does not delay it.
#[test]
fn a_look_of_before_does_not_delay_a_charge() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: Some(id.clone()) });
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(&id));
    assert_eq!(world.course(), "0:hold? 0:hold? 0:charge 0:charge?");
}

/// A request that fell back because nothing of it left keeps the count of its tries.
#[test]
fn the_tries_of_a_release_that_never_left_end() {
    let (mut world, id) = good_hold();
    world.script([not_sent()]);
    world.command(Command::Release { hold: id, money: None, remark: String::new() });
    world.pass(60);
    assert_eq!(world.course(), "0:release 1:release 3:release 7:release 15:release 31:release");
    assert_eq!((world.view().state, world.view().money), (State::Held, MoneyState::Held));
}

/// Another sending is due soon; a person asks meanwhile, twice, and that is no refusal.
#[test]
fn what_nobody_refused_is_not_refused_by_silence() {
    let (mut world, id) = good_hold();
    let silence = std::iter::repeat_n([unknown(), absent()], 5).flatten();
    world.script(silence);
    world.command(Command::Release { hold: id.clone(), money: None, remark: String::new() });
    world.pass(20);
    for _ in 0..2 {
        world.command(Command::Check { hold: Some(id.clone()) });
    }
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.script([Answer::Done(Done::Released)]);
    world.pass(13);
    assert!(world.course().ends_with("32:release"), "{}", world.course());
}

/// "In progress" between two looks that found nothing: the charge is there.
#[test]
fn a_charge_that_was_seen_is_not_sent_again() {
    let (mut world, id) = good_hold();
    let books = stands(OrderStatus::Authorized, "500.00");
    world.script([books, unknown(), absent(), Answer::Waiting(None), absent()]);
    world.command(charge(&id));
    world.pass(15);
    assert_eq!(world.course(), "0:hold? 0:charge 3:charge? 8:charge? 11:charge?");
}

/// The provider lets a request lapse; the undo comes ten seconds before that, however long our own wait is.
#[test]
fn the_wait_ends_before_the_provider_s() {
    let mut setup = setup();
    setup.policy.scan_wait = SignedDuration::from_secs(600);
    let mut world = World::with(setup, [Answer::Waiting(None)]);
    world.scan("1208", "500.00");
    world.pass(289);
    world.script([Answer::Waiting(None), undone(), stands(OrderStatus::Closed, "0.00")]);
    world.pass(1);
    assert!(world.course().ends_with("290:hold? 290:undo 290:hold?"), "{}", world.course());
}

/// The charge is proven; what a person wants to know now is what became of the rest.
#[test]
fn a_check_behind_a_charge_looks_at_the_rest() {
    let (mut world, id) = good_hold();
    let rest = stands(OrderStatus::Authorized, "120.00");
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured(), rest]);
    let money = hkd("380.00");
    world.command(Command::Capture { hold: id.clone(), money, keep_rest: false, until: None });
    world.asked.clear();
    world.script([stands(OrderStatus::Finished, "0.00")]);
    world.command(Command::Check { hold: Some(id) });
    assert_eq!((world.course().as_str(), world.view().state), ("0:hold?", State::Settled));
}

#[test]
fn a_rest_that_nobody_explains_is_a_person_s_after_two_minutes() {
    let (mut world, id) = good_hold();
    let other = stands(OrderStatus::Authorized, "60.00");
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured(), other]);
    let money = hkd("380.00");
    world.command(Command::Capture { hold: id, money, keep_rest: false, until: None });
    world.pass(119);
    assert!(!world.view().activity.unwrap().handed_over);
    world.pass(1);
    assert!(world.view().activity.unwrap().handed_over);
}

/// What never left in the run before is not sent in this one: nobody may be waiting for it any more.
#[test]
fn nothing_that_never_left_leaves_after_a_start() {
    let (mut world, id) = good_hold();
    world.script([not_sent()]);
    world.command(Command::Release { hold: id.clone(), money: None, remark: String::new() });
    world.restart();
    world.pass(30);
    assert_eq!((world.course().as_str(), world.view().state), ("0:release", State::Held));

    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(&id));
    world.script([Answer::Done(Done::Refunded)]);
    world.command(refund(&id));
    world.asked.clear();
    // This one waits for its distance from the first.
    world.command(refund(&id));
    world.restart();
    world.pass(30);
    assert_eq!((world.course().as_str(), world.view().refunded), ("", hkd("30.00")));
}

#[test]
fn a_refund_that_only_a_person_can_help_is_a_person_s_at_once() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(charge(&id));
    world.asked.clear();
    world.script([Answer::Unknown(signed(Class::Person, "ACQ.SELLER_BALANCE_NOT_ENOUGH"))]);
    world.command(refund(&id));
    assert_eq!((world.course().as_str(), world.view().state), ("0:refund", State::Attention));
}

/// The background asks ever more seldom.
#[test]
fn the_background_has_its_rhythm() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), unknown()]);
    world.command(charge(&id));
    world.pass(60);
    world.asked.clear();
    world.pass(8_000);
    assert_eq!(world.course(), "87:charge? 207:charge? 807:charge? 4407:charge? 8007:charge?");

    let mut world = World::new([unknown(), absent()]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([absent(), not_there(), absent(), not_sent()]);
    world.pass(330);
    assert!(!world.view().activity.unwrap().handed_over);
    world.pass(1);
    assert!(world.view().activity.unwrap().handed_over, "{}", world.course());
    world.asked.clear();
    world.pass(800);
    assert_eq!(world.course(), "387:hold? 507:hold? 1107:hold?");
}

/// Whoever presses the key often makes the program ask no more seldom by itself.
#[test]
fn what_a_person_asks_is_no_turn_of_the_background() {
    let (mut world, id) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), unknown()]);
    world.command(charge(&id));
    world.pass(60);
    for _ in 0..3 {
        world.command(Command::Check { hold: Some(id.clone()) });
    }
    world.asked.clear();
    world.pass(600);
    // Half a minute after the last question, then two minutes after that.
    assert_eq!(world.course(), "90:charge? 210:charge?");
}

/// Where the system does not say how long it has been on, the whole search is made again.
#[test]
fn without_an_uptime_the_clock_is_not_believed() {
    let mut world = World::new([unknown(), absent()]);
    world.scan("1208", "500.00");
    world.pass(29);
    world.script([absent(), not_there(), absent()]);
    world.pass(2);
    world.set_clock(SignedDuration::from_hours(5));
    world.restart();
    world.pass(290);
    assert_eq!(world.view().money, MoneyState::NotKnownYet, "{}", world.course());
    world.pass(20);
    assert_eq!(world.view().money, MoneyState::NotHeld, "{}", world.course());
}
