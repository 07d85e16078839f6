//! Framing: what a scanner sends becomes one scanned text.
//!
//! Comes in: characters with the time each was read. Goes out: a [`Scanned`] text. Absent: devices,
//! clocks, and any opinion on what the text is (that is [`crate::domain::classify`]).

mod keyboard;
mod scanned;

pub use keyboard::{Burst, Ended, Gaps};
pub use scanned::Scanned;
