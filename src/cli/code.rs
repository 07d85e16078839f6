use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

/// A payment code as it was typed, not looked at yet. It is wiped, and never printed.
///
/// Other programs of this computer can read arguments (`ps`), so `-` stands for a line of standard
/// input.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeArg(Zeroizing<String>);

impl CodeArg {
    /// The code, or nothing where it has to be read from standard input.
    pub fn given(&self) -> Option<&str> {
        (self.0.as_str() != "-").then_some(self.0.as_str())
    }
}

impl FromStr for CodeArg {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(Zeroizing::new(text.to_owned())))
    }
}

impl fmt::Debug for CodeArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(payment code)")
    }
}

/// A message with everything masked that could be a payment code: whoever forgets `--code` before
/// one would read it back in an error, and a script would log it.
pub fn without_codes(message: &str) -> String {
    /// Shortest payment code (alipay-preauth.md 3).
    const SHORTEST: usize = 16;
    let mut shown = String::with_capacity(message.len());
    let mut run = Zeroizing::new(String::new());
    for c in message.chars().map(Some).chain([None]) {
        match c {
            Some(digit) if digit.is_ascii_digit() => run.push(digit),
            other => {
                if run.len() < SHORTEST {
                    shown.push_str(&run);
                } else {
                    shown.extend(run.chars().take(4));
                    shown.push_str("****");
                }
                run.clear();
                shown.extend(other);
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_never_printed() {
        let code: CodeArg = "287654321098765432".parse().unwrap();
        assert!(!format!("{code:?}").contains("2876"));
        assert_eq!(code.given(), Some("287654321098765432"));
        assert_eq!("-".parse::<CodeArg>().unwrap().given(), None);
    }

    #[test]
    fn a_message_has_no_code_in_it() {
        let masked = without_codes("unexpected argument '287654321098765432' found");
        assert_eq!(masked, "unexpected argument '2876****' found");
        assert_eq!(without_codes("at 2026-01-15, 1234567890"), "at 2026-01-15, 1234567890");
    }
}
