/// A key or a character that may end a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Final {
    /// Enter, carriage return.
    Enter,
    Tab,
    /// Line feed, Ctrl+J.
    LineFeed,
}

impl Final {
    /// The control character of the same meaning.
    pub const fn character(self) -> char {
        match self {
            Self::Enter => '\r',
            Self::Tab => '\t',
            Self::LineFeed => '\n',
        }
    }
}

/// Which keys or characters end a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suffixes {
    /// Enter, carriage return.
    pub enter: bool,
    pub tab: bool,
    /// Line feed, Ctrl+J.
    pub line_feed: bool,
}

impl Default for Suffixes {
    fn default() -> Self {
        Self { enter: true, tab: true, line_feed: true }
    }
}

impl Suffixes {
    pub const fn has(self, last: Final) -> bool {
        match last {
            Final::Enter => self.enter,
            Final::Tab => self.tab,
            Final::LineFeed => self.line_feed,
        }
    }
}

/// Which ways of scanning are listened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sources {
    pub hid_pos: bool,
    pub serial: bool,
    pub keyboard: bool,
    pub grab: bool,
}

impl Sources {
    /// Everything that works by being plugged in. A grab works only where a device is named for it.
    pub const AUTO: Self = Self { hid_pos: true, serial: true, keyboard: true, grab: true };
}

/// Names one scanner, or several of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// `1eab:1d10`, or `1eab` for all of a maker.
    Usb { vendor: u16, product: Option<u16> },
    /// A part of its name, capitals or not.
    Name(String),
}

impl Which {
    /// Reads `1eab:1d10`, `1eab:` or a part of a name. Nothing where the text is blank.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((vendor, product)) = text.split_once(':') {
            let vendor = u16::from_str_radix(vendor, 16).ok();
            let number = u16::from_str_radix(product, 16).ok();
            if let (Some(vendor), true) = (vendor, number.is_some() || product.is_empty()) {
                return Some(Self::Usb { vendor, product: number });
            }
        }
        (!text.is_empty()).then(|| Self::Name(text.to_lowercase()))
    }

    /// Whether a device with these is meant.
    pub fn fits(&self, vendor: u16, product: u16, name: &str) -> bool {
        match self {
            Self::Usb { vendor: wanted, product: None } => vendor == *wanted,
            Self::Usb { vendor: wanted, product: Some(number) } => {
                vendor == *wanted && product == *number
            }
            Self::Name(part) => name.to_lowercase().contains(part),
        }
    }
}
