//! Framing: what a scanner sends becomes one scan.
//!
//! Comes in: HID reports, pieces of a serial line, key events or characters, each with the time it was
//! read. Goes out: a [`Scan`]'s parts, or why there is none. Absent: devices, threads, clocks, and any
//! opinion on what the text is (that is [`crate::domain::classify`]).
//!
//! One file for each way of scanning: [`PosDecoder`], [`LineDecoder`], [`KeyDecoder`] and [`Burst`].

mod descriptor;
mod device;
mod framed;
mod keyboard;
mod keys;
mod layout;
mod line;
mod makers;
mod odd;
mod pos;
mod raw;
mod rights;
mod scan;
mod scanned;
mod settings;
#[cfg(test)]
mod testing;
mod us_keys;

/// Why what a scanner sent is no scan: the words for it know it too.
pub use crate::domain::Garbled;
pub use descriptor::{Descriptor, Field};
pub use device::{Device, Health, Overall, Roster, Speaks};
pub use framed::Framed;
pub use keyboard::{Burst, Ended, Gaps};
pub use keys::KeyDecoder;
pub use layout::Layout;
pub use line::LineDecoder;
pub use makers::{Maker, maker, mode_of, name_of};
pub use odd::Odd;
pub use pos::PosDecoder;
pub use raw::RawReport;
pub use rights::{RULES, rule, rule_for};
pub use scan::{Aim, DeviceId, Scan, Source, Wait};
pub use scanned::Scanned;
pub use settings::{Final, Sources, Suffixes, Which};
