//! The wire: golden requests (reviewed files beside this one) and whole round trips.

#[cfg(test)]
mod round_trip;
