//! The program in a terminal of a given size: tmux is its keyboard, and windows look on.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use counterpane::simulator::Books;
use serde_json::Value;
use tempfile::TempDir;

use crate::patience::until;
use crate::window::Look;

/// Full colours as they come, and a screen that stays when its program has ended.
const TMUX: &str = r#"
set -g status off
set -s escape-time 0
set -g default-terminal tmux-256color
set -ga terminal-overrides ",*:Tc"
set -g remain-on-exit on
"#;

/// Ends with its value; what runs in it as well.
pub(crate) struct Terminal {
    folder: TempDir,
    pub(crate) columns: u16,
    pub(crate) rows: u16,
}

impl Terminal {
    /// Starts the program with `args` in training, with a data folder of its own.
    pub(crate) fn run((columns, rows): (u16, u16), look: Look, args: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        expect_a_guest_who_never_confirms(folder.path());
        let settings = format!("[screen]\ntheme = \"{}\"\n", look.theme());
        std::fs::write(folder.path().join("config.toml"), settings).unwrap();
        std::fs::write(folder.path().join("tmux.conf"), TMUX).unwrap();
        let terminal = Self { folder, columns, rows };
        let (width, height) = (columns.to_string(), rows.to_string());
        let session = ["new-session", "-d", "-s", "desk", "-x", &width, "-y", &height];
        let program = [env!("CARGO_BIN_EXE_counterpane")];
        let mut tmux = terminal.tmux();
        tmux.arg("-f").arg(terminal.path().join("tmux.conf"));
        tmux.args(session).args(program).args(args);
        tmux.env("COLORTERM", "truecolor");
        finished(&mut tmux);
        terminal
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.path().join("tmux")
    }

    /// A tmux of this terminal alone.
    fn tmux(&self) -> Command {
        let mut tmux = self.command("tmux");
        tmux.arg("-u").arg("-S").arg(self.socket());
        tmux
    }

    /// A program that has nothing of the person who runs the tests.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path()).env("LC_ALL", "C.UTF-8");
        for home in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            command.env(home, self.path());
        }
        for set in ["COUNTERPANE_CONFIG", "NO_COLOR", "TMUX"] {
            command.env_remove(set);
        }
        command
    }

    /// Presses keys by tmux's names.
    pub(crate) fn keys(&self, names: &[&str]) -> &Self {
        finished(self.tmux().args(["send-keys", "-t", "desk"]).args(names));
        self
    }

    /// Types a text, slower than a scanner does: a key each time the last one is on the screen.
    pub(crate) fn types(&self, text: &str) -> &Self {
        for (end, c) in text.char_indices() {
            let typed = text.get(..end + c.len_utf8()).unwrap();
            finished(self.tmux().args(["send-keys", "-t", "desk", "-l", &c.to_string()]));
            self.sees(typed);
        }
        self
    }

    pub(crate) fn sees(&self, words: &str) -> &Self {
        self.line(words);
        self
    }

    /// The line on the screen that has these words, without the blanks around it.
    pub(crate) fn line(&self, words: &str) -> String {
        until(
            || format!("{words:?} on\n{}", self.screen()),
            || {
                let screen = self.screen();
                screen.lines().find(|line| line.contains(words)).map(|line| line.trim().to_owned())
            },
        )
    }

    pub(crate) fn screen(&self) -> String {
        finished(self.tmux().args(["capture-pane", "-p", "-t", "desk"]))
    }

    /// What the QR code of the one hold says, by a second process beside the terminal.
    pub(crate) fn the_only_qr(&self) -> String {
        let mut list = self.command(env!("CARGO_BIN_EXE_counterpane"));
        let listed: Value = serde_json::from_str(&finished(list.args(["list", "--json"]))).unwrap();
        assert_eq!(listed["holds"].as_array().unwrap().len(), 1, "{listed}");
        listed["holds"][0]["qr"].as_str().unwrap().to_owned()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // After a failed test there may be nothing left to end.
        drop(self.tmux().arg("kill-server").output());
    }
}

/// The code stands for minutes then: a guest who confirms takes it off the screen after ten seconds,
/// and windows and pictures may take longer than that.
fn expect_a_guest_who_never_confirms(data: &Path) {
    let simulated = data.join("counterpane/training.alipay");
    std::fs::create_dir_all(&simulated).unwrap();
    Books::open(&simulated.join("books.db")).unwrap().set_lesson("never").unwrap();
}

/// Runs a command that has to succeed, and returns what it printed.
fn finished(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(status.success(), "{command:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}
