//! The screens: a model, messages that change it, and a picture of it.
//!
//! Comes in: a [`Msg`] with the time it was read. Goes out: [`Wish`]es, and a frame when asked.
//! Absent: IO, clocks, threads, channels and callbacks; any decision about money (the desk makes it);
//! any word a person reads (the locale has it). A screen never guesses what became of money: it shows
//! what the desk proved.

mod concerns;
mod context;
mod gate;
mod key;
mod keymap;
mod message;
mod model;
mod page;
mod plight;
mod screens;
mod setup;
mod sheet;
mod sorting;
mod text;
mod theme;
mod tried;
mod trouble;
mod widgets;
mod window;
mod words;

pub use concerns::concern_words;
pub use keymap::{Act, Keymap, KeymapError, Place};
pub use message::{About, HouseLook, JournalRow, Msg, Reply, Sound, StaffErrand, StaffReply, Wish};
pub use model::{AssetError, Model};
pub use plight::trouble_frame;
pub use setup::{Colours, LessonInfo, Mode, Setup};
pub use sheet::{SheetHead, case_sheet};
pub use theme::{Meaning, Theme, ThemeError};
pub use tried::tried;
pub use widgets::{QrFit, QrPicture, draw_fatal};
