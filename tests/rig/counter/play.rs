//! What a scenario can say. Everything that is awaited is awaited for 20 seconds, or `within N`.
//!
//! | line | does |
//! |---|---|
//! | `fresh` | begins anew: no program, no holds, default settings |
//! | `set LINE`, `user clerk` | a line for config.toml; run as an ordinary user |
//! | `start`, `kill`, `stop`, `continue`, `lives` | the program on the terminal; SIGSTOP and SIGCONT |
//! | `press F3 Tab`, `type 1208` | the clerk's keyboard, at a person's pace |
//! | `check-in ROOM` | Esc as often as needed, F3, the room, and waits until the form is ready for a scan |
//! | `see TEXT`, `see-no TEXT` | waits until the text is on the screen; looks once that it is not |
//! | `plug MODEL [as NAME] [usb V:P] [called TEXT] [serial S]` | a scanner of `scanners/MODEL.toml` |
//! | `plug-gadget MODEL [serial S]` | the same behind a USB bus, with a serial line: `gadget` |
//! | `wait-open`, `unplug [NAME]` | until a program has it open; the last plugged, or `on NAME` |
//! | `scan TEXT [aim ]Q1] [split N] [every MS] [end TEXT] [on NAME] [half]` | see `Scan` |
//! | `again` | the time in which a person aims a scanner anew |
//! | `flood N CODE` | N scans with the codes from that one on, as fast as it goes |
//! | `raw HEX... [to N]` | one report, filled up with zeros to N bytes |
//! | `line TEXT` | over the gadget's serial line |
//! | `output HEX...`, `no-output` | an output report came that begins so; none came |
//! | `nonsense N seed S` | N devices with descriptors and reports by chance |
//! | `typed TEXT` | what nobody read from the terminal; while the program is stopped |
//! | `run COMMAND...`, `exits N`, `prints TEXT`, `prints-no TEXT` | a command beside it, as its user |
//! | `begin COMMAND...`, `shows TEXT`, `finish` | the same, with other lines while it runs |
//! | `root COMMAND...` | a command of the machine's administrator |
//! | `held ROOM`, `none ROOM`, `holds N` | the journal: one hold of that room and it is held, none, so many in all |

use std::collections::BTreeMap;
use std::time::Duration;

use super::dice::Dice;
use super::guest::busybox;
use super::hid::Hid;
use super::keys;
use super::model::Model;
use super::patience::{pause, until};
use super::program::{Program, Ran, Running, unread};
use super::scanners::{Scan, Scanners, nonsense};
use super::screen;
use super::script::{Line, hex};

/// An emulated machine is ten times slower than a real one.
const LONGEST: Duration = Duration::from_secs(20);
/// Between two keys of a person.
const PACE: Duration = Duration::from_millis(110);
/// From one scan to the next one by the same hand.
const AGAIN: Duration = Duration::from_secs(1);
/// From the last key to the scanner: longer than any gap that a scenario sets.
const REACH: Duration = Duration::from_millis(500);

/// The counter and all that stands on it.
pub(crate) struct Counter {
    models: BTreeMap<String, Model>,
    desk: Hid,
    program: Program,
    scanners: Scanners,
    /// A command that was begun, and what the last one left behind.
    running: Option<Running>,
    ran: Ran,
}

impl Counter {
    pub(crate) fn new(models: BTreeMap<String, Model>) -> Result<Self, String> {
        let desk = models.get("desk").ok_or("no model of the clerk's keyboard")?;
        let plugged = Hid::plug(&desk.name, "", desk.ids()?, &desk.descriptor()?);
        let desk = plugged.map_err(|error| format!("/dev/uhid: {error}"))?;
        until(LONGEST, || desk.is_open().then_some(())).ok_or("nobody reads the keyboard")?;
        let (program, scanners) = (Program::fresh()?, Scanners::default());
        Ok(Self { models, desk, program, scanners, running: None, ran: Ran::default() })
    }

    /// Nothing is plugged in but the clerk's keyboard.
    pub(crate) fn clear(&mut self) {
        self.scanners.unplug(None);
    }

    pub(crate) fn fresh(&mut self) -> Result<(), String> {
        self.clear();
        self.program.kill()?;
        self.program = Program::fresh()?;
        Ok(())
    }

    /// What a person would look at who has to find out why.
    pub(crate) fn evidence(&mut self) -> Vec<String> {
        let mut lines = screen::lines().unwrap_or_else(|error| vec![error]);
        lines.retain(|line| !line.is_empty());
        let state = if self.program.lives() { "runs" } else { "is gone" };
        lines.push(format!("the program {state}"));
        lines.extend(self.program.log());
        lines
    }

    pub(crate) fn play(&mut self, line: &Line) -> Result<(), String> {
        let words = Words(&line.words);
        match line.verb.as_str() {
            "fresh" => self.fresh(),
            "set" | "user" | "start" | "kill" | "stop" | "continue" | "lives" => self.program(line),
            "press" | "type" | "check-in" | "see" | "see-no" | "typed" => {
                self.terminal(&line.verb, words)
            }
            "plug" | "plug-gadget" | "wait-open" | "unplug" | "nonsense" => {
                self.plugging(&line.verb, words)
            }
            "scan" | "flood" | "raw" | "line" => self.scanning(&line.verb, words),
            "output" | "no-output" => self.feedback(&line.verb, words),
            "again" => {
                pause(AGAIN);
                Ok(())
            }
            "run" | "begin" | "shows" | "finish" | "root" | "exits" | "prints" | "prints-no" => {
                self.command(&line.verb, words)
            }
            "held" | "none" | "holds" => self.journal(&line.verb, words),
            other => Err(format!("no such word: {other}")),
        }
    }

    fn program(&mut self, line: &Line) -> Result<(), String> {
        match line.verb.as_str() {
            "set" => self.program.set(&line.rest),
            "user" => {
                self.program.clerk = line.rest == "clerk";
                Ok(())
            }
            "start" => self.program.start(),
            "kill" => self.program.kill(),
            "stop" => self.program.signal("-STOP"),
            "continue" => self.program.signal("-CONT"),
            _ if self.program.lives() => Ok(()),
            _ => Err("the program is gone".to_owned()),
        }
    }

    fn terminal(&mut self, verb: &str, words: Words<'_>) -> Result<(), String> {
        match verb {
            "press" => words.0.iter().try_for_each(|name| self.strike(&keys::named(name)?)),
            "type" => self.strike(&keys::typed(words.first()?)?),
            "check-in" => {
                // Back from whatever the last guest's page is.
                while !screen::text()?.contains("F3 Check in") {
                    self.strike(&keys::named("Esc")?)?;
                }
                self.strike(&keys::named("F3")?)?;
                see("The room is missing", LONGEST)?;
                let room = words.first()?;
                self.strike(&keys::typed(room)?)?;
                see("Ready", LONGEST)?;
                see(&format!("held for room {room}."), LONGEST)?;
                // The hand goes from the keys to the scanner.
                pause(REACH);
                Ok(())
            }
            "see" => see(words.first()?, words.within()?),
            "see-no" => {
                let there = screen::text()?.contains(words.first()?);
                if there { Err("it is on the screen".to_owned()) } else { Ok(()) }
            }
            _ => {
                let (wanted, mut found) = (words.first()?, String::new());
                until(LONGEST, || match unread() {
                    Ok(more) => {
                        found.push_str(&more);
                        (found.len() >= wanted.len()).then_some(Ok(()))
                    }
                    Err(error) => Some(Err(error)),
                })
                .unwrap_or(Ok(()))?;
                if found == wanted { Ok(()) } else { Err(format!("the terminal got {found:?}")) }
            }
        }
    }

    /// Keys of the clerk: press and release, then the time to the next key.
    fn strike(&mut self, reports: &[[u8; 8]]) -> Result<(), String> {
        for report in reports {
            self.desk.send(report).map_err(|error| error.to_string())?;
            if *report == [0; 8] {
                pause(PACE);
            }
        }
        Ok(())
    }

    fn model(&self, name: &str) -> Result<Model, String> {
        self.models.get(name).cloned().ok_or_else(|| format!("no such scanner: {name}"))
    }

    fn plugging(&mut self, verb: &str, words: Words<'_>) -> Result<(), String> {
        let serial = words.option("serial").unwrap_or("RIG0001");
        match verb {
            "plug" => {
                let kind = words.first()?;
                let model = self.model(kind)?.but(words.option("called"), words.option("usb"));
                self.scanners.plug(words.option("as").unwrap_or(kind), model, serial)
            }
            "plug-gadget" => {
                let model = self.model(words.first()?)?;
                self.scanners.plug_gadget(model, serial)
            }
            "wait-open" => {
                let name = words.option("on");
                let open = || match self.scanners.is_open(name) {
                    Ok(open) => open.then_some(Ok(())),
                    Err(error) => Some(Err(error)),
                };
                let nobody = || Err("nobody opens the scanner".to_owned());
                until(words.within()?, open).unwrap_or_else(nobody)
            }
            "unplug" => {
                self.scanners.unplug(words.0.first().map(String::as_str));
                Ok(())
            }
            _ => {
                let mut dice = Dice::new(words.number("seed")?.unwrap_or(1));
                let good = [self.model("honeywell")?, self.model("behind")?];
                let devices: usize = words.first()?.parse().map_err(|_| "how many?")?;
                for good in good.iter().cycle().take(devices) {
                    nonsense(&mut dice, good)?;
                }
                Ok(())
            }
        }
    }

    fn scanning(&mut self, verb: &str, words: Words<'_>) -> Result<(), String> {
        let name = words.option("on");
        match verb {
            "scan" => {
                let scan = Scan {
                    aim: words.option("aim").unwrap_or("]C0"),
                    end: words.option("end"),
                    split: words.number("split")?.unwrap_or(usize::MAX),
                    every: Duration::from_millis(words.number("every")?.unwrap_or(0)),
                    half: words.0.iter().any(|word| word == "half"),
                    ..Scan::of(words.first()?)
                };
                self.scanners.scan(name, &scan)
            }
            "flood" => {
                let [count, first] = words.0 else { return Err("flood N CODE".to_owned()) };
                let count: u64 = count.parse().map_err(|_| format!("no number: {count}"))?;
                let first: u64 = first.parse().map_err(|_| format!("no number: {first}"))?;
                (0..count).try_for_each(|place| {
                    let code = first.saturating_add(place).to_string();
                    self.scanners.scan(None, &Scan::of(&code))
                })
            }
            "raw" => {
                let mut report = words.bytes()?;
                if let Some(length) = words.number("to")? {
                    report.resize(length, 0);
                }
                self.scanners.raw(name, &report)
            }
            _ => self.scanners.say(words.first()?),
        }
    }

    fn feedback(&mut self, verb: &str, words: Words<'_>) -> Result<(), String> {
        let name = words.option("on");
        if verb == "no-output" {
            let seen = self.scanners.outputs(name)?;
            return if seen.is_empty() { Ok(()) } else { Err(format!("{seen:02x?}")) };
        }
        let wanted = words.bytes()?;
        let mut seen = Vec::new();
        let came = until(words.within()?, || {
            seen.extend(self.scanners.outputs(name).unwrap_or_default());
            seen.iter().any(|report| report.starts_with(&wanted)).then_some(())
        });
        came.ok_or_else(|| format!("other output reports or none: {seen:02x?}"))
    }

    fn command(&mut self, verb: &str, words: Words<'_>) -> Result<(), String> {
        let said = |ran: &Ran| format!("{:?}: {}", ran.status, ran.out);
        match verb {
            "run" => self.ran = self.program.run(words.0)?,
            "begin" => self.running = Some(self.program.begin(words.0)?),
            "shows" => {
                let (wanted, running) = (words.first()?, self.running.as_ref());
                let running = running.ok_or("nothing was begun")?;
                let shown = || running.out().contains(wanted).then_some(());
                return until(words.within()?, shown).ok_or_else(|| running.out());
            }
            "finish" => self.ran = self.running.take().ok_or("nothing was begun")?.finish()?,
            "root" => busybox(&words.0.iter().map(String::as_str).collect::<Vec<_>>())?,
            "exits" => {
                let wanted: i32 = words.first()?.parse().map_err(|_| "no exit status")?;
                if self.ran.status != Some(wanted) {
                    return Err(said(&self.ran));
                }
            }
            wanted => {
                // A line that is wrapped is the same sentence.
                let out: Vec<&str> = self.ran.out.split_whitespace().collect();
                if out.join(" ").contains(words.first()?) != (wanted == "prints") {
                    return Err(said(&self.ran));
                }
            }
        }
        Ok(())
    }

    fn journal(&mut self, verb: &str, words: Words<'_>) -> Result<(), String> {
        let first = words.first()?;
        if verb == "held" {
            see(&format!("is held for room {first}"), words.within()?)?;
        }
        let holds = self.program.holds()?;
        let of_room: Vec<_> = holds.iter().filter(|hold| hold["room"] == first).collect();
        let good = match verb {
            "held" => of_room.len() == 1 && of_room.iter().all(|hold| hold["state"] == "held"),
            "none" => of_room.is_empty(),
            _ => holds.len().to_string() == first,
        };
        if good { Ok(()) } else { Err(format!("the journal has {holds:?}")) }
    }
}

/// Waits until the text is on the screen.
fn see(text: &str, longest: Duration) -> Result<(), String> {
    let mut look = || match screen::text() {
        Ok(screen) => screen.contains(text).then_some(Ok(())),
        Err(error) => Some(Err(error)),
    };
    let missing = || Err(format!("not on the screen within {} s: {text}", longest.as_secs()));
    until(longest, &mut look).unwrap_or_else(missing)
}

/// The words behind a verb: one or more, then options by name.
#[derive(Clone, Copy)]
struct Words<'a>(&'a [String]);

impl<'a> Words<'a> {
    fn first(self) -> Result<&'a str, String> {
        self.0.first().map(String::as_str).ok_or_else(|| "says too little".to_owned())
    }

    /// The word behind that name.
    fn option(self, name: &str) -> Option<&'a str> {
        let place = self.0.iter().position(|word| word == name)?;
        self.0.get(place.checked_add(1)?).map(String::as_str)
    }

    fn number<T: std::str::FromStr>(self, name: &str) -> Result<Option<T>, String> {
        let text = self.option(name);
        text.map(|text| text.parse().map_err(|_| format!("no number: {text}"))).transpose()
    }

    /// The bytes up to the first word that is none.
    fn bytes(self) -> Result<Vec<u8>, String> {
        let short = |word: &&String| word.len() == 2 && !matches!(word.as_str(), "to" | "on");
        hex(&self.0.iter().take_while(short).cloned().collect::<Vec<_>>().join(" "))
    }

    fn within(self) -> Result<Duration, String> {
        Ok(self.number("within")?.map_or(LONGEST, Duration::from_secs))
    }
}
