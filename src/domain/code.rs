//! What a scanned text is, before anything leaves (alipay-preauth.md 3).

use std::fmt;
use std::ops::RangeInclusive;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::Row;

/// A guest's payment code: whoever has it can take money, so it is shown masked, never written
/// anywhere, and wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct PaymentCode(String);

impl PaymentCode {
    /// The code itself, for the one request that carries it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// First four and last two characters (alipay-preauth.md 3).
    pub fn masked(&self) -> String {
        let length = self.0.chars().count();
        let shown = |place: usize| length > 8 && (place < 4 || place >= length.saturating_sub(2));
        self.0.chars().enumerate().map(|(place, c)| if shown(place) { c } else { '*' }).collect()
    }
}

impl fmt::Debug for PaymentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// What a scanned text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScanKind {
    WeChat,
    UnionPay,
    /// A bank card's number, or the code on one.
    BankCard,
    /// The QR code with which somebody collects money.
    Collection,
    /// Some other web address.
    Link,
    /// Digits, but of no wallet that is known.
    OtherDigits,
    /// The code on an article of trade.
    Article,
    /// Not digits.
    NotACode,
    Empty,
    /// Two payment codes, one behind the other without anything between.
    TwoCodes,
    /// Digits that the computer's keyboard layout made something else of, of which layout.
    ForeignDigits(Row),
    /// Too long to be any payment code.
    TooLong,
}

/// The verdict on a scanned text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Classified {
    /// May be sent. `unusual` says that no wallet is known to use this length.
    Alipay { code: PaymentCode, unusual: bool },
    /// Must not be sent.
    Other(ScanKind),
}

/// Longest text that is looked at: the longest payment code has 24 characters.
const LONGEST: usize = 64;

/// Digits of a payment code.
const LENGTHS: RangeInclusive<usize> = 16..=24;

/// Classifies what a scanner or a hand typed. Full-width digits count as digits.
pub fn classify(text: &str) -> Classified {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if trimmed.is_empty() {
        return Classified::Other(ScanKind::Empty);
    }
    if let Some(kind) = address(trimmed) {
        return Classified::Other(kind);
    }
    if trimmed.chars().nth(LONGEST).is_some() {
        return Classified::Other(ScanKind::TooLong);
    }
    let mut digits: String = trimmed.chars().map(narrow).collect();
    let verdict = if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        of_digits(&digits)
    } else {
        Classified::Other(Row::of(trimmed).map_or(ScanKind::NotACode, ScanKind::ForeignDigits))
    };
    digits.zeroize();
    verdict
}

/// Whether a text that is not asked for as a code has one in it all the same: all of its digits, or as
/// many of them as stand together, begin as a payment code does and are as many.
pub fn may_be_code(text: &str) -> bool {
    let shaped = |digits: &str| {
        let prefix = digits.get(..2).and_then(|two| two.parse::<u32>().ok());
        LENGTHS.contains(&digits.len()) && prefix.is_some_and(|two| (25..=30).contains(&two))
    };
    let narrowed: Zeroizing<String> = Zeroizing::new(text.chars().map(narrow).collect());
    let all: Zeroizing<String> =
        Zeroizing::new(narrowed.chars().filter(char::is_ascii_digit).collect());
    shaped(&all) || narrowed.split(|c: char| !c.is_ascii_digit()).any(shaped)
}

fn address(text: &str) -> Option<ScanKind> {
    let start: String = text.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let rest = start.strip_prefix("https://").or_else(|| start.strip_prefix("http://"));
    let collects = |host: &str| host.starts_with("qr.alipay.com/");
    match rest {
        Some(host) if collects(host) => Some(ScanKind::Collection),
        Some(_) => Some(ScanKind::Link),
        None if collects(&start) || start.starts_with("wxp://") => Some(ScanKind::Collection),
        None => None,
    }
}

/// The order of these rules is the specification's.
fn of_digits(digits: &str) -> Classified {
    let prefix: u32 = digits.get(..2).and_then(|two| two.parse().ok()).unwrap_or(0);
    let length = digits.len();
    let alipay = (25..=30).contains(&prefix);
    if length == 18 && (10..=15).contains(&prefix) {
        return Classified::Other(ScanKind::WeChat);
    }
    if prefix == 62 && (16..=20).contains(&length) {
        // A card's own number ends in a check digit that a payment code has only by chance.
        let kind =
            if luhn(digits) && length == 16 { ScanKind::BankCard } else { ScanKind::UnionPay };
        return Classified::Other(kind);
    }
    if alipay && LENGTHS.contains(&length) {
        let unusual = !matches!(length, 17 | 18 | 19 | 24);
        return Classified::Alipay { code: PaymentCode(digits.to_owned()), unusual };
    }
    Classified::Other(match length {
        15..=19 if luhn(digits) => ScanKind::BankCard,
        8 | 12 | 13 => ScanKind::Article,
        25.. if is_two(digits) => ScanKind::TwoCodes,
        25.. => ScanKind::TooLong,
        _ => ScanKind::OtherDigits,
    })
}

/// Whether digits fall into two payment codes, of whichever wallets.
fn is_two(digits: &str) -> bool {
    let is_code = |half: &str| {
        let verdict = LENGTHS.contains(&half.len()).then(|| of_digits(half));
        matches!(
            verdict,
            Some(
                Classified::Alipay { .. }
                    | Classified::Other(ScanKind::WeChat | ScanKind::UnionPay | ScanKind::BankCard)
            )
        )
    };
    let mut halves = LENGTHS.filter_map(|middle| digits.split_at_checked(middle));
    halves.any(|(first, second)| is_code(first) && is_code(second))
}

/// Luhn's check digit (ISO/IEC 7812-1), which bank cards carry.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte.saturating_sub(b'0'));
            match (place % 2 == 1, digit) {
                (false, digit) => digit,
                (true, digit @ 0..=4) => digit.saturating_mul(2),
                (true, digit) => digit.saturating_mul(2).saturating_sub(9),
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => {
            let offset = u32::from(c).saturating_sub(u32::from('０'));
            char::from_digit(offset, 10).unwrap_or(c)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alipay(text: &str) -> Option<bool> {
        match classify(text) {
            Classified::Alipay { unusual, .. } => Some(unusual),
            Classified::Other(_) => None,
        }
    }

    /// alipay-preauth.md A5.
    #[test]
    fn the_specification_s_vectors() {
        for (text, unusual) in [
            ("287654321098765432", false),
            ("2893612204263667830", false),
            ("251001020123456789012345", false),
            ("301234567890123456", false),
            ("28765432109876543", false),
            ("2876543210987654", true),
            ("287654321098765432\r\n", false),
            ("２８７６５４３２１０９８７６５４３２", false),
        ] {
            assert_eq!(alipay(text), Some(unusual), "{text}");
        }
        for (text, kind) in [
            ("134567890123456789", ScanKind::WeChat),
            ("6221234567890123456", ScanKind::UnionPay),
            ("28765432109876543X", ScanKind::NotACode),
            ("https://qr.alipay.com/fkx0", ScanKind::Collection),
            ("HTTPS://QR.ALIPAY.COM/fkx0", ScanKind::Collection),
            ("qr.alipay.com/fkx0", ScanKind::Collection),
            ("wxp://f2f0", ScanKind::Collection),
            ("https://example.com/", ScanKind::Link),
            ("4006381333931", ScanKind::Article),
            ("4111111111111111", ScanKind::BankCard),
            ("6200000000000005", ScanKind::BankCard),
            ("62000000000000003", ScanKind::UnionPay),
            ("6200000000000006", ScanKind::UnionPay),
            ("\r\n", ScanKind::Empty),
            ("287654321098765432287654321098765432", ScanKind::TwoCodes),
            ("287654321098765432134567890123456789", ScanKind::TwoCodes),
            ("0000000000000000000000000", ScanKind::TooLong),
            ("98765432109876543298765432109876543298", ScanKind::TooLong),
            ("éà\"'(-è_çà&é\"'(-è_", ScanKind::ForeignDigits(Row::French)),
            ("ěéšč\r\n", ScanKind::NotACode),
        ] {
            assert_eq!(classify(text), Classified::Other(kind), "{text}");
        }
    }

    #[test]
    fn a_code_is_never_printed() {
        let Classified::Alipay { code, .. } = classify("287654321098765432") else {
            panic!("not taken for a code");
        };
        assert_eq!(format!("{code:?}"), "2876************32");
    }

    #[test]
    fn a_code_in_another_place_is_seen() {
        for text in [
            "287654321098765432",
            "2876 5432 1098 7654 32",
            "1208 287654321098765432",
            "Li, 287654321098765432!",
            "２８７６５４３２１０９８７６５４３２",
            "2876543210987654",
        ] {
            assert!(may_be_code(text), "{text}");
        }
        for text in [
            "",
            "1208",
            "2026112222001400426857844057",
            "BK-2026112200123",
            "+852 2876 5432",
            "1208 2026112200123456 1",
        ] {
            assert!(!may_be_code(text), "{text}");
        }
    }

    #[test]
    fn whatever_is_in_it_it_is_no_code_by_mistake() {
        let code = "287654321098765432";
        for (text, kind) in [
            // A sign within is never skipped: not a NUL, not a mark that has no width.
            ("2876543210\u{0}98765432".to_owned(), ScanKind::NotACode),
            (format!("\u{200F}{code}"), ScanKind::NotACode),
            (format!("{code}\u{202E}"), ScanKind::NotACode),
            (format!("{code}\n{code}"), ScanKind::NotACode),
            ("287654 321098 765432".to_owned(), ScanKind::NotACode),
            // Digits of other writings are no digits of a code.
            ("٢٨٧٦٥٤٣٢١٠٩٨٧٦٥٤٣٢".to_owned(), ScanKind::NotACode),
            ("²⁸⁷⁶⁵⁴³²¹⁰⁹⁸⁷⁶⁵⁴³²".to_owned(), ScanKind::NotACode),
            ("\u{FFFD}287654321098765432".to_owned(), ScanKind::NotACode),
            ("\u{0}\u{1}\u{1b} ".to_owned(), ScanKind::Empty),
            ("2".repeat(10_000), ScanKind::TooLong),
            ("\u{0}".repeat(10_000), ScanKind::Empty),
            ("é".repeat(10_000), ScanKind::TooLong),
            ("2".to_owned(), ScanKind::OtherDigits),
        ] {
            let kind = Classified::Other(kind);
            assert_eq!(classify(&text), kind, "{:?}", text.chars().take(40).collect::<String>());
        }
        assert_eq!(alipay(&format!("\0\t{code}\0\r\n")), Some(false));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// What may be sent is, to the digit, what was scanned.
        #[test]
        fn a_code_is_what_was_scanned(text in "[ \\r\\n\\x00]{0,2}[0-9０-９x]{0,27}[ \\r\\n\\x00]{0,2}") {
            if let Classified::Alipay { code, .. } = classify(&text) {
                let digits: String = text
                    .chars()
                    .filter(|c| !c.is_whitespace() && !c.is_control())
                    .map(|c| if c.is_ascii() { c } else { char::from_u32(u32::from(c) - 0xFF10 + 0x30).unwrap() })
                    .collect();
                prop_assert_eq!(code.expose(), digits);
                prop_assert!((16..=24).contains(&code.expose().len()));
            }
        }

        /// However two codes are run together, they are never one.
        #[test]
        fn two_codes_are_never_one(first in "(2[5-9]|30)[0-9]{14,22}", second in "(2[5-9]|30)[0-9]{14,22}") {
            prop_assert_eq!(classify(&format!("{first}{second}")), Classified::Other(ScanKind::TwoCodes));
        }

        #[test]
        fn any_text_gets_a_verdict(text in "(?s).{0,200}") {
            let _verdict = classify(&text);
        }
    }
}
