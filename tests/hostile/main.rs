//! Hostile replies: tens of thousands of mutated, signed again, replayed and swapped ones, each judged
//! by an oracle that was written apart from the codec. `cargo hostile` plays millions.

// `cfg(test)` tells the lints that these are tests throughout, helpers as well.
#[cfg(test)]
mod codes;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod harm;
#[cfg(test)]
mod letter;
#[cfg(test)]
mod naive;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod play;
#[cfg(test)]
mod repeated;
#[cfg(test)]
mod replies;
#[cfg(test)]
mod world;
