//! What the screen's loop and the threads of the scanners share: the number of the wait, and switches.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::scanner::{DeviceId, Wait};

/// For all scanners.
#[derive(Debug, Default)]
pub(super) struct Shared {
    wait: AtomicU64,
    watched: AtomicBool,
    stopped: AtomicBool,
    readers: Mutex<BTreeMap<DeviceId, Arc<Controls>>>,
}

/// For one scanner.
#[derive(Debug, Default)]
pub(super) struct Controls {
    stopped: AtomicBool,
    beep: AtomicBool,
}

impl Shared {
    pub(super) fn wait(&self) -> Wait {
        Wait(self.wait.load(Ordering::SeqCst))
    }

    pub(super) fn listen(&self, wait: Wait) {
        self.wait.store(wait.0, Ordering::SeqCst);
    }

    /// Whether raw reports are wanted.
    pub(super) fn is_watched(&self) -> bool {
        self.watched.load(Ordering::Relaxed)
    }

    pub(super) fn watch(&self, wanted: bool) {
        self.watched.store(wanted, Ordering::Relaxed);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub(super) fn good_read(&self, id: DeviceId) {
        let readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = readers.get(&id) {
            reader.beep.store(true, Ordering::Relaxed);
        }
    }

    pub(super) fn enter(&self, id: DeviceId, controls: Arc<Controls>) {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).insert(id, controls);
    }

    pub(super) fn leave(&self, id: DeviceId) {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

impl Controls {
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether a beep was asked for since the last time.
    pub(super) fn takes_beep(&self) -> bool {
        self.beep.swap(false, Ordering::Relaxed)
    }
}
