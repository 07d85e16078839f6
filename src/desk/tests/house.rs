//! Shifts and business days: who may begin and end them, and what is signed for.

use super::World;
use super::world::{code, good_hold, held, hold, setup, unknown};
use crate::desk::{Command, HoldView, HouseCommand, HouseOrder, How, Input, Refusal, audit};
use crate::domain::{
    Approval, AuditLine, AuditList, Authority, Frozen, House, HouseEntry, HouseFact, Member, Money,
    MoneyState, NightAudit, OpenShift, Person, Report, Right, Role, Stay, Why,
};
use jiff::civil::{Date, date};

fn person(number: &str) -> Person {
    Person::named(number.parse().unwrap(), "Somebody").unwrap()
}

fn by(number: &str, role: Role) -> Authority {
    Authority { by: person(number), role, approval: None }
}

fn agreed(number: &str, other: &str) -> Authority {
    let alone = number == other;
    let yes = Approval { by: person(other), why: Why::Other, note: String::new(), alone };
    Authority { approval: Some(yes), ..by(number, Role::Cashier) }
}

impl World {
    fn house(&mut self, command: HouseCommand, authority: Option<Authority>) {
        self.rejected.clear();
        let command = Command::House(command);
        self.desk.handle(Input::Command { ticket: 1, command, authority }, self.now);
        self.settle();
    }

    fn open_shift(&mut self, number: &str) {
        let signed = Vec::new();
        self.house(HouseCommand::OpenShift { signed }, Some(by(number, Role::Cashier)));
        assert_eq!(self.rejected, []);
    }

    fn stands(&self) -> House {
        self.desk.snapshot(self.now).house
    }
}

/// What the journal keeps of an order; it counts nothing here.
pub(super) fn entry_of(order: HouseOrder, seq: u64, at: jiff::Timestamp) -> HouseEntry {
    let fact = match order {
        HouseOrder::Open { shift, day, by, signed, taken_over } => {
            HouseFact::ShiftOpened { shift, day, by, signed, taken_over }
        }
        HouseOrder::Close { open, day, number, by, approval } => {
            let OpenShift { number: shift, seq: after, since: opened, by: had_by } = open;
            let z = Frozen {
                number,
                opened,
                opener: had_by,
                after,
                head_seq: seq - 1,
                head: String::new(),
                report: Report::default(),
                unclear: Vec::new(),
            };
            HouseFact::ShiftClosed { shift, day, by, approval, z: Box::new(z) }
        }
        HouseOrder::Roll { from, to, by, approval, list: _ } => {
            HouseFact::DayRolled { from, to, by, approval, audit: NightAudit::default() }
        }
    };
    HouseEntry { seq, at, fact }
}

#[test]
fn a_shift_is_opened_and_closed_by_the_same_person() {
    let mut world = World::new([held()]);
    world.open_shift("12");
    assert_eq!(world.stands().shift.unwrap().by, Some(person("12")));
    world.house(HouseCommand::OpenShift { signed: Vec::new() }, None);
    assert_eq!(world.rejected, [Refusal::ShiftOpen]);
    world.house(HouseCommand::CloseShift, Some(by("12", Role::Cashier)));
    assert_eq!(world.rejected, []);
    assert_eq!((world.stands().shift, world.stands().reports), (None, 1));
    world.house(HouseCommand::CloseShift, Some(by("12", Role::Cashier)));
    assert_eq!(world.rejected, [Refusal::NoShiftOpen]);
}

#[test]
fn a_shift_that_somebody_forgot_takes_a_supervisor() {
    let needs = Refusal::NeedsApproval { right: Right::ForceClose, two: false };
    let mut world = World::new([held()]);
    world.open_shift("12");
    // Nobody agrees to that alone: no hold would show it.
    for authority in [by("13", Role::Cashier), agreed("13", "13")] {
        world.house(HouseCommand::CloseShift, Some(authority));
        assert_eq!(world.rejected, std::slice::from_ref(&needs));
    }
    world.house(HouseCommand::CloseShift, Some(agreed("13", "90")));
    assert_eq!(world.rejected, []);
    let mut world = World::new([held()]);
    world.open_shift("12");
    world.house(HouseCommand::CloseShift, Some(by("90", Role::Supervisor)));
    assert_eq!(world.stands().shift, None);
}

fn member(number: &str, role: Role) -> Member {
    Member { person: person(number), role }
}

/// One shift ends and the next begins in one: between the two nobody could have had it.
#[test]
fn a_shift_is_handed_over() {
    let over =
        |to: &str| HouseCommand::HandOver { signed: Vec::new(), to: member(to, Role::Cashier) };
    let own = || Some(by("12", Role::Cashier));
    let mut world = World::new([held()]);
    world.house(over("13"), own());
    assert_eq!(world.rejected, [Refusal::NoShiftOpen]);
    world.open_shift("12");
    world.house(over("12"), own());
    assert_eq!(world.rejected, [Refusal::OwnShift]);
    world.house(over("13"), None);
    assert_eq!(world.rejected, [Refusal::NobodyNamed]);
    world.house(over("13"), own());
    assert_eq!(world.rejected, []);
    let House { shift, shifts, reports, .. } = world.stands();
    assert_eq!((shift.unwrap().by, shifts, reports), (Some(person("13")), 2, 1));
    // What somebody else has is ended by a supervisor alone, whoever takes over.
    world.house(over("14"), own());
    let needs = Refusal::NeedsApproval { right: Right::ForceClose, two: false };
    assert_eq!(world.rejected, [needs]);
    world.house(over("13"), own());
    assert_eq!(world.rejected, [Refusal::OwnShift]);
    world.house(over("14"), Some(agreed("12", "90")));
    assert_eq!(world.stands().shift.unwrap().by, Some(person("14")));
}

/// Not signed for, not allowed, no room on the disk: whoever had it has it still.
#[test]
fn a_shift_that_cannot_be_taken_over_is_not_ended() {
    let over = |signed| HouseCommand::HandOver { signed, to: member("13", Role::Cashier) };
    let own = || Some(by("12", Role::Cashier));
    let mut world = World::new([unknown()]);
    world.open_shift("12");
    world.scan("1208", "500.00");
    let id = world.view().id;
    world.house(over(Vec::new()), own());
    assert_eq!(world.rejected, [Refusal::NotSigned { hold: id.clone() }]);
    world.disk_full = true;
    world.house(over(vec![id.clone()]), own());
    assert!(matches!(world.rejected.as_slice(), [Refusal::JournalDown(_)]));
    assert_eq!(world.stands().shift.unwrap().by, Some(person("12")));
    world.disk_full = false;
    world.house(over(vec![id]), own());
    assert_eq!(world.stands().shift.unwrap().by, Some(person("13")));
}

#[test]
fn the_next_one_signs_for_what_is_not_known() {
    let mut world = World::new([unknown()]);
    world.scan("1208", "500.00");
    let open = |signed| HouseCommand::OpenShift { signed };
    let id = world.view().id;
    assert_eq!(world.view().money, MoneyState::NotKnownYet);
    world.house(open(Vec::new()), None);
    assert_eq!(world.rejected, [Refusal::NotSigned { hold: id.clone() }]);
    world.house(open(vec![id]), None);
    assert_eq!(world.rejected, []);
    // What is held needs no name.
    let (mut world, _) = good_hold();
    world.house(open(Vec::new()), None);
    assert_eq!(world.rejected, []);
}

#[test]
fn where_a_shift_is_required_no_money_moves_without_one() {
    let mut required = setup();
    required.shift_required = true;
    let mut world = World::with(required, [held()]);
    let wanted = || hold("1208", "500.00", How::Scan(code("287654321098765432")));
    world.command(wanted());
    assert_eq!(world.rejected, [Refusal::NoShift]);
    assert!(world.entries.is_empty() && world.asked.is_empty());
    world.open_shift("12");
    world.command(wanted());
    assert_eq!(world.view().money, MoneyState::Held);
    world.house(HouseCommand::CloseShift, None);
    let release = |world: &World| Command::Release {
        hold: world.view().id,
        money: None,
        remark: String::new(),
    };
    let wanted = release(&world);
    world.command(wanted);
    assert_eq!(world.rejected, [Refusal::NoShift]);
    // A question moves nothing, and what is stuck is cleared at any time.
    world.rejected.clear();
    world.script([super::world::stands(crate::domain::OrderStatus::Authorized, "500.00")]);
    world.command(Command::Check { hold: None });
    assert_eq!(world.rejected, []);
}

#[test]
fn a_day_ends_once_and_the_next_is_tomorrow_at_most() {
    let mut world = World::new([held()]);
    let roll = |to: Option<Date>| HouseCommand::RollDay { to, list: None };
    // The world begins on 15 January.
    for wrong in [date(2026, 1, 15), date(2026, 1, 14), date(2026, 1, 17)] {
        world.house(roll(Some(wrong)), None);
        assert_eq!(world.rejected, [Refusal::NoSuchDay], "{wrong}");
    }
    world.house(roll(None), None);
    assert_eq!(world.stands().day, Some(date(2026, 1, 16)));
    world.house(roll(None), None);
    assert_eq!(world.rejected, [Refusal::NoSuchDay], "it is the fifteenth still");
    // Nobody was there for three days: the calendar's day begins.
    world.now += jiff::SignedDuration::from_hours(4 * 24);
    world.house(roll(None), None);
    assert_eq!(world.stands().day, Some(date(2026, 1, 19)));
}

/// A hold taken before the day rolled and charged after: the shift goes on over midnight.
#[test]
fn a_clock_that_is_set_back_ends_no_day_and_no_shift() {
    let mut world = World::new([held()]);
    world.open_shift("12");
    world.house(HouseCommand::RollDay { to: None, list: None }, None);
    let before = world.stands();
    world.now -= jiff::SignedDuration::from_hours(48);
    world.house(HouseCommand::RollDay { to: None, list: None }, None);
    assert_eq!(world.rejected, [Refusal::NoSuchDay]);
    assert_eq!(world.stands(), before);
    world.house(HouseCommand::CloseShift, Some(by("12", Role::Cashier)));
    assert_eq!(world.rejected, []);
}

#[test]
fn a_disk_that_is_full_ends_no_shift() {
    let mut world = World::new([held()]);
    world.open_shift("12");
    world.disk_full = true;
    world.house(HouseCommand::CloseShift, Some(by("12", Role::Cashier)));
    assert_eq!(world.rejected, [Refusal::JournalDown("disk full".to_owned())]);
    assert!(world.stands().shift.is_some());
    world.disk_full = false;
    world.house(HouseCommand::CloseShift, Some(by("12", Role::Cashier)));
    assert_eq!(world.stands().shift, None);
}

fn listed(worlds: &[World], day: Date) -> Vec<(AuditList, String)> {
    let holds: Vec<HoldView> =
        worlds.iter().flat_map(|world| world.desk.snapshot(world.now).holds).collect();
    let line = |line: AuditLine| (line.list, line.amount.map(Money::decimal).unwrap_or_default());
    audit(&holds, day, None).into_iter().map(line).collect()
}

pub(super) fn of_stay(change: impl FnOnce(&mut Stay)) -> World {
    let (mut world, hold) = good_hold();
    let mut stay = world.view().stay;
    change(&mut stay);
    world.command(Command::Change { hold, stay });
    world
}

#[test]
fn the_night_audit_has_four_lists() {
    let day = date(2026, 1, 17);
    let leaves = |on: i8| move |stay: &mut Stay| stay.departure = Some(date(2026, 1, on));
    assert_eq!(listed(&[of_stay(leaves(18))], day), []);
    let departed = (AuditList::DepartedWithHold, "500.00".to_owned());
    assert_eq!(listed(&[of_stay(leaves(17))], day), [departed]);
    let kept = of_stay(|stay| {
        leaves(17)(stay);
        stay.keep_until = Some(date(2026, 1, 18));
    });
    assert_eq!(listed(&[kept], day), []);
    let mut released = of_stay(leaves(18));
    released.script([crate::domain::Answer::Done(crate::domain::Done::Released)]);
    let hold = released.view().id;
    released.command(Command::Release { hold, money: None, remark: String::new() });
    let without = (AuditList::InHouseWithoutHold, String::new());
    assert_eq!(listed(&[released], day), [without]);
    let mut unclear = World::new([unknown()]);
    unclear.scan("1209", "500.00");
    assert_eq!(listed(&[unclear], day), [(AuditList::Unclear, "500.00".to_owned())]);
    let below = of_stay(|stay| stay.bill = Some(super::world::hkd("620.00")));
    assert_eq!(listed(&[below], day), [(AuditList::BelowBill, "120.00".to_owned())]);
}
