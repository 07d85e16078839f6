use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::text;

/// Space between two columns.
const GAP: u16 = 2;

/// A column by what it wants, not by what it holds: rows of several tables line up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// Columns of the terminal it needs to be of use.
    pub least: u16,
    /// What it takes where there is room.
    pub most: u16,
    pub align: Align,
    /// Left out first where the window is narrow: the higher, the sooner. Zero stays.
    pub spare: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Widths for a window; zero means left out.
pub(crate) fn fit_columns(columns: &[Column], width: u16) -> Vec<u16> {
    let mut shown: Vec<bool> = vec![true; columns.len()];
    let needs = |shown: &[bool]| {
        let wanted = columns.iter().zip(shown).filter(|(_, shown)| **shown);
        let (count, least) = wanted.fold((0_u16, 0_u16), |(count, sum), (column, _)| {
            (count.saturating_add(1), sum.saturating_add(column.least))
        });
        least.saturating_add(GAP.saturating_mul(count.saturating_sub(1)))
    };
    while needs(&shown) > width {
        let spare = columns.iter().enumerate().filter(|(place, column)| {
            column.spare > 0 && shown.get(*place).copied().unwrap_or(false)
        });
        let Some((place, _)) = spare.max_by_key(|(_, column)| column.spare) else {
            break;
        };
        if let Some(shown) = shown.get_mut(place) {
            *shown = false;
        }
    }
    let mut left = width.saturating_sub(needs(&shown));
    let mut widths = Vec::new();
    for (column, shown) in columns.iter().zip(&shown) {
        let more = if *shown { column.most.saturating_sub(column.least).min(left) } else { 0 };
        left = left.saturating_sub(more);
        widths.push(if *shown { column.least.saturating_add(more) } else { 0 });
    }
    widths
}

/// Draws the cells of one row, each in its column.
pub(crate) fn draw_row(
    columns: &[Column],
    widths: &[u16],
    cells: &[(String, Style)],
    area: Rect,
    buf: &mut Buffer,
) {
    let mut x = area.x;
    for ((column, width), (cell, style)) in columns.iter().zip(widths).zip(cells) {
        let width = (*width).min(area.right().saturating_sub(x));
        if width == 0 {
            continue;
        }
        let columns = usize::from(width);
        let cell = match column.align {
            Align::Left => text::left(cell, columns),
            Align::Right => text::right(cell, columns),
        };
        buf.set_stringn(x, area.y, cell, columns, *style);
        x = x.saturating_add(width).saturating_add(GAP);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column { least: 6, most: 8, align: Align::Left, spare: 0 },
        Column { least: 8, most: 30, align: Align::Left, spare: 1 },
        Column { least: 10, most: 10, align: Align::Right, spare: 0 },
    ];

    #[test]
    fn room_goes_to_the_first_and_the_spare_one_goes_first() {
        assert_eq!(fit_columns(&COLUMNS, 80), [8, 30, 10]);
        assert_eq!(fit_columns(&COLUMNS, 30), [8, 8, 10]);
        assert_eq!(fit_columns(&COLUMNS, 20), [8, 0, 10]);
        assert_eq!(fit_columns(&COLUMNS, 5), [6, 0, 10]);
    }

    #[test]
    fn chinese_names_line_up() {
        let area = Rect::new(0, 0, 40, 1);
        let widths = fit_columns(&COLUMNS, 40);
        let ends = ["张伟", "Ms Lee", "欧阳娜娜欧阳娜娜"].map(|guest| {
            let mut buf = Buffer::empty(area);
            let cells = ["1208", guest, "HKD 1.00"].map(|cell| (cell.to_owned(), Style::default()));
            draw_row(&COLUMNS, &widths, &cells, area, &mut buf);
            (0..40).find(|x| buf[(*x, 0)].symbol() == "H")
        });
        assert!(ends[0].is_some() && ends[0] == ends[1] && ends[1] == ends[2], "{ends:?}");
    }
}
