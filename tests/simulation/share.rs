//! A long campaign in several processes: `SQLite` counts its memory under one lock for a whole process,
//! and two threads wait for it half of their time.

use std::process::{Command, Output, Stdio};

use crate::campaign::{Seeds, cores, run};
use crate::tally::Tally;

/// Says to a process which share is its own: the first seed, the step, and the orders.
const SHARE: &str = "COUNTERPANE_SHARE";

/// What stands in front of a share's tally in its output.
const TALLY: &str = "tally: ";

/// Every so many histories with RSA on both sides of the line.
const RSA_EVERY: u64 = 500;

/// Plays as many orders as asked for, one process to a core. `test` is the name of the test that calls
/// [`play`].
pub(crate) fn play_all(test: &str, first: u64, orders: u64) -> Tally {
    let shares = u64::try_from(cores()).unwrap();
    let program = std::env::current_exe().unwrap();
    let start = |share: u64| {
        Command::new(&program)
            .args([test, "--exact", "--ignored", "--nocapture"])
            .env(SHARE, format!("{} {shares} {}", first + share, orders.div_ceil(shares)))
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap()
    };
    let running: Vec<_> = (0..shares).map(start).collect();
    // All of them end before one is judged: one that fails still writes its seed down and its story.
    let ended = running.into_iter().map(|child| child.wait_with_output().unwrap());
    let mut sum = Tally::default();
    for share in &ended.collect::<Vec<_>>() {
        sum.add(&tally_of(share));
    }
    sum
}

fn tally_of(share: &Output) -> Tally {
    let said = String::from_utf8_lossy(&share.stdout);
    assert!(share.status.success(), "{said}");
    let line = said.lines().find_map(|line| line.split_once(TALLY)).map(|(_, tally)| tally);
    serde_json::from_str(line.unwrap_or_else(|| panic!("no tally in: {said}"))).unwrap()
}

/// Plays the share that this process was started for, if it was.
pub(crate) fn play() {
    let Ok(share) = std::env::var(SHARE) else {
        println!("skipped: {SHARE} is set by the test of a million orders");
        return;
    };
    let numbers: Vec<u64> = share.split(' ').map(|number| number.parse().unwrap()).collect();
    let seeds = Seeds { first: numbers[0], step: numbers[1], threads: 1 };
    let tally = run(&seeds, RSA_EVERY, |tally| tally.holds < numbers[2]);
    println!("{TALLY}{}", serde_json::to_string(&tally).unwrap());
}
