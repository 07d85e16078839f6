//! A scanner in keyboard mode, taken for this program alone (scanner.md 3). Linux.

use std::io::ErrorKind;
use std::time::Duration;

use evdev::raw_stream::RawDevice;
use evdev::{EventType, InputEvent, SynchronizationCode};
use jiff::Timestamp;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::config::ScannerConfig;
use crate::scanner::{DeviceId, Framed, KeyDecoder, RawReport, Source};

use super::book::Refused;
use super::found::Found;
use super::reader::Wire;

/// Batches that are drained; the kernel keeps fewer.
const QUEUED: usize = 64;

/// A key was let go, pressed, or is held down and sends itself again.
const RELEASED: i32 = 0;
const PRESSED: i32 = 1;

/// The system gives the device back to everybody when it is closed, also when the program dies.
pub(super) struct GrabWire {
    device: RawDevice,
    decoder: KeyDecoder,
    events: Vec<InputEvent>,
}

impl GrabWire {
    pub(super) fn open(found: &Found, config: &ScannerConfig) -> Result<Self, Refused> {
        let mut device = RawDevice::open(&found.node).map_err(|error| why(&error))?;
        // A key that is down now would stay down for every other program, which never hears its
        // release.
        let down = device.get_key_state().map_err(|error| why(&error))?;
        if down.iter().next().is_some() {
            return Err(Refused::KeysDown);
        }
        device.grab().map_err(|error| why(&error))?;
        let decoder = KeyDecoder::new(config.suffixes, config.silence);
        let mut wire = Self { device, decoder, events: Vec::new() };
        // Keys of the time before went to another window too.
        for _ in 0..QUEUED {
            if !wire.read(Duration::ZERO)? {
                break;
            }
        }
        Ok(wire)
    }
}

impl Wire for GrabWire {
    fn read(&mut self, wait: Duration) -> Result<bool, Refused> {
        self.events.clear();
        if !is_ready(&self.device, wait)? {
            return Ok(false);
        }
        let mut events = self.device.fetch_events().map_err(|error| why(&error))?.peekable();
        let came = events.peek().is_some();
        // Lights that the system switches on and off come back as events too.
        let wanted =
            |event: &InputEvent| event.event_type() == EventType::KEY || is_overflow(*event);
        self.events.extend(events.filter(wanted));
        Ok(came)
    }

    fn raw(&self, id: DeviceId, at: Timestamp) -> Vec<RawReport> {
        let keys = self.events.iter().filter(|event| event.event_type() == EventType::KEY);
        let moved = keys.filter(|event| matches!(event.value(), RELEASED | PRESSED));
        moved.map(|event| RawReport::key(id, at, event.code(), event.value() == PRESSED)).collect()
    }

    fn decode(&mut self, at: Timestamp) -> Vec<Framed> {
        let mut framed = Vec::new();
        for event in &self.events {
            if is_overflow(*event) {
                framed.extend(self.decoder.lost(at));
            } else if matches!(event.value(), RELEASED | PRESSED) {
                framed.extend(self.decoder.push(event.code(), event.value() == PRESSED, at));
            }
        }
        // Memory that is given back is wiped.
        self.events = Vec::new();
        framed
    }

    fn settle(&mut self, now: Timestamp) -> Option<Framed> {
        self.decoder.settle(now)
    }

    fn deadline(&self) -> Option<Timestamp> {
        self.decoder.deadline()
    }

    fn source(&self) -> Source {
        Source::Grab
    }
}

/// The kernel could not keep all events: what has come so far has gaps.
fn is_overflow(event: InputEvent) -> bool {
    event.event_type() == EventType::SYNCHRONIZATION
        && event.code() == SynchronizationCode::SYN_DROPPED.0
}

fn is_ready(device: &RawDevice, wait: Duration) -> Result<bool, Refused> {
    let mut fds = [PollFd::new(device, PollFlags::IN)];
    let wait = Timespec {
        tv_sec: i64::try_from(wait.as_secs()).unwrap_or(0),
        tv_nsec: i64::from(wait.subsec_nanos()),
    };
    match poll(&mut fds, Some(&wait)) {
        Ok(0) | Err(Errno::INTR) => return Ok(false),
        Ok(_) => {}
        Err(_) => return Err(Refused::Gone),
    }
    let [fd] = fds;
    let gone = PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL;
    if fd.revents().intersects(gone) { Err(Refused::Gone) } else { Ok(true) }
}

fn why(error: &std::io::Error) -> Refused {
    let is = |kind| error.kind() == kind;
    if is(ErrorKind::PermissionDenied) {
        Refused::NotAllowed
    } else if is(ErrorKind::ResourceBusy) {
        Refused::Busy
    } else if is(ErrorKind::NotFound) || error.raw_os_error() == Some(Errno::NODEV.raw_os_error()) {
        Refused::Gone
    } else {
        Refused::Broken(error.to_string())
    }
}
