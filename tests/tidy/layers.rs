//! Who may know whom (design: the house), by the paths in the code.

use super::source::code_only;

/// A module of the crate, and the modules, or parts of modules, that it may name beside itself.
pub(crate) const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("desk", &["domain"]),
    ("provider", &["domain"]),
    ("scanner", &["domain"]),
    ("journal", &["domain"]),
    ("locale", &["domain"]),
    ("config", &["desk", "domain", "locale", "scanner"]),
    ("cli", &["config", "desk", "domain", "locale", "scanner"]),
    ("tui", &["desk", "domain", "locale", "scanner"]),
    // It must be able to disagree with us: no codec, nothing of the domain.
    ("simulator", &["provider::alipay::sign", "provider::alipay::frame"]),
    (
        "io",
        &[
            "cli",
            "config",
            "desk",
            "domain",
            "journal",
            "locale",
            "provider",
            "scanner",
            "simulator",
            "tui",
        ],
    ),
];

/// What reaches out of the program, and the only modules that may use it.
pub(crate) const OUTSIDE: &[(&str, &[&str])] = &[
    ("tokio", &["io"]),
    ("reqwest", &["io"]),
    ("hyper", &["io"]),
    ("hyper_util", &["io"]),
    ("rustls", &["io"]),
    ("directories", &["io"]),
    ("rustix", &["io"]),
    ("hidapi", &["io"]),
    ("serialport", &["io"]),
    ("evdev", &["io"]),
    ("crossterm", &["io", "tui"]),
    ("ratatui", &["io", "tui"]),
    ("rusqlite", &["io", "journal", "simulator"]),
    ("clap", &["cli"]),
    // The journal and the simulated provider's books are files of their own.
    ("std::fs", &["io", "journal", "simulator"]),
    ("std::env", &["io"]),
    ("std::thread", &["io"]),
    ("std::net::TcpStream", &["io"]),
    ("std::net::TcpListener", &["io"]),
];

/// How tests in the file of what they test begin.
pub(crate) const IN_FILE_TESTS: &str = "\n#[cfg(test)]\nmod tests {";

/// What `text`, a file of `module` at depth `depth` below the crate's root, names against the rules.
pub(crate) fn breaches(module: &str, depth: usize, text: &str) -> Vec<String> {
    let code = code_only(text);
    let mut found = Vec::new();
    for path in paths_after(&code, "crate::") {
        let path = path.replace(' ', "");
        let top = path.split("::").next().unwrap_or_default();
        let known = LAYERS.iter().any(|(name, _)| *name == top);
        if known && top != module && !may(LAYERS, module, &path) {
            found.push(format!("{module} names {path}"));
        }
    }
    // Tests may use what they need.
    let program = text.split(IN_FILE_TESTS).next().unwrap_or_default();
    let program = code_only(program);
    for (outside, users) in OUTSIDE {
        let uses = words_before(&program, outside).any(|after| {
            after.starts_with("::") || after.starts_with(';') || after.starts_with(" as ")
        });
        if uses && !users.contains(&module) {
            found.push(format!("{module} uses {outside}"));
        }
    }
    // A module in the file (its tests) is one level deeper.
    let deepest = "super::".repeat(depth + 1);
    if code.contains(&deepest) {
        found.push(format!("{module} climbs to the crate's root by super: write crate::"));
    }
    found
}

fn may(table: &[(&str, &[&str])], module: &str, path: &str) -> bool {
    let allowed = table.iter().find(|(name, _)| *name == module).map_or(&[][..], |row| row.1);
    allowed.iter().any(|prefix| {
        let rest = path.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    })
}

/// Every path behind `start`, the groups in braces taken apart: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths_after(code: &str, start: &str) -> Vec<String> {
    words_before(code, start.trim_end_matches("::"))
        .filter_map(|after| after.strip_prefix("::"))
        .flat_map(expand)
        .collect()
}

fn expand(after: &str) -> Vec<String> {
    let name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let length = after.find(|c| !name(c)).unwrap_or(after.len());
    let (head, rest) = after.split_at(length);
    let Some(group) = rest.strip_prefix('{') else {
        return vec![head.to_owned()];
    };
    let mut items = vec![String::new()];
    let mut depth = 0;
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => items.push(String::new()),
            c => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                items.last_mut().unwrap().push(c);
            }
        }
    }
    let items = items.iter().map(|item| item.trim()).filter(|item| !item.is_empty());
    items.flat_map(expand).map(|path| format!("{head}{path}")).collect()
}

/// What stands behind each occurrence of `word` as a word of its own.
fn words_before<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(word).filter_map(move |(at, _)| {
        let before = code[..at].chars().next_back();
        let joined = before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        (!joined).then(|| &code[at + word.len()..])
    })
}

#[test]
fn a_forbidden_import_is_found() {
    let bad = |module, text| breaches(module, 2, text);
    assert_eq!(bad("domain", "use crate::desk::Policy;"), ["domain names desk::Policy"]);
    assert_eq!(bad("tui", "use crate::{domain::Money, io::Clock};"), ["tui names io::Clock"]);
    assert_eq!(bad("desk", "fn f(a: crate::journal::Row) {}"), ["desk names journal::Row"]);
    let codec = "use crate::provider::alipay::{sign::verify, Codec};";
    assert_eq!(bad("simulator", codec), ["simulator names provider::alipay::Codec"]);
    assert_eq!(bad("desk", "let now = tokio::time::sleep();"), ["desk uses tokio"]);
    assert_eq!(bad("tui", "std::fs::read(a)"), ["tui uses std::fs"]);
    assert_eq!(bad("desk", "use super::super::super::io;").len(), 1);
    for (module, good) in [
        ("domain", "use crate::domain::Money; // crate::io"),
        ("simulator", "use crate::provider::alipay::{frame, sign};"),
        ("desk", "use super::super::Policy; use mycrate::io;"),
        ("tui", "let text = \"crate::io\"; let tokio = 3;"),
        ("desk", "fn f() {}\n#[cfg(test)]\nmod tests { use std::thread; }"),
    ] {
        assert_eq!(bad(module, good), Vec::<String>::new(), "{good}");
    }
}
