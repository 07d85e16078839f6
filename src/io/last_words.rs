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

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    const SECRET: &str = "287391826450731948";
    const CHILD: &str = "COUNTERPANE_TEST_PANICS";

    /// A hook is the whole process's, so the test is run again in one of its own.
    #[test]
    fn a_panic_does_not_quote_what_it_stumbled_over() {
        if std::env::var_os(CHILD).is_some() {
            quiet();
            let text = format!("{SECRET}é");
            let thread = std::thread::Builder::new().name("scanner".to_owned());
            let cut = thread.spawn(move || text[..19].len()).unwrap().join();
            assert!(cut.is_err(), "cut within a character");
            panic!("{SECRET} is not expected");
        }
        let name = "io::last_words::tests::a_panic_does_not_quote_what_it_stumbled_over";
        let mut again = Command::new(std::env::current_exe().unwrap());
        again.args([name, "--exact", "--nocapture"]).env(CHILD, "1").env("RUST_BACKTRACE", "full");
        let ran = again.output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(!ran.status.success());
        assert_eq!(said.matches("a fault in the program at ").count(), 2, "{said}");
        assert!(said.contains("last_words.rs:"), "{said}");
        assert!(!said.contains(&SECRET[4..16]), "{said}");
        assert!(!String::from_utf8_lossy(&ran.stdout).contains(&SECRET[4..16]));
    }
}
