//! A journal of any bytes: it is refused, or it can be asked everything, and what is sound adds up.
//!
//! The input: one byte that says how, then either changes to a good journal's bytes (a place of three
//! bytes, a value), or columns of one more row, or nothing but the file.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: counterpane_fuzz::journals::make_ready(),
    |input: &[u8]| counterpane_fuzz::journals::rows(input)
);
