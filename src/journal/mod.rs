//! The journal: an append-only, hash-chained SQLite file and what can be looked up in it.
//!
//! Comes in: facts with the time they were written. Goes out: entries, ids of holds, findings of a
//! check, exports, backups. Absent: clocks and dice, words for a person, payment codes and keys (a
//! [`crate::domain::Fact`] cannot hold one), and any way to change or delete an entry.
//!
//! One process writes ([`Journal`]), any number read beside it ([`Reader`]). What is returned by
//! [`Journal::append`] is on the disk. Everything but the table `entry` is a projection that is
//! made again from it.

mod append;
mod backup;
mod chain;
mod error;
mod export;
mod find;
mod grams;
mod house;
mod list;
mod page;
mod place;
mod projection;
mod reader;
mod record;
mod schema;
mod snapshot;
mod verify;
mod writer;

#[cfg(test)]
mod sample;

pub use chain::Hash;
pub use error::JournalError;
pub use export::{Export, Format, cell};
pub use house::HouseRow;
pub use list::{ListFilter, Prefix};
pub use page::{JournalRow, PageFilter};
pub(crate) use place::{make_folder, private};
pub use reader::{Head, Reader, Stop};
pub use record::kind_of;
pub use verify::{Finding, Report};
pub use writer::{Journal, Opening};
