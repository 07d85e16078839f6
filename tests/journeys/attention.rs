//! The attention desk: what stands above what, what was tried, and a case up to its end.

use counterpane::desk::{Command, Found, Refusal};
use counterpane::domain::Right;
use counterpane::tui::{Mode, Msg, Reply, Wish};

use crate::Counter;
use crate::samples::{held, id, silent, stuck, waiting};

fn a_bad_morning() -> Counter {
    let mut counter = Counter::open(Mode::Live);
    let mut left = held(2, "918", "Ms Lee", 80_000);
    left.stay.departure = Some(jiff::civil::date(2026, 11, 20));
    let fine = held(3, "606", "Frau Berg", 60_000);
    counter.holds(vec![fine, left, silent(4, "1702", "Ng"), stuck(1, "1208", "张伟")]);
    counter
}

#[test]
fn the_worst_stands_first_and_what_is_fine_is_not_there() {
    let mut counter = a_bad_morning();
    counter.sees("(3 to look at: F9)").keys(&["F9"]).sees("3 to look at").sees_no("Frau Berg");
    let shown = counter.shown();
    let place = |words: &str| shown.find(words).unwrap_or_else(|| panic!("no {words}\n{shown}"));
    assert!(place("case 17") < place("departure was 11-20"));
    assert!(place("departure was 11-20") < place("not known yet, being asked"));
    counter.sees("A person must settle this undo").sees("F7 Undo").sees("Ctrl+K Case");
    // Only what is legal now: a guest who has left can be released, and is no case.
    counter.keys(&["Down"]).sees("F6 Release").sees_no("F7 Undo").sees_no("Ctrl+K");
    counter.keys(&["Ctrl+K"]).sees("3 to look at");
    counter.keys(&["F6"]).sees("Release").sees("HKD 800.00");
}

#[test]
fn everything_is_asked_about_and_the_progress_is_seen() {
    let mut counter = a_bad_morning();
    counter.keys(&["F9", "F5"]);
    let (_, command) = counter.command();
    assert!(matches!(command, Command::Check { hold: None }));
    let mut asked = [held(3, "606", "Frau Berg", 60_000), stuck(1, "1208", "张伟")];
    let of_all = |asked: &[counterpane::desk::HoldView; 2]| {
        let mut left = held(2, "918", "Ms Lee", 80_000);
        left.stay.departure = Some(jiff::civil::date(2026, 11, 20));
        let [one, other] = asked.clone();
        vec![one, left, silent(4, "1702", "Ng"), other]
    };
    asked[0].checking = true;
    asked[1].checking = true;
    counter.holds(of_all(&asked)).sees("Check of everything: 2 of 4 done");
    asked[0].checking = false;
    counter.holds(of_all(&asked)).sees("Check of everything: 3 of 4 done");
    asked[1].checking = false;
    counter.holds(of_all(&asked)).sees("The check of all 4 is over.");
}

#[test]
fn the_sheet_has_what_support_asks_for_and_can_be_kept() {
    let mut counter = a_bad_morning();
    counter.keys(&["F9", "Ctrl+K"]).sees("CASE 17").sees("Request number");
    let order = stuck(1, "1208", "张伟").order_no.to_string();
    counter.sees(&order).keys(&["F6"]);
    let mut saved: Vec<_> = std::mem::take(&mut counter.wishes);
    saved.retain(|wish| !matches!(wish, Wish::Bell(_)));
    let [Wish::Save { ticket, name, text, sheet: None }] = saved.as_slice() else {
        panic!("{saved:?}")
    };
    assert!(name.starts_with("case-17-"), "{name}");
    for part in [&order, "SYSTEM_ERROR", "b9ea253f", "Undo sent to Alipay", "Harbour Hotel"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let path = "/papers/case-17.txt".to_owned();
    counter.tell(Msg::Reply(Reply::Saved { ticket: *ticket, path, sheet: false }));
    counter.sees("Saved as /papers/case-17.txt");
}

#[test]
fn a_case_is_closed_with_an_answer_and_a_proof() {
    let mut counter = a_bad_morning();
    counter.keys(&["F9", "Ctrl+K", "F9"]).sees("what has Alipay said?");
    counter.keys(&["Enter"]).sees("The proof is missing");
    counter.types("Ms Wu, 4711").keys(&["Enter"]).sees("the money is NOT HELD");
    assert!(counter.commands().is_empty(), "the first Enter only asks");
    counter.keys(&["Enter"]);
    let (ticket, command) = counter.command();
    let Command::CloseCase { hold, finding: Found::NotDone, proof } = command else {
        panic!("{command:?}")
    };
    assert_eq!((hold, proof.as_str()), (id(1), "Ms Wu, 4711"));
    counter.rejected(ticket, Refusal::NobodyNamed).sees("nobody is registered");
}

#[test]
fn what_is_still_held_takes_alipays_number() {
    let mut counter = a_bad_morning();
    counter.keys(&["F9", "Ctrl+K", "F9", "Down"]).types("20261122").keys(&["Tab"]).types("Wu");
    counter.keys(&["Enter", "Enter"]);
    let (ticket, command) = counter.command();
    let Command::CloseCase { finding: Found::Done { number }, .. } = command else {
        panic!("{command:?}")
    };
    assert_eq!(number, "20261122");
    let refusal = Refusal::NeedsApproval { right: Right::CloseCase, two: true };
    // Nobody is signed in here, so nobody can be asked for a yes: it is said where it was typed.
    counter.rejected(ticket, refusal).sees("A second person, a supervisor, has to agree");
}

#[test]
fn a_code_in_a_proof_goes_nowhere() {
    let mut counter = a_bad_morning();
    counter.keys(&["F9", "Ctrl+K", "F9"]).burst(crate::samples::CODE, 5).wait(500);
    counter.tell(Msg::Tick).keys(&["Enter", "Enter"]).sees_no(crate::samples::CODE);
    assert!(counter.commands().is_empty());
    // Not a case: nothing to be closed.
    let mut counter = Counter::open(Mode::Live);
    counter.holds(vec![waiting(1, "1208", "张伟")]).keys(&["Enter", "Ctrl+K"]).sees_no("Case");
}
