//! The power fails between any two calls to the kernel: what anybody was told is still there.
//!
//! The real program runs under `strace`. From its calls a model of the disk is built that keeps no
//! more than it must: writes that were not synced are missing, torn or out of order, names are gone
//! whose folder was not synced. At every boundary the real journal is started on every such disk.

#![cfg(target_os = "linux")]

// `cfg(test)` tells the lints that these are tests throughout, helpers as well.
#[cfg(test)]
mod checkpoints;
#[cfg(test)]
mod cuts;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/dice.rs"]
mod dice;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod life;
#[cfg(test)]
mod lives;
#[cfg(test)]
mod recovery;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/run.rs"]
mod run;
#[cfg(test)]
#[path = "../kills/say.rs"]
mod say;
#[cfg(test)]
mod trace;
#[cfg(test)]
#[expect(dead_code, reason = "shared with tests/process")]
#[path = "../process/world.rs"]
mod world;
