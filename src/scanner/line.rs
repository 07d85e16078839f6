//! A scanner on a serial line (scanner.md 7).

use jiff::{SignedDuration, Timestamp};
use zeroize::Zeroizing;

use super::pos::append;
use super::{Final, Framed, Garbled, Suffixes};

/// Bytes of one scan. The longest code that there is has 7,089 digits (QR).
const LONGEST: usize = 16 * 1024;

/// So long behind a scan that broke off, what comes is its rest.
const REST: SignedDuration = SignedDuration::from_secs(1);

/// Puts scans together from the pieces of a serial line.
#[derive(Clone)]
pub struct LineDecoder {
    suffixes: Suffixes,
    silence: SignedDuration,
    text: Zeroizing<Vec<u8>>,
    /// When the first and the last byte came of what is not over yet.
    times: Option<(Timestamp, Timestamp)>,
    /// It is too long and was said to be: the rest of it is dropped.
    swallows: bool,
    /// The byte before was a carriage return that ended a scan: a line feed now belongs to it.
    returned: bool,
    /// This scanner ends its scans with a suffix: silence in the middle of one is no end.
    suffixed: bool,
    /// When a scan broke off.
    broke: Option<Timestamp>,
}

impl LineDecoder {
    /// `silence` ends a scan that has no suffix.
    pub fn new(suffixes: Suffixes, silence: SignedDuration) -> Self {
        let text = Zeroizing::default();
        Self {
            suffixes,
            silence,
            text,
            times: None,
            swallows: false,
            returned: false,
            suffixed: false,
            broke: None,
        }
    }

    /// Takes a piece as it was read at `at`: it may end several scans.
    pub fn push(&mut self, bytes: &[u8], at: Timestamp) -> Vec<Framed> {
        let mut found: Vec<Framed> = self.settle(at).into_iter().collect();
        for byte in bytes {
            found.extend(self.take(*byte, at));
        }
        found
    }

    /// What has ended in silence by `now`.
    pub fn settle(&mut self, now: Timestamp) -> Option<Framed> {
        let (_, last) = self.times?;
        // A clock that was set says nothing about the silence: what came is taken as it is.
        if now.duration_since(last).abs() < self.silence {
            return None;
        }
        if self.suffixed && !self.swallows {
            self.text = Zeroizing::default();
            self.times = None;
            self.broke = Some(now);
            return Some(Framed::Garbled(Garbled::Half));
        }
        self.end()
    }

    /// When [`LineDecoder::settle`] will have something, if nothing more comes.
    pub fn deadline(&self) -> Option<Timestamp> {
        let (_, last) = self.times?;
        last.checked_add(self.silence).ok()
    }

    /// Lets go of what has come so far.
    pub fn forget(&mut self) {
        *self = Self { suffixed: self.suffixed, ..Self::new(self.suffixes, self.silence) };
    }

    fn take(&mut self, byte: u8, at: Timestamp) -> Option<Framed> {
        let returned = std::mem::take(&mut self.returned);
        if returned && byte == b'\n' {
            return None;
        }
        if final_of(byte).is_some_and(|last| self.suffixes.has(last)) {
            self.returned = byte == b'\r';
            self.suffixed |= self.times.is_some();
            return self.end();
        }
        if self.broke.take().is_some_and(|broke| at.duration_since(broke).abs() < REST) {
            // The rest of it is no code, whatever it looks like.
            append(&mut self.text, "\u{FFFD}".as_bytes());
        }
        let began = self.times.map_or(at, |(began, _)| began);
        self.times = Some((began, at));
        if self.swallows {
            return None;
        }
        if self.text.len() >= LONGEST {
            self.text = Zeroizing::default();
            self.swallows = true;
            return Some(Framed::Garbled(Garbled::TooLong));
        }
        append(&mut self.text, &[byte]);
        None
    }

    fn end(&mut self) -> Option<Framed> {
        let text = std::mem::take(&mut self.text);
        let (began, _) = self.times.take()?;
        if std::mem::take(&mut self.swallows) {
            return None;
        }
        // What is no text becomes marks that are no digits and are not trimmed: never half a code.
        let text = Zeroizing::new(String::from_utf8_lossy(&text).into_owned());
        Framed::scan(&text, None, began)
    }
}

impl std::fmt::Debug for LineDecoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LineDecoder({} bytes)", self.text.len())
    }
}

const fn final_of(byte: u8) -> Option<Final> {
    match byte {
        b'\r' => Some(Final::Enter),
        b'\n' => Some(Final::LineFeed),
        b'\t' => Some(Final::Tab),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CODE: &str = "287654321098765432";
    const SILENCE: SignedDuration = SignedDuration::from_millis(100);
    const RETURN: Suffixes = Suffixes { enter: true, tab: false, line_feed: false };

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
    }

    fn line() -> LineDecoder {
        LineDecoder::new(Suffixes::default(), SILENCE)
    }

    fn texts(found: impl IntoIterator<Item = Framed>) -> Vec<String> {
        let text = |framed| match framed {
            Framed::Scan { text, .. } => text.expose().to_owned(),
            Framed::Garbled(garbled) => format!("{garbled:?}"),
        };
        found.into_iter().map(text).collect()
    }

    #[test]
    fn a_scan_comes_in_any_pieces_and_ends_once() {
        for end in ["\r", "\n", "\r\n", "\t", "\n\r", "\r\r\n"] {
            let sent = format!("{CODE}{end}{CODE}{end}");
            for size in 1..=sent.len() {
                let mut line = line();
                let pieces = sent.as_bytes().chunks(size).zip(0..);
                let found = pieces.flat_map(|(piece, place)| line.push(piece, at(place)));
                assert_eq!(texts(found), [CODE, CODE], "{end:?} {size}");
                assert_eq!(line.deadline(), None);
            }
        }
    }

    #[test]
    fn silence_ends_a_scan_without_a_suffix() {
        let mut line = line();
        assert_eq!(line.push(b"28765", at(0)), []);
        assert_eq!(line.push(b"43210", at(90)), []);
        assert_eq!(line.deadline(), Some(at(190)));
        assert_eq!(line.settle(at(189)), None);
        assert_eq!(texts(line.settle(at(190))), ["2876543210"]);
        assert_eq!(line.settle(at(400)), None);
        // Nobody asked in time: what was silent is a scan of its own all the same.
        assert_eq!(line.push(b"1", at(500)), []);
        assert_eq!(texts(line.push(b"2\r", at(700))), ["1", "2"]);
    }

    /// A scanner that ends its scans with a suffix has not ended one that it stops in.
    #[test]
    fn a_scan_that_breaks_off_is_half_and_its_rest_is_no_code() {
        let mut line = line();
        assert_eq!(texts(line.push(b"2876\r28765432109876543", at(0))), ["2876"]);
        assert_eq!(texts(line.settle(at(200))), ["Half"]);
        let rest = format!("{CODE}\r");
        assert_eq!(texts(line.push(rest.as_bytes(), at(300))), [format!("\u{FFFD}{CODE}")]);
        assert_eq!(texts(line.push(rest.as_bytes(), at(400))), [CODE]);
        assert_eq!(line.push(b"2876", at(500)), []);
        assert_eq!(texts(line.settle(at(700))), ["Half"]);
        assert_eq!(texts(line.push(rest.as_bytes(), at(1_800))), [CODE]);
    }

    #[test]
    fn another_final_character_is_one_of_the_text() {
        let mut line = LineDecoder::new(RETURN, SILENCE);
        assert_eq!(texts(line.push(b"28\t7\n6\r\n5\r\n", at(0))), ["28\t7\n6", "5"]);
        // The line feed of the last pair comes late.
        assert_eq!(texts(line.push(b"5\r", at(1))), ["5"]);
        assert_eq!(texts(line.push(b"\n6\r", at(2000))), ["6"]);
    }

    #[test]
    fn the_kind_in_front_is_taken_off() {
        let mut line = line();
        let found = line.push(b"]Q1287654321098765432\r\n", at(7));
        let [Framed::Scan { text, symbology, began }] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!((text.expose(), *began), (CODE, at(7)));
        assert_eq!(symbology.unwrap().to_string(), "]Q1");
    }

    #[test]
    fn what_is_too_long_is_said_once_and_dropped_to_its_end() {
        let mut line = line();
        assert_eq!(line.push(&[b'2'; LONGEST], at(0)), []);
        assert_eq!(texts(line.push(&[b'8'; 5000], at(1))), ["TooLong"]);
        assert_eq!(line.push(&[b'8'; 5000], at(2)), []);
        assert_eq!(texts(line.push(b"765\r287\r", at(3))), ["287"]);
        let mut line = self::line();
        assert_eq!(texts(line.push(&vec![b'2'; 400_000], at(0))), ["TooLong"]);
        assert_eq!(line.settle(at(200)), None);
        assert_eq!(texts(line.push(b"287\r", at(201))), ["287"]);
    }

    #[test]
    fn empty_lines_and_forgotten_ones_are_nothing() {
        let mut line = line();
        assert_eq!(line.push(b"\r\n\r\n\n\t\0\r", at(0)), []);
        assert_eq!(line.push(b"2876", at(1)), []);
        line.forget();
        assert_eq!(texts(line.push(b"543\r", at(2))), ["543"]);
        assert!(!format!("{line:?}").contains("543"));
    }

    #[test]
    fn noise_is_never_trimmed_to_a_code() {
        for noise in [&b"\xff"[..], b"\xa0", b"\xc2", b"\x85"] {
            let sent = [noise, CODE.as_bytes(), noise, b"\r"].concat();
            let found = texts(line().push(&sent, at(0)));
            assert_eq!(found, [format!("\u{FFFD}{CODE}\u{FFFD}")]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// In whichever pieces it comes, what comes out is what went in.
        #[test]
        fn pieces_do_not_matter(sent in proptest::collection::vec(any::<u8>(), 0..200), size in 1_usize..50) {
            let whole = texts(line().push(&sent, at(0)));
            let mut line = line();
            let pieces: Vec<Framed> = sent.chunks(size).flat_map(|piece| line.push(piece, at(0))).collect();
            prop_assert_eq!(texts(pieces), whole);
        }
    }
}
