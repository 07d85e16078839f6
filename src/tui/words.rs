//! Keys and sentences for what the desk says: the locale does not know the desk.

use crate::desk::{Next, Refusal};
use crate::locale::{Locale, say_refusal};

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
    format!("{}. {}", refused.headline, refused.act)
}
