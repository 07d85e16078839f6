//! A file of words of any text: every key that it may have gives a text, whatever its arguments.

#![no_main]

use counterpane::locale::{Language, Locale};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let locale = Locale::of(Language::Chinese, [text, "after = { $room } { after } { -no }"]);
    let keys = text.lines().filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim());
    for key in keys.chain(["after", "no-such-key"]).take(50) {
        let plain = locale.text(key);
        if !locale.has(key) {
            assert_eq!(plain, format!("[{key}]"));
        }
        let _said = locale.format(key, &[("room", text), ("count", "7")]);
        let _counted = locale.format(key, &[("count", usize::MAX), ("room", 1)]);
    }
});
