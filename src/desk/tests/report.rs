//! What is counted: what changed the sums, once, in the name of whoever wanted it.

use jiff::{SignedDuration, Timestamp};

use super::World;
use super::world::{captured, code, held, hkd, hold, stands, unknown};
use crate::desk::{Command, How, Input};
use crate::domain::{
    Answer, Approval, Authority, Done, HoldId, OrderStatus, Person, Right, Role, Stay, Why,
};
use crate::domain::{Moved, Report, ReportRow};

fn by(number: &str) -> Authority {
    let by = Person::named(number.parse().unwrap(), &format!("Person {number}")).unwrap();
    Authority { by, role: Role::Cashier, approval: None }
}

fn order(world: &mut World, command: Command, authority: Authority) {
    world.desk.handle(Input::Command { ticket: 1, command, authority: Some(authority) }, world.now);
    world.settle();
    assert!(world.rejected.is_empty(), "{:?}", world.rejected);
}

/// 500.00 held by 12; 380.00 charged by 13 after a lost reply, the rest back; 30.00 refunded by 12 with 90's yes.
fn a_stay() -> (World, HoldId) {
    let mut world = World::new([held()]);
    order(&mut world, hold("1208", "500.00", How::Scan(code("287654321098765432"))), by("12"));
    let id = world.view().id;
    world.script([
        stands(OrderStatus::Authorized, "500.00"),
        unknown(),
        captured(),
        stands(OrderStatus::Finished, "0.00"),
    ]);
    let charge =
        Command::Capture { hold: id.clone(), money: hkd("380.00"), keep_rest: false, until: None };
    order(&mut world, charge, by("13"));
    world.pass(10);
    world.script([Answer::Done(Done::Refunded)]);
    let agreed = Approval {
        by: by("90").by,
        why: Why::WrongAmount,
        note: "minibar".to_owned(),
        alone: false,
    };
    let authority = Authority { approval: Some(agreed), ..by("12") };
    let refund = Command::Refund {
        hold: id.clone(),
        capture: None,
        money: hkd("30.00"),
        reason: String::new(),
    };
    order(&mut world, refund, authority);
    (world, id)
}

fn report(world: &World, from: Timestamp, to: Timestamp) -> Report {
    let mut report = Report::default();
    report.add(&world.entries, |entry| entry.at >= from && entry.at < to).unwrap();
    report
}

fn told(report: &Report) -> Vec<String> {
    let rows = report.totals.iter().map(|ReportRow { moved, by, total }| {
        let number = by.as_ref().map_or("nobody", |person| person.badge.as_str());
        let (count, amount) = (total.count, total.money.decimal());
        let currency = total.money.currency().code();
        format!("{} {number} {count} x {currency} {amount}", moved.name())
    });
    rows.collect()
}

#[test]
fn each_act_counts_once_for_whoever_wanted_it() {
    let (world, _) = a_stay();
    let report = report(&world, Timestamp::MIN, Timestamp::MAX);
    assert_eq!(
        told(&report),
        [
            "held 12 1 x HKD 500.00",
            "charged 13 1 x HKD 380.00",
            "released 13 1 x HKD 120.00",
            "refunded 12 1 x HKD 30.00",
        ]
    );
    let [yes] = report.agreed.as_slice() else { panic!("{:?}", report.agreed) };
    assert_eq!(
        (yes.right, yes.approval.why, yes.room.as_str()),
        (Right::Refund, Why::WrongAmount, "1208")
    );
    assert_eq!(report.total(Moved::Charged, hkd("0").currency()).money, hkd("380.00"));
}

/// The day rolls between the hold and the charge: each counts on its own day.
#[test]
fn what_happened_before_and_after_is_not_counted() {
    let (world, _) = a_stay();
    let start = world.entries[0].at;
    let middle = start + SignedDuration::from_secs(1);
    assert_eq!(told(&report(&world, start, middle)), ["held 12 1 x HKD 500.00"]);
    let later = report(&world, middle, Timestamp::MAX);
    assert!(told(&later).iter().all(|row| !row.starts_with("held")), "{later:?}");
    assert_eq!(later.agreed.len(), 1);
    let before = report(&world, start - SignedDuration::from_secs(9), start);
    assert_eq!(before, Report::default());
}

#[test]
fn how_it_stands_now_is_counted_apart() {
    let mut report = Report::default();
    let mut world = World::new([held()]);
    world.scan("1208", "500.00");
    let good = crate::domain::Hold::replay(&world.entries).unwrap();
    let mut world = World::new([unknown()]);
    world.scan("1209", "500.00");
    let unclear = crate::domain::Hold::replay(&world.entries).unwrap();
    world.pass(600);
    let stuck = crate::domain::Hold::replay(&world.entries).unwrap();
    for hold in [&good, &good, &unclear, &stuck] {
        report.add_open(hold).unwrap();
    }
    let held: Vec<_> = report.held.iter().map(|t| (t.count, t.money.decimal())).collect();
    assert_eq!(held, [(2, "1000.00".to_owned())]);
    assert_eq!((report.not_known, report.attention, report.to_countersign), (2, 1, 0));
}

/// While a release is unclear somebody else writes down that the guest moved: the release is not theirs.
#[test]
fn an_act_stays_whose_it_was_whatever_is_noted_meanwhile() {
    let mut world = World::new([held()]);
    order(&mut world, hold("1208", "500.00", How::Scan(code("287654321098765432"))), by("12"));
    let (id, stay) = (world.view().id, world.view().stay);
    world.script([unknown()]);
    order(
        &mut world,
        Command::Release { hold: id.clone(), money: None, remark: String::new() },
        by("12"),
    );
    let stay = Stay { room: "1302".to_owned(), ..stay };
    order(&mut world, Command::Change { hold: id, stay }, by("13"));
    world.script([Answer::Done(Done::Released)]);
    world.pass(10);
    let report = report(&world, Timestamp::MIN, Timestamp::MAX);
    assert_eq!(told(&report), ["held 12 1 x HKD 500.00", "released 12 1 x HKD 500.00"]);
}

/// Whoever stopped the wait did not take the hold that turned out good.
#[test]
fn a_hold_that_somebody_stopped_is_still_whose_it_was() {
    let mut world = World::new([Answer::Waiting(None)]);
    order(&mut world, hold("1208", "500.00", How::Scan(code("287654321098765432"))), by("12"));
    let cancel = Command::Cancel { hold: world.view().id };
    world.script([stands(OrderStatus::Authorized, "500.00")]);
    order(&mut world, cancel, by("13"));
    let report = report(&world, Timestamp::MIN, Timestamp::MAX);
    assert_eq!(told(&report), ["held 12 1 x HKD 500.00"]);
}
