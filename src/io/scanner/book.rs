//! What is known of every scanner, and what is to be done next: decisions, with the time as an input.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::scanner::{Device, DeviceId, Health, Roster};

use super::found::{Found, Way};
use super::shared::Controls;

/// Right after a plug the system may not have set a node's rights yet (scanner.md 4), and a modem's
/// service may look at a new port: what goes wrong in this time is not said.
const PATIENCE: SignedDuration = SignedDuration::from_millis(500);
/// So long after a plug it is tried often.
const PLUGGED: SignedDuration = SignedDuration::from_secs(2);
/// Between two attempts in that time.
const SOON: SignedDuration = SignedDuration::from_millis(200);
/// Between two attempts after it: rights may be given at any time.
const LATER: SignedDuration = SignedDuration::from_secs(1);

/// Why a scanner is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refused {
    /// This user may not open it.
    NotAllowed,
    /// Another program has it.
    Busy,
    /// It is not there, or not any more.
    Gone,
    /// A key of it is held down: taken now, it would stay down for every other program.
    #[cfg_attr(not(any(target_os = "linux", test)), expect(dead_code, reason = "Linux alone"))]
    KeysDown,
    /// Anything else, in words.
    Broken(String),
}

impl Refused {
    pub(super) fn health(&self) -> Health {
        match self {
            Self::NotAllowed => Health::NotAllowed,
            Self::Busy => Health::Busy,
            Self::Gone => Health::Broken("its node is missing".to_owned()),
            Self::KeysDown => Health::Broken("one of its keys is held down".to_owned()),
            Self::Broken(why) => Health::Broken(why.clone()),
        }
    }
}

/// All scanners that were found by the last look.
#[derive(Debug, Default)]
pub(super) struct Book {
    entries: Vec<Entry>,
    next: u32,
}

#[derive(Debug)]
struct Entry {
    id: DeviceId,
    found: Found,
    layout: Option<String>,
    state: State,
    /// Since when it is tried.
    since: Timestamp,
    controls: Arc<Controls>,
}

#[derive(Debug)]
enum State {
    /// To be opened at this time; after [`PATIENCE`] with what went wrong the last time.
    Due(Timestamp, Option<Refused>),
    /// A thread opens it, with what went wrong the last time.
    Opening(Option<Refused>),
    /// A thread reads it since then.
    Reading(Timestamp),
    /// Nothing is done with it.
    Left,
}

/// A device that a thread shall open and read.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) id: DeviceId,
    pub(super) found: Found,
    pub(super) controls: Arc<Controls>,
}

impl Book {
    /// Takes a look's result: new devices are due at once, those that went are told to stop.
    pub(super) fn look(&mut self, found: Vec<Found>, now: Timestamp) {
        let mut old = std::mem::take(&mut self.entries);
        for found in found {
            let known = old.iter().position(|entry| entry.found.is_same(&found));
            let entry = match known {
                Some(place) => Entry { found, ..old.swap_remove(place) },
                None => self.entry(found, now),
            };
            self.entries.push(entry);
        }
        for gone in old {
            gone.controls.stop();
        }
    }

    fn entry(&mut self, found: Found, now: Timestamp) -> Entry {
        let state = if found.is_read() { State::Due(now, None) } else { State::Left };
        let (id, controls) = (self.number(), Arc::default());
        Entry { id, found, layout: None, state, since: now, controls }
    }

    fn number(&mut self) -> DeviceId {
        self.next = self.next.wrapping_add(1);
        DeviceId(self.next)
    }

    /// What has to be opened now.
    pub(super) fn due(&mut self, now: Timestamp) -> Vec<Job> {
        let mut jobs = Vec::new();
        for entry in &mut self.entries {
            if let State::Due(at, why) = &mut entry.state
                && *at <= now
            {
                entry.state = State::Opening(why.take());
                let controls = Arc::clone(&entry.controls);
                jobs.push(Job { id: entry.id, found: entry.found.clone(), controls });
            }
        }
        jobs
    }

    /// When [`Book::due`] has something next.
    pub(super) fn deadline(&self) -> Option<Timestamp> {
        let due = |entry: &Entry| match entry.state {
            State::Due(at, _) => Some(at),
            State::Opening(_) | State::Reading(_) | State::Left => None,
        };
        self.entries.iter().filter_map(due).min()
    }

    /// Whether a new look may change something though nothing seems to have come or gone.
    pub(super) fn is_waiting(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.state, State::Due(..)))
    }

    pub(super) fn opened(&mut self, id: DeviceId, layout: Option<String>, now: Timestamp) {
        if let Some(entry) = self.of(id) {
            entry.layout = layout;
            entry.state = State::Reading(now);
        }
    }

    /// A thread could not open it, or can read it no longer.
    pub(super) fn ended(&mut self, id: DeviceId, why: Refused, now: Timestamp) {
        let number = self.number();
        let Some(entry) = self.of(id) else {
            return;
        };
        let later = |by: SignedDuration| now.checked_add(by).unwrap_or(now);
        if let State::Reading(since) = entry.state {
            // It was unplugged, or lost for a moment: what comes back is another one. One that is lost
            // again and again is told as what it is.
            if now.duration_since(since) >= PLUGGED {
                entry.since = now;
            }
            entry.id = number;
            entry.controls = Arc::default();
        }
        let pause = if now.duration_since(entry.since) < PLUGGED { SOON } else { LATER };
        entry.state = State::Due(later(pause), Some(why));
    }

    pub(super) fn roster(&self, now: Timestamp) -> Roster {
        Roster { devices: self.entries.iter().map(|entry| entry.device(now)).collect() }
    }

    fn of(&mut self, id: DeviceId) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.id == id)
    }

    pub(super) fn stop(&self) {
        for entry in &self.entries {
            entry.controls.stop();
        }
    }
}

impl Entry {
    fn device(&self, now: Timestamp) -> Device {
        let Found { vendor, product, speaks, .. } = self.found;
        Device {
            id: self.id,
            name: self.found.name.clone(),
            vendor,
            product,
            speaks,
            node: self.found.node.clone(),
            layout: self.layout.clone(),
            health: self.health(now),
        }
    }

    fn health(&self, now: Timestamp) -> Health {
        match (&self.state, self.found.way) {
            (State::Reading(_), _) => Health::Reading,
            (State::Due(_, why) | State::Opening(why), _) => {
                let patient = now.duration_since(self.since) < PATIENCE;
                let told = why.as_ref().filter(|_| !patient);
                told.map_or(Health::Opening, Refused::health)
            }
            (State::Left, Way::Typing) => Health::Typing,
            (State::Left, Way::Hid | Way::Serial | Way::Grab | Way::Unused) => Health::Unused,
        }
    }
}
