//! Attention, cases, shifts and days with the real program: rights, kills, and what is printed again.

use serde_json::{Value, json};

use crate::people::Counter;
use crate::world::{QUICK, World};

fn id(hold: &Value) -> String {
    hold["id"].as_str().unwrap().to_owned()
}

/// A supervisor who has never seen the program: what needs me, what is it, how does it end?
#[test]
fn a_stuck_authorization_ends_with_two_names_and_a_proof() {
    let counter = Counter::new();
    let code = counter.world.code("undo-stuck");
    let words = format!("hold --room 1208 --amount 500 --code {code}");
    let cashier = "--as 12 --pin-fd 6";
    let hold = counter.run(&words, cashier).ends(4);
    let hold = id(&hold);
    let listed = counter.run("attention", "").ends(0);
    let [one] = listed["attention"].as_array().unwrap().as_slice() else { panic!("{listed}") };
    assert_eq!((&one["hold"]["id"], &one["why"][0]["code"]), (&json!(hold), &json!("case")));
    let case = one["case"].as_u64().unwrap();
    let tried = one["tried"].as_str().unwrap();
    assert!(tried.contains("Undo sent") && tried.contains("SYSTEM_ERROR"), "{tried}");

    let sheet = counter.run(&format!("case show {hold}"), "").ends(0);
    assert_eq!(sheet["case"], json!(case));
    let lines = sheet["sheet"].to_string();
    for part in ["order_no", "request_no"] {
        assert!(lines.contains(one["hold"][part].as_str().unwrap()), "{lines}");
    }
    assert!(lines.contains("SYSTEM_ERROR") && !lines.contains(&code), "{lines}");

    let close = format!("case close {hold} --not-done --proof Wu-4711");
    counter.run(&close, "").fails(2, "staff.staff_unnamed");
    counter.run(&close, cashier).fails(2, "refused.needs_two");
    let agreed = "--as 12 --pin-fd 6 --approved-by 90 --approver-pin-fd";
    counter.run(&close, &format!("{agreed} 7 --why stuck")).fails(2, "staff.pin_wrong");
    counter.run(&close, &format!("{agreed} 5 --why stuck")).ends(0);
    let shown = counter.run(&format!("show {hold}"), "").ends(0);
    assert_eq!((&shown["money"], &shown["state"]), (&json!("not_held"), &json!("not_held")));
    let again = counter.run(&close, &format!("{agreed} 5 --why stuck"));
    again.fails(3, "refused.no_case");
    let facts: Vec<_> = counter.entries().into_iter().map(|entry| entry["fact"].clone()).collect();
    let by_hand = facts.iter().rposition(|fact| fact["fact"] == "settled_by_hand").unwrap();
    let ordered = &facts[by_hand - 1];
    assert_eq!(
        (&ordered["by"]["badge"], &ordered["approval"]["by"]["badge"]),
        (&json!("12"), &json!("90"))
    );
    counter.world.run("journal verify --json").ends(0);
}

#[test]
fn a_shift_is_closed_by_whoever_has_it_and_printed_again_as_a_copy() {
    let counter = Counter::new();
    let (first, other) = ("--as 12 --pin-fd 6", "--as 13 --pin-fd 6");
    let open = counter.run("shift open", first).ends(0);
    assert_eq!(
        (&open["shift"]["number"], &open["shift"]["by"]["badge"]),
        (&json!(1), &json!("12"))
    );
    counter.run("shift open", other).fails(3, "refused.shift_open");
    let hold = id(&counter.hold(other));
    let so_far = counter.run("shift show", "").ends(0);
    assert_eq!(so_far["report"]["totals"][0]["number"], "13");
    counter.run("shift close", other).fails(2, "refused.needs_approval");
    let z = counter.run("shift close", first).ends(0);
    assert_eq!((&z["z"]["number"], &z["copy"]), (&json!(1), &json!(false)));
    // What happens afterwards changes nothing in it.
    counter.run(&format!("release {hold}"), other).ends(0);
    let copy = counter.run("shift print 1", "").ends(0);
    assert_eq!((&copy["z"], &copy["copy"]), (&z["z"], &json!(true)));
    counter.run("shift print 2", "").fails(2, "shift.no_report");
    let head = z["z"]["head"].as_str().unwrap();
    let sound = counter.world.run(&format!("journal verify --json --head {head}"));
    sound.ends(0);
    let left = id(&counter.hold(other));
    // Somebody forgot theirs: a supervisor closes it, and it says who had it.
    counter.run("shift open", first).ends(0);
    let opened = counter.run("journal export", "").ends(0);
    let opened = opened.as_array().unwrap().last().unwrap()["fact"].clone();
    assert_eq!((&opened["fact"], &opened["taken_over"]), (&json!("shift_opened"), &json!([left])));
    let forced = counter.run("shift close", "--as 90 --pin-fd 5").ends(0);
    assert_eq!(
        (&forced["by"]["badge"], &forced["z"]["opener"]["badge"]),
        (&json!("90"), &json!("12"))
    );
    assert_eq!(counter.run("shift list", "").ends(0)["reports"].as_array().unwrap().len(), 2);
}

/// Whoever comes next gives their own PIN; the shift is nobody's at no time.
#[test]
fn a_shift_is_handed_over() {
    let counter = Counter::new();
    let first = "--as 12 --pin-fd 6";
    counter.run("shift open", first).ends(0);
    counter.run("shift hand-over --to 13 --to-pin-fd 7", first).fails(2, "staff.pin_wrong");
    counter.run("shift hand-over --to 12 --to-pin-fd 6", first).fails(2, "refused.own_shift");
    let z = counter.run("shift hand-over --to 13 --to-pin-fd 6", first).ends(0);
    assert_eq!((&z["z"]["number"], &z["by"]["badge"]), (&json!(1), &json!("12")));
    let day = counter.run("day show", "").ends(0);
    assert_eq!((&day["shift"]["number"], &day["shift"]["by"]["badge"]), (&json!(2), &json!("13")));
    counter.world.run("journal verify --json").ends(0);
    let alone = World::training(QUICK);
    alone.run("shift hand-over --to 13 --json").fails(2, "staff.staff_nobody");
}

/// The power goes while a shift is open, and while it is being closed.
#[test]
fn a_shift_survives_a_power_cut() {
    let world = World::training(QUICK);
    world.run("shift open --json").ends(0);
    for _ in 0..4 {
        let running = world.start("shift close --json");
        running.kill();
        let day = world.run("day show --json").ends(0);
        // It is open with no report, or closed with its own: nothing between.
        let closed = day["shift"].is_null();
        let reports = world.run("shift list --json").ends(0)["reports"].as_array().unwrap().len();
        assert_eq!(day["reports"].as_u64().unwrap(), u64::try_from(reports).unwrap());
        if closed {
            world.run("shift open --json").ends(0);
        }
    }
    world.run("journal verify --json").ends(0);
    world.run("shift close --json").ends(0);
}

/// A hold taken before the day rolled is of the day before, and its charge of the day on which it was made.
#[test]
fn a_day_ends_between_a_hold_and_its_charge() {
    let world = World::training(QUICK);
    let today = world.run("day show --json").ends(0)["day"].as_str().unwrap().to_owned();
    world.run("shift open --json").ends(0);
    let code = world.code("confirms");
    let hold = world
        .run(&format!("hold --json --room 1208 --amount 500 --departure {today} --code {code}"));
    let hold = id(&hold.ends(0));
    let audit = world.run("day audit --json").ends(0);
    assert_eq!(audit["audit"][0]["list"], "departed_with_hold");
    let rolled = world.run("day roll --json").ends(0);
    assert_eq!((&rolled["day"], &rolled["audit"]), (&json!(today), &audit["audit"]));
    world.run(&format!("capture {hold} --amount 380 --json")).ends(0);
    let acts = |report: &Value| -> Vec<String> {
        let rows = report["totals"].as_array().unwrap().iter();
        rows.map(|row| row["act"].as_str().unwrap().to_owned()).collect()
    };
    let before = world.run(&format!("report --business {today} --json")).ends(0);
    assert_eq!(acts(&before), ["held"]);
    let next = world.run("day show --json").ends(0)["day"].as_str().unwrap().to_owned();
    let after = world.run(&format!("report --business {next} --json")).ends(0);
    assert_eq!(acts(&after), ["charged", "released"]);
    let both = world.run(&format!("report --business {today} --to {next} --json")).ends(0);
    assert_eq!(acts(&both), ["held", "charged", "released"]);
    world.run("report --business 2020-01-01 --json").fails(2, "report.no_day");
    // The shift went on over it, and has both.
    let z = world.run("shift close --json").ends(0);
    assert_eq!(z["z"]["report"]["totals"].as_array().unwrap().len(), 3);
    world.run("day roll --json").fails(2, "refused.no_such_day");
}

/// The hotel's own list knows a guest for whom nothing was ever held. A broken one keeps no day from ending,
/// and is never taken for an empty one.
#[test]
fn the_night_audit_reads_the_hotels_own_list() {
    let world = World::training(QUICK);
    let list = world.path("settings/counterpane/in-house.csv");
    let settings = world.path("settings/counterpane/config.toml");
    let before = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, format!("{before}\n[stay]\nin_house = \"in-house.csv\"\n")).unwrap();
    let missing = world.run("day audit --json").ends(0);
    assert_eq!(missing["hotel_list"]["fault"], "file");
    std::fs::write(&list, "Room,Name,Departure,Balance\n606,李四,2099-01-15,75.00\n").unwrap();
    let found = world.run("day audit --json").ends(0);
    let line = &found["audit"][0];
    assert_eq!((&line["list"], &line["room"]), (&json!("in_house_without_hold"), &json!("606")));
    assert_eq!(found["hotel_list"]["guests"], 1);
    assert!(world.run("day audit").out.contains("李四"));
    assert!(world.run("doctor").out.contains("guests: 1"));
    std::fs::write(&list, "Room,Departure\n606,15.1.\n").unwrap();
    let broken = world.run("day audit");
    assert!(broken.out.contains("COULD NOT BE READ: row 2"), "{}", broken.out);
    let named = format!("day audit --json --in-house {}", list.display());
    world.run(&named).fails(2, "audit.list");
    let doctor = world.run("doctor");
    assert!(
        doctor.status != Some(0) && doctor.out.contains("row 2: the departure"),
        "{}",
        doctor.out
    );
    let rolled = world.run("day roll --json").ends(0);
    assert_eq!(rolled["hotel_list"]["fault"], "departure");
    let entries = world.run("journal export --json").ends(0);
    let fact = &entries.as_array().unwrap().last().unwrap()["fact"];
    assert_eq!((&fact["fact"], &fact["hotel_list"]["row"]), (&json!("day_rolled"), &json!(2)));
    world.run("journal verify --json").ends(0);
}

#[test]
fn whoever_takes_over_signs_for_what_is_not_known() {
    let world = World::training(QUICK);
    let code = world.code("undo-stuck");
    let ran = world.run(&format!("hold --json --room 1208 --amount 500 --code {code}"));
    let hold = id(&ran.ends(4));
    world.run("shift open --json").fails(2, "refused.not_signed");
    world.run(&format!("shift open --sign {hold} --json")).ends(0);
    let z = world.run("shift close --json").ends(0);
    assert_eq!(z["z"]["unclear"][0]["hold"], json!(hold));
}

/// Whoever looks after the computer learns of it before somebody stands at the counter.
#[cfg(unix)]
#[test]
fn doctor_looks_at_the_people() {
    use std::os::unix::fs::PermissionsExt as _;

    let counter = Counter::new();
    let about = |status| {
        let told = counter.run("doctor", "").ends(status);
        let checks = told["checks"].as_array().unwrap().clone();
        checks.into_iter().find(|check| check["about"] == "people").unwrap()
    };
    let good = about(0);
    assert!(good["finding"].as_str().unwrap().contains("3 registered, 1 of them"), "{good}");
    let staff = counter.world.path("data/counterpane/training.staff");
    std::fs::set_permissions(&staff, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(about(1)["health"], "bad");
}

/// Out of training, or with other rights: not before a supervisor knows.
#[test]
fn changed_settings_wait_for_a_supervisor() {
    let counter = Counter::new();
    let (cashier, supervisor) = ("--as 12 --pin-fd 6", "--as 90 --pin-fd 5");
    counter.run("shift open", cashier).ends(0);
    let path = counter.world.path("settings/counterpane/config.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    let laxer = format!("{before}\n[rights]\nrefund = \"cashier\"\n");
    std::fs::write(&path, &laxer).unwrap();
    counter.run("shift close", cashier).fails(2, "staff.settings_changed");
    counter.run("shift close", "--as 12 --pin-fd 7").fails(2, "staff.pin_wrong");
    counter.run("staff pin 13 --new-pin-fd 6", supervisor).ends(0);
    counter.run("shift close", cashier).ends(0);
    // What was good before is another change: nobody puts a laxer file back.
    std::fs::write(&path, &before).unwrap();
    counter.run("shift open", cashier).fails(2, "staff.settings_changed");
    std::fs::remove_file(&path).unwrap();
    counter.run("shift open", cashier).fails(2, "staff.settings_changed");
    // A script has settings of its own, under their own name, and whoever accepts those accepts no others.
    let own = counter.world.path("settings/script.toml");
    std::fs::write(&own, &before).unwrap();
    let named = |who: &str| format!("--config {} {who}", own.display());
    counter.run("shift open", &named(cashier)).fails(2, "staff.settings_changed");
    counter.run("shift open", &named(supervisor)).ends(0);
    counter.run("shift close", &named("--as 90 --pin-fd 5")).ends(0);
    counter.run("shift open", cashier).fails(2, "staff.settings_changed");
    std::fs::write(&path, &laxer).unwrap();
    counter.run("shift open", cashier).ends(0);
}
