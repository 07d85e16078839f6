//! The real program as processes: killed, cut off from its provider, watched through a pseudo
//! terminal, and run by scripts. Its books are compared with the simulated provider's own.

#![cfg(unix)]

// `cfg(test)` tells the lints that these are tests throughout, helpers as well.
#[cfg(test)]
mod beside;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod house;
#[cfg(test)]
mod kills;
#[cfg(test)]
mod line;
#[cfg(test)]
mod pane;
#[cfg(test)]
mod people;
#[cfg(test)]
mod race;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod restore;
#[cfg(test)]
mod run;
#[cfg(test)]
mod scanner;
#[cfg(test)]
mod screen;
#[cfg(test)]
mod screen_end;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod world;
