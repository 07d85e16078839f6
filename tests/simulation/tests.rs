use crate::campaign::{Seeds, hunt, kept, play, run};
use crate::crash::{Operation, Row, operations, table};
use crate::plan::Plan;
use crate::plant::PLANTS;
use crate::seal::Signatures;
use crate::share;
use crate::world::World;

/// Histories in every run of the tests.
const FEW: u64 = 300;

/// Every so many of them with RSA on both sides of the line.
const RSA_EVERY: u64 = 20;

/// Seeds in which a planted bug has to show itself.
const PATIENCE: u64 = 400;

/// Another start gives other histories: `COUNTERPANE_SEED`.
fn first_seed(otherwise: u64) -> u64 {
    number("COUNTERPANE_SEED").unwrap_or(otherwise)
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect(variable))
}

#[test]
fn a_few_hundred_histories_break_no_rule() {
    let tally = run(&Seeds::from(first_seed(1)), RSA_EVERY, |tally| tally.histories < FEW);
    println!("{tally}");
    assert!(tally.holds > FEW && tally.crashes > FEW, "{tally}");
}

#[test]
fn seeds_that_failed_once_fail_no_more() {
    for (seed, signatures) in kept() {
        let (_, verdict) = play(&Plan::random(seed, signatures), None);
        assert_eq!(verdict, Ok(()), "seed {seed}");
    }
}

#[test]
fn one_seed_is_one_history() {
    let story = |signatures| {
        let mut world = World::new(Plan::random(42, signatures), None).told();
        world.play().unwrap();
        world.story.unwrap()
    };
    let digest = story(Signatures::Digest);
    assert!(digest.len() > 50, "{digest:?}");
    assert_eq!(digest, story(Signatures::Digest));
}

/// A judge that cannot find a bug proves nothing.
#[test]
fn every_planted_bug_is_found() {
    for plant in PLANTS {
        let found = hunt(plant, first_seed(1), PATIENCE);
        let (seeds, why) =
            found.unwrap_or_else(|| panic!("{plant:?} was not found in {PATIENCE} seeds"));
        println!("{plant:?}: found in {seeds} seeds: {why}");
    }
}

/// Each operation is stopped after each journal write and each network step. The README's table says how
/// many points that are.
#[test]
fn every_crash_point_comes_to_a_good_end() {
    let readme = include_str!("../../README.md");
    for (name, row) in crashed(false) {
        let line = format!("| {name} | {} |", row.points);
        assert!(readme.contains(&line), "not in the README: {line}");
    }
}

/// The same with the run that mends it stopped as well: the whole table.
#[test]
#[ignore = "minutes: cargo crashes"]
fn every_pair_of_crash_points_comes_to_a_good_end() {
    println!("{}", table(&crashed(true)));
}

fn crashed(twice: bool) -> Vec<(&'static str, Row)> {
    let crash = |operation: &Operation| {
        let row = operation.crash_everywhere(twice).unwrap_or_else(|why| panic!("{why}"));
        (operation.name, row)
    };
    operations().iter().map(crash).collect()
}

/// `cargo million`: as many orders as `COUNTERPANE_ORDERS` says.
#[test]
#[ignore = "an hour: cargo million"]
fn a_million_orders() {
    let orders = number("COUNTERPANE_ORDERS").unwrap_or(1_000_000);
    let first = first_seed(1_000_000);
    let tally = share::play_all("tests::one_share", first, orders);
    println!("seeds from {first}\n{tally}");
}

/// What each process of [`a_million_orders`] does.
#[test]
#[ignore = "started by the million"]
fn one_share() {
    share::play();
}

/// Tells one history: `COUNTERPANE_PLAY=SEED cargo test --test simulation -- --ignored tell_one --nocapture`.
#[test]
#[ignore = "for reading"]
fn tell_one() {
    let seed = number("COUNTERPANE_PLAY").unwrap_or(1);
    let plan = Plan::random(seed, Signatures::Digest);
    let mut world = World::new(plan.clone(), None).told();
    let verdict = world.play();
    println!("{plan}{}\n{verdict:?}", world.story.unwrap().join("\n"));
}
