//! The only place with a network, a disk, a terminal, a clock and dice.
//!
//! Everything that comes in from there is handed to the desk or the screens as a value, and every
//! effect that they name is carried out here. Absent: decisions about money, and words.

pub mod clock;
mod engine;
mod files;
mod http;
mod keeper;
mod opening;
mod start;
mod transport;
