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
    for (number, role) in [("91", Role::Supervisor), ("12", Role::Cashier), ("13", Role::Cashier)] {
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
