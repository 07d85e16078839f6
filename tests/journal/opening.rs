//! What is refused, in which words, and that it is left as it was.

use std::fs;
use std::path::Path;

use counterpane::journal::{Journal, JournalError, Opening, Reader};
use rusqlite::Connection;

use crate::world::{OPENING, at, hold, id, open, opened, place, refusal};

#[test]
fn two_terminals_cannot_write_one_journal() {
    let (_folder, path) = place();
    let journal = open(&path);
    let error = Journal::open(&path, OPENING).unwrap_err();
    assert!(matches!(error, JournalError::InUse { .. }), "{error}");
    assert!(error.to_string().contains("in use by another terminal"), "{error}");
    drop(journal);
    open(&path);
}

#[cfg(unix)]
#[test]
fn a_second_name_leads_to_the_same_lock() {
    let (_folder, path) = place();
    let _journal = open(&path);
    let link = path.with_file_name("link.db");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert_eq!(refusal(&link), "journal.in_use");
}

#[test]
fn a_journal_of_another_mode_is_refused() {
    let (_folder, path) = place();
    drop(open(&path));
    let training = Opening { mode_tag: "training", ..OPENING };
    let error = Journal::open(&path, training).unwrap_err();
    assert_eq!(error.code(), "journal.wrong_mode");
    let error = Reader::open(&path, "training").unwrap_err();
    assert_eq!(error.code(), "journal.wrong_mode");
}

#[test]
fn a_newer_version_s_journal_is_refused() {
    let (_folder, path) = place();
    drop(open(&path));
    let file = Connection::open(&path).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    drop(file);
    let before = fs::read(&path).unwrap();
    assert_eq!(refusal(&path), "journal.too_new");
    assert_eq!(Reader::open(&path, "live").unwrap_err().code(), "journal.too_new");
    assert_eq!(fs::read(&path).unwrap(), before);
}

/// What lies at the journal's path is not ours: it is said, and it is left alone.
#[test]
fn foreign_files_are_left_alone() {
    let noise: Vec<u8> =
        (0..20_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    let foreign = {
        let (folder, path) = place();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let file = Connection::open(&path).unwrap();
        file.execute_batch("CREATE TABLE guest (name TEXT); INSERT INTO guest VALUES ('x');")
            .unwrap();
        drop(file);
        let bytes = fs::read(&path).unwrap();
        drop(folder);
        bytes
    };
    for (what, bytes) in [
        ("an empty file", Vec::new()),
        ("one byte", vec![b'S']),
        ("text", b"room,guest\n1208,x\n".repeat(500)),
        ("noise", noise),
        ("another program's database", foreign),
    ] {
        let (_folder, path) = place();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &bytes).unwrap();
        let code = refusal(&path);
        assert_eq!(code, "journal.foreign", "{what}");
        assert_eq!(Reader::open(&path, "live").unwrap_err().code(), code, "{what}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "{what}");
    }
}

#[test]
fn a_truncated_journal_is_refused_and_left_alone() {
    let (_folder, path) = place();
    let mut journal = open(&path);
    for which in 1..20 {
        hold(&mut journal, which, "1208", "张伟");
    }
    drop(journal);
    let whole = fs::read(&path).unwrap();
    for length in [0, 1, 99, 512, 4096, 4097, whole.len() / 2, whole.len() - 4096, whole.len() - 1]
    {
        fs::write(&path, &whole[..length]).unwrap();
        let code = refusal(&path);
        let expected = ["journal.foreign", "journal.damaged"];
        assert!(expected.contains(&code), "{length}: {code}");
        assert_eq!(fs::read(&path).unwrap(), whole[..length], "{length}");
    }
}

#[test]
fn what_is_no_file_is_refused() {
    let (folder, path) = place();
    fs::create_dir_all(&path).unwrap();
    assert_eq!(refusal(&path), "journal.not_a_file");
    assert_eq!(Reader::open(&path, "live").unwrap_err().code(), "journal.not_a_file");
    assert_eq!(refusal(Path::new("/")), "journal.not_a_file");
    let missing = folder.path().join("none.db");
    assert_eq!(Reader::open(&missing, "live").unwrap_err().code(), "journal.missing");
    assert!(!missing.exists());
    let below_a_file = folder.path().join("file/journal.db");
    fs::write(folder.path().join("file"), "x").unwrap();
    assert_eq!(refusal(&below_a_file), "journal.unreachable");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn links_that_lead_nowhere_are_refused() {
        let (folder, _) = place();
        let circle = folder.path().join("circle.db");
        symlink(&circle, &circle).unwrap();
        assert_eq!(refusal(&circle), "journal.unreachable");
        let nowhere = folder.path().join("nowhere.db");
        symlink(folder.path().join("gone.db"), &nowhere).unwrap();
        assert_eq!(refusal(&nowhere), "journal.unreachable");
        assert!(!folder.path().join("gone.db").exists());
    }

    #[test]
    fn everything_that_is_made_is_the_owner_s_alone() {
        let (_folder, path) = place();
        let mut journal = open(&path);
        hold(&mut journal, 1, "1208", "张伟");
        let folder = path.parent().unwrap();
        assert_eq!(mode(folder), 0o700);
        let names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(names.len() >= 3, "{names:?}");
        for name in names {
            assert_eq!(mode(&name), 0o600, "{}", name.display());
        }
        let copy = folder.join("copy.db");
        journal.read().backup(&copy).unwrap();
        assert_eq!(mode(&copy), 0o600);
    }

    #[test]
    fn rights_that_are_too_wide_are_mended() {
        let (_folder, path) = place();
        drop(open(&path));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        drop(open(&path));
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn a_write_protected_journal_is_refused() {
        let (_folder, path) = place();
        drop(open(&path));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        let error = Journal::open(&path, OPENING).unwrap_err();
        assert_eq!(error.code(), "journal.read_only", "{error}");
        assert_eq!(mode(&path), 0o400);
    }

    /// A superuser may write anywhere but where the kernel itself makes the files.
    #[test]
    fn a_read_only_folder_is_refused() {
        let (folder, _) = place();
        let protected = folder.path().join("protected");
        fs::create_dir(&protected).unwrap();
        fs::set_permissions(&protected, fs::Permissions::from_mode(0o500)).unwrap();
        let is_superuser = fs::write(protected.join("probe"), "").is_ok();
        let folder = if is_superuser { Path::new("/sys/kernel") } else { &protected };
        if !is_superuser || cfg!(target_os = "linux") {
            assert_eq!(refusal(&folder.join("journal.db")), "journal.read_only");
        }
    }

    #[test]
    fn a_journal_that_was_taken_away_takes_no_entry() {
        let (_folder, path) = place();
        let mut journal = open(&path);
        hold(&mut journal, 1, "1208", "张伟");
        let aside = path.with_file_name("aside.db");
        fs::rename(&path, &aside).unwrap();
        let facts = [(id(2), opened(&id(2), "1209", ""))];
        let error = journal.append(at(2), &facts).unwrap_err();
        assert_eq!(error.code(), "journal.missing");
        fs::rename(&aside, &path).unwrap();
        journal.append(at(2), &facts).unwrap();
    }
}

/// A crash while a journal is made for the first time leaves its beginnings under another name.
#[test]
fn an_unfinished_first_start_is_made_again() {
    let (_folder, path) = place();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path.with_file_name("journal.db.new"), "half").unwrap();
    let mut journal = open(&path);
    hold(&mut journal, 1, "1208", "张伟");
    assert!(journal.read().verify(None).unwrap().is_sound());
    assert!(!path.with_file_name("journal.db.new").exists());
}
