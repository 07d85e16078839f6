use jiff::{SignedDuration, Timestamp};

use super::{Gaps, Garbled};

/// So many in a row, this fast, are no hand's.
const SHORTEST: usize = 12;

/// A key that is held down sends itself; a code has more kinds of digits than this.
const KINDS: u32 = 4;

/// A key that types no digit, though a scanner meant one (scanner.md 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Odd {
    /// Alt and this character, in ALT mode: a scanner types each character's number so.
    Alt(char),
    // The keypad's digits 1 to 9 and 0 without Num Lock.
    End,
    Down,
    PageDown,
    Left,
    /// The keypad's 5; many terminals send nothing for it.
    Middle,
    Right,
    Home,
    Up,
    PageUp,
    Insert,
    /// The keypad's decimal point.
    Delete,
}

impl Odd {
    const fn is_alt(self) -> bool {
        matches!(self, Self::Alt(_))
    }

    /// A bit for each kind. Alt with something that is no digit counts as one kind.
    fn bit(self) -> u32 {
        let place = match self {
            Self::Alt(c) => c.to_digit(10).unwrap_or(10),
            Self::End => 1,
            Self::Down => 2,
            Self::PageDown => 3,
            Self::Left => 4,
            Self::Middle => 5,
            Self::Right => 6,
            Self::Home => 7,
            Self::Up => 8,
            Self::PageUp => 9,
            Self::Insert => 0,
            Self::Delete => 10,
        };
        1_u32.checked_shl(place).unwrap_or(0)
    }
}

/// A run of such keys.
#[derive(Debug, Clone, Default)]
pub(super) struct OddRun {
    keys: usize,
    quick: usize,
    kinds: u32,
    alt: bool,
    last: Option<Timestamp>,
}

impl OddRun {
    /// Takes a key. True where it begins a new run.
    pub(super) fn push(&mut self, odd: Odd, at: Timestamp, rhythm: &Gaps) -> bool {
        let gap = self.last.map(|last| at.duration_since(last));
        let near = |gap: SignedDuration| !gap.is_negative() && gap <= rhythm.longest;
        let goes_on = self.alt == odd.is_alt() && gap.is_some_and(near);
        if !goes_on {
            *self = Self { alt: odd.is_alt(), ..Self::default() };
        }
        if goes_on && gap.is_some_and(|gap| gap <= rhythm.typical) {
            self.quick = self.quick.saturating_add(1);
        }
        self.keys = self.keys.saturating_add(1);
        self.kinds |= odd.bit();
        self.last = Some(at);
        !goes_on
    }

    /// What it was, if no hand can have pressed it.
    pub(super) fn garbled(&self) -> Option<Garbled> {
        let gaps = self.keys.saturating_sub(1);
        let fast = self.keys >= SHORTEST && self.quick > gaps / 2;
        let many = self.kinds.count_ones() >= KINDS;
        let kind = if self.alt { Garbled::AltMode } else { Garbled::Keypad };
        (fast && many).then_some(kind)
    }

    /// When its last key came.
    pub(super) const fn last(&self) -> Option<Timestamp> {
        self.last
    }
}
