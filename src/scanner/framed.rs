use jiff::Timestamp;

use super::{Aim, Garbled, Scanned};

/// What has become of the bytes so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Framed {
    /// A whole scan.
    Scan { text: Scanned, symbology: Option<Aim>, began: Timestamp },
    /// Something that is no scan and is not used.
    Garbled(Garbled),
}

/// The kinds that some scanners say before their answer to a command: no scan (scanner.md 2).
const ANSWERS: [[u8; 3]; 2] = [*b"]X0", *b"]Z6"];

impl Framed {
    /// A scan without what stands around its text: final characters, and an AIM identifier in front,
    /// which is what `declared` is where no field of its own has it. Nothing where no text is left.
    pub(super) fn scan(text: &str, declared: Option<Aim>, began: Timestamp) -> Option<Self> {
        let text = text.trim_end_matches(['\r', '\n', '\t', '\0']);
        let (within, text) = prefixed(text);
        let symbology = declared.or(within);
        if text.is_empty() || symbology.is_some_and(Aim::answers) {
            return None;
        }
        Some(Self::Scan { text: text.to_owned().into(), symbology, began })
    }
}

impl Aim {
    fn answers(self) -> bool {
        ANSWERS.into_iter().filter_map(Self::new).any(|answer| answer == self)
    }
}

/// Takes an AIM identifier off the front of a text.
fn prefixed(text: &str) -> (Option<Aim>, &str) {
    let Some((front, rest)) = text.as_bytes().split_first_chunk::<3>() else {
        return (None, text);
    };
    match (Aim::new(*front), std::str::from_utf8(rest)) {
        (Some(aim), Ok(rest)) => (Some(aim), rest),
        (None, _) | (_, Err(_)) => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, declared: Option<&[u8; 3]>) -> Option<(String, Option<String>)> {
        let declared = declared.and_then(|bytes| Aim::new(*bytes));
        match Framed::scan(text, declared, Timestamp::UNIX_EPOCH)? {
            Framed::Scan { text, symbology, .. } => {
                Some((text.expose().to_owned(), symbology.map(|aim| aim.to_string())))
            }
            Framed::Garbled(garbled) => panic!("{garbled:?}"),
        }
    }

    #[test]
    fn what_stands_around_a_text_is_taken_off() {
        let some = |text: &str, aim: Option<&str>| Some((text.to_owned(), aim.map(str::to_owned)));
        assert_eq!(of("28765\r\n", None), some("28765", None));
        assert_eq!(of("28765\t\0\0", None), some("28765", None));
        assert_eq!(of("]Q128765\r", None), some("28765", Some("]Q1")));
        assert_eq!(of("]Q128765", Some(b"]C0")), some("28765", Some("]C0")));
        assert_eq!(of("28765", Some(b"]C0")), some("28765", Some("]C0")));
        assert_eq!(of("]]128765", None), some("]]128765", None));
        assert_eq!(of("]Qé28765", None), some("]Qé28765", None));
        assert_eq!(of(" 28765", None), some(" 28765", None));
    }

    #[test]
    fn nothing_and_answers_to_commands_are_no_scan() {
        for text in ["", "\r\n", "\0\0", "]Q1", "]C0\r", "]X0REVINF", "]Z6\x06"] {
            assert_eq!(of(text, None), None, "{text:?}");
        }
        assert_eq!(of("REVINF", Some(b"]X0")), None);
        assert_eq!(of("", Some(b"]Q1")), None);
    }
}
