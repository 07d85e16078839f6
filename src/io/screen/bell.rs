//! Sounds: once for good, twice for wrong, three times where somebody has to act. One pattern at a
//! time, and nobody waits for it.

use jiff::{SignedDuration, Timestamp};

use crate::tui::Sound;

/// Between two strokes: far enough apart to be counted.
const APART: SignedDuration = SignedDuration::from_millis(150);
/// Between two patterns, so that two and one are not three.
const PAUSE: SignedDuration = SignedDuration::from_millis(450);

#[derive(Debug, Default)]
pub(super) struct Bell {
    /// The pattern that rings, with the strokes that are left of it.
    ringing: Option<(Sound, u8)>,
    /// When its next stroke is.
    at: Option<Timestamp>,
    /// Rings after it.
    next: Option<Sound>,
    /// Nothing rings before this.
    quiet_until: Option<Timestamp>,
}

impl Bell {
    /// Rings now, or after the pattern that rings if it says more than that one. Of several that wait
    /// the one that says most is kept.
    pub(super) fn ring(&mut self, sound: Sound, now: Timestamp) {
        match self.ringing {
            Some((ringing, _)) if sound <= ringing => {}
            Some(_) => self.next = self.next.max(Some(sound)),
            None => self.begin(sound, now),
        }
    }

    fn begin(&mut self, sound: Sound, now: Timestamp) {
        self.ringing = Some((sound, strokes(sound)));
        self.at = Some(self.quiet_until.map_or(now, |until| until.max(now)));
    }

    /// When [`Bell::strikes`] is wanted.
    pub(super) const fn deadline(&self) -> Option<Timestamp> {
        self.at
    }

    /// Whether the bell is struck now.
    pub(super) fn strikes(&mut self, now: Timestamp) -> bool {
        let Some((sound, left)) = self.ringing.filter(|_| self.at.is_some_and(|at| at <= now))
        else {
            return false;
        };
        let later = |by: SignedDuration| now.checked_add(by).ok();
        match left.saturating_sub(1) {
            0 => {
                self.ringing = None;
                self.at = None;
                self.quiet_until = later(PAUSE);
                if let Some(next) = self.next.take() {
                    self.begin(next, now);
                }
            }
            left => {
                self.ringing = Some((sound, left));
                self.at = later(APART);
            }
        }
        true
    }
}

const fn strokes(sound: Sound) -> u8 {
    match sound {
        Sound::Good => 1,
        Sound::Wrong => 2,
        Sound::Act => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
    }

    /// Rings these at their times and gives back when the bell was struck.
    fn heard(rung: &[(i64, Sound)]) -> Vec<i64> {
        let mut bell = Bell::default();
        let mut heard = Vec::new();
        for now in 0..5000 {
            for (_, sound) in rung.iter().filter(|(when, _)| *when == now) {
                bell.ring(*sound, at(now));
            }
            if bell.deadline().is_some_and(|due| due <= at(now)) {
                assert!(bell.strikes(at(now)));
                heard.push(now);
            }
            assert!(!bell.strikes(at(now)));
        }
        assert_eq!(bell.deadline(), None);
        heard
    }

    #[test]
    fn each_sound_has_its_pattern() {
        assert_eq!(heard(&[(7, Sound::Good)]), [7]);
        assert_eq!(heard(&[(7, Sound::Wrong)]), [7, 157]);
        assert_eq!(heard(&[(7, Sound::Act)]), [7, 157, 307]);
    }

    #[test]
    fn one_pattern_at_a_time_and_the_one_that_says_more_follows() {
        assert_eq!(heard(&[(0, Sound::Act), (10, Sound::Good), (20, Sound::Act)]), [0, 150, 300]);
        let more = [(0, Sound::Wrong), (10, Sound::Act), (20, Sound::Wrong)];
        assert_eq!(heard(&more), [0, 150, 600, 750, 900]);
        assert_eq!(heard(&[(0, Sound::Good), (1, Sound::Good)]), [0, 450]);
    }
}
