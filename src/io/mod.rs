//! The only place with a network, a disk, a terminal, a clock and dice.

pub mod doctor;
