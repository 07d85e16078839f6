//! `scanner list`, `test` and `rules`: what is plugged in, and whether it is read. No journal is
//! opened, and they work beside a terminal.

use std::path::Path;

use crossterm::event::{Event, EventStream, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use crossterm::tty::IsTty as _;
use futures_util::StreamExt as _;
use jiff::{SignedDuration, Timestamp};

use crate::cli::scanner::{
    ListJson, TestJson, changes, garbled_line, list, report_line, rules, scan_line,
};
use crate::cli::{Exit, ScannerVerb, TestArgs};
use crate::config::ScannerPart;
use crate::locale::Locale;
use crate::scanner::{Burst, Ended, Final, Framed, Gaps, Odd, Roster, Scan, Source, Wait};
use crate::tui::Msg;

use super::super::clock::Clock;
use super::super::failure::Failure;
use super::super::output::Output;
use super::super::scanner::{Ears, Scanners, look};
use super::super::settings;
use super::runtime;

/// Carries out one of them. Settings that are wrong elsewhere are told and do not matter here.
pub(in crate::io) fn scanner(
    verb: &ScannerVerb,
    config: Option<&Path>,
    output: Output,
) -> Result<Exit, Failure> {
    if *verb == ScannerVerb::Rules {
        // Whatever is wrong with the settings: the file that comes with the program is right.
        let part = settings::scanner(config);
        let text = rules(&part.map(|part| look(&part.scanner)).unwrap_or_default());
        if output.is_json() {
            Output::value(&serde_json::json!({ "rules": text }));
        } else {
            Output::text(&text);
        }
        return Ok(Exit::Done);
    }
    let part = settings::scanner(config)?;
    if let (Some(error), false) = (&part.elsewhere, output.is_json()) {
        Output::message(&error.to_string());
    }
    let locale = Locale::new(part.language);
    match verb {
        ScannerVerb::List => {
            let roster = look(&part.scanner);
            if output.is_json() {
                Output::value(&ListJson::new(&roster, &locale));
            } else {
                Output::text(&list(&roster, &locale));
            }
            Ok(Exit::Done)
        }
        ScannerVerb::Test(args) => test(args, part, locale, output),
        ScannerVerb::Rules => Ok(Exit::Done),
    }
}

fn test(
    args: &TestArgs,
    part: ScannerPart,
    locale: Locale,
    output: Output,
) -> Result<Exit, Failure> {
    let clock = Clock::start();
    let keyboard = part.scanner.sources.keyboard && std::io::stdin().is_tty();
    let raw = RawMode::enter(keyboard)?;
    let gaps = Gaps {
        longest: part.scanner.max_gap,
        typical: part.scanner.typical_gap,
        silence: part.scanner.silence,
    };
    let burst = Burst::new(gaps).ending_with(part.scanner.suffixes);
    let (mut scanners, ears) = Scanners::new(part.scanner, clock);
    scanners.watch(true);
    scanners.listen(Wait::default().next());
    let mut test = Test {
        locale,
        clock,
        burst,
        json: output.is_json().then(TestJson::default),
        roster: Roster::default(),
        scans: 0,
        ended: false,
        wanted: args.scans,
        raw: raw.0,
    };
    if !output.is_json() {
        let key = if keyboard { "cli-test-begin-keyboard" } else { "cli-test-begin" };
        test.say(&test.locale.format(key, &[("seconds", &args.seconds.to_string())]));
    }
    let until = SignedDuration::from_secs(i64::from(args.seconds));
    let until = clock.now().checked_add(until).unwrap_or(Timestamp::MAX);
    runtime()?.block_on(async {
        scanners.start();
        test.run(ears, keyboard, until).await;
    });
    drop(scanners);
    drop(raw);
    if let Some(json) = &test.json {
        Output::value(json);
    } else if test.scans == 0 {
        Output::message(&test.locale.text("cli-test-nothing"));
    }
    Ok(if test.scans > 0 { Exit::Done } else { Exit::NotKnownYet })
}

struct Test {
    locale: Locale,
    clock: Clock,
    burst: Burst,
    json: Option<TestJson>,
    roster: Roster,
    scans: u32,
    ended: bool,
    wanted: Option<u32>,
    raw: bool,
}

impl Test {
    async fn run(&mut self, mut ears: Ears, keyboard: bool, until: Timestamp) {
        let mut events = keyboard.then(EventStream::new);
        let stop = stop();
        tokio::pin!(stop);
        while !self.ended && self.clock.now() < until {
            let next = self.burst.deadline().map_or(until, |at| at.min(until));
            let wait = next.duration_since(self.clock.now()).max(SignedDuration::ZERO);
            tokio::select! {
                () = &mut stop => return,
                msg = ears.heard() => {
                    for report in ears.shown() {
                        self.hear(Msg::Report(report));
                    }
                    self.hear(msg);
                }
                event = next_event(&mut events) => match event {
                    Some(Event::Key(key)) if key.kind == KeyEventKind::Press => self.key(key),
                    Some(_) => self.burst.interrupt(),
                    None => return,
                },
                () = tokio::time::sleep(wait.unsigned_abs()) => {}
            }
            if let Some(framed) = self.burst.settle(self.clock.now()) {
                self.typed(framed);
            }
        }
    }

    fn hear(&mut self, msg: Msg) {
        match msg {
            Msg::Scan(scan) => self.scan(&scan),
            Msg::Garbled(garbled) => self.garbled(garbled),
            Msg::Report(report) => match &mut self.json {
                Some(json) => json.report(&report, &self.roster),
                None => self.say(&report_line(&report)),
            },
            Msg::Scanners(roster) => {
                match &mut self.json {
                    Some(json) => json.states(&self.roster, &roster),
                    None => {
                        for line in changes(&self.roster, &roster, &self.locale) {
                            self.say(&line);
                        }
                    }
                }
                self.roster = roster;
            }
            Msg::Key(_)
            | Msg::Paste(_)
            | Msg::Resized
            | Msg::Tick
            | Msg::Snapshot(_)
            | Msg::Reply(_) => {}
        }
    }

    fn scan(&mut self, scan: &Scan) {
        match &mut self.json {
            Some(json) => json.scan(scan, &self.roster, &self.locale),
            None => self.say(&scan_line(scan, &self.roster, &self.locale)),
        }
        self.scans = self.scans.saturating_add(1);
        self.ended = self.ended || self.wanted.is_some_and(|wanted| self.scans >= wanted);
    }

    fn garbled(&mut self, garbled: crate::scanner::Garbled) {
        match &mut self.json {
            Some(json) => json.garbled(garbled),
            None => self.say(&garbled_line(garbled, &self.locale)),
        }
    }

    fn key(&mut self, key: KeyEvent) {
        let now = self.clock.now();
        if let Some(framed) = self.burst.settle(now) {
            self.typed(framed);
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        if key.code == KeyCode::Esc || control && matches!(key.code, KeyCode::Char('c' | 'd')) {
            self.ended = true;
        } else if let Some(last) = of_final(key.code, control) {
            self.last(last, now);
        } else if let (KeyCode::Char(c), true) = (key.code, plain) {
            self.burst.push(c, now);
        } else if let Some(odd) = of_odd(key) {
            self.burst.push_odd(odd, now);
        } else {
            self.burst.interrupt();
        }
    }

    fn last(&mut self, last: Final, now: Timestamp) {
        match self.burst.end(last, now) {
            Ended::Framed(framed) => self.typed(framed),
            Ended::Swallowed | Ended::Key => {}
        }
    }

    fn typed(&mut self, framed: Framed) {
        match framed {
            Framed::Scan { text, symbology, began } => {
                let (source, at) = (Source::Keyboard, self.clock.now());
                let wait = Wait::default();
                self.scan(&Scan { text, symbology, source, device: None, began, at, wait });
            }
            Framed::Garbled(garbled) => self.garbled(garbled),
        }
    }

    /// In raw mode a new line does not begin at the left.
    fn say(&self, line: &str) {
        Output::text(&format!("{line}{}", if self.raw { "\r\n" } else { "\n" }));
    }
}

fn of_final(code: KeyCode, control: bool) -> Option<Final> {
    let finals = [(KeyCode::Enter, false, Final::Enter), (KeyCode::Tab, false, Final::Tab)];
    let line_feed = (KeyCode::Char('j'), true, Final::LineFeed);
    let known = finals.into_iter().chain([line_feed]);
    known.into_iter().find(|known| (known.0, known.1) == (code, control)).map(|known| known.2)
}

/// Keys that a scanner in a wrong mode sends instead of digits (scanner.md 3).
fn of_odd(key: KeyEvent) -> Option<Odd> {
    if let (KeyCode::Char(c), KeyModifiers::ALT) = (key.code, key.modifiers) {
        return Some(Odd::Alt(c));
    }
    let keypad = [
        (KeyCode::End, Odd::End),
        (KeyCode::Down, Odd::Down),
        (KeyCode::PageDown, Odd::PageDown),
        (KeyCode::Left, Odd::Left),
        (KeyCode::KeypadBegin, Odd::Middle),
        (KeyCode::Right, Odd::Right),
        (KeyCode::Home, Odd::Home),
        (KeyCode::Up, Odd::Up),
        (KeyCode::PageUp, Odd::PageUp),
        (KeyCode::Insert, Odd::Insert),
        (KeyCode::Delete, Odd::Delete),
    ];
    let found = keypad.into_iter().find(|(code, _)| *code == key.code)?;
    key.modifiers.is_empty().then_some(found.1)
}

async fn next_event(events: &mut Option<EventStream>) -> Option<Event> {
    match events {
        Some(events) => events.next().await.and_then(Result::ok),
        None => std::future::pending().await,
    }
}

/// A signal ends the test with what it has so far.
async fn stop() {
    match super::super::screen::Signals::listen() {
        Ok(mut signals) => signals.come().await,
        Err(_) => std::future::pending().await,
    }
}

/// Keys come one by one while it lives.
struct RawMode(bool);

impl RawMode {
    fn enter(wanted: bool) -> Result<Self, Failure> {
        if wanted {
            enable_raw_mode().map_err(|error| Failure::own("io.terminal", &error))?;
        }
        Ok(Self(wanted))
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        if self.0 {
            let _gone = disable_raw_mode();
        }
    }
}
