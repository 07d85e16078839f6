//! Every scanner that is plugged in.

use std::time::Duration;

use super::dice::Dice;
use super::gadget::Gadget;
use super::hid::Hid;
use super::keys;
use super::model::{Model, ids};
use super::patience::{pause, until};

/// The kernel makes a device in a moment.
const LONGEST: Duration = Duration::from_secs(5);

#[derive(Debug)]
enum Port {
    Hid(Hid),
    Gadget(Gadget),
}

#[derive(Debug)]
struct Plugged {
    /// What scenarios call it.
    name: String,
    model: Model,
    port: Port,
}

/// How a text is scanned.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    pub(crate) text: &'a str,
    pub(crate) aim: &'a str,
    /// What the scanner sends behind it; its own where nothing is said.
    pub(crate) end: Option<&'a str>,
    /// Most bytes of data in one report.
    pub(crate) split: usize,
    pub(crate) every: Duration,
    /// Its last report is not sent.
    pub(crate) half: bool,
}

impl<'a> Scan<'a> {
    /// As most scanners are set: a Code 128, whole, nothing behind it.
    pub(crate) const fn of(text: &'a str) -> Self {
        let every = Duration::ZERO;
        Self { text, aim: "]C0", end: None, split: usize::MAX, every, half: false }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Scanners {
    plugged: Vec<Plugged>,
}

impl Scanners {
    pub(crate) fn plug(&mut self, name: &str, model: Model, serial: &str) -> Result<(), String> {
        let hid = Hid::plug(&model.name, serial, model.ids()?, &model.descriptor()?);
        let hid = hid.map_err(|error| format!("/dev/uhid: {error}"))?;
        let there = || hid.has_node().then_some(());
        until(LONGEST, there).ok_or("the kernel does not take the scanner")?;
        let port = Port::Hid(hid);
        self.plugged.push(Plugged { name: name.to_owned(), model, port });
        Ok(())
    }

    pub(crate) fn plug_gadget(&mut self, model: Model, serial: &str) -> Result<(), String> {
        let port = Port::Gadget(Gadget::plug(&model, serial)?);
        self.plugged.push(Plugged { name: "gadget".to_owned(), model, port });
        Ok(())
    }

    /// Unplugs one, or all.
    pub(crate) fn unplug(&mut self, name: Option<&str>) {
        self.plugged.retain(|one| name.is_some_and(|name| one.name != name));
    }

    /// The one of that name, or the one that was plugged last.
    fn one(&mut self, name: Option<&str>) -> Result<&mut Plugged, String> {
        let fits = |one: &&mut Plugged| name.is_none_or(|name| one.name == name);
        let found = self.plugged.iter_mut().rev().find(fits);
        found.ok_or_else(|| format!("no scanner is plugged in: {}", name.unwrap_or("any")))
    }

    /// Whether a program has it open.
    pub(crate) fn is_open(&mut self, name: Option<&str>) -> Result<bool, String> {
        Ok(match &self.one(name)?.port {
            Port::Hid(hid) => hid.is_open(),
            Port::Gadget(gadget) => gadget.is_open(),
        })
    }

    pub(crate) fn scan(&mut self, name: Option<&str>, scan: &Scan<'_>) -> Result<(), String> {
        let one = self.one(name)?;
        let reports: Vec<Vec<u8>> = if let Some(layout) = &one.model.report {
            let data = [scan.text, scan.end.unwrap_or_default()].concat();
            // What a scanner sends is bytes; a scenario has them as the characters up to 255.
            let byte = |c: char| u8::try_from(u32::from(c)).unwrap_or(b'?');
            layout.reports(scan.aim, &data.chars().map(byte).collect::<Vec<_>>(), scan.split)
        } else {
            let text = [scan.text, scan.end.unwrap_or("\r")].concat();
            keys::typed(&text)?.iter().map(|report| report.to_vec()).collect()
        };
        let sent = reports.len().saturating_sub(usize::from(scan.half));
        for (place, report) in reports.iter().take(sent).enumerate() {
            if place > 0 && !scan.every.is_zero() {
                pause(scan.every);
            }
            one.port.send(report)?;
        }
        Ok(())
    }

    /// Sends one report as it is.
    pub(crate) fn raw(&mut self, name: Option<&str>, report: &[u8]) -> Result<(), String> {
        self.one(name)?.port.send(report)
    }

    /// Sends text over a gadget's serial line.
    pub(crate) fn say(&mut self, text: &str) -> Result<(), String> {
        match &self.one(Some("gadget"))?.port {
            Port::Gadget(gadget) => gadget.say(text.as_bytes()),
            Port::Hid(_) => Err("it has no serial line".to_owned()),
        }
    }

    /// The output reports that came since the last question.
    pub(crate) fn outputs(&mut self, name: Option<&str>) -> Result<Vec<Vec<u8>>, String> {
        Ok(match &self.one(name)?.port {
            Port::Hid(hid) => hid.outputs(),
            Port::Gadget(gadget) => gadget.outputs(),
        })
    }
}

impl Port {
    fn send(&mut self, report: &[u8]) -> Result<(), String> {
        match self {
            Self::Hid(hid) => hid.send(report).map_err(|error| format!("/dev/uhid: {error}")),
            Self::Gadget(gadget) => gadget.send(report),
        }
    }
}

/// Plugs in one device whose descriptor is `good`, damaged by chance, or no descriptor at all, lets it
/// send reports by chance, and unplugs it.
pub(crate) fn nonsense(dice: &mut Dice, good: &Model) -> Result<(), String> {
    let mut descriptor = good.descriptor()?;
    match dice.roll(4) {
        0 => {
            let length = dice.roll(300).saturating_add(1);
            descriptor = dice.bytes(length);
        }
        1 => descriptor.truncate(dice.roll(descriptor.len())),
        _ => {
            for _ in 0..dice.roll(6).saturating_add(1) {
                let (place, byte) = (dice.roll(descriptor.len()), dice.byte());
                if let Some(slot) = descriptor.get_mut(place) {
                    *slot = byte;
                }
            }
        }
    }
    let name = "Nonsense \u{1b}[31m\u{7}";
    let device = Hid::plug(name, "", ids("1eab:0110")?, &descriptor);
    // The kernel may refuse the device at once, and its reports: both are its good right.
    let Ok(mut device) = device else { return Ok(()) };
    // Time enough for a program that looks at new devices once in a while, now and then.
    pause(Duration::from_millis(if dice.roll(4) == 0 { 700 } else { 20 }));
    for _ in 0..dice.roll(8) {
        let length = dice.roll(80);
        let mut report = dice.bytes(length);
        if let Some(number) = report.first_mut() {
            *number = 2;
        }
        drop(device.send(&report));
    }
    Ok(())
}
