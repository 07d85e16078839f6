//! The signed slice of any text, cut by the program and by the specification's own words.
//!
//! The input: which node is looked for (one byte), then the body.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| counterpane_fuzz::replies::slice(input));
