//! Finds secrets in words of base64 and hexadecimal digits.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use super::STARS;

/// Base64 of six bytes: a shorter word holds no secret.
const SHORTEST: usize = 8;

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// The text with stars for every word in which, unwrapped, `is_secret` finds something.
pub(super) fn without(text: &str, is_secret: impl Fn(&str) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_of_word) {
        let (before, from) = rest.split_at(start);
        shown.push_str(before);
        let end = from.find(|c| !is_of_word(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let hides = word.len() >= SHORTEST && unwrapped(word).any(|text| is_secret(&text));
        shown.push_str(if hides { STARS } else { word });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-' | '_')
}

/// What a word may be the wrapping of. It may begin anywhere: base64 has four places for a beginning,
/// hexadecimal digits have two.
fn unwrapped(word: &str) -> impl Iterator<Item = Zeroizing<String>> {
    let bare = word.trim_end_matches('=');
    let of_base64 = (0..4).flat_map(move |start| {
        let part = bare.get(start..).unwrap_or_default();
        // One character alone is no byte.
        let part = part.get(..part.len().saturating_sub(usize::from(part.len() % 4 == 1)));
        let part = part.unwrap_or_default();
        [STANDARD.decode(part).ok(), URL_SAFE.decode(part).ok()]
    });
    let of_hex = (0..2).map(move |start| hex(bare.as_bytes().get(start..).unwrap_or_default()));
    // A byte is a character here: what is looked for is ASCII.
    let text = |bytes: Vec<u8>| {
        let bytes = Zeroizing::new(bytes);
        Zeroizing::new(bytes.iter().copied().map(char::from).collect())
    };
    of_base64.chain(of_hex).flatten().map(text)
}

fn hex(word: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let byte = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(high)?.checked_mul(16)?.checked_add(digit(low)?)?).ok(),
        _ => None,
    };
    word.chunks_exact(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose;

    const SECRET: &str = "287654321098765432";

    fn shown(text: &str) -> String {
        without(text, |within| within.contains(SECRET))
    }

    fn hex_of(text: &str) -> String {
        let halves = text.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
        halves.filter_map(|half| char::from_digit(u32::from(half), 16)).collect()
    }

    #[test]
    fn a_wrapped_secret_is_found_wherever_it_begins() {
        for before in ["", "a", "ab", "abc"] {
            let whole = format!("{before}{SECRET}???>>>");
            for wrapped in [
                general_purpose::STANDARD.encode(&whole),
                general_purpose::URL_SAFE_NO_PAD.encode(&whole),
                hex_of(&whole),
                hex_of(&whole).to_uppercase(),
            ] {
                assert_eq!(shown(&format!("see {wrapped}.")), "see ****.", "{wrapped}");
                assert_eq!(shown(&format!("x{wrapped}")), "****", "{wrapped}");
            }
        }
    }

    #[test]
    fn other_words_stay() {
        for text in ["", "isv.invalid-signature", "2026112222001400426857844057", "验签出错", "a=b"]
        {
            assert_eq!(shown(text), text);
        }
    }
}
