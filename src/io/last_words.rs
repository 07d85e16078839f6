//! What a panic says: where it was, and nothing of what it was about.
//!
//! A panic's message quotes what it stumbled over: a text that was cut in the middle of a character, a
//! value that was expected to be another. Any of them may be a payment code or a key. Its place in the
//! code says enough, and is asked for by whoever mends it.

use std::io::Write as _;
use std::panic::PanicHookInfo;

/// From here on a panic in any thread tells its place alone, on standard error and in the log.
pub(super) fn quiet() {
    std::panic::set_hook(Box::new(|panic| {
        note(panic);
        let mut err = std::io::stderr().lock();
        let _gone = writeln!(err, "counterpane: a fault in the program at {}", place(panic));
    }));
}

/// The log's line about a panic.
pub(super) fn note(panic: &PanicHookInfo<'_>) {
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("without a name");
    tracing::error!(place = place(panic), thread, "panic");
}

fn place(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(|| "a place unknown".to_owned(), ToString::to_string)
}
