//! A second reading of a reply, by the specification alone (alipay-preauth.md 1.5): a matcher of
//! braces and quotes over the bytes. It shares nothing with the program, whose JSON is serde's.

/// The members of one JSON object as raw text, in order; nothing where `text` is not one object and
/// nothing else, or where a name occurs twice.
pub(crate) fn members(text: &str) -> Option<Vec<(String, &str)>> {
    let bytes = text.as_bytes();
    let mut members: Vec<(String, &str)> = Vec::new();
    let mut at = expect(bytes, blank(bytes, 0), b'{')?;
    at = blank(bytes, at);
    if bytes.get(at) == Some(&b'}') {
        return (blank(bytes, at + 1) == bytes.len()).then_some(members);
    }
    loop {
        let end = string_end(bytes, at)?;
        let name = unquoted(&text[at..end])?;
        let start = blank(bytes, expect(bytes, blank(bytes, end), b':')?);
        at = value_end(bytes, start)?;
        if members.iter().any(|(known, _)| *known == name) {
            return None;
        }
        members.push((name, &text[start..at]));
        at = blank(bytes, at);
        match bytes.get(at)? {
            b',' => at = blank(bytes, at + 1),
            b'}' => return (blank(bytes, at + 1) == bytes.len()).then_some(members),
            _ => return None,
        }
    }
}

/// The slice that is signed: from the `{` that opens the node to the `}` that closes it.
pub(crate) fn signed_slice<'a>(body: &'a str, node: &str) -> Option<&'a str> {
    let members = members(body)?;
    let (_, raw) = members.into_iter().find(|(name, _)| name == node)?;
    raw.starts_with('{').then_some(raw)
}

/// A JSON string without its quotes; nothing where it is no string or not text.
pub(crate) fn unquoted(raw: &str) -> Option<String> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    let mut units: Vec<u16> = Vec::new();
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
            continue;
        }
        units.push(match rest.next()? {
            '"' => 0x22,
            '\\' => 0x5C,
            '/' => 0x2F,
            'b' => 0x08,
            'f' => 0x0C,
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 0x09,
            'u' => {
                let four: String = rest.by_ref().take(4).collect();
                u16::from_str_radix(&four, 16).ok()?
            }
            _ => return None,
        });
    }
    String::from_utf16(&units).ok()
}

/// How many hundredths a decimal text is, where it is a plain one. Digits are `0` to `9` alone.
pub(crate) fn hundredths(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "00"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) || whole.len() > 25 {
        return None;
    }
    let (cents, more) = fraction.split_at_checked(2).unwrap_or((fraction, ""));
    if more.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let cents = format!("{cents:0<2}");
    Some(whole.parse::<i128>().ok()? * 100 + cents.parse::<i128>().ok()?)
}

fn blank(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

fn expect(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    (bytes.get(at) == Some(&byte)).then_some(at + 1)
}

/// Behind the quote that ends the string which begins at `at`.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = expect(bytes, at, b'"')?;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match bytes.get(at + 1)? {
                b'u' => {
                    let hex = bytes.get(at + 2..at + 6)?;
                    if !hex.iter().all(u8::is_ascii_hexdigit) {
                        return None;
                    }
                    at += 6;
                }
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                _ => return None,
            },
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

/// Behind the value that begins at `at`. What is open is kept in a list: no depth is too deep.
fn value_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut open: Vec<u8> = Vec::new();
    loop {
        at = blank(bytes, at);
        match *bytes.get(at)? {
            bracket @ (b'{' | b'[') => {
                let closing = if bracket == b'{' { b'}' } else { b']' };
                let next = blank(bytes, at + 1);
                if bytes.get(next) == Some(&closing) {
                    at = next + 1;
                } else {
                    open.push(closing);
                    at = if bracket == b'{' { key_end(bytes, next)? } else { next };
                    continue;
                }
            }
            b'"' => at = string_end(bytes, at)?,
            b'-' | b'0'..=b'9' => at = number_end(bytes, at)?,
            _ => {
                let word = ["true", "false", "null"];
                let word = word.iter().find(|word| bytes[at..].starts_with(word.as_bytes()))?;
                at += word.len();
            }
        }
        // A value has ended: so may have what it is in.
        loop {
            let Some(closing) = open.last() else {
                return Some(at);
            };
            at = blank(bytes, at);
            match *bytes.get(at)? {
                b',' => {
                    let next = blank(bytes, at + 1);
                    at = if *closing == b'}' { key_end(bytes, next)? } else { next };
                    break;
                }
                byte if byte == *closing => {
                    open.pop();
                    at += 1;
                }
                _ => return None,
            }
        }
    }
}

/// Behind the colon of the name that begins at `at`.
fn key_end(bytes: &[u8], at: usize) -> Option<usize> {
    expect(bytes, blank(bytes, string_end(bytes, at)?), b':')
}

fn number_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let digits = |mut at: usize| {
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        (at > start).then_some(at)
    };
    if bytes[at] == b'-' {
        at += 1;
    }
    at = if bytes.get(at) == Some(&b'0') { at + 1 } else { digits(at)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        at = digits(at + 1 + usize::from(sign))?;
    }
    Some(at)
}
