//! Scans, whatever way they came, and the scanners themselves.

use crate::locale::{ScanTrouble, advise};
use crate::scanner::{DeviceId, Garbled, Health, RawReport, Roster, Scan, Source};
use crate::tui::gate::Verdict;
use crate::tui::keymap::Act;
use crate::tui::message::{Sound, Wish};
use crate::tui::page::{Go, Input};
use crate::tui::theme::Meaning;

use super::Model;

impl Model {
    /// A whole scan. It is taken, or is seen not to be: only what somebody else's scan left behind, and
    /// what was heard twice, goes without a word.
    pub(super) fn scan(&mut self, scan: &Scan) -> Vec<Wish> {
        self.gate.hush(self.world.now, self.world.setup.gaps.silence);
        if self.is_hurried() && self.behind.is_none() {
            // A room that was typed in a rush, or another scanner's keys: the form is not what a person
            // has made it before that is clear, which takes a silence at most.
            self.behind = Some(scan.clone());
            return Vec::new();
        }
        self.judge(scan)
    }

    /// The scan that came behind keys, as soon as these are settled.
    pub(super) fn catch_up(&mut self) -> Vec<Wish> {
        if self.is_hurried() {
            return Vec::new();
        }
        self.behind.take().map(|scan| self.judge(&scan)).unwrap_or_default()
    }

    pub(super) fn judge(&mut self, scan: &Scan) -> Vec<Wish> {
        match self.gate.judge(scan) {
            Verdict::Screen => self.heard(scan),
            // Nothing queues keys: somebody has scanned, just before the screen was ready for it.
            Verdict::Leftover if scan.source == Source::Keyboard => self.refuse("no-scan-early"),
            Verdict::Leftover | Verdict::Echo => Vec::new(),
        }
    }

    fn heard(&mut self, scan: &Scan) -> Vec<Wish> {
        let place = self.stack.len().saturating_sub(1);
        let ctx = self.world.ctx();
        let covers = self.stack.iter().any(|screen| screen.page().wants_scan(&ctx));
        let Some(top) = self.stack.last_mut() else {
            return Vec::new();
        };
        let step = top.page_mut().update(Input::Scan(scan), &ctx);
        if matches!(step.go, Go::Ignored) {
            return self.refuse(if covers { "no-scan-covered" } else { "no-scan-here" });
        }
        let mut wishes = self.step(place, step);
        let taken = wishes.iter().any(|wish| matches!(wish, Wish::Bell(Sound::Good)));
        wishes.extend(scan.device.filter(|_| taken).map(Wish::GoodRead));
        wishes
    }

    /// A scan that does nothing must be seen to do nothing.
    pub(super) fn refuse(&mut self, key: &str) -> Vec<Wish> {
        self.say(Meaning::Alert, self.world.locale.text(key));
        vec![Wish::Bell(Sound::Wrong)]
    }

    /// A scanner sent something that is no scan.
    pub(super) fn garbled(&mut self, garbled: Garbled) -> Vec<Wish> {
        self.gate.hush(self.world.now, self.world.setup.gaps.silence);
        let place = self.stack.len().saturating_sub(1);
        let wants = self.wants_scan();
        if let (Some(top), true) = (self.stack.last_mut(), wants) {
            let step = top.page_mut().garbled(garbled);
            if !matches!(step.go, Go::Ignored) {
                return self.step(place, step);
            }
        }
        let advice = advise(&self.world.locale, ScanTrouble::Garbled(garbled));
        self.say(Meaning::Alert, format!("{}. {}", advice.headline, advice.act));
        vec![Wish::Bell(Sound::Wrong)]
    }

    /// Raw bytes, for whoever looks on.
    pub(super) fn report(&mut self, report: RawReport) -> Vec<Wish> {
        let place = self.stack.len().saturating_sub(1);
        let step = self.stack.last_mut().map(|top| top.page_mut().report(report));
        step.map(|step| self.step(place, step)).unwrap_or_default()
    }

    /// Scanners came or went. Who is about to scan hears it.
    pub(super) fn scanners(&mut self, roster: Roster) {
        if self.world.roster.as_ref() == Some(&roster) {
            return;
        }
        self.changed();
        let old = self.world.roster.replace(roster);
        let (Some(old), Some(new), true) = (old, &self.world.roster, self.wants_scan()) else {
            return;
        };
        let (before, after) = (heard_ones(&old), heard_ones(new));
        let is_there = |id: &DeviceId| new.devices.iter().any(|device| device.id == *id);
        let (meaning, key) = match before.iter().find(|id| !after.contains(id)) {
            Some(lost) if is_there(lost) => (Meaning::Alert, "scanner-lost"),
            Some(_) => (Meaning::Alert, "scanner-gone"),
            None if after.iter().any(|id| !before.contains(id)) => {
                (Meaning::Success, "scanner-came")
            }
            None => return,
        };
        let why = self.world.keys.key_of(self.place(), Act::Scanner).unwrap_or_default();
        self.say(meaning, self.world.locale.format(key, &[("key", &why)]));
    }
}

/// The scanners whose scans are heard.
fn heard_ones(roster: &Roster) -> Vec<DeviceId> {
    let is_heard = |health: &Health| matches!(health, Health::Reading | Health::Typing);
    let devices = roster.devices.iter().filter(|device| is_heard(&device.health));
    devices.map(|device| device.id).collect()
}
