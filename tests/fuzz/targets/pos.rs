//! A descriptor, then reports at any times: a scan is made of what was sent alone.
//!
//! The input: one of the descriptors below or one of its own (a length of two bytes before it), then
//! for each report a length, whether it has the number that the layout wants, and a gap.

#![no_main]

use counterpane::scanner::{Descriptor, Field, Framed, Garbled, Layout, PosDecoder};
use counterpane_fuzz::{Story, check, is_masked};
use libfuzzer_sys::fuzz_target;

const HONEYWELL: &[u8] = include_bytes!("../seeds/descriptor/honeywell");
const NEWLAND: &[u8] = include_bytes!("../seeds/descriptor/newland");

/// Decoded data that is one byte for each character.
fn in_bytes(field: &&Field) -> bool {
    field.usage != 0xFE || field.size == 8 && field.offset % 8 == 0
}

fuzz_target!(|input: &[u8]| {
    let mut story = Story::new(input);
    let own;
    let descriptor = match story.byte() {
        0 => HONEYWELL,
        1 => NEWLAND,
        high => {
            let length = usize::from(high - 2) << 8 | usize::from(story.byte());
            own = story.bytes(length).to_vec();
            own.as_slice()
        }
    };
    let read = Descriptor::read(descriptor);
    let Some(layout) = Layout::of(&read) else {
        return;
    };
    let readable = read.inputs.iter().all(|field| in_bytes(&field));
    let number = read.inputs.iter().find(|field| field.usage == 0xFE).map_or(0, |data| data.report);
    let mut decoder = PosDecoder::new(layout.clone());
    let mut sent = Vec::new();
    while !story.is_over() {
        let flags = story.byte();
        let length = match flags & 3 {
            0 => read.input_lengths.get(&number).copied().unwrap_or(0),
            1 | 2 => usize::from(story.byte()),
            _ => usize::from(story.byte()) * 16,
        };
        let mut report = story.bytes(length).to_vec();
        if let (Some(first), true) = (report.first_mut(), number > 0 && flags & 4 == 0) {
            *first = number;
        }
        let at = story.at();
        is_masked(&report, Some(&layout));
        let settled = decoder.settle(at);
        assert!(settled.is_none_or(|framed| framed == Framed::Garbled(Garbled::Half)));
        sent.extend_from_slice(&report);
        if let Some(framed) = decoder.push(&report, at) {
            if readable {
                check(&framed, &sent);
            }
            sent.clear();
        }
        if flags & 0x80 != 0 {
            decoder.forget();
        }
    }
});
