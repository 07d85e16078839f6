//! Keys of a scanner that types, by their places on the keyboard and not by what a layout makes of
//! them (scanner.md 3).

use jiff::{SignedDuration, Timestamp};

use super::{Framed, Suffixes};

/// Puts scans together from key events of a scanner that this program has for itself.
#[derive(Debug, Clone)]
pub struct KeyDecoder {}

impl KeyDecoder {
    /// `silence` ends a scan that has no suffix.
    pub fn new(_suffixes: Suffixes, _silence: SignedDuration) -> Self {
        Self {}
    }

    /// Takes a key by its number in Linux's `input-event-codes.h`; `pressed` is false for a release.
    /// Repeats of a key that is held down are not given here.
    pub fn push(&mut self, _code: u16, _pressed: bool, _at: Timestamp) -> Option<Framed> {
        None
    }

    pub fn settle(&mut self, _now: Timestamp) -> Option<Framed> {
        None
    }

    pub fn deadline(&self) -> Option<Timestamp> {
        None
    }

    pub fn forget(&mut self) {}
}
