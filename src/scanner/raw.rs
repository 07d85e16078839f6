use std::fmt::Write as _;

use jiff::Timestamp;

use super::us_keys::{Key, key};
use super::{DeviceId, Layout};

/// One report, one piece of a serial line or one key, for a person who sets a scanner up.
///
/// Whatever in it may be a digit of a payment code is masked before it gets here: only
/// [`RawReport::masked`] and [`RawReport::key`] make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawReport {
    pub device: DeviceId,
    pub at: Timestamp,
    /// Bytes in hexadecimal with blanks between, a digit of a text as `3.`, a byte of a text whose
    /// characters are no bytes as `..`, so many that are not shown at all as `..*7`; zeros at the end as `00*12`, with how many there are.
    hex: String,
}

/// Zeros at the end that are worth counting.
const MANY_ZEROS: usize = 4;

impl RawReport {
    /// Bytes as they were read. `layout` tells the text of a report from what stands around it; without
    /// one everything that may be a digit is masked, and of a report that it does not know all but its
    /// number.
    pub fn masked(device: DeviceId, at: Timestamp, bytes: &[u8], layout: Option<&Layout>) -> Self {
        if layout.is_some_and(|layout| !layout.knows(bytes)) {
            // A keyboard's report, or one of the maker's own: a digit may be any byte of it.
            let number = bytes.first().copied().unwrap_or(0);
            return Self {
                device,
                at,
                hex: format!("{number:02x} ..*{}", bytes.len().saturating_sub(1)),
            };
        }
        let apart = layout.map(|layout| layout.apart(bytes)).unwrap_or_default();
        let packed = layout.map(|layout| layout.packed(bytes)).unwrap_or_default();
        let zeros = bytes.iter().rev().take_while(|byte| **byte == 0).count();
        let zeros = if zeros < MANY_ZEROS { 0 } else { zeros };
        let mut hex = String::with_capacity(bytes.len().saturating_mul(3));
        for (place, byte) in bytes.iter().enumerate().take(bytes.len().saturating_sub(zeros)) {
            let is_in = |ranges: &[std::ops::Range<usize>]| {
                ranges.iter().any(|range| range.contains(&place))
            };
            let blank = if place == 0 { "" } else { " " };
            // Writing to a string cannot go wrong.
            let _written = if is_in(&apart) {
                write!(hex, "{blank}{byte:02x}")
            } else if is_in(&packed) {
                write!(hex, "{blank}..")
            } else if may_be_digit(bytes, place) {
                write!(hex, "{blank}{:x}.", byte >> 4)
            } else {
                write!(hex, "{blank}{byte:02x}")
            };
        }
        if zeros > 0 {
            let blank = if hex.is_empty() { "" } else { " " };
            let _written = write!(hex, "{blank}00*{zeros}");
        }
        Self { device, at, hex }
    }

    /// A key of a scanner that types, by its number in Linux's `input-event-codes.h`: `digit down`,
    /// `key 30 up`. Which digit is not said.
    pub fn key(device: DeviceId, at: Timestamp, code: u16, pressed: bool) -> Self {
        let name = match key(code) {
            Key::Types(c, _) | Key::Keypad(c) if c.is_ascii_digit() => "digit".to_owned(),
            Key::Enter => "enter".to_owned(),
            Key::Tab => "tab".to_owned(),
            Key::LineFeed => "line feed".to_owned(),
            Key::Shift(_) => "shift".to_owned(),
            Key::Control(_) => "ctrl".to_owned(),
            Key::Alt(_) => "alt".to_owned(),
            Key::CapsLock => "caps lock".to_owned(),
            Key::Types(..) | Key::Letter(_) | Key::Keypad(_) | Key::Ignored | Key::Unknown => {
                format!("key {code}")
            }
        };
        let way = if pressed { "down" } else { "up" };
        Self { device, at, hex: format!("{name} {way}") }
    }

    pub fn hex(&self) -> &str {
        &self.hex
    }
}

/// A digit, or the last byte of a full-width one, which counts as one in a code (EF BC 90 to EF BC 99).
fn may_be_digit(bytes: &[u8], place: usize) -> bool {
    let before = place.checked_sub(2).and_then(|start| bytes.get(start..place));
    match bytes.get(place) {
        Some(0x90..=0x99) => before == Some(&[0xEF, 0xBC]),
        Some(byte) => byte.is_ascii_digit(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::Descriptor;
    use crate::scanner::testing::{
        COUNT, HONEYWELL, INPUT, NEWLAND, PADDING, SIZE, Sent, USAGE, scanner,
    };
    use proptest::prelude::*;

    const CODE: &str = "287654321098765432";

    fn shown(bytes: &[u8], layout: Option<&Layout>) -> String {
        RawReport::masked(DeviceId(1), Timestamp::UNIX_EPOCH, bytes, layout).hex().to_owned()
    }

    fn layout(descriptor: &[u8]) -> Layout {
        Layout::of(&Descriptor::read(descriptor)).unwrap()
    }

    #[test]
    fn a_report_is_shown_without_its_code() {
        let layout = layout(HONEYWELL);
        let report = &Sent::honeywell().reports(CODE.as_bytes(), 56)[0];
        assert_eq!(
            shown(report, Some(&layout)),
            "02 12 5d 43 30 3. 3. 3. 3. 3. 3. 3. 3. 3. 3. 3. 3. 3. 3. 3. 3. 3. 3. 00*41"
        );
        assert_eq!(shown(b"2876\r\n", None), "3. 3. 3. 3. 0d 0a");
        assert_eq!(shown("８7".as_bytes(), None), "ef bc 9. 3.");
        assert_eq!(shown(&[2, 0, 0, 0, 0, 1], Some(&layout)), "02 00 00 00 00 01");
        // Digits that no byte shows as such are not shown at all.
        let shifted = scanner(&[(SIZE, 4), (COUNT, 1), PADDING, (SIZE, 8), (USAGE, 0xFE), INPUT]);
        assert_eq!(shown(&[0x20, 0x83], Some(&self::layout(&shifted))), ".. ..");
        assert_eq!(shown(&[0, 0, 0, 0], None), "00*4");
        assert_eq!(shown(&[], None), "");
    }

    /// One device may be a keyboard and a scanner: `2` is 1F among its keys.
    #[test]
    fn of_a_report_without_data_only_its_number_is_shown() {
        let honeywell = layout(HONEYWELL);
        assert_eq!(shown(&[1, 0, 0, 0x1F, 0x25, 0x24, 0, 0, 0], Some(&honeywell)), "01 ..*8");
        assert_eq!(shown(&[], Some(&honeywell)), "00 ..*0");
    }

    #[test]
    fn a_key_says_that_it_is_a_digit_and_not_which() {
        let shown = |code, pressed| {
            RawReport::key(DeviceId(1), Timestamp::UNIX_EPOCH, code, pressed).hex().to_owned()
        };
        for code in (2..=11).chain(71..=73).chain(75..=77).chain(79..=82) {
            assert_eq!(shown(code, true), "digit down", "{code}");
        }
        assert_eq!(shown(28, false), "enter up");
        assert_eq!(shown(30, true), "key 30 down");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Four digits side by side can be read nowhere, wherever a scanner puts its code.
        #[test]
        fn no_code_can_be_read(
            before in proptest::collection::vec(any::<u8>(), 0..70),
            which in 0_usize..3,
        ) {
            let layout = match which {
                0 => None,
                1 => Some(layout(HONEYWELL)),
                _ => Some(layout(NEWLAND)),
            };
            let mut sent = before;
            sent.extend_from_slice(CODE.as_bytes());
            if let Some(first) = sent.first_mut() {
                *first = 2;
            }
            for sent in [sent, vec![b'2'; 64]] {
                let text = shown(&sent, layout.as_ref());
                let mut row = 0;
                for word in text.split(' ') {
                    let byte = u8::from_str_radix(word, 16).unwrap_or(0);
                    row = if byte.is_ascii_digit() { row + 1 } else { 0 };
                    prop_assert!(row < 4, "{}", text);
                }
            }
        }
    }
}
