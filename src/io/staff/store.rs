//! The file of the people: a small database beside the journal, private to its owner. Two programs may
//! have it open; a wrong PIN at one of them counts at both.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::domain::{Badge, Member, Person, Role};

use super::super::log::make_folder;
use super::super::rights::{self, Keep};
use super::StaffFileError;

/// How long another program's write is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// `PRAGMA application_id`: "CPS1".
const APPLICATION_ID: i32 = 0x4350_5331;

const LAYOUT: &str = "
    CREATE TABLE person (
        badge TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('cashier', 'supervisor')),
        pin TEXT NOT NULL
    ) STRICT;
    -- Also of numbers that nobody has: who guesses them shall not learn that.
    CREATE TABLE attempt (
        badge TEXT PRIMARY KEY,
        wrong INTEGER NOT NULL,
        last INTEGER NOT NULL
    ) STRICT;
    PRAGMA application_id = 1129337649;
    PRAGMA user_version = 1;";

#[derive(Debug, Clone)]
pub(super) struct Store {
    path: PathBuf,
}

/// Wrong PINs of a number in a row, and when the last one was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempts {
    pub(super) wrong: u32,
    pub(super) last: Timestamp,
}

impl Store {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Everybody, by number; nobody where the file was never made.
    pub(super) fn people(&self) -> Result<Vec<Member>, StaffFileError> {
        if !self.path.exists() {
            return Ok(Vec::new());
        }
        let file = self.open()?;
        let mut select =
            file.prepare("SELECT badge, name, role FROM person ORDER BY length(badge), badge")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.map(|row| member(row?)).collect()
    }

    pub(super) fn stamp(&self) -> Option<std::time::SystemTime> {
        std::fs::metadata(&self.path).and_then(|about| about.modified()).ok()
    }

    /// Somebody and their PIN's hash.
    pub(super) fn person(&self, badge: &Badge) -> Result<Option<(Member, String)>, StaffFileError> {
        let sql = "SELECT badge, name, role, pin FROM person WHERE badge = ?1";
        let found = self.open()?.query_row(sql, [badge.as_str()], |row| {
            Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get::<_, String>(3)?))
        });
        found.optional()?.map(|(row, pin)| Ok((member(row)?, pin))).transpose()
    }

    /// Changes the file, all or nothing.
    pub(super) fn change<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StaffFileError>,
    ) -> Result<T, StaffFileError> {
        let mut file = self.open()?;
        let transaction = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changed = change(&transaction)?;
        transaction.commit()?;
        Ok(changed)
    }

    fn open(&self) -> Result<Connection, StaffFileError> {
        let failed = |source| StaffFileError::Io { path: self.path.clone(), source };
        if let Some(folder) = self.path.parent() {
            make_folder(folder).map_err(failed)?;
        }
        make_private(&self.path).map_err(failed)?;
        if let Some(exposed) = rights::check(&self.path, Keep::Secret) {
            return Err(StaffFileError::Exposed(exposed));
        }
        let mut file = Connection::open(&self.path)?;
        file.busy_timeout(BUSY)?;
        file.pragma_update(None, "synchronous", "FULL")?;
        let version = |of: &Connection| -> rusqlite::Result<i64> {
            of.query_row("PRAGMA user_version", [], |row| row.get(0))
        };
        if version(&file)? == 0 {
            let transaction = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Somebody else may have made it meanwhile.
            if version(&transaction)? == 0 {
                transaction.execute_batch(LAYOUT)?;
            }
            transaction.commit()?;
        }
        let id: i32 = file.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        if id != APPLICATION_ID || version(&file)? != 1 {
            return Err(StaffFileError::Foreign { path: self.path.clone() });
        }
        Ok(file)
    }
}

/// The file as nobody else can read it, before anything is written into it.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn member((badge, name, role): (String, String, String)) -> Result<Member, StaffFileError> {
    let damaged = |_| StaffFileError::Damaged;
    let badge = Badge::try_from(badge).map_err(damaged)?;
    let role = match role.as_str() {
        "supervisor" => Role::Supervisor,
        "cashier" => Role::Cashier,
        _ => return Err(StaffFileError::Damaged),
    };
    Ok(Member { person: Person::named(badge, &name).map_err(damaged)?, role })
}

const fn name_of(role: Role) -> &'static str {
    match role {
        Role::Cashier => "cashier",
        Role::Supervisor => "supervisor",
    }
}

/// Registers somebody, or gives them a new name, role and PIN.
pub(super) fn put(into: &Transaction<'_>, member: &Member, pin: &str) -> rusqlite::Result<()> {
    let Member { person, role } = member;
    into.execute(
        "INSERT INTO person (badge, name, role, pin) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (badge) DO UPDATE SET name = ?2, role = ?3, pin = ?4",
        (person.badge.as_str(), &person.name, name_of(*role), pin),
    )?;
    forget_attempts(into, &person.badge)
}

pub(super) fn remove(from: &Transaction<'_>, badge: &Badge) -> rusqlite::Result<bool> {
    from.execute("DELETE FROM person WHERE badge = ?1", [badge.as_str()]).map(|count| count > 0)
}

pub(super) fn supervisors(of: &Transaction<'_>) -> rusqlite::Result<i64> {
    let sql = "SELECT count(*) FROM person WHERE role = 'supervisor'";
    of.query_row(sql, [], |row| row.get(0))
}

pub(super) fn attempts(
    of: &Transaction<'_>,
    badge: &Badge,
) -> Result<Option<Attempts>, StaffFileError> {
    let sql = "SELECT wrong, last FROM attempt WHERE badge = ?1";
    let found = of
        .query_row(sql, [badge.as_str()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
    let Some((wrong, last)) = found.optional()? else {
        return Ok(None);
    };
    let last = Timestamp::from_microsecond(last).map_err(|_| StaffFileError::Damaged)?;
    Ok(Some(Attempts { wrong: u32::try_from(wrong).unwrap_or(u32::MAX), last }))
}

/// One attempt more, before its PIN is looked at: whoever pulls the plug meanwhile has not won a try.
pub(super) fn count_attempt(
    into: &Transaction<'_>,
    badge: &Badge,
    now: Timestamp,
) -> rusqlite::Result<()> {
    into.execute(
        "INSERT INTO attempt (badge, wrong, last) VALUES (?1, 1, ?2)
         ON CONFLICT (badge) DO UPDATE SET wrong = wrong + 1, last = ?2",
        (badge.as_str(), now.as_microsecond()),
    )?;
    Ok(())
}

pub(super) fn forget_attempts(of: &Transaction<'_>, badge: &Badge) -> rusqlite::Result<()> {
    of.execute("DELETE FROM attempt WHERE badge = ?1", [badge.as_str()]).map(drop)
}
