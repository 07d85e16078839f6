//! What a scan is good for: the kind of code that the scanner saw speaks before the digits do.

use crate::domain::{Classified, PaymentCode, ScanKind, classify};
use crate::locale::ScanTrouble;
use crate::scanner::{Aim, Garbled, Scan, Source};

/// The verdict on a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sorted {
    /// A payment code, and what is odd about it.
    Pays { code: PaymentCode, doubt: Option<Doubt> },
    /// Nothing that may be sent.
    Other(ScanTrouble),
}

/// Worth a second look; it is sent all the same, because rules change and the provider has the last
/// word (scanner.md 0.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    Length,
    /// Wallets show payment codes as Code 128 and as QR; this is another kind of code.
    Symbology(Aim),
}

/// Digits that may be a payment code, or most of one.
const CODE_DIGITS: usize = 16;

pub(super) fn sort(scan: &Scan) -> Sorted {
    // An article's code has digits too, and one day they will begin as a payment code does.
    if scan.symbology.is_some_and(|aim| aim.letter() == 'E') {
        return Sorted::Other(ScanTrouble::Kind(ScanKind::Article));
    }
    let text = scan.text.expose();
    match classify(text) {
        Classified::Alipay { code, unusual } => {
            let odd = scan.symbology.filter(|aim| !matches!(aim.letter(), 'C' | 'Q'));
            let doubt = odd.map(Doubt::Symbology).or_else(|| unusual.then_some(Doubt::Length));
            Sorted::Pays { code, doubt }
        }
        Classified::Other(_) if scan.source == Source::Keyboard && has_key_before(text) => {
            Sorted::Other(ScanTrouble::Garbled(Garbled::Mixed))
        }
        Classified::Other(kind) => Sorted::Other(ScanTrouble::Kind(kind)),
    }
}

/// Whether all but the first character is a payment code: a hand pressed a key just as the scanner
/// began to type. Which of the two is right is not guessed.
fn has_key_before(text: &str) -> bool {
    let mut rest = text.chars();
    rest.next().is_some() && matches!(classify(rest.as_str()), Classified::Alipay { .. })
}

/// Whether a text may be shown: it has not as many digits as a payment code, whole or with a slip, nor
/// what a foreign layout makes of them.
pub(super) fn is_harmless(text: &str) -> bool {
    let foreign = matches!(classify(text), Classified::Other(ScanKind::ForeignDigits(_)));
    !foreign && text.chars().filter(|c| c.is_numeric()).count() < CODE_DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::Wait;
    use jiff::Timestamp;

    const CODE: &str = "287654321098765432";

    fn sorted(text: &str, aim: Option<&[u8; 3]>, source: Source) -> Sorted {
        let symbology = aim.and_then(|bytes| Aim::new(*bytes));
        let (began, at) = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
        let text = text.to_owned().into();
        sort(&Scan { text, symbology, source, device: None, began, at, wait: Wait::default() })
    }

    fn doubt(aim: Option<&[u8; 3]>) -> Option<Doubt> {
        match sorted(CODE, aim, Source::HidPos) {
            Sorted::Pays { doubt, .. } => doubt,
            Sorted::Other(trouble) => panic!("{trouble:?}"),
        }
    }

    #[test]
    fn an_article_is_one_whatever_its_digits_say() {
        let article = Sorted::Other(ScanTrouble::Kind(ScanKind::Article));
        assert_eq!(sorted(CODE, Some(b"]E0"), Source::HidPos), article);
        assert_eq!(sorted("4006381333931", Some(b"]E4"), Source::Serial), article);
    }

    #[test]
    fn other_kinds_of_codes_are_sent_with_a_word() {
        for known in [None, Some(b"]C0"), Some(b"]C1"), Some(b"]Q1"), Some(b"]Q3")] {
            assert_eq!(doubt(known), None, "{known:?}");
        }
        assert_eq!(doubt(Some(b"]L0")), Aim::new(*b"]L0").map(Doubt::Symbology));
        assert_eq!(
            sorted("https://example.com/", Some(b"]Q1"), Source::HidPos),
            Sorted::Other(ScanTrouble::Kind(ScanKind::Link))
        );
    }

    #[test]
    fn a_key_that_ran_into_a_scan_is_not_cut_off() {
        for text in ["1287654321098765432", "x287654321098765432"] {
            let mixed = Sorted::Other(ScanTrouble::Garbled(Garbled::Mixed));
            assert_eq!(sorted(text, None, Source::Keyboard), mixed, "{text}");
            assert_ne!(sorted(text, None, Source::HidPos), mixed, "{text}");
        }
    }

    #[test]
    fn what_may_be_a_payment_code_is_harmless_nowhere() {
        for text in [
            CODE,
            "1287654321098765432",
            "x２８７６５４３２１０９８７６５４",
            "2876 5432 1098 7654",
            "é_è&é\"'(-è_çà&é\"'(",
        ] {
            assert!(!is_harmless(text), "{text}");
        }
        assert!(is_harmless("BK-2026112200123"));
    }
}
