use super::super::table::cell;
use super::super::without_codes;
use super::{LONG, SHORTEST};
use crate::domain::{Classified, classify};

/// What was scanned, fit for a screen and a log: a payment code masked, and also whatever could be one
/// in disguise, such as digits that a keyboard's layout made letters of.
pub fn masked(text: &str) -> String {
    if let Classified::Alipay { code, .. } = classify(text) {
        return code.masked();
    }
    let length = text.chars().count();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let plain = text.chars().filter(char::is_ascii_alphanumeric).count();
    if length < SHORTEST || (digits < SHORTEST && text.is_ascii() && plain >= length / 2) {
        return cell(&without_codes(text), LONG);
    }
    let start: String = text.chars().take(4).collect();
    let end: String = text.chars().skip(length.saturating_sub(2)).collect();
    // As long as it was, as far as a line goes.
    let hidden = "*".repeat(length.saturating_sub(6).min(LONG));
    cell(&format!("{start}{hidden}{end}"), LONG)
}
