//! The only place with a network, a disk, a terminal, a clock and dice.
//!
//! Everything that comes in from there is handed to the desk or the screens as a value, and every
//! effect that they name is carried out here. Absent: decisions about money, and words.

pub mod clock;
mod command;
mod days;
pub mod doctor;
mod engine;
mod failure;
mod files;
mod house;
mod http;
mod in_house;
mod keeper;
mod keys;
mod last_words;
mod log;
mod memory;
mod opening;
mod output;
mod papers;
mod rights;
mod scanner;
mod screen;
mod settings;
pub mod simulator;
mod staff;
mod start;
mod transport;

pub use start::main;
