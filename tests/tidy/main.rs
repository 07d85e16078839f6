//! The house, held to its rules by reading its files. What clippy and rustfmt can say is left to
//! them (functions of 70 lines, unwraps, iteration over hash maps).

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read the sources has to stop"
)]

mod layers;
mod manifest;
mod source;
mod words;

use std::path::{Path, PathBuf};
use std::process::Command;

/// Longest file of the program in lines; tests may be longer.
const LONGEST_FILE: usize = 500;

/// What lies at the top beside dot-files.
const TOP: [&str; 9] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "CHANGELOG.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "config.toml",
    "src",
    "assets",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` that end in `.extension`, with their texts.
fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "nothing in {folder}");
    found
}

fn sources() -> Vec<(PathBuf, String)> {
    files("src", "rs")
}

/// The path of a source file's module: `src/desk/steps/part.rs` is desk, steps, part.
fn module(path: &Path) -> Vec<String> {
    let below = path.strip_prefix("src").unwrap().with_extension("");
    let mut names: Vec<String> =
        below.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    names.pop_if(|last| last == "mod");
    names
}

fn is_test(path: &Path) -> bool {
    path.iter().any(|name| name == "tests" || name == "tests.rs" || name == "testing.rs")
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_module_knows_only_whom_it_may() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let module = module(&path);
        if matches!(module[0].as_str(), "lib" | "main") {
            continue;
        }
        let known = layers::LAYERS.iter().any(|(name, _)| *name == module[0]);
        assert!(known, "{}: a module that is in no layer", path.display());
        let breaches = layers::breaches(&module[0], module.len(), &text);
        found.extend(breaches.into_iter().map(|what| format!("{}: {what}", path.display())));
    }
    assert_none(&found);
}

#[test]
fn no_file_is_too_long_to_read() {
    let long = |(path, text): (PathBuf, String)| {
        let program = text.split(layers::IN_FILE_TESTS).next().unwrap_or_default();
        let lines = program.lines().count();
        let too_long = lines > LONGEST_FILE && !is_test(&path);
        too_long.then(|| format!("{}: {lines} lines, most are {LONGEST_FILE}", path.display()))
    };
    assert_none(&sources().into_iter().filter_map(long).collect::<Vec<_>>());
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = |(path, text): (PathBuf, String)| {
        let module = module(&path);
        let silent = module.len() == 1 && !text.starts_with("//!") && !text.starts_with("#![doc");
        silent.then(|| format!("{}: does not begin with //!", path.display()))
    };
    assert_none(&sources().into_iter().filter_map(silent).collect::<Vec<_>>());
}

#[test]
fn no_banned_word_is_used() {
    let mut found = Vec::new();
    let mut look = |path: &Path, text: &str, banned, whole| {
        let used = words::used(text, banned, whole);
        found.extend(used.into_iter().map(|what| format!("{}: {what}", path.display())));
    };
    for (path, text) in sources().into_iter().chain(files("tests", "rs")) {
        look(&path, &text, words::IN_CODE, false);
    }
    for (path, text) in files("assets/locales/en", "ftl") {
        look(&path, &words::fluent_texts(&text), words::IN_ENGLISH, true);
    }
    assert_none(&found);
}

#[test]
fn every_dependency_says_why() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert_none(&manifest::unexplained(&text));
}

/// What is not under version control (a journal, keys to try things with) is nobody's business.
#[test]
fn the_top_level_is_the_house_s() {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let Ok(listed) = listed.map(|output| String::from_utf8(output.stdout).unwrap()) else {
        return;
    };
    let strange = |path: &str| {
        let top = path.split('/').next().unwrap_or_default();
        !(top.starts_with('.') || top == "tests" || TOP.contains(&top))
    };
    let found: Vec<_> = listed.split_terminator('\0').filter(|path| strange(path)).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// Signatures are RSA wherever the program runs: what else can sign is in the tests.
#[test]
fn the_program_signs_with_rsa_alone() {
    let mut found = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        let code = source::code_only(&text);
        for of in ["Signer for ", "Verifier for "] {
            let who = code.match_indices(of).filter_map(|(at, _)| {
                let name = &code[at + of.len()..];
                name.split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned)
            });
            found.extend(who.map(|who| (path.display().to_string(), who)));
        }
    }
    let sign = "src/provider/alipay/sign.rs";
    let wanted = [(sign, "SigningKey"), (sign, "VerifyingKey")];
    let wanted = wanted.map(|(path, who)| (path.to_owned(), who.to_owned()));
    assert_eq!(found, wanted);
}
