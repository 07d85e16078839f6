//! Two programs at one journal: one writes, everybody may read.

use crate::pane::Pane;
use crate::run::{LONGEST, clock, signal};
use crate::world::World;

/// What works beside a terminal that has the journal, and what does not.
fn only_reading_works(world: &World, id: &str) {
    for words in [
        "list".to_owned(),
        "search 1".to_owned(),
        format!("show {id}"),
        "journal export".to_owned(),
        "journal verify".to_owned(),
    ] {
        world.run(&format!("{words} --json")).ends(0);
    }
    let backup = world.path(&format!("{id}.copy.db"));
    world.run(&format!("journal backup --json {}", backup.display())).ends(0);
    let code = world.code("confirms");
    for words in [
        format!("hold --room 2 --amount 5 --code {code}"),
        "check".to_owned(),
        format!("release {id}"),
    ] {
        world.run(&format!("{words} --json")).fails(2, "journal.in_use");
    }
}

#[test]
fn a_qr_code_on_show_keeps_other_writers_out() {
    let world = World::new();
    world.books().set_lesson("never").unwrap();
    let showing = world.start("hold --json --room 1 --amount 500 --qr");
    let start = clock();
    let hold = loop {
        assert!(start.elapsed() < LONGEST, "no QR code");
        if let Some(hold) = world.holds().into_iter().find(|hold| hold["qr"].is_string()) {
            break hold;
        }
    };
    assert_eq!(hold["money"], "not_known_yet");
    only_reading_works(&world, hold["id"].as_str().unwrap());
    // Ctrl-C undoes what is unclear before it ends.
    signal(showing.pid(), "INT");
    let undone = showing.end().ends(3);
    assert_eq!((&undone["state"], &undone["qr"]), (&"not_held".into(), &().into()));
    world.agrees();
}

#[test]
fn a_qr_code_is_on_the_terminal_and_the_result_on_standard_output() {
    let world = World::new();
    let shown = world.run("hold --room 1 --amount 500 --qr");
    assert_eq!(shown.status, Some(0), "{shown}");
    let hold = world.holds().remove(0);
    assert!(shown.out.contains(hold["id"].as_str().unwrap()), "{shown}");
    assert!(shown.err.contains("https://qr.alipay.com/"), "{shown}");
    assert!(!shown.out.contains("https://"), "{shown}");
    world.agrees();
}

#[test]
fn a_terminal_at_work_keeps_other_writers_out() {
    let world = World::training("");
    let hold = world.held("1", "confirms");
    let mut pane = Pane::open(&world);
    pane.home();
    only_reading_works(&world, hold["id"].as_str().unwrap());
    // A second terminal says so on its whole screen, and leaves by any key.
    let mut second = Pane::open(&world);
    second.sees("in use");
    second.press("x");
    assert_eq!(second.end(), 2);
    pane.press("\x11");
    assert_eq!(pane.end(), 0);
}
