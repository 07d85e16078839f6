//! Rust text with its comments and texts blanked, so that only code is looked at.

/// The same text, as long and with the same lines, but comments, strings and characters are spaces.
pub(crate) fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = blank_end(&chars, at);
        if end > at {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// Where the comment or literal ends that begins at `at`; `at` itself where none does.
fn blank_end(chars: &[char], at: usize) -> usize {
    let rest = &chars[at..];
    let starts = |text: &str| text.chars().zip(rest).filter(|(a, b)| a == *b).count() == text.len();
    let in_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    if starts("//") {
        return at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
    }
    if starts("/*") {
        return at + comment_length(rest);
    }
    if starts("\"") {
        return at + string_length(rest, '"');
    }
    if !in_word && (starts("r\"") || starts("r#")) {
        return at + raw_length(&rest[1..]).map_or(0, |length| length + 1);
    }
    // A lifetime has no second quote two or three characters on.
    let is_char = rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'');
    if starts("'") && is_char {
        return at + string_length(rest, '\'');
    }
    at
}

fn comment_length(rest: &[char]) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        match (rest[at], rest.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) if depth == 1 => return at + 2,
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn string_length(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// Of `#"..."#` with any number of `#`; nothing for a raw identifier.
fn raw_length(rest: &[char]) -> Option<usize> {
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    if rest.get(hashes) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = &rest[hashes + 1..];
    let found = body.windows(close.len()).position(|window| window == close);
    Some(found.map_or(rest.len(), |place| hashes + 1 + place + close.len()))
}

#[test]
fn only_code_is_left() {
    let text = "let a = \"crate::io // \\\" \"; // crate::io\nlet b = 'x'; /* a /* b */ c */ f::<'a>(r#\"\"io\"\"#)";
    let code = code_only(text);
    assert_eq!(code.len(), text.len());
    assert_eq!(code.lines().count(), 2);
    assert!(
        !code.contains("io") && code.contains("let b =") && code.contains("f::<'a>("),
        "{code}"
    );
    assert!(!code.contains('c'), "{code}");
}
