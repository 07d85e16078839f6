//! The machine's first process: file systems, modules, then the scenarios.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::model::Model;
use super::patience::clock;
use super::play::Counter;
use super::script::{self, Check, Script};

/// Number of the ordinary user and of its group.
pub(crate) const CLERK: u32 = 1000;

const RIG: &str = "/rig";

#[expect(clippy::print_stdout, reason = "standard output is the console, which the host reads")]
fn say(text: &str) {
    println!("{text}");
}

pub(crate) fn main() {
    let start = clock();
    let ended = boot().and_then(|()| play());
    match ended {
        Ok((good, bad)) => {
            let seconds = start.elapsed().as_secs();
            say(&format!("RIG: end: {good} good, {bad} bad, {seconds} s"));
        }
        Err(why) => say(&format!("RIG: the rig itself: FAIL: {why}")),
    }
    // QEMU takes a reboot for the end. Where that is not to be had: the end of the first process is
    // the kernel's panic, and that reboots too.
    drop(busybox(&["reboot", "-f"]));
}

/// Runs one of busybox's programs.
pub(crate) fn busybox(words: &[&str]) -> Result<(), String> {
    // Before /dev is there, so is /dev/null not.
    let ran = Command::new("/bin/busybox").args(words).stdin(Stdio::inherit()).output();
    let ran = ran.map_err(|error| format!("{words:?}: {error}"))?;
    let why = String::from_utf8_lossy(&ran.stderr);
    if ran.status.success() { Ok(()) } else { Err(format!("{words:?}: {}", why.trim())) }
}

/// Writes a file in one piece, as the kernel's files want it.
pub(crate) fn put(path: &str, bytes: &[u8]) -> Result<(), String> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(|error| format!("{path}: {error}"))
}

fn boot() -> Result<(), String> {
    busybox(&["mkdir", "-p", "/proc", "/sys", "/dev", "/run", "/tmp", "/etc"])?;
    for (kind, place) in
        [("proc", "/proc"), ("sysfs", "/sys"), ("devtmpfs", "/dev"), ("tmpfs", "/run")]
    {
        busybox(&["mount", "-t", kind, kind, place])?;
    }
    // Warnings of the kernel are part of what went wrong, its chatter is not.
    put("/proc/sys/kernel/printk", b"4")?;
    put("/etc/passwd", b"root:x:0:0::/:/bin/sh\nclerk:x:1000:1000::/run/counter:/bin/sh\n")?;
    put("/etc/group", b"root:x:0:\nclerk:x:1000:\n")?;
    for module in lines(&format!("{RIG}/modules"))? {
        let file = format!("{RIG}/modules.d/{module}.ko");
        // One that is built into the kernel has no file.
        if Path::new(&file).exists() {
            busybox(&["insmod", &file])?;
        }
    }
    busybox(&["mount", "-t", "configfs", "config", "/sys/kernel/config"])
}

fn lines(path: &str) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let said = |line: &&str| !line.is_empty() && !line.starts_with('#');
    Ok(text.lines().map(str::trim).filter(said).map(str::to_owned).collect())
}

/// Plays what the kernel's command line asks for, and counts.
fn play() -> Result<(u32, u32), String> {
    let line = std::fs::read_to_string("/proc/cmdline").map_err(|error| error.to_string())?;
    let wanted = line.split_whitespace().find_map(|word| word.strip_prefix("rig="));
    let mut counter = Counter::new(models()?)?;
    let (mut good, mut bad) = (0_u32, 0_u32);
    for name in wanted.ok_or("no scenario is asked for")?.split(',') {
        let path = format!("{RIG}/scenarios/{name}.txt");
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let script = script::read(&text).map_err(|why| format!("{name}: {why}"))?;
        let mut ready = false;
        for check in &script.checks {
            ready = perform(&mut counter, name, &script, check, ready);
            let count = if ready { &mut good } else { &mut bad };
            *count = count.saturating_add(1);
        }
    }
    Ok((good, bad))
}

/// One check; whether it was good.
fn perform(
    counter: &mut Counter,
    scenario: &str,
    script: &Script,
    check: &Check,
    ready: bool,
) -> bool {
    let start = clock();
    let begin = if ready { Ok(()) } else { counter.fresh() };
    let before = script.before.iter().filter(|_| !ready);
    let result = begin.and_then(|()| {
        before.chain(&check.lines).try_for_each(|line| {
            let failed = |why| {
                format!("line {}, {} {}: {why}", line.number, line.verb, line.words.join(" "))
            };
            counter.play(line).map_err(failed)
        })
    });
    let tenths = start.elapsed().as_millis() / 100;
    let time = format!("({}.{} s)", tenths / 10, tenths % 10);
    match &result {
        Ok(()) => say(&format!("RIG: {scenario}: {}: PASS {time}", check.what)),
        Err(why) => {
            say(&format!("RIG: {scenario}: {}: FAIL {time}\nRIG|  {why}", check.what));
            for line in counter.evidence() {
                say(&format!("RIG|  {line}"));
            }
        }
    }
    counter.clear();
    result.is_ok()
}

fn models() -> Result<BTreeMap<String, Model>, String> {
    let folder = format!("{RIG}/scanners");
    let files = std::fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))?;
    let mut models = BTreeMap::new();
    for file in files.flatten() {
        let name = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text =
            std::fs::read_to_string(file.path()).map_err(|error| format!("{name}: {error}"))?;
        models.insert(name.clone(), Model::read(&text).map_err(|why| format!("{name}: {why}"))?);
    }
    Ok(models)
}
