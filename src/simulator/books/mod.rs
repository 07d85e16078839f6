//! The provider's books, in a database of their own.
//!
//! Comes in: rows, inside the one transaction that a request is. Goes out: rows, and sums of money
//! per order for whoever compares. Absent: the rules, the guests, and the terminal's journal. They
//! outlive the process, and several processes may have them open at once.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension as _, Params, Row, Transaction, TransactionBehavior};
use thiserror::Error;

use super::lesson::{DEFAULT, Lesson, LessonError, lesson};
use super::rules::Violation;

pub(super) mod ledger;
pub(super) mod notes;
pub(super) mod order;
pub(super) mod trade;

pub use ledger::Sums;
pub use order::{Order, OrderStatus, Undone, Way};

/// How long one process waits for another's transaction; the longest takes a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Statements that are kept for the next request: all that there are.
const STATEMENTS: usize = 64;

/// The schema's version, in `user_version`.
const VERSION: i64 = 1;

/// Why the books could not be read or written.
#[derive(Debug, Error)]
pub enum BooksError {
    #[error("the simulator's books: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the simulator's books cannot be made: {0}")]
    File(#[from] std::io::Error),
    #[error("the simulator's books have version {0}, which this program does not know")]
    Version(i64),
    #[error(transparent)]
    Lesson(#[from] LessonError),
    /// A rule of the simulator itself failed: money would be where there is none.
    #[error("order {0} would move money that is not there")]
    Overdrawn(String),
}

/// One statement, read by `SQLite` once and kept: reading it again would cost more than doing it.
trait Kept {
    fn run(&self, sql: &str, values: impl Params) -> rusqlite::Result<usize>;

    fn one<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T>;
}

impl Kept for Connection {
    fn run(&self, sql: &str, values: impl Params) -> rusqlite::Result<usize> {
        self.prepare_cached(sql)?.execute(values)
    }

    fn one<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.prepare_cached(sql)?.query_row(values, read)
    }
}

/// The books, open.
pub struct Books(Connection);

impl Books {
    /// Opens the books in `path`, or makes them, readable by nobody else.
    pub fn open(path: &Path) -> Result<Self, BooksError> {
        make_private(path)?;
        Self::prepared(Connection::open(path)?)
    }

    /// Books that end with the process.
    pub fn in_memory() -> Result<Self, BooksError> {
        Self::prepared(Connection::open_in_memory()?)
    }

    fn prepared(mut database: Connection) -> Result<Self, BooksError> {
        database.busy_timeout(PATIENCE)?;
        database.set_prepared_statement_cache_capacity(STATEMENTS);
        // Without it a kept statement is planned anew whenever a value is bound to it.
        database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        database.pragma_update(None, "synchronous", "full")?;
        database.pragma_update(None, "foreign_keys", true)?;
        // Two processes may make the books at once: the second one waits and finds them made. That
        // is why there is no write-ahead log: whoever turns one on does not wait for the others.
        let making = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        match making.pragma_query_value(None, "user_version", |row| row.get(0))? {
            0 => {
                making.execute_batch(include_str!("schema.sql"))?;
                making.pragma_update(None, "user_version", VERSION)?;
            }
            VERSION => {}
            other => return Err(BooksError::Version(other)),
        }
        making.commit()?;
        Ok(Self(database))
    }

    /// The one transaction of a request: nobody else writes until it ends.
    pub(super) fn begin(&mut self) -> Result<Transaction<'_>, BooksError> {
        Ok(self.0.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Every order, oldest first.
    pub fn orders(&self) -> Result<Vec<Order>, BooksError> {
        order::all(&self.0)
    }

    /// What became of the money of every order, oldest first.
    pub fn ledger(&self) -> Result<Vec<Sums>, BooksError> {
        ledger::all(&self.0)
    }

    /// Every breach of a rule, oldest first.
    pub fn violations(&self) -> Result<Vec<Violation>, BooksError> {
        notes::violations(&self.0)
    }

    /// The lesson of QR codes, and of payment codes that name none.
    pub fn current_lesson(&self) -> Result<&'static Lesson, BooksError> {
        current_lesson(&self.0)
    }

    /// Chooses [`Books::current_lesson`].
    pub fn set_lesson(&self, id: &str) -> Result<(), BooksError> {
        let chosen = lesson(id).ok_or_else(|| LessonError::Unknown(id.to_owned()))?;
        self.0.execute(
            "INSERT INTO settings VALUES ('lesson', ?1)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [&chosen.id],
        )?;
        Ok(())
    }
}

impl fmt::Debug for Books {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Books(..)")
    }
}

/// See [`Books::current_lesson`]. A lesson that an older program knew counts as none.
pub(super) fn current_lesson(database: &Connection) -> Result<&'static Lesson, BooksError> {
    let chosen: Option<String> = database
        .one("SELECT value FROM settings WHERE name = 'lesson'", [], |row| row.get(0))
        .optional()?;
    chosen
        .and_then(|id| lesson(&id))
        .or_else(|| lesson(DEFAULT))
        .ok_or_else(|| LessonError::Unknown(DEFAULT.to_owned()).into())
}

/// A time as the books keep it.
pub(super) fn time(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    Ok(of_millis(row.get(column)?))
}

pub(super) fn of_millis(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// `SQLite` gives a new file the permissions of the process; this one is the owner's alone, and its
/// rollback journal gets the same.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_processes_share_one_lesson() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("books.db");
        let first = Books::open(&path).unwrap();
        let second = Books::open(&path).unwrap();
        assert_eq!(second.current_lesson().unwrap().id, DEFAULT);
        first.set_lesson("never").unwrap();
        assert_eq!(second.current_lesson().unwrap().id, "never");
        assert!(matches!(
            second.set_lesson("nobody"),
            Err(BooksError::Lesson(LessonError::Unknown(_)))
        ));
    }

    #[test]
    fn many_may_open_new_books_at_once() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..10 {
            let path = folder.path().join(format!("books{round}.db"));
            let start = std::sync::Barrier::new(6);
            std::thread::scope(|scope| {
                for _ in 0..6 {
                    scope.spawn(|| {
                        start.wait();
                        Books::open(&path).unwrap().set_lesson("poor").unwrap();
                    });
                }
            });
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_books_are_the_owner_s_alone() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("books.db");
        let books = Books::open(&path).unwrap();
        books.set_lesson("poor").unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn books_of_another_time_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("books.db");
        Books::open(&path).unwrap().0.pragma_update(None, "user_version", 9).unwrap();
        assert!(matches!(Books::open(&path), Err(BooksError::Version(9))));
    }
}
