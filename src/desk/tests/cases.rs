//! What the program could not settle, and people do: on a proof, with two names, and only then.

use std::collections::BTreeMap;

use super::World;
use super::world::{captured, good_hold, held, hkd, stands, unknown};
use crate::desk::{Action, Command, Found, Input, Refusal, StayRules, concerns};
use crate::desk::{Concern, HoldView, TimelineRow};
use crate::domain::{
    Answer, Approval, Authority, Done, Fact, Kind, MoneyState, OrderStatus, Person, Planned, Right,
    Role, State, Stay, Why,
};
use jiff::civil::date;
use jiff::tz::TimeZone;

const NUMBER: &str = "2026011510002001000512349999";

fn person(number: &str) -> Person {
    Person::named(number.parse().unwrap(), "Somebody").unwrap()
}

/// A supervisor with another supervisor's yes.
fn two() -> Authority {
    let yes = Approval { by: person("91"), why: Why::Stuck, note: String::new(), alone: false };
    Authority { by: person("90"), role: Role::Supervisor, approval: Some(yes) }
}

impl World {
    fn by(&mut self, command: Command, authority: Option<Authority>) {
        self.rejected.clear();
        self.desk.handle(Input::Command { ticket: 1, command, authority }, self.now);
        self.settle();
    }

    fn close(&mut self, finding: Found) {
        let (hold, proof) = (self.view().id, "Alipay, Ms Wu, ticket 4711".to_owned());
        self.by(Command::CloseCase { hold, finding, proof }, Some(two()));
    }

    /// The request that is open gets no answer until a person is called.
    fn until_a_person_is_called(&mut self) {
        self.script([unknown()]);
        self.pass(1_200);
        assert_eq!(self.view().state, State::Attention, "{}", self.course());
    }
}

fn done(number: &str) -> Found {
    Found::Done { number: number.to_owned() }
}

/// A hold that was undone without a word of what became of it.
fn stuck() -> World {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    world.until_a_person_is_called();
    world
}

#[test]
fn a_stuck_undo_is_a_case_whose_number_is_the_entry_that_called_a_person() {
    let world = stuck();
    let view = world.view();
    let case = view.case.clone().unwrap();
    let called = world.entries.iter().find(|e| matches!(e.fact, Fact::HandedOver { .. })).unwrap();
    assert_eq!((case.number, case.kind, case.needs_number), (called.seq, Kind::Cancel, true));
    assert!(view.actions.contains(&Action::CloseCase) && view.actions.contains(&Action::Cancel));
    assert!(!view.actions.contains(&Action::Release));
}

#[test]
fn two_people_close_it_and_asking_ends() {
    let mut world = stuck();
    world.close(Found::NotDone);
    assert_eq!(world.rejected, []);
    let view = world.view();
    assert_eq!((view.state, view.money, &view.case), (State::NotHeld, MoneyState::NotHeld, &None));
    let asked = world.asked.len();
    world.pass(100_000);
    assert_eq!(world.asked.len(), asked, "nothing is asked any more");
    let names = world.facts().into_iter().rev().find_map(|fact| {
        let Fact::Ordered { right, by, approval } = fact else { return None };
        Some((right, by, approval.unwrap().by))
    });
    assert_eq!(names, Some((Right::CloseCase, person("90"), person("91"))));
}

#[test]
fn what_is_found_held_can_be_released_like_any_other() {
    let mut world = stuck();
    for wrong in ["", "12 34", &"1".repeat(65), "号码"] {
        world.close(done(wrong));
        assert_eq!(world.rejected, [Refusal::NoProviderNumber], "{wrong}");
    }
    world.close(done(NUMBER));
    let view = world.view();
    assert_eq!((view.state, view.remaining), (State::Held, hkd("500.00")));
    assert_eq!(view.auth_no.as_deref(), Some(NUMBER));
    world.script([Answer::Done(Done::Released)]);
    world.command(Command::Release { hold: view.id, money: None, remark: String::new() });
    assert_eq!(world.view().state, State::Settled);
}

#[test]
fn one_name_is_not_enough_nor_is_none() {
    let mut world = stuck();
    let before = world.entries.len();
    let close = |world: &World, proof: &str| Command::CloseCase {
        hold: world.view().id,
        finding: Found::NotDone,
        proof: proof.to_owned(),
    };
    let needs = Refusal::NeedsApproval { right: Right::CloseCase, two: true };
    let long = "x".repeat(121);
    let one = || Authority { approval: None, ..two() };
    let oneself = || {
        let yes = two().approval.map(|yes| Approval { by: person("90"), ..yes });
        Authority { approval: yes, ..two() }
    };
    for (proof, authority, refusal) in [
        ("ticket", None, Refusal::NobodyNamed),
        ("ticket", Some(one()), needs.clone()),
        ("ticket", Some(oneself()), needs),
        (" \t", Some(two()), Refusal::NoProof),
        (&long, Some(two()), Refusal::TextTooLong("proof")),
    ] {
        let command = close(&world, proof);
        world.by(command, authority);
        assert_eq!(world.rejected, [refusal], "{proof}");
    }
    assert_eq!(world.entries.len(), before);
    let (mut clear, _) = good_hold();
    clear.close(Found::NotDone);
    assert_eq!(clear.rejected, [Refusal::NoCase]);
}

#[test]
fn a_question_that_is_on_its_way_is_answered_first() {
    let mut world = stuck();
    let hold = Some(world.view().id);
    world.desk.handle(
        Input::Command { ticket: 1, command: Command::Check { hold }, authority: None },
        world.now,
    );
    assert_eq!(world.calls().len(), 1);
    world.close(Found::NotDone);
    assert_eq!(world.rejected, [Refusal::Busy]);
}

fn charge(world: &World, keep_rest: bool) -> Command {
    let money = hkd("380.00");
    Command::Capture { hold: world.view().id, money, keep_rest, until: None }
}

#[test]
fn a_stuck_charge_was_made_or_was_not() {
    for (found, captured) in [(done("20260117220014"), "380.00"), (Found::NotDone, "0.00")] {
        let (mut world, _) = good_hold();
        world.script([stands(OrderStatus::Authorized, "500.00"), unknown()]);
        let command = charge(&world, true);
        world.command(command);
        world.until_a_person_is_called();
        assert!(world.view().case.unwrap().needs_number);
        world.close(found);
        let view = world.view();
        assert_eq!((view.state, view.captured), (State::Held, hkd(captured)));
        assert_eq!(view.case, None);
    }
}

#[test]
fn a_stuck_rest_went_back_or_is_still_held() {
    for (found, left) in [(done(""), "0.00"), (Found::NotDone, "120.00")] {
        let (mut world, _) = good_hold();
        world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
        let command = charge(&world, false);
        world.command(command);
        world.until_a_person_is_called();
        assert!(!world.view().case.unwrap().needs_number);
        world.close(found);
        let view = world.view();
        assert_eq!((view.captured, view.remaining), (hkd("380.00"), hkd(left)));
    }
}

#[test]
fn a_stuck_release_and_a_stuck_refund_are_settled_too() {
    for (found, left) in [(done(""), "0.00"), (Found::NotDone, "500.00")] {
        let (mut world, hold) = good_hold();
        world.script([unknown()]);
        world.command(Command::Release { hold, money: None, remark: String::new() });
        world.until_a_person_is_called();
        world.close(found);
        assert_eq!(world.view().remaining, hkd(left));
    }
    for (found, refunded) in [(done(""), "80.00"), (Found::NotDone, "0.00")] {
        let (mut world, hold) = good_hold();
        world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
        let command = charge(&world, true);
        world.command(command);
        world.script([unknown()]);
        let (money, reason) = (hkd("80.00"), String::new());
        world.command(Command::Refund { hold, capture: None, money, reason });
        world.until_a_person_is_called();
        world.close(found);
        assert_eq!(world.view().refunded, hkd(refunded));
    }
}

#[test]
fn what_is_missing_in_their_books_went_back_elsewhere() {
    let (mut world, hold) = good_hold();
    world.script([stands(OrderStatus::Authorized, "200.00")]);
    world.command(Command::Check { hold: Some(hold.clone()) });
    let case = world.view().case.unwrap();
    assert_eq!(case.missing, Some(hkd("300.00")));
    for wrong in [Found::NotDone, done(NUMBER)] {
        world.close(wrong);
        assert_eq!(world.rejected, [Refusal::NotThisCase]);
    }
    world.close(Found::BackElsewhere);
    let view = world.view();
    assert_eq!((view.released, view.remaining), (hkd("300.00"), hkd("200.00")));
    assert_eq!((view.state, &view.case), (State::Held, &None));
    // The books and the journal are the same again.
    world.command(Command::Check { hold: Some(hold) });
    assert_eq!(world.view().state, State::Held);
}

#[test]
fn a_case_with_more_in_their_books_is_for_the_provider() {
    let (mut world, hold) = good_hold();
    world.script([Answer::Done(Done::Released)]);
    let money = Some(hkd("120.00"));
    world.command(Command::Release { hold: hold.clone(), money, remark: String::new() });
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: Some(hold) });
    assert_eq!(world.view().case.unwrap().missing, None);
    world.close(Found::BackElsewhere);
    assert_eq!(world.rejected, [Refusal::NotThisCase]);
}

/// What a case was closed with is read again after a restart.
#[test]
fn a_closed_case_stays_closed() {
    let mut world = stuck();
    world.close(done(NUMBER));
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    world.restart();
    assert_eq!((world.view().state, world.view().case), (State::Held, None));
}

/// A hold that was taken on 15 January, with this said of its stay.
fn stay(change: impl FnOnce(&mut Stay)) -> World {
    let (mut world, hold) = good_hold();
    let mut stay = world.view().stay;
    change(&mut stay);
    world.command(Command::Change { hold, stay });
    world
}

fn found(world: &World, rules: &StayRules, today: jiff::civil::Date) -> Vec<Concern> {
    let holds: Vec<HoldView> = world.desk.snapshot(world.now).holds;
    let of = |hold: &HoldView| concerns(hold, &holds, rules, today, &TimeZone::UTC);
    holds.iter().flat_map(of).collect()
}

#[test]
fn a_guest_who_has_left_is_noticed_the_day_after() {
    let rules = StayRules { hold_days: BTreeMap::new(), warn_days: 3 };
    let world = stay(|stay| stay.departure = Some(date(2026, 1, 17)));
    for (day, expected) in
        [(17, vec![]), (18, vec![Concern::PastDeparture { day: date(2026, 1, 17) }])]
    {
        assert_eq!(found(&world, &rules, date(2026, 1, day)), expected);
    }
    let kept = stay(|stay| {
        stay.departure = Some(date(2026, 1, 17));
        stay.keep_until = Some(date(2026, 1, 20));
    });
    for (day, expected) in
        [(20, vec![]), (21, vec![Concern::KeptTooLong { day: date(2026, 1, 20) }])]
    {
        assert_eq!(found(&kept, &rules, date(2026, 1, day)), expected);
    }
}

#[test]
fn a_hold_that_ends_before_the_guest_leaves_is_said_from_the_first_day_on() {
    let rules = StayRules { hold_days: [("alipay".to_owned(), 7)].into(), warn_days: 2 };
    let end = date(2026, 1, 22);
    let long = stay(|stay| stay.departure = Some(date(2026, 1, 23)));
    assert_eq!(
        found(&long, &rules, date(2026, 1, 15)),
        [Concern::EndsBeforeDeparture { day: end }]
    );
    let short = stay(|stay| stay.departure = Some(end));
    assert_eq!(found(&short, &rules, date(2026, 1, 19)), []);
    assert_eq!(found(&short, &rules, date(2026, 1, 20)), [Concern::EndsSoon { day: end }]);
}

/// The program was ended between the order and its leaving: whoever ordered may believe it was done.
#[test]
fn a_charge_that_never_left_is_said_until_something_else_is_wanted() {
    let rules = StayRules { hold_days: BTreeMap::new(), warn_days: 3 };
    let (world, _) = good_hold();
    let mut view = world.view();
    let row = |fact| TimelineRow { seq: 9, at: world.now, fact };
    let request = view.request_no.clone();
    let reason = crate::domain::Reason::ours(crate::domain::Class::Absent, "desk.restart", "");
    let kind = Kind::Capture;
    view.timeline.push(row(Fact::Dropped { kind, request: request.clone(), reason }));
    let of = |view: &HoldView| {
        concerns(view, std::slice::from_ref(view), &rules, date(2026, 1, 15), &TimeZone::UTC)
    };
    assert_eq!(of(&view), [Concern::GivenUp { kind }]);
    let money = hkd("1.00");
    let planned = Planned::Capture { request, money, keep_rest: false };
    view.timeline.push(row(Fact::Planned(planned)));
    assert_eq!(of(&view), []);
}

#[test]
fn a_bill_above_what_covers_it_is_said_once_for_a_stay() {
    let rules = StayRules { hold_days: BTreeMap::new(), warn_days: 3 };
    let mut world = stay(|stay| stay.bill = Some(hkd("800.00")));
    let today = date(2026, 1, 15);
    assert_eq!(found(&world, &rules, today), [Concern::BelowBill { short: hkd("300.00") }]);
    world.script([held()]);
    let stay = Stay { bill: None, ..world.view().stay };
    let code = super::world::code("287654321098765433");
    let how = crate::desk::How::Scan(code);
    world.command(Command::Hold { stay, money: hkd("299.99"), how });
    assert_eq!(found(&world, &rules, today), [Concern::BelowBill { short: hkd("0.01") }]);
}

#[test]
fn a_late_charge_keeps_the_rest_until_a_day() {
    let (mut world, hold) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    let until = Some(date(2026, 1, 19));
    world.command(Command::Capture { hold, money: hkd("380.00"), keep_rest: true, until });
    let view = world.view();
    assert_eq!((view.stay.keep_until, view.remaining), (until, hkd("120.00")));
    // Where nothing is kept there is no day until which it is.
    let (mut world, hold) = good_hold();
    world.script([stands(OrderStatus::Authorized, "500.00"), captured(), captured()]);
    world.command(Command::Capture { hold, money: hkd("380.00"), keep_rest: false, until });
    assert_eq!(world.view().stay.keep_until, None);
}
