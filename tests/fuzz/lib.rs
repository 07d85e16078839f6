//! What the targets share: reading an input as a story, and what is true of every scan.

pub mod journals;
pub mod replies;

// Of tests/hostile: the program is held against the same second reading there and here.
#[path = "../hostile/codes.rs"]
mod codes;
#[path = "../hostile/dice.rs"]
mod dice;
#[path = "../hostile/naive.rs"]
mod naive;
#[path = "../hostile/oracle.rs"]
mod oracle;
#[path = "../hostile/repeated.rs"]
mod repeated;
#[path = "../hostile/world.rs"]
mod world;

use counterpane::domain::{Classified, classify};
use counterpane::scanner::{DeviceId, Framed, Layout, RawReport, Suffixes};
use jiff::Timestamp;

/// The time of the first event, far from either end.
const START: i64 = 1_800_000_000_000;

/// An input of the fuzzer, read from its front. Where it ends it gives zeros.
pub struct Story<'a> {
    rest: &'a [u8],
    millis: i64,
}

impl<'a> Story<'a> {
    pub const fn new(input: &'a [u8]) -> Self {
        Self { rest: input, millis: START }
    }

    pub const fn is_over(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.rest.split_first().unwrap_or((&0, &[]));
        self.rest = rest;
        *first
    }

    pub fn bytes(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// The time of the next event: mostly soon, at times much later, and at times before the last.
    pub fn at(&mut self) -> Timestamp {
        self.millis += match self.byte() {
            gap @ 0..=199 => i64::from(gap),
            gap @ 200..=249 => i64::from(gap - 199) * 50,
            250..=252 => -7,
            253 | 254 => -1000,
            255 => -3_600_000,
        };
        Timestamp::from_millisecond(self.millis).expect("not far from the start")
    }
}

pub const fn suffixes(flags: u8) -> Suffixes {
    Suffixes { enter: flags & 1 == 0, tab: flags & 2 == 0, line_feed: flags & 4 == 0 }
}

/// A scan has what was sent, in its order, and nothing else but marks for what is no text.
///
/// # Panics
/// Where it has not.
pub fn check(framed: &Framed, sent: &[u8]) {
    let Framed::Scan { text, symbology, .. } = framed else {
        return;
    };
    let text = text.expose();
    assert!(!text.is_empty() && text.len() <= 3 * 16 * 1024);
    let mut sent = sent.iter();
    let mut is_next = |byte: u8| sent.any(|other| *other == byte);
    let marks = char::REPLACEMENT_CHARACTER;
    assert!(text.chars().filter(|c| *c != marks).all(|c| {
        let mut buffer = [0; 4];
        c.encode_utf8(&mut buffer).bytes().all(&mut is_next)
    }));
    assert!(symbology.is_none_or(|aim| aim.to_string().starts_with(']')));
    is_code_only_of_digits(text);
}

/// What would be sent is to the digit what was scanned.
///
/// # Panics
/// Where it is not.
pub fn is_code_only_of_digits(text: &str) {
    if let Classified::Alipay { code, .. } = classify(text) {
        let inner = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        assert_eq!(inner.chars().count(), code.expose().len());
        assert!(code.expose().bytes().all(|byte| byte.is_ascii_digit()));
    }
}

/// Nowhere in what a person is shown do four digits stand side by side.
///
/// # Panics
/// Where they do.
pub fn is_masked(bytes: &[u8], layout: Option<&Layout>) {
    let shown = RawReport::masked(DeviceId(0), Timestamp::UNIX_EPOCH, bytes, layout);
    let mut row = 0;
    for word in shown.hex().split(' ') {
        let is_digit = u8::from_str_radix(word, 16).is_ok_and(|byte| byte.is_ascii_digit());
        row = if is_digit { row + 1 } else { 0 };
        assert!(row < 4);
    }
}
