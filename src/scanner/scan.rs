use std::fmt;

use jiff::Timestamp;

use super::Scanned;

/// One scan, from whichever kind of scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    pub text: Scanned,
    /// What kind of code was read, where the scanner says.
    pub symbology: Option<Aim>,
    pub source: Source,
    /// The scanner it came from; none for keys of the terminal and for training's guests.
    pub device: Option<DeviceId>,
    /// When its first part was read.
    pub began: Timestamp,
    /// When its last part was read.
    pub at: Timestamp,
    /// Which wait for a scan it was read in.
    pub wait: Wait,
}

/// By which way a scan came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// HID reports of a bar code scanner (usage page 0x8C).
    HidPos,
    /// A serial line.
    Serial,
    /// Keys of the terminal that came faster than a hand's.
    Keyboard,
    /// Keys of a scanner that this program took for itself.
    Grab,
    /// A guest of the training mode.
    Training,
}

/// A wait for a scan: a number that counts up whenever a screen begins to wait.
///
/// The kernel keeps what nobody reads, and hands it out later (scanner.md 4): the code of the guest
/// before could pay for the next one. What was read in an earlier wait is for nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait(pub u64);

impl Wait {
    pub const fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

/// A scanner for as long as it is plugged in; a new number each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub u32);

/// The kind of a code by its AIM identifier, such as `]Q1` for a QR code (ISO/IEC 15424).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aim([u8; 3]);

impl Aim {
    /// Three bytes: `]`, a letter, a digit or letter. Anything else is none.
    pub const fn new(bytes: [u8; 3]) -> Option<Self> {
        let [flag, letter, modifier] = bytes;
        let good = flag == b']' && letter.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric();
        if good { Some(Self(bytes)) } else { None }
    }

    /// The letter, which names the symbology: `C` Code 128, `Q` QR, `E` EAN and UPC.
    pub const fn letter(self) -> char {
        self.0[1] as char
    }
}

impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

impl fmt::Debug for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
