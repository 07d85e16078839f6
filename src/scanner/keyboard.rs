//! A scanner that types: its characters come like a hand's, only faster (scanner.md 3).

use jiff::{SignedDuration, Timestamp};

use super::Scanned;

/// The shortest run that can be a scan: the shortest payment code (alipay-preauth.md 3).
const SHORTEST: usize = 16;

/// After so many gaps a run that is a scanner's can be told from a hand's luck.
const HURRIED: usize = 3;

/// Longer runs are a key that is held down or a paste; what is over this is not kept.
const LONGEST: usize = 128;

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

/// What a final key (Enter, Tab or line feed) was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// It ended a scan; the characters before it were the scanner's.
    Scan(Scanned),
    /// It came right after a scan and means nothing.
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
    text: Scanned,
    gaps: Vec<SignedDuration>,
    last: Option<Timestamp>,
    swallow_until: Option<Timestamp>,
}

impl Burst {
    pub fn new(rhythm: Gaps) -> Self {
        Self { rhythm, ..Self::default() }
    }

    /// Takes a character that was read at `at`. True where it begins a new run.
    ///
    /// Call [`Burst::settle`] first: a run that has ended in silence is lost otherwise.
    pub fn push(&mut self, c: char, at: Timestamp) -> bool {
        let gap = self.last.map(|last| at.duration_since(last));
        // A clock that goes back says nothing about the gap: begin again.
        let goes_on = gap.is_some_and(|gap| !gap.is_negative() && gap <= self.rhythm.longest);
        if !goes_on {
            self.forget();
        }
        if let (Some(gap), true) = (gap, goes_on) {
            self.gaps.push(gap);
        }
        if self.gaps.len() < LONGEST {
            self.text.push(c);
        }
        self.last = Some(at);
        !goes_on
    }

    /// Takes Enter, Tab or a line feed that was read at `at`.
    pub fn end(&mut self, at: Timestamp) -> Ended {
        if self.is_scan()
            && self.last.is_some_and(|last| at.duration_since(last) <= self.rhythm.silence)
        {
            return Ended::Scan(self.take(at));
        }
        let swallowed = self.swallow_until.is_some_and(|until| at < until);
        self.forget();
        if swallowed { Ended::Swallowed } else { Ended::Key }
    }

    /// The scan that has ended in silence by `now`.
    pub fn settle(&mut self, now: Timestamp) -> Option<Scanned> {
        let ended = self.deadline().is_some_and(|deadline| deadline <= now);
        ended.then(|| self.take(now))
    }

    /// When [`Burst::settle`] will have a scan, if nothing more comes.
    pub fn deadline(&self) -> Option<Timestamp> {
        let last = self.last.filter(|_| self.is_scan())?;
        last.checked_add(self.rhythm.silence).ok()
    }

    /// Until when what is being typed may be the beginning of a scan, and is better not shown: a few
    /// characters have come faster than a hand types, and the silence behind them is not over.
    pub fn hurried_until(&self) -> Option<Timestamp> {
        let hurried = self.gaps.len() >= HURRIED && self.middle_gap()? <= self.rhythm.typical;
        self.last.filter(|_| hurried)?.checked_add(self.rhythm.silence).ok()
    }

    /// Another key, a paste or a click: what was typed before it was no scan.
    pub fn interrupt(&mut self) {
        self.forget();
    }

    fn is_scan(&self) -> bool {
        if self.gaps.len().saturating_add(1) < SHORTEST || self.gaps.len() >= LONGEST {
            return false;
        }
        // A name that is pasted into a terminal without bracketed paste is as fast as a scanner; what
        // scanners read at a counter has no blanks.
        if self.text.expose().contains(char::is_whitespace) {
            return false;
        }
        self.middle_gap().is_some_and(|middle| middle <= self.rhythm.typical)
    }

    fn middle_gap(&self) -> Option<SignedDuration> {
        let mut sorted = self.gaps.clone();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied()
    }

    fn take(&mut self, at: Timestamp) -> Scanned {
        let text = std::mem::take(&mut self.text);
        self.forget();
        self.swallow_until = at.checked_add(self.rhythm.silence).ok();
        text
    }

    fn forget(&mut self) {
        self.text = Scanned::default();
        self.gaps.clear();
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CODE: &str = "287654321098765432";

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
    }

    /// Types `text` with these gaps, repeated, and gives back the time of the last character.
    fn typed(burst: &mut Burst, text: &str, gaps: &[i64]) -> i64 {
        let mut now = 0;
        for (place, c) in text.chars().enumerate() {
            if place > 0 {
                now += gaps[place % gaps.len()];
            }
            assert_eq!(burst.settle(at(now)), None);
            burst.push(c, at(now));
        }
        now
    }

    fn scanned(ended: Ended) -> Option<String> {
        match ended {
            Ended::Scan(text) => Some(text.expose().to_owned()),
            Ended::Swallowed | Ended::Key => None,
        }
    }

    #[test]
    fn a_scanner_of_any_speed_is_heard() {
        for gaps in [[0, 0], [1, 1], [20, 20], [100, 10], [50, 50]] {
            let mut burst = Burst::default();
            let last = typed(&mut burst, CODE, &gaps);
            assert_eq!(scanned(burst.end(at(last + 10))).as_deref(), Some(CODE), "{gaps:?}");
        }
    }

    #[test]
    fn a_hand_is_not_a_scanner() {
        for gaps in [[60, 60], [101, 1], [80, 120], [200, 90]] {
            let mut burst = Burst::default();
            let last = typed(&mut burst, CODE, &gaps);
            assert_eq!(burst.deadline(), None, "{gaps:?}");
            assert_eq!(burst.end(at(last + 10)), Ended::Key, "{gaps:?}");
        }
        let mut short = Burst::default();
        let last = typed(&mut short, "123456789012345", &[5]);
        assert_eq!(short.end(at(last)), Ended::Key);
    }

    #[test]
    fn a_scanner_without_a_final_key_ends_in_silence() {
        let mut burst = Burst::default();
        let last = typed(&mut burst, CODE, &[8]);
        assert_eq!(burst.deadline(), Some(at(last + 150)));
        assert_eq!(burst.settle(at(last + 149)), None);
        assert_eq!(burst.settle(at(last + 150)).unwrap().expose(), CODE);
        assert_eq!(burst.settle(at(last + 151)), None);
    }

    #[test]
    fn the_second_final_key_is_swallowed_and_a_later_one_is_not() {
        let mut burst = Burst::default();
        let last = typed(&mut burst, CODE, &[8]);
        assert!(matches!(burst.end(at(last + 8)), Ended::Scan(_)));
        assert_eq!(burst.end(at(last + 9)), Ended::Swallowed);
        assert_eq!(burst.end(at(last + 157)), Ended::Swallowed);
        assert_eq!(burst.end(at(last + 158)), Ended::Key);
    }

    #[test]
    fn the_first_character_after_a_scan_is_kept() {
        let mut burst = Burst::default();
        let last = typed(&mut burst, CODE, &[8]);
        assert!(matches!(burst.end(at(last + 8)), Ended::Scan(_)));
        for (place, c) in CODE.chars().enumerate() {
            let first = burst.push(c, at(last + 10 + i64::try_from(place).unwrap()));
            assert_eq!(first, place == 0);
        }
        assert_eq!(scanned(burst.end(at(last + 40))).as_deref(), Some(CODE));
    }

    #[test]
    fn a_key_in_between_and_a_held_down_key_end_it() {
        let mut burst = Burst::default();
        let last = typed(&mut burst, CODE, &[8]);
        burst.interrupt();
        assert_eq!(burst.end(at(last + 8)), Ended::Key);
        let last = typed(&mut burst, &"1".repeat(400), &[33]);
        assert_eq!(burst.end(at(last)), Ended::Key);
    }

    #[test]
    fn a_pasted_name_is_not_a_scan() {
        let mut burst = Burst::default();
        let last = typed(&mut burst, "Bartholomew Featherstonehaugh", &[0]);
        assert_eq!(burst.deadline(), None);
        assert_eq!(burst.end(at(last)), Ended::Key);
    }

    #[test]
    fn the_beginning_of_a_scan_is_known_after_a_few_characters() {
        let mut burst = Burst::default();
        let last = typed(&mut burst, "2876", &[10]);
        assert_eq!(burst.hurried_until(), Some(at(last + 150)));
        let mut hand = Burst::default();
        typed(&mut hand, "2876", &[90]);
        assert_eq!(hand.hurried_until(), None);
    }

    #[test]
    fn what_was_typed_is_not_printed() {
        let mut burst = Burst::default();
        typed(&mut burst, CODE, &[8]);
        assert!(!format!("{burst:?}").contains("2876"), "{burst:?}");
    }

    proptest! {
        #[test]
        fn a_slow_gap_anywhere_breaks_it(place in 3_usize..16, gap in 101_i64..5000) {
            let mut burst = Burst::default();
            let mut now = 0;
            for (nth, c) in CODE.chars().enumerate() {
                now += if nth == place { gap } else { 5 };
                prop_assert!(burst.settle(at(now)).is_none());
                burst.push(c, at(now));
            }
            prop_assert_eq!(burst.end(at(now)), Ended::Key);
        }

        #[test]
        fn no_order_of_times_panics(times in proptest::collection::vec(-9999_i64..9999, 0..60)) {
            let mut burst = Burst::default();
            for time in times {
                let _scan = burst.settle(at(time));
                burst.push('1', at(time));
                let _deadline = burst.deadline();
            }
        }
    }
}
