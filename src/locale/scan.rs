//! A sentence for everything that a scanner or a hand may bring, before anything leaves.

use crate::domain::ScanKind;

use super::Locale;

/// What is wrong with a scan, or worth a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanTrouble {
    /// Not an Alipay payment code.
    Kind(ScanKind),
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
            Self::Kind(ScanKind::TooLong) => "scan-too-long",
            Self::Stale => "scan-stale",
            Self::Repeated => "scan-repeated",
            Self::Unusual => "scan-unusual",
        }
    }
}

/// The three lines about a scan. Nothing was sent, and the screen says so beside them.
pub fn advise(locale: &Locale, trouble: ScanTrouble) -> Advice {
    let key = trouble.key();
    Advice {
        headline: locale.text(key),
        act: locale.text(&format!("{key}-do")),
        say: locale.text(&format!("{key}-say")),
    }
}
