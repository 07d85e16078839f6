//! Keeps secrets out of reasons, which are journalled, logged and shown.
//!
//! A gateway that rejects a signature answers with the string that it built from the request
//! (alipay-preauth.md 1.4), and the payment code is in it. Others may write it in another way: with
//! blanks between, for a web page, in base64.

mod digits;
mod wrapped;

use zeroize::Zeroizing;

use super::{Alipay, Answer, Ask, Done, Reason};
use crate::domain::{Authorization, Class, Payer, PaymentCode, Standing, may_be_code};

/// More of the provider's words than any support asks for.
const LONGEST_TEXT: usize = 2000;

/// What is looked through at all: nobody reads a longer text, and it must not keep anybody waiting.
const LONGEST_LOOK: usize = 4 * LONGEST_TEXT;

/// Codes and trace ids are shorter.
const LONGEST_NAME: usize = 128;

/// What stands where a secret was.
const STARS: &str = "****";

pub(super) fn scrub(alipay: &Alipay, ask: &Ask, answer: &mut Answer) {
    let secrets = Secrets::of(alipay, ask);
    match answer {
        Answer::Done(Done::Absent(reason))
        | Answer::Refused(reason)
        | Answer::Unknown(reason)
        | Answer::NotSent(reason) => secrets.scrub(reason),
        // Later requests carry these numbers: one with the code in it cannot be kept, and what it would
        // prove is asked for again.
        Answer::Done(
            Done::Held(authorization)
            | Done::Standing(Standing { authorization: Some(authorization), .. }),
        )
        | Answer::Waiting(Some(authorization)) => {
            if secrets.are_within(authorization) {
                let why = "the reply has the payment code where a number of its own belongs";
                *answer = Answer::Unknown(Reason::ours(Class::Unknown, "reply.code", why));
            }
        }
        Answer::Waiting(None)
        | Answer::Done(
            Done::Shown { .. }
            | Done::Cancelled(_)
            | Done::Captured { .. }
            | Done::Released
            | Done::Refunded
            | Done::Standing(Standing { authorization: None, .. }),
        ) => {}
    }
}

/// A trace id, for the log.
pub(super) fn trace(alipay: &Alipay, ask: &Ask, trace: &str) -> String {
    Secrets::of(alipay, ask).clean(trace, LONGEST_NAME)
}

struct Secrets<'a> {
    code: Option<&'a PaymentCode>,
    token: Option<&'a str>,
}

impl<'a> Secrets<'a> {
    fn of(alipay: &'a Alipay, ask: &'a Ask) -> Self {
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
        let token = alipay.merchant.app_auth_token.as_ref().map(|token| token.as_str());
        Self { code, token: token.filter(|token| !token.trim().is_empty()) }
    }

    fn scrub(&self, reason: &mut Reason) {
        reason.text = self.clean(&reason.text, LONGEST_TEXT);
        reason.code = self.clean(&reason.code, LONGEST_NAME);
        reason.trace = reason.trace.take().map(|trace| self.clean(&trace, LONGEST_NAME));
    }

    fn clean(&self, text: &str, longest: usize) -> String {
        let mut text: Zeroizing<String> = Zeroizing::new(text.chars().take(LONGEST_LOOK).collect());
        if let Some(code) = self.code {
            *text = text.replace(code.expose(), &code.masked());
        }
        if let Some(token) = self.token {
            *text = text.replace(token, STARS);
        }
        let code = self.code.map_or("", PaymentCode::expose);
        *text = wrapped::without(&text, |within| self.are_in(within, digits::RUN));
        *text = digits::without(&text, code);
        text.chars().take(longest).collect()
    }

    /// Whether a text, taken out of some wrapping, has one of them in it.
    fn are_in(&self, text: &str, run: usize) -> bool {
        let token = self.token.is_some_and(|token| text.contains(token));
        token || digits::are_in(text, self.code.map_or("", PaymentCode::expose), run)
    }

    fn are_within(&self, authorization: &Authorization) -> bool {
        let Authorization { auth_no, operation_id, payer, payer_login, on_credit: _ } =
            authorization;
        let payer = match payer {
            Some(Payer::UserId(id) | Payer::OpenId(id)) => id.as_str(),
            None => "",
        };
        // An inquiry knows no code any more, but a hold's number is longer than any.
        if may_be_code(auth_no) {
            return true;
        }
        let texts = [auth_no.as_str(), operation_id, payer, payer_login];
        let sure = |text: &str| self.are_in(text, digits::SURE);
        texts.iter().any(|text| sure(text) || wrapped::without(text, sure) != **text)
    }
}
