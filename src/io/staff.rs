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
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn badge(text: &str) -> Badge {
        text.parse().unwrap()
    }

    fn pin(text: &str) -> Pin {
        Pin::typed(text).unwrap()
    }

    fn member(number: &str, name: &str, role: Role) -> Member {
        Member { person: Person::named(badge(number), name).unwrap(), role }
    }

    fn at_path(path: PathBuf) -> Staff {
        Staff { store: Store::new(path), night: None, zone: TimeZone::UTC, settings: None }
    }

    fn staff() -> (tempfile::TempDir, Staff) {
        let folder = tempfile::tempdir().unwrap();
        let staff = at_path(folder.path().join("training.staff"));
        staff.add(&member("90", "Wong", Role::Supervisor), &pin("258013")).unwrap();
        (folder, staff)
    }

    #[test]
    fn nobody_is_registered_until_somebody_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("training.staff");
        let staff = at_path(path.clone());
        assert!(staff.people().unwrap().is_empty());
        assert!(!path.exists(), "looking makes no file");
        let first = staff.add(&member("12", "Chan", Role::Cashier), &pin("2580"));
        assert!(matches!(first, Err(StaffFileError::FirstIsNoSupervisor)));
        staff.add(&member("90", "Wong", Role::Supervisor), &pin("258013")).unwrap();
        staff.add(&member("12", "陈大文", Role::Cashier), &pin("2580")).unwrap();
        let again = staff.add(&member("12", "Lee", Role::Cashier), &pin("2580"));
        assert!(matches!(again, Err(StaffFileError::Taken(_))));
        let names: Vec<_> = staff.people().unwrap().into_iter().map(|m| m.person.name).collect();
        assert_eq!(names, ["陈大文", "Wong"]);
    }

    #[test]
    fn a_right_pin_opens_and_a_wrong_one_waits_ever_longer() {
        let (_folder, staff) = staff();
        let verify = |text, second| staff.verify(&badge("90"), &pin(text), at(second));
        assert_eq!(verify("258013", 0).unwrap().person.name, "Wong");
        let wrong = |secs| Err(StaffTrouble::Wrong(SignedDuration::from_secs(secs)));
        assert_eq!([0, 1, 2].map(|second| verify("0000", second)), [wrong(0), wrong(0), wrong(5)]);
        let left = SignedDuration::from_secs(4);
        let waits = Err(StaffTrouble::Wait(left));
        assert_eq!(verify("258013", 3), waits, "the right one waits too");
        assert!(verify("258013", 7).is_ok());
        assert_eq!(verify("0000", 8), wrong(0), "a right one ends the counting");
    }

    /// Whoever tries numbers shall not learn which of them there are.
    #[test]
    fn a_number_that_nobody_has_answers_like_another() {
        let (_folder, staff) = staff();
        let verify = |number| staff.verify(&badge(number), &pin("0000"), at(0));
        for _ in 0..4 {
            assert_eq!(verify("91"), verify("90"));
        }
        assert!(PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn a_new_pin_ends_the_waiting() {
        let (_folder, staff) = staff();
        for second in 0..3 {
            staff.verify(&badge("90"), &pin("0000"), at(second)).unwrap_err();
        }
        staff.set_pin(&badge("90"), &pin("7410")).unwrap();
        assert!(staff.verify(&badge("90"), &pin("7410"), at(3)).is_ok());
        let none = staff.set_pin(&badge("5"), &pin("7410"));
        assert!(matches!(none, Err(StaffFileError::NoSuchPerson(_))));
    }

    #[test]
    fn the_last_supervisor_stays() {
        let (_folder, staff) = staff();
        staff.add(&member("12", "Chan", Role::Cashier), &pin("2580")).unwrap();
        let last = staff.remove(&badge("90"));
        assert!(matches!(last, Err(StaffFileError::LastSupervisor)));
        assert_eq!(staff.people().unwrap().len(), 2);
        staff.remove(&badge("12")).unwrap();
        assert_eq!(staff.people().unwrap().len(), 1);
    }

    #[test]
    fn the_file_has_no_pin_and_is_its_owner_s() {
        let (folder, staff) = staff();
        let path = folder.path().join("training.staff");
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("$argon2id$") && !text.contains("258013"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(matches!(staff.people(), Err(StaffFileError::Exposed(_))));
        }
        #[cfg(not(unix))]
        let _ = staff;
    }

    #[test]
    fn another_file_in_its_place_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("training.staff");
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch("CREATE TABLE a (b); PRAGMA user_version = 3").unwrap();
        drop(other);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        assert!(matches!(at_path(path).people(), Err(StaffFileError::Foreign { .. })));
    }

    fn approve(staff: &Staff, own: &str, number: &str, text: &str) -> Result<bool, StaffTrouble> {
        let said = (Why::Stuck, "as she said".to_owned());
        let given = (badge(number), pin(text));
        let yes = staff.approve(&badge(own), (&given.0, &given.1), said, at(0))?;
        assert_eq!((yes.by.badge.as_str(), yes.note.as_str()), (number, "as she said"));
        Ok(yes.alone)
    }

    #[test]
    fn only_another_supervisor_agrees() {
        let (_folder, staff) = staff();
        for (number, role) in
            [("91", Role::Supervisor), ("12", Role::Cashier), ("13", Role::Cashier)]
        {
            staff.add(&member(number, "Chan", role), &pin("2580")).unwrap();
        }
        assert_eq!(approve(&staff, "12", "90", "258013"), Ok(false));
        assert_eq!(approve(&staff, "12", "12", "2580"), Err(StaffTrouble::OneSelf));
        assert_eq!(approve(&staff, "12", "13", "2580"), Err(StaffTrouble::NotSupervisor));
        let wrong = Err(StaffTrouble::Wrong(SignedDuration::ZERO));
        assert_eq!(approve(&staff, "12", "90", "0000"), wrong);
        assert_eq!(approve(&staff, "90", "90", "258013"), Err(StaffTrouble::OneSelf));
        assert_eq!(approve(&staff, "90", "91", "2580"), Ok(false));
    }

    #[test]
    fn at_night_one_agrees_to_ones_own_act_with_ones_own_pin() {
        let (_folder, mut staff) = staff();
        for number in ["12", "13"] {
            staff.add(&member(number, "Chan", Role::Cashier), &pin("2580")).unwrap();
        }
        let hour = |hour| jiff::civil::time(hour, 0, 0, 0);
        // It is eight in the morning by this clock.
        assert_eq!(at(0).to_zoned(TimeZone::UTC).hour(), 8);
        staff.night = Some(Night { from: hour(9), to: hour(8) });
        assert_eq!(approve(&staff, "12", "12", "2580"), Err(StaffTrouble::OneSelf));
        staff.night = Some(Night { from: hour(22), to: hour(9) });
        assert_eq!(approve(&staff, "12", "12", "2580"), Ok(true));
        let wrong = Err(StaffTrouble::Wrong(SignedDuration::ZERO));
        assert_eq!(approve(&staff, "12", "12", "0000"), wrong);
        assert_eq!(approve(&staff, "12", "13", "2580"), Err(StaffTrouble::NotSupervisor));
    }

    #[test]
    fn only_a_supervisor_changes_the_people() {
        let (_folder, staff) = staff();
        assert!(staff.may_change(Some(Role::Supervisor)).is_ok());
        for role in [Some(Role::Cashier), None] {
            assert_eq!(staff.may_change(role), Err(StaffTrouble::NotSupervisor));
        }
        let folder = tempfile::tempdir().unwrap();
        let nobody = at_path(folder.path().join("training.staff"));
        assert!(nobody.may_change(None).is_ok());
    }
}
