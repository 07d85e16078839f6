//! A scanner that types: its characters come like a hand's, only faster (scanner.md 3).
//!
//! For every key that was read, at the time it was read, call first [`Burst::settle`] and then one of
//!
//! - [`Burst::push`] for a character without Ctrl or Alt,
//! - [`Burst::push_odd`] for Alt with a digit, and for Home, End, the arrows, Page Up and Down, Insert,
//!   Delete and the keypad's middle key, all without Ctrl or Shift,
//! - [`Burst::end`] for Enter, Tab and Ctrl+J without anything else,
//! - [`Burst::interrupt`] for any other key, a paste, a click or another screen.
//!
//! Where `push` or `push_odd` says that a run begins, keep whatever the key is about to change. Then let
//! the key do what it does. Where `settle` or `end` has something [`Framed`], a scan or a garbled one,
//! put back what was kept: every key since was the scanner's. A final key does what it does only where
//! it is [`Ended::Key`]. Call `settle` also at [`Burst::deadline`], and draw again at
//! [`Burst::hurried_until`]: what was typed is better not shown before.

use jiff::{SignedDuration, Timestamp};

use super::odd::OddRun;
use super::{Final, Framed, Garbled, Odd, Scanned, Suffixes};

/// The shortest run that can be a scan: the shortest payment code (alipay-preauth.md 3).
const SHORTEST: usize = 16;

/// After so many gaps a run that is a scanner's can be told from a hand's luck.
const HURRIED: usize = 3;

/// Longer runs are no code; what is over this is counted and not kept.
const LONGEST: usize = 128;

/// Changes from one character to another that a run has at least. A key that is held down has none,
/// and one with the keys before and behind it, which a hand cannot press within the longest gap.
const CHANGES: usize = 2;

/// No gap of an article's code is longer. It is as short as what a hand types at times, and has its
/// check digit in one case of ten by chance, so its speed alone must be a machine's.
const ARTICLE_GAP: SignedDuration = SignedDuration::from_millis(30);

/// Characters with less between them were held back on their way (a slow line, a paste), and may have
/// been a hand's: most gaps of an article's code are longer. A keyboard reports once in a millisecond
/// at most, and a key that is pressed twice has to be let go between.
const HELD_BACK: SignedDuration = SignedDuration::from_millis(1);

/// Digits of an article's code: EAN-8, UPC-A, EAN-13, GTIN-14.
const ARTICLES: [usize; 4] = [8, 12, 13, 14];

/// How a scanner's typing differs from a hand's. All of it is set; the defaults are scanner.md 3's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gaps {
    /// The longest gap between two characters of one scan: 100 ms.
    pub longest: SignedDuration,
    /// The longest gap in the middle of all gaps, sorted: 50 ms.
    pub typical: SignedDuration,
    /// A scanner without a final key has ended after this silence: 150 ms. For as long after a scan
    /// its final keys are swallowed: the second of two would press a button.
    pub silence: SignedDuration,
}

impl Default for Gaps {
    fn default() -> Self {
        let millis = SignedDuration::from_millis;
        Self { longest: millis(100), typical: millis(50), silence: millis(150) }
    }
}

/// What a final key was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// It ended what a scanner typed: the keys before it were the scanner's too.
    Framed(Framed),
    /// It is a part of a scan, or came right after one, and means nothing.
    Swallowed,
    /// A hand pressed it.
    Key,
}

/// The run of characters that is being typed, and whether a hand can have typed it.
///
/// Gaps of zero count as a scanner's: over a slow line a whole scan arrives at once.
#[derive(Debug, Clone, Default)]
pub struct Burst {
    rhythm: Gaps,
    suffixes: Suffixes,
    run: Run,
    odd: OddRun,
    swallow_until: Option<Timestamp>,
}

impl Burst {
    /// With the final keys that most scanners have: Enter, Tab and line feed.
    pub fn new(rhythm: Gaps) -> Self {
        Self { rhythm, ..Self::default() }
    }

    /// With these final keys. Another one is a character of the scan it comes in.
    #[must_use]
    pub fn ending_with(self, suffixes: Suffixes) -> Self {
        Self { suffixes, ..self }
    }

    /// Takes a character that was read at `at`. True where it begins a new run.
    ///
    /// Call [`Burst::settle`] first: a run that has ended in silence is lost otherwise.
    pub fn push(&mut self, c: char, at: Timestamp) -> bool {
        self.odd = OddRun::default();
        self.run.push(c, at, &self.rhythm)
    }

    /// Takes a key that types nothing here, though a scanner in a wrong mode may have meant a digit.
    /// True where it begins a new run.
    ///
    /// A run of them that no hand can have pressed ends like one of characters, as
    /// [`Garbled::AltMode`] or [`Garbled::Keypad`].
    pub fn push_odd(&mut self, odd: Odd, at: Timestamp) -> bool {
        self.run = Run::default();
        self.odd.push(odd, at, &self.rhythm)
    }

    /// Takes a final key that was read at `at`.
    pub fn end(&mut self, key: Final, at: Timestamp) -> Ended {
        let gap = self.run.last.or(self.odd.last()).map(|last| at.duration_since(last));
        let within = |limit| gap.is_some_and(|gap| !gap.is_negative() && gap <= limit);
        if !self.suffixes.has(key) && self.run.is_hurried() && within(self.rhythm.longest) {
            self.run.push(key.character(), at, &self.rhythm);
            return Ended::Swallowed;
        }
        if within(self.rhythm.silence)
            && let Some(framed) = self.typed(Some(at))
        {
            return Ended::Framed(self.took(framed, at));
        }
        let swallowed = self.swallow_until.is_some_and(|until| at < until);
        self.interrupt();
        if swallowed { Ended::Swallowed } else { Ended::Key }
    }

    /// What has ended in silence by `now`.
    pub fn settle(&mut self, now: Timestamp) -> Option<Framed> {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return None;
        }
        let typed = self.typed(None);
        self.interrupt();
        typed.map(|framed| self.took(framed, now))
    }

    /// When [`Burst::settle`] will have something, if nothing more comes.
    pub fn deadline(&self) -> Option<Timestamp> {
        let odd = self.odd.last().filter(|_| self.odd.garbled().is_some());
        let last = odd.or(self.run.last.filter(|_| self.run.ends_in_silence()))?;
        last.checked_add(self.rhythm.silence).ok()
    }

    /// Until when what is being typed may be the beginning of a scan, and is better not shown: a few
    /// characters have come faster than a hand types, and the silence behind them is not over.
    pub fn hurried_until(&self) -> Option<Timestamp> {
        self.run.last.filter(|_| self.run.is_hurried())?.checked_add(self.rhythm.silence).ok()
    }

    /// Another key, a paste or a click: what was typed before it was no scan.
    pub fn interrupt(&mut self) {
        self.run = Run::default();
        self.odd = OddRun::default();
    }

    /// What a scanner has typed, if it was one. `ended` is when its final key came.
    fn typed(&self, ended: Option<Timestamp>) -> Option<Framed> {
        let odd = self.odd.garbled().map(Framed::Garbled);
        odd.or_else(|| self.run.typed(ended))
    }

    fn took(&mut self, framed: Framed, at: Timestamp) -> Framed {
        self.interrupt();
        self.swallow_until = at.checked_add(self.rhythm.silence).ok();
        framed
    }
}

/// Characters that have come one after the other, and how.
#[derive(Debug, Clone, Default)]
struct Run {
    /// The first [`LONGEST`] of them.
    text: Scanned,
    /// All of them.
    length: usize,
    newest: Option<char>,
    changes: usize,
    blank: bool,
    /// Gaps that are no longer than the typical one.
    quick: usize,
    /// Gaps with nothing between.
    held_back: usize,
    slowest: SignedDuration,
    began: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl Run {
    /// True where `c` begins a new run.
    fn push(&mut self, c: char, at: Timestamp, rhythm: &Gaps) -> bool {
        let gap = self.last.map(|last| at.duration_since(last));
        // A clock that goes back says nothing about the gap: begin again.
        let gap = gap.filter(|gap| !gap.is_negative() && *gap <= rhythm.longest);
        if gap.is_none() {
            *self = Self::default();
        }
        if let Some(gap) = gap {
            self.quick = self.quick.saturating_add(usize::from(gap <= rhythm.typical));
            self.held_back = self.held_back.saturating_add(usize::from(gap < HELD_BACK));
            self.slowest = self.slowest.max(gap);
            let changed = self.newest.is_some_and(|newest| newest != c);
            self.changes = self.changes.saturating_add(usize::from(changed));
        }
        if self.length < LONGEST {
            self.text.push(c);
        }
        self.length = self.length.saturating_add(1);
        self.blank |= c.is_whitespace() && !c.is_control();
        self.newest = Some(c);
        self.began = self.began.or(Some(at));
        self.last = Some(at);
        gap.is_none()
    }

    const fn gaps(&self) -> usize {
        self.length.saturating_sub(1)
    }

    /// The middle one of its gaps is no longer than the typical one.
    const fn is_quick(&self) -> bool {
        self.quick > self.gaps() / 2
    }

    const fn is_hurried(&self) -> bool {
        self.gaps() >= HURRIED && self.is_quick()
    }

    /// Whether it is a scan, or garbled, by being long and fast.
    fn ends_in_silence(&self) -> bool {
        // A name that is pasted into a terminal without bracketed paste is as fast as a scanner; what
        // scanners read at a counter has no blanks.
        self.is_long() && !self.blank
    }

    fn is_long(&self) -> bool {
        self.length >= SHORTEST && self.is_quick() && self.changes >= CHANGES
    }

    /// What a scanner has typed, if it was one. `ended` is when its final key came.
    fn typed(&self, ended: Option<Timestamp>) -> Option<Framed> {
        // Only a paste of several lines is as long and fast as this and has a final key behind it.
        if self.length > LONGEST && (self.ends_in_silence() || ended.is_some() && self.is_long()) {
            return Some(Framed::Garbled(Garbled::TooLong));
        }
        let article = ended.is_some_and(|ended| self.is_article(ended));
        if !self.ends_in_silence() && !article {
            return None;
        }
        Framed::scan(self.text.expose(), None, self.began?)
    }

    /// An article's code, so fast that no hand can have typed it: it would be left in a field.
    fn is_article(&self, ended: Timestamp) -> bool {
        let final_gap = self.last.is_some_and(|last| ended.duration_since(last) <= ARTICLE_GAP);
        let fast = self.slowest <= ARTICLE_GAP && final_gap;
        let on_time = self.held_back < self.gaps().div_ceil(2);
        fast && on_time && self.changes >= CHANGES && is_article(self.text.expose())
    }
}

/// Whether a text is a GTIN with its check digit (GS1 General Specifications 7.9): counted from the
/// right, every second digit has three times its weight.
fn is_article(text: &str) -> bool {
    if !ARTICLES.contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let weighed = text.bytes().rev().enumerate().map(|(place, byte)| {
        let digit = u32::from(byte.saturating_sub(b'0'));
        if place % 2 == 1 { digit.saturating_mul(3) } else { digit }
    });
    weighed.sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests;
