//! io

pub mod simulator;
