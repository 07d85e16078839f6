//! Whether a scan counts: only one that was asked for does, and once (scanner.md 0.4, 0.5).

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::scanner::{DeviceId, Scan, Scanned, Source, Wait};

/// A scanner that is heard by two ways is heard twice within this time; a hand that scans again takes
/// longer to pick another scanner up.
const ECHO: SignedDuration = SignedDuration::from_secs(1);

/// Which scans are for the screen, and which final keys are no hand's.
#[derive(Debug, Default)]
pub(super) struct Gate {
    wait: Wait,
    /// Whether the screen that is shown wants a scan.
    wanted: bool,
    /// What was scanned within the last second.
    heard: Vec<Heard>,
    /// From when until when Enter, Tab and line feed are the end of a scan.
    hushed: Option<(Timestamp, Timestamp)>,
}

#[derive(Debug)]
struct Heard {
    /// A digest: the text itself may be a payment code, and would stay until the next scan.
    text: [u8; 32],
    way: (Source, Option<DeviceId>),
    at: Timestamp,
}

/// What becomes of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is for the screen, which may take it or say why not.
    Screen,
    /// It was read before the present wait began: somebody else's, kept by the scanner or the kernel.
    Leftover,
    /// The same scan, heard by another way.
    Echo,
}

impl Gate {
    /// The present wait: what is typed from here on is read in it.
    pub(super) const fn wait(&self) -> Wait {
        self.wait
    }

    /// Looks at the screen after anything has happened. A new wait where it begins to want a scan;
    /// `moved` says that it is another screen than before.
    pub(super) fn shown(&mut self, wants: bool, moved: bool) -> Option<Wait> {
        let begins = wants && (moved || !self.wanted);
        self.wanted = wants;
        if begins {
            self.wait = self.wait.next();
        }
        begins.then_some(self.wait)
    }

    pub(super) fn judge(&mut self, scan: &Scan) -> Verdict {
        // A guest of the training mode is asked for by a key, and has no queue.
        if scan.source != Source::Training && scan.wait != self.wait {
            return Verdict::Leftover;
        }
        let near = |at: Timestamp| scan.at.duration_since(at).abs() <= ECHO;
        self.heard.retain(|heard| near(heard.at));
        let way = (scan.source, scan.device);
        let text: [u8; 32] = Sha256::digest(bare(&scan.text)).into();
        let same = |heard: &Heard| heard.way != way && heard.text == text;
        if self.heard.iter().any(same) {
            return Verdict::Echo;
        }
        self.heard.push(Heard { text, way, at: scan.at });
        Verdict::Screen
    }

    /// A scan has come, from whichever scanner: for the length of `silence` its final keys may follow.
    pub(super) fn hush(&mut self, now: Timestamp, silence: SignedDuration) {
        self.hushed = now.checked_add(silence).ok().map(|until| (now, until));
    }

    /// Whether a final key that is pressed now is the end of a scan.
    pub(super) fn is_hushed(&self, now: Timestamp) -> bool {
        // A clock that was set back must not keep a hand's Enter from working for an hour.
        self.hushed.is_some_and(|(from, until)| from <= now && now < until)
    }
}

/// A scan without its final characters: one way of hearing it has them, the other has not.
fn bare(text: &Scanned) -> &str {
    text.expose().trim_matches(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CODE: &str = "287654321098765432";

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
    }

    fn scan(text: &str, source: Source, device: Option<u32>, millis: i64, wait: u64) -> Scan {
        Scan {
            text: text.to_owned().into(),
            symbology: None,
            source,
            device: device.map(DeviceId),
            began: at(millis),
            at: at(millis),
            wait: Wait(wait),
        }
    }

    fn waiting() -> Gate {
        let mut gate = Gate::default();
        assert_eq!(gate.shown(true, false), Some(Wait(1)));
        gate
    }

    #[test]
    fn a_wait_begins_when_a_screen_begins_to_want_a_scan() {
        let mut gate = waiting();
        assert_eq!(gate.shown(true, false), None);
        assert_eq!(gate.shown(false, false), None);
        assert_eq!(gate.shown(false, true), None);
        assert_eq!(gate.shown(true, false), Some(Wait(2)));
        assert_eq!(gate.shown(true, true), Some(Wait(3)));
    }

    /// The kernel hands out 63 reports that nobody read (scanner.md 4).
    #[test]
    fn what_was_read_in_an_earlier_wait_is_for_nobody() {
        let mut gate = waiting();
        for old in 0..63 {
            let left = scan(CODE, Source::HidPos, Some(1), old, 0);
            assert_eq!(gate.judge(&left), Verdict::Leftover);
        }
        // It is not remembered either: the guest's own scan of the same code counts.
        let fresh = scan(CODE, Source::Serial, Some(2), 64, 1);
        assert_eq!(gate.judge(&fresh), Verdict::Screen);
        let guest = scan("280000000000000000", Source::Training, None, 65, 0);
        assert_eq!(gate.judge(&guest), Verdict::Screen);
    }

    #[test]
    fn one_scan_by_two_ways_counts_once_in_either_order() {
        let pos = |millis| scan(CODE, Source::HidPos, Some(1), millis, 1);
        let keys = |millis| scan("287654321098765432\r", Source::Keyboard, None, millis, 1);
        let mut gate = waiting();
        assert_eq!(gate.judge(&pos(0)), Verdict::Screen);
        assert_eq!(gate.judge(&keys(380)), Verdict::Echo);
        let mut gate = waiting();
        assert_eq!(gate.judge(&keys(380)), Verdict::Screen);
        assert_eq!(gate.judge(&pos(0)), Verdict::Echo);
        assert_eq!(gate.judge(&scan(CODE, Source::HidPos, Some(2), 400, 1)), Verdict::Echo);
        // The same scanner again, or another one a while later: somebody scanned again.
        assert_eq!(gate.judge(&keys(600)), Verdict::Screen);
        assert_eq!(gate.judge(&pos(1601)), Verdict::Screen);
    }

    #[test]
    fn final_keys_are_no_hand_s_for_as_long_as_a_scanner_is_silent() {
        let mut gate = Gate::default();
        assert!(!gate.is_hushed(at(0)));
        gate.hush(at(0), SignedDuration::from_millis(150));
        assert!(gate.is_hushed(at(149)));
        assert!(!gate.is_hushed(at(150)));
        assert!(!gate.is_hushed(at(-3_600_000)));
    }

    #[test]
    fn what_was_scanned_is_not_printed() {
        let mut gate = waiting();
        gate.judge(&scan(CODE, Source::HidPos, Some(1), 0, 1));
        assert!(!format!("{gate:?}").contains("2876"), "{gate:?}");
    }

    /// Wants, moves, and scans by way, text, wait and time since the last.
    type Happening = (bool, bool, usize, usize, u64, i64);

    proptest! {
        #[test]
        fn what_is_for_the_screen_was_read_now_and_by_one_way(
            all in proptest::collection::vec(
                (any::<bool>(), any::<bool>(), 0..4_usize, 0..2_usize, 0..4_u64, 0..700_i64), 1..60,
            ),
        ) {
            let all: Vec<Happening> = all;
            let ways = [
                (Source::HidPos, Some(1)), (Source::HidPos, Some(2)),
                (Source::Serial, Some(3)), (Source::Keyboard, None),
            ];
            let mut gate = Gate::default();
            let mut taken: Vec<(usize, usize, i64)> = Vec::new();
            let mut now = 0;
            for (wants, moved, way, text, behind, pause) in all {
                let before = gate.wait();
                if let Some(wait) = gate.shown(wants, moved) {
                    prop_assert!(wants && wait > before);
                }
                now += pause;
                let wait = gate.wait().0.saturating_sub(behind);
                let (source, device) = ways[way];
                let read = scan([CODE, "289999999999999999"][text], source, device, now, wait);
                if gate.judge(&read) == Verdict::Screen {
                    prop_assert_eq!(read.wait, gate.wait());
                    for (other, same, then) in &taken {
                        prop_assert!(*other == way || *same != text || now - then > 1000);
                    }
                    taken.push((way, text, now));
                }
            }
        }
    }
}
