//! Compares PINs and changes the people, on threads of their own: a comparison takes as long as it has to,
//! and no key waits for it. Whoever is signed in is known here, and their name goes with each command.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::mpsc;

use crate::config::Settings;
use crate::desk::{Command, Ticket};
use crate::domain::{Approval, Authority, Badge, Member, Night, Person, Pin, Role};
use crate::locale::StaffTrouble;
use crate::tui::{Reply, StaffErrand, StaffReply};

use super::super::staff::{Staff, Verdict};

/// A command that somebody agreed to, under the ticket of whoever wanted it.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) ticket: Ticket,
    pub(super) command: Command,
    pub(super) authority: Authority,
}

/// The hotel's hours.
#[derive(Debug)]
struct House {
    night: Option<Night>,
    zone: TimeZone,
}

impl House {
    fn is_night(&self, now: Timestamp) -> bool {
        self.night.is_some_and(|night| night.covers(now.to_zoned(self.zone.clone()).time()))
    }
}

/// What came of an errand.
#[derive(Debug)]
struct Done {
    ticket: Ticket,
    said: StaffReply,
    order: Option<Order>,
}

#[derive(Debug)]
pub(super) struct Porter {
    staff: Staff,
    /// People are registered: nothing is done in nobody's name.
    staffed: bool,
    house: House,
    signed: Option<Member>,
    /// Which sign-in counts: one that was given up meanwhile does not.
    turn: u64,
    done: mpsc::UnboundedReceiver<(u64, Done)>,
    send: mpsc::UnboundedSender<(u64, Done)>,
    orders: Vec<Order>,
}

impl Porter {
    pub(super) fn new(settings: &Settings, staffed: bool) -> Self {
        let (send, done) = mpsc::unbounded_channel();
        let staff = Staff::at(settings.files.staff.clone());
        let house = House { night: settings.night, zone: settings.hotel.time_zone.clone() };
        Self { staff, staffed, house, signed: None, turn: 0, done, send, orders: Vec::new() }
    }

    /// In whose name a command is given now.
    pub(super) fn authority(&self) -> Option<Authority> {
        let member = self.signed.clone()?;
        Some(Authority { by: member.person, role: member.role, approval: None })
    }

    /// Whether nobody is signed in who would have to be.
    pub(super) const fn is_locked(&self) -> bool {
        self.staffed && self.signed.is_none()
    }

    pub(super) fn sign_out(&mut self) {
        self.signed = None;
        self.turn = self.turn.wrapping_add(1);
    }

    /// What somebody agreed to since the last time.
    pub(super) fn orders(&mut self) -> Vec<Order> {
        std::mem::take(&mut self.orders)
    }

    pub(super) fn run(&self, ticket: Ticket, errand: StaffErrand, now: Timestamp) {
        let (staff, send, turn) = (self.staff.clone(), self.send.clone(), self.turn);
        let signed = self.signed.clone();
        let is_night = self.house.is_night(now);
        // It ends by itself; nobody waits for it at the program's end.
        tokio::task::spawn_blocking(move || {
            let (said, order) = carry_out(&staff, signed, errand, now, is_night);
            let _gone = send.send((turn, Done { ticket, said, order }));
        });
    }

    pub(super) async fn reply(&mut self) -> Reply {
        let Some((turn, Done { ticket, said, order })) = self.done.recv().await else {
            return std::future::pending().await;
        };
        let current = turn == self.turn;
        // The screen and this must never disagree about who is signed in.
        let stale = matches!(said, StaffReply::SignedIn(_)) && !current;
        let said = if stale { StaffReply::Denied(StaffTrouble::Unnamed) } else { said };
        if let StaffReply::SignedIn(member) = &said {
            self.signed = Some(member.clone());
        }
        if let StaffReply::People { people, .. } = &said {
            self.staffed = !people.is_empty();
        }
        // Whoever wanted it has left the screen: nothing is done in their name any more.
        self.orders.extend(order.filter(|_| current));
        Reply::Staff { ticket, said }
    }
}

fn carry_out(
    staff: &Staff,
    signed: Option<Member>,
    errand: StaffErrand,
    now: Timestamp,
    is_night: bool,
) -> (StaffReply, Option<Order>) {
    let said = match errand {
        StaffErrand::SignIn { badge, pin } => {
            verified(staff, &badge, &pin, now).map(StaffReply::SignedIn)
        }
        StaffErrand::Approve { order, command, badge, pin, why, note } => {
            let approver = approver(staff, signed.as_ref(), (&badge, &pin), now, is_night);
            return match (approver, signed) {
                (Ok(by), Some(Member { person, role })) => {
                    let alone = by.badge == person.badge;
                    let approval = Some(Approval { by, why, note, alone });
                    let authority = Authority { by: person, role, approval };
                    (StaffReply::Approved, Some(Order { ticket: order, command, authority }))
                }
                (Ok(_), None) => (StaffReply::Denied(StaffTrouble::Unnamed), None),
                (Err(trouble), _) => (StaffReply::Denied(trouble), None),
            };
        }
        StaffErrand::List => people(staff, None),
        StaffErrand::Register { member, pin } => may_change(staff, signed.as_ref())
            .and_then(|()| Ok(staff.add(&member, &pin)?))
            .and_then(|()| people(staff, Some(member.person))),
        StaffErrand::NewPin { badge, pin } => may_change(staff, signed.as_ref())
            .and_then(|()| Ok(staff.set_pin(&badge, &pin)?))
            .and_then(|person| people(staff, Some(person))),
        StaffErrand::TakeOff(badge) => may_change(staff, signed.as_ref())
            .and_then(|()| Ok(staff.remove(&badge)?))
            .and_then(|person| people(staff, Some(person))),
    };
    (said.unwrap_or_else(StaffReply::Denied), None)
}

fn people(staff: &Staff, about: Option<Person>) -> Result<StaffReply, StaffTrouble> {
    Ok(StaffReply::People { people: staff.people()?, about })
}

/// A supervisor changes the people, and anybody while there is nobody.
fn may_change(staff: &Staff, signed: Option<&Member>) -> Result<(), StaffTrouble> {
    match signed.map(|member| member.role) {
        Some(Role::Supervisor) => Ok(()),
        None if staff.people()?.is_empty() => Ok(()),
        Some(Role::Cashier) | None => Err(StaffTrouble::NotSupervisor),
    }
}

fn verified(
    staff: &Staff,
    badge: &Badge,
    pin: &Pin,
    now: Timestamp,
) -> Result<Member, StaffTrouble> {
    match staff.verify(badge, pin, now)? {
        Verdict::Right(member) => Ok(member),
        Verdict::Wrong { wait } => Err(StaffTrouble::Wrong(wait)),
        Verdict::Wait { left } => Err(StaffTrouble::Wait(left)),
    }
}

/// Somebody else, a supervisor, whose PIN is right; at night whoever is alone.
fn approver(
    staff: &Staff,
    signed: Option<&Member>,
    (badge, pin): (&Badge, &Pin),
    now: Timestamp,
    is_night: bool,
) -> Result<Person, StaffTrouble> {
    let alone = signed.is_some_and(|member| member.person.badge == *badge);
    if alone && !is_night {
        return Err(StaffTrouble::OneSelf);
    }
    let member = verified(staff, badge, pin, now)?;
    if member.role != Role::Supervisor && !alone {
        return Err(StaffTrouble::NotSupervisor);
    }
    Ok(member.person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{HoldId, Why};

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn member(number: &str, role: Role) -> Member {
        let badge = number.parse().unwrap();
        Member { person: Person::named(badge, &format!("Person {number}")).unwrap(), role }
    }

    fn pin(text: &str) -> Pin {
        Pin::typed(text).unwrap()
    }

    fn staff() -> (tempfile::TempDir, Staff) {
        let folder = tempfile::tempdir().unwrap();
        let staff = Staff::at(folder.path().join("training.staff"));
        for (number, role) in
            [("90", Role::Supervisor), ("91", Role::Supervisor), ("12", Role::Cashier)]
        {
            staff.add(&member(number, role), &pin("2580")).unwrap();
        }
        (folder, staff)
    }

    fn approve(staff: &Staff, signed: &Member, number: &str, text: &str) -> (StaffReply, bool) {
        approve_at(false, staff, signed, number, text)
    }

    fn approve_at(
        is_night: bool,
        staff: &Staff,
        signed: &Member,
        number: &str,
        text: &str,
    ) -> (StaffReply, bool) {
        let errand = StaffErrand::Approve {
            order: 7,
            command: Command::Cancel { hold: HoldId::from_chance(1) },
            badge: number.parse().unwrap(),
            pin: pin(text),
            why: Why::Stuck,
            note: "as she said".to_owned(),
        };
        let (said, order) = carry_out(staff, Some(signed.clone()), errand, NOW, is_night);
        let named = order.as_ref().is_some_and(|order| {
            let approval = order.authority.approval.as_ref().unwrap();
            (order.ticket, &order.authority.by) == (7, &signed.person)
                && approval.by.badge.as_str() == number
                && approval.note == "as she said"
                && approval.alone == (number == signed.person.badge.as_str())
        });
        (said, named)
    }

    #[test]
    fn only_another_supervisor_agrees() {
        let (_folder, staff) = staff();
        let cashier = member("12", Role::Cashier);
        let denied = |trouble| (StaffReply::Denied(trouble), false);
        assert_eq!(approve(&staff, &cashier, "90", "2580"), (StaffReply::Approved, true));
        assert_eq!(approve(&staff, &cashier, "12", "2580"), denied(StaffTrouble::OneSelf));
        let other = member("13", Role::Cashier);
        staff.add(&other, &pin("2580")).unwrap();
        assert_eq!(approve(&staff, &cashier, "13", "2580"), denied(StaffTrouble::NotSupervisor));
        let wrong = StaffTrouble::Wrong(jiff::SignedDuration::ZERO);
        assert_eq!(approve(&staff, &cashier, "90", "0000"), denied(wrong));
        let supervisor = member("90", Role::Supervisor);
        assert_eq!(approve(&staff, &supervisor, "90", "2580"), denied(StaffTrouble::OneSelf));
        assert_eq!(approve(&staff, &supervisor, "91", "2580"), (StaffReply::Approved, true));
    }

    #[test]
    fn at_night_one_agrees_to_ones_own_act_with_ones_own_pin() {
        let (_folder, staff) = staff();
        let cashier = member("12", Role::Cashier);
        let alone = approve_at(true, &staff, &cashier, "12", "2580");
        assert_eq!(alone, (StaffReply::Approved, true));
        let wrong = StaffTrouble::Wrong(jiff::SignedDuration::ZERO);
        let denied = approve_at(true, &staff, &cashier, "12", "0000");
        assert_eq!(denied, (StaffReply::Denied(wrong), false));
        staff.add(&member("13", Role::Cashier), &pin("2580")).unwrap();
        let other = approve_at(true, &staff, &cashier, "13", "2580");
        assert_eq!(other, (StaffReply::Denied(StaffTrouble::NotSupervisor), false));
    }

    #[test]
    fn only_a_supervisor_changes_the_people() {
        let (_folder, staff) = staff();
        let register = |number: &str, signed: Option<Member>| {
            let errand =
                StaffErrand::Register { member: member(number, Role::Cashier), pin: pin("7410") };
            carry_out(&staff, signed, errand, NOW, false).0
        };
        let denied = StaffReply::Denied(StaffTrouble::NotSupervisor);
        assert_eq!(register("20", None), denied);
        assert_eq!(register("20", Some(member("12", Role::Cashier))), denied);
        let saved = register("20", Some(member("90", Role::Supervisor)));
        assert!(
            matches!(saved, StaffReply::People { people, about: Some(_) } if people.len() == 4)
        );
    }
}
