//! Our own fault: a place where nothing can be kept. Then nothing leaves.

use std::fs;
use std::process::Command;

use crate::run::{PROGRAM, Running};
use crate::world::World;

#[test]
fn what_is_no_journal_is_left_alone() {
    let world = World::new();
    let hold = format!("hold --json --room 1 --amount 500 --code {}", world.code("confirms"));
    fs::create_dir(world.path("desk.db")).unwrap();
    world.run(&hold).fails(2, "journal.not_a_file");
    world.run("list --json").fails(2, "journal.not_a_file");
    fs::remove_dir(world.path("desk.db")).unwrap();

    let text = "a letter to the manager ".repeat(400);
    fs::write(world.path("desk.db"), &text).unwrap();
    world.run(&hold).fails(2, "journal.foreign");
    assert_eq!(fs::read_to_string(world.path("desk.db")).unwrap(), text);
    assert!(!world.said().contains("freeze"), "{}", world.said());
}

#[test]
fn a_place_that_cannot_be_is_our_own_fault() {
    let world = World::new();
    let settings = fs::read_to_string(world.path("desk.toml")).unwrap();
    fs::write(world.path("file"), "").unwrap();
    let settings = settings.replace("\"desk.db\"", "\"file/desk.db\"");
    fs::write(world.path("desk.toml"), settings).unwrap();
    let code = world.code("confirms");
    let ran = world.run(&format!("hold --json --room 1 --amount 500 --code {code}"));
    assert_eq!(ran.status, Some(1), "{ran}");
    assert!(ran.json()["error"]["code"].as_str().unwrap().starts_with("journal."), "{ran}");
    assert!(!world.said().contains("freeze"), "{}", world.said());
}

/// The shell's limit on the length of files stands for a disk that is full: every write fails.
#[test]
fn a_full_disk_holds_nothing() {
    let world = World::new();
    let hold = world.held("1", "confirms");
    let freezes = world.said().matches("freeze ").count();
    let id = hold["id"].as_str().unwrap();
    let code = world.code("confirms");
    for words in [
        format!("hold --json --room 2 --amount 500 --code {code}"),
        format!("capture {id} --json --amount 100"),
        format!("release {id} --json"),
    ] {
        let ran = full(&world, &words);
        assert_eq!(ran.status, Some(1), "{ran}");
        let code = ran.json()["error"]["code"].clone();
        assert!(code.as_str().is_some_and(|code| !code.is_empty()), "{ran}");
    }
    assert_eq!(world.said().matches("freeze ").count(), freezes, "{}", world.said());
    assert!(!world.said().contains("pay "), "{}", world.said());
    assert!(!world.said().contains("unfreeze "), "{}", world.said());
    // What can be read is read, and with room on the disk all goes on.
    world.run(&format!("capture {id} --json --amount 100")).ends(0);
    world.agrees();
}

fn full(world: &World, words: &str) -> crate::run::Ran {
    let mut command = Command::new("sh");
    let script = format!("trap '' XFSZ; ulimit -f 0; exec {PROGRAM} {words}");
    command.args(["-c", &script]).current_dir(world.path(""));
    command.env("COUNTERPANE_CONFIG", world.path("desk.toml"));
    command.envs(world.environment());
    Running::start(&mut command).end()
}
