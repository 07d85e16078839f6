//! Keys of a scanner that types, by their places on the keyboard and not by what a layout makes of
//! them (scanner.md 3).

use jiff::{SignedDuration, Timestamp};

use super::us_keys::{Key, Side, key};
use super::{Final, Framed, Garbled, Scanned, Suffixes};

/// Characters of one scan. The longest code that there is has 7,089 digits (QR).
const LONGEST: usize = 16 * 1024;

/// So long behind a scan that broke off, what comes is its rest.
const REST: SignedDuration = SignedDuration::from_secs(1);

/// Puts scans together from key events of a scanner that this program has for itself.
///
/// Nobody's hands are on it, so every key is a scan's. ALT mode is read too: Alt is held down, the
/// keypad types a character's number, Alt is let go.
#[derive(Debug, Clone)]
pub struct KeyDecoder {
    suffixes: Suffixes,
    silence: SignedDuration,
    held: Held,
    text: Scanned,
    length: usize,
    /// When the first and the last key came of what is not over yet.
    times: Option<(Timestamp, Timestamp)>,
    /// This scanner ends its scans with a suffix: silence in the middle of one is no end.
    suffixed: bool,
    /// When a scan broke off.
    broke: Option<Timestamp>,
}

/// Keys that change what others mean, and are down.
#[derive(Debug, Clone, Default)]
struct Held {
    shift: [bool; 2],
    control: [bool; 2],
    alt: [bool; 2],
    caps: bool,
    /// The number that the keypad typed under Alt.
    number: Option<u32>,
}

impl KeyDecoder {
    /// `silence` ends a scan that has no suffix.
    pub fn new(suffixes: Suffixes, silence: SignedDuration) -> Self {
        let held = Held::default();
        Self {
            suffixes,
            silence,
            held,
            text: Scanned::default(),
            length: 0,
            times: None,
            suffixed: false,
            broke: None,
        }
    }

    /// Takes a key by its number in Linux's `input-event-codes.h`; `pressed` is false for a release.
    /// Repeats of a key that is held down are not given here.
    pub fn push(&mut self, code: u16, pressed: bool, at: Timestamp) -> Option<Framed> {
        let settled = self.settle(at);
        let taken = self.take(key(code), pressed, at);
        // What was silent came first. The key that broke the silence begins another, and ends none.
        settled.or(taken)
    }

    /// Some keys were lost: what they were a part of is no code, whatever is left of it, up to its end.
    pub fn lost(&mut self, at: Timestamp) -> Option<Framed> {
        let settled = self.settle(at);
        let lost = self.character(char::REPLACEMENT_CHARACTER, at);
        settled.or(lost)
    }

    /// What has ended in silence by `now`.
    pub fn settle(&mut self, now: Timestamp) -> Option<Framed> {
        let (_, last) = self.times?;
        // A clock that was set says nothing about the silence: what came is taken as it is.
        if now.duration_since(last).abs() < self.silence {
            return None;
        }
        let framed = self.end();
        if self.suffixed && framed.is_some() {
            self.broke = Some(now);
            return Some(Framed::Garbled(Garbled::Half));
        }
        framed
    }

    /// When [`KeyDecoder::settle`] will have something, if nothing more comes.
    pub fn deadline(&self) -> Option<Timestamp> {
        let (_, last) = self.times?;
        last.checked_add(self.silence).ok()
    }

    /// Lets go of what has come so far, and of what is held down.
    pub fn forget(&mut self) {
        *self = Self { suffixed: self.suffixed, ..Self::new(self.suffixes, self.silence) };
    }

    fn take(&mut self, key: Key, pressed: bool, at: Timestamp) -> Option<Framed> {
        let held = &mut self.held;
        match key {
            Key::Shift(side) => hold(&mut held.shift, side, pressed),
            Key::Control(side) => hold(&mut held.control, side, pressed),
            Key::Alt(side) => {
                hold(&mut held.alt, side, pressed);
                let number = if pressed { None } else { held.number.take() };
                return number.and_then(|number| self.character(numbered(number), at));
            }
            Key::CapsLock => held.caps ^= pressed,
            Key::Keypad(c) if pressed && is_down(held.alt) => {
                let digit = c.to_digit(10).unwrap_or(u32::from(char::REPLACEMENT_CHARACTER));
                let number = held.number.unwrap_or(0).saturating_mul(10).saturating_add(digit);
                held.number = Some(number);
            }
            Key::Types(plain, shifted) if pressed => {
                let c = if is_down(held.shift) { shifted } else { plain };
                return self.character(c, at);
            }
            Key::Letter(letter) if pressed && is_down(held.control) => {
                return self.character(controlled(letter), at);
            }
            Key::Letter(letter) if pressed => {
                let capital = is_down(held.shift) != held.caps;
                let c = if capital { letter.to_ascii_uppercase() } else { letter };
                return self.character(c, at);
            }
            Key::Keypad(c) if pressed => return self.character(c, at),
            Key::Enter if pressed => return self.character('\r', at),
            Key::Tab if pressed => return self.character('\t', at),
            Key::LineFeed if pressed => return self.character('\n', at),
            // Something was typed, and nobody knows what: what it is in is no code.
            Key::Unknown if pressed => return self.character(char::REPLACEMENT_CHARACTER, at),
            Key::Ignored
            | Key::Types(..)
            | Key::Letter(_)
            | Key::Keypad(_)
            | Key::Enter
            | Key::Tab
            | Key::LineFeed
            | Key::Unknown => {}
        }
        None
    }

    fn character(&mut self, c: char, at: Timestamp) -> Option<Framed> {
        let last = match c {
            '\r' => Some(Final::Enter),
            '\t' => Some(Final::Tab),
            '\n' => Some(Final::LineFeed),
            _ => None,
        };
        if last.is_some_and(|last| self.suffixes.has(last)) {
            self.suffixed |= self.times.is_some();
            return self.end();
        }
        if self.broke.take().is_some_and(|broke| at.duration_since(broke).abs() < REST) {
            // The rest of it is no code, whatever it looks like.
            self.text.push(char::REPLACEMENT_CHARACTER);
            self.length = 1;
        }
        let began = self.times.map_or(at, |(began, _)| began);
        self.times = Some((began, at));
        self.length = self.length.saturating_add(1);
        if self.length <= LONGEST {
            self.text.push(c);
            return None;
        }
        self.text = Scanned::default();
        // Once: the rest of it is dropped to its end.
        (self.length == LONGEST.saturating_add(1)).then_some(Framed::Garbled(Garbled::TooLong))
    }

    fn end(&mut self) -> Option<Framed> {
        let text = std::mem::take(&mut self.text);
        self.length = 0;
        let (began, _) = self.times.take()?;
        Framed::scan(text.expose(), None, began)
    }
}

fn hold(keys: &mut [bool; 2], side: Side, pressed: bool) {
    let [left, right] = keys;
    match side {
        Side::Left => *left = pressed,
        Side::Right => *right = pressed,
    }
}

const fn is_down([left, right]: [bool; 2]) -> bool {
    left || right
}

/// The character of a number of ALT mode. Above ASCII the number's meaning depends on the computer.
fn numbered(number: u32) -> char {
    let ascii = u8::try_from(number).ok().filter(u8::is_ascii);
    ascii.map_or(char::REPLACEMENT_CHARACTER, char::from)
}

/// Ctrl and a letter: a carriage return is Ctrl+M.
fn controlled(letter: char) -> char {
    u8::try_from(letter).map_or(char::REPLACEMENT_CHARACTER, |byte| char::from(byte & 0x1F))
}

#[cfg(test)]
mod tests;
