//! A small disk in memory, in a mount namespace that ends with the test.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{LONGEST, Running};
use crate::say::say;

/// Set where the test runs in its own namespace.
const INSIDE: &str = "COUNTERPANE_OWN_MOUNTS";

/// What a disk in memory hands out at once, in bytes.
pub(crate) const PAGE: u64 = 4096;

/// Runs `work`, a part of the test `name`, where it may mount what it likes.
pub(crate) fn alone(name: &str, work: fn()) {
    if std::env::var_os(INSIDE).is_some() {
        work();
        return;
    }
    // A superuser may mount; another user may in a namespace of users, where that is allowed.
    let Some(flags) = ["-m", "-rm"].into_iter().find(|flags| can_mount(flags)) else {
        say(&format!("\nSKIPPED {name}: no disk of its own can be mounted (unshare -rm mount)"));
        return;
    };
    let mut again = Command::new("unshare");
    again.arg(flags).arg(std::env::current_exe().unwrap());
    again.args([name, "--exact", "--nocapture"]).env(INSIDE, "1");
    let running = Running::start(&mut again);
    assert!(running.ends_within(LONGEST * 60), "{name} does not end");
    let ran = running.end();
    assert_eq!(ran.status, Some(0), "{ran}");
    // The line that sums it up, so that it is seen from outside as well.
    for line in ran.out.lines().filter(|line| line.starts_with("disk, ")) {
        say(line);
    }
}

fn can_mount(flags: &str) -> bool {
    let place = tempfile::tempdir().unwrap();
    let mut tried = Command::new("unshare");
    tried.args([flags, "mount", "-t", "tmpfs", "tmpfs"]).arg(place.path());
    tried.output().is_ok_and(|ran| ran.status.success())
}

/// A disk with so many pages.
pub(crate) struct SmallDisk {
    pub(crate) path: PathBuf,
}

impl SmallDisk {
    pub(crate) fn mount(path: PathBuf, pages: u64) -> Self {
        fs::create_dir_all(&path).unwrap();
        let size = format!("size={}", pages * PAGE);
        mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], &path);
        Self { path }
    }

    /// Fills it up, until only so many pages are free.
    pub(crate) fn leave(&self, pages: u64) {
        self.make_room();
        let free = rustix::fs::statvfs(&self.path).unwrap().f_bavail;
        let length = usize::try_from(free.saturating_sub(pages) * PAGE).unwrap();
        let mut file = fs::File::create(self.path.join("fill")).unwrap();
        file.write_all(&vec![1; length]).unwrap();
        assert_eq!(rustix::fs::statvfs(&self.path).unwrap().f_bavail, free.min(pages));
    }

    /// Fills it up to the last page, while somebody else may write to it as well.
    pub(crate) fn fill_up(&self) {
        let mut file = fs::File::create(self.path.join("fill")).unwrap();
        let page = vec![1; usize::try_from(PAGE).unwrap()];
        while file.write_all(&page).is_ok() {}
    }

    pub(crate) fn make_room(&self) {
        let fill = self.path.join("fill");
        if fill.exists() {
            fs::remove_file(fill).unwrap();
        }
    }

    /// Everything on it becomes unwritable, or writable again.
    pub(crate) fn allow_writing(&self, allowed: bool) {
        mount(&["-o", if allowed { "remount,rw" } else { "remount,ro" }], &self.path);
    }
}

/// `mount` with these arguments.
pub(crate) fn mount(arguments: &[&str], at: &Path) {
    let ran = Command::new("mount").args(arguments).arg(at).output().unwrap();
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}
