//! Keeps secrets out of reasons, which are journalled, logged and shown.
//!
//! A gateway that rejects a signature answers with the string that it built from the request
//! (alipay-preauth.md 1.4), and the payment code is in it.

use super::{Alipay, Ask, Reason};

/// More of the provider's words than any support asks for.
const LONGEST_TEXT: usize = 2000;

/// Codes and trace ids are shorter.
const LONGEST_NAME: usize = 128;

pub(super) fn scrub(alipay: &Alipay, ask: &Ask, reason: &mut Reason) {
    let code = match ask {
        Ask::HoldByScan { code, .. } => Some(code),
        Ask::HoldByQr { .. }
        | Ask::Cancel { .. }
        | Ask::Capture { .. }
        | Ask::Release { .. }
        | Ask::Refund { .. }
        | Ask::InquireHold { .. }
        | Ask::InquireRelease { .. }
        | Ask::InquireCapture { .. }
        | Ask::InquireRefund { .. } => None,
    };
    let token = alipay.merchant.app_auth_token.as_ref();
    let clean = |text: &str, longest: usize| -> String {
        let mut text = text.to_owned();
        if let Some(code) = code {
            text = text.replace(code.expose(), &code.masked());
        }
        if let Some(token) = token.filter(|token| !token.trim().is_empty()) {
            text = text.replace(token.as_str(), "***");
        }
        text.chars().take(longest).collect()
    };
    reason.text = clean(&reason.text, LONGEST_TEXT);
    reason.code = clean(&reason.code, LONGEST_NAME);
    reason.trace = reason.trace.take().map(|trace| clean(&trace, LONGEST_NAME));
}
