//! How many keys a task takes, pressed and counted: the README's table.

use counterpane::desk::{Action, Command, HoldView, HouseCommand};
use counterpane::domain::{Phase, State};
use counterpane::tui::{HouseLook, Mode, Msg, Reply, StaffErrand, Wish};

use crate::Counter;
use crate::samples::{CODE, held, id, waiting};

/// What somebody does: presses a key, types a text, or scans.
#[derive(Clone, Copy)]
enum Do {
    Key(&'static str),
    Type(&'static str),
    Scan,
}

use Do::{Key, Scan, Type};

struct Task {
    name: &'static str,
    holds: fn() -> Vec<HoldView>,
    /// People are registered, and a cashier is signed in.
    staffed: bool,
    /// A shift is open.
    shift: bool,
    steps: &'static [Do],
    /// The wish that the last step has to bring about.
    done: fn(&Wish) -> bool,
}

fn good() -> Vec<HoldView> {
    vec![held(1, "1208", "张伟", 150_000)]
}

fn charged() -> Vec<HoldView> {
    let mut hold = good().remove(0);
    hold.actions = vec![Action::Refund];
    hold.captured = hold.asked;
    hold.state = State::Settled;
    hold.captures = vec![counterpane::desk::CaptureView {
        request: hold.request_no.clone(),
        trade_no: None,
        money: hold.asked,
        refunded: hold.released,
        phase: Phase::Done,
    }];
    vec![hold]
}

fn stuck() -> Vec<HoldView> {
    vec![crate::samples::stuck(1, "1208", "张伟")]
}

fn two() -> Vec<HoldView> {
    vec![held(2, "1208", "张伟", 50_000), held(1, "1208", "张伟", 50_000)]
}

fn command_of(wish: &Wish) -> Option<&Command> {
    if let Wish::Command { command, .. } = wish { Some(command) } else { None }
}

fn tasks() -> Vec<Task> {
    [of_money(), of_the_rest(), of_supervisors(), of_a_shift()].into_iter().flatten().collect()
}

const fn task(
    name: &'static str,
    holds: fn() -> Vec<HoldView>,
    steps: &'static [Do],
    done: fn(&Wish) -> bool,
) -> Task {
    Task { name, holds, staffed: false, shift: false, steps, done }
}

fn of_money() -> Vec<Task> {
    vec![
        task("check in by scan", Vec::new, &[Key("F3"), Type("1208"), Scan], |wish| {
            matches!(command_of(wish), Some(Command::Hold { .. }))
        }),
        task("check in by QR code", Vec::new, &[Key("F3"), Type("1208"), Key("F5")], |wish| {
            matches!(command_of(wish), Some(Command::Hold { .. }))
        }),
        task(
            "check out the chosen hold",
            good,
            &[Key("F4"), Type("820"), Key("Enter"), Key("Enter")],
            |wish| matches!(command_of(wish), Some(Command::Capture { keep_rest: false, .. })),
        ),
        task(
            "check out, found by room",
            good,
            &[Key("F6"), Type("1208"), Key("F4"), Type("820"), Key("Enter"), Key("Enter")],
            |wish| matches!(command_of(wish), Some(Command::Capture { keep_rest: false, .. })),
        ),
        task(
            "charge and keep the rest",
            good,
            &[Key("F4"), Type("820"), Key("F6"), Key("Enter"), Key("Enter")],
            |wish| matches!(command_of(wish), Some(Command::Capture { keep_rest: true, .. })),
        ),
        task(
            "release all of it",
            good,
            &[Key("Enter"), Key("F6"), Key("Enter"), Key("Enter")],
            |wish| matches!(command_of(wish), Some(Command::Release { money: None, .. })),
        ),
        task(
            "refund",
            charged,
            &[Key("Enter"), Key("F10"), Type("30"), Key("Enter"), Key("Enter")],
            |wish| matches!(command_of(wish), Some(Command::Refund { .. })),
        ),
    ]
}

fn of_the_rest() -> Vec<Task> {
    vec![
        task(
            "another hold for the same stay",
            good,
            &[Key("Enter"), Key("F3"), Type("500"), Scan],
            |wish| matches!(command_of(wish), Some(Command::Hold { stay, .. }) if stay.room == "1208"),
        ),
        task(
            "stop waiting for a guest",
            || vec![waiting(1, "1208", "张伟")],
            &[Key("Enter"), Key("F7"), Key("F7")],
            |wish| matches!(command_of(wish), Some(Command::Cancel { .. })),
        ),
        task("clear a hold that is stuck", stuck, &[Key("Enter"), Key("F7"), Key("F7")], |wish| {
            matches!(command_of(wish), Some(Command::Cancel { .. }))
        }),
        task("check everything now", good, &[Key("F5")], |wish| {
            matches!(command_of(wish), Some(Command::Check { hold: None }))
        }),
        Task {
            name: "lock, and somebody else signs in",
            holds: good,
            staffed: true,
            shift: false,
            steps: &[Key("F11"), Type("90"), Key("Enter"), Type("2580"), Key("Enter")],
            done: |wish| matches!(wish, Wish::Staff { errand: StaffErrand::SignIn { .. }, .. }),
        },
    ]
}

fn of_supervisors() -> Vec<Task> {
    vec![
        task(
            "check out a stay with several holds",
            two,
            &[Key("F4"), Type("820"), Key("Enter"), Key("Enter")],
            |wish| matches!(command_of(wish), Some(Command::Capture { .. })),
        ),
        task(
            "clear a stuck hold from the attention desk",
            stuck,
            &[Key("F9"), Key("F7"), Key("F7")],
            |wish| matches!(command_of(wish), Some(Command::Cancel { .. })),
        ),
        task(
            "close a case by hand, up to the second PIN",
            stuck,
            &[Key("F9"), Key("Ctrl+K"), Key("F9"), Type("Wu 4711"), Key("Enter"), Key("Enter")],
            |wish| matches!(command_of(wish), Some(Command::CloseCase { .. })),
        ),
        task("open a shift", good, &[Key("Ctrl+W"), Key("F3"), Key("F3")], |wish| {
            let open = HouseCommand::OpenShift { signed: Vec::new() };
            matches!(command_of(wish), Some(Command::House(command)) if *command == open)
        }),
        task(
            "end the business day",
            good,
            &[Key("Ctrl+W"), Key("F9"), Key("F9"), Key("Enter")],
            |wish| {
                let roll = |command: &HouseCommand| matches!(command, HouseCommand::RollDay { .. });
                matches!(command_of(wish), Some(Command::House(command)) if roll(command))
            },
        ),
    ]
}

fn alone() -> Vec<HoldView> {
    let mut hold = good().remove(0);
    hold.actions.push(Action::Countersign);
    vec![hold]
}

fn of_a_shift() -> Vec<Task> {
    let in_shift = |task: Task| Task { shift: true, ..task };
    let staffed = |task: Task| Task { staffed: true, ..task };
    vec![
        in_shift(task("close a shift", good, &[Key("Ctrl+W"), Key("F4"), Key("Enter")], |wish| {
            matches!(command_of(wish), Some(Command::House(HouseCommand::CloseShift)))
        })),
        in_shift(staffed(task(
            "hand a shift over",
            good,
            &[Key("Ctrl+W"), Key("F5"), Type("90"), Key("Enter"), Type("2580"), Key("Enter")],
            |wish| matches!(wish, Wish::Staff { errand: StaffErrand::TakeOver { .. }, .. }),
        ))),
        task("see the shift so far", good, &[Key("Ctrl+W")], |wish| {
            matches!(wish, Wish::House { look: HouseLook::SoFar, .. })
        }),
        task(
            "report on any days",
            good,
            &[Key("Ctrl+W"), Key("F7"), Key("F5"), Key("Enter")],
            |wish| matches!(wish, Wish::House { look: HouseLook::Days(_), .. }),
        ),
        task(
            "move a guest to another room",
            good,
            &[Key("Enter"), Key("Ctrl+A"), Type("1310"), Key("Enter")],
            |wish| matches!(command_of(wish), Some(Command::Change { .. })),
        ),
        staffed(task("countersign what was done alone", alone, &[Key("F9"), Key("F9")], |wish| {
            matches!(command_of(wish), Some(Command::Countersign { .. }))
        })),
    ]
}

/// The steps as the table has them, and how many of them are keys: what is typed is typed in any case.
fn told(steps: &[Do]) -> (usize, String) {
    let keys = steps.iter().filter(|step| matches!(step, Key(_))).count();
    let words: Vec<_> = steps
        .iter()
        .map(|step| match step {
            Key(key) => format!("`{key}`"),
            Type(text) => (*text).to_owned(),
            Scan => "scan".to_owned(),
        })
        .collect();
    (keys, words.join(" "))
}

#[test]
fn the_readme_s_table_is_what_was_pressed() {
    let readme = include_str!("../../README.md");
    let mut missing = Vec::new();
    for task in tasks() {
        let mut counter =
            if task.staffed { Counter::signed_in() } else { Counter::open(Mode::Live) };
        counter.holds((task.holds)());
        if task.shift {
            counter.shift_opened();
        }
        counter.wishes.clear();
        let (last, before) = task.steps.split_last().unwrap();
        for step in before {
            counter.does(*step);
            assert!(!counter.wishes.iter().any(task.done), "{}: done before its end", task.name);
        }
        counter.does(*last);
        let done = counter.wishes.iter().any(task.done);
        assert!(done, "{}: {:?}\n{}", task.name, counter.wishes, counter.shown());
        let (keys, words) = told(task.steps);
        let line = format!("| {} | {keys} | {words} |", task.name);
        missing.extend((!readme.contains(&line)).then_some(line));
    }
    assert!(missing.is_empty(), "not in the README:\n{}", missing.join("\n"));
}

impl Counter {
    fn does(&mut self, step: Do) {
        match step {
            Key(key) => {
                self.keys(&[key]);
                self.counts();
            }
            Type(text) => {
                self.types(text);
                self.finds();
            }
            Scan => {
                self.scan(CODE);
            }
        }
    }

    /// The journal has counted what a page shows.
    fn counts(&mut self) {
        let asked = self.wishes.iter().rev().find_map(|wish| {
            if let Wish::House { ticket, .. } = wish { Some(*ticket) } else { None }
        });
        if let Some(ticket) = asked {
            let lines = vec!["lines".to_owned()];
            self.tell(Msg::Reply(Reply::Lines { ticket, lines, sheet: None }));
        }
    }

    /// The journal answers the latest search, if there was one.
    fn finds(&mut self) {
        let asked = self.wishes.iter().rev().find_map(|wish| {
            if let Wish::Find { ticket, .. } = wish { Some(*ticket) } else { None }
        });
        if let Some(ticket) = asked {
            self.tell(Msg::Reply(Reply::Found { ticket, holds: good() }));
        }
    }
}

/// A charge straight from a list leads to the hold's page, which shows how it goes on.
#[test]
fn behind_a_charge_is_the_hold() {
    let mut counter = Counter::open(Mode::Live);
    counter.holds(good()).keys(&["F4"]).types("820").keys(&["Enter", "Enter"]);
    let (ticket, _) = counter.command();
    counter.accepted(ticket, id(1)).sees("Room 1208: hold").keys(&["Esc"]).sees("Held, by room");
}
