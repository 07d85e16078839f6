//! Who else on this computer may read a file, change it, or put another one in its place.
//!
//! On Unix alone: Windows keeps a user's files private by the folder they are in.

use std::path::{Path, PathBuf};

/// Whose doing is needed to make it right.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(unix), expect(dead_code, reason = "other systems have no such rights"))]
pub(super) enum Exposed {
    /// Others may read it.
    Readable { path: PathBuf, mode: u32 },
    /// Others may write to it, or put another file into its place.
    Writable { path: PathBuf, mode: u32 },
    /// It belongs to another user, who may do both.
    Foreign { path: PathBuf, owner: u32 },
}

/// What a file must be kept from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// A private key: nobody else reads or changes it.
    Secret,
    /// What decides whom we believe: nobody else changes it.
    Unchanged,
}

impl Exposed {
    /// The command that mends it.
    pub(super) fn mend(&self) -> String {
        let quoted = |path: &Path| {
            let name = path.display().to_string();
            let plain = |c: char| c.is_alphanumeric() || "/._-+:@%".contains(c);
            if name.chars().all(plain) {
                name
            } else {
                format!("'{}'", name.replace('\'', "'\\''"))
            }
        };
        match self {
            Self::Readable { path, .. } => format!("chmod 600 {}", quoted(path)),
            Self::Writable { path, .. } => format!("chmod go-w {}", quoted(path)),
            Self::Foreign { path, .. } => format!("sudo chown \"$(id -un)\" {}", quoted(path)),
        }
    }

    /// The locale's key and arguments.
    pub(super) fn words(&self) -> (&'static str, [(&'static str, String); 3]) {
        let (key, path, what) = match self {
            Self::Readable { path, mode } => {
                ("refusal-exposed-readable", path, format!("{mode:o}"))
            }
            Self::Writable { path, mode } => {
                ("refusal-exposed-writable", path, format!("{mode:o}"))
            }
            Self::Foreign { path, owner } => ("refusal-exposed-foreign", path, owner.to_string()),
        };
        (key, [("file", path.display().to_string()), ("what", what), ("command", self.mend())])
    }
}

impl std::fmt::Display for Exposed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Readable { path, mode } => write!(
                f,
                "{} can be read by others on this computer (mode {mode:o}); a secret must not",
                path.display()
            ),
            Self::Writable { path, mode } => write!(
                f,
                "{} can be changed by others on this computer (mode {mode:o}); what the keys are must \
                 not be theirs to say",
                path.display()
            ),
            Self::Foreign { path, owner } => write!(
                f,
                "{} belongs to another user (number {owner}), who may read and change it",
                path.display()
            ),
        }
    }
}

/// The first thing that is wrong with a file and with the folders that it is in, by the name it is
/// called and by the one that links lead to. Errors of reading are left to whoever reads it next.
#[cfg(unix)]
pub(super) fn check(path: &Path, keep: Keep) -> Option<Exposed> {
    let real = std::fs::canonicalize(path).ok()?;
    let called = path.parent().and_then(|folder| std::fs::canonicalize(folder).ok());
    let folders =
        real.ancestors().skip(1).chain(called.iter().flat_map(|folder| folder.ancestors()));
    of_file(&real, keep).or_else(|| folders.into_iter().find_map(of_folder))
}

#[cfg(not(unix))]
pub(super) fn check(_path: &Path, _keep: Keep) -> Option<Exposed> {
    None
}

#[cfg(unix)]
fn of_file(path: &Path, keep: Keep) -> Option<Exposed> {
    let (mode, owner) = seen(path)?;
    let path = path.to_owned();
    if !is_trusted(owner) {
        return Some(Exposed::Foreign { path, owner });
    }
    match keep {
        Keep::Secret if mode & 0o077 != 0 => Some(Exposed::Readable { path, mode }),
        Keep::Unchanged if mode & 0o022 != 0 => Some(Exposed::Writable { path, mode }),
        Keep::Secret | Keep::Unchanged => None,
    }
}

/// In a folder with the sticky bit, such as `/tmp`, nobody moves what is not his own.
#[cfg(unix)]
fn of_folder(path: &Path) -> Option<Exposed> {
    let (mode, owner) = seen(path)?;
    let path = path.to_owned();
    if !is_trusted(owner) {
        return Some(Exposed::Foreign { path, owner });
    }
    (mode & 0o022 != 0 && mode & 0o1000 == 0).then_some(Exposed::Writable { path, mode })
}

#[cfg(unix)]
fn seen(path: &Path) -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt as _;

    let found = std::fs::metadata(path).ok()?;
    Some((found.mode() & 0o7777, found.uid()))
}

/// This user, and the one who may do everything anyway.
#[cfg(unix)]
fn is_trusted(owner: u32) -> bool {
    owner == 0 || owner == rustix::process::geteuid().as_raw()
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, chown, symlink};

    fn set(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn file(folder: &Path, name: &str) -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, "key").unwrap();
        set(&path, 0o600);
        path
    }

    fn key_of(found: Option<Exposed>) -> Option<&'static str> {
        found.map(|exposed| exposed.words().0)
    }

    #[test]
    fn what_others_may_do_is_found() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("keys");
        fs::create_dir(&folder).unwrap();
        set(&folder, 0o755);
        let key = file(&folder, "a key");
        assert_eq!(check(&key, Keep::Secret), None);
        for (mode, secret, unchanged) in [
            (0o400, None, None),
            (0o640, Some("refusal-exposed-readable"), None),
            (0o604, Some("refusal-exposed-readable"), None),
            (0o644, Some("refusal-exposed-readable"), None),
            (0o620, Some("refusal-exposed-readable"), Some("refusal-exposed-writable")),
            (0o602, Some("refusal-exposed-readable"), Some("refusal-exposed-writable")),
            (0o600, None, None),
        ] {
            set(&key, mode);
            assert_eq!(key_of(check(&key, Keep::Secret)), secret, "{mode:o}");
            assert_eq!(key_of(check(&key, Keep::Unchanged)), unchanged, "{mode:o}");
        }
        for (mode, wanted) in [
            (0o777, Some("refusal-exposed-writable")),
            (0o775, Some("refusal-exposed-writable")),
            (0o1777, None),
            (0o700, None),
        ] {
            set(&folder, mode);
            assert_eq!(key_of(check(&key, Keep::Secret)), wanted, "{mode:o}");
        }
        assert_eq!(check(&folder.join("none"), Keep::Secret), None);
    }

    #[test]
    fn a_link_is_looked_at_from_both_ends() {
        let place = tempfile::tempdir().unwrap();
        let (near, far) = (place.path().join("near"), place.path().join("far"));
        fs::create_dir(&near).unwrap();
        fs::create_dir(&far).unwrap();
        let key = file(&far, "key");
        let link = near.join("link");
        symlink(&key, &link).unwrap();
        assert_eq!(check(&link, Keep::Secret), None);
        set(&key, 0o644);
        assert_eq!(key_of(check(&link, Keep::Secret)), Some("refusal-exposed-readable"));
        set(&key, 0o600);
        for open in [&near, &far] {
            set(open, 0o777);
            assert_eq!(
                key_of(check(&link, Keep::Secret)),
                Some("refusal-exposed-writable"),
                "{open:?}"
            );
            set(open, 0o700);
        }
    }

    #[test]
    fn another_user_s_key_is_no_secret() {
        let place = tempfile::tempdir().unwrap();
        let key = file(place.path(), "key");
        if chown(&key, Some(12345), None).is_err() {
            eprintln!("SKIPPED another_user_s_key_is_no_secret: only root gives files away");
            return;
        }
        let found = check(&key, Keep::Unchanged).unwrap();
        assert_eq!(found, Exposed::Foreign { path: key.canonicalize().unwrap(), owner: 12345 });
        assert!(found.mend().starts_with("sudo chown "));
    }

    #[test]
    fn the_command_can_be_copied() {
        let mend = |path: &str| Exposed::Readable { path: path.into(), mode: 0o644 }.mend();
        assert_eq!(mend("/k/merchant.pem"), "chmod 600 /k/merchant.pem");
        assert_eq!(mend("/k/it's a key"), "chmod 600 '/k/it'\\''s a key'");
    }
}
