//! One run of the program, from its arguments to its exit status.

use std::io::{Read, Write as _};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_counterpane");

/// Longest that anything may take on a machine that is busy with other things.
pub(crate) const LONGEST: Duration = Duration::from_mins(1);

/// The program, or anything else, at work.
pub(crate) struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    ended: mpsc::Receiver<()>,
    out: Option<JoinHandle<String>>,
    err: Option<JoinHandle<String>>,
    what: String,
}

/// What it left behind.
pub(crate) struct Ran {
    /// None where a signal ended it.
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
    what: String,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        let what = format!("{:?}", command.get_args().collect::<Vec<_>>());
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let (done, ended) = mpsc::channel();
        let out = child.stdout.take().map(|out| collect(out, Some(done)));
        let err = child.stderr.take().map(|err| collect(err, None));
        let stdin = child.stdin.take();
        Self { child, stdin, ended, out, err, what }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Writes to its standard input, which stays open.
    pub(crate) fn tell(&mut self, text: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(text.as_bytes()).unwrap();
        stdin.flush().unwrap();
    }

    /// Whether it ends by itself before that time is over. Its standard input stays as it is.
    pub(crate) fn ends_within(&self, time: Duration) -> bool {
        self.ended.recv_timeout(time) != Err(mpsc::RecvTimeoutError::Timeout)
    }

    /// SIGKILL: what a power cut is to a process.
    pub(crate) fn kill(mut self) -> Ran {
        self.child.kill().unwrap();
        self.collect()
    }

    /// Closes its standard input and waits for its end. One that does not end is a test that fails.
    pub(crate) fn end(mut self) -> Ran {
        self.stdin = None;
        if !self.ends_within(LONGEST) {
            self.child.kill().unwrap();
            let ran = self.collect();
            panic!("{} does not end: {}{}", ran.what, ran.out, ran.err);
        }
        self.collect()
    }

    fn collect(&mut self) -> Ran {
        let status: ExitStatus = self.child.wait().unwrap();
        let text = |reader: Option<JoinHandle<String>>| reader.unwrap().join().unwrap();
        let (out, err) = (text(self.out.take()), text(self.err.take()));
        Ran { status: status.code(), out, err, what: self.what.clone() }
    }
}

/// A test that fails leaves no process behind.
impl Drop for Running {
    fn drop(&mut self) {
        if self.out.is_some() {
            let _gone = self.child.kill();
            let _gone = self.child.wait();
        }
    }
}

fn collect(
    mut from: impl Read + Send + 'static,
    done: Option<mpsc::Sender<()>>,
) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _read = from.read_to_end(&mut bytes);
        if let Some(done) = done {
            let _told = done.send(());
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

impl Ran {
    /// The one JSON value on standard output; nothing else may be there.
    pub(crate) fn json(&self) -> Value {
        let Ok(value) = serde_json::from_str(&self.out) else {
            panic!("not one JSON value: {self}");
        };
        value
    }

    /// The exit status with the JSON behind it.
    pub(crate) fn ends(&self, status: i32) -> Value {
        assert_eq!(self.status, Some(status), "{self}");
        self.json()
    }

    /// The same for a failure, whose code must be this one.
    pub(crate) fn fails(&self, status: i32, code: &str) -> Value {
        let error = self.ends(status)["error"].clone();
        assert_eq!(error["code"], code, "{self}");
        for part in ["message", "hint"] {
            assert!(error[part].as_str().is_some_and(|text| !text.is_empty()), "{part}: {self}");
        }
        error
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}\nout: {}\nerr: {}", self.what, self.status, self.out, self.err)
    }
}

/// Sends a signal by name: `TERM`, `HUP`, `INT`, `KILL`.
pub(crate) fn signal(pid: u32, name: &str) {
    let sent = Command::new("sh").args(["-c", &format!("kill -s {name} {pid}")]).status();
    assert!(sent.unwrap().success(), "{name}");
}

#[expect(clippy::disallowed_methods, reason = "real processes take real time")]
pub(crate) fn clock() -> Instant {
    Instant::now()
}
