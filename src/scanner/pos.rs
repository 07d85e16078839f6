//! HID POS: reports of a bar code scanner, by the layout that its own descriptor gives (scanner.md 2).

use jiff::{SignedDuration, Timestamp};
use zeroize::Zeroizing;

use super::layout::Part;
use super::{Aim, Framed, Garbled, Layout};

/// After so long the rest of a scan does not come any more (scanner.md 2). Its tail must not be glued
/// to the next guest's code.
const SILENCE: SignedDuration = SignedDuration::from_millis(500);

/// Bytes of one scan, and reports. The longest code that there is has 7,089 digits (QR).
const LONGEST: usize = 16 * 1024;

/// Puts scans together from reports.
///
/// Call [`PosDecoder::settle`] before [`PosDecoder::push`]: a half scan is dropped without a word
/// otherwise.
#[derive(Debug, Clone)]
pub struct PosDecoder {
    layout: Layout,
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    Idle,
    Begun(Begun),
    /// The rest of something that is not used. `ends` says that a report without more to come ends it,
    /// and not silence alone.
    Swallowing {
        last: Timestamp,
        ends: bool,
    },
}

/// The parts of a scan so far.
#[derive(Clone)]
struct Begun {
    number: u8,
    text: Zeroizing<Vec<u8>>,
    symbology: Option<Aim>,
    reports: usize,
    began: Timestamp,
    last: Timestamp,
}

impl PosDecoder {
    pub fn new(layout: Layout) -> Self {
        Self { layout, state: State::Idle }
    }

    /// Takes a report as it was read at `at`.
    pub fn push(&mut self, report: &[u8], at: Timestamp) -> Option<Framed> {
        let part = self.layout.read(report)?;
        if self.last().is_some_and(|last| is_over(last, at)) {
            self.state = State::Idle;
        }
        let state = std::mem::replace(&mut self.state, State::Idle);
        let begun = match state {
            State::Swallowing { ends, .. } => {
                if !ends || part.more() != Some(false) {
                    self.state = State::Swallowing { last: at, ends };
                }
                return None;
            }
            State::Begun(begun) => Some(begun),
            State::Idle => None,
        };
        match part {
            Part::Short { more } => {
                if more != Some(false) {
                    self.state = State::Swallowing { last: at, ends: true };
                }
                Some(Framed::Garbled(Garbled::Short))
            }
            Part::Data { number, text, symbology, more } => {
                let new = Begun {
                    number,
                    text: Zeroizing::default(),
                    symbology,
                    reports: 0,
                    began: at,
                    last: at,
                };
                self.data(begun.unwrap_or(new), number, &text, more, at)
            }
        }
    }

    fn data(
        &mut self,
        mut begun: Begun,
        number: u8,
        text: &[u8],
        more: bool,
        at: Timestamp,
    ) -> Option<Framed> {
        if begun.number != number {
            // Both are broken, and what is left of either is no scan.
            self.state = State::Swallowing { last: at, ends: false };
            return Some(Framed::Garbled(Garbled::Mixed));
        }
        begun.reports = begun.reports.saturating_add(1);
        begun.last = at;
        if begun.reports > LONGEST || begun.text.len().saturating_add(text.len()) > LONGEST {
            if more {
                self.state = State::Swallowing { last: at, ends: true };
            }
            return Some(Framed::Garbled(Garbled::TooLong));
        }
        append(&mut begun.text, text);
        if more {
            self.state = State::Begun(begun);
            return None;
        }
        begun.finish()
    }

    /// What has ended by `now` without another report.
    pub fn settle(&mut self, now: Timestamp) -> Option<Framed> {
        if !self.last().is_some_and(|last| is_over(last, now)) {
            return None;
        }
        match std::mem::replace(&mut self.state, State::Idle) {
            State::Begun(begun) if !begun.text.is_empty() => Some(Framed::Garbled(Garbled::Half)),
            State::Begun(_) | State::Swallowing { .. } | State::Idle => None,
        }
    }

    /// When [`PosDecoder::settle`] will have something, if nothing more comes.
    pub fn deadline(&self) -> Option<Timestamp> {
        self.last()?.checked_add(SILENCE).ok()
    }

    /// Lets go of what has come so far.
    pub fn forget(&mut self) {
        self.state = State::Idle;
    }

    /// When the last report came of what is not over yet.
    const fn last(&self) -> Option<Timestamp> {
        match &self.state {
            State::Idle => None,
            State::Begun(begun) => Some(begun.last),
            State::Swallowing { last, .. } => Some(*last),
        }
    }
}

impl Part {
    const fn more(&self) -> Option<bool> {
        match self {
            Self::Data { more, .. } => Some(*more),
            Self::Short { more } => *more,
        }
    }
}

impl Begun {
    fn finish(&self) -> Option<Framed> {
        if is_answer(&self.text) {
            return None;
        }
        // What is no text becomes marks that are no digits and are not trimmed: never half a code.
        let text = Zeroizing::new(String::from_utf8_lossy(&self.text).into_owned());
        Framed::scan(&text, self.symbology, self.began)
    }
}

impl std::fmt::Debug for Begun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Begun({} bytes in {} reports)", self.text.len(), self.reports)
    }
}

/// Whether what came last at `last` is over by `now`. A clock that was set says nothing about it: what
/// is half is let go.
fn is_over(last: Timestamp, now: Timestamp) -> bool {
    now.duration_since(last).abs() >= SILENCE
}

/// Adds bytes and leaves no copy of the old ones behind when the text grows.
pub(super) fn append(text: &mut Zeroizing<Vec<u8>>, bytes: &[u8]) {
    let wanted = text.len().saturating_add(bytes.len());
    if wanted > text.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(wanted.max(ROOM).saturating_mul(2)));
        larger.extend_from_slice(text);
        *text = larger;
    }
    text.extend_from_slice(bytes);
}

/// Bytes for a scan of ordinary length.
const ROOM: usize = 64;

/// Newland's answers to commands come in the report of scans: STX or a tilde, then a control character
/// (scanner.md 2 and 7).
const fn is_answer(text: &[u8]) -> bool {
    matches!(text, [0x02 | 0x7E, 0x00..=0x1F, ..])
}

#[cfg(test)]
mod tests;
