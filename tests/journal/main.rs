//! The journal as the rest of the program meets it: through its public API and real files.

// `cfg(test)` tells the lints that these are tests throughout, helpers as well.
#[cfg(test)]
mod damage;
#[cfg(test)]
mod flips;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod rows;
#[cfg(test)]
mod said;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod world;
