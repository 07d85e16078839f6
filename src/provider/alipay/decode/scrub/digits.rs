//! Finds a payment code's digits in a text, whatever stands between them and however each is written.

use super::STARS;

/// So many digits of a code in their order are cut out. The mask shows four of them at once.
pub(super) const RUN: usize = 6;

/// So many are no chance either in a number of 28 digits that money depends on.
pub(super) const SURE: usize = 10;

/// So far apart two digits may stand, in characters: a tag of a web page, a few blanks.
const APART: usize = 16;

/// Payment codes by their first two digits and their length (alipay-preauth.md 3): one of an earlier
/// request, which nobody here knows any more.
const SHORTEST: usize = 16;
const LONGEST: usize = 24;

/// One digit and the bytes of the text that write it.
#[derive(Clone, Copy)]
struct Digit {
    value: u8,
    from: usize,
    to: usize,
}

/// The text with stars where digits of `code` stood, and where anything stood that has the shape of a
/// payment code. An empty `code` is none.
pub(super) fn without(text: &str, code: &str) -> String {
    let digits = read(text);
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut place = 0;
    while let Some(rest) = digits.get(place..).filter(|rest| !rest.is_empty()) {
        let length = longest(rest, code, RUN).max(shaped(rest));
        if let (Some(first), Some(last)) = (rest.first(), rest.get(length.wrapping_sub(1))) {
            cuts.push((first.from, last.to));
        }
        place = place.saturating_add(length.max(1));
    }
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for (from, to) in cuts {
        shown.push_str(text.get(at..from).unwrap_or_default());
        shown.push_str(STARS);
        at = to;
    }
    shown.push_str(text.get(at..).unwrap_or_default());
    shown
}

/// Whether a text has `run` digits of `code` or more in it.
pub(super) fn are_in(text: &str, code: &str, run: usize) -> bool {
    let digits = read(text);
    (0..digits.len()).any(|place| longest(digits.get(place..).unwrap_or_default(), code, run) > 0)
}

/// How many of the digits are a part of `code`; zero where it is fewer than `run`.
fn longest(digits: &[Digit], code: &str, run: usize) -> usize {
    let starts = 0..code.len().saturating_sub(run.saturating_sub(1));
    let common = |start: usize| {
        let wanted = code.bytes().skip(start);
        let near = near(digits);
        digits.iter().zip(wanted).take(near).take_while(|(digit, c)| digit.value == *c).count()
    };
    starts.map(common).max().filter(|length| *length >= run).unwrap_or(0)
}

/// How many digits follow each other without a long text between.
fn near(digits: &[Digit]) -> usize {
    let gap = |pair: &[Digit]| match pair {
        [one, next] => next.from.saturating_sub(one.to) <= APART,
        _ => false,
    };
    digits.windows(2).take_while(|pair| gap(pair)).count().saturating_add(1)
}

/// A run without anything between that has the shape of a payment code.
fn shaped(digits: &[Digit]) -> usize {
    let together = |pair: &[Digit]| matches!(pair, [one, next] if one.to == next.from);
    let run = digits.windows(2).take_while(|pair| together(pair)).count().saturating_add(1);
    let prefix = match digits {
        [ten, one, ..] => (ten.value, one.value),
        _ => return 0,
    };
    let ours = matches!(prefix, (b'2', b'5'..=b'9') | (b'3', b'0'));
    if ours && (SHORTEST..=LONGEST).contains(&run) { run } else { 0 }
}

/// Every digit of a text: as it is, full-width, as `%35`, `&#53;`, `&#x35;` or `\u0035`.
fn read(text: &str) -> Vec<Digit> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((value, length)) = escaped(rest).or_else(|| plain(rest)) else {
            at = at.saturating_add(rest.chars().next().map_or(1, char::len_utf8));
            continue;
        };
        found.push(Digit { value, from: at, to: at.saturating_add(length) });
        at = at.saturating_add(length);
    }
    found
}

fn plain(text: &str) -> Option<(u8, usize)> {
    let c = text.chars().next()?;
    let value = match c {
        '0'..='9' => u32::from(c),
        '０'..='９' => u32::from(c).checked_sub(0xFF10 - 0x30)?,
        _ => return None,
    };
    Some((u8::try_from(value).ok()?, c.len_utf8()))
}

/// A digit by its number in the table of characters.
fn escaped(text: &str) -> Option<(u8, usize)> {
    for (before, radix, width, after) in [
        ("%", 16, Some(2), ""),
        ("\\u", 16, Some(4), ""),
        ("\\x", 16, Some(2), ""),
        ("&#x", 16, None, ";"),
        ("&#X", 16, None, ";"),
        ("&#", 10, None, ";"),
    ] {
        let Some(rest) = text.strip_prefix(before) else {
            continue;
        };
        let end = match width {
            Some(width) => width,
            None => rest.find(after).filter(|end| *end <= 8)?,
        };
        let number = rest.get(..end).and_then(|number| u32::from_str_radix(number, radix).ok());
        let value = number.and_then(char::from_u32).filter(char::is_ascii_digit);
        if let Some(value) = value.and_then(|c| u8::try_from(u32::from(c)).ok()) {
            let length = before.len().saturating_add(end).saturating_add(after.len());
            return Some((value, length));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CODE: &str = "287654321098765432";

    fn spelled(with: impl Fn(char) -> String) -> String {
        CODE.chars().map(with).collect()
    }

    #[test]
    fn a_code_is_found_however_it_is_written() {
        for text in [
            CODE.to_owned(),
            spelled(|c| format!("{c} ")),
            spelled(|c| format!("{c}-")),
            spelled(|c| format!("<b>{c}</b>")),
            spelled(|c| format!("%{:02X}", u32::from(c))),
            spelled(|c| format!("&#{};", u32::from(c))),
            spelled(|c| format!("&#x{:x};", u32::from(c))),
            spelled(|c| format!("\\u{:04x}", u32::from(c))),
            spelled(|c| format!("{c}\0")),
            "２８７６５４３２１０９８７６５４３２".to_owned(),
            CODE[4..12].to_owned(),
        ] {
            let shown = without(&format!("the code {text} is wrong"), CODE);
            assert!(shown.contains("****"), "{text}: {shown}");
            assert!(read(&shown).len() < RUN, "{text}: {shown}");
            assert!(are_in(&text, CODE, RUN), "{text}");
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in
            ["order 2026112222001400426857844057", "2088102000000001", "HKD 500.00", "", "%", "&#"]
        {
            assert_eq!(without(text, CODE), text);
            assert_eq!(without(text, ""), text);
        }
        assert_eq!(without("code 289999999999999999!", ""), "code ****!");
    }

    proptest! {
        #[test]
        fn of_a_code_nothing_is_left(
            code in "(2[5-9]|30)[0-9]{14,22}", before in "\\PC{0,20}", after in "\\PC{0,20}",
            between in "[ ._/-]{0,3}",
        ) {
            let spread: Vec<String> = code.chars().map(String::from).collect();
            let shown = without(&format!("{before}{}{after}", spread.join(&between)), &code);
            let left: String = shown.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(!left.contains(&code[4..code.len() - 2]), "{}", shown);
        }

        #[test]
        fn no_text_is_too_odd(text in "(?s).{0,60}", code in "[0-9]{0,24}") {
            let _shown = without(&text, &code);
        }
    }
}
