//! `kill -9` at any moment: nothing is lost, nothing is doubled, nothing is wrong. Thousands of them
//! are in tests/kills; here each act is finished afterwards.

use std::time::Duration;

use serde_json::Value;

use crate::dice::Dice;
use crate::run::{Ran, clock};
use crate::world::World;

struct Axe {
    dice: Dice,
    /// How long an undisturbed command takes on this machine.
    usual: Duration,
    seed: u64,
    kills: u64,
}

impl Axe {
    fn new(seed: u64, world: &World) -> Self {
        let start = clock();
        world.held("axe", "confirms");
        Self { dice: Dice(seed), usual: start.elapsed(), seed, kills: 0 }
    }

    /// Runs a command and kills it at some moment, unless it is faster than that.
    fn swing(&mut self, world: &World, words: &str) -> Option<Ran> {
        let running = world.start(words);
        if running.ends_within(self.dice.moment(self.usual.mul_f32(1.2))) {
            return Some(running.end());
        }
        self.kills += 1;
        running.kill();
        None
    }
}

#[test]
fn a_hold_survives_a_kill() {
    holds(10, 0xC0_FFEE);
}

#[test]
fn charges_and_releases_survive_a_kill() {
    money(10, 0xBED);
}

#[test]
fn refunds_survive_a_kill() {
    refunds(5, 0xCAFE);
}

fn holds(kills: u64, seed: u64) {
    let world = World::new();
    let mut axe = Axe::new(seed, &world);
    let mut rooms = 0;
    let mut told = Vec::new();
    while axe.kills < kills {
        rooms += 1;
        let guest = ["confirms", "confirms", "password", "lost", "vanished"];
        let guest = guest[usize::try_from(axe.dice.roll() % 5).unwrap()];
        let code = world.code(guest);
        let words = format!("hold --json --room R{rooms} --amount 500 --code {code}");
        told.extend(axe.swing(&world, &words).map(|ran| ran.json()));
        assert!(rooms < 20 * kills, "seed {seed:#x}: nothing is ever killed");
    }
    // Whoever mends it is killed as well.
    for _ in 0..kills / 3 {
        axe.swing(&world, "check --json");
    }
    world.settle();
    world.agrees();
    let holds = world.holds();
    for hold in told.iter().filter(|hold| hold["state"] == "held") {
        let now = holds.iter().find(|other| other["id"] == hold["id"]).unwrap();
        assert_eq!(now["state"], "held", "seed {:#x}", axe.seed);
    }
    // A room whose hold was lost on the way can be held again.
    let gone = holds.iter().find(|hold| hold["state"] == "not_held");
    if let Some(room) = gone.and_then(|hold| hold["room"].as_str()) {
        world.held(&format!("again-{room}"), "confirms");
    }
}

/// Every hold is acted on, killed, settled, and acted on again until it is done: once.
fn money(kills: u64, seed: u64) {
    let world = World::new();
    let mut axe = Axe::new(seed, &world);
    let verbs = ["capture --amount 380", "capture --amount 100 --keep-rest", "release"];
    let holds: Vec<Value> =
        (0..kills).map(|room| world.held(&format!("R{room}"), "confirms")).collect();
    for (place, hold) in holds.iter().enumerate() {
        let (id, verb) = (hold["id"].as_str().unwrap(), verbs[place % verbs.len()]);
        axe.swing(&world, &format!("{verb} {id} --json"));
    }
    world.settle();
    world.agrees();
    for (place, hold) in holds.iter().enumerate() {
        let (id, verb) = (hold["id"].as_str().unwrap(), verbs[place % verbs.len()]);
        let now = world.run(&format!("show {id} --json")).ends(0);
        if (&now["captured"], &now["released"]) == (&"0.00".into(), &"0.00".into()) {
            world.run(&format!("{verb} {id} --json")).ends(0);
        }
        let now = world.run(&format!("show {id} --json")).ends(0);
        let sums = ["captured", "released", "remaining"].map(|field| now[field].clone());
        let wanted = match place % verbs.len() {
            0 => ["380.00", "120.00", "0.00"],
            1 => ["100.00", "0.00", "400.00"],
            _ => ["0.00", "500.00", "0.00"],
        };
        assert_eq!(sums, wanted, "seed {seed:#x}: {verb}: {now}");
    }
    world.agrees();
}

/// A refund that the provider has never heard of is nothing until ten seconds have gone by: all of
/// them wait together.
fn refunds(kills: u64, seed: u64) {
    let world = World::new();
    let mut axe = Axe::new(seed, &world);
    let mut ids = Vec::new();
    for room in 0..kills {
        let hold = world.held(&format!("R{room}"), "confirms");
        let id = hold["id"].as_str().unwrap().to_owned();
        world.run(&format!("capture {id} --amount 300 --json")).ends(0);
        ids.push(id);
    }
    for id in &ids {
        axe.swing(&world, &format!("refund {id} --amount 120.50 --json"));
    }
    world.settle();
    world.agrees();
    for id in &ids {
        let now = world.run(&format!("show {id} --json")).ends(0);
        let refunded = now["refunded"].as_str().unwrap();
        assert!(["0.00", "120.50"].contains(&refunded), "seed {seed:#x}: {now}");
    }
}
