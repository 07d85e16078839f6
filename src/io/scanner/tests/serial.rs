use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use serialport::{SerialPort as _, TTYPort};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::super::{Clock, Ears, Scanners};
use super::config;
use crate::scanner::{Device, Health, Overall, Scan, Source, Speaks, Wait};
use crate::tui::Msg;

/// A scanner on a line, under a name that stays the same.
struct Counter {
    folder: tempfile::TempDir,
    runtime: Runtime,
}

impl Counter {
    fn new() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        Self { folder: tempfile::tempdir().unwrap(), runtime }
    }

    fn link(&self) -> std::path::PathBuf {
        self.folder.path().join("scanner")
    }

    fn start(&self) -> (Scanners, Ears) {
        let named = config(&format!("device = \"{}\"", self.link().display()));
        let (mut scanners, ears) = Scanners::new(named, Clock::start());
        scanners.listen(Wait(1));
        scanners.start();
        (scanners, ears)
    }

    /// Plugs a line in. What comes back are the scanner's end of it, and the other one.
    fn plug(&self) -> (TTYPort, TTYPort) {
        let (ours, theirs) = TTYPort::pair().unwrap();
        let name = theirs.name().unwrap();
        let _none = std::fs::remove_file(self.link());
        std::os::unix::fs::symlink(Path::new(&name), self.link()).unwrap();
        (ours, theirs)
    }

    fn unplug(&self, line: TTYPort) {
        std::fs::remove_file(self.link()).unwrap();
        drop(line);
    }

    fn hears(&self, ears: &mut Ears, what: &str, is_it: impl Fn(&Msg) -> bool) -> Msg {
        let limit = Duration::from_secs(20);
        self.runtime.block_on(async {
            let heard = async {
                loop {
                    let msg = ears.heard().await;
                    if is_it(&msg) {
                        return msg;
                    }
                }
            };
            let heard = timeout(limit, heard).await;
            heard.unwrap_or_else(|_| panic!("{what} never came"))
        })
    }

    fn sees(&self, ears: &mut Ears, wanted: Overall) {
        let is_it = |msg: &Msg| matches!(msg, Msg::Scanners(all) if all.overall() == wanted);
        self.hears(ears, &format!("{wanted:?}"), is_it);
    }

    fn scan(&self, ears: &mut Ears) -> Scan {
        let msg = self.hears(ears, "a scan", |msg| matches!(msg, Msg::Scan(_)));
        let Msg::Scan(scan) = msg else { panic!("{msg:?}") };
        scan
    }
}

#[test]
fn a_line_is_read_in_pieces_unplugged_and_plugged_in_again() {
    let counter = Counter::new();
    let mut line = counter.plug().0;
    let (scanners, mut ears) = counter.start();
    let is_line =
        |device: &Device| device.speaks == Speaks::Serial && device.health == Health::Reading;
    let is_read = |msg: &Msg| matches!(msg, Msg::Scanners(all) if all.devices.iter().any(is_line));
    counter.hears(&mut ears, "the line", is_read);
    let mut ids = Vec::new();
    for round in 1..=2 {
        for piece in ["2876", "5432109876", "5432", "\r\n"] {
            line.write_all(piece.as_bytes()).unwrap();
        }
        let scan = counter.scan(&mut ears);
        assert_eq!(scan.text.expose(), "287654321098765432");
        assert_eq!((scan.source, scan.wait), (Source::Serial, Wait(1)), "{round}");
        ids.push(scan.device.unwrap());
        counter.unplug(line);
        counter.sees(&mut ears, Overall::NotFound);
        line = counter.plug().0;
        counter.sees(&mut ears, Overall::Reading(1));
    }
    assert_ne!(ids[0], ids[1]);
    drop(scanners);
    // Nobody has it any more.
    let (_again, mut ears) = counter.start();
    counter.sees(&mut ears, Overall::Reading(1));
}

#[test]
fn what_was_sent_before_the_wait_is_for_nobody() {
    let counter = Counter::new();
    let (mut line, _open) = counter.plug();
    line.write_all(b"281111111111111111\r").unwrap();
    let (scanners, mut ears) = counter.start();
    counter.sees(&mut ears, Overall::Reading(1));
    line.write_all(b"282222222222222222\r282222").unwrap();
    assert_eq!(counter.scan(&mut ears).text.expose(), "282222222222222222");
    scanners.listen(Wait(2));
    line.write_all(b"222222222222\r").unwrap();
    // What wakes the reader in the moment in which the wait begins is old too.
    let scan = (0..100).find_map(|_| {
        line.write_all(b"283333333333333333\r").unwrap();
        let soon = Duration::from_millis(200);
        let heard = counter.runtime.block_on(async { timeout(soon, ears.heard()).await });
        match heard {
            Ok(Msg::Scan(scan)) => Some(scan),
            Ok(_) | Err(_) => None,
        }
    });
    let scan = scan.unwrap();
    assert_eq!((scan.text.expose(), scan.wait), ("283333333333333333", Wait(2)));
}

#[test]
fn threads_end_within_the_parting_time() {
    let counter = Counter::new();
    let _line = counter.plug();
    let (scanners, mut ears) = counter.start();
    counter.sees(&mut ears, Overall::Reading(1));
    let clock = Clock::start();
    let before = clock.now();
    drop(scanners);
    assert!(clock.now().duration_since(before).as_millis() < 200);
}
