//! The thread that looks for scanners, and one thread for each that is read.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread::Builder;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::config::ScannerConfig;
use crate::scanner::{Device, DeviceId, Health, Roster, Wait};

use super::super::clock::Clock;
use super::Mouth;
use super::book::{Book, Job, Refused};
use super::found::{Found, Way, judge};
use super::hid::HidWire;
use super::look_around::{self, Stamp};
use super::reader::{Reader, Wire};
use super::serial::SerialWire;
use super::shared::Shared;

/// Between two looks for change.
const TURN: SignedDuration = SignedDuration::from_millis(500);
/// Between two whole looks where nothing says that something has changed.
const LOOK: SignedDuration = SignedDuration::from_secs(1);
/// So long is waited for the threads when the program ends.
const PARTING: Duration = Duration::from_millis(200);

/// What a panic in somebody else's code comes to.
const FAULT: &str = "the library that reads it stopped with a fault";

/// What the threads tell the one that looks.
#[derive(Debug)]
enum Event {
    Opened(DeviceId, Option<String>),
    Ended(DeviceId, Refused),
    Stop,
}

/// The thread that looks. Dropped, all threads end.
#[derive(Debug)]
pub(super) struct Watcher {
    shared: Arc<Shared>,
    tell: mpsc::Sender<Event>,
    /// Ends when the last thread has ended.
    ended: mpsc::Receiver<()>,
}

impl Watcher {
    pub(super) fn start(
        config: ScannerConfig,
        clock: Clock,
        shared: Arc<Shared>,
        mouth: Mouth,
    ) -> std::io::Result<Self> {
        let (tell, events) = mpsc::channel();
        let (alive, ended) = mpsc::channel();
        let watch = Watch {
            config: Arc::new(config),
            clock,
            shared: Arc::clone(&shared),
            mouth,
            tell: tell.clone(),
            alive,
            book: Book::default(),
            stamp: None,
            looked: None,
        };
        Builder::new().name("scanners".to_owned()).spawn(move || watch.serve(&events))?;
        Ok(Self { shared, tell, ended })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.shared.stop();
        let _ended = self.tell.send(Event::Stop);
        // A thread that hangs in a driver is left to the end of the process.
        let _hangs = self.ended.recv_timeout(PARTING);
    }
}

struct Watch {
    config: Arc<ScannerConfig>,
    clock: Clock,
    shared: Arc<Shared>,
    mouth: Mouth,
    tell: mpsc::Sender<Event>,
    alive: mpsc::Sender<()>,
    book: Book,
    stamp: Option<Stamp>,
    looked: Option<Timestamp>,
}

impl Watch {
    fn serve(mut self, events: &mpsc::Receiver<Event>) {
        let mut changed = true;
        loop {
            if self.needs_look(changed) {
                self.look();
            }
            let now = self.clock.now();
            for job in self.book.due(now) {
                self.open(job);
            }
            self.mouth.tell(self.book.roster(now));
            let due = self.book.deadline().map_or(TURN, |at| at.duration_since(now).min(TURN));
            let wait = due.max(SignedDuration::from_millis(1)).unsigned_abs();
            changed = match events.recv_timeout(wait) {
                Ok(Event::Opened(id, layout)) => {
                    self.book.opened(id, layout, self.clock.now());
                    false
                }
                Ok(Event::Ended(id, why)) => {
                    self.book.ended(id, why, self.clock.now());
                    true
                }
                Err(mpsc::RecvTimeoutError::Timeout) => false,
                Ok(Event::Stop) | Err(mpsc::RecvTimeoutError::Disconnected) => break,
            };
        }
        self.book.stop();
    }

    /// The cheap look, and whether a whole one follows it.
    fn needs_look(&mut self, changed: bool) -> bool {
        let now = self.clock.now();
        let ago = self.looked.map(|at| now.duration_since(at));
        let Some(stamp) = Stamp::now(&self.config) else {
            return ago.is_none_or(|ago| ago >= LOOK);
        };
        let same = self.stamp.as_ref() == Some(&stamp);
        self.stamp = Some(stamp);
        // A device that cannot be opened may be a node that is not made yet, or rights not given.
        let late = self.book.is_waiting() && ago.is_none_or(|ago| ago >= LOOK);
        !same || changed || late
    }

    fn look(&mut self) {
        self.looked = Some(self.clock.now());
        let looked = catch_unwind(AssertUnwindSafe(|| judge_all(&self.config)));
        match looked {
            Ok(found) => self.book.look(found, self.clock.now()),
            // What is read goes on being read.
            Err(_fault) => tracing::error!("looking for scanners stopped with a fault"),
        }
    }

    fn open(&self, job: Job) {
        let id = job.id;
        let reader = Reader {
            id,
            clock: self.clock,
            shared: Arc::clone(&self.shared),
            controls: Arc::clone(&job.controls),
            mouth: self.mouth.clone(),
            wait: Wait::default(),
            began: None,
            mute: false,
        };
        let (config, tell) = (Arc::clone(&self.config), self.tell.clone());
        let alive = self.alive.clone();
        let started = Builder::new().name(format!("scanner {}", id.0)).spawn(move || {
            serve(job, &config, reader, &tell);
            drop(alive);
        });
        if let Err(error) = started {
            let _ended = self.tell.send(Event::Ended(id, Refused::Broken(error.to_string())));
        }
    }
}

/// One scanner from its opening to its end, all of it in this thread.
fn serve(job: Job, config: &ScannerConfig, mut reader: Reader, tell: &mpsc::Sender<Event>) {
    let shared = Arc::clone(&reader.shared);
    let why = guarded(|| {
        let (mut wire, layout) = open(&job.found, config)?;
        shared.enter(job.id, job.controls);
        reader.listen(&mut *wire, || {
            let _ended = tell.send(Event::Opened(job.id, layout));
        })
    });
    shared.leave(job.id);
    let _ended = tell.send(Event::Ended(job.id, why));
}

/// Why it ended. A panic in a library takes its device with it, and nothing else.
fn guarded(work: impl FnOnce() -> Result<(), Refused>) -> Refused {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => Refused::Gone,
        Ok(Err(why)) => why,
        Err(_fault) => Refused::Broken(FAULT.to_owned()),
    }
}

type Opened = (Box<dyn Wire>, Option<String>);

fn open(found: &Found, config: &ScannerConfig) -> Result<Opened, Refused> {
    match found.way {
        Way::Hid => {
            let (wire, layout) = HidWire::open(found, config.beep)?;
            Ok((Box::new(wire), Some(layout)))
        }
        Way::Serial => Ok((Box::new(SerialWire::open(found, config)?), None)),
        #[cfg(target_os = "linux")]
        Way::Grab => Ok((Box::new(super::grab::GrabWire::open(found, config)?), None)),
        #[cfg(not(target_os = "linux"))]
        Way::Grab => Err(Refused::Broken("only Linux gives a keyboard to one program".to_owned())),
        Way::Typing | Way::Unused => Err(Refused::Gone),
    }
}

fn judge_all(config: &ScannerConfig) -> Vec<Found> {
    judge(look_around::all(config), config)
}

/// One look, for a command: everything that is there, each opened for a moment where the settings say
/// that it is read.
pub(in super::super) fn look(config: &ScannerConfig) -> Roster {
    let found = catch_unwind(|| judge_all(config)).unwrap_or_default();
    let devices = found.into_iter().zip(1..).map(|(found, number)| {
        let opened =
            catch_unwind(|| found.is_read().then(|| open(&found, config).map(|got| got.1)));
        let (health, layout) = match opened {
            Ok(Some(Ok(layout))) => (Health::Reading, layout),
            Ok(Some(Err(why))) => (why.health(), None),
            Ok(None) if found.way == Way::Typing => (Health::Typing, None),
            Ok(None) => (Health::Unused, None),
            Err(_fault) => (Health::Broken(FAULT.to_owned()), None),
        };
        Device {
            id: DeviceId(number),
            name: found.name,
            vendor: found.vendor,
            product: found.product,
            speaks: found.speaks,
            node: found.node,
            layout,
            health,
        }
    });
    Roster { devices: devices.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_a_library_is_told_and_takes_nothing_with_it() {
        let panics = || -> Result<(), Refused> { panic!("as a library does") };
        assert_eq!(guarded(panics), Refused::Broken(FAULT.to_owned()));
        assert_eq!(guarded(|| Err(Refused::Busy)), Refused::Busy);
        assert_eq!(guarded(|| Ok(())), Refused::Gone);
    }
}
