//! What `scanner list --json` and `scanner test --json` print. The words of `mode`, `state`, `source`
//! and `garbled` are part of the contract.

use serde::Serialize;

use super::super::table::cell;
use super::{LONG, advice, kind, masked, missing_rule, name_of, number, took};
use crate::domain::{Classified, classify};
use crate::locale::Locale;
use crate::scanner::{Device, Garbled, Health, Overall, RawReport, Roster, Scan, Source, Speaks};

/// One scanner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct DeviceJson {
    name: String,
    /// `1eab:1d10`.
    usb: Option<String>,
    mode: &'static str,
    node: String,
    state: &'static str,
    layout: Option<String>,
    why: Option<String>,
    #[serde(rename = "do")]
    act: Option<String>,
    /// The udev rule for this one, where one is missing.
    rule: Option<String>,
}

/// `{"scanners": [...], "state": ...}`, for `scanner list --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListJson {
    scanners: Vec<DeviceJson>,
    /// One word for all of them, as the status line has it.
    state: &'static str,
}

impl ListJson {
    pub fn new(roster: &Roster, locale: &Locale) -> Self {
        let scanners =
            roster.devices.iter().map(|device| DeviceJson::new(device, locale)).collect();
        let state = match roster.overall() {
            Overall::Reading(_) => "reading",
            Overall::Opening => "opening",
            Overall::NotAllowed => "not_allowed",
            Overall::Broken => "broken",
            Overall::Keyboard => "keyboard",
            Overall::NotFound => "not_found",
        };
        Self { scanners, state }
    }
}

impl DeviceJson {
    fn new(device: &Device, locale: &Locale) -> Self {
        let why = match &device.health {
            Health::Broken(why) => Some(cell(why, LONG)),
            Health::Opening
            | Health::Reading
            | Health::Typing
            | Health::NotAllowed
            | Health::Busy
            | Health::Unused => None,
        };
        Self {
            name: device.name.clone(),
            usb: Some(number(device)).filter(|number| number != "-"),
            mode: mode_word(device.speaks),
            node: device.node.clone(),
            state: state_word(&device.health),
            layout: device.layout.clone(),
            why,
            act: advice(device, locale),
            rule: missing_rule(device),
        }
    }
}

const fn mode_word(speaks: Speaks) -> &'static str {
    match speaks {
        Speaks::HidPos => "hid_pos",
        Speaks::Serial => "serial",
        Speaks::Keyboard => "keyboard",
        Speaks::Other => "other",
    }
}

const fn state_word(health: &Health) -> &'static str {
    match health {
        Health::Opening => "opening",
        Health::Reading => "reading",
        Health::Typing => "typing",
        Health::NotAllowed => "not_allowed",
        Health::Busy => "busy",
        Health::Broken(_) => "broken",
        Health::Unused => "unused",
    }
}

/// One scan in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ScanJson {
    /// Masked where it is or may be a payment code.
    text: String,
    characters: usize,
    kind: String,
    payment_code: bool,
    symbology: Option<String>,
    source: &'static str,
    scanner: Option<String>,
    milliseconds: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ReportJson {
    scanner: Option<String>,
    hex: String,
}

/// All that a test saw, for `scanner test --json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TestJson {
    scans: Vec<ScanJson>,
    garbled: Vec<&'static str>,
    reports: Vec<ReportJson>,
    /// Each state of each scanner, in the order in which they came.
    states: Vec<StateJson>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct StateJson {
    name: String,
    node: String,
    state: &'static str,
}

/// More raw reports of one test than anybody reads.
const REPORTS: usize = 1000;

impl TestJson {
    pub fn scan(&mut self, scan: &Scan, roster: &Roster, locale: &Locale) {
        let text = scan.text.expose();
        self.scans.push(ScanJson {
            text: masked(text),
            characters: text.chars().count(),
            kind: kind(text, locale),
            payment_code: matches!(classify(text), Classified::Alipay { .. }),
            symbology: scan.symbology.map(|aim| aim.to_string()),
            source: match scan.source {
                Source::HidPos => "hid_pos",
                Source::Serial => "serial",
                Source::Keyboard | Source::Training => "keyboard",
                Source::Grab => "grab",
            },
            scanner: name_of(scan, roster),
            milliseconds: took(scan),
        });
    }

    pub fn garbled(&mut self, garbled: Garbled) {
        self.garbled.push(match garbled {
            Garbled::Half => "half",
            Garbled::Short => "short",
            Garbled::TooLong => "too_long",
            Garbled::Mixed => "mixed",
            Garbled::AltMode => "alt_mode",
            Garbled::Keypad => "keypad",
        });
    }

    pub fn report(&mut self, report: &RawReport, roster: &Roster) {
        if self.reports.len() < REPORTS {
            let device = roster.devices.iter().find(|device| device.id == report.device);
            let scanner = device.map(|device| device.name.clone());
            self.reports.push(ReportJson { scanner, hex: report.hex().to_owned() });
        }
    }

    pub fn states(&mut self, old: &Roster, new: &Roster) {
        for device in new.devices.iter().filter(|device| !old.devices.contains(device)) {
            let (name, node) = (device.name.clone(), device.node.clone());
            self.states.push(StateJson { name, node, state: state_word(&device.health) });
        }
        let stays = |device: &Device| new.devices.iter().any(|other| other.node == device.node);
        for gone in old.devices.iter().filter(|device| !stays(device)) {
            let (name, node) = (gone.name.clone(), gone.node.clone());
            self.states.push(StateJson { name, node, state: "gone" });
        }
    }
}
