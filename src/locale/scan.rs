//! A sentence for everything that a scanner or a hand may bring, before anything leaves.

use crate::domain::{Garbled, Row, ScanKind};

use super::Locale;

/// What is wrong with a scan, or worth a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanTrouble {
    /// Not an Alipay payment code.
    Kind(ScanKind),
    /// No scan at all: what the scanner sent cannot be used.
    Garbled(Garbled),
    /// Scanned longer ago than a payment code lives.
    Stale,
    /// The same code was used a moment ago.
    Repeated,
    /// May be sent, but no wallet is known to use this length.
    Unusual,
}

/// What happened, what the cashier does and what the guest hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    pub headline: String,
    pub act: String,
    pub say: String,
}

impl ScanTrouble {
    /// The key of the headline; `-do` and `-say` behind it are the other two.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kind(ScanKind::WeChat) => "scan-wechat",
            Self::Kind(ScanKind::UnionPay) => "scan-unionpay",
            Self::Kind(ScanKind::BankCard) => "scan-bank-card",
            Self::Kind(ScanKind::Collection) => "scan-collection",
            Self::Kind(ScanKind::Link) => "scan-link",
            Self::Kind(ScanKind::OtherDigits) => "scan-other-digits",
            Self::Kind(ScanKind::Article) => "scan-article",
            Self::Kind(ScanKind::NotACode) => "scan-not-a-code",
            Self::Kind(ScanKind::Empty) => "scan-empty",
            Self::Kind(ScanKind::TwoCodes) => "scan-two-codes",
            Self::Kind(ScanKind::ForeignDigits(_)) => "scan-foreign-digits",
            Self::Kind(ScanKind::TooLong) | Self::Garbled(Garbled::TooLong) => "scan-too-long",
            Self::Garbled(Garbled::Half) => "scan-half",
            Self::Garbled(Garbled::Short) => "scan-short",
            Self::Garbled(Garbled::Mixed) => "scan-mixed",
            Self::Garbled(Garbled::AltMode) => "scan-alt-mode",
            Self::Garbled(Garbled::Keypad) => "scan-keypad",
            Self::Stale => "scan-stale",
            Self::Repeated => "scan-repeated",
            Self::Unusual => "scan-unusual",
        }
    }
}

/// The key of a keyboard layout's name.
const fn layout_key(row: Row) -> &'static str {
    match row {
        Row::French => "layout-french",
        Row::Belgian => "layout-belgian",
        Row::Czech => "layout-czech",
        Row::Slovak => "layout-slovak",
        Row::Hungarian => "layout-hungarian",
        Row::Lithuanian => "layout-lithuanian",
        Row::Thai => "layout-thai",
        Row::Vietnamese => "layout-vietnamese",
    }
}

/// The three lines about a scan. Nothing was sent, and the screen says so beside them.
pub fn advise(locale: &Locale, trouble: ScanTrouble) -> Advice {
    let key = trouble.key();
    let layout = match trouble {
        ScanTrouble::Kind(ScanKind::ForeignDigits(row)) => locale.text(layout_key(row)),
        ScanTrouble::Kind(_)
        | ScanTrouble::Garbled(_)
        | ScanTrouble::Stale
        | ScanTrouble::Repeated
        | ScanTrouble::Unusual => String::new(),
    };
    let line = |key: &str| locale.format(key, &[("layout", layout.as_str())]);
    Advice {
        headline: line(key),
        act: line(&format!("{key}-do")),
        say: line(&format!("{key}-say")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn a_foreign_layout_is_named_with_its_cure() {
        let trouble = ScanTrouble::Kind(ScanKind::ForeignDigits(Row::French));
        let advice = advise(&Locale::new(Language::English), trouble);
        assert_eq!(advice.headline, "Digits came as letters: the keyboard is French");
        assert_eq!(advice.act, "Set the computer's keys to US, or the scanner to French.");
        let advice = advise(&Locale::new(Language::Chinese), trouble);
        assert!(advice.headline.contains("法语"), "{}", advice.headline);
    }

    #[test]
    fn everything_garbled_has_its_three_lines() {
        for language in Language::ALL {
            let locale = Locale::new(language);
            for garbled in [
                Garbled::Half,
                Garbled::Short,
                Garbled::TooLong,
                Garbled::Mixed,
                Garbled::AltMode,
                Garbled::Keypad,
            ] {
                let advice = advise(&locale, ScanTrouble::Garbled(garbled));
                for line in [advice.headline, advice.act, advice.say] {
                    assert!(!line.is_empty() && !line.starts_with('['), "{garbled:?}: {line}");
                }
            }
        }
    }
}
