//! A place that can be read and not written.

use std::fs;

use crate::mount::{SmallDisk, alone, mount};
use crate::pane::Pane;
use crate::world::World;

/// Every act is our own fault then, and nothing leaves.
fn is_refused(world: &World, held: &str) {
    let before = world.said();
    let code = world.code("confirms");
    for words in [
        format!("hold --room 2 --amount 500 --code {code}"),
        "hold --room 3 --amount 500 --qr".to_owned(),
        format!("capture {held} --amount 100"),
        format!("release {held}"),
        format!("cancel {held}"),
        format!("refund {held} --amount 1"),
        "check".to_owned(),
    ] {
        world.run(&format!("{words} --json")).fails(1, "journal.read_only");
    }
    assert_eq!(world.said(), before, "something was asked of the provider");
}

#[test]
fn a_read_only_disk_is_refused_and_left_as_it_was() {
    alone("read_only::a_read_only_disk_is_refused_and_left_as_it_was", || {
        let world = World::new();
        let disk = SmallDisk::mount(world.path("small"), 512);
        world.put_journal("small/desk.db");
        // No journal can be made there.
        disk.allow_writing(false);
        is_refused(&world, "ZZZZZ");
        assert_eq!(fs::read_dir(&disk.path).unwrap().count(), 0);
        disk.allow_writing(true);
        let held = world.held("1", "confirms")["id"].as_str().unwrap().to_owned();
        let bytes = fs::read(world.path("small/desk.db")).unwrap();
        disk.allow_writing(false);
        is_refused(&world, &held);
        let mut pane = Pane::open(&world);
        pane.sees("cannot be written");
        pane.press("x");
        assert_eq!(pane.end(), 1);
        pane.is_restored();
        assert_eq!(fs::read(world.path("small/desk.db")).unwrap(), bytes);
        disk.allow_writing(true);
        world.run(&format!("release {held} --json")).ends(0);
        world.agrees();
        println!("disk, read-only: 14 acts and a screen refused, nothing sent, nothing changed");
    });
}

/// The folder can be written, the file cannot: as after a backup was put back by somebody else.
#[test]
fn a_read_only_file_is_refused_and_left_as_it_was() {
    alone("read_only::a_read_only_file_is_refused_and_left_as_it_was", || {
        let world = World::new();
        let _disk = SmallDisk::mount(world.path("small"), 512);
        world.put_journal("small/desk.db");
        let held = world.held("1", "confirms")["id"].as_str().unwrap().to_owned();
        let path = world.path("small/desk.db");
        let bytes = fs::read(&path).unwrap();
        mount(&["--bind", path.to_str().unwrap()], &path);
        mount(&["-o", "remount,bind,ro"], &path);
        is_refused(&world, &held);
        assert_eq!(fs::read(&path).unwrap(), bytes);
        println!("disk, read-only file: 7 acts refused, nothing sent, nothing changed");
    });
}
