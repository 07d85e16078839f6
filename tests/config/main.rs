//! Whole settings files: each in `valid/` is taken, each in `invalid/` is refused with exactly the
//! words of its snapshot, which name the key, the file and the line.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its own files fails")]

use std::path::{Path, PathBuf};

use counterpane::config::{Origin, Settings};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/config").join(folder);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn read(path: &Path) -> Result<Settings, String> {
    let text = std::fs::read_to_string(path).unwrap();
    let file = path.file_name().unwrap().to_str().unwrap();
    let origin = Origin { file, folder: Path::new("/hotel"), data_dir: Path::new("/data") };
    Settings::parse(&text, origin).map_err(|error| error.to_string())
}

#[test]
fn valid_files_are_taken() {
    for path in files("valid") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let settings = read(&path).unwrap_or_else(|error| panic!("{error}"));
        insta::assert_debug_snapshot!(format!("valid_{name}"), settings);
    }
}

#[test]
fn invalid_files_are_refused_by_key_file_and_line() {
    for path in files("invalid") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let error = read(&path).expect_err(name);
        for line in error.lines() {
            assert!(line.starts_with(&format!("{name}.toml:")), "{line}");
        }
        insta::assert_snapshot!(format!("invalid_{name}"), error);
    }
}

/// The file in the repository is a settings file like any other, and changes nothing.
#[test]
fn the_default_file_says_what_is_built_in() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
    assert_eq!(read(&path), Ok(Settings::built_in(Path::new("/data")).unwrap()));
}
