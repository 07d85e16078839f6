//! Scenario files: lines of words.
//!
//! ```text
//! # A comment.
//! start                        what comes before the first check is done before the checks, and again
//!                              behind one that failed
//! check What is shown
//!   scan 281000000000000001 end "\r\n"
//! ```
//!
//! Words are parted by blanks; a word in quotes may have blanks, `\r`, `\n`, `\t`, `\xNN`; `"7"*3` is
//! 777.

/// One line, in words.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) verb: String,
    pub(crate) words: Vec<String>,
    /// All behind the verb, as it stands there.
    pub(crate) rest: String,
}

/// One thing that is shown.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) what: String,
    pub(crate) lines: Vec<Line>,
}

#[derive(Debug, Default)]
pub(crate) struct Script {
    pub(crate) before: Vec<Line>,
    pub(crate) checks: Vec<Check>,
}

/// Reads a scenario; an error names its line.
pub(crate) fn read(text: &str) -> Result<Script, String> {
    let mut script = Script::default();
    for (place, line) in text.lines().enumerate() {
        let number = place.saturating_add(1);
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(what) = line.strip_prefix("check ") {
            script.checks.push(Check { what: what.trim().to_owned(), lines: Vec::new() });
            continue;
        }
        let mut words = words(line).map_err(|why| format!("line {number}: {why}"))?.into_iter();
        let verb = words.next().ok_or_else(|| format!("line {number}: says nothing"))?;
        let rest = line.strip_prefix(&verb).unwrap_or_default().trim().to_owned();
        let line = Line { number, verb, words: words.collect(), rest };
        match script.checks.last_mut() {
            Some(check) => check.lines.push(line),
            None => script.before.push(line),
        }
    }
    if script.checks.is_empty() { Err("has no check".to_owned()) } else { Ok(script) }
}

fn words(line: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (word, behind) = if let Some(inside) = rest.strip_prefix('"') {
            quoted(inside)?
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            (word.to_owned(), behind)
        };
        found.push(word);
        rest = behind.trim_start();
    }
    Ok(found)
}

/// A word up to its closing quote, repeated where a number follows.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let mut word = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next().ok_or("a quote is not closed")? {
            '"' => break,
            '\\' => word.push(escaped(&mut chars)?),
            c => word.push(c),
        }
    }
    let behind = chars.as_str();
    let Some(times) = behind.strip_prefix('*') else {
        return Ok((word, behind));
    };
    let end = times.find(|c: char| !c.is_ascii_digit()).unwrap_or(times.len());
    let (times, behind) = times.split_at_checked(end).unwrap_or((times, ""));
    let times: usize = times.parse().map_err(|_| "no number behind *")?;
    Ok((word.repeat(times), behind))
}

fn escaped(chars: &mut std::str::Chars<'_>) -> Result<char, String> {
    Ok(match chars.next().ok_or("nothing behind \\")? {
        'r' => '\r',
        'n' => '\n',
        't' => '\t',
        'x' => {
            let digits: String = chars.by_ref().take(2).collect();
            char::from(u8::from_str_radix(&digits, 16).map_err(|_| "no hexadecimal behind \\x")?)
        }
        other => other,
    })
}

/// Bytes written as `02 0a 5d`; what is behind `#` on a line is a comment.
pub(crate) fn hex(text: &str) -> Result<Vec<u8>, String> {
    let code = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    let bytes = code.flat_map(str::split_whitespace);
    bytes.map(|byte| u8::from_str_radix(byte, 16).map_err(|_| format!("no byte: {byte}"))).collect()
}
