//! Keys and sentences for what the desk says: the locale does not know the desk.

use crate::desk::{Next, Refusal};
use crate::locale::{Locale, say_refusal};
use crate::scanner::{Aim, Health, Overall, Source, Speaks};

/// The key of an automatic step.
pub(super) const fn next_key(next: Next) -> &'static str {
    match next {
        Next::Inquire => "next-inquire",
        Next::LastInquiry => "next-last-inquiry",
        Next::Undo => "next-undo",
        Next::SendAgain => "next-send-again",
        Next::HandOver => "next-hand-over",
        Next::Drop => "next-drop",
    }
}

/// A refusal and what to do about it, in one line.
pub(super) fn refused(locale: &Locale, refusal: &Refusal) -> String {
    let (key, args) = refusal.words();
    let refused = say_refusal(locale, key, &args);
    locale.format("refused", &[("what", &refused.headline), ("act", &refused.act)])
}

/// The key of a kind of code, by its AIM identifier (ISO/IEC 15424).
pub(super) const fn symbology_key(aim: Aim) -> &'static str {
    match aim.letter() {
        'C' => "symbology-code-128",
        'Q' => "symbology-qr",
        'E' => "symbology-ean",
        'A' => "symbology-code-39",
        'd' => "symbology-data-matrix",
        'L' => "symbology-pdf417",
        'z' => "symbology-aztec",
        _ => "symbology-other",
    }
}

pub(super) const fn source_key(source: Source) -> &'static str {
    match source {
        Source::HidPos => "speaks-hid-pos",
        Source::Serial => "speaks-serial",
        Source::Keyboard => "speaks-keyboard",
        Source::Grab => "speaks-grab",
        Source::Training => "speaks-training",
    }
}

pub(super) const fn speaks_key(speaks: Speaks) -> &'static str {
    match speaks {
        Speaks::HidPos => "speaks-hid-pos",
        Speaks::Serial => "speaks-serial",
        Speaks::Keyboard => "speaks-keyboard",
        Speaks::Other => "speaks-other",
    }
}

pub(super) const fn health_key(health: &Health) -> &'static str {
    match health {
        Health::Opening => "health-opening",
        Health::Reading => "health-reading",
        Health::Typing => "health-typing",
        Health::NotAllowed => "health-not-allowed",
        Health::Busy => "health-busy",
        Health::Broken(_) => "health-broken",
        Health::Unused => "health-unused",
    }
}

/// The keys of the words for all scanners, and of those for a narrow window.
pub(super) const fn overall_keys(overall: Overall) -> (&'static str, &'static str) {
    match overall {
        Overall::Reading(_) => ("scanner-reading", "scanner-reading-short"),
        Overall::Opening => ("scanner-opening", "scanner-opening-short"),
        Overall::NotAllowed => ("scanner-not-allowed", "scanner-not-allowed-short"),
        Overall::Broken => ("scanner-broken", "scanner-broken-short"),
        Overall::Keyboard => ("scanner-keyboard", "scanner-keyboard-short"),
        Overall::NotFound => ("scanner-not-found", "scanner-not-found-short"),
    }
}
