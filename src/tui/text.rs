//! Columns of text: a Chinese character takes two, and names from outside may hold anything.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Stands for what was cut off. Not an ellipsis: terminals disagree on that one's width.
const CUT: &str = "..";

/// Marks that must not begin a line.
const NOT_FIRST: &str = "，。、；：？！）》」』”’,.;:?!)";

/// Columns that a text takes on a terminal.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text without anything that a terminal would obey instead of showing.
pub(super) fn plain(text: &str) -> String {
    // A line break inside a sentence is a blank: what stands on both sides are two words.
    let one_line = text.chars().map(|c| if c == '\n' { ' ' } else { c });
    one_line.filter(|c| !c.is_control() && !is_mark(*c)).collect()
}

/// Marks of direction and joining: they show nothing and move what stands beside them.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The text in at most `columns`, cut with two points where it is longer.
pub(super) fn clip(text: &str, columns: usize) -> String {
    let text = plain(text);
    if width(&text) <= columns {
        return text;
    }
    let cut = if columns > CUT.len() { CUT } else { "" };
    let room = columns.saturating_sub(cut.len());
    let mut kept = String::new();
    let mut taken = 0_usize;
    for grapheme in text.graphemes(true) {
        taken = taken.saturating_add(width(grapheme));
        if taken > room {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push_str(cut);
    kept
}

/// The text in exactly `columns`, on the left.
pub(super) fn left(text: &str, columns: usize) -> String {
    let text = clip(text, columns);
    let missing = columns.saturating_sub(width(&text));
    text + &" ".repeat(missing)
}

/// The text in exactly `columns`, on the right.
pub(super) fn right(text: &str, columns: usize) -> String {
    let text = clip(text, columns);
    let missing = columns.saturating_sub(width(&text));
    " ".repeat(missing) + &text
}

/// The text in lines of at most `columns`: broken between words, and between any two Chinese
/// characters, but not before a closing mark.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        lines.append(&mut wrap_one(&plain(paragraph), columns.max(2)));
    }
    lines
}

fn wrap_one(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in pieces(text) {
        let fits = width(&line).saturating_add(width(word.trim_end())) <= columns;
        if !fits && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        if line.is_empty() && width(word.trim()) > columns {
            // Longer than a whole line: an order number, an address. It is broken anywhere.
            for grapheme in word.graphemes(true) {
                if width(&line).saturating_add(width(grapheme)) > columns {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(grapheme);
            }
        } else if !(line.is_empty() && word.trim().is_empty()) {
            line.push_str(&word);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Words with what must stay with them.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for bound in text.split_word_bounds() {
        let stays = bound.chars().all(|c| c.is_whitespace() || NOT_FIRST.contains(c));
        let joins = |last: &String| {
            let ends_wide = last.chars().last().is_some_and(is_wide);
            let starts_wide = bound.chars().next().is_some_and(is_wide);
            !last.ends_with(char::is_whitespace) && !ends_wide && !starts_wide
        };
        match pieces.last_mut() {
            Some(last) if stays || joins(last) => last.push_str(bound),
            Some(_) | None => pieces.push(bound.to_owned()),
        }
    }
    pieces
}

fn is_wide(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_counts_double_and_is_not_halved() {
        assert_eq!(clip("张伟", 4), "张伟");
        assert_eq!(clip("欧阳娜娜", 7), "欧阳..");
        assert_eq!(left("欧阳娜娜", 7), "欧阳.. ");
        assert_eq!(right("HKD 1.00", 10), "  HKD 1.00");
        assert_eq!(clip("abcdef", 2), "ab");
    }

    #[test]
    fn lines_break_between_words_and_before_no_mark() {
        assert_eq!(wrap("hold the guest here.", 10), ["hold the", "guest", "here."]);
        assert_eq!(wrap("请客人稍候，正在查询。", 10), ["请客人稍", "候，正在查", "询。"]);
        assert_eq!(wrap("H260115000043F1XY", 8), ["H2601150", "00043F1X", "Y"]);
    }

    #[test]
    fn what_a_terminal_obeys_is_left_out() {
        assert_eq!(plain("a\u{1b}[31m\u{202e}b\r\nc"), "a[31mb c");
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_asked(text in "\\PC{0,60}", columns in 8_usize..40) {
            prop_assert!(width(&clip(&text, columns)) <= columns);
            prop_assert_eq!(width(&left(&text, columns)), columns);
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns.max(2), "{:?}", line);
            }
        }
    }
}
