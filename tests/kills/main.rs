//! The real program is killed, over and over, at any moment of any act, against the simulated provider
//! over HTTP. After each blow the journal is read: it is sound, and whatever anybody was told is there.

#![cfg(unix)]

// `cfg(test)` tells the lints that these are tests throughout, helpers as well.
#[cfg(test)]
mod blow;
#[cfg(test)]
mod day;
#[cfg(test)]
mod days;
#[cfg(test)]
#[path = "../process/dice.rs"]
mod dice;
#[cfg(test)]
mod ledger;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/line.rs"]
mod line;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/pane.rs"]
mod pane;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/run.rs"]
mod run;
#[cfg(test)]
mod say;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod tally;
#[cfg(test)]
mod tap;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/world.rs"]
mod world;
