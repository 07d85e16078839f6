//! HID POS: reports of a bar code scanner, by the layout that its own descriptor gives (scanner.md 2).

use jiff::Timestamp;

use super::{Descriptor, Framed};

/// Where a scanner's reports have the text, its length, its symbology and whether more follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {}

impl Layout {
    /// Nothing where no report has a field for decoded data.
    pub fn of(_descriptor: &Descriptor) -> Option<Self> {
        None
    }

    /// In words, for the set-up: `report 2: length at 1, symbology at 2, 56 bytes of data at 5`.
    pub fn describe(&self) -> String {
        String::new()
    }

    /// The output report that makes the scanner beep for a good read, whole and with its number first;
    /// nothing where the device declares none.
    pub fn good_read(&self, _vendor: u16) -> Option<Vec<u8>> {
        None
    }
}

/// Puts scans together from reports.
#[derive(Debug, Clone)]
pub struct PosDecoder {}

impl PosDecoder {
    pub fn new(_layout: Layout) -> Self {
        Self {}
    }

    /// Takes a report as it was read at `at`.
    pub fn push(&mut self, _report: &[u8], _at: Timestamp) -> Option<Framed> {
        None
    }

    /// What has ended by `now` without another report.
    pub fn settle(&mut self, _now: Timestamp) -> Option<Framed> {
        None
    }

    /// When [`PosDecoder::settle`] will have something, if nothing more comes.
    pub fn deadline(&self) -> Option<Timestamp> {
        None
    }

    /// Lets go of what has come so far.
    pub fn forget(&mut self) {}
}
