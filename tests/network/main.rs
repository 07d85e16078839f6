//! The network as it is: the real program against the simulated provider, with a bad line between
//! them. A table of fault and operation says what the money comes to, and how often it was asked for.

#![cfg(unix)]

// `cfg(test)` tells the lints that these are tests throughout, helpers as well.
#[cfg(test)]
mod call;
#[cfg(test)]
mod carry;
#[cfg(test)]
mod cell;
#[cfg(test)]
mod clocks;
#[cfg(test)]
mod counter;
#[cfg(test)]
mod door;
#[cfg(test)]
mod fault;
#[cfg(test)]
mod forge;
#[cfg(test)]
mod line;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod operation;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod table;
#[cfg(test)]
mod tls;

// The counter that these tests share with those of tests/process. Each of them uses a part of it.
#[cfg(test)]
#[expect(dead_code, reason = "tests/process uses the rest")]
#[path = "../process/run.rs"]
mod run;
#[cfg(test)]
#[expect(dead_code, reason = "tests/process uses the rest")]
#[path = "../process/world.rs"]
mod world;
