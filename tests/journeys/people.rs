//! Signing in, the lock, and what somebody else has to agree to.

use counterpane::desk::{Action, Command, Refusal};
use counterpane::domain::{Member, Person, Right, Role, Why};
use counterpane::locale::{Language, StaffTrouble};
use counterpane::tui::{Mode, Model, Msg, Reply, Setup, StaffErrand, StaffReply, Wish};
use jiff::SignedDuration;

use crate::Counter;
use crate::samples::{CODE, held, id, now, setup, showing_qr};

fn member(number: &str, name: &str, role: Role) -> Member {
    Member { person: Person::named(number.parse().unwrap(), name).unwrap(), role }
}

pub(crate) fn chan() -> Member {
    member("12", "Chan", Role::Cashier)
}

pub(crate) fn wong() -> Member {
    member("90", "Wong", Role::Supervisor)
}

impl Counter {
    fn staffed() -> Self {
        let mut counter = Self::open(Mode::Live);
        let setup = setup(Mode::Live, Language::English);
        let setup = Setup { people: vec![chan(), wong()], ..setup };
        counter.model = Model::new(setup, now()).unwrap();
        counter
    }

    /// The only errand so far, taken.
    #[track_caller]
    pub(crate) fn errand(&mut self) -> (u64, StaffErrand) {
        let taken = std::mem::take(&mut self.wishes);
        let mut errands: Vec<_> = taken
            .into_iter()
            .filter_map(|wish| {
                let Wish::Staff { ticket, errand } = wish else { return None };
                Some((ticket, errand))
            })
            .collect();
        assert_eq!(errands.len(), 1, "{}", self.shown());
        errands.remove(0)
    }

    pub(crate) fn said(&mut self, ticket: u64, said: StaffReply) -> &mut Self {
        self.tell(Msg::Reply(Reply::Staff { ticket, said }))
    }

    fn sign_in(&mut self, member: &Member, pin: &str) -> &mut Self {
        self.types(member.person.badge.as_str());
        self.keys(&["Enter"]).types(pin).keys(&["Enter"]);
        let (ticket, errand) = self.errand();
        assert!(matches!(
            errand,
            StaffErrand::SignIn { badge, pin: typed }
                if badge == member.person.badge && typed.expose() == pin
        ));
        self.said(ticket, StaffReply::SignedIn(member.clone()))
    }

    pub(crate) fn signed_in() -> Self {
        let mut counter = Self::staffed();
        counter.sign_in(&chan(), "2580");
        counter.holds(vec![held(1, "1208", "张伟", 150_000)]);
        counter
    }

    /// The release form up to the second Enter, and the desk's no.
    fn wants_a_release(&mut self) -> u64 {
        self.keys(&["Enter", "F6", "Enter", "Enter"]);
        let (ticket, command) = self.command();
        assert!(matches!(command, Command::Release { .. }));
        let refusal = Refusal::NeedsApproval { right: Right::ReleaseOthers, two: false };
        self.rejected(ticket, refusal);
        ticket
    }
}

#[test]
fn nothing_is_done_before_somebody_signs_in() {
    let mut counter = Counter::staffed();
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]);
    counter.sees("Type your number and your PIN").sees_no("1208");
    counter.keys(&["F3", "F4", "F5", "F6", "F10", "Esc"]).scan(CODE);
    assert!(counter.commands().is_empty());
    counter.sees("Type your number and your PIN");
    counter.sign_in(&chan(), "2580");
    counter.sees("Signed in: Chan (12)").sees("1208").sees("Chan, Desk 1");
}

#[test]
fn a_pin_is_not_seen_and_a_wrong_one_is_not_kept() {
    let mut counter = Counter::staffed();
    counter.types("12").keys(&["Enter"]).types("2580").sees("****").sees_no("2580");
    counter.keys(&["Enter"]).sees("Checking");
    let (ticket, _) = counter.errand();
    let wait = SignedDuration::from_secs(5);
    counter.said(ticket, StaffReply::Denied(StaffTrouble::Wrong(wait)));
    counter.sees("The number or the PIN is wrong").sees("Try again in 5 seconds").sees_no("****");
    counter.keys(&["Enter"]);
    assert!(counter.wishes.is_empty(), "an empty PIN is not sent");
    counter.types("25").keys(&["Enter"]).sees("A PIN is 4 to 12 digits");
    assert!(counter.wishes.is_empty());
}

#[test]
fn whoever_locked_it_goes_on_where_they_were() {
    let mut counter = Counter::signed_in();
    counter.keys(&["F3"]).types("1209").keys(&["F11"]).sees("Locked for Chan").sees_no("1209");
    assert!(counter.wishes.iter().any(|wish| matches!(wish, Wish::SignOut)));
    counter.wishes.clear();
    counter.sign_in(&chan(), "2580").sees("1209");
}

#[test]
fn somebody_else_begins_at_the_list() {
    let mut counter = Counter::signed_in();
    counter.keys(&["F3"]).types("1209").keys(&["F11"]);
    counter.wishes.clear();
    counter.sign_in(&wong(), "2580").sees("Held, by room (1)").sees_no("1209");
}

#[test]
fn it_locks_itself_when_nobody_is_there_and_not_before() {
    let mut counter = Counter::signed_in();
    counter.wait(9 * 60_000).keys(&["Down"]).wait(9 * 60_000 + 59_000).tell(Msg::Tick);
    counter.sees("Held, by room (1)");
    let next = counter.model.deadline().unwrap();
    assert!(next <= crate::later(counter.millis + 1_200), "it is woken for it");
    counter.wait(1_500).tell(Msg::Tick).sees("Locked for Chan");
    // The same one comes back most often: the PIN is enough.
    counter.wishes.clear();
    counter.types("2580").keys(&["Enter"]);
    assert!(
        matches!(counter.errand().1, StaffErrand::SignIn { badge, .. } if badge == chan().person.badge)
    );
}

/// Whoever comes types their number, and it is not taken for a PIN of the one before.
#[test]
fn a_key_gives_the_counter_to_somebody_else() {
    let mut counter = Counter::signed_in();
    counter.keys(&["F11"]);
    counter.wishes.clear();
    counter.types("90").keys(&["Enter"]).types("2580").keys(&["Enter"]);
    assert!(
        matches!(counter.errand().1, StaffErrand::SignIn { badge, .. } if badge == wong().person.badge)
    );
    let mut counter = Counter::signed_in();
    counter.keys(&["F11"]);
    counter.wishes.clear();
    counter.keys(&["Enter"]).types("2580").keys(&["Enter"]);
    assert!(
        matches!(counter.errand().1, StaffErrand::SignIn { badge, .. } if badge == chan().person.badge)
    );
}

/// A QR code is shown to a guest: nobody touches a key, and it is not taken from the screen.
#[test]
fn it_does_not_lock_before_a_guest() {
    let mut counter = Counter::signed_in();
    counter.holds(vec![showing_qr(1, "1208", "张伟")]).keys(&["Enter"]).sees("▄▄▄▄▄");
    counter.wait(11 * 60_000).tell(Msg::Tick).sees("▄▄▄▄▄");
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]).sees("+ HELD");
    counter.wait(9 * 60_000).tell(Msg::Tick).sees("+ HELD");
    counter.wait(2 * 60_000).tell(Msg::Tick).sees("Locked for Chan");
}

/// The first ones are registered by command while a guest scans: they sign in when it is over.
#[test]
fn a_guest_s_qr_code_stays_when_people_are_registered() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![showing_qr(1, "1208", "张伟")]).keys(&["Enter"]).sees("▄▄▄▄▄");
    counter.said(0, StaffReply::People { people: vec![wong()], about: None }).sees("▄▄▄▄▄");
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]).tell(Msg::Tick);
    counter.sees("Type your number and your PIN").sees_no("1208");
}

#[test]
fn a_supervisor_agrees_to_one_act() {
    let mut counter = Counter::signed_in();
    let order = counter.wants_a_release();
    counter.sees("Chan (12) wants to release a hold that somebody else took");
    counter.sees("Room 1208").sees("HKD 1,500.00");
    counter.types("90").keys(&["Enter"]).types("7410").keys(&["Down", "Down", "Down", "Tab"]);
    counter.types("late").keys(&["Enter"]);
    let (ticket, errand) = counter.errand();
    let StaffErrand::Approve { order: of, command, badge, pin, why, note } = errand else {
        panic!("{errand:?}");
    };
    assert!(matches!(command, Command::Release { hold, .. } if hold == id(1)));
    assert_eq!((of, badge.as_str(), pin.expose()), (order, "90", "7410"));
    assert_eq!((why, note.as_str()), (Why::Stuck, "late"));
    counter.said(ticket, StaffReply::Approved).sees("Release");
    counter.accepted(order, id(1)).sees("Room 1208: hold");
    // The next act asks again: the yes was for the one before.
    let again = counter.keys(&["Esc"]).wants_a_release();
    assert_ne!(again, order);
    counter.sees("A supervisor agrees").sees_no("****");
}

#[test]
fn nobody_agrees_and_the_form_says_so() {
    let mut counter = Counter::signed_in();
    counter.wants_a_release();
    counter.keys(&["Esc"]).sees("A supervisor has to agree to this").sees("Release");
    assert!(counter.commands().is_empty());
}

/// The code has gone with the question: the form says how the next one comes.
#[test]
fn a_check_in_that_nobody_agreed_to_waits_for_another_scan() {
    let mut counter = Counter::signed_in();
    counter.keys(&["F3"]).types("1301").scan(CODE);
    let (ticket, _) = counter.command();
    counter.rejected(ticket, Refusal::NeedsApproval { right: Right::AboveLimit, two: false });
    counter.sees("go above the house's limit").keys(&["Esc"]);
    counter.sees("A supervisor has to agree to this").sees("Then scan the guest's payment code");
    counter.scan(CODE).command();
}

#[test]
fn a_yes_of_the_wrong_person_is_none() {
    let mut counter = Counter::signed_in();
    counter.wants_a_release();
    counter.types("12").keys(&["Enter"]).types("2580").keys(&["Enter"]);
    let (ticket, _) = counter.errand();
    counter.said(ticket, StaffReply::Denied(StaffTrouble::OneSelf));
    counter.sees("Nobody can agree to their own act").sees_no("****");
    assert!(counter.commands().is_empty());
}

#[test]
fn a_check_in_waits_for_its_yes_with_the_code_it_scanned() {
    let mut counter = Counter::signed_in();
    counter.keys(&["F3"]).types("1209").scan(CODE);
    let (order, _) = counter.command();
    let refusal = Refusal::NeedsApproval { right: Right::AboveLimit, two: false };
    counter.rejected(order, refusal).sees("go above the house's limit").sees("Room 1209");
    counter.types("90").keys(&["Enter"]).types("7410").keys(&["Enter"]);
    let (ticket, errand) = counter.errand();
    assert!(matches!(errand, StaffErrand::Approve { command: Command::Hold { .. }, .. }));
    counter.said(ticket, StaffReply::Approved).accepted(order, id(2));
    counter.sees_no("A supervisor agrees");
}

#[test]
fn the_first_person_is_registered_on_the_screen_and_signs_in() {
    let mut counter = Counter::open(Mode::Live);
    counter.sees("F10").keys(&["F10"]).sees("Register a supervisor first");
    let (ticket, errand) = counter.errand();
    assert!(matches!(errand, StaffErrand::List));
    counter.said(ticket, StaffReply::People { people: Vec::new(), about: None });
    counter.keys(&["F3"]).sees("Supervisor").types("90").keys(&["Enter"]).types("Wong");
    counter.keys(&["Enter"]).types("1234").keys(&["Enter"]).types("1234").keys(&["Enter"]);
    counter.sees("Everybody tries this PIN first").sees_no("1234");
    counter.types("2580").keys(&["Enter"]).types("2581").keys(&["Enter"]);
    counter.sees("The two PINs are not the same");
    assert!(counter.wishes.is_empty());
    counter.types("2580").keys(&["Enter"]).types("2580").keys(&["Enter"]);
    let (ticket, errand) = counter.errand();
    assert!(matches!(
        errand,
        StaffErrand::Register { member, pin } if member == wong() && pin.expose() == "2580"
    ));
    let people = StaffReply::People { people: vec![wong()], about: Some(wong().person) };
    counter.said(ticket, people).sees("Type your number and your PIN");
}

#[test]
fn a_cashier_changes_nobody() {
    let mut counter = Counter::signed_in();
    counter.keys(&["F10"]);
    counter.errand();
    for key in ["F3", "F5", "F7"] {
        counter.keys(&[key]).sees("Only a supervisor");
    }
    assert!(counter.wishes.is_empty());
}

#[test]
fn a_supervisor_takes_somebody_off_with_two_presses() {
    let mut counter = Counter::staffed();
    counter.sign_in(&wong(), "2580").keys(&["F10"]);
    counter.errand();
    counter.keys(&["F7"]).sees("Press the same key again").keys(&["Down", "F7"]);
    assert!(counter.wishes.is_empty(), "another row is another person");
    counter.keys(&["Up", "F7", "F7"]);
    let (ticket, errand) = counter.errand();
    assert!(matches!(errand, StaffErrand::TakeOff(badge) if badge == chan().person.badge));
    let people = StaffReply::People { people: vec![wong()], about: Some(chan().person) };
    counter.said(ticket, people).sees("Taken off: Chan (12)").sees_no("Cashier");
}

/// The next morning: it stands where it needs a person, and one key signs it.
#[test]
fn a_supervisor_countersigns_what_was_agreed_to_alone() {
    let mut counter = Counter::staffed();
    counter.sign_in(&wong(), "2580");
    let mut hold = held(1, "1208", "张伟", 150_000);
    hold.actions.push(Action::Countersign);
    counter.holds(vec![hold.clone()]).sees("to be countersigned").sees("Needs a person (1)");
    counter.keys(&["Enter"]).sees("somebody agreed to this alone").keys(&["F9"]);
    let (_, command) = counter.command();
    assert!(matches!(command, Command::Countersign { hold } if hold == id(1)));
    hold.actions.pop();
    counter.holds(vec![hold]).sees_no("alone").keys(&["F9"]);
    assert!(counter.commands().is_empty());
}

/// A room move and a stay that is longer; a day that has passed may stay as it is.
#[test]
fn a_stay_is_changed_on_the_holds_page() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![held(1, "1208", "张伟", 150_000)]).keys(&["Enter", "Ctrl+A"]);
    counter.sees("No money moves").types("1302").keys(&["Tab", "Tab", "Tab"]).types("+9x");
    counter.keys(&["Enter"]);
    let (ticket, command) = counter.command();
    let Command::Change { hold, stay } = command else { panic!("{command:?}") };
    assert_eq!((hold, stay.room.as_str(), stay.guest.as_str()), (id(1), "1302", "张伟"));
    assert_eq!(stay.departure, Some(jiff::civil::date(2026, 12, 1)));
    counter.rejected(ticket, Refusal::NothingChanged).sees("It is so already");
    counter.keys(&["Tab", "Tab", "Tab", "Tab", "Ctrl+U"]).types("soon").keys(&["Enter"]);
    let (ticket, _) = counter.command();
    counter.accepted(ticket, id(1)).sees("Room 1208: hold");
}
