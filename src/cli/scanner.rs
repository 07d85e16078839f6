//! What `scanner list` and `scanner test` print. Payment codes are masked, and so is everything that
//! could be one.

use serde::Serialize;

use super::doctor::{About, Check, Saying};
use super::table::{Align, cell, lines};
use super::without_codes;
use crate::domain::{Classified, classify};
use crate::locale::{Locale, ScanTrouble, advise};
use crate::scanner::{
    Device, Garbled, Health, Overall, RULES, RawReport, Roster, Scan, Source, Speaks, rule_for,
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
    lines.extend(commands(device).map(|command| format!("  {command}")));
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
            let act: Vec<String> =
                std::iter::once(act).chain(commands(device).map(str::to_owned)).collect();
            Check::warn(About::Scanner, finding, Saying::Told(act.join(" ")))
        }
    }
}

/// Commands that a person can copy.
fn commands(device: &Device) -> impl Iterator<Item = &'static str> {
    let wanted = missing_rule(device).is_some();
    INSTALL.into_iter().filter(move |_| wanted)
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

/// What was scanned, fit for a screen and a log: a payment code masked, and also whatever could be one
/// in disguise, such as digits that a keyboard's layout made letters of.
pub fn masked(text: &str) -> String {
    if let Classified::Alipay { code, .. } = classify(text) {
        return code.masked();
    }
    let length = text.chars().count();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let plain = text.chars().filter(char::is_ascii_alphanumeric).count();
    if length < SHORTEST || (digits < SHORTEST && text.is_ascii() && plain >= length / 2) {
        return cell(&without_codes(text), LONG);
    }
    let start: String = text.chars().take(4).collect();
    let end: String = text.chars().skip(length.saturating_sub(2)).collect();
    // As long as it was, as far as a line goes.
    let hidden = "*".repeat(length.saturating_sub(6).min(LONG));
    cell(&format!("{start}{hidden}{end}"), LONG)
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

/// One scanner in JSON. The words of `mode` and `state` are part of the contract.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;
    use crate::scanner::{DeviceId, Scanned, Wait};

    fn device(name: &str, vendor: u16, speaks: Speaks, health: Health) -> Device {
        Device {
            id: DeviceId(1),
            name: name.to_owned(),
            vendor,
            product: 0x1D10,
            speaks,
            node: "/dev/hidraw0".to_owned(),
            layout: (health == Health::Reading).then(|| "report 2: data at 5".to_owned()),
            health,
        }
    }

    /// One of each.
    fn roster() -> Roster {
        let broken = Health::Broken("no such field\u{1b}[2J".to_owned());
        let devices = vec![
            device("Newland FM430", 0x1EAB, Speaks::HidPos, Health::Reading),
            device("New maker", 0xABCD, Speaks::HidPos, Health::NotAllowed),
            device("Line", 0, Speaks::Serial, Health::NotAllowed),
            device("Line", 0x0C2E, Speaks::Serial, Health::Busy),
            device("Typing", 0x05E0, Speaks::Keyboard, Health::Typing),
            device("SNAPI", 0x05E0, Speaks::Other, Health::Unused),
            device("Left", 0x05E0, Speaks::HidPos, Health::Unused),
            device("Odd", 0x1234, Speaks::HidPos, broken),
            device("New", 0x1234, Speaks::HidPos, Health::Opening),
        ];
        Roster { devices }
    }

    #[test]
    fn every_state_says_what_to_do() {
        for language in Language::ALL {
            let locale = Locale::new(language);
            let page = list(&roster(), &locale);
            assert!(!page.contains("[cli-") && !page.contains('\u{1b}'), "{page}");
            insta::assert_snapshot!(format!("scanners_{language}"), page);
            let changed = changes(&Roster::default(), &roster(), &locale).join("\n");
            assert!(changed.contains("Newland FM430") && !changed.contains("[cli-"), "{changed}");
            assert_eq!(changes(&roster(), &roster(), &locale), Vec::<String>::new());
            let gone = changes(&roster(), &Roster::default(), &locale);
            assert_eq!(gone.len(), roster().devices.len());
        }
    }

    #[test]
    fn the_words_of_json_are_the_contract_s() {
        let locale = Locale::new(Language::English);
        insta::assert_json_snapshot!("scanners_json", ListJson::new(&roster(), &locale));
        let empty = serde_json::to_value(ListJson::new(&Roster::default(), &locale)).unwrap();
        assert_eq!(empty, serde_json::json!({ "scanners": [], "state": "not_found" }));
    }

    #[test]
    fn a_scanner_that_nobody_listed_gets_a_rule_of_its_own() {
        let text = rules(&roster());
        let line = rule_for(Speaks::HidPos, 0xABCD).unwrap();
        assert!(text.starts_with(RULES) && text.contains(&line), "{text}");
        let count = |line: &str| text.lines().filter(|found| *found == line).count();
        assert_eq!(count(&line), 1);
        assert_eq!(count(&rule_for(Speaks::HidPos, 0x1EAB).unwrap()), 1);
        assert_eq!(count(&rule_for(Speaks::Serial, 0x0C2E).unwrap()), 1);
        // A keyboard that nobody takes alone stays the system's.
        assert!(!text.lines().any(|line| line.starts_with("SUBSYSTEM==\"input\"")), "{text}");
        assert_eq!(rules(&Roster::default()), RULES);
    }

    #[test]
    fn whatever_may_be_a_payment_code_is_masked() {
        for (text, shown) in [
            ("287654321098765432", "2876************32"),
            ("134567890123456789", "1345****"),
            ("287654321098765432287654321098765432", "2876******************************32"),
            ("４００６３８１３３３９３１", "４００６３８１３３３９３１"),
            ("4006381333931", "4006381333931"),
            ("https://example.com/room", "https://example.com/room"),
            ("\u{1b}[2Jab", " [2Jab"),
            ("", ""),
        ] {
            let masked = masked(text);
            let length = text.chars().count();
            if length >= 16 && text.chars().all(char::is_numeric) {
                assert!(!masked.contains(&text[..8]), "{masked}");
                assert!(masked.starts_with(&shown[..4]), "{masked}");
            } else {
                assert_eq!(masked, shown);
            }
        }
        // A payment code as a French and a Czech keyboard would type it.
        for text in ["éè-ç&\"'(-_é&àçè-é&", "ě+š+éíáýžřčšěšč+ýá"] {
            let hidden = masked(text);
            assert!(hidden.chars().filter(|c| *c == '*').count() >= 10, "{hidden}");
        }
        assert!(masked(&"9".repeat(10_000)).chars().count() <= LONG);
    }

    #[test]
    fn a_scan_is_told_with_its_kind_and_time() {
        let locale = Locale::new(Language::English);
        let at = |millis| jiff::Timestamp::from_millisecond(millis).unwrap();
        let scan = |text: &str, source| Scan {
            text: Scanned::from(text.to_owned()),
            symbology: crate::scanner::Aim::new(*b"]Q1"),
            source,
            device: Some(DeviceId(1)),
            began: at(1000),
            at: at(1012),
            wait: Wait(1),
        };
        let line = scan_line(&scan("287654321098765432", Source::HidPos), &roster(), &locale);
        let said = "Scan: 2876************32 Alipay payment code ]Q1 HID POS Newland FM430 12 ms";
        assert_eq!(line, said);
        let mut test = TestJson::default();
        test.scan(&scan("4006381333931", Source::Grab), &Roster::default(), &locale);
        test.garbled(Garbled::Half);
        test.states(&Roster::default(), &roster());
        test.states(&roster(), &Roster::default());
        let told = serde_json::to_value(&test).unwrap();
        assert_eq!(told["scans"][0]["payment_code"], false);
        assert_eq!(told["scans"][0]["text"], "4006381333931");
        assert_eq!(
            (&told["garbled"][0], &told["scans"][0]["source"]),
            (&"half".into(), &"grab".into())
        );
        let states = told["states"].as_array().unwrap();
        assert_eq!((&states[0]["state"], &states[9]["state"]), (&"reading".into(), &"gone".into()));
        // A clock that went back took no time.
        let mut back = scan("1", Source::Serial);
        back.at = at(0);
        assert_eq!(took(&back), 0);
    }
}
