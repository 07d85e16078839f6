//! Scanners: found, opened and read on threads of their own.
//!
//! Comes in: the settings, the number of the wait for a scan, wishes for a beep. Goes out: messages for
//! the screens. Absent: any opinion on what was scanned, and any guess about when a scan counts. What
//! is read carries the number of the wait in which it began; the screens take only the present one's.
//!
//! `look_around` and `found` say what is plugged in, `book` what is to be done about it and when,
//! `watch` does it, and `reader` with `hid`, `serial` and `grab` reads.

mod book;
mod found;
#[cfg(target_os = "linux")]
mod grab;
mod hid;
mod look_around;
mod reader;
mod serial;
mod shared;
mod watch;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::{mpsc, watch as latest};

use crate::config::ScannerConfig;
use crate::scanner::{Device, DeviceId, Garbled, RawReport, Roster, Wait};
use crate::tui::Msg;

use super::clock::Clock;
use shared::Shared;
use watch::Watcher;

pub(super) use watch::look;

/// Scans that nobody has taken yet: a person makes one in a second.
const SCANS: usize = 64;
/// Raw reports that nobody has looked at yet.
const REPORTS: usize = 256;

/// The scanners. Dropped, it lets go of them.
#[derive(Debug)]
pub(super) struct Scanners {
    shared: Arc<Shared>,
    start: Option<(ScannerConfig, Clock, Mouth)>,
    watcher: Option<Watcher>,
}

/// Where their messages are heard.
#[derive(Debug)]
pub(super) struct Ears {
    scans: mpsc::Receiver<Msg>,
    reports: mpsc::Receiver<RawReport>,
    /// Nothing before the first look.
    roster: latest::Receiver<Option<Roster>>,
    lost: Arc<AtomicBool>,
}

/// Where they are said.
#[derive(Debug, Clone)]
struct Mouth {
    scans: mpsc::Sender<Msg>,
    reports: mpsc::Sender<RawReport>,
    roster: Arc<latest::Sender<Option<Roster>>>,
    lost: Arc<AtomicBool>,
}

impl Scanners {
    /// Touches no device before [`Scanners::start`].
    pub(super) fn new(config: ScannerConfig, clock: Clock) -> (Self, Ears) {
        let (scans, heard) = mpsc::channel(SCANS);
        let (reports, shown) = mpsc::channel(REPORTS);
        let (roster, known) = latest::channel(None);
        let lost = Arc::new(AtomicBool::new(false));
        let mouth = Mouth { scans, reports, roster: Arc::new(roster), lost: Arc::clone(&lost) };
        let start = Some((config, clock, mouth));
        let scanners = Self { shared: Arc::default(), start, watcher: None };
        (scanners, Ears { scans: heard, reports: shown, roster: known, lost })
    }

    /// Looks for scanners from now on. A second time it does nothing.
    pub(super) fn start(&mut self) {
        let Some((config, clock, mouth)) = self.start.take() else {
            return;
        };
        match Watcher::start(config, clock, Arc::clone(&self.shared), mouth) {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => tracing::error!(%error, "no scanner is looked for"),
        }
    }

    /// From here on this is the wait: what scanners have sent so far belongs to an earlier one.
    pub(super) fn listen(&self, wait: Wait) {
        self.shared.listen(wait);
    }

    pub(super) fn watch(&self, wanted: bool) {
        self.shared.watch(wanted);
    }

    pub(super) fn good_read(&self, device: DeviceId) {
        self.shared.good_read(device);
    }
}

impl Ears {
    /// The next message; a scan before anything else. Dropping the wait loses nothing.
    pub(super) async fn heard(&mut self) -> Msg {
        if self.lost.swap(false, Ordering::Relaxed) {
            return Msg::Garbled(Garbled::Mixed);
        }
        tokio::select! {
            biased;
            Some(msg) = self.scans.recv() => msg,
            Ok(()) = self.roster.changed() => {
                Msg::Scanners(self.roster.borrow_and_update().clone().unwrap_or_default())
            }
            Some(report) = self.reports.recv() => Msg::Report(report),
            else => std::future::pending().await,
        }
    }

    /// The raw reports that have come by now, for whoever shows them before the scan that they made.
    pub(super) fn shown(&mut self) -> Vec<RawReport> {
        std::iter::from_fn(|| self.reports.try_recv().ok()).take(REPORTS).collect()
    }
}

impl Mouth {
    /// Says who is there, where that is not what was said the last time.
    fn tell(&self, roster: Roster) {
        self.roster.send_if_modified(|told| {
            let changed = told.as_ref() != Some(&roster);
            if changed {
                log(told.as_ref(), &roster);
                *told = Some(roster);
            }
            changed
        });
    }

    /// Something had to be left out.
    fn lost(&self) {
        if !self.lost.swap(true, Ordering::Relaxed) {
            tracing::warn!("a scanner sends more than can be read");
        }
    }
}

/// What has become of which scanner: once, however often it is tried.
fn log(old: Option<&Roster>, new: &Roster) {
    let known = |device: &Device, all: &[Device]| {
        all.iter().any(|other| (&other.node, &other.health) == (&device.node, &device.health))
    };
    let before = old.map(|roster| roster.devices.as_slice()).unwrap_or_default();
    for device in new.devices.iter().filter(|device| !known(device, before)) {
        let (node, name) = (device.node.as_str(), device.name.as_str());
        tracing::info!(node, name, speaks = ?device.speaks, health = ?device.health, "scanner");
    }
    let is_gone = |old: &&Device| !new.devices.iter().any(|device| device.node == old.node);
    for gone in before.iter().filter(is_gone) {
        tracing::info!(node = gone.node, "scanner unplugged");
    }
}
