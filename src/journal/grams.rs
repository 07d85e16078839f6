//! The searchable form of a text, and the pieces of it that the index keeps.
//!
//! A text's key is its words in lower case without accents, full-width letters as plain ones, and
//! everything that is neither letter nor digit as the gap between words. The index keeps each word
//! as the runs of three characters in it: `欧阳修文` is `欧阳修 阳修文`, and what is looked for is a
//! phrase of such runs. Beside them it keeps every single character and every pair: most Chinese
//! names have two characters, which no run of three can find.

use crate::domain::narrow;
use std::collections::BTreeSet;

use crate::domain::Hold;

/// Characters of a run: pairs of digits alone would be in nearly every text.
const RUN: usize = 3;

/// Numbers are searched from this many characters on: shorter ones are in nearly every number.
const NUMBERS_FROM: usize = 4;

/// Words of a query that are looked at, and characters of each.
const MOST_WORDS: usize = 8;
const LONGEST_WORD: usize = 64;

/// What of a hold can be found, in searchable form, one text a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys {
    /// Room, guest, booking.
    pub(super) stay: String,
    /// Every number of it.
    pub(super) numbers: String,
}

impl Keys {
    pub(super) fn of(hold: &Hold) -> Self {
        let stay = &hold.stay;
        let stay = lines(&[&stay.room, &stay.guest, &stay.booking].map(|text| key(text)));
        let mut numbers: Vec<String> = hold.numbers().iter().map(|text| key(text)).collect();
        numbers.push(key(hold.id.as_str()));
        let numbers = lines(&numbers);
        Self { stay, numbers }
    }
}

/// Texts that are a part of another one are found with it, so they are left out.
fn lines(texts: &[String]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for (place, text) in texts.iter().enumerate() {
        let covers = |(other, longer): (usize, &String)| {
            longer.contains(text.as_str()) && (longer.len() > text.len() || other < place)
        };
        if !texts.iter().enumerate().any(covers) {
            kept.push(text);
        }
    }
    kept.join("\n")
}

/// The searchable form of a text.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars().map(narrow).filter(|c| !is_accent(*c)) {
        for c in c.to_lowercase().map(plain) {
            if c.is_alphanumeric() {
                key.push(c);
            } else if !is_accent(c) && !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// The runs of three characters in every word of a key, in order.
pub(super) fn grams(key: &str) -> Vec<String> {
    words(key).flat_map(|word| runs(word, RUN)).collect()
}

/// The single characters and the pairs in every word of a key, each once.
pub(super) fn shorts(key: &str) -> Vec<String> {
    let shorts = words(key).flat_map(|word| (1..RUN).flat_map(|length| runs(word, length)));
    let shorts: BTreeSet<String> = shorts.collect();
    shorts.into_iter().collect()
}

fn words(key: &str) -> impl Iterator<Item = &str> {
    key.split([' ', '\n']).filter(|word| !word.is_empty())
}

fn runs(word: &str, length: usize) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    characters.windows(length).map(|run| run.iter().collect()).collect()
}

/// A query: every word of it must occur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    words: Vec<String>,
}

impl Query {
    /// Nothing where the text has no letter and no digit.
    pub(super) fn of(text: &str) -> Option<Self> {
        let beginning: String = text.chars().take(MOST_WORDS * LONGEST_WORD).collect();
        let words: Vec<String> = words(&key(&beginning))
            .take(MOST_WORDS)
            .map(|word| word.chars().take(LONGEST_WORD).collect())
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// For the index of stays: every word, in FTS5's own syntax.
    pub(super) fn in_stays(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|word| matching(word)).collect();
        words.join(" AND ")
    }

    /// For the index of numbers: one query for every word that may be part of a number. What is in
    /// no stay with all of its words has one of them in a number.
    pub(super) fn in_numbers(&self) -> Vec<String> {
        let words = self.words.iter().filter(|word| searches_numbers(word));
        words.map(|word| matching(word)).collect()
    }

    /// Whether a candidate of the index really has every word.
    pub(super) fn is_in(&self, keys: &Keys) -> bool {
        self.words.iter().all(|word| {
            keys.stay.contains(word) || (searches_numbers(word) && keys.numbers.contains(word))
        })
    }
}

/// A word in FTS5's own syntax. It has no character that means anything there.
fn matching(word: &str) -> String {
    if word.chars().count() < RUN {
        format!("shorts : \"{word}\"")
    } else {
        format!("grams : \"{}\"", grams(word).join(" "))
    }
}

fn searches_numbers(word: &str) -> bool {
    word.chars().count() >= NUMBERS_FROM
}

/// Combining accents: `e` followed by U+0301 is searched as `e`.
const fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// A Latin letter without its accent: a counter's keyboard has no accents.
const fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ǒ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => {
            'u'
        }
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_what_a_counter_s_keyboard_types() {
        for (text, expected) in [
            ("  O'Brien-Müller ", "o brien muller"),
            ("１２０８　Ａ", "1208 a"),
            ("欧阳·娜娜", "欧阳 娜娜"),
            ("Jose\u{301}", "jose"),
            ("İZMİR", "izmir"),
            ("---", ""),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_is_indexed_by_its_runs() {
        assert_eq!(grams("欧阳修文 ab\nxyz"), ["欧阳修", "阳修文", "xyz"]);
        assert_eq!(shorts("张伟 a\na1"), ["1", "a", "a1", "伟", "张", "张伟"]);
    }

    #[test]
    fn a_text_inside_another_is_kept_once() {
        let texts = ["h1", "h1f1", "h1", "x", "h1f1"].map(str::to_owned);
        assert_eq!(lines(&texts), "h1f1\nx");
    }

    #[test]
    fn short_words_are_looked_for_in_the_stay_alone() {
        assert_eq!(Query::of("张伟").unwrap().in_stays(), "shorts : \"张伟\"");
        let query = Query::of("Wei 1208").unwrap();
        assert_eq!(query.in_stays(), "grams : \"wei\" AND grams : \"120 208\"");
        assert_eq!(query.in_numbers(), ["grams : \"120 208\""]);
        assert_eq!(Query::of(" \"*- "), None);
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "\\PC{0,40}") {
            let once = key(&text);
            prop_assert_eq!(key(&once), once);
        }
    }
}
