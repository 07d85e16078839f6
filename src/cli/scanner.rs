//! What `scanner list` and `scanner test` print. Payment codes are masked, and so is everything that
//! could be one.

mod json;
mod masked;

#[cfg(test)]
mod tests;

pub use json::{ListJson, TestJson};
pub use masked::masked;

use super::doctor::{About, Check, Saying};
use super::table::{Align, cell, lines};

use crate::domain::{Classified, classify};
use crate::locale::{Locale, ScanTrouble, advise};
use crate::scanner::{
    Device, Garbled, Health, RULES, RawReport, Roster, Scan, Source, Speaks, rule_for,
};

/// Columns for a scanner's name in a list.
const NAME: usize = 28;
/// Columns for what else a device says of itself.
const LONG: usize = 200;
/// The shortest payment code (alipay-preauth.md 3).
const SHORTEST: usize = 16;

/// `scanner list`, for a person.
pub fn list(roster: &Roster, locale: &Locale) -> String {
    if roster.devices.is_empty() {
        let lines = ["cli-scanner-none", "cli-scanner-none-do"].map(|key| locale.text(key));
        return format!("{}\n", lines.join("\n"));
    }
    let head = [
        "cli-column-scanner",
        "cli-column-number",
        "cli-column-mode",
        "cli-column-node",
        "cli-column-state",
    ];
    let mut rows = vec![head.map(|key| locale.text(key))];
    rows.extend(roster.devices.iter().map(|device| {
        [
            cell(&device.name, NAME),
            number(device),
            locale.text(mode(device.speaks)),
            cell(&device.node, LONG),
            locale.text(state(&device.health)),
        ]
    }));
    let table = lines([Align::Left; 5], &rows);
    let mut table = table.lines();
    let mut text = format!("{}\n", table.next().unwrap_or_default());
    for (row, device) in table.zip(&roster.devices) {
        text.push_str(row);
        text.push('\n');
        for line in details(device, locale) {
            text.push_str("  ");
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// What is found of it, and what to do.
fn details(device: &Device, locale: &Locale) -> Vec<String> {
    let mut lines: Vec<String> = device.layout.iter().map(|layout| cell(layout, LONG)).collect();
    if let Health::Broken(why) = &device.health {
        lines.push(cell(why, LONG));
    }
    lines.extend(advice(device, locale).map(|act| locale.format("doctor-do", &[("what", &act)])));
    lines.extend(commands(device).into_iter().map(|command| format!("  {command}")));
    lines
}

/// What to do so that it is read; nothing where it is.
pub fn advice(device: &Device, locale: &Locale) -> Option<String> {
    let key = match (&device.health, device.speaks) {
        (Health::Reading | Health::Opening, _) => return None,
        (Health::Typing, _) => "cli-scanner-typing-do",
        (Health::NotAllowed, _) if missing_rule(device).is_some() => "cli-scanner-rules-do",
        (Health::NotAllowed, _) => "cli-scanner-group-do",
        (Health::Busy, _) => "cli-scanner-busy-do",
        (Health::Broken(_), _) => "cli-scanner-broken-do",
        (Health::Unused, Speaks::Other) => "cli-scanner-other-do",
        (Health::Unused, Speaks::HidPos | Speaks::Serial | Speaks::Keyboard) => {
            "cli-scanner-unused-do"
        }
    };
    Some(locale.text(key))
}

/// What `doctor` says of them. A counter works without a scanner, so none of it is bad.
pub fn checks(roster: &Roster, locale: &Locale) -> Vec<Check> {
    if roster.devices.is_empty() {
        return vec![Check::good(About::Scanner, "doctor-scanner-none")];
    }
    roster.devices.iter().map(|device| check(device, locale)).collect()
}

fn check(device: &Device, locale: &Locale) -> Check {
    let mode = locale.text(mode(device.speaks));
    let state = match &device.health {
        Health::Broken(why) => cell(why, LONG),
        Health::Opening
        | Health::Reading
        | Health::Typing
        | Health::NotAllowed
        | Health::Busy
        | Health::Unused => locale.text(state(&device.health)),
    };
    let (name, node) = (cell(&device.name, NAME), cell(&device.node, LONG));
    let args = [("name", name), ("mode", mode), ("node", node), ("state", state)];
    let finding = Saying::Words("doctor-scanner", args.into());
    let works = matches!(device.health, Health::Reading | Health::Typing | Health::Opening);
    match advice(device, locale).filter(|_| !works) {
        None => Check::good(About::Scanner, finding),
        Some(act) => {
            let act: Vec<String> = std::iter::once(act).chain(commands(device)).collect();
            Check::warn(About::Scanner, finding, Saying::Told(act.join("\n")))
        }
    }
}

/// Commands that a person can copy, and the rule that they install.
fn commands(device: &Device) -> Vec<String> {
    let Some(rule) = missing_rule(device) else {
        return Vec::new();
    };
    let [install, load] = INSTALL;
    vec![install.to_owned(), load.to_owned(), format!("# {rule}")]
}

/// The rule that would let this user open it.
fn missing_rule(device: &Device) -> Option<String> {
    let wanted = device.health == Health::NotAllowed && device.vendor != 0;
    wanted.then(|| rule_for(device.speaks, device.vendor)).flatten()
}

/// `scanner rules`: the file that comes with the program, and a line for each scanner that is plugged
/// in and that it does not know.
pub fn rules(roster: &Roster) -> String {
    let mut text = RULES.to_owned();
    for device in &roster.devices {
        let read = !matches!(device.health, Health::Typing | Health::Unused);
        let rule = rule_for(device.speaks, device.vendor).filter(|_| read && device.vendor != 0);
        if let Some(rule) = rule.filter(|rule| !text.lines().any(|line| line == rule)) {
            text.extend(["\n# ", &cell(&device.name, LONG), "\n", &rule, "\n"]);
        }
    }
    text
}

/// Lets whoever sits at the counter open a scanner (scanner.md 5).
const INSTALL: [&str; 2] = [
    "counterpane scanner rules | sudo tee /etc/udev/rules.d/70-counterpane.rules",
    "sudo udevadm control --reload && sudo udevadm trigger",
];

/// `1eab:1d10`; a line that is no USB device has no number.
fn number(device: &Device) -> String {
    if device.vendor == 0 && device.product == 0 {
        return "-".to_owned();
    }
    format!("{:04x}:{:04x}", device.vendor, device.product)
}

const fn mode(speaks: Speaks) -> &'static str {
    match speaks {
        Speaks::HidPos => "cli-mode-hid-pos",
        Speaks::Serial => "cli-mode-serial",
        Speaks::Keyboard => "cli-mode-keyboard",
        Speaks::Other => "cli-mode-other",
    }
}

const fn state(health: &Health) -> &'static str {
    match health {
        Health::Opening => "cli-scanner-opening",
        Health::Reading => "cli-scanner-reading",
        Health::Typing => "cli-scanner-typing",
        Health::NotAllowed => "cli-scanner-not-allowed",
        Health::Busy => "cli-scanner-busy",
        Health::Broken(_) => "cli-scanner-broken",
        Health::Unused => "cli-scanner-unused",
    }
}

const fn source(source: Source) -> &'static str {
    match source {
        Source::HidPos => "cli-mode-hid-pos",
        Source::Serial => "cli-mode-serial",
        Source::Keyboard | Source::Training => "cli-mode-keyboard",
        Source::Grab => "cli-mode-grab",
    }
}

const fn garbled_key(garbled: Garbled) -> &'static str {
    match garbled {
        Garbled::Half => "cli-garbled-half",
        Garbled::Short => "cli-garbled-short",
        Garbled::TooLong => "cli-garbled-too-long",
        Garbled::Mixed => "cli-garbled-mixed",
        Garbled::AltMode => "cli-garbled-alt-mode",
        Garbled::Keypad => "cli-garbled-keypad",
    }
}

/// What kind of code it is, in words.
fn kind(text: &str, locale: &Locale) -> String {
    match classify(text) {
        Classified::Alipay { unusual: false, .. } => locale.text("cli-kind-payment"),
        Classified::Alipay { unusual: true, .. } => locale.text("cli-kind-payment-unusual"),
        Classified::Other(kind) => advise(locale, ScanTrouble::Kind(kind)).headline,
    }
}

/// Milliseconds from its first part to its last.
fn took(scan: &Scan) -> i64 {
    i64::try_from(scan.at.duration_since(scan.began).as_millis()).unwrap_or(0).max(0)
}

/// `scanner test`: a line for one scan.
pub fn scan_line(scan: &Scan, roster: &Roster, locale: &Locale) -> String {
    let text = scan.text.expose();
    let aim = scan.symbology.map(|aim| aim.to_string()).unwrap_or_default();
    let time = took(scan).to_string();
    let args = [
        ("text", masked(text)),
        ("kind", kind(text, locale)),
        ("aim", aim),
        ("source", locale.text(source(scan.source))),
        ("name", name_of(scan, roster).unwrap_or_default()),
        ("time", time),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let line = locale.format("cli-test-scan", &args);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name_of(scan: &Scan, roster: &Roster) -> Option<String> {
    let device = roster.devices.iter().find(|device| Some(device.id) == scan.device)?;
    Some(cell(&device.name, NAME))
}

/// A line for what was no scan.
pub fn garbled_line(garbled: Garbled, locale: &Locale) -> String {
    locale.format("cli-test-garbled", &[("what", &locale.text(garbled_key(garbled)))])
}

/// A line for raw bytes.
pub fn report_line(report: &RawReport) -> String {
    format!("  {}", report.hex())
}

/// Lines for every scanner that is not as it was.
pub fn changes(old: &Roster, new: &Roster, locale: &Locale) -> Vec<String> {
    let mut said = Vec::new();
    for device in &new.devices {
        if old.devices.contains(device) {
            continue;
        }
        let args = [
            ("name", cell(&device.name, NAME)),
            ("number", number(device)),
            ("mode", locale.text(mode(device.speaks))),
            ("node", cell(&device.node, LONG)),
            ("state", locale.text(state(&device.health))),
        ];
        let args: Vec<(&str, &str)> =
            args.iter().map(|(key, value)| (*key, value.as_str())).collect();
        said.push(locale.format("cli-test-state", &args));
        said.extend(details(device, locale).into_iter().map(|line| format!("  {line}")));
    }
    let stays = |device: &Device| new.devices.iter().any(|other| other.node == device.node);
    for gone in old.devices.iter().filter(|device| !stays(device)) {
        said.push(locale.format("cli-test-gone", &[("name", &cell(&gone.name, NAME))]));
    }
    said
}
