use jiff::Timestamp;

use super::{Aim, Garbled, Scanned};

/// What has become of the bytes so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Framed {
    /// A whole scan.
    Scan { text: Scanned, symbology: Option<Aim>, began: Timestamp },
    /// Something that is no scan and is not used.
    Garbled(Garbled),
}
