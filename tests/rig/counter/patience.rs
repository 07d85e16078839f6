//! Waiting for the kernel and for the program, which tell nobody when they are ready.

use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(20);

#[expect(clippy::disallowed_methods, reason = "a real kernel takes real time")]
pub(crate) fn clock() -> Instant {
    Instant::now()
}

/// Asks until there is an answer or the time is over.
pub(crate) fn until<T>(longest: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let start = clock();
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if start.elapsed() >= longest {
            return None;
        }
        std::thread::park_timeout(PAUSE);
    }
}

/// Lets time pass, as between the keys of a person.
pub(crate) fn pause(time: Duration) {
    let start = clock();
    while let Some(left) = time.checked_sub(start.elapsed()).filter(|left| !left.is_zero()) {
        std::thread::park_timeout(left);
    }
}
