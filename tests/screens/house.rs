//! The attention desk, cases, shifts and the end of the day.

use std::sync::Arc;

use counterpane::desk::{HoldView, Snapshot};
use counterpane::domain::{
    Approval, Frozen, House, HouseFact, NightAudit, OpenShift, Person, Report, Why,
};
use counterpane::tui::{About, HouseLook, JournalRow, Mode, Model, Msg, Reply, Wish};

use crate::people as staffed;
use crate::samples::{held, later, money, now, silent, snapshot, stuck};
use crate::{keys_pressed, pictures};

fn a_bad_morning() -> Vec<HoldView> {
    let mut left = held(2, "918", "欧阳娜娜", 80_000);
    left.stay.departure = Some(jiff::civil::date(2026, 11, 20));
    let mut short = held(3, "606", "Frau Müller", 60_000);
    short.stay.bill = Some(money(84_000));
    vec![short, left, silent(4, "1702", "Ms Ng"), stuck(1, "1208", "张伟")]
}

fn morning(model: &mut Model) {
    model.update(snapshot(a_bad_morning()), now());
}

#[test]
fn attention() {
    pictures("attention", Mode::Live, |model| {
        morning(model);
        keys_pressed(model, &["F9"]);
    });
    pictures("attention-none", Mode::Training, |model| {
        keys_pressed(model, &["F9"]);
    });
}

#[test]
fn a_case() {
    pictures("case", Mode::Live, |model| {
        morning(model);
        keys_pressed(model, &["F9", "Ctrl+K"]);
    });
    pictures("close-case", Mode::Live, |model| {
        morning(model);
        keys_pressed(model, &["F9", "Ctrl+K", "F9"]);
        keys_pressed(model, &["Down", "Tab"]);
        keys_pressed(model, &["W", "u", "Tab", "7", "Enter"]);
    });
}

fn with_house(open: bool) -> impl Fn(&mut Model) {
    move |model| {
        let by = Person::named("12".parse().unwrap(), "陈大文").unwrap();
        let shift = OpenShift { number: 3, seq: 40, since: later(-3_600_000), by: Some(by) };
        let house = House {
            day: Some(jiff::civil::date(2026, 11, 22)),
            day_after: 30,
            shift: open.then_some(shift),
            shifts: 3,
            reports: 2,
        };
        let snapshot = Snapshot { holds: a_bad_morning(), house, ..Snapshot::default() };
        model.update(Msg::Snapshot(Arc::new(snapshot)), now());
    }
}

fn counted(model: &mut Model, wishes: &[Wish], lines: &[&str]) {
    let of = |wish: &Wish| {
        if let Wish::House { ticket, .. } = wish { Some(*ticket) } else { None }
    };
    let ticket = wishes.iter().find_map(of).expect("nothing is to be counted");
    let lines = lines.iter().map(|line| (*line).to_owned()).collect();
    model.update(Msg::Reply(Reply::Lines { ticket, lines, sheet: None }), later(2_000));
}

#[test]
fn shifts() {
    pictures("shift", Mode::Live, |model| {
        with_house(true)(model);
        let wishes = keys_pressed(model, &["Ctrl+W"]);
        counted(model, &wishes, &["X REPORT", "Held   1  HKD 500.00"]);
    });
    pictures("open-shift", Mode::Live, |model| {
        with_house(false)(model);
        keys_pressed(model, &["Ctrl+W", "F3"]);
        keys_pressed(model, &["Enter"]);
    });
    let people = staffed::people();
    staffed::pictures("hand-over", Mode::Live, &people, |model| {
        staffed::sign_in(model, &people[0]);
        with_house(true)(model);
        keys_pressed(model, &["Ctrl+W", "F5", "F9"]);
    });
    pictures("close-shift", Mode::Training, |model| {
        with_house(true)(model);
        keys_pressed(model, &["Ctrl+W", "F4"]);
    });
}

/// Shifts and days stand between the entries about holds, and lead to their Z report.
#[test]
fn the_journal_has_shifts_and_days() {
    let by = || Some(Person::named("12".parse().unwrap(), "陈大文").unwrap());
    let day = jiff::civil::date(2026, 11, 22);
    let z = || Frozen {
        number: 3,
        opened: now(),
        opener: by(),
        after: 40,
        head_seq: 60,
        head: "0259".to_owned(),
        report: Report::default(),
        unclear: Vec::new(),
    };
    let wong = Person::named("90".parse().unwrap(), "Wong Siu Ming").unwrap();
    let yes = Approval { by: wong, why: Why::Other, note: String::new(), alone: false };
    let (from, to) = (day, jiff::civil::date(2026, 11, 23));
    let facts = [
        HouseFact::DayRolled { from, to, by: None, approval: None, audit: NightAudit::default() },
        HouseFact::ShiftClosed { shift: 3, day, by: by(), approval: Some(yes), z: Box::new(z()) },
        HouseFact::ShiftOpened {
            shift: 3,
            day,
            by: by(),
            signed: vec![counterpane::domain::HoldId::from_chance(7)],
            taken_over: Vec::new(),
        },
    ];
    let row = |(fact, seq): (&HouseFact, u64)| JournalRow {
        seq,
        at: now(),
        about: About::House { terminal: "Desk 1".to_owned(), fact: fact.clone() },
        body: serde_json::to_string(fact).unwrap(),
        hash: "025961f83a6b1e1ba3189fbd8baa640756b1a7e51735ddb7dee586b13006e927".to_owned(),
    };
    let rows: Vec<JournalRow> = facts.iter().zip([62, 61, 40]).map(row).collect();
    let look = |model: &mut Model| {
        let wishes = keys_pressed(model, &["F7"]);
        let of = |wish: &Wish| {
            if let Wish::Journal { ticket, .. } = wish { Some(*ticket) } else { None }
        };
        let ticket = wishes.iter().find_map(of).expect("nothing is looked for");
        let rows = rows.clone();
        model.update(Msg::Reply(Reply::Journal { ticket, rows, more: false }), later(2_000));
    };
    pictures("journal-house", Mode::Live, look);
    pictures("journal-house-entry", Mode::Live, |model| {
        look(model);
        keys_pressed(model, &["Down", "Enter"]);
    });
    let mut model = crate::model(Mode::Live, counterpane::locale::Language::English);
    look(&mut model);
    let wishes = keys_pressed(&mut model, &["Down", "Enter", "Enter"]);
    let z = HouseLook::Report { number: 3, copy: true };
    assert!(
        wishes.iter().any(|wish| matches!(wish, Wish::House { look, .. } if *look == z)),
        "{wishes:?}"
    );
}

#[test]
fn a_report_on_days() {
    pictures("days", Mode::Live, |model| {
        with_house(true)(model);
        keys_pressed(model, &["Ctrl+W", "F7", "F5", "Tab", "Backspace", "Enter"]);
    });
}

#[test]
fn the_end_of_the_day() {
    pictures("audit", Mode::Live, |model| {
        with_house(true)(model);
        keys_pressed(model, &["Ctrl+W"]);
        let wishes = keys_pressed(model, &["F9"]);
        counted(model, &wishes, &["NIGHT AUDIT", "", "Departed, still held (0)"]);
        keys_pressed(model, &["F9"]);
    });
}

fn a_long_stay(model: &mut Model) {
    let mut old = held(1, "1208", "张伟", 50_000);
    old.opened_at = later(-86_400_000);
    old.stay.bill = Some(money(84_000));
    let holds = vec![held(2, "1208", "张伟", 30_000), old, held(3, "606", "Ms Lee", 60_000)];
    model.update(snapshot(holds), now());
}

#[test]
fn a_stay_of_several_holds() {
    pictures("home-stay", Mode::Live, a_long_stay);
    pictures("stay", Mode::Live, |model| {
        a_long_stay(model);
        keys_pressed(model, &["Down", "Enter"]);
    });
    pictures("hold-of-a-stay", Mode::Live, |model| {
        a_long_stay(model);
        keys_pressed(model, &["Down", "Enter", "Enter"]);
    });
    pictures("check-out", Mode::Training, |model| {
        a_long_stay(model);
        keys_pressed(model, &["Down", "F4", "Enter"]);
    });
}
