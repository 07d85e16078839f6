//! Columns that line up, whatever the script: a Chinese character takes two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Between two columns.
const GAP: &str = "  ";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    /// Amounts of money.
    Right,
}

/// Lines of cells, each column as wide as its widest cell. Nothing stands behind the last word.
pub(super) fn lines<const N: usize>(columns: [Align; N], rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (place, ((cell, width), align)) in row.iter().zip(widths).zip(columns).enumerate() {
            if place > 0 {
                line.push_str(GAP);
            }
            let space = " ".repeat(width.saturating_sub(cell.width()));
            match align {
                Align::Left => line.extend([cell.as_str(), space.as_str()]),
                Align::Right => line.extend([space.as_str(), cell.as_str()]),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// What somebody typed, fit for one line of a terminal: no control characters, and no more columns
/// than `most`, the last two then dots (an ellipsis is one column or two, as the terminal likes).
pub(super) fn cell(text: &str, most: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.width() <= most {
        return clean;
    }
    let mut short = String::new();
    let mut left = most.saturating_sub(2);
    for c in clean.chars() {
        let width = c.width().unwrap_or(0);
        if width > left {
            break;
        }
        left = left.saturating_sub(width);
        short.push(c);
    }
    short.push_str("..");
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_widths_line_up() {
        let row = |name: &str, amount: &str| [cell(name, 8), amount.to_owned()];
        let rows = [row("Lee", "1.00"), row("张伟", "20.00"), row("A very long name", "3")];
        let text = lines([Align::Left, Align::Right], &rows);
        assert_eq!(text, "Lee        1.00\n张伟      20.00\nA very..      3\n");
    }

    #[test]
    fn no_name_steers_the_terminal() {
        assert_eq!(cell("\u{1b}[31mred\nline\u{9b}", 20), " [31mred line ");
        assert_eq!(cell("张伟张伟", 4), "张..");
    }
}
