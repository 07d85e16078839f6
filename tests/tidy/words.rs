//! Words that the house does not use, each with what it uses instead.

/// A word, where it is not used, and what is used instead.
pub(crate) struct Banned {
    pub(crate) word: &'static str,
    pub(crate) instead: &'static str,
}

const fn ban(word: &'static str, instead: &'static str) -> Banned {
    Banned { word, instead }
}

/// In Rust, whatever the place. Written in two pieces, so that this file has none of them.
pub(crate) const IN_CODE: &[Banned] = &[
    ban(concat!("TO", "DO"), "do it, or open an issue"),
    ban(concat!("FIX", "ME"), "fix it, or open an issue"),
    ban(concat!("XX", "X:"), "say what is wrong in a sentence"),
    ban(concat!("#[al", "low("), "#[expect(.., reason = \"..\")]"),
    ban(concat!("#![al", "low("), "#![expect(.., reason = \"..\")]"),
    ban(concat!("/ho", "me/"), "a path that is right on every machine"),
    ban(concat!("/ro", "ot/"), "a path that is right on every machine"),
    ban(concat!("/Us", "ers/"), "a path that is right on every machine"),
    ban(concat!("/wo", "rk/"), "a path that is right on every machine"),
    ban(concat!("thread::sl", "eep"), "a deadline in a table"),
];

/// In what a cashier reads (counter.md 4; design: words, each with one meaning).
pub(crate) const IN_ENGLISH: &[Banned] = &[
    ban("freeze", "hold"),
    ban("frozen", "held"),
    ban("unfreeze", "release"),
    ban("void", "undo, or release"),
    ban("reverse", "undo"),
    ban("reversal", "undo"),
    ban("capture", "charge"),
    ban("captured", "charged"),
    ban("inquire", "check, or ask"),
    ban("abort", "stop"),
    ban("invalid", "what is wrong with it"),
    ban("failed", "what happened, and what of the money"),
    ban("failure", "what happened, and what of the money"),
    ban("fatal", "what happened, and what of the money"),
    ban("please retry", "check now"),
    ban("oops", "what happened"),
];

/// Lines of `text` with one of the words; `whole` looks for whole words, in small letters.
pub(crate) fn used(text: &str, banned: &[Banned], whole: bool) -> Vec<String> {
    let mut found = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let small = line.to_lowercase();
        for ban in banned {
            let hit = if whole { has_word(&small, ban.word) } else { line.contains(ban.word) };
            if hit {
                found.push(format!("line {}: {:?}: {}", place + 1, ban.word, ban.instead));
            }
        }
    }
    found
}

/// The texts of a Fluent file: no comments, no keys, no names of arguments.
pub(crate) fn fluent_texts(file: &str) -> String {
    let mut texts = String::new();
    for line in file.lines() {
        let text = match line.split_once(" = ") {
            _ if line.starts_with('#') => "",
            Some((key, text)) if !key.contains(' ') => text,
            Some(_) | None => variant_text(line),
        };
        let mut depth = 0_i32;
        for c in text.chars() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            texts.push(if depth > 0 { ' ' } else { c });
        }
        texts.push('\n');
    }
    texts
}

/// A line of a choice without the name of the choice: `[one] a hold` is `a hold`.
fn variant_text(line: &str) -> &str {
    let start = line.trim_start().trim_start_matches('*');
    let behind = start.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    behind.map_or(line, |(_, text)| text)
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !joined(text[..at].chars().next_back()) && !joined(text[at + word.len()..].chars().next())
    })
}

#[test]
fn a_banned_word_is_found() {
    let file = "# freeze\nkind-freeze = Hold { $void }\n    [void] undo\nbad = The Freeze failed\n    .x = avoid it";
    let texts = fluent_texts(file);
    let found = used(&texts, IN_ENGLISH, true);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|line| line.starts_with("line 4: ")), "{found:?}");
    let code = format!("fn f() {{}}\n// {}: later", IN_CODE[0].word);
    assert_eq!(used(&code, IN_CODE, false).len(), 1);
}
