//! A process that is killed, crashes or is looked into leaves nothing and shows nothing.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::run::{LONGEST, PROGRAM, clock, signal};

/// Nobody in particular: a user who is not root and owns nothing.
const NOBODY: u32 = 65534;

/// A shell's words that allow a core of any size, then the command.
fn with_cores(folder: &Path, command: &str) -> Child {
    let words = format!("ulimit -c unlimited && exec {command}");
    let mut shell = Command::new("sh");
    shell.args(["-c", &words]).current_dir(folder).stdin(Stdio::null()).stderr(Stdio::piped());
    shell.stdout(Stdio::null()).spawn().unwrap()
}

/// The program as a server, when it is ready.
fn server(folder: &Path, before: &str, program: &str) -> Child {
    let words = format!("{before} {program} simulator --listen 127.0.0.1:0 --keys keys");
    let mut child = with_cores(folder, &words);
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = lines.next().unwrap_or_else(|| panic!("{words} says nothing")).unwrap();
    assert!(first.contains("127.0.0.1:"), "{first}");
    std::thread::spawn(move || lines.for_each(drop));
    child
}

#[test]
fn a_crash_leaves_no_core() {
    for name in ["ABRT", "SEGV", "BUS"] {
        let folder = tempfile::tempdir().unwrap();
        let mut child = server(folder.path(), "", PROGRAM);
        let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(
            core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(),
            ["0", "0"],
            "{core}"
        );
        // The first signal of a fault that nobody made is swallowed by Rust's own handler.
        let start = clock();
        let status = loop {
            signal(child.id(), name);
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < LONGEST, "{name} does not end it");
        };
        assert!(status.signal().is_some() && !status.core_dumped(), "{name}: {status}");
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left, ["keys"], "{name}");
    }
}

/// Another program leaves one at the same place: the test above can fail.
#[test]
fn another_program_would_leave_a_core() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = with_cores(folder.path(), "sleep 600");
    // The signal must meet `sleep`, not the shell before it.
    let name = format!("/proc/{}/comm", child.id());
    let start = clock();
    while fs::read_to_string(&name).unwrap().trim() != "sleep" {
        assert!(start.elapsed() < LONGEST);
    }
    signal(child.id(), "SEGV");
    if !child.wait().unwrap().core_dumped() {
        eprintln!("SKIPPED a_crash_leaves_no_core: this system writes no cores at all");
    }
}

/// The same user may not look into it either. Root may, and is left out.
#[cfg(target_os = "linux")]
#[test]
fn nobody_looks_into_it() {
    let folder = tempfile::tempdir().unwrap();
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    if !is_root || chown(folder.path(), Some(NOBODY), Some(NOBODY)).is_err() {
        eprintln!("SKIPPED nobody_looks_into_it: only root can be another user");
        return;
    }
    // Where the program was built may be no place for others.
    let program = folder.path().join("counterpane");
    fs::copy(PROGRAM, &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let nobody = format!("setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups");
    let mut child = server(folder.path(), &nobody, program.to_str().unwrap());
    let pid = child.id();
    let looks = |pid: u32| {
        let words = format!("{nobody} head -c 1 /proc/{pid}/maps /proc/{pid}/environ");
        Command::new("sh").args(["-c", &words]).output().unwrap().status.success()
    };
    let owner = fs::metadata(format!("/proc/{pid}/mem")).unwrap().uid();
    let is_shown = looks(pid);
    let mut other = with_cores(folder.path(), &format!("{nobody} sleep 600"));
    let start = clock();
    while !looks(other.id()) {
        assert!(start.elapsed() < LONGEST, "nobody can look into anything here");
    }
    for child in [&mut child, &mut other] {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!((owner, is_shown), (0, false), "its memory can be read by the same user");
}
