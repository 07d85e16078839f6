//! What a lot of histories come to.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) histories: u64,
    pub(crate) holds: u64,
    pub(crate) calls: u64,
    pub(crate) steps: u64,
    pub(crate) seconds: i64,
    pub(crate) crashes: u64,
    pub(crate) reboots: u64,
    pub(crate) faults: BTreeMap<String, u64>,
    /// In a person's hands when everything was well again, and after that person asked once.
    pub(crate) handed_over: u64,
    pub(crate) unresolved: u64,
}

/// A terminal of a middling hotel opens that many holds a year (baselines.md 2: 120 orders a day).
const HOLDS_A_YEAR: u64 = 120 * 365;

impl Tally {
    pub(crate) fn fault(&mut self, name: Option<String>) {
        if let Some(name) = name {
            *self.faults.entry(name).or_default() += 1;
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.histories += other.histories;
        self.holds += other.holds;
        self.calls += other.calls;
        self.steps += other.steps;
        self.seconds += other.seconds;
        self.crashes += other.crashes;
        self.reboots += other.reboots;
        self.handed_over += other.handed_over;
        self.unresolved += other.unresolved;
        for (name, count) in &other.faults {
            *self.faults.entry(name.clone()).or_default() += count;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.seconds / 86_400;
        writeln!(
            f,
            "{} histories: {} orders, {} requests, {} steps, {days} days of a clock, \
             {}.{} hotel-years of orders",
            self.histories,
            self.holds,
            self.calls,
            self.steps,
            self.holds / HOLDS_A_YEAR,
            self.holds * 10 / HOLDS_A_YEAR % 10,
        )?;
        writeln!(f, "crashes {}, of them {} with the computer", self.crashes, self.reboots)?;
        for (name, count) in &self.faults {
            writeln!(f, "fault {name}: {count}")?;
        }
        writeln!(
            f,
            "doubles 0, losses 0, wrong words 0; with a person {}, of them unresolved after one check {}",
            self.handed_over, self.unresolved
        )
    }
}
