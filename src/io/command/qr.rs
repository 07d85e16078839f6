//! `hold --qr` on a terminal: the QR code once, and below it a countdown that changes every second.

use std::io::Write as _;

use crossterm::style::{Color, Colors, Print, ResetColor, SetColors};
use crossterm::tty::IsTty as _;
use crossterm::{QueueableCommand as _, cursor, terminal};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color as Cell;

use crate::desk::HoldView;
use crate::tui::{QrFit, QrPicture};

use super::super::output::Output;
use super::House;

/// Rows that a terminal is taken to have where it does not say.
const ROWS: u16 = 60;

pub(super) struct Show<'a> {
    house: &'a House<'a>,
    drawn: bool,
    counting: bool,
    is_terminal: bool,
}

impl<'a> Show<'a> {
    pub(super) fn new(house: &'a House<'a>) -> Self {
        Self { house, drawn: false, counting: false, is_terminal: std::io::stderr().is_tty() }
    }

    /// Draws what has changed since the last time.
    pub(super) fn draw(&mut self, hold: &HoldView, now: Timestamp) {
        let Some(qr) = &hold.qr else {
            return;
        };
        if !self.drawn {
            self.drawn = true;
            // A terminal that goes away in the middle of a picture stops nothing.
            let _gone = self.draw_code(qr);
        }
        if self.is_terminal {
            let _gone = self.count(hold, now);
        }
    }

    /// Leaves the countdown's line.
    pub(super) fn end(self) {
        if self.counting {
            Output::message("");
        }
    }

    fn draw_code(&self, qr: &str) -> std::io::Result<()> {
        // Without its own black and white no phone reads it, whatever NO_COLOR says.
        crossterm::style::force_color_output(true);
        let (columns, rows) = terminal::size().unwrap_or((80, ROWS));
        let mut out = std::io::stderr().lock();
        match QrPicture::fit(qr, columns, rows.saturating_sub(2)) {
            QrFit::Fits(picture) => {
                let area = Rect::new(0, 0, picture.columns(), picture.rows());
                let mut buffer = Buffer::empty(area);
                picture.draw(area, &mut buffer);
                for row in buffer.content.chunks(usize::from(area.width)) {
                    for cell in row {
                        out.queue(SetColors(Colors::new(colour(cell.fg), colour(cell.bg))))?;
                        out.queue(Print(cell.symbol()))?;
                    }
                    out.queue(ResetColor)?.queue(Print("\n"))?;
                }
            }
            QrFit::TooSmall { columns, rows } => {
                let (columns, rows) = (columns.to_string(), rows.saturating_add(2).to_string());
                let args = [("columns", columns.as_str()), ("rows", rows.as_str())];
                writeln!(out, "{}", self.house.locale.format("cli-qr-too-small", &args))?;
            }
            // Its text can still be shown by other means.
            QrFit::TooLong => {}
        }
        writeln!(out, "{qr}")?;
        out.flush()
    }

    fn count(&mut self, hold: &HoldView, now: Timestamp) -> std::io::Result<()> {
        let limit = hold.activity.as_ref().and_then(|activity| activity.limit);
        let left = limit.map_or(0, |limit| limit.duration_since(now).as_secs().max(0));
        let (money, left) = (hold.asked.words(), left.to_string());
        let args = [("money", money.as_str()), ("seconds", left.as_str())];
        let line = self.house.locale.format("cli-qr-countdown", &args);
        let mut out = std::io::stderr().lock();
        out.queue(cursor::MoveToColumn(0))?
            .queue(Print(line))?
            .queue(terminal::Clear(terminal::ClearType::UntilNewLine))?;
        self.counting = true;
        out.flush()
    }
}

/// The picture sets both colours of every cell as RGB.
fn colour(cell: Cell) -> Color {
    if let Cell::Rgb(r, g, b) = cell { Color::Rgb { r, g, b } } else { Color::Reset }
}
