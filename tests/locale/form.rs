//! How long a text may be, and which characters it may have.

use counterpane::locale::Language;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::words::messages;

/// Columns for a key's text by its beginning and its end; the first that fits counts. The screen has
/// 80, of which the frame of trouble takes 13 and quotation marks 2 or 4.
const WIDTHS: [(&str, &str, usize); 52] = [
    ("scanner-", "-short", 9),
    ("scanner-reading", "", 18),
    ("scanner-opening", "", 18),
    ("scanner-not-", "", 18),
    ("scanner-broken", "", 18),
    ("scanner-keyboard", "", 18),
    ("health-", "", 18),
    ("money-", "-symbol", 1),
    ("money-", "", 13),
    ("state-", "", 18),
    ("kind-", "", 8),
    ("action-", "", 14),
    ("phase-", "", 26),
    ("next-", "", 28),
    ("way-", "", 22),
    ("sum-line", "", 78),
    ("sum-", "", 12),
    ("fact-label-", "", 10),
    ("fact-", "", 64),
    ("news-", "", 52),
    ("scan-", "-do", 64),
    ("scan-", "-say", 62),
    ("scan-", "", 56),
    ("trouble-label-", "", 8),
    ("trouble-now-", "", 64),
    ("trouble-money-", "", 52),
    ("trouble-", "-headline", 52),
    ("trouble-", "-do", 64),
    ("trouble-", "-say", 62),
    ("trouble-", "", 64),
    ("detail-", "", 22),
    ("answer-", "", 4),
    ("field-", "", 12),
    ("refusal-", "", 64),
    ("journal-error-", "", 60),
    ("lesson-", "-name", 20),
    ("lesson-", "-what", 56),
    ("key-", "-help", 60),
    ("key-", "", 14),
    ("age-", "", 8),
    ("language-", "", 14),
    ("room-", "", 14),
    ("count-", "", 14),
    ("title-", "", 24),
    // Paragraphs: the screen wraps them.
    ("about-", "", 150),
    ("help-money", "", 150),
    ("home-empty-what", "", 150),
    ("home-scan-early", "", 110),
    ("code-what", "", 110),
    ("journal-down-do", "", 110),
    ("hold-title", "", 40),
    ("", "", 76),
];

/// What is the same in every language: a name, the other language's name, arguments alone.
const SAME: [&str; 4] = ["program-name", "help-version", "key-language", "hold-activity"];

#[test]
fn nothing_is_wider_than_its_place() {
    let mut wide = Vec::new();
    for language in Language::ALL {
        for (key, message) in messages(language) {
            let fits = |(start, end, _): &&(&str, &str, usize)| {
                key.starts_with(start) && key.ends_with(end)
            };
            let limit = WIDTHS.iter().find(fits).expect("the last one fits all").2;
            for line in message.texts.iter().flat_map(|text| text.lines()) {
                if line.width() > limit {
                    wide.push(format!("{language} {key}: {} > {limit}: {line}", line.width()));
                }
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

/// Terminals disagree on the width of some characters: curly quotes, ellipsis, dashes, dots, arrows.
#[test]
fn no_character_has_two_widths() {
    let mut found = Vec::new();
    for language in Language::ALL {
        for (key, message) in messages(language) {
            for c in message.texts.iter().flat_map(|text| text.chars()) {
                if c != '\n' && (c.width() != c.width_cjk() || c.width().is_none()) {
                    found.push(format!("{language} {key}: {c:?}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_is_done_and_said_is_short() {
    let mut long = Vec::new();
    for (key, message) in messages(Language::English) {
        let spoken = key.ends_with("-do") || key.ends_with("-say");
        let limit = match key.ends_with("-headline") {
            true => 8,
            false if spoken => 12,
            false => continue,
        };
        for sentence in message.texts.iter().flat_map(|text| text.split_terminator(['.', '?', '!']))
        {
            if sentence.split_whitespace().count() > limit {
                long.push(format!("{key}: {sentence}"));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// counter.md 4: blame nobody, no codes in capitals; one word for one act.
#[test]
fn words_that_are_not_said() {
    let mut found = Vec::new();
    let english =
        ["freeze", "frozen", "unfreeze", "capture", "void", "reverse", "invalid", "failed"];
    let chinese = ["预授权完成", "释放", "取消冻结", "捕获", "无效", "失败", "请款"];
    for (language, banned) in [(Language::English, &english[..]), (Language::Chinese, &chinese[..])]
    {
        for (key, message) in messages(language) {
            // What a guest to practise with does may be named as it is.
            if key.starts_with("lesson-") {
                continue;
            }
            for text in &message.texts {
                let lower = text.to_lowercase();
                for word in banned.iter().filter(|word| lower.contains(**word)) {
                    found.push(format!("{language} {key}: {word}: {text}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn chinese_is_chinese() {
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let mut found = Vec::new();
    for (key, message) in messages(Language::Chinese) {
        for text in &message.texts {
            let chars: Vec<char> = text.chars().collect();
            let translated =
                chars.iter().any(|c| han(*c)) || !chars.iter().any(|c| c.is_alphabetic());
            if !translated && !SAME.contains(&key.as_str()) {
                found.push(format!("{key} is not translated: {text}"));
            }
            // A narrow mark beside a Chinese character is a slip of the keyboard.
            for pair in chars.windows(2) {
                if han(pair[0]) && ",;:?!()\"".contains(pair[1]) {
                    found.push(format!("{key} has a narrow mark: {text}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
