//! However the full-screen terminal ends, the terminal around it is as it was before.

use crate::pane::Pane;
use crate::run::{LONGEST, clock, signal};
use crate::world::World;

#[test]
fn leaving_restores_the_terminal() {
    let world = World::training("");
    let mut pane = Pane::open(&world);
    pane.home();
    pane.until("a screen of its own", |screen| screen.alternate_screen() && screen.hide_cursor());
    assert!(pane.is_raw(), "keys would be echoed");
    pane.press("\x11");
    assert_eq!(pane.end(), 0);
    pane.is_restored();
}

#[test]
fn a_signal_restores_the_terminal() {
    let world = World::training("");
    for name in ["TERM", "HUP", "INT"] {
        let mut pane = Pane::open(&world);
        pane.home();
        signal(pane.pid, name);
        assert_eq!(pane.end(), 0, "{name}");
        pane.is_restored();
    }
}

#[test]
fn a_window_that_is_closed_leaves_no_process() {
    let world = World::training("");
    let ended = Pane::close_window(&world).recv_timeout(LONGEST);
    // A picture that was half drawn is a fault of the terminal (1); a panic would be 101.
    assert!(matches!(ended, Ok(0 | 1)), "{ended:?}");
    // The journal is free again.
    world.held("1", "confirms");
}

/// A process without a window would hold the journal against the next one, and keep a core busy.
#[test]
fn a_window_that_is_gone_is_noticed_without_a_signal() {
    let world = World::training("");
    Pane::close_window_unheard(&world);
    let start = clock();
    while world.run("check --json").status != Some(0) {
        assert!(start.elapsed() < LONGEST, "the journal is never free again");
    }
}

#[test]
fn settings_that_are_wrong_are_told_before_the_screen_opens() {
    let world = World::training("scan_wait = \"soon\"");
    let mut pane = Pane::open(&world);
    assert_eq!(pane.end(), 2);
    pane.sees("policy.scan_wait");
    pane.is_restored();
    assert!(!pane.written.windows(8).any(|bytes| bytes == b"\x1b[?1049h"));
}
