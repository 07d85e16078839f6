//! Keys of a scanner that types, any of them, at any times.

#![no_main]

use counterpane::scanner::{DeviceId, Framed, KeyDecoder, RawReport};
use counterpane_fuzz::{Story, is_code_only_of_digits, suffixes};
use jiff::SignedDuration;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut story = Story::new(input);
    let suffixes = suffixes(story.byte());
    let mut decoder = KeyDecoder::new(suffixes, SignedDuration::from_millis(150));
    let mut digits = 0;
    while !story.is_over() {
        let (code, flags, at) = (u16::from(story.byte()), story.byte(), story.at());
        let pressed = flags & 1 == 0;
        let shown = RawReport::key(DeviceId(0), at, code, pressed);
        assert!(!matches!(code, 2..=11) || shown.hex().starts_with("digit"));
        digits += usize::from(pressed);
        let settled = decoder.settle(at);
        for framed in settled.into_iter().chain(decoder.push(code, pressed, at)) {
            if let Framed::Scan { text, .. } = framed {
                // Every character had its key.
                assert!(text.expose().chars().count() <= digits);
                is_code_only_of_digits(text.expose());
            }
        }
        if flags & 0x80 != 0 {
            decoder.forget();
        }
    }
});
