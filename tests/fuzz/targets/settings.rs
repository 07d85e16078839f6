//! A settings file of any text: taken, or refused with the key, the file and the line.

#![no_main]

use std::path::Path;

use counterpane::config::{Origin, ScannerPart, Settings};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let origin =
        Origin { file: "config.toml", folder: Path::new("/hotel"), data_dir: Path::new("/data") };
    match Settings::parse(text, origin) {
        Ok(settings) => assert_eq!(Settings::parse(text, origin), Ok(settings)),
        Err(error) => {
            let told = error.to_string();
            assert!(!told.is_empty() && told.lines().all(|line| line.starts_with("config.toml:")));
            assert!(!error.hint().is_empty());
        }
    }
    if let Err(error) = ScannerPart::parse(text, origin) {
        assert!(!error.to_string().is_empty());
    }
});
