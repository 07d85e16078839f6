//! Parts of screens. They draw what they are given and decide nothing.

mod chrome;
mod countdown;
mod fatal;
mod field;
mod list;
mod panel;
mod paper;
mod pin;
mod qr;
mod secret;
mod table;

pub(super) use chrome::{Chrome, draw_chrome};
pub(super) use countdown::{bar, clock, elapsed, next_second_down, next_second_up, seconds_left};
pub use fatal::draw_fatal;
pub(super) use field::Field;
pub(super) use list::List;
pub(super) use panel::{Line, draw_lines, draw_panel, line_rows, panel};
pub(super) use paper::draw_paper;
pub(super) use pin::PinField;
pub use qr::{QrFit, QrPicture};
pub(super) use secret::Secret;
pub(super) use table::{Align, Column, draw_row, fit_columns};
