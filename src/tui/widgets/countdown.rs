//! Time that is left, in whole seconds. The picture changes once a second and at no other time.

use jiff::{SignedDuration, Timestamp};

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// Whole seconds until `target`, rounded up: zero is shown only when it has come.
pub(crate) fn seconds_left(now: Timestamp, target: Timestamp) -> u32 {
    let left = target.duration_since(now).max(SignedDuration::ZERO);
    let started = i64::from(left.subsec_nanos() > 0);
    u32::try_from(left.as_secs().saturating_add(started)).unwrap_or(u32::MAX)
}

/// When [`seconds_left`] says something else; nothing once it has come.
pub(crate) fn next_second_down(now: Timestamp, target: Timestamp) -> Option<Timestamp> {
    let shown = seconds_left(now, target).checked_sub(1)?;
    target.checked_sub(SignedDuration::from_secs(i64::from(shown))).ok()
}

/// Whole seconds since `start`.
pub(crate) fn elapsed(now: Timestamp, start: Timestamp) -> u32 {
    let gone = now.duration_since(start).max(SignedDuration::ZERO);
    u32::try_from(gone.as_secs()).unwrap_or(u32::MAX)
}

/// When [`elapsed`] says something else.
pub(crate) fn next_second_up(now: Timestamp, start: Timestamp) -> Option<Timestamp> {
    let shown = SignedDuration::from_secs(i64::from(elapsed(now, start)));
    start.checked_add(shown).ok()?.checked_add(SECOND).ok()
}

/// `0:07`, `2:30`, `1:05:00`.
pub(crate) fn clock(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}

/// How many of `columns` are left of `whole` seconds.
pub(crate) fn bar(left: u32, whole: u32, columns: u16) -> u16 {
    let filled = u64::from(left.min(whole)).saturating_mul(u64::from(columns));
    let filled = filled.checked_div(u64::from(whole)).unwrap_or(0);
    u16::try_from(filled).unwrap_or(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(millis).unwrap()
    }

    #[test]
    fn seconds_are_counted_down_to_zero() {
        assert_eq!(seconds_left(at(0), at(30_000)), 30);
        assert_eq!(seconds_left(at(1), at(30_000)), 30);
        assert_eq!(seconds_left(at(29_999), at(30_000)), 1);
        assert_eq!(seconds_left(at(30_000), at(30_000)), 0);
        assert_eq!(seconds_left(at(99_000), at(30_000)), 0);
        assert_eq!(next_second_down(at(30_000), at(30_000)), None);
        assert_eq!([7, 150, 3900].map(clock), ["0:07", "2:30", "1:05:00"]);
        assert_eq!(
            [bar(30, 30, 10), bar(15, 30, 10), bar(0, 30, 10), bar(1, 0, 10)],
            [10, 5, 0, 0]
        );
    }

    proptest! {
        #[test]
        fn the_next_change_is_the_first_one(now in 0_i64..100_000, target in 0_i64..100_000) {
            if let Some(next) = next_second_down(at(now), at(target)) {
                prop_assert!(next > at(now));
                let before = next.checked_sub(SignedDuration::from_nanos(1)).unwrap();
                prop_assert_eq!(seconds_left(before, at(target)), seconds_left(at(now), at(target)));
                prop_assert_ne!(seconds_left(next, at(target)), seconds_left(at(now), at(target)));
            }
            let next = next_second_up(at(now), at(target)).unwrap();
            prop_assert!(next > at(now));
            prop_assert_ne!(elapsed(next, at(target)), elapsed(at(now), at(target)));
        }
    }
}
