//! Finds secrets in bytes, however they are written there. A search that cannot find proves nothing:
//! each way of writing has a test below.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// So many digits of a payment code in a row are found. A mask shows four at the front and two at the
/// end, so a third of them at least is more than it shows.
const RUN: usize = 10;

/// So many bytes that are no digits may stand between two digits.
const APART: usize = 12;

/// Figures of a SHA-256 in hexadecimal.
const HASH: usize = 64;

/// What is looked for. New kinds of secrets are one call more: [`Hunt::text`] takes a PIN or a token.
#[derive(Default)]
pub(crate) struct Hunt {
    /// Bytes with whose secret they are and how it is written, by their first eight.
    needles: HashMap<[u8; 8], Vec<(Vec<u8>, String)>>,
    /// Whether any of them begins with these two bytes.
    starts: HashSet<[u8; 2]>,
    runs: HashMap<[u8; RUN], String>,
}

impl Hunt {
    /// A payment code.
    pub(crate) fn code(mut self, code: &str) -> Self {
        assert!(code.len() >= 16 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        for window in code.as_bytes().windows(RUN) {
            self.runs.insert(window.try_into().unwrap(), format!("code {code}: digits"));
            let text = std::str::from_utf8(window).unwrap();
            for (how, written) in spellings(text) {
                self.needle(written.into_bytes(), format!("code {code}: {how}"));
            }
        }
        for window in code.as_bytes().windows(12) {
            self.needle(STANDARD.encode(window).into_bytes(), format!("code {code}: base64"));
        }
        if let Ok(number) = code.parse::<u64>() {
            self.needle(number.to_le_bytes().into(), format!("code {code}: number"));
            self.needle(number.to_be_bytes().into(), format!("code {code}: number"));
        }
        self
    }

    /// Any other secret of eight characters or more: a token, a passphrase, a PIN with what stands
    /// around it.
    pub(crate) fn text(mut self, name: &str, text: &str) -> Self {
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
        self.needle(text.as_bytes().into(), format!("{name}: plain"));
        self.needle(wide(u16::to_le_bytes), format!("{name}: UTF-16"));
        self.needle(wide(u16::to_be_bytes), format!("{name}: UTF-16"));
        for (how, written) in spellings(text) {
            self.needle(written.into_bytes(), format!("{name}: {how}"));
        }
        for start in 0..3 {
            let part = &text.as_bytes()[start..];
            let whole = STANDARD.encode(&part[..part.len() / 3 * 3]);
            self.needle(whole.into_bytes(), format!("{name}: base64"));
        }
        self
    }

    pub(super) fn needle(&mut self, bytes: Vec<u8>, name: String) {
        assert!(bytes.len() >= 8, "{name} is found everywhere");
        self.starts.insert(bytes[..2].try_into().unwrap());
        let start = bytes[..8].try_into().unwrap();
        self.needles.entry(start).or_default().push((bytes, name));
    }

    /// What is found, each once, with where it was found first.
    pub(crate) fn search(&self, bytes: &[u8]) -> Vec<String> {
        let mut found = BTreeSet::new();
        let mut said = Vec::new();
        let mut say = |name: &String, at: usize| {
            if found.insert(name.clone()) {
                said.push(format!("{name} at {at}"));
            }
        };
        let mut starts = vec![false; 1 << 16];
        for start in &self.starts {
            starts[usize::from(u16::from_le_bytes(*start))] = true;
        }
        for at in 0..bytes.len().saturating_sub(7) {
            if !starts[usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))] {
                continue;
            }
            let first: [u8; 8] = bytes[at..at + 8].try_into().unwrap();
            for (needle, name) in self.needles.get(&first).into_iter().flatten() {
                if bytes[at..].starts_with(needle) {
                    say(name, at);
                }
            }
        }
        self.search_digits(bytes, &mut say);
        said
    }

    /// Digits whatever stands between them: blanks, dashes, the zeros of wider characters. Those of a
    /// SHA-256 are nobody's: an export has one in each line, and its figures and those behind it are ten of
    /// a code by chance.
    fn search_digits(&self, bytes: &[u8], say: &mut impl FnMut(&String, usize)) {
        let mut run = [0; RUN];
        let (mut length, mut gap) = (0, 0);
        let mut hash_until = 0;
        for (at, byte) in bytes.iter().enumerate() {
            if is_hash(bytes, at) {
                hash_until = at + HASH;
            }
            if at < hash_until || !byte.is_ascii_digit() {
                gap += 1;
                continue;
            }
            if gap > APART {
                length = 0;
            }
            gap = 0;
            run.rotate_left(1);
            run[RUN - 1] = *byte;
            length += 1;
            if length >= RUN
                && let Some(name) = self.runs.get(&run)
            {
                say(name, at);
            }
        }
    }
}

/// Whether exactly as many figures as a SHA-256 has begin here.
fn is_hash(bytes: &[u8], at: usize) -> bool {
    let is_hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let begins = at == 0 || !is_hex(&bytes[at - 1]);
    let ends = bytes.get(at + HASH).is_none_or(|byte| !is_hex(byte));
    begins && ends && bytes.get(at..at + HASH).is_some_and(|hash| hash.iter().all(is_hex))
}

/// A text of ASCII as programs write it that do not write it as it is.
fn spellings(text: &str) -> Vec<(&'static str, String)> {
    let each = |before: &str, with: fn(&mut String, u8), between: &str| {
        let mut written = String::new();
        for (place, byte) in text.bytes().enumerate() {
            written.push_str(if place == 0 { "" } else { between });
            written.push_str(before);
            with(&mut written, byte);
        }
        written
    };
    let hex = |written: &mut String, byte: u8| write!(written, "{byte:02x}").unwrap();
    let capitals = |written: &mut String, byte: u8| write!(written, "{byte:02X}").unwrap();
    let decimal = |written: &mut String, byte: u8| write!(written, "{byte}").unwrap();
    let wide = |written: &mut String, byte: u8| {
        let c = char::from_u32(u32::from(byte) + 0xFEE0).unwrap();
        written.push(c);
    };
    vec![
        ("hex", each("", hex, "")),
        ("hex", each("", capitals, "")),
        ("hex", each("", hex, " ")),
        ("hex list", each("0x", hex, ", ")),
        ("list", each("", decimal, ", ")),
        ("list", each("", decimal, ",")),
        ("list", each("", decimal, ",\n    ")),
        ("percent", each("%", capitals, "")),
        ("percent", each("%", hex, "")),
        ("entities", each("&#", decimal, ";")),
        ("entities", each("&#x", hex, ";")),
        ("escapes", each("\\u00", hex, "")),
        ("escapes", each("\\x", hex, "")),
        ("full-width", each("", wide, "")),
    ]
}

const CODE: &str = "287391826450731948";

#[test]
fn a_code_is_found_in_every_way_of_writing() {
    let hunt = Hunt::default().code(CODE);
    let each = |with: &dyn Fn(char) -> String| CODE.chars().map(with).collect::<String>();
    let bytes = format!("{:?}", CODE.as_bytes());
    let pretty = format!("{:#?}", CODE.as_bytes());
    for text in [
        CODE.to_owned(),
        CODE[4..16].to_owned(),
        each(&|c| format!("{c} ")),
        each(&|c| format!("{c}-")),
        each(&|c| format!("<b>{c}</b>")),
        each(&|c| format!("%{:02X}", u32::from(c))),
        each(&|c| format!("&#{};", u32::from(c))),
        each(&|c| format!("\\u{:04x}", u32::from(c))),
        each(&|c| format!("{:02x}", u32::from(c))),
        each(&|c| format!("{:02x} ", u32::from(c))),
        each(&|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap().to_string()),
        bytes,
        pretty,
        STANDARD.encode(format!("auth_code={CODE}")),
        STANDARD.encode(format!("uth_code={CODE}")),
        STANDARD.encode(format!("th_code={CODE}")),
    ] {
        let padded = format!("before 12 {text} after 34");
        assert!(!hunt.search(padded.as_bytes()).is_empty(), "{text}");
    }
    let wide = |bytes: fn(u16) -> [u8; 2]| CODE.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    for bytes in [
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        CODE.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
        CODE.parse::<u64>().unwrap().to_le_bytes().into(),
        CODE.parse::<u64>().unwrap().to_be_bytes().into(),
    ] {
        let padded = [b"\xff\x01".as_slice(), &bytes, b"\xff"].concat();
        assert!(!hunt.search(&padded).is_empty(), "{bytes:?}");
    }
}

#[test]
fn what_a_mask_shows_is_no_find() {
    let hunt = Hunt::default().code(CODE);
    for text in ["2873************48", "2873****", "2873 48 2873 48", "8739182", "", "2"] {
        assert_eq!(hunt.search(text.as_bytes()), [] as [String; 0], "{text}");
    }
}

/// A hash is none, a code beside one is, and so is one in more figures than a hash has.
#[test]
fn the_figures_of_a_hash_are_nobody_s() {
    let hunt = Hunt::default().code(CODE);
    let hash = format!("{}{}", "f8bb1a34609fcaa6877718ab7faee3179624f03e2c53de", CODE);
    assert_eq!(hash.len(), HASH);
    assert_eq!(hunt.search(hash.as_bytes()), [] as [String; 0]);
    for text in [format!("{hash}\n{CODE}"), format!("{CODE},{hash}"), format!("{hash}0")] {
        assert!(!hunt.search(text.as_bytes()).is_empty(), "{text}");
    }
}

#[test]
fn a_text_is_found_in_every_way_of_writing() {
    let hunt = Hunt::default().text("token", "202611BBsecret77");
    for text in [
        "x202611BBsecret77x".to_owned(),
        STANDARD.encode("a202611BBsecret77b"),
        STANDARD.encode("ab202611BBsecret77b"),
        STANDARD.encode("abc202611BBsecret77b"),
        format!("{:?}", b"202611BBsecret77"),
        "%32%30%32%36%31%31%42%42%73%65%63%72%65%74%37%37".to_owned(),
    ] {
        assert!(!hunt.search(text.as_bytes()).is_empty(), "{text}");
    }
    assert_eq!(hunt.search(b"202611BB"), [] as [String; 0]);
}
