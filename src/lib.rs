#![doc = include_str!("DESIGN.md")]

pub mod cli;
pub mod config;
pub mod desk;
pub mod domain;
pub mod io;
pub mod journal;
pub mod locale;
pub mod provider;
pub mod scanner;
pub mod simulator;
pub mod tui;
