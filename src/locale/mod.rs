//! Every word that a person reads, in English and Simplified Chinese, from `assets/locales`.
//!
//! Comes in: a key with its arguments, or something of the domain (a hold in trouble, a fact, a
//! scanned text's kind). Goes out: plain text for a terminal, without isolation marks.
//! Absent: what a screen looks like, and any decision about money.
//!
//! A key that no file has is shown in brackets: a missing word must never stop a till. The test
//! `tests/locale` finds it before that.

mod catalogue;
mod codes;
mod facts;
mod language;
mod refusal;
mod scan;
mod staff;
mod trouble;
mod words;

pub use catalogue::{Arg, FILES, File, Locale};
pub use facts::{describe, describe_house, label, label_house};
pub use language::{Language, LanguageError};
pub use refusal::{Refused, say_refusal};
pub use scan::{Advice, ScanTrouble, advise};
pub use staff::StaffTrouble;
pub use trouble::{Ending, Frame, Hint, Numbers, Plight, Step, Work, countdown, frame, next_text};
pub use words::{
    kind_key, money_key, money_symbol_key, phase_key, right_key, role_key, state_key, way_key,
};
