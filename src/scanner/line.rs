//! A scanner on a serial line (scanner.md 7).

use jiff::{SignedDuration, Timestamp};

use super::{Framed, Suffixes};

/// Puts scans together from the pieces of a serial line.
#[derive(Debug, Clone)]
pub struct LineDecoder {}

impl LineDecoder {
    /// `silence` ends a scan that has no suffix.
    pub fn new(_suffixes: Suffixes, _silence: SignedDuration) -> Self {
        Self {}
    }

    /// Takes a piece as it was read at `at`: it may end several scans.
    pub fn push(&mut self, _bytes: &[u8], _at: Timestamp) -> Vec<Framed> {
        Vec::new()
    }

    pub fn settle(&mut self, _now: Timestamp) -> Option<Framed> {
        None
    }

    pub fn deadline(&self) -> Option<Timestamp> {
        None
    }

    pub fn forget(&mut self) {}
}
