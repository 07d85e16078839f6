//! Free text for the wire: titles, remarks and reasons as the provider takes them.

/// alipay-preauth.md 2.1: 100 letters or 50 Chinese characters.
const COLUMNS: usize = 100;

/// A value with one of these words looks like an attack to the gateway (alipay-preauth.md 4.2,
/// `suspected-attack`).
const RESERVED: [&str; 5] = ["out_trade_no", "seller_id", "total_fee", "subject", "body"];

/// `text` as the provider takes it: without `/ = &`, control characters and reserved words, at most
/// [`COLUMNS`] wide. `None` where nothing is left.
pub(super) fn clean(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '/' | '\\' => '-',
            '"' => '\'',
            '=' | '&' | '<' | '>' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let text = cut(&parted(words.join(" ")));
    let text = text.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Parts each reserved word after its first letter: it stays readable and is that word no more.
/// Taking it out instead could join its neighbours into another one.
fn parted(mut text: String) -> String {
    for word in RESERVED {
        // Lowering ASCII letters alone keeps every byte in its place.
        while let Some(place) = text.to_ascii_lowercase().find(word) {
            text.insert(place.saturating_add(1), ' ');
        }
    }
    text
}

/// As many characters as [`COLUMNS`] takes; a letter takes one, any other character two.
fn cut(text: &str) -> String {
    let mut left = COLUMNS;
    text.chars()
        .take_while(|c| {
            let width = if c.is_ascii() { 1 } else { 2 };
            let fits = width <= left;
            left = left.saturating_sub(width);
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_made_to_fit() {
        for (text, wanted) in [
            ("Seaview Hotel room 1208", "Seaview Hotel room 1208"),
            ("Smith & Sons = 12/3", "Smith Sons 12-3"),
            ("a\r\nb\tc\u{1b}[0m", "a b c [0m"),
            ("somebody's SUBJECT", "someb ody's S UBJECT"),
            ("\u{623f}\u{95f4}1208", "\u{623f}\u{95f4}1208"),
        ] {
            assert_eq!(clean(text).as_deref(), Some(wanted));
        }
        for nothing in ["", "  ", "&=<>", "\n"] {
            assert_eq!(clean(nothing), None);
        }
    }

    #[test]
    fn a_hundred_letters_or_fifty_characters() {
        let letters = "a".repeat(120);
        assert_eq!(clean(&letters).unwrap().len(), 100);
        let chinese = "\u{623f}".repeat(60);
        assert_eq!(clean(&chinese).unwrap().chars().count(), 50);
        let mixed = format!("a{chinese}");
        assert_eq!(clean(&mixed).unwrap().chars().count(), 50);
    }

    proptest! {
        #[test]
        fn nothing_forbidden_is_left(text in "(\\PC|body|Subject|seller_id|[/=&\n]){0,80}") {
            let Some(text) = clean(&text) else { return Ok(()) };
            let width: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            prop_assert!(width <= COLUMNS && !text.trim().is_empty());
            prop_assert!(!text.contains(['/', '=', '&', '<', '>', '\n']));
            let lower = text.to_lowercase();
            prop_assert!(RESERVED.iter().all(|word| !lower.contains(word)), "{}", lower);
        }
    }
}
