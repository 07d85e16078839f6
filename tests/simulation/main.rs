//! The simulated world: the real desk, journal, codecs and signatures against the simulated provider
//! over a bad line, with a simulated clock. One seed is one history.
//!
//! `cargo test --test simulation` plays a few hundred of them, every kept seed, every planted bug and
//! every crash point; `cargo million` a million orders.

#[cfg(test)]
mod campaign;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod plant;
#[cfg(test)]
mod seal;
#[cfg(test)]
mod share;
#[cfg(test)]
mod shrink;
#[cfg(test)]
mod tally;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod world;
