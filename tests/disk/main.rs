//! The journal on a disk that is full, becomes full, or cannot be written: nothing leaves without an
//! intent, nothing that was told is lost, and with room again all of it settles.
//!
//! Each test runs once more in a mount namespace of its own, where it may mount a small disk. Where
//! that is not allowed, a line on standard error says so, and the test passes.

#![cfg(target_os = "linux")]

// `cfg(test)` tells the lints that these are tests throughout, helpers as well.
#[cfg(test)]
mod full;
#[cfg(test)]
#[path = "../kills/ledger.rs"]
mod ledger;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/line.rs"]
mod line;
#[cfg(test)]
mod mount;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/pane.rs"]
mod pane;
#[cfg(test)]
mod read_only;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/run.rs"]
mod run;
#[cfg(test)]
#[path = "../kills/say.rs"]
mod say;
#[cfg(test)]
mod screen;
#[cfg(test)]
#[path = "../kills/tap.rs"]
mod tap;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/world.rs"]
mod world;
