//! The simulated provider, asked by hand-built, hand-signed requests: nothing here uses the
//! program's own codecs, so that both can be wrong in different ways.
//!
//! `cfg(test)` on the modules tells clippy that their helpers may unwrap, as tests may.

#[cfg(test)]
mod books;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod hold;
#[cfg(test)]
mod http;
#[cfg(test)]
mod lessons;
#[cfg(test)]
mod money;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod terminal;
