//! People from the command line: rights are the same as on the screen, PINs come from a file descriptor or a
//! terminal, and no PIN is anywhere afterwards.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::pane::Pane;
use crate::run::{PROGRAM, Ran, Running};
use crate::world::{QUICK, World};

/// Long enough to be nobody's number.
pub(crate) const SUPERVISOR: &str = "739104628815";
pub(crate) const CASHIER: &str = "604417938852";

/// A training counter, and PINs in files that only descriptors lead to.
pub(crate) struct Counter {
    pub(crate) world: World,
    pins: TempDir,
}

impl Counter {
    /// Before anybody is registered.
    fn nobody() -> Self {
        Self { world: World::training(QUICK), pins: tempfile::tempdir().unwrap() }
    }

    /// With a supervisor and two cashiers.
    pub(crate) fn new() -> Self {
        let counter = Self::nobody();
        let first = counter.run("staff add 90 --name Wong --supervisor --new-pin-fd 5", "");
        assert_eq!(first.ends(0)["people"][0]["role"], "supervisor");
        for number in ["12", "13"] {
            let add = format!("staff add {number} --name Chan{number} --new-pin-fd 6");
            counter.run(&add, "--as 90 --pin-fd 5").ends(0);
        }
        counter
    }

    /// Runs a command; descriptor 5 has the supervisor's PIN, 6 the cashiers', 7 a wrong one.
    pub(crate) fn run(&self, words: &str, who: &str) -> Ran {
        let mut command = Command::new("sh");
        let pin = |name: &str, pin: &str| {
            let path = self.pins.path().join(name);
            fs::write(&path, format!("{pin}\n")).unwrap();
            path
        };
        let (five, six) = (pin("5", SUPERVISOR), pin("6", CASHIER));
        let seven = pin("7", "0000");
        command.arg("-c").arg("exec \"$@\" 5<\"$FIVE\" 6<\"$SIX\" 7<\"$SEVEN\"").arg("sh");
        command.arg(PROGRAM).args(words.split_whitespace()).arg("--json");
        command.args(who.split_whitespace()).current_dir(self.world.path(""));
        command.envs([("FIVE", five), ("SIX", six), ("SEVEN", seven)]);
        command.envs(self.world.environment());
        Running::start(&mut command).end()
    }

    pub(crate) fn hold(&self, who: &str) -> Value {
        let code = self.world.code("confirms");
        let words = format!("hold --room 1208 --amount 500 --code {code}");
        self.run(&words, who).ends(0)
    }

    pub(crate) fn entries(&self) -> Vec<Value> {
        let told = self.run("journal export", "").ends(0);
        told.as_array().unwrap().clone()
    }
}

fn id(hold: &Value) -> &str {
    hold["id"].as_str().unwrap()
}

#[test]
fn who_may_do_what_holds_for_scripts_too() {
    let counter = Counter::new();
    let code = counter.world.code("confirms");
    let words = format!("hold --room 1208 --amount 500 --code {code}");
    counter.run(&words, "").fails(2, "staff.staff_unnamed");
    counter.run(&words, "--as 12 --pin-fd 7").fails(2, "staff.pin_wrong");
    counter.run(&words, "--as 44 --pin-fd 6").fails(2, "staff.pin_wrong");
    counter.run(&words, "--as 12").fails(2, "staff.pin_unasked");
    assert_eq!(counter.run("list", "").ends(0)["holds"], serde_json::json!([]));
    let hold = counter.hold("--as 12 --pin-fd 6");

    let release = format!("release {}", id(&hold));
    counter.run(&release, "--as 13 --pin-fd 6").fails(2, "refused.needs_approval");
    let agreed = "--as 13 --pin-fd 6 --approved-by";
    let by = |who: &str| format!("{agreed} {who} --why guest-asked --note left-early");
    counter.run(&release, &by("12 --approver-pin-fd 6")).fails(2, "staff.not_supervisor");
    counter.run(&release, &by("13 --approver-pin-fd 6")).fails(2, "staff.one_self");
    counter.run(&release, &by("90 --approver-pin-fd 7")).fails(2, "staff.pin_wrong");
    let gone = counter.run(&release, &by("90 --approver-pin-fd 5")).ends(0);
    assert_eq!(gone["state"], "settled");

    let ordered: Vec<_> = counter
        .entries()
        .into_iter()
        .map(|entry| entry["fact"].clone())
        .filter(|fact| fact["fact"] == "ordered")
        .collect();
    assert_eq!(ordered.len(), 2, "{ordered:?}");
    assert_eq!((&ordered[0]["right"], &ordered[0]["by"]["badge"]), (&"hold".into(), &"12".into()));
    let yes = &ordered[1]["approval"];
    assert_eq!(ordered[1]["by"]["name"], "Chan13");
    assert_eq!((&yes["by"]["name"], &yes["why"]), (&"Wong".into(), &"guest_asked".into()));
    assert_eq!(yes["note"], "left-early");

    let report = counter.run("report", "").ends(0);
    let totals = report["totals"].as_array().unwrap();
    let told: Vec<_> = totals
        .iter()
        .map(|row| ["act", "number", "count", "amount"].map(|name| row[name].to_string()).join(" "))
        .collect();
    assert_eq!(told, [r#""held" "12" 1 "500.00""#, r#""released" "13" 1 "500.00""#]);
    assert_eq!(report["agreed"][0]["agreed"]["name"], "Wong");
    assert_eq!(report["now"]["held"], serde_json::json!([]));
    let head = counter.run("journal head", "").ends(0);
    assert_eq!(report["head"]["hash"], head["head"]);
}

/// Where nobody is registered nobody is named, and days without anything have nothing.
#[test]
fn a_report_needs_nobody() {
    let world = World::training(QUICK);
    let empty = world.run("report --json").ends(0);
    assert_eq!((&empty["totals"], &empty["head"]), (&serde_json::json!([]), &Value::Null));
    let code = world.code("confirms");
    world.run(&format!("hold --room 1208 --amount 500 --code {code} --json")).ends(0);
    let report = world.run("report --json").ends(0);
    assert_eq!(report["totals"][0]["number"], Value::Null);
    assert_eq!(report["now"]["held"][0]["amount"], "500.00");
    let sheet = world.run("report --format csv");
    assert!(sheet.out.starts_with("act,number,name,currency,count,amount\nheld,,,HKD,1,500.00\n"));
    let before = world.run("report --from 2026-01-01 --to 2026-01-02 --json").ends(0);
    assert_eq!(before["totals"], serde_json::json!([]));
    world.run("report --from 2026-01-02 --to 2026-01-01 --json").fails(2, "cli.usage");
}

#[test]
fn a_guesser_waits_ever_longer_and_a_supervisor_mends_it() {
    let counter = Counter::new();
    let list = "staff remove 12";
    for code in ["staff.pin_wrong", "staff.pin_wrong", "staff.pin_wrong_wait", "staff.pin_wait"] {
        counter.run(list, "--as 13 --pin-fd 7").fails(2, code);
    }
    let right = counter.run(list, "--as 13 --pin-fd 6").fails(2, "staff.pin_wait");
    assert!(right["hint"].as_str().unwrap().contains("seconds"), "{right}");
    counter.run("staff pin 13 --new-pin-fd 5", "--as 90 --pin-fd 5").ends(0);
    counter.run(list, "--as 13 --pin-fd 5").fails(2, "staff.not_supervisor");
}

#[test]
fn the_people_are_changed_by_supervisors_alone() {
    let counter = Counter::new();
    let add = "staff add 14 --name Lee --new-pin-fd 6";
    counter.run(add, "").fails(2, "staff.staff_unnamed");
    counter.run(add, "--as 12 --pin-fd 6").fails(2, "staff.not_supervisor");
    counter
        .run("staff add 12 --name Lee --new-pin-fd 6", "--as 90 --pin-fd 5")
        .fails(2, "staff.staff_taken");
    counter
        .run("staff add 14 --name Lee --new-pin-fd 7", "--as 90 --pin-fd 5")
        .fails(2, "staff.pin_easy");
    counter.run("staff remove 90", "--as 90 --pin-fd 5").fails(2, "staff.staff_last");
    counter.run("staff remove 77", "--as 90 --pin-fd 5").fails(2, "staff.staff_none");
    let left = counter.run("staff remove 12", "--as 90 --pin-fd 5").ends(0);
    assert_eq!(left["people"].as_array().unwrap().len(), 2);
}

/// On the screen and off it: the file of people has hashes, and nothing has a PIN.
#[test]
fn a_pin_is_nowhere() {
    let counter = Counter::new();
    counter.hold("--as 12 --pin-fd 6");
    let mut pane = Pane::open(&counter.world);
    pane.sees("Type your number");
    pane.press(&format!("12\r{CASHIER}\r"));
    pane.sees("Chan12");
    pane.press("\x1b[23~");
    pane.sees("Locked for");
    let shown = pane.shown();
    pane.press(&format!("\r{SUPERVISOR}\r"));
    pane.sees("is wrong");
    assert!(!shown.contains(CASHIER) && !pane.shown().contains(SUPERVISOR));
    drop(pane);
    let export = counter.run("journal export", "").out;
    let mut files = vec![(std::path::PathBuf::from("export"), export.into_bytes())];
    let mut folders = vec![counter.world.path("")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.clone(), fs::read(&path).unwrap()));
            }
        }
    }
    let hashes = files.iter().any(|(_, bytes)| contains(bytes, b"$argon2id$"));
    assert!(hashes && files.len() > 5);
    for (name, bytes) in &files {
        for pin in [SUPERVISOR, CASHIER] {
            assert!(!contains(bytes, pin.as_bytes()), "{pin} in {}", name.display());
        }
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Found under the new room and the new name, and no longer under the old ones; the chain holds.
#[test]
fn a_guest_who_moved_is_found_where_they_are() {
    let world = World::training(QUICK);
    let code = world.code("confirms");
    let words = format!("hold --room 1208 --guest Smith --amount 500 --code {code} --json");
    let held = world.run(&words).ends(0);
    world.run(&format!("change {} --json", id(&held))).fails(2, "cli.usage");
    let moved =
        world.run(&format!("change {} --room 1302 --guest Smythe --json", id(&held))).ends(0);
    assert_eq!((&moved["room"], &moved["guest"]), (&"1302".into(), &"Smythe".into()));
    assert_eq!((&moved["remaining"], &moved["order_no"]), (&held["remaining"], &held["order_no"]));
    for (text, count) in [("1302", 1), ("Smythe", 1), ("1208", 0), ("Smith", 0)] {
        let found = world.run(&format!("search {text} --json")).ends(0);
        assert_eq!(found["holds"].as_array().unwrap().len(), count, "{text}");
    }
    world
        .run(&format!("change {} --room 1302 --json", id(&held)))
        .fails(2, "refused.nothing_changed");
    assert_eq!(world.run("journal verify --json").ends(0)["sound"], true);
    let gone = world.run(&format!("release {} --json", id(&held))).ends(0);
    assert_eq!((&gone["state"], &gone["room"]), (&"settled".into(), &"1302".into()));
}

/// Somebody registers people by command while a screen is open: it wants to know who is there from then on.
#[test]
fn a_screen_that_is_open_learns_who_is_registered() {
    let counter = Counter::nobody();
    let mut pane = Pane::open(&counter.world);
    pane.home();
    counter.run("staff add 90 --name Wong --supervisor --new-pin-fd 5", "").ends(0);
    pane.sees("Type your number");
    pane.press("\x11");
    assert_eq!(pane.end(), 0);
}

/// A start that ends says why on its whole screen, where somebody stands in front of it.
#[cfg(unix)]
#[test]
fn people_that_others_can_read_are_said_on_the_whole_screen() {
    use std::os::unix::fs::PermissionsExt as _;

    let counter = Counter::new();
    let staff = counter.world.path("data/counterpane/training.staff");
    fs::set_permissions(&staff, fs::Permissions::from_mode(0o644)).unwrap();
    let mut pane = Pane::open(&counter.world);
    pane.sees("can be read by others");
    pane.press("x");
    assert_eq!(pane.end(), 1);
}
