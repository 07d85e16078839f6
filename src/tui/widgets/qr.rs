//! A QR code that phones read from a terminal, in any theme (baselines.md 4).
//!
//! Dark modules are always background: many fonts leave a hairline beside a block glyph, and a light
//! hairline through a dark pattern cannot be read. Both colours are explicit, never the theme's.

use qrcode::{Color as Module, EcLevel, QrCode};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

const DARK: Color = Color::Rgb(0, 0, 0);
const LIGHT: Color = Color::Rgb(255, 255, 255);

/// Light modules around the code that readers ask for, and the fewest that they still read.
const QUIET_ZONES: [usize; 2] = [4, 2];

/// Correction levels from the strongest to the weakest.
const LEVELS: [EcLevel; 4] = [EcLevel::H, EcLevel::Q, EcLevel::M, EcLevel::L];

/// A picture of a text, as large as its window allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrPicture {
    dark: Vec<bool>,
    side: usize,
    quiet: usize,
}

/// Whether a text has a picture in a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QrFit {
    Fits(QrPicture),
    /// Columns and rows that the smallest picture needs.
    TooSmall {
        columns: u16,
        rows: u16,
    },
    /// More than any QR code holds.
    TooLong,
}

impl QrPicture {
    /// The best picture for a window: level M or better with the whole quiet zone, then with half of
    /// it, then the same with level L. A stronger level is taken where it costs no module.
    pub fn fit(text: &str, columns: u16, rows: u16) -> QrFit {
        let mut smallest = None;
        for base in [EcLevel::M, EcLevel::L] {
            let Some(code) = strongest(text, base) else {
                continue;
            };
            for quiet in QUIET_ZONES {
                let picture = Self::of(&code, quiet);
                if picture.columns() <= columns && picture.rows() <= rows {
                    return QrFit::Fits(picture);
                }
                smallest = Some(picture);
            }
        }
        smallest.map_or(QrFit::TooLong, |picture| QrFit::TooSmall {
            columns: picture.columns(),
            rows: picture.rows(),
        })
    }

    fn of(code: &QrCode, quiet: usize) -> Self {
        Self {
            dark: code.to_colors().into_iter().map(|module| module == Module::Dark).collect(),
            side: code.width(),
            quiet,
        }
    }

    /// Columns of the terminal that it takes: one for each module.
    pub fn columns(&self) -> u16 {
        u16::try_from(self.across()).unwrap_or(u16::MAX)
    }

    /// Rows of the terminal that it takes: one for two modules.
    pub fn rows(&self) -> u16 {
        u16::try_from(self.across().div_ceil(2)).unwrap_or(u16::MAX)
    }

    fn across(&self) -> usize {
        self.side.saturating_add(self.quiet.saturating_mul(2))
    }

    /// Whether the module is dark; outside of the code all is light.
    fn is_dark(&self, x: usize, y: usize) -> bool {
        let place = |at: usize| at.checked_sub(self.quiet).filter(|at| *at < self.side);
        let (Some(x), Some(y)) = (place(x), place(y)) else {
            return false;
        };
        let index = y.saturating_mul(self.side).saturating_add(x);
        self.dark.get(index).copied().unwrap_or(false)
    }

    /// Draws it at the area's top left corner.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        for row in 0..self.rows().min(area.height) {
            for column in 0..self.columns().min(area.width) {
                let (x, y) = (usize::from(column), usize::from(row).saturating_mul(2));
                let top = self.is_dark(x, y);
                let bottom = self.is_dark(x, y.saturating_add(1));
                let (glyph, background) = match (top, bottom) {
                    (true, true) => (' ', DARK),
                    (true, false) => ('▄', DARK),
                    (false, true) => ('▀', DARK),
                    (false, false) => (' ', LIGHT),
                };
                let at = (area.x.saturating_add(column), area.y.saturating_add(row));
                if let Some(cell) = buf.cell_mut(at) {
                    cell.reset();
                    cell.set_char(glyph).set_style(Style::new().fg(LIGHT).bg(background));
                }
            }
        }
    }
}

/// The strongest correction that makes no larger picture than `base`.
fn strongest(text: &str, base: EcLevel) -> Option<QrCode> {
    let encode = |level| QrCode::with_error_correction_level(text, level).ok();
    let side = encode(base)?.width();
    LEVELS.into_iter().filter_map(encode).find(|code| code.width() == side)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As long as the texts of the provider's QR codes (alipay-preauth.md 2.2).
    const URL: &str = "https://qr.alipay.com/bax03112ib9lgidl1uwn0053";

    fn fitted(text: &str, columns: u16, rows: u16) -> QrPicture {
        match QrPicture::fit(text, columns, rows) {
            QrFit::Fits(picture) => picture,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_strongest_level_of_the_same_size_is_taken() {
        assert_eq!(URL.len(), 46);
        assert_eq!(strongest(URL, EcLevel::M).unwrap().error_correction_level(), EcLevel::Q);
        let picture = fitted(URL, 78, 21);
        assert_eq!((picture.columns(), picture.rows(), picture.quiet), (41, 21, 4));
    }

    #[test]
    fn a_low_window_gets_half_the_quiet_zone_then_a_weaker_code() {
        assert_eq!(fitted(URL, 78, 20).quiet, 2);
        let weak = fitted(URL, 35, 17);
        assert_eq!((weak.side, weak.quiet), (29, 2));
        assert_eq!(QrPicture::fit(URL, 35, 16), QrFit::TooSmall { columns: 33, rows: 17 });
        assert_eq!(QrPicture::fit(&"x".repeat(4000), 500, 500), QrFit::TooLong);
    }

    #[test]
    fn both_colours_are_explicit_and_no_full_block_is_drawn() {
        let picture = fitted(URL, 78, 21);
        let area = Rect::new(0, 0, 41, 21);
        let mut buf = Buffer::empty(area);
        picture.draw(area, &mut buf);
        for cell in buf.content() {
            assert!([" ", "▀", "▄"].contains(&cell.symbol()));
            assert_eq!(cell.fg, LIGHT);
            assert!(cell.bg == DARK || (cell.bg == LIGHT && cell.symbol() == " "));
        }
    }

    #[test]
    fn the_drawing_is_the_code() {
        let picture = fitted(URL, 78, 21);
        let area = Rect::new(0, 0, 41, 21);
        let mut buf = Buffer::empty(area);
        picture.draw(area, &mut buf);
        let code = strongest(URL, EcLevel::M).unwrap();
        for y in 0..picture.side {
            for x in 0..picture.side {
                let cell =
                    &buf[(u16::try_from(x + 4).unwrap(), u16::try_from((y + 4) / 2).unwrap())];
                let upper = (y + 4) % 2 == 0;
                let light = match cell.symbol() {
                    "▀" => upper,
                    "▄" => !upper,
                    _ => cell.bg == LIGHT,
                };
                assert_eq!(!light, code[(x, y)] == Module::Dark, "{x} {y}");
            }
        }
    }
}
