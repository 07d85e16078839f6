//! A journal that was restored from a backup: the provider knows more than it does. It finds out, and
//! where it cannot it says so; it never shows a sum that is not held.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use counterpane::simulator::Rule;
use serde_json::Value;

use crate::pane::Pane;
use crate::run::{PROGRAM, Ran, Running};
use crate::world::{World, cents};

/// Takes a backup under this name.
fn backup(world: &World, name: &str) {
    let taken = world.run(&format!("journal backup --json {name}")).ends(0);
    assert!(taken["entries"].as_u64().is_some_and(|entries| entries > 0), "{taken}");
}

/// Puts a backup in the journal's place, as a person would.
fn restore(world: &World, name: &str) {
    for suffix in ["-wal", "-shm"] {
        let _none = fs::remove_file(world.path(&format!("desk.db{suffix}")));
    }
    fs::copy(world.path(name), world.path("desk.db")).unwrap();
    assert_eq!(world.run("journal verify --json").ends(0)["sound"], true, "{name}");
}

/// No screen of this journal says more than the provider's books.
fn says_nothing_wrong(world: &World, point: &str) -> Vec<Value> {
    let books = world.books();
    let ledger = books.ledger().unwrap();
    let holds = world.holds();
    for hold in &holds {
        let sums = ledger.iter().find(|sums| hold["order_no"] == sums.order_no.as_str());
        let left = sums.map_or(0, |sums| sums.remaining().0);
        if hold["money"] != "not_known_yet" {
            assert_eq!(cents(&hold["remaining"]), left, "{point}: {hold}");
        }
        if hold["money"] == "held" {
            let captured = sums.map_or(0, |sums| sums.captured.0);
            assert_eq!(cents(&hold["captured"]), captured, "{point}: {hold}");
        }
    }
    // What a journal has forgotten it may do a step too many about, which the provider refuses: a refund
    // right behind a forgotten one. No number means two things.
    let harmless = [Rule::RefundTooSoon];
    let mut breaches = books.violations().unwrap();
    breaches.retain(|breach| !harmless.contains(&breach.rule));
    assert_eq!(breaches, [], "{point}: {}", world.said());
    holds
}

/// A stay with a backup at each of its points; then each is restored and brought up to date.
#[test]
fn a_backup_of_every_point_of_a_stay_is_brought_up_to_date() {
    let world = World::new();
    let code = world.code("timeout");
    // A power cut in the middle: the money is held, and the journal does not know it yet.
    let asking = world.start(&format!("hold --json --room 1 --amount 500 --code {code}"));
    while !world.said().contains("freeze ") {
        assert!(!asking.ends_within(Duration::from_millis(20)), "{}", world.said());
    }
    asking.kill();
    let waiting = world.holds().remove(0);
    assert_eq!(waiting["money"], "not_known_yet", "{waiting}");
    let id = waiting["id"].as_str().unwrap().to_owned();
    backup(&world, "waiting.db");
    world.settle();
    let mut points = vec!["waiting"];
    for (point, words) in [
        ("held", String::new()),
        ("charged-in-part", format!("capture {id} --amount 100 --keep-rest")),
        ("released-in-part", format!("release {id} --amount 50")),
        ("charged", format!("capture {id} --amount 200")),
        ("refunded", format!("refund {id} --amount 30")),
    ] {
        if !words.is_empty() {
            world.run(&format!("{words} --json")).ends(0);
        }
        backup(&world, &format!("{point}.db"));
        points.push(point);
    }
    world.agrees();
    for point in points {
        restore(&world, &format!("{point}.db"));
        let before = world.holds().remove(0);
        let checked = world.run("check --json");
        let after = says_nothing_wrong(&world, point).remove(0);
        let same = ["captured", "released"].iter().all(|sum| before[*sum] == after[*sum]);
        // What was held then is spent now.
        if before["remaining"] != "0.00" || before["money"] == "not_known_yet" {
            assert_eq!(checked.status, Some(4), "{point}: {checked}");
            assert_eq!(after["state"], "attention", "{point}: {checked}");
            assert!(after["trouble"]["do"].is_string() && same, "{point}: {after}");
        }
        // Nothing is charged from what is not known.
        let id = after["id"].as_str().unwrap();
        let charge = world.run(&format!("capture {id} --amount 1 --json"));
        assert!(matches!(charge.status, Some(3 | 4)), "{point}: {charge}");
    }
}

/// A room that was held after the backup is no part of the restored journal; its next hold gets numbers
/// of its own, and so does the next charge of a hold whose last charge was forgotten.
#[test]
fn no_number_is_given_out_twice_after_a_restore() {
    let world = World::new();
    let kept = world.held("1", "confirms");
    let id = kept["id"].as_str().unwrap();
    world.run(&format!("capture {id} --amount 100 --keep-rest --json")).ends(0);
    backup(&world, "early.db");
    // Refunds leave the books' rest as it is, so that the restored journal does not see a difference.
    world.run(&format!("refund {id} --amount 10 --json")).ends(0);
    world.held("2", "confirms");
    restore(&world, "early.db");
    let _checked = world.run("check --json");
    let forgotten = world.books().ledger().unwrap().len();
    assert_eq!((forgotten, world.holds().len()), (2, 1));
    let again = world.run(&format!("refund {id} --amount 10 --json"));
    assert!(matches!(again.status, Some(0 | 3 | 4)), "{again}");
    world.held("3", "confirms");
    says_nothing_wrong(&world, "after a restore");
    let orders = world.books().orders().unwrap();
    assert_eq!(orders.len(), 3, "each hold is an order of its own");
}

#[test]
fn a_backup_is_taken_while_the_terminal_works() {
    let world = World::new();
    world.held("1", "confirms");
    let mut pane = Pane::open(&world);
    pane.sees("HELD");
    backup(&world, "beside.db");
    pane.press("\x11");
    assert_eq!(pane.end(), 0);
    restore(&world, "beside.db");
    world.run("check --json").ends(0);
    world.agrees();
}

fn refused(world: &World, file: &Path, code: &str) -> Ran {
    let ran = world.run(&format!("journal backup --json {}", file.display()));
    let status = if code == "journal.exists" { 2 } else { 1 };
    ran.fails(status, code);
    ran
}

#[test]
fn a_backup_that_cannot_be_taken_leaves_nothing() {
    let world = World::new();
    world.held("1", "confirms");
    fs::write(world.path("notes.txt"), "the manager's").unwrap();
    refused(&world, &world.path("notes.txt"), "journal.exists");
    assert_eq!(fs::read_to_string(world.path("notes.txt")).unwrap(), "the manager's");
    refused(&world, &world.path("no/such/folder/copy.db"), "journal.unreachable");
    if cfg!(target_os = "linux") {
        refused(&world, Path::new("/sys/kernel/copy.db"), "journal.read_only");
    }
    // The shell's limit on the length of files stands for a disk that fills up in the middle.
    for blocks in [0, 1, 16, 100] {
        let mut command = Command::new("sh");
        let backup = format!("exec {PROGRAM} journal backup --json full.db");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; {backup}");
        command.args(["-c", &script]).current_dir(world.path(""));
        command.env("COUNTERPANE_CONFIG", world.path("desk.toml")).envs(world.environment());
        let ran = Running::start(&mut command).end();
        assert_eq!(ran.status, Some(1), "{blocks}: {ran}");
        let error = ran.json()["error"].clone();
        assert!(error["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{ran}");
        assert!(!world.path("full.db").exists(), "{blocks}: {ran}");
    }
    assert_eq!(world.run("journal verify --json").ends(0)["sound"], true);
}

#[test]
fn a_damaged_backup_is_refused_in_words() {
    let world = World::new();
    world.held("1", "confirms");
    backup(&world, "good.db");
    let good = fs::read(world.path("good.db")).unwrap();
    let text = b"50000";
    let amount = good.windows(text.len()).rposition(|part| part == text).unwrap();
    let mut changed = good.clone();
    changed[amount] = b'9';
    for (name, bytes) in [
        ("changed", changed),
        ("half", good[..good.len() / 2].to_vec()),
        ("empty", Vec::new()),
        ("text", b"not a journal".to_vec()),
    ] {
        fs::write(world.path("desk.db"), bytes).unwrap();
        for suffix in ["-wal", "-shm"] {
            let _none = fs::remove_file(world.path(&format!("desk.db{suffix}")));
        }
        let ran = world.run("list");
        let verified = world.run("journal verify");
        let code = world.code("confirms");
        let hold = world.run(&format!("hold --room 2 --amount 5 --code {code}"));
        assert!(matches!(verified.status, Some(1 | 2)), "{name}: {verified}");
        assert!(matches!(hold.status, Some(1 | 2)), "{name}: {hold}");
        let said = format!("{}{}{}", ran.err, verified.out, verified.err);
        assert!(said.len() > 20, "{name}: {said}");
    }
    restore(&world, "good.db");
    assert_eq!(world.holds().len(), 1);
}
