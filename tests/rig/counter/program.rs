//! The program under test: full-screen on `/dev/tty1`, and its commands beside it.

use std::fs::{File, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::guest::{CLERK, busybox, put};
use super::patience::until;

const PROGRAM: &str = "/bin/counterpane";
const TERMINAL: &str = "/dev/tty1";
/// Settings, journal and logs; a file system in memory.
const FOLDER: &str = "/run/counter";
const SETTINGS: &str = "/run/counter/config.toml";
/// `O_NOCTTY`: the terminal is the program's, and not the first process's.
const NOT_OURS: i32 = 0o400;
/// The same and `O_NONBLOCK`.
const ONLY_LOOK: i32 = NOT_OURS | 0o4000;
/// Keys of training that were made outside: making them takes an emulated machine long.
const KEYS: &str = "/rig/keys";
const LONGEST: Duration = Duration::from_mins(1);

/// What a command left behind.
#[derive(Debug, Default)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
}

/// A command at work. What it prints goes into a file.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    path: String,
}

impl Running {
    /// What it has printed so far.
    pub(crate) fn out(&self) -> String {
        let out = std::fs::read(&self.path).unwrap_or_default();
        String::from_utf8_lossy(&out).into_owned()
    }

    pub(crate) fn finish(mut self) -> Result<Ran, String> {
        let ended = until(LONGEST, || self.child.try_wait().ok().flatten());
        if ended.is_none() {
            drop((self.child.kill(), self.child.wait()));
        }
        let out = self.out();
        match ended {
            Some(status) => Ok(Ran { status: status.code(), out }),
            None => Err(format!("it does not end: {out}")),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Program {
    child: Option<Child>,
    settings: String,
    /// Runs as the clerk and not as root.
    pub(crate) clerk: bool,
}

impl Program {
    /// Nothing runs, nothing is held, the settings are the defaults.
    pub(crate) fn fresh() -> Result<Self, String> {
        if Path::new(FOLDER).exists() {
            std::fs::remove_dir_all(FOLDER).map_err(|error| format!("{FOLDER}: {error}"))?;
        }
        let keys = format!("{FOLDER}/data/counterpane/training.alipay");
        busybox(&["mkdir", "-p", &keys, &format!("{FOLDER}/settings"), &format!("{FOLDER}/tmp")])?;
        for key in std::fs::read_dir(KEYS).map_err(|error| format!("{KEYS}: {error}"))?.flatten() {
            let from = key.path().to_string_lossy().into_owned();
            busybox(&["cp", "-p", &from, &keys])?;
        }
        put(SETTINGS, b"")?;
        Ok(Self { child: None, settings: String::new(), clerk: false })
    }

    /// Adds a line to the settings.
    pub(crate) fn set(&mut self, line: &str) -> Result<(), String> {
        self.settings.push_str(line);
        self.settings.push('\n');
        put(SETTINGS, self.settings.as_bytes())
    }

    /// Starts it on the terminal, in a session of its own.
    pub(crate) fn start(&mut self) -> Result<(), String> {
        self.kill()?;
        if self.clerk {
            busybox(&["chown", "-R", "clerk:clerk", FOLDER, TERMINAL])?;
        }
        let terminal =
            || OpenOptions::new().read(true).write(true).custom_flags(NOT_OURS).open(TERMINAL);
        let open = || terminal().map_err(|error| format!("{TERMINAL}: {error}"));
        let mut command = self.command("/bin/busybox");
        command.args(["setsid", "-c", PROGRAM]);
        command.stdin(open()?).stdout(open()?).stderr(open()?);
        let child = command.spawn().map_err(|error| format!("{PROGRAM}: {error}"))?;
        self.child = Some(child);
        Ok(())
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(FOLDER);
        command.env("PATH", "/bin").env("TERM", "linux").env("HOME", FOLDER);
        command.env("XDG_DATA_HOME", format!("{FOLDER}/data"));
        command.env("XDG_CONFIG_HOME", format!("{FOLDER}/settings"));
        command.env("COUNTERPANE_CONFIG", SETTINGS);
        if self.clerk {
            command.uid(CLERK).gid(CLERK);
        }
        command
    }

    /// Runs a command beside it as the same user, and waits for its end.
    pub(crate) fn run(&self, words: &[String]) -> Result<Ran, String> {
        self.begin(words)?.finish()
    }

    /// Begins a command beside it as the same user.
    pub(crate) fn begin(&self, words: &[String]) -> Result<Running, String> {
        let (program, rest) = words.split_first().ok_or("nothing to run")?;
        let program = if program == "counterpane" { PROGRAM } else { program };
        let path = format!("{FOLDER}/tmp/out");
        let out = File::create(&path).map_err(|error| format!("{path}: {error}"))?;
        let both = out.try_clone().map_err(|error| error.to_string())?;
        let mut command = self.command(program);
        command.args(rest).stdin(Stdio::null()).stdout(out).stderr(both);
        let child = command.spawn().map_err(|error| format!("{program}: {error}"))?;
        Ok(Running { child, path })
    }

    /// Every hold of the journal.
    pub(crate) fn holds(&self) -> Result<Vec<Value>, String> {
        let words = ["counterpane", "list", "--json"].map(str::to_owned);
        let ran = self.run(&words)?;
        let mut list: Value = serde_json::from_str(&ran.out).map_err(|_| ran.out)?;
        match list.get_mut("holds").map(Value::take) {
            Some(Value::Array(holds)) => Ok(holds),
            Some(_) | None => Err(list.to_string()),
        }
    }

    pub(crate) fn signal(&self, name: &str) -> Result<(), String> {
        let child = self.child.as_ref().ok_or("the program was not started")?;
        busybox(&["kill", name, &child.id().to_string()])
    }

    /// Whether it still runs.
    pub(crate) fn lives(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    pub(crate) fn kill(&mut self) -> Result<(), String> {
        if let Some(mut child) = self.child.take() {
            child.kill().and_then(|()| child.wait()).map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// The last lines of its log.
    pub(crate) fn log(&self) -> Vec<String> {
        let words = ["sh", "-c", "tail -n 8 $(find . -name '*.log*')"];
        let words: Vec<String> =
            ["/bin/busybox"].into_iter().chain(words).map(str::to_owned).collect();
        self.run(&words).unwrap_or_default().out.lines().map(str::to_owned).collect()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // What does not die now dies with the machine.
        drop(self.kill());
    }
}

/// What was typed on the terminal and read by nobody: ask while the program is stopped.
pub(crate) fn unread() -> Result<String, String> {
    let terminal = OpenOptions::new().read(true).custom_flags(ONLY_LOOK).open(TERMINAL);
    let mut terminal = terminal.map_err(|error| format!("{TERMINAL}: {error}"))?;
    let mut found = Vec::new();
    let mut piece = [0; 256];
    while let Ok(length @ 1..) = terminal.read(&mut piece) {
        found.extend(piece.iter().take(length));
    }
    Ok(String::from_utf8_lossy(&found).into_owned())
}
