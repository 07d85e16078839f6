use std::collections::BTreeSet;

/// A keyboard layout with other characters than digits on the row of digits.
///
/// A scanner that types presses the keys of a keyboard of the United States. A computer with one of
/// these layouts makes letters of them (scanner.md 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    French,
    Belgian,
    Czech,
    Slovak,
    Hungarian,
    Lithuanian,
    Thai,
    Vietnamese,
}

/// What the keys 1 to 9 and 0 type without Shift. The symbols of the X keyboard configuration
/// database; where Windows differs, a row of its own.
const ROWS: [(Row, [char; 10]); 9] = [
    (Row::French, ['&', 'é', '"', '\'', '(', '-', 'è', '_', 'ç', 'à']),
    (Row::Belgian, ['&', 'é', '"', '\'', '(', '§', 'è', '!', 'ç', 'à']),
    (Row::Czech, ['+', 'ě', 'š', 'č', 'ř', 'ž', 'ý', 'á', 'í', 'é']),
    (Row::Slovak, ['+', 'ľ', 'š', 'č', 'ť', 'ž', 'ý', 'á', 'í', 'é']),
    // Only 0 is another one: it is to the left of 1 there.
    (Row::Hungarian, ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'ö']),
    (Row::Lithuanian, ['ą', 'č', 'ę', 'ė', 'į', 'š', 'ų', 'ū', '„', '“']),
    // On Windows.
    (Row::Lithuanian, ['ą', 'č', 'ę', 'ė', 'į', 'š', 'ų', 'ū', '9', '0']),
    (Row::Thai, ['ๅ', '/', '-', 'ภ', 'ถ', 'ุ', 'ึ', 'ค', 'ต', 'จ']),
    // Five of them are marks above and below the letter before.
    (
        Row::Vietnamese,
        ['ă', 'â', 'ê', 'ô', '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}', 'đ'],
    ),
];

/// The fewest characters of which a row is believed: the shortest payment code has as many.
const SHORTEST: usize = 16;

impl Row {
    /// The row of which all of `text` is, if it is long enough to be a code: the first one, where
    /// several have all of its characters. Capitals count as small letters: Caps Lock makes them.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.chars().all(|c| c.is_ascii_digit()) || text.chars().nth(SHORTEST - 1).is_none() {
            return None;
        }
        let typed: BTreeSet<char> = text.chars().flat_map(char::to_lowercase).collect();
        let fits = |row: &[char; 10]| typed.iter().all(|c| row.contains(c));
        ROWS.iter().find(|(_, row)| fits(row)).map(|(name, _)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(row: &[char; 10], code: &str) -> String {
        let key = |c: char| row[(c.to_digit(10).unwrap() as usize + 9) % 10];
        code.chars().map(key).collect()
    }

    #[test]
    fn a_code_on_each_layout_is_known_by_its_row() {
        for (name, row) in ROWS {
            let text = typed(&row, "287654321098765432");
            assert_eq!(Row::of(&text), Some(name), "{text}");
            assert_eq!(Row::of(&text.to_uppercase()), Some(name), "{text}");
        }
    }

    /// silverspoon#16 (scanner.md 3).
    #[test]
    fn a_row_as_it_was_reported() {
        let text = typed(&ROWS[2].1, "8594156270087");
        assert_eq!(text, "áříč+řžěýééáý");
    }

    #[test]
    fn what_is_short_or_of_another_keyboard_is_of_no_row() {
        for text in [
            "",
            "é\"'(-è_çà&é\"'(-",
            "287654321098765432",
            "öööööööööööööööß",
            "Bartholomew Featherstonehaugh",
            "https://example.com/",
            "&é\"'(-è_çà&é\"'(-x",
            "&é\"'(-è_çà&é\"'(-1",
        ] {
            assert_eq!(Row::of(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn only_characters_of_a_row_make_one(text in "[&éçà+ščž0-9 a]{0,30}") {
            if let Some(row) = Row::of(&text) {
                let fits = |(name, keys): &(Row, [char; 10])| {
                    *name == row && text.chars().all(|c| keys.contains(&c))
                };
                prop_assert!(ROWS.iter().any(fits));
                prop_assert!(text.chars().count() >= SHORTEST);
            }
        }
    }
}
