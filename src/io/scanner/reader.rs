//! Reads one scanner, whichever way it talks: the fence between waits, and nothing between a report's
//! arrival and the channel but its decoder.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc::error::TrySendError;

use crate::scanner::{DeviceId, Framed, RawReport, Scan, Source, Wait};
use crate::tui::Msg;

use super::super::clock::Clock;
use super::Mouth;
use super::book::Refused;
use super::shared::{Controls, Shared};

/// How long a read waits: as soon is seen that it shall stop, that a new wait began, or that a beep is
/// wanted.
const TURN: Duration = Duration::from_millis(50);

/// Most that is drained at the fence. The kernel queues 63 reports (scanner.md 4).
const QUEUED: usize = 1024;

/// An open device with its decoder. It is made, read and dropped in one thread (scanner.md 4).
pub(super) trait Wire {
    /// Waits for at most so long and keeps what came. False where nothing did.
    fn read(&mut self, wait: Duration) -> Result<bool, Refused>;

    /// What came last, masked, for a person who looks on.
    fn raw(&self, id: DeviceId, at: Timestamp) -> Vec<RawReport>;

    /// Decodes what came last; it was read at `at`.
    fn decode(&mut self, at: Timestamp) -> Vec<Framed>;

    /// What has ended by `now` in silence.
    fn settle(&mut self, now: Timestamp) -> Option<Framed>;

    /// When that will be. Something as long as a scan has begun and not ended.
    fn deadline(&self) -> Option<Timestamp>;

    /// Beeps, where the device can. A keyboard has lights alone; a serial scanner's commands are its
    /// maker's own, and their answers would look like scans.
    fn good_read(&mut self) -> Result<(), String> {
        Ok(())
    }

    fn source(&self) -> Source;
}

/// One device's place between its wire and the screen.
pub(super) struct Reader {
    pub(super) id: DeviceId,
    pub(super) clock: Clock,
    pub(super) shared: Arc<Shared>,
    pub(super) controls: Arc<Controls>,
    pub(super) mouth: Mouth,
    /// The wait that is going on.
    pub(super) wait: Wait,
    /// The wait in which the scan began that is being read; none where it began before any.
    pub(super) began: Option<Wait>,
    pub(super) mute: bool,
}

impl Reader {
    /// Reads until the device is gone or it shall stop. `ready` is told when the first scan can come.
    pub(super) fn listen(
        &mut self,
        wire: &mut dyn Wire,
        ready: impl FnOnce(),
    ) -> Result<(), Refused> {
        // What is on its way while a device is opened may be the rest of a scan.
        self.old(wire)?;
        ready();
        while !self.shared.is_stopped() && !self.controls.is_stopped() {
            let came = wire.read(self.patience(wire))?;
            let at = self.clock.now();
            // The number is read after the report: what came before the wait began is never newer.
            if self.shared.wait() != self.wait {
                if came {
                    self.take(wire, at, None);
                }
                self.old(wire)?;
            } else if came {
                self.take(wire, at, Some(self.wait));
            }
            if let Some(framed) = wire.settle(self.clock.now()) {
                self.tell(wire.source(), framed, self.clock.now());
            }
            if self.controls.takes_beep() {
                self.beep(wire);
            }
        }
        Ok(())
    }

    /// Reads what is queued, as something that began before the wait that goes on now.
    fn old(&mut self, wire: &mut dyn Wire) -> Result<(), Refused> {
        for _ in 0..QUEUED {
            // The wait that went on before the read that finds nothing: all of it is still to come.
            self.wait = self.shared.wait();
            if !wire.read(Duration::ZERO)? {
                break;
            }
            self.take(wire, self.clock.now(), None);
        }
        Ok(())
    }

    fn take(&mut self, wire: &mut dyn Wire, at: Timestamp, wait: Option<Wait>) {
        if self.shared.is_watched() {
            wire.raw(self.id, at).into_iter().for_each(|report| self.mouth.show(report));
        }
        // What was begun in an earlier wait belongs to it, whenever its end comes: the rest of the
        // code of the guest before is no code of this one.
        if wire.deadline().is_none() {
            self.began = wait;
        }
        for framed in wire.decode(at) {
            self.tell(wire.source(), framed, at);
            self.began = wait;
        }
    }

    fn tell(&mut self, source: Source, framed: Framed, at: Timestamp) {
        let Some(wait) = self.began.filter(|wait| *wait == self.shared.wait()) else {
            return;
        };
        let device = Some(self.id);
        self.mouth.say(match framed {
            Framed::Scan { text, symbology, began } => {
                Msg::Scan(Scan { text, symbology, source, device, began, at, wait })
            }
            Framed::Garbled(garbled) => Msg::Garbled(garbled),
        });
    }

    /// Until the scan that has begun may have ended.
    fn patience(&self, wire: &dyn Wire) -> Duration {
        let left = wire.deadline().map(|at| at.duration_since(self.clock.now()));
        let left = left.map(|left| left.max(jiff::SignedDuration::from_millis(1)).unsigned_abs());
        left.map_or(TURN, |left| left.min(TURN))
    }

    /// A device that cannot beep is asked once.
    fn beep(&mut self, wire: &mut dyn Wire) {
        if self.mute || self.shared.wait() != self.wait {
            return;
        }
        if let Err(error) = wire.good_read() {
            self.mute = true;
            tracing::warn!(error, "the scanner does not beep");
        }
    }
}

impl Mouth {
    /// Never waits: a scanner that sends more than anybody can read is told about, once.
    pub(super) fn say(&self, msg: Msg) {
        match self.scans.try_send(msg) {
            Ok(()) | Err(TrySendError::Closed(_)) => {}
            Err(TrySendError::Full(_)) => self.lost(),
        }
    }

    fn show(&self, report: RawReport) {
        // Raw bytes are for looking at: what nobody has the time to look at is left out.
        let _full = self.reports.try_send(report);
    }
}
