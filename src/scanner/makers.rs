//! Who makes scanners, by USB numbers: for a nicer name and for finding a serial line. Never a
//! condition for reading HID POS (scanner.md 8).

use super::Speaks;

/// A maker of scanners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    pub name: String,
}

/// The maker with this USB vendor number, where it makes scanners.
pub fn maker(_vendor: u16) -> Option<&'static Maker> {
    None
}

/// In which mode a product number says that a scanner is, where that is known.
pub fn mode_of(_vendor: u16, _product: u16) -> Option<Speaks> {
    None
}
