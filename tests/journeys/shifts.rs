//! Shifts and the business day by keys: what is signed for, what ends, and what one key alone never ends.

use std::sync::Arc;

use counterpane::desk::{Command, HouseCommand, Refusal, Snapshot};
use counterpane::domain::{Days, House, OpenShift, Person};
use counterpane::locale::StaffTrouble;
use counterpane::tui::{HouseLook, Mode, Msg, Reply, StaffErrand, StaffReply, Wish};

use crate::Counter;
use crate::people::{chan, wong};
use crate::samples::{held, id, later, stuck, waiting};

fn house(open: bool) -> House {
    let by = Person::named("12".parse().unwrap(), "Chan").unwrap();
    let shift = OpenShift { number: 3, seq: 40, since: later(-3_600_000), by: Some(by) };
    House {
        day: Some(jiff::civil::date(2026, 11, 22)),
        day_after: 30,
        shift: open.then_some(shift),
        shifts: 3,
        reports: 2,
    }
}

impl Counter {
    fn stands(&mut self, house: House) -> &mut Self {
        let holds = vec![held(2, "606", "Ms Lee", 60_000), stuck(1, "1208", "张伟")];
        let snapshot = Snapshot { holds, house, ..Snapshot::default() };
        self.tell(Msg::Snapshot(Arc::new(snapshot)))
    }

    /// A shift is open, and everything is clear.
    pub(crate) fn shift_opened(&mut self) -> &mut Self {
        let holds = vec![held(1, "1208", "张伟", 150_000)];
        let snapshot = Snapshot { holds, house: house(true), ..Snapshot::default() };
        self.tell(Msg::Snapshot(Arc::new(snapshot)))
    }

    /// What was to be counted, taken, and answered with these lines.
    #[track_caller]
    fn counted(&mut self, look: HouseLook, said: &str) -> &mut Self {
        let wishes = std::mem::take(&mut self.wishes);
        let wanted = wishes.iter().find_map(|wish| {
            let Wish::House { ticket, look, .. } = wish else { return None };
            Some((*ticket, *look))
        });
        let (ticket, found) = wanted.unwrap_or_else(|| panic!("{wishes:?}"));
        assert_eq!(found, look);
        let lines = said.lines().map(str::to_owned).collect();
        let sheet = Some("act,amount\n".to_owned());
        self.tell(Msg::Reply(Reply::Lines { ticket, lines, sheet }))
    }

    fn accepted_by_house(&mut self, ticket: u64) -> &mut Self {
        self.tell(Msg::Reply(Reply::Accepted { ticket, hold: None }))
    }
}

#[test]
fn whoever_begins_signs_for_what_is_not_known() {
    let mut counter = Counter::open(Mode::Live);
    counter.stands(house(false)).keys(&["Ctrl+W"]);
    counter.counted(HouseLook::SoFar, "No shift is open.").sees("F3 Open shift");
    counter.sees_no("F4 Close").keys(&["F3"]).sees("1208").sees_no("Ms Lee").sees("HKD 600.00");
    counter.keys(&["F3"]);
    let (ticket, command) = counter.command();
    assert!(matches!(
        command,
        Command::House(HouseCommand::OpenShift { signed }) if signed.is_empty()
    ));
    counter.rejected(ticket, Refusal::NotSigned { hold: id(1) }).sees("nobody signs for it");
    counter.keys(&["Enter"]).sees("signed").sees_no("nobody signs").keys(&["F3"]);
    let (ticket, command) = counter.command();
    assert!(matches!(
        command,
        Command::House(HouseCommand::OpenShift { signed }) if signed == [id(1)]
    ));
    counter.accepted_by_house(ticket).stands(house(true));
    counter.counted(HouseLook::SoFar, "Shift 3").sees("Shift 3").sees("F4 Close shift");
}

#[test]
fn a_shift_ends_with_its_z_report_on_the_screen() {
    let mut counter = Counter::open(Mode::Live);
    counter.stands(house(true)).keys(&["Ctrl+W"]).counted(HouseLook::SoFar, "Shift 3");
    counter.keys(&["F4"]).sees("with Z report 3").sees("1 hold is not known yet");
    assert!(counter.commands().is_empty());
    counter.keys(&["Enter"]);
    let (ticket, command) = counter.command();
    assert!(matches!(command, Command::House(HouseCommand::CloseShift)));
    counter.accepted_by_house(ticket);
    counter.counted(HouseLook::Report { number: 3, copy: false }, "Z REPORT 3\nHeld 1");
    counter.sees("Z REPORT 3").keys(&["F6"]);
    assert!(matches!(
        counter.wishes.as_slice(),
        [Wish::Save { name, text, .. }] if name == "z-3" && text == "Z REPORT 3\nHeld 1\n"
    ));
}

/// One key for the next one's number, one for the PIN: then the counter is theirs, and the Z report is on it.
#[test]
fn a_shift_is_handed_over() {
    let mut counter = Counter::open(Mode::Live);
    counter.stands(house(true)).keys(&["Ctrl+W"]).counted(HouseLook::SoFar, "Shift 3");
    counter.sees_no("Hand over");
    let mut counter = Counter::signed_in();
    counter.stands(house(true)).keys(&["Ctrl+W"]).counted(HouseLook::SoFar, "Shift 3");
    counter.keys(&["F5"]).sees("Hand over the shift").sees("1208").sees("Z report 3");
    let next = wong();
    let give = |counter: &mut Counter, pin: &str| {
        counter.types(pin).keys(&["Enter"]);
        let (ticket, errand) = counter.errand();
        assert!(matches!(
            errand,
            StaffErrand::TakeOver { badge, pin: typed }
                if badge == next.person.badge && typed.expose() == pin
        ));
        ticket
    };
    // Nobody types a PIN for nothing.
    counter.types(next.person.badge.as_str()).keys(&["Enter"]).sees("nobody signs for it");
    counter.keys(&["F9"]).sees("signed").sees_no("nobody signs").keys(&["Enter"]);
    let ticket = give(&mut counter, "0000");
    let wrong = StaffTrouble::Wrong(jiff::SignedDuration::ZERO);
    counter.said(ticket, StaffReply::Denied(wrong));
    let ticket = give(&mut counter, "2580");
    let (ticket, command) = counter.said(ticket, StaffReply::TakesOver(next.clone())).command();
    assert!(matches!(
        command,
        Command::House(HouseCommand::HandOver { signed, .. }) if signed == [id(1)]
    ));
    counter.accepted_by_house(ticket);
    let taken =
        counter.wishes.iter().any(|wish| matches!(wish, Wish::TakeOver(member) if *member == next));
    assert!(taken, "{:?}", counter.wishes);
    counter.counted(HouseLook::Report { number: 3, copy: false }, "Z REPORT 3");
    counter.sees("Z REPORT 3").sees(&next.person.name).keys(&["F2"]);
    counter.counted(HouseLook::Report { number: 3, copy: false }, "Z 报表 3").sees("Z 报表 3");
    counter.keys(&["F2"]).keys(&["Esc"]).sees("Today");
}

/// A forgotten shift: a supervisor agrees that it goes on to the next one, who has the counter then.
#[test]
fn a_forgotten_shift_is_handed_over_with_a_supervisors_yes() {
    let mut counter = Counter::signed_in();
    counter.shift_opened().keys(&["Ctrl+W", "F5"]);
    counter.types(wong().person.badge.as_str()).keys(&["Enter"]).types("2580").keys(&["Enter"]);
    let (ticket, _) = counter.errand();
    let (order, _) = counter.said(ticket, StaffReply::TakesOver(wong())).command();
    let right = counterpane::domain::Right::ForceClose;
    counter.rejected(order, Refusal::NeedsApproval { right, two: false });
    counter.types("90").keys(&["Enter"]).types("2580").keys(&["Enter"]);
    let (ticket, errand) = counter.errand();
    assert!(matches!(errand, StaffErrand::Approve { order: of, .. } if of == order));
    counter.said(ticket, StaffReply::Approved).sees("Hand over the shift");
    counter.accepted_by_house(order);
    assert!(counter.wishes.iter().any(|wish| matches!(wish, Wish::TakeOver(_))));
    counter.counted(HouseLook::Report { number: 3, copy: false }, "Z REPORT 3").sees("Wong");
}

/// Locked before the desk had answered: the next one signs in like everybody else.
#[test]
fn a_hand_over_unlocks_nothing() {
    let mut counter = Counter::signed_in();
    counter.stands(house(true)).keys(&["Ctrl+W", "F5", "F9"]);
    counter.types(wong().person.badge.as_str()).keys(&["Enter"]).types("2580").keys(&["Enter"]);
    let (ticket, _) = counter.errand();
    let (ticket, _) = counter.said(ticket, StaffReply::TakesOver(wong())).command();
    counter.keys(&["F11"]).sees("Type your number and your PIN");
    counter.accepted_by_house(ticket).sees("Type your number and your PIN");
    assert!(!counter.wishes.iter().any(|wish| matches!(wish, Wish::TakeOver(_))));
    // Somebody else has signed in before the answer came: the counter is theirs.
    let mut counter = Counter::signed_in();
    counter.stands(house(true)).keys(&["Ctrl+W", "F5", "F9"]);
    counter.types(wong().person.badge.as_str()).keys(&["Enter"]).types("2580").keys(&["Enter"]);
    let (ticket, _) = counter.errand();
    let (order, _) = counter.said(ticket, StaffReply::TakesOver(wong())).command();
    counter.keys(&["F11"]);
    counter.wishes.clear();
    counter.keys(&["Enter"]).types("2580").keys(&["Enter"]);
    let (ticket, _) = counter.errand();
    counter.said(ticket, StaffReply::SignedIn(chan())).accepted_by_house(order);
    assert!(!counter.wishes.iter().any(|wish| matches!(wish, Wish::TakeOver(_))));
    counter.sees("Chan, Desk 1");
}

#[test]
fn one_of_before_is_a_copy() {
    let mut counter = Counter::open(Mode::Live);
    counter.stands(house(true)).keys(&["Ctrl+W"]).counted(HouseLook::SoFar, "Shift 3");
    counter.keys(&["F7"]).counted(HouseLook::Reports, "Z 2\nZ 1").sees("Z 1");
    counter.keys(&["Down", "Enter"]);
    counter.counted(HouseLook::Report { number: 1, copy: true }, "Z REPORT 1  COPY").sees("COPY");
}

/// Any days, of the calendar or from one night audit to another; the page is kept with its figures.
#[test]
fn a_report_on_any_days() {
    let mut counter = Counter::open(Mode::Live);
    counter.stands(house(true)).keys(&["Ctrl+W"]).counted(HouseLook::SoFar, "Shift 3");
    counter.keys(&["F7"]).counted(HouseLook::Reports, "Z 2");
    counter.keys(&["F5"]).sees("business days").sees("2026-11-22");
    counter.keys(&["Tab"]).types("2026-11-1").keys(&["Enter"]).sees("A day is written");
    counter.types("9").keys(&["Enter"]).sees("The first day is after the last one");
    counter.keys(&["Backspace", "Backspace"]).types("24").keys(&["F5"]).keys(&["Enter"]);
    let (first, last) = (jiff::civil::date(2026, 11, 22), jiff::civil::date(2026, 11, 24));
    let days = Days { first, last, business: false };
    counter.counted(HouseLook::Days(days), "Held 4").sees("Held 4").keys(&["F6"]);
    assert!(matches!(
        counter.wishes.as_slice(),
        [Wish::Save { name, sheet: Some(sheet), .. }]
            if name == "calendar-2026-11-22-2026-11-24" && sheet == "act,amount\n"
    ));
    let Some(Wish::Save { ticket, .. }) = counter.wishes.pop() else { panic!() };
    let path = "papers/x.txt".to_owned();
    counter.tell(Msg::Reply(Reply::Saved { ticket, path, sheet: true })).sees("beside it as .csv");
}

#[test]
fn the_key_that_asks_for_the_end_of_the_day_does_not_end_it() {
    let mut counter = Counter::open(Mode::Live);
    counter.stands(house(false)).keys(&["Ctrl+W"]).counted(HouseLook::SoFar, "No shift");
    counter.keys(&["F9"]).counted(HouseLook::Audit, "NIGHT AUDIT").sees("NIGHT AUDIT");
    counter.keys(&["Enter", "Enter"]);
    assert!(counter.commands().is_empty(), "an Enter too many ends no day");
    counter.keys(&["F9", "F9"]).sees("counts as 2026-11-23");
    assert!(counter.commands().is_empty());
    counter.keys(&["Enter"]);
    let (ticket, command) = counter.command();
    let next = jiff::civil::date(2026, 11, 23);
    assert!(matches!(
        command,
        Command::House(HouseCommand::RollDay { to: Some(day), list: None }) if day == next
    ));
    // Said before the desk's own word of it has come.
    counter.accepted_by_house(ticket).sees("Shift and day").sees("2026-11-23 has begun");
}

#[test]
fn a_disk_that_is_full_is_said_and_nothing_ends() {
    let mut counter = Counter::open(Mode::Live);
    counter.stands(house(true)).keys(&["Ctrl+W"]).counted(HouseLook::SoFar, "Shift 3");
    counter.keys(&["F4", "Enter"]);
    let (ticket, _) = counter.command();
    counter
        .rejected(ticket, Refusal::JournalDown("no room".to_owned()))
        .sees("nothing was sent")
        .sees("Shift 3");
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![waiting(1, "1208", "张伟")]).keys(&["Ctrl+W"]);
    let (ticket, why) = (counter.house_ticket(), "no room".to_owned());
    counter.tell(Msg::Reply(Reply::Failed { ticket, why })).sees("no room");
}

impl Counter {
    fn house_ticket(&self) -> u64 {
        let of = |wish: &Wish| {
            if let Wish::House { ticket, .. } = wish { Some(*ticket) } else { None }
        };
        self.wishes.iter().find_map(of).expect("nothing is to be counted")
    }
}
