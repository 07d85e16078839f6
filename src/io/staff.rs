//! Who works here: their numbers, names, roles and the hashes of their PINs. The only place that
//! compares a PIN.

mod known;
mod store;
mod waits;

use std::path::PathBuf;

use argon2::Argon2;
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::config::Settings;
use crate::desk::Level;
use crate::domain::{Approval, Badge, Member, Night, Person, Pin, Role, Why};
use crate::locale::StaffTrouble;

use super::rights::Exposed;
use store::Store;

/// Why the file of the people cannot be used, or not changed like this.
#[derive(Debug, Error)]
pub(super) enum StaffFileError {
    #[error("{path} cannot be used: {source}")]
    Io { path: PathBuf, source: std::io::Error },
    #[error("the file of the people cannot be used: {0}")]
    Sql(#[from] rusqlite::Error),
    #[error("{0}")]
    Exposed(Exposed),
    #[error("{path} is not this program's file of people, or a newer one's")]
    Foreign { path: PathBuf },
    #[error(
        "the file of the people is damaged: restore it from a copy, or remove it and register them anew"
    )]
    Damaged,
    #[error("the PIN could not be hashed")]
    Hash,
    #[error("nobody has the number {0}")]
    NoSuchPerson(Badge),
    #[error("somebody has the number {0} already")]
    Taken(Badge),
    #[error("the last supervisor cannot go: nobody could approve anything, or register people")]
    LastSupervisor,
    #[error("the first who is registered must be a supervisor: nobody could approve anything")]
    FirstIsNoSupervisor,
}

impl From<StaffFileError> for StaffTrouble {
    fn from(error: StaffFileError) -> Self {
        match error {
            StaffFileError::NoSuchPerson(badge) => Self::NoSuch(badge),
            StaffFileError::Taken(badge) => Self::Taken(badge),
            StaffFileError::LastSupervisor => Self::LastSupervisor,
            StaffFileError::FirstIsNoSupervisor => Self::FirstIsNoSupervisor,
            error @ (StaffFileError::Io { .. }
            | StaffFileError::Sql(_)
            | StaffFileError::Exposed(_)
            | StaffFileError::Foreign { .. }
            | StaffFileError::Damaged
            | StaffFileError::Hash) => Self::File(error.to_string()),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Staff {
    store: Store,
    /// When one may agree to one's own act, by the hotel's clock.
    night: Option<Night>,
    zone: TimeZone,
    /// What this run's settings are known by, where not everybody may begin to work with others.
    settings: Option<known::Known>,
}

impl Staff {
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            store: Store::new(settings.files.staff.clone()),
            night: settings.night,
            zone: settings.hotel.time_zone.clone(),
            settings: (settings.rights.change_settings != Level::Cashier)
                .then(|| known::Known::of(settings)),
        }
    }

    /// Everybody, by number.
    pub(super) fn people(&self) -> Result<Vec<Member>, StaffFileError> {
        self.store.people()
    }

    /// When the file of the people was written last; none where there is none.
    pub(super) fn stamp(&self) -> Option<std::time::SystemTime> {
        self.store.stamp()
    }

    /// Compares a PIN. It takes a while, on purpose.
    pub(super) fn verify(
        &self,
        badge: &Badge,
        pin: &Pin,
        now: Timestamp,
    ) -> Result<Member, StaffTrouble> {
        let wrong = self.store.change(|file| {
            let before = store::attempts(file, badge)?;
            let wrong = before.map_or(0, |before| before.wrong);
            let left = before.map_or(SignedDuration::ZERO, |b| waits::left(wrong, b.last, now));
            if left > SignedDuration::ZERO {
                return Ok(Err(left));
            }
            store::count_attempt(file, badge, now)?;
            Ok(Ok(wrong.saturating_add(1)))
        })?;
        let wrong = match wrong {
            Ok(wrong) => wrong,
            Err(left) => return Err(StaffTrouble::Wait(left)),
        };
        let found = self.store.person(badge)?;
        let hash = found.as_ref().map_or(NOBODY, |(_, hash)| hash.as_str());
        let hash = PasswordHash::new(hash).map_err(|_| StaffFileError::Damaged)?;
        let right = Argon2::default().verify_password(pin.expose().as_bytes(), &hash).is_ok();
        let Some((member, _)) = found.filter(|_| right) else {
            return Err(StaffTrouble::Wrong(waits::wait_after(wrong)));
        };
        self.store.change(|file| Ok(store::forget_attempts(file, badge)?))?;
        self.accept(&member)?;
        Ok(member)
    }

    /// Settings that were changed are worked with when a supervisor has signed in once.
    fn accept(&self, member: &Member) -> Result<(), StaffTrouble> {
        let Some(settings) = &self.settings else {
            return Ok(());
        };
        let may = member.role == Role::Supervisor;
        let accepted = self.store.change(|file| Ok(known::accept(file, settings, may)?))?;
        if accepted { Ok(()) } else { Err(StaffTrouble::SettingsChanged) }
    }

    /// Whoever agrees to one act of `own`'s: somebody else, a supervisor; at night, alone, they themselves.
    pub(super) fn approve(
        &self,
        own: &Badge,
        (badge, pin): (&Badge, &Pin),
        (why, note): (Why, String),
        now: Timestamp,
    ) -> Result<Approval, StaffTrouble> {
        let alone = badge == own;
        let time = now.to_zoned(self.zone.clone()).time();
        if alone && !self.night.is_some_and(|night| night.covers(time)) {
            return Err(StaffTrouble::OneSelf);
        }
        let Member { person, role } = self.verify(badge, pin, now)?;
        if role != Role::Supervisor && !alone {
            return Err(StaffTrouble::NotSupervisor);
        }
        Ok(Approval { by: person, why, note, alone })
    }

    /// A supervisor changes the people, and anybody while there is nobody.
    pub(super) fn may_change(&self, role: Option<Role>) -> Result<(), StaffTrouble> {
        match role {
            Some(Role::Supervisor) => Ok(()),
            None if self.people()?.is_empty() => Ok(()),
            Some(Role::Cashier) | None => Err(StaffTrouble::NotSupervisor),
        }
    }

    /// Registers somebody. The first one is a supervisor.
    pub(super) fn add(&self, member: &Member, pin: &Pin) -> Result<(), StaffFileError> {
        let hash = hashed(pin)?;
        let badge = &member.person.badge;
        if self.store.person(badge)?.is_some() {
            return Err(StaffFileError::Taken(badge.clone()));
        }
        self.store.change(|file| {
            if member.role != Role::Supervisor && store::supervisors(file)? == 0 {
                return Err(StaffFileError::FirstIsNoSupervisor);
            }
            Ok(store::put(file, member, &hash)?)
        })
    }

    /// Gives somebody a new PIN.
    pub(super) fn set_pin(&self, badge: &Badge, pin: &Pin) -> Result<Person, StaffFileError> {
        let hash = hashed(pin)?;
        let found = self.store.person(badge)?;
        let (member, _) = found.ok_or_else(|| StaffFileError::NoSuchPerson(badge.clone()))?;
        self.store.change(|file| Ok(store::put(file, &member, &hash)?))?;
        Ok(member.person)
    }

    /// Takes somebody off. What they did stays in the journal under their name.
    pub(super) fn remove(&self, badge: &Badge) -> Result<Person, StaffFileError> {
        let found = self.store.person(badge)?;
        let (member, _) = found.ok_or_else(|| StaffFileError::NoSuchPerson(badge.clone()))?;
        self.store.change(|file| {
            store::remove(file, badge)?;
            if store::supervisors(file)? == 0 {
                return Err(StaffFileError::LastSupervisor);
            }
            Ok(member.person.clone())
        })
    }
}

/// The hash of a PIN that nobody knows, of equal cost: an unknown number answers as slowly as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$\
                      U8rX1oTgYb7r5lqk0Xo0m3d0m6sC3yO2m0m8cYk6l1s";

fn hashed(pin: &Pin) -> Result<String, StaffFileError> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = Argon2::default().hash_password(pin.expose().as_bytes(), &salt);
    hash.map(|hash| hash.to_string()).map_err(|_| StaffFileError::Hash)
}

#[cfg(test)]
mod tests;
