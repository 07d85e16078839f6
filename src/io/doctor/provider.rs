use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};

use crate::cli::doctor::{About, Check, Saying};
use crate::domain::{Answer, Ask, Money, Number, NumberError, Reason};

/// Signed requests carry the time. From here on somebody should set the clock.
const CLOCK_WARN: SignedDuration = SignedDuration::from_secs(60);
/// From here on a gateway may refuse what is signed (alipay-preauth.md 1.9).
const CLOCK_BAD: SignedDuration = SignedDuration::from_mins(10);

/// What came of [`question`].
#[derive(Debug)]
pub struct Asked {
    pub answer: Answer,
    /// The reply's `Date` header.
    pub date: Option<String>,
    /// The wall clock when the reply had come.
    pub at: Timestamp,
}

/// A question after a charge that never was: the answer "no such charge", signed, proves that keys,
/// application and gateway go together (alipay-preauth.md 1.7). It moves no money.
///
/// # Errors
/// None for any time of this era: the number is made of the time's digits.
pub fn question(money: Money, now: Timestamp) -> Result<Ask, NumberError> {
    let capture_no = Number::try_from(format!("DOCTOR{}", now.as_second().unsigned_abs()))?;
    Ok(Ask::InquireCapture { capture_no, money })
}

/// What the answer says of the settings, and the reply's date of the clock.
pub(super) fn judge(asked: &Asked) -> Vec<Check> {
    let mut checks = vec![answer(&asked.answer)];
    checks.extend(asked.date.as_deref().and_then(|date| clock(date, asked.at)));
    checks
}

fn answer(answer: &Answer) -> Check {
    match answer {
        // Done: whatever it found, the signature verified.
        Answer::Done(_) => Check::good(About::Provider, "doctor-provider"),
        Answer::NotSent(reason) => Check::bad(
            About::Provider,
            Saying::new("doctor-provider-not-reached", &[("what", &reason.text)]),
            "doctor-provider-not-reached-do",
        ),
        Answer::Refused(reason) | Answer::Unknown(reason) => unclear(reason),
        Answer::Waiting(_) => odd("waiting", ""),
    }
}

/// The sub-codes of the gateway, without the prefix that some versions have (alipay-preauth.md 4.2).
fn unclear(reason: &Reason) -> Check {
    let code = reason.code.rsplit('.').next().unwrap_or_default();
    let (finding, act) = match (reason.code.as_str(), code) {
        ("reply.signature", _) => ("doctor-their-key", "doctor-their-key-do"),
        ("reply.certificate", _) => ("doctor-their-certificate", "doctor-their-certificate-do"),
        (_, "invalid-signature" | "missing-signature-config" | "missing-signature-key") => {
            ("doctor-our-key", "doctor-our-key-do")
        }
        (_, "invalid-app-id" | "missing-app-id") => ("doctor-app", "doctor-app-do"),
        (_, "invalid-app-state" | "not-online-app" | "app-unbind-partner") => {
            ("doctor-app-off", "doctor-app-off-do")
        }
        (_, "insufficient-isv-permissions" | "insufficient-user-permissions") => {
            ("doctor-contract", "doctor-contract-do")
        }
        (_, "illegal-client-ip") => ("doctor-address", "doctor-address-do"),
        (_, "invalid-timestamp" | "illegal-timestamp") => ("doctor-time", "doctor-time-do"),
        (_, "missing-encrypt-key" | "invalid-encrypt" | "missing-encrypt-type") => {
            ("doctor-encryption", "doctor-encryption-do")
        }
        (_, certificate) if certificate.contains("cert") => {
            ("doctor-our-certificate", "doctor-our-certificate-do")
        }
        (_, _) => return odd(&reason.code, &reason.text),
    };
    let finding = Saying::new(finding, &[("code", &reason.code)]);
    Check::bad(About::Provider, finding, act)
}

/// An answer that says nothing about the settings, such as a time-out.
fn odd(code: &str, text: &str) -> Check {
    let finding = Saying::new("doctor-provider-unclear", &[("code", code), ("what", text)]);
    Check::warn(About::Provider, finding, "doctor-provider-unclear-do")
}

/// Nothing where the date cannot be read: then it says nothing of the clock.
fn clock(date: &str, at: Timestamp) -> Option<Check> {
    let theirs = rfc2822::parse(date).ok()?.timestamp();
    let off = at.duration_since(theirs).abs();
    let by = format!("{:#}", SignedDuration::from_secs(off.as_secs()));
    let finding = Saying::new("doctor-clock-off", &[("by", &by)]);
    Some(if off > CLOCK_BAD {
        Check::bad(About::Clock, finding, "doctor-clock-off-do")
    } else if off > CLOCK_WARN {
        Check::warn(About::Clock, finding, "doctor-clock-off-do")
    } else {
        Check::good(About::Clock, "doctor-clock")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::Health;
    use crate::domain::{Class, Done};

    fn reason(code: &str) -> Reason {
        Reason::ours(Class::SetUp, code, "")
    }

    fn key_of(check: &Check) -> &str {
        match &check.finding {
            Saying::Words(key, _) => key,
            Saying::Told(words) => words,
        }
    }

    #[test]
    fn what_the_gateway_refuses_is_told_apart() {
        for (code, key) in [
            ("isv.invalid-signature", "doctor-our-key"),
            ("invalid-signature", "doctor-our-key"),
            ("reply.signature", "doctor-their-key"),
            ("isv.invalid-app-id", "doctor-app"),
            ("isv.app-cert-not-exist", "doctor-our-certificate"),
            ("isv.invalid-alipay-root-cert-sn", "doctor-our-certificate"),
            ("isv.invalid-timestamp", "doctor-time"),
            ("isv.insufficient-isv-permissions", "doctor-contract"),
        ] {
            for answered in [Answer::Unknown(reason(code)), Answer::Refused(reason(code))] {
                let check = answer(&answered);
                assert_eq!((key_of(&check), check.health), (key, Health::Bad), "{code}");
            }
        }
        let check = answer(&Answer::Unknown(reason("net.timeout")));
        assert_eq!((key_of(&check), check.health), ("doctor-provider-unclear", Health::Warn));
        let check = answer(&Answer::NotSent(reason("net.not_sent")));
        assert_eq!(check.health, Health::Bad);
        let check = answer(&Answer::Done(Done::Absent(reason("ACQ.TRADE_NOT_EXIST"))));
        assert_eq!(check.health, Health::Ok);
    }

    #[test]
    fn the_clock_is_held_against_the_server_s() {
        let at: Timestamp = "2026-11-22T05:30:00Z".parse().unwrap();
        let health = |date: &str| clock(date, at).map(|check| check.health);
        assert_eq!(health("Sun, 22 Nov 2026 05:29:10 GMT"), Some(Health::Ok));
        assert_eq!(health("Sun, 22 Nov 2026 05:31:01 GMT"), Some(Health::Warn));
        assert_eq!(health("Sun, 22 Nov 2026 04:30:00 GMT"), Some(Health::Bad));
        assert_eq!(health("yesterday"), None);
    }

    #[test]
    fn the_question_has_a_number_of_its_own() {
        let money = Money::new(100, "HKD".parse().unwrap());
        let ask = question(money, Timestamp::from_second(1_800_000_000).unwrap()).unwrap();
        assert_eq!(ask.moves(), None);
        let Ask::InquireCapture { capture_no, .. } = ask else {
            panic!("another question");
        };
        assert_eq!(capture_no.as_str(), "DOCTOR1800000000");
    }
}
