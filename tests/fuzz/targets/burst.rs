//! Keys of the terminal, any of them, at any times: what is taken out of a field was typed into it.

#![no_main]

use counterpane::scanner::{Burst, Ended, Final, Framed, Gaps, Odd};
use counterpane_fuzz::{Story, check, suffixes};
use libfuzzer_sys::fuzz_target;

const ODD: [Odd; 8] =
    [Odd::Home, Odd::End, Odd::Up, Odd::Down, Odd::Left, Odd::Right, Odd::Alt('5'), Odd::Alt('0')];

fuzz_target!(|input: &[u8]| {
    let mut story = Story::new(input);
    let mut burst = Burst::new(Gaps::default()).ending_with(suffixes(story.byte()));
    let mut typed: Vec<u8> = Vec::new();
    let seen = |framed: &Framed, typed: &[u8]| {
        check(framed, typed);
        if let Framed::Scan { text, .. } = framed {
            assert!(text.expose().chars().count() <= 128);
        }
    };
    while !story.is_over() {
        let (key, at) = (story.byte(), story.at());
        if let Some(framed) = burst.settle(at) {
            seen(&framed, &typed);
        }
        let last = match key {
            b'\r' => Some(Final::Enter),
            b'\t' => Some(Final::Tab),
            b'\n' => Some(Final::LineFeed),
            _ => None,
        };
        if let Some(last) = last {
            typed.push(key);
            if let Ended::Framed(framed) = burst.end(last, at) {
                seen(&framed, &typed);
            }
        } else if key < 8 {
            burst.push_odd(ODD[usize::from(key)], at);
        } else if key == 8 {
            burst.interrupt();
            assert_eq!((burst.deadline(), burst.hurried_until()), (None, None));
        } else {
            let c = char::from(key);
            typed.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            burst.push(c, at);
        }
        if let Some(deadline) = burst.deadline() {
            let mut later = burst.clone();
            if let Some(framed) = later.settle(deadline) {
                seen(&framed, &typed);
            }
            assert_eq!(later.deadline(), None);
        }
    }
});
