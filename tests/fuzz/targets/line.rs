//! Pieces of a serial line at any times. Without gaps the pieces do not matter.

#![no_main]

use counterpane::scanner::LineDecoder;
use counterpane_fuzz::{Story, check, is_masked, suffixes};
use jiff::{SignedDuration, Timestamp};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut story = Story::new(input);
    let suffixes = suffixes(story.byte());
    let new = || LineDecoder::new(suffixes, SignedDuration::from_millis(100));
    let mut line = new();
    let mut sent = Vec::new();
    while !story.is_over() {
        let length = usize::from(story.byte());
        let bytes = story.bytes(length);
        let at = story.at();
        is_masked(bytes, None);
        sent.extend_from_slice(bytes);
        for framed in line.push(bytes, at) {
            check(&framed, &sent);
        }
    }
    if let Some(deadline) = line.deadline() {
        if let Some(framed) = line.settle(deadline) {
            check(&framed, &sent);
        }
        assert_eq!(line.deadline(), None);
    }
    let whole = new().push(&sent, Timestamp::UNIX_EPOCH);
    let mut line = new();
    let single: Vec<_> =
        sent.iter().flat_map(|byte| line.push(&[*byte], Timestamp::UNIX_EPOCH)).collect();
    assert!(whole == single);
});
