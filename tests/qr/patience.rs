//! Waiting for other programs, which tell nobody when they are ready.

use std::time::{Duration, Instant};

/// A machine with other work takes seconds to start a window.
const LONGEST: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);

/// Asks until there is an answer. `state` says in the failure how far it came.
#[expect(clippy::disallowed_methods, reason = "real programs take real time")]
pub(crate) fn until<T>(state: impl Fn() -> String, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < LONGEST, "not within {LONGEST:?}: {}", state());
        std::thread::park_timeout(PAUSE);
    }
}
