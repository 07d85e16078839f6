//! What is plugged in, as one look around saw it, and what each thing is.
//!
//! Nothing here opens a device. What an operating system says of one is a [`Seen`]; what this program
//! will do with it is a [`Found`]. A keyboard is a scanner only where its maker or its name says so,
//! and a serial port is left alone unless it is a scanner's: it may be a card terminal or a modem.

use crate::config::{Chosen, ScannerConfig};
use crate::scanner::{Descriptor, Layout, Speaks, maker, mode_of, name_of};

/// Usage page of bar code scanners, and the usage of their collection (scanner.md 2).
const POS: (u16, u16) = (0x8C, 0x02);
/// Honeywell's own page with the same reports (scanner.md 2).
const POS_OF_MAKER: u16 = 0xFF8C;
/// Generic desktop page: keyboard (scanner.md 1).
const KEYBOARD: (u16, u16) = (0x01, 0x06);

/// Columns that a device's own name may take.
const LONGEST_NAME: usize = 60;

/// One thing that is plugged in, in the operating system's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) kind: Kind,
    /// What opens it.
    pub(super) node: String,
    /// The same for all parts of one thing, where the system says what belongs together.
    pub(super) body: String,
    /// USB numbers; 0 where there are none.
    pub(super) vendor: u16,
    pub(super) product: u16,
    pub(super) name: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A HID device with its report descriptor, or at least the pages and usages of its collections.
    Hid {
        descriptor: Vec<u8>,
        usages: Vec<(u16, u16)>,
    },
    Serial,
    /// A keyboard that Linux can give to one program alone.
    #[cfg_attr(not(any(target_os = "linux", test)), expect(dead_code, reason = "Linux alone"))]
    Keys,
}

/// A scanner, or what may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) way: Way,
    pub(super) node: String,
    pub(super) body: String,
    pub(super) vendor: u16,
    pub(super) product: u16,
    pub(super) name: String,
    pub(super) speaks: Speaks,
    /// The report descriptor, where it could be read without opening the device.
    pub(super) descriptor: Vec<u8>,
}

/// What is done with a scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Hid,
    Serial,
    Grab,
    /// It types into the terminal; nothing is opened.
    Typing,
    /// Left alone.
    Unused,
}

impl Found {
    pub(super) const fn is_read(&self) -> bool {
        match self.way {
            Way::Hid | Way::Serial | Way::Grab => true,
            Way::Typing | Way::Unused => false,
        }
    }

    /// Whether it can still be the same device: names of nodes are used again.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let key = |found: &Self| (found.way, found.vendor, found.product);
        key(self) == key(other) && self.node == other.node
    }
}

/// What to do with everything that was seen, in a steady order.
pub(super) fn judge(seen: Vec<Seen>, config: &ScannerConfig) -> Vec<Found> {
    let judged = seen.into_iter().filter_map(|one| of(one, config));
    let mut found: Vec<Found> = judged.collect();
    found.sort_by(|a, b| (a.speaks, &a.node).cmp(&(b.speaks, &b.node)));
    // A named port may be seen by its own name too.
    found.dedup_by(|a, b| a.is_same(b));
    let said = found.clone();
    found.retain(|one| !is_part_of_another(one, &said));
    found
}

/// A scanner in one mode may have a second interface for its set-up, and a scanner that was taken
/// alone still shows as a keyboard: one line for one scanner.
fn is_part_of_another(one: &Found, all: &[Found]) -> bool {
    let beside = |other: &Found| !one.body.is_empty() && other.body == one.body;
    match one.way {
        Way::Unused if one.speaks == Speaks::Other => {
            all.iter().any(|other| beside(other) && other.speaks != Speaks::Other)
        }
        Way::Typing => all.iter().any(|other| beside(other) && other.is_read()),
        Way::Hid | Way::Serial | Way::Grab | Way::Unused => false,
    }
}

fn of(seen: Seen, config: &ScannerConfig) -> Option<Found> {
    let (speaks, way) = match &seen.kind {
        Kind::Hid { descriptor, usages } => {
            let speaks = speaks(&seen, descriptor, usages)?;
            (speaks, hid_way(speaks, &seen, config))
        }
        Kind::Serial => (Speaks::Serial, serial_way(&seen, config)?),
        // The cashier's own keyboard is one of these: it is looked at only where it is named.
        Kind::Keys => {
            let named = config.sources.grab && is_chosen(config.grab.as_ref()?, &seen);
            (Speaks::Keyboard, named.then_some(Way::Grab)?)
        }
    };
    let name = name(&seen);
    let Seen { kind, node, body, vendor, product, .. } = seen;
    let descriptor = match kind {
        Kind::Hid { descriptor, .. } => descriptor,
        Kind::Serial | Kind::Keys => Vec::new(),
    };
    Some(Found { way, node, body, vendor, product, name, speaks, descriptor })
}

/// The way in which a HID device talks; nothing where it is no scanner.
fn speaks(seen: &Seen, descriptor: &[u8], usages: &[(u16, u16)]) -> Option<Speaks> {
    let read = Descriptor::read(descriptor);
    let has = |wanted: fn((u16, u16)) -> bool| {
        read.collections.iter().chain(usages).any(|usage| wanted(*usage))
    };
    if has(|usage| usage == POS || usage.0 == POS_OF_MAKER) || Layout::of(&read).is_some() {
        return Some(Speaks::HidPos);
    }
    if !is_scanner(seen) {
        return None;
    }
    Some(if has(|usage| usage == KEYBOARD) { Speaks::Keyboard } else { Speaks::Other })
}

fn hid_way(speaks: Speaks, seen: &Seen, config: &ScannerConfig) -> Way {
    let wanted = config.device.as_ref().is_none_or(|chosen| is_chosen(chosen, seen));
    match speaks {
        Speaks::HidPos if config.sources.hid_pos && wanted => Way::Hid,
        Speaks::Keyboard if config.sources.keyboard => Way::Typing,
        Speaks::HidPos | Speaks::Keyboard | Speaks::Serial | Speaks::Other => Way::Unused,
    }
}

/// A port that nobody named is opened only where a maker of scanners made it.
fn serial_way(seen: &Seen, config: &ScannerConfig) -> Option<Way> {
    let wanted = config.sources.serial;
    match &config.device {
        Some(chosen) if is_chosen(chosen, seen) => {
            Some(if wanted { Way::Serial } else { Way::Unused })
        }
        None if wanted && (is_makers(seen) || names_bar_codes(seen)) => Some(Way::Serial),
        // What calls itself a scanner may read documents: it is shown, and left alone.
        Some(_) | None => is_scanner(seen).then_some(Way::Unused),
    }
}

/// Whether a person named this one: by its numbers, a part of its name, or the name of its node.
fn is_chosen(chosen: &Chosen, seen: &Seen) -> bool {
    let is_node = chosen.text.eq_ignore_ascii_case(&seen.node);
    is_node || chosen.which.fits(seen.vendor, seen.product, &name(seen))
}

/// Whether its numbers are of a maker of bar code scanners.
fn is_makers(seen: &Seen) -> bool {
    mode_of(seen.vendor, seen.product).is_some() || maker(seen.vendor).is_some()
}

/// Whether it calls itself what only a bar code scanner is called.
fn names_bar_codes(seen: &Seen) -> bool {
    let name = seen.name.to_lowercase();
    let says = ["barcode", "bar code", "code reader", "scan engine", "scancode"];
    says.iter().any(|word| name.contains(word))
}

/// By its own name, or by its numbers.
fn is_scanner(seen: &Seen) -> bool {
    seen.name.to_lowercase().contains("scanner") || names_bar_codes(seen) || is_makers(seen)
}

/// What the device calls itself, cleaned; what its numbers say where it has no name.
fn name(seen: &Seen) -> String {
    let shown: String = seen.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let shown: Vec<&str> = shown.split_whitespace().collect();
    let shown: String = shown.join(" ").chars().take(LONGEST_NAME).collect();
    if shown.is_empty() { name_of(seen.vendor, seen.product).unwrap_or_default() } else { shown }
}
