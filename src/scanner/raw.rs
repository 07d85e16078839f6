use jiff::Timestamp;

use super::DeviceId;

/// One report, or one piece of a serial line, for a person who sets a scanner up.
///
/// Whatever in it may be a digit of a payment code is masked before it gets here: only
/// [`RawReport::masked`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawReport {
    pub device: DeviceId,
    pub at: Timestamp,
    /// Bytes in hexadecimal with blanks between, a digit of a text as `3.`; trailing zeros as `..`.
    hex: String,
}

impl RawReport {
    pub fn hex(&self) -> &str {
        &self.hex
    }
}
