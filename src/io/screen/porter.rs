//! Compares PINs and changes the people, on threads of their own: a comparison takes as long as it has to,
//! and no key waits for it. Whoever is signed in is known here, and their name goes with each command.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use tokio::sync::mpsc;

use crate::config::Settings;
use crate::desk::{Command, HouseCommand, Ticket};
use crate::domain::{Authority, Member};
use crate::locale::StaffTrouble;
use crate::tui::{Reply, StaffErrand, StaffReply};

use super::super::staff::Staff;

/// How long it takes at most until somebody who was registered by a command is known here.
const EVERY: Duration = Duration::from_secs(3);

/// The ticket of what nobody asked for.
const NOBODYS: Ticket = 0;

/// A command that somebody agreed to, under the ticket of whoever wanted it.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) ticket: Ticket,
    pub(super) command: Command,
    pub(super) authority: Option<Authority>,
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
    signed: Option<Member>,
    /// Whose PIN was compared, to take the shift over.
    next: Option<Member>,
    /// Which sign-in counts: one that was given up meanwhile does not.
    turn: u64,
    done: mpsc::UnboundedReceiver<(u64, Done)>,
    send: mpsc::UnboundedSender<(u64, Done)>,
    orders: Vec<Order>,
}

impl Porter {
    pub(super) fn new(settings: &Settings, staffed: bool) -> Self {
        let (send, done) = mpsc::unbounded_channel();
        let staff = Staff::of(settings);
        Self { staff, staffed, signed: None, next: None, turn: 0, done, send, orders: Vec::new() }
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

    /// Whether a command names nobody whose PIN was not compared.
    pub(super) fn knows(&self, command: &Command) -> bool {
        if let Command::House(HouseCommand::HandOver { to, .. }) = command {
            return self.next.as_ref() == Some(to);
        }
        true
    }

    /// The shift was handed over: from here on it is the next one who gives commands.
    pub(super) fn take_over(&mut self, member: &Member) {
        if let Some(next) = self.next.take().filter(|next| next == member) {
            self.turn = self.turn.wrapping_add(1);
            self.signed = Some(next);
        }
    }

    pub(super) fn sign_out(&mut self) {
        (self.signed, self.next) = (None, None);
        self.turn = self.turn.wrapping_add(1);
    }

    /// What somebody agreed to since the last time.
    pub(super) fn orders(&mut self) -> Vec<Order> {
        std::mem::take(&mut self.orders)
    }

    pub(super) fn run(&self, ticket: Ticket, errand: StaffErrand, now: Timestamp) {
        let (staff, send, turn) = (self.staff.clone(), self.send.clone(), self.turn);
        let signed = self.signed.clone();
        // It ends by itself; nobody waits for it at the program's end.
        tokio::task::spawn_blocking(move || {
            let (said, order) = carry_out(&staff, signed, errand, now);
            let _gone = send.send((turn, Done { ticket, said, order }));
        });
    }

    /// Looks now and then whether a command has changed the people beside this screen, of whom `known` are
    /// known here.
    pub(super) fn watch(&self, mut known: Vec<Member>) {
        let (staff, send, turn) = (self.staff.clone(), self.send.clone(), self.turn);
        tokio::spawn(async move {
            // Whoever was registered between the start and now is seen at the first look.
            let mut stamp = None;
            loop {
                tokio::time::sleep(EVERY).await;
                let (look, before) = (staff.clone(), known.clone());
                let seen = tokio::task::spawn_blocking(move || others(&look, stamp, &before));
                let Ok((now, people)) = seen.await else {
                    return;
                };
                stamp = now;
                let Some(people) = people else { continue };
                known.clone_from(&people);
                let said = StaffReply::People { people, about: None };
                if send.send((turn, Done { ticket: NOBODYS, said, order: None })).is_err() {
                    return;
                }
            }
        });
    }

    pub(super) async fn reply(&mut self) -> Reply {
        let Some((turn, Done { ticket, said, order })) = self.done.recv().await else {
            return std::future::pending().await;
        };
        let current = turn == self.turn;
        // The screen and this must never disagree about who is signed in.
        let names = matches!(said, StaffReply::SignedIn(_) | StaffReply::TakesOver(_));
        let stale = names && !current;
        let said = if stale { StaffReply::Denied(StaffTrouble::Unnamed) } else { said };
        if let StaffReply::TakesOver(member) = &said {
            self.next = Some(member.clone());
        }
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

/// The file's stamp now, and who is registered in it where that are others than before. Nobody is no change:
/// whoever takes the file away opens no terminal by it. A file that cannot be read now is looked at again.
fn others(
    staff: &Staff,
    stamp: Option<SystemTime>,
    known: &[Member],
) -> (Option<SystemTime>, Option<Vec<Member>>) {
    let now = staff.stamp();
    if now == stamp {
        return (now, None);
    }
    // What is wrong with the file is said when a PIN is compared.
    let Ok(people) = staff.people() else {
        return (stamp, None);
    };
    (now, Some(people).filter(|people| !people.is_empty() && people != known))
}

fn carry_out(
    staff: &Staff,
    signed: Option<Member>,
    errand: StaffErrand,
    now: Timestamp,
) -> (StaffReply, Option<Order>) {
    match tried(staff, signed, errand, now) {
        Ok(done) => done,
        Err(trouble) => (StaffReply::Denied(trouble), None),
    }
}

fn tried(
    staff: &Staff,
    signed: Option<Member>,
    errand: StaffErrand,
    now: Timestamp,
) -> Result<(StaffReply, Option<Order>), StaffTrouble> {
    let role = signed.as_ref().map(|member| member.role);
    let about = match errand {
        StaffErrand::SignIn { badge, pin } => {
            return Ok((StaffReply::SignedIn(staff.verify(&badge, &pin, now)?), None));
        }
        StaffErrand::TakeOver { badge, pin } => {
            return Ok((StaffReply::TakesOver(staff.verify(&badge, &pin, now)?), None));
        }
        StaffErrand::Approve { order: ticket, command, badge, pin, why, note } => {
            let Member { person: by, role } = signed.ok_or(StaffTrouble::Unnamed)?;
            let approval = Some(staff.approve(&by.badge, (&badge, &pin), (why, note), now)?);
            let authority = Some(Authority { by, role, approval });
            return Ok((StaffReply::Approved, Some(Order { ticket, command, authority })));
        }
        StaffErrand::List => None,
        StaffErrand::Register { member, pin } => {
            staff.may_change(role)?;
            staff.add(&member, &pin)?;
            Some(member.person)
        }
        StaffErrand::NewPin { badge, pin } => {
            staff.may_change(role)?;
            Some(staff.set_pin(&badge, &pin)?)
        }
        StaffErrand::TakeOff(badge) => {
            staff.may_change(role)?;
            Some(staff.remove(&badge)?)
        }
    };
    Ok((StaffReply::People { people: staff.people()?, about }, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::domain::{HoldId, Person, Pin, Role, Why};

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
        let staff = Staff::of(&Settings::built_in(folder.path()).unwrap());
        for (number, role) in [("90", Role::Supervisor), ("12", Role::Cashier)] {
            staff.add(&member(number, role), &pin("2580")).unwrap();
        }
        (folder, staff)
    }

    /// What was agreed to goes to the desk under the ticket of whoever wanted it, and in their name.
    #[test]
    fn a_yes_is_the_same_command_in_the_name_of_whoever_wanted_it() {
        let (_folder, staff) = staff();
        let cashier = member("12", Role::Cashier);
        let approve = |text| StaffErrand::Approve {
            order: 7,
            command: Command::Cancel { hold: HoldId::from_chance(1) },
            badge: "90".parse().unwrap(),
            pin: pin(text),
            why: Why::Stuck,
            note: "as she said".to_owned(),
        };
        let (said, order) = carry_out(&staff, Some(cashier.clone()), approve("2580"), NOW);
        let order = order.unwrap();
        assert_eq!((said, order.ticket), (StaffReply::Approved, 7));
        let authority = order.authority.unwrap();
        assert_eq!((&authority.by, authority.role), (&cashier.person, Role::Cashier));
        let yes = authority.approval.unwrap();
        assert_eq!(
            (yes.by.badge.as_str(), yes.note.as_str(), yes.alone),
            ("90", "as she said", false)
        );
        let wrong = StaffReply::Denied(StaffTrouble::Wrong(jiff::SignedDuration::ZERO));
        let denied = carry_out(&staff, Some(cashier), approve("0000"), NOW);
        assert!(denied.0 == wrong && denied.1.is_none());
        let nobody = carry_out(&staff, None, approve("2580"), NOW);
        assert!(nobody.0 == StaffReply::Denied(StaffTrouble::Unnamed) && nobody.1.is_none());
    }

    /// A shift goes to whoever gave their PIN, and to nobody whom a screen names.
    #[test]
    fn a_shift_is_taken_over_by_whoever_gave_their_pin() {
        let (folder, staff) = staff();
        staff.add(&member("13", Role::Cashier), &pin("2580")).unwrap();
        let mut porter = Porter::new(&Settings::built_in(folder.path()).unwrap(), true);
        porter.signed = Some(member("12", Role::Cashier));
        let next = member("13", Role::Cashier);
        let over = |to: &Member| {
            Command::House(HouseCommand::HandOver { signed: Vec::new(), to: to.clone() })
        };
        assert!(!porter.knows(&over(&next)));
        porter.take_over(&next);
        assert_eq!(porter.signed, Some(member("12", Role::Cashier)));
        let errand =
            |text| StaffErrand::TakeOver { badge: next.person.badge.clone(), pin: pin(text) };
        let wrong = carry_out(&staff, porter.signed.clone(), errand("0000"), NOW).0;
        assert!(matches!(wrong, StaffReply::Denied(StaffTrouble::Wrong(_))));
        let right = carry_out(&staff, porter.signed.clone(), errand("2580"), NOW).0;
        assert_eq!(right, StaffReply::TakesOver(next.clone()));
        let done = Done { ticket: 7, said: right, order: None };
        porter.send.send((porter.turn, done)).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(porter.reply());
        assert!(porter.knows(&over(&next)) && !porter.knows(&over(&member("90", Role::Cashier))));
        assert_eq!(porter.signed, Some(member("12", Role::Cashier)), "not before the desk has it");
        porter.take_over(&next);
        assert_eq!(porter.signed, Some(next.clone()));
        porter.sign_out();
        assert!(!porter.knows(&over(&next)));
    }

    /// A command registers somebody while the screen is open; a file that is taken away opens nothing.
    #[test]
    fn others_are_seen_when_there_are_any() {
        let (folder, staff) = staff();
        let (stamp, known) = (staff.stamp(), staff.people().unwrap());
        assert_eq!(others(&staff, stamp, &known), (stamp, None));
        staff.add(&member("13", Role::Cashier), &pin("2580")).unwrap();
        // Stamps may be as coarse as a second: it is as if it had been another one.
        let (_, seen) = others(&staff, None, &known);
        assert_eq!(seen.unwrap().len(), 3);
        assert_eq!(others(&staff, None, &staff.people().unwrap()).1, None);
        let path = Settings::built_in(folder.path()).unwrap().files.staff;
        std::fs::remove_file(path).unwrap();
        assert_eq!(others(&staff, stamp, &known), (None, None));
    }

    #[test]
    fn only_a_supervisor_changes_the_people() {
        let (_folder, staff) = staff();
        let register = |number: &str, signed: Option<Member>| {
            let errand =
                StaffErrand::Register { member: member(number, Role::Cashier), pin: pin("7410") };
            carry_out(&staff, signed, errand, NOW).0
        };
        let denied = StaffReply::Denied(StaffTrouble::NotSupervisor);
        assert_eq!(register("20", None), denied);
        assert_eq!(register("20", Some(member("12", Role::Cashier))), denied);
        let saved = register("20", Some(member("90", Role::Supervisor)));
        assert!(
            matches!(saved, StaffReply::People { people, about: Some(_) } if people.len() == 3)
        );
    }
}
