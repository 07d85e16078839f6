//! A whole HTTP body as the answer to each ask: what is concluded is allowed by a second reading.
//!
//! The input: which ask and how it is signed (one byte), then a body or the node of one.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: counterpane_fuzz::replies::make_ready(),
    |input: &[u8]| counterpane_fuzz::replies::reply(input)
);
