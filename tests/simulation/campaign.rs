//! Many histories, on every core; what fails is shortened, told and kept.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::plan::Plan;
use crate::plant::Plant;
use crate::seal::Signatures;
use crate::shrink::shrink;
use crate::tally::Tally;
use crate::world::World;

/// Plays one plan to its end; a panic of the program is a broken rule too.
pub(crate) fn play(plan: &Plan, plant: Option<Plant>) -> (Tally, Result<(), String>) {
    let mut world = World::new(plan.clone(), plant);
    let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.play()));
    let verdict = played.unwrap_or_else(|_| Err("the program panicked".to_owned()));
    world.tally.histories = 1;
    (world.tally, verdict)
}

/// Which seeds are played, and by how many threads.
pub(crate) struct Seeds {
    pub(crate) first: u64,
    pub(crate) step: u64,
    pub(crate) threads: usize,
}

impl Seeds {
    /// All from `first` on, on every core.
    pub(crate) fn from(first: u64) -> Self {
        Self { first, step: 1, threads: cores() }
    }
}

pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Plays seeds as long as `more` of the tally so far says so.
pub(crate) fn run(seeds: &Seeds, rsa_every: u64, more: impl Fn(&Tally) -> bool + Sync) -> Tally {
    let next = AtomicU64::new(seeds.first);
    let sum = Mutex::new(Tally::default());
    let failed = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..seeds.threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(seeds.step, Ordering::Relaxed);
                    let plan = Plan::random(seed, signatures(seed, rsa_every));
                    let (tally, verdict) = play(&plan, None);
                    let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Err(why) = verdict {
                        failed.get_or_insert((plan, why));
                    }
                    let mut sum = sum.lock().unwrap();
                    sum.add(&tally);
                    if failed.is_some() || !more(&sum) {
                        return;
                    }
                }
            });
        }
    });
    if let Some((plan, why)) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        panic!("{}", tell(&plan, &why));
    }
    sum.into_inner().unwrap()
}

/// Every so many seeds are signed with RSA.
const fn signatures(seed: u64, rsa_every: u64) -> Signatures {
    if seed.is_multiple_of(rsa_every) { Signatures::Rsa } else { Signatures::Digest }
}

/// The first seed from `first` on, of at most `most`, in which the planted bug is seen, and by what.
pub(crate) fn hunt(plant: Plant, first: u64, most: u64) -> Option<(u64, String)> {
    (0..most).find_map(|count| {
        let plan = Plan::random(first + count, Signatures::Digest);
        play(&plan, Some(plant)).1.err().map(|why| (count + 1, why))
    })
}

/// A failing history: its seed, the commit, the shortest plan that still fails, and the story of that.
fn tell(plan: &Plan, why: &str) -> String {
    keep(plan, why);
    let short = shrink(plan, why);
    let mut world = World::new(short.clone(), None).told();
    let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.play()));
    let story = world.story.unwrap_or_default().join("\n");
    format!(
        "seed {} at commit {} breaks a rule: {why}\n\nthe shortest plan that still does ({played:?}):\n\
         {short}\nits story:\n{story}",
        plan.seed,
        commit(),
    )
}

fn commit() -> String {
    let asked = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    let text = asked.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.ok().filter(|text| !text.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}

fn kept_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulation/kept.txt")
}

/// Writes a failing seed down, so that it is played for ever.
fn keep(plan: &Plan, why: &str) {
    if kept().iter().any(|(seed, signatures)| (*seed, *signatures) == (plan.seed, plan.signatures))
    {
        return;
    }
    let first = why.lines().next().unwrap_or_default();
    let line = format!("{} {:?} # {first}\n", plan.seed, plan.signatures);
    let file = std::fs::OpenOptions::new().append(true).open(kept_file());
    let written = file.and_then(|mut file| file.write_all(line.as_bytes()));
    if let Err(error) = written {
        eprintln!("the seed could not be kept: {error}: {line}");
    }
}

/// Seeds that have failed once.
pub(crate) fn kept() -> Vec<(u64, Signatures)> {
    let text = std::fs::read_to_string(kept_file()).unwrap();
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    let seeds = lines.filter(|line| !line.is_empty()).map(|line| {
        let (seed, signatures) = line.split_once(' ').unwrap();
        let signatures = if signatures == "Rsa" { Signatures::Rsa } else { Signatures::Digest };
        (seed.parse().unwrap(), signatures)
    });
    seeds.collect()
}
