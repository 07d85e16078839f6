//! Texts as they are compared: whoever types them has another keyboard than whoever wrote them.

/// Full-width letters, digits and signs as an input method writes them (U+FF01 to U+FF5E).
pub fn narrow(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        other => other,
    }
}

/// In small letters, without width, and with one blank where there are several.
pub fn folded(text: &str) -> String {
    let text: String = text.chars().map(narrow).flat_map(char::to_lowercase).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_blanks_make_no_difference() {
        assert_eq!(folded(" １２０８　Ａ\tb "), "1208 a b");
        assert_eq!(folded("欧阳 娜娜"), "欧阳 娜娜");
    }
}
