//! A scanner on a serial line, which a pseudo terminal plays: from its plug to a hold, and what the
//! scanner commands say of it.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::symlink;
use std::process::Stdio;
use std::time::Duration;

use portable_pty::{MasterPty, PtySize, SlavePty, native_pty_system};
use serde_json::Value;

use crate::pane::Pane;
use crate::run::Ran;
use crate::world::World;

const ESC: &str = "\x1b";
const F3: &str = "\x1bOR";

/// The scanner's end of a line that is plugged in.
pub(crate) struct Line {
    near: Box<dyn MasterPty + Send>,
    far: Box<dyn SlavePty + Send>,
    out: Box<dyn std::io::Write + Send>,
}

impl Line {
    /// Under the name that the settings know.
    pub(crate) fn plug(world: &World) -> Self {
        let size = PtySize { rows: 1, cols: 1, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let link = world.path("line");
        let _none = fs::remove_file(&link);
        symlink(pair.master.tty_name().unwrap(), &link).unwrap();
        let out = pair.master.take_writer().unwrap();
        Self { near: pair.master, far: pair.slave, out }
    }

    pub(crate) fn send(&mut self, text: &str) {
        self.out.write_all(text.as_bytes()).unwrap();
        self.out.flush().unwrap();
    }

    fn unplug(self, world: &World) {
        fs::remove_file(world.path("line")).unwrap();
        drop((self.near, self.far, self.out));
    }
}

/// A counter with one line for its scanner.
pub(crate) fn world(more: &str) -> World {
    let world = World::training("");
    let file = world.path("settings/counterpane/config.toml");
    let line = world.path("line");
    let text = format!("[scanner]\nsources = [\"serial\"]\ndevice = {line:?}\n{more}");
    fs::write(file, text).unwrap();
    world
}

fn state(ran: &Ran) -> (Value, Value) {
    let list = ran.ends(0);
    (list["state"].clone(), list["scanners"][0].clone())
}

#[test]
fn a_scan_on_a_line_ends_in_a_hold_and_again_after_a_replug() {
    let world = world("");
    let mut line = Line::plug(&world);
    let mut pane = Pane::open(&world);
    pane.home();
    for room in ["1208", "1209"] {
        pane.press(F3);
        pane.sees("must be there");
        pane.types(room);
        // Whatever the screen shows of the scanner: it is read when a scan gets through.
        let code = world.code("confirms");
        line = got_through(&mut pane, line, &code, "+ HELD");
        assert_eq!(world.holds()[0]["room"], room);
        pane.press(ESC);
        pane.home();
        line.unplug(&world);
        line = Line::plug(&world);
    }
    assert_eq!(world.holds().len(), 2);
}

/// Scans until the screen shows it; the same code is one payment.
pub(crate) fn got_through(pane: &mut Pane, mut line: Line, code: &str, shows: &str) -> Line {
    for _ in 0..100 {
        line.send(&format!("{code}\r\n"));
        pane.listen(Duration::from_millis(300));
        if pane.shown().contains(shows) {
            return line;
        }
    }
    panic!("{shows:?} never came:\n{}", pane.shown());
}

#[test]
fn list_says_what_is_plugged_in() {
    let world = world("");
    let none = world.run("scanner list --json").ends(0);
    assert_eq!(none, serde_json::json!({ "scanners": [], "state": "not_found" }));
    let words = world.run("scanner list");
    assert!(words.status == Some(0) && words.out.contains("scanner test"), "{words}");

    let line = Line::plug(&world);
    let (all, one) = state(&world.run("scanner list --json"));
    assert_eq!((all, &one["state"]), ("reading".into(), &"reading".into()));
    assert_eq!((&one["mode"], &one["usb"]), (&"serial".into(), &Value::Null));
    assert_eq!(one["node"], world.path("line").to_str().unwrap());
    let words = world.run("scanner list");
    assert!(words.out.contains("can be read"), "{words}");
    let checks = world.run("doctor --json").ends(0)["checks"].clone();
    let about = |check: &&Value| check["about"] == "scanner";
    let check = checks.as_array().unwrap().iter().find(about).unwrap().clone();
    assert_eq!((&check["health"], &check["do"]), (&"ok".into(), &Value::Null), "{check}");

    // A file is no line, and says so.
    line.unplug(&world);
    fs::write(world.path("line"), "").unwrap();
    let (all, one) = state(&world.run("scanner list --json"));
    assert_eq!((all, &one["state"]), ("broken".into(), &"broken".into()));
    assert!(one["why"].is_string() && one["do"].is_string(), "{one}");
    let check = world.run("doctor");
    assert!(check.status == Some(0) && check.out.contains("HID POS"), "{check}");
}

/// `scanner test` at work, and the line once it is read.
pub(crate) fn tested(world: &World, words: &str, send: impl FnOnce(&mut Line)) -> Ran {
    let mut line = Line::plug(world);
    // The text says when the line is read; the other output is for a script.
    let mut command = world.command("scanner test --seconds 60");
    let piped = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut looker = piped.spawn().unwrap();
    let mut lines = BufReader::new(looker.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("can be read")));
    looker.kill().unwrap();
    looker.wait().unwrap();
    let running = world.start(words);
    let is_read = || {
        let (_, one) = state(&world.run("scanner list --json"));
        one["state"] == "busy"
    };
    assert!((0..200).any(|_| is_read()), "the line is not taken");
    // What comes in the moment of the opening may be the rest of something, and is left out.
    assert!(!running.ends_within(Duration::from_millis(500)));
    send(&mut line);
    running.end()
}

#[test]
fn a_test_shows_scans_and_no_payment_code() {
    let world = world("");
    let code = world.code("confirms");
    let ran = tested(&world, "scanner test --json --seconds 30 --scans 3", |line| {
        line.send(&code[..7]);
        line.send(&format!("{}\r\n", &code[7..]));
        line.send("]E04006381333931\r\n");
        line.send("https://example.com/\r\n");
    });
    let told = ran.ends(0);
    let scans = told["scans"].as_array().unwrap();
    assert_eq!(scans.len(), 3, "{ran}");
    let masked = format!("{}************{}", &code[..4], &code[code.len() - 2..]);
    assert_eq!((&scans[0]["text"], &scans[0]["payment_code"]), (&masked.into(), &true.into()));
    assert_eq!((&scans[0]["source"], &scans[0]["characters"]), (&"serial".into(), &18.into()));
    assert!(scans[0]["milliseconds"].is_i64(), "{ran}");
    assert_eq!(
        (&scans[1]["text"], &scans[1]["symbology"]),
        (&"4006381333931".into(), &"]E0".into())
    );
    assert_eq!(scans[2]["text"], "https://example.com/");
    assert!(!told["reports"].as_array().unwrap().is_empty(), "{ran}");
    assert_eq!(told["states"].as_array().unwrap().last().unwrap()["state"], "reading");
    assert!(!ran.out.contains(&code) && ran.err.is_empty(), "{ran}");
    let hex: Vec<String> = code.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert!(!ran.out.contains(&hex.join(" ")), "{ran}");
}

#[test]
fn a_test_in_words_names_the_kind_and_the_time() {
    let world = world("");
    let code = world.code("confirms");
    let ran = tested(&world, "scanner test --seconds 30 --scans 2", |line| {
        line.send(&format!("{code}\r\n134567890123456789\r\n"));
    });
    assert_eq!(ran.status, Some(0), "{ran}");
    for words in ["Alipay payment code", "WeChat", " ms", "serial"] {
        assert!(ran.out.contains(words), "{words}: {ran}");
    }
    assert!(!ran.out.contains(&code) && !ran.out.contains("134567890123456789"), "{ran}");
}

#[test]
fn a_test_without_a_scan_is_not_known_yet() {
    let world = world("");
    let ran = world.run("scanner test --seconds 1 --json");
    let told = ran.ends(4);
    assert_eq!(told["scans"], serde_json::json!([]));
    let ran = world.run("scanner test --seconds 1");
    assert!(ran.status == Some(4) && !ran.err.is_empty(), "{ran}");
}

#[test]
fn rules_are_a_file_for_udev() {
    let world = World::training("");
    let ran = world.run("scanner rules");
    assert!(ran.status == Some(0) && ran.err.is_empty(), "{ran}");
    let rules: Vec<&str> = ran.out.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(rules.iter().any(|rule| rule.contains("SUBSYSTEM==\"hidraw\"")), "{ran}");
    assert!(rules.iter().all(|rule| !rule.contains("0666")), "{ran}");
    assert_eq!(world.run("scanner rules --json").ends(0)["rules"], ran.out);
}

#[test]
fn settings_that_are_wrong_elsewhere_do_not_matter() {
    let world = world("[hotel]\ncurrency = \"XX\"\n");
    let ran = world.run("scanner list");
    assert!(ran.status == Some(0) && ran.err.contains("hotel.currency"), "{ran}");
    world.run("scanner list --json").ends(0);
    let wrong = self::world("beep = 7\n[hotel]\ncurrency = \"XX\"\n");
    let error = wrong.run("scanner test --json").fails(2, "settings.wrong");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("config.toml:4: scanner.beep: ") && !message.contains("hotel"));
    wrong.run("scanner rules").ends_well();
    let checks = world.run("doctor --json").ends(2)["checks"].clone();
    assert!(checks.as_array().unwrap().iter().any(|check| check["about"] == "scanner"));
}

impl Ran {
    fn ends_well(&self) {
        assert_eq!(self.status, Some(0), "{self}");
    }
}
