//! Growing waits after wrong PINs: a guesser gets some seventy tries a day, and a person with a slip of
//! the finger notices nothing.

use jiff::{SignedDuration, Timestamp};

/// Wrong ones that cost nothing.
const FREE: u32 = 2;

/// The wait after the first one that costs something; each further one doubles it.
const FIRST: SignedDuration = SignedDuration::from_secs(5);

const LONGEST: SignedDuration = SignedDuration::from_mins(20);

/// How long nobody may try again after so many wrong ones in a row.
pub(super) fn wait_after(wrong: u32) -> SignedDuration {
    let Some(doublings) = wrong.checked_sub(FREE.saturating_add(1)) else {
        return SignedDuration::ZERO;
    };
    let factor = 2_i32.checked_pow(doublings.min(20)).unwrap_or(i32::MAX);
    FIRST.saturating_mul(factor).min(LONGEST)
}

/// What is left of that wait. A clock that was set back does not lengthen it, and one that was set forward
/// is the clock.
pub(super) fn left(wrong: u32, last: Timestamp, now: Timestamp) -> SignedDuration {
    let gone = now.duration_since(last.min(now));
    wait_after(wrong).saturating_sub(gone).max(SignedDuration::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let seconds = |wrong| wait_after(wrong).as_secs();
        assert_eq!([0, 1, 2, 3, 4, 5].map(seconds), [0, 0, 0, 5, 10, 20]);
        assert_eq!([10, 11, 1_000, u32::MAX].map(seconds), [640, 1_200, 1_200, 1_200]);
    }

    #[test]
    fn a_wait_is_counted_from_the_last_wrong_one() {
        let at = |second: i64| Timestamp::from_second(1_800_000_000 + second).unwrap();
        let left = |now| left(4, at(0), at(now)).as_secs();
        assert_eq!([0, 4, 10, 11].map(left), [10, 6, 0, 0]);
        assert_eq!(left(-3_600), 10, "an hour back is not an hour more");
    }
}
