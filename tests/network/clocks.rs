//! Two wall clocks that can be set: the terminal's and the provider's. A library that stands before the
//! system's own shows each program another time; the program has no switch for it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use counterpane::simulator::Rule;
use rustls::ServerConfig;
use tempfile::TempDir;

use crate::counter::Counter;
use crate::world::World;

pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// The library as a program finds it, where the machine has it. The test harness shows no output of a
/// test that passes, but it leaves standard error itself alone.
pub(crate) fn library(test: &str) -> Option<PathBuf> {
    let mut faketime = Command::new("faketime");
    let shown = faketime.args(["-m", "-f", "+0", "printenv", "LD_PRELOAD"]).output();
    let Some(shown) = shown.ok().filter(|shown| shown.status.success()) else {
        writeln!(std::io::stderr(), "\nSKIPPED {test}: needs faketime").unwrap();
        return None;
    };
    Some(String::from_utf8(shown.stdout).unwrap().trim().into())
}

/// A counter and its provider, each with a clock of its own.
pub(crate) struct Clocks {
    pub(crate) counter: Counter,
    folder: TempDir,
}

impl Clocks {
    /// Both are right.
    pub(crate) fn new(library: &Path, tls: Option<Arc<ServerConfig>>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let environment = |name: &str| {
            let file = folder.path().join(name);
            set(&file, 0);
            [
                ("LD_PRELOAD", library.to_owned()),
                ("FAKETIME_TIMESTAMP_FILE", file),
                ("FAKETIME_NO_CACHE", "1".into()),
                // How long something takes is not the wall clock's business.
                ("DONT_FAKE_MONOTONIC", "1".into()),
            ]
        };
        let mut world = World::beside(&environment("gateway"));
        world.besides.extend(environment("terminal"));
        Self { counter: Counter::of(world, tls), folder }
    }

    /// The terminal's clock is off by so many seconds from now on.
    pub(crate) fn set_terminal(&self, seconds: i64) {
        set(&self.folder.path().join("terminal"), seconds);
    }

    pub(crate) fn set_gateway(&self, seconds: i64) {
        set(&self.folder.path().join("gateway"), seconds);
    }

    /// Both books are equal, and a wrong time is all that the provider has to complain of.
    pub(crate) fn agree(&self) {
        self.counter.world.has_equal_books();
        for breach in self.counter.world.books().violations().unwrap() {
            let what = (breach.rule, breach.detail.as_str());
            assert_eq!(what, (Rule::CommonParameter, "timestamp"));
        }
    }
}

/// In one piece: the program may be reading it.
fn set(file: &Path, seconds: i64) {
    let new = file.with_extension("new");
    fs::write(&new, format!("{seconds:+}\n")).unwrap();
    fs::rename(new, file).unwrap();
}
