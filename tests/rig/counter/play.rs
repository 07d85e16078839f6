//! What a scenario can say. Everything that is awaited is awaited for 20 seconds, or `within N`.
//!
//! | line | does |
//! |---|---|
//! | `fresh` | begins anew: no program, no holds, default settings |
//! | `set LINE`, `user clerk` | a line for config.toml; run as an ordinary user |
//! | `start`, `kill`, `stop`, `continue`, `lives` | the program on the terminal; SIGSTOP and SIGCONT |
//! | `press F3 Tab`, `type 1208` | the clerk's keyboard, at a person's pace |
//! | `check-in ROOM` | F3, the room, and waits until the form is ready for a scan |
//! | `see TEXT`, `see-no TEXT` | waits until the text is on the screen; looks once that it is not |
//! | `plug MODEL [as NAME] [usb V:P] [called TEXT] [serial S]` | a scanner of `scanners/MODEL.toml` |
//! | `plug-gadget MODEL [serial S]` | the same behind a USB bus, with a serial line: `gadget` |
//! | `wait-open`, `unplug [NAME]` | until a program has it open; the last plugged, or `on NAME` |
//! | `scan TEXT [aim ]Q1] [split N] [every MS] [end TEXT] [on NAME] [N times]` | see `Scan` |
//! | `raw HEX... [to N]` | one report, filled up with zeros to N bytes |
//! | `line TEXT` | over the gadget's serial line |
//! | `output HEX...`, `no-output` | an output report came that begins so; none came |
//! | `nonsense N seed S` | N devices with descriptors and reports by chance |
//! | `typed TEXT` | what nobody read from the terminal; while the program is stopped |
//! | `run COMMAND...`, `exits N`, `prints TEXT`, `prints-no TEXT` | a command beside it |
//! | `held ROOM`, `none ROOM`, `holds N` | the journal: one hold of that room and it is held, none, so many in all |

use std::collections::BTreeMap;
use std::time::Duration;

use super::dice::Dice;
use super::hid::Hid;
use super::keys;
use super::model::Model;
use super::patience::{pause, until};
use super::program::{Program, Ran, unread};
use super::scanners::{Scan, Scanners, nonsense};
use super::screen;
use super::script::{Line, hex};

/// An emulated machine is ten times slower than a real one.
const LONGEST: Duration = Duration::from_secs(20);
/// Between two keys of a person.
const PACE: Duration = Duration::from_millis(110);
/// The most bytes that any report has for data.
const WHOLE: usize = 64;

/// The counter and all that stands on it.
pub(crate) struct Counter {
    models: BTreeMap<String, Model>,
    desk: Hid,
    program: Program,
    scanners: Scanners,
    ran: Ran,
}

impl Counter {
    pub(crate) fn new(models: BTreeMap<String, Model>) -> Result<Self, String> {
        let desk = models.get("desk").ok_or("no model of the clerk's keyboard")?;
        let plugged = Hid::plug(&desk.name, "", desk.ids()?, &desk.descriptor()?);
        let desk = plugged.map_err(|error| format!("/dev/uhid: {error}"))?;
        until(LONGEST, || desk.is_open().then_some(())).ok_or("nobody reads the keyboard")?;
        let (program, scanners) = (Program::fresh()?, Scanners::default());
        Ok(Self { models, desk, program, scanners, ran: Ran::default() })
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
        lines.push(format!("the program {}", if self.program.lives() { "runs" } else { "is gone" }));
        lines.extend(self.program.log());
        lines
    }

    pub(crate) fn play(&mut self, line: &Line) -> Result<(), String> {
        let words = Words(&line.words);
        match line.verb.as_str() {
            "fresh" => self.fresh(),
            "set" | "user" | "start" | "kill" | "stop" | "continue" | "lives" => {
                self.program(&line.verb, words)
            }
            "press" | "type" | "check-in" | "see" | "see-no" | "typed" => {
                self.terminal(&line.verb, words)
            }
            "plug" | "plug-gadget" | "wait-open" | "unplug" | "nonsense" => {
                self.plugging(&line.verb, words)
            }
            "scan" | "raw" | "line" | "output" | "no-output" => self.scanning(&line.verb, words),
            "run" | "exits" | "prints" | "prints-no" => self.command(&line.verb, words),
            "held" | "none" | "holds" => self.journal(&line.verb, words),
            other => Err(format!("no such word: {other}")),
        }
    }

    fn program(&mut self, verb: &str, words: Words<'_>) -> Result<(), String> {
        match verb {
            "set" => {
                self.program.set(&words.0.join(" "));
                Ok(())
            }
            "user" => {
                self.program.clerk = words.first()? == "clerk";
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
                self.strike(&keys::named("F3")?)?;
                self.see("The room is missing", LONGEST)?;
                self.strike(&keys::typed(words.first()?)?)?;
                self.see("Ready: scan now", LONGEST)
            }
            "see" => self.see(words.first()?, words.within()?),
            "see-no" => {
                let there = screen::text()?.contains(words.first()?);
                if there { Err("it is on the screen".to_owned()) } else { Ok(()) }
            }
            _ => {
                let found = unread()?;
                let same = found == words.first()?;
                if same { Ok(()) } else { Err(format!("the terminal got {found:?}")) }
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

    fn see(&mut self, text: &str, longest: Duration) -> Result<(), String> {
        let mut look = || match screen::text() {
            Ok(screen) => screen.contains(text).then_some(Ok(())),
            Err(error) => Some(Err(error)),
        };
        let missing = || Err(format!("not on the screen within {} s: {text}", longest.as_secs()));
        until(longest, &mut look).unwrap_or_else(missing)
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
                let mut dice = Dice::new(words.number("seed")?);
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
                    text: words.first()?,
                    aim: words.option("aim").unwrap_or("]C0"),
                    end: words.option("end"),
                    split: words.option("split").map_or(Ok(WHOLE), |text| {
                        text.parse().map_err(|_| format!("no number: {text}"))
                    })?,
                    every: Duration::from_millis(words.option("every").map_or(Ok(0), |text| {
                        text.parse().map_err(|_| format!("no number: {text}"))
                    })?),
                };
                self.scanners.scan(name, &scan)
            }
            "raw" => {
                let bytes = words.0.iter().take_while(|word| *word != "to" && *word != "on");
                let mut report = hex(&bytes.cloned().collect::<Vec<_>>().join(" "))?;
                if words.option("to").is_some() {
                    report.resize(usize::try_from(words.number("to")?).unwrap_or(0), 0);
                }
                self.scanners.raw(name, &report)
            }
            "line" => self.scanners.say(words.first()?),
            "output" => {
                let bytes = words.0.iter().take_while(|word| *word != "on" && *word != "within");
                let wanted = hex(&bytes.cloned().collect::<Vec<_>>().join(" "))?;
                let mut seen = Vec::new();
                let came = until(words.within()?, || {
                    seen.extend(self.scanners.outputs(name).unwrap_or_default());
                    seen.iter().any(|report| report.starts_with(&wanted)).then_some(())
                });
                came.ok_or_else(|| format!("other output reports or none: {seen:02x?}"))
            }
            _ => {
                let seen = self.scanners.outputs(name)?;
                if seen.is_empty() { Ok(()) } else { Err(format!("{seen:02x?}")) }
            }
        }
    }

    fn command(&mut self, verb: &str, words: Words<'_>) -> Result<(), String> {
        let said = |ran: &Ran| format!("{:?}: {}", ran.status, ran.out);
        match verb {
            "run" => self.ran = self.program.run(words.0)?,
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
            self.see(&format!("is held for room {first}"), words.within()?)?;
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

    fn number(self, name: &str) -> Result<u64, String> {
        let text = self.option(name).ok_or_else(|| format!("{name} is missing"))?;
        text.parse().map_err(|_| format!("no number: {text}"))
    }

    fn within(self) -> Result<Duration, String> {
        if self.option("within").is_none() {
            return Ok(LONGEST);
        }
        self.number("within").map(Duration::from_secs)
    }
}
