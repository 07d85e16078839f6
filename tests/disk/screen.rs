//! The full-screen terminal on a disk that becomes full while it is at work.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::time::Duration;

use crate::mount::{PAGE, SmallDisk, alone};
use crate::pane::Pane;
use crate::tap::{asked_for_money, tap};
use crate::world::World;

const F3: &str = "\x1bOR";
const ESC: &str = "\x1b";

fn check_in(pane: &mut Pane, world: &World, room: &str) {
    pane.press(F3);
    pane.sees("must be there");
    pane.types(room);
    for _ in 0..4 {
        pane.press("\t");
    }
    pane.press("\x15");
    pane.types("734");
    // A scanner does not type in the same moment as the hand before it.
    pane.listen(Duration::from_millis(300));
    pane.press(&format!("{}\r", world.code("confirms")));
}

/// The log's last page is filled too, so that not a line of it can be written any more.
fn fill_log(world: &World) {
    let mut log = OpenOptions::new().append(true).open(world.path("small/desk.log")).unwrap();
    let length = log.metadata().unwrap().len();
    let rest = usize::try_from(length.next_multiple_of(PAGE) - length).unwrap();
    log.write_all(&vec![b'\n'; rest]).unwrap();
}

#[test]
fn a_screen_on_a_full_disk_says_so_and_goes_on_with_room() {
    alone("screen::a_screen_on_a_full_disk_says_so_and_goes_on_with_room", || {
        let world = World::new();
        let line = tap(&world);
        let disk = SmallDisk::mount(world.path("small"), 512);
        world.put_journal("small/desk.db");
        let mut pane = Pane::open(&world);
        pane.until("Home", |screen| {
            let shown = screen.contents();
            shown.contains("SANDBOX") && shown.contains("Ctrl+Q") && shown.contains("F3")
        });
        fill_log(&world);
        disk.fill_up();
        check_in(&mut pane, &world, "1208");
        pane.sees("JOURNAL DOWN");
        pane.sees("The journal cannot be written");
        assert_eq!(asked_for_money(&line), 0, "something left without an intent");
        // A log that cannot be written must not draw over the screen.
        let strange = b"tracing";
        assert!(!pane.written.windows(strange.len()).any(|bytes| bytes == strange));
        disk.make_room();
        for _ in 0..3 {
            pane.press(ESC);
            pane.listen(Duration::from_millis(200));
        }
        check_in(&mut pane, &world, "1209");
        pane.sees("+ HELD");
        pane.until("no alarm", |screen| !screen.contents().contains("JOURNAL DOWN"));
        pane.kill();
        world.settle();
        world.agrees();
        println!(
            "disk, full at the screen: 1 act refused and nothing sent, 1 done with room again"
        );
    });
}
