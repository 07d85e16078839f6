use std::io::{IsTerminal as _, stderr, stdin, stdout};
use std::path::Path;

use crate::cli::doctor::{About, Check, Saying};

/// The screens are made for this size (columns, rows) and say so where there is less.
const SIZE: (u16, u16) = (80, 24);

/// A journal grows by about 100 MB in a year of a busy counter.
#[cfg(unix)]
const DISK_WARN: u64 = 200_000_000;
/// SQLite's own files while it works need this much.
#[cfg(unix)]
const DISK_BAD: u64 = 20_000_000;

/// What a terminal says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// Columns and rows; none where there is no terminal.
    pub size: Option<(u16, u16)>,
    pub colours: Colours,
    pub utf8: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// Every colour.
    Full,
    /// A palette of 256.
    Palette,
    /// Sixteen, or it does not say.
    Few,
    /// `NO_COLOR` is set, or the terminal has none.
    None,
}

impl Terminal {
    /// This process's terminal. `variable` reads the environment.
    pub fn look(variable: impl Fn(&str) -> Option<String>) -> Self {
        // A pipe on the way to a script is no terminal, and the size would be a guess.
        let there = stdout().is_terminal() || stderr().is_terminal() || stdin().is_terminal();
        let size = there.then(crossterm::terminal::size).and_then(Result::ok);
        Self::of(size, variable)
    }

    fn of(size: Option<(u16, u16)>, variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        let full = set("COLORTERM").is_some_and(|kind| kind == "truecolor" || kind == "24bit");
        let windows_terminal = set("WT_SESSION").is_some();
        let colours = if set("NO_COLOR").is_some() || term == "dumb" {
            Colours::None
        } else if full || windows_terminal {
            Colours::Full
        } else if term.contains("256color") {
            Colours::Palette
        } else {
            Colours::Few
        };
        // The first one that is set decides (POSIX, 8.2).
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
        let named = locale.is_some_and(|name| {
            let name = name.to_ascii_lowercase();
            name.contains("utf-8") || name.contains("utf8")
        });
        Self { size, colours, utf8: named || cfg!(windows) }
    }
}

pub(super) fn terminal(terminal: Terminal) -> Vec<Check> {
    let Some((columns, rows)) = terminal.size else {
        return vec![Check::warn(About::Screen, "doctor-screen-none", "doctor-screen-none-do")];
    };
    let size = [("columns", columns.to_string()), ("rows", rows.to_string())];
    let said = |key| Saying::Words(key, size.clone().into());
    let screen = if columns >= SIZE.0 && rows >= SIZE.1 {
        Check::good(About::Screen, said("doctor-screen"))
    } else {
        Check::warn(About::Screen, said("doctor-screen-small"), "doctor-screen-small-do")
    };
    let colours = match terminal.colours {
        Colours::Full => Check::good(About::Colours, "doctor-colours"),
        Colours::Palette => Check::good(About::Colours, "doctor-colours-palette"),
        Colours::Few => Check::warn(About::Colours, "doctor-colours-few", "doctor-colours-few-do"),
        Colours::None => {
            Check::warn(About::Colours, "doctor-colours-none", "doctor-colours-none-do")
        }
    };
    let characters = if terminal.utf8 {
        Check::good(About::Characters, "doctor-characters")
    } else {
        Check::warn(About::Characters, "doctor-characters-old", "doctor-characters-old-do")
    };
    vec![screen, colours, characters]
}

/// Room on the journal's disk; nothing where the system does not say.
#[cfg(unix)]
pub(super) fn disk(journal: &Path) -> Option<Check> {
    free_bytes(journal).map(room)
}

/// Asking Windows takes a library of its own; a full disk still shows when the journal is written.
#[cfg(not(unix))]
pub(super) fn disk(_journal: &Path) -> Option<Check> {
    None
}

#[cfg(unix)]
fn room(free: u64) -> Check {
    let megabytes = free.checked_div(1_000_000).unwrap_or(0).to_string();
    let said = |key| Saying::new(key, &[("megabytes", &megabytes)]);
    if free < DISK_BAD {
        Check::bad(About::Disk, said("doctor-disk-full"), "doctor-disk-full-do")
    } else if free < DISK_WARN {
        Check::warn(About::Disk, said("doctor-disk-full"), "doctor-disk-full-do")
    } else {
        Check::good(About::Disk, said("doctor-disk"))
    }
}

/// Free bytes where the journal is, or where it will be: its nearest folder that exists.
#[cfg(unix)]
fn free_bytes(journal: &Path) -> Option<u64> {
    let folder = journal.ancestors().skip(1).find(|folder| folder.is_dir())?;
    let disk = rustix::fs::statvfs(folder).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::cli::doctor::Health;

    pub(crate) fn fine() -> Terminal {
        Terminal { size: Some((120, 40)), colours: Colours::Full, utf8: true }
    }

    fn with(variables: &[(&str, &str)]) -> Terminal {
        Terminal::of(Some(SIZE), |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_terminal_is_known_by_what_it_says() {
        assert_eq!(with(&[("COLORTERM", "truecolor")]).colours, Colours::Full);
        assert_eq!(with(&[("TERM", "xterm-256color")]).colours, Colours::Palette);
        assert_eq!(with(&[("TERM", "linux")]).colours, Colours::Few);
        let none = [("COLORTERM", "truecolor"), ("NO_COLOR", "1")];
        assert_eq!(with(&none).colours, Colours::None);
        assert_eq!(with(&[("COLORTERM", "truecolor"), ("NO_COLOR", "")]).colours, Colours::Full);
    }

    #[cfg(not(windows))]
    #[test]
    fn the_first_locale_that_is_set_decides() {
        assert!(with(&[("LANG", "zh_CN.UTF-8")]).utf8);
        assert!(with(&[("LC_ALL", "C.utf8"), ("LANG", "C")]).utf8);
        assert!(!with(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]).utf8);
        assert!(!with(&[]).utf8);
    }

    #[test]
    fn a_small_terminal_is_no_fault() {
        let health = |size| {
            let checks = terminal(Terminal { size, ..fine() });
            checks.iter().map(|check| check.health).max()
        };
        assert_eq!(health(Some((80, 24))), Some(Health::Ok));
        assert_eq!(health(Some((79, 24))), Some(Health::Warn));
        assert_eq!(health(None), Some(Health::Warn));
    }

    #[cfg(unix)]
    #[test]
    fn a_full_disk_is_a_fault() {
        assert_eq!(room(DISK_BAD - 1).health, Health::Bad);
        assert_eq!(room(DISK_WARN - 1).health, Health::Warn);
        assert_eq!(room(DISK_WARN).health, Health::Ok);
        let folder = tempfile::tempdir().unwrap();
        assert!(free_bytes(&folder.path().join("not/yet/desk.db")).is_some());
    }
}
