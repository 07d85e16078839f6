use super::*;
use proptest::prelude::*;

const CODE: &str = "287654321098765432";
const SILENCE: SignedDuration = SignedDuration::from_millis(150);
const SHIFT: u16 = 42;
const ENTER: u16 = 28;
const ALT: u16 = 56;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
}

fn decoder() -> KeyDecoder {
    KeyDecoder::new(Suffixes::default(), SILENCE)
}

fn told(framed: Framed) -> String {
    match framed {
        Framed::Scan { text, .. } => text.expose().to_owned(),
        Framed::Garbled(garbled) => format!("{garbled:?}"),
    }
}

/// A keyboard with a millisecond between any two events.
struct Typist {
    decoder: KeyDecoder,
    now: i64,
    found: Vec<String>,
}

impl Typist {
    fn new() -> Self {
        Self { decoder: decoder(), now: 0, found: Vec::new() }
    }

    fn event(&mut self, code: u16, pressed: bool) -> &mut Self {
        self.now += 1;
        let framed = self.decoder.push(code, pressed, at(self.now));
        self.found.extend(framed.map(told));
        self
    }

    fn tap(&mut self, code: u16) -> &mut Self {
        self.event(code, true).event(code, false)
    }

    /// Digits on the row above the letters.
    fn digits(&mut self, digits: &str) -> &mut Self {
        for c in digits.chars() {
            self.tap([11, 2, 3, 4, 5, 6, 7, 8, 9, 10][c.to_digit(10).unwrap() as usize]);
        }
        self
    }

    fn keypad(&mut self, digits: &str) -> &mut Self {
        for c in digits.chars() {
            self.tap([82, 79, 80, 81, 75, 76, 77, 71, 72, 73][c.to_digit(10).unwrap() as usize]);
        }
        self
    }

    fn shifted(&mut self, code: u16) -> &mut Self {
        self.event(SHIFT, true).tap(code).event(SHIFT, false)
    }

    fn silence(&mut self) -> &mut Self {
        self.now += 150;
        self.found.extend(self.decoder.settle(at(self.now)).map(told));
        self
    }
}

#[test]
fn digits_of_both_places_and_each_final_key() {
    for last in [ENTER, 96, 15, 101] {
        let mut typist = Typist::new();
        typist.digits(CODE).tap(last).keypad("0123456789").tap(last);
        assert_eq!(typist.found, [CODE, "0123456789"]);
        assert_eq!(typist.decoder.deadline(), None);
    }
    // Carriage return and line feed, both ways: Ctrl+J is a line feed.
    let mut typist = Typist::new();
    typist.digits(CODE).tap(ENTER).event(29, true).tap(36).event(29, false);
    typist.digits("28").event(97, true).tap(50).event(97, false);
    assert_eq!(typist.found, [CODE, "28"]);
}

#[test]
fn every_printable_character_has_its_key() {
    let mut typist = Typist::new();
    for code in (2..=13).chain(16..=27).chain(30..=41).chain(43..=53) {
        typist.tap(code);
    }
    typist.tap(ENTER);
    for code in (2..=13).chain(16..=27).chain(30..=41).chain(43..=53) {
        if code != 28 && code != 42 {
            typist.shifted(code);
        }
    }
    typist.tap(57).tap(74).tap(78).tap(83).tap(98).tap(55).tap(ENTER);
    assert_eq!(
        typist.found,
        [
            "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./",
            "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~|ZXCVBNM<>? -+./*",
        ]
    );
}

#[test]
fn caps_lock_turns_letters_and_no_digits() {
    let mut typist = Typist::new();
    typist.tap(58).digits("287").tap(30).shifted(30).tap(58).tap(30).shifted(30).tap(ENTER);
    assert_eq!(typist.found, ["287AaaA"]);
}

#[test]
fn the_kind_in_front_is_taken_off() {
    let mut typist = Typist::new();
    typist.tap(27).shifted(16).digits("1").digits(CODE).tap(ENTER);
    assert_eq!(typist.found, [CODE]);
}

#[test]
fn other_keys_are_never_passed_over() {
    let mut typist = Typist::new();
    // Num Lock and the logo key mean nothing; Home and F1 might.
    typist.digits("2876").tap(69).tap(125).digits("54").tap(102).tap(59).tap(ENTER);
    assert_eq!(typist.found, ["287654\u{FFFD}\u{FFFD}"]);
}

#[test]
fn alt_mode_is_read() {
    let mut typist = Typist::new();
    for c in CODE.chars() {
        let number = format!("{:04}", u32::from(c));
        typist.event(ALT, true).keypad(&number).event(ALT, false);
    }
    typist.tap(ENTER);
    // Above ASCII a number means nothing that is known, and Alt alone means nothing.
    typist.event(ALT, true).keypad("0178").event(ALT, false).tap(ALT).tap(ALT);
    typist.event(ALT, true).keypad("99999999999").event(ALT, false).tap(ENTER);
    assert_eq!(typist.found, [CODE, "\u{FFFD}\u{FFFD}"]);
}

#[test]
fn silence_ends_a_scan_without_a_final_key() {
    let mut typist = Typist::new();
    typist.digits(CODE);
    let last = typist.now - 1;
    assert_eq!(typist.decoder.deadline(), Some(at(last + 150)));
    assert_eq!(typist.decoder.settle(at(last + 149)), None);
    typist.silence();
    assert_eq!(typist.found, [CODE]);
    // Nobody asked: the next key begins a scan of its own.
    typist.digits("28");
    typist.now += 200;
    typist.digits("30").tap(ENTER);
    assert_eq!(typist.found, [CODE, "28", "30"]);
}

#[test]
fn a_final_key_that_is_none_is_a_character() {
    let suffixes = Suffixes { enter: true, tab: false, line_feed: false };
    let mut typist = Typist::new();
    typist.decoder = KeyDecoder::new(suffixes, SILENCE);
    typist.digits("28").tap(15).digits("7").tap(101).digits("6").tap(ENTER).tap(ENTER);
    assert_eq!(typist.found, ["28\t7\n6"]);
}

#[test]
fn what_is_too_long_is_said_once_and_dropped_to_its_end() {
    let mut typist = Typist::new();
    typist.digits(&"2".repeat(10_000)).tap(ENTER);
    assert_eq!(typist.found.pop().map(|text| text.len()), Some(10_000));
    typist.digits(&"2".repeat(40_000)).tap(ENTER).digits(CODE).tap(ENTER);
    assert_eq!(typist.found, ["TooLong", CODE]);
}

/// A scanner that ends its scans with a key has not ended one that it stops in.
#[test]
fn a_scan_that_breaks_off_is_half_and_its_rest_is_no_code() {
    let mut typist = Typist::new();
    typist.digits(CODE).tap(ENTER).digits("287654").silence().digits(CODE).tap(ENTER);
    assert_eq!(typist.found, [CODE, "Half", format!("\u{FFFD}{CODE}").as_str()]);
    typist.now += 2_000;
    typist.digits(CODE).tap(ENTER);
    assert_eq!(typist.found.last().map(String::as_str), Some(CODE));
}

/// What is left of a text that has a gap may look like a code.
#[test]
fn a_text_with_lost_keys_is_no_code() {
    let mut typist = Typist::new();
    typist.digits("99");
    assert_eq!(typist.decoder.lost(at(typist.now)), None);
    typist.digits(CODE).tap(ENTER).digits(CODE).tap(ENTER);
    assert_eq!(typist.found, [format!("99\u{FFFD}{CODE}").as_str(), CODE]);
}

#[test]
fn what_is_let_go_is_gone() {
    let mut typist = Typist::new();
    typist.event(SHIFT, true).digits("2876");
    typist.decoder.forget();
    typist.digits(CODE).tap(ENTER);
    assert_eq!(typist.found, [CODE]);
    typist.digits("2876543");
    assert!(!format!("{:?}", typist.decoder).contains("2876"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Runs of zeros and repeats, as fast as can be: no digit is lost or doubled.
    #[test]
    fn digits_are_what_was_typed(digits in "[0128]{1,40}") {
        let mut typist = Typist::new();
        typist.digits(&digits).tap(ENTER).keypad(&digits).tap(ENTER);
        prop_assert_eq!(&typist.found, &[digits.clone(), digits]);
    }

    #[test]
    fn any_keys_at_any_times(events in proptest::collection::vec((0_u16..300, any::<bool>(), -300_i64..300), 0..200)) {
        let mut decoder = decoder();
        let mut now = 1_000_000;
        for (code, pressed, gap) in events {
            now += gap;
            let _settled = decoder.settle(at(now));
            let _framed = decoder.push(code, pressed, at(now));
        }
        decoder.forget();
        prop_assert_eq!(decoder.deadline(), None);
    }
}
