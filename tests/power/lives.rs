//! A deposit from check-in to refund, and one whose replies are lost.

use counterpane::journal::Opening;

use crate::cuts::{self, Saw};
use crate::dice::Dice;
use crate::life::{Life, journal_path};
use crate::recovery::Recovery;
use crate::say::say;
use crate::trace;

/// The names in the settings of [`crate::world::World`].
const OPENING: Opening<'static> = Opening { terminal: "T01", mode_tag: "sandbox" };

/// Disks by chance at each boundary; `COUNTERPANE_DISKS` says another number.
pub(crate) fn by_chance(usual: u64) -> u64 {
    std::env::var("COUNTERPANE_DISKS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Says so and gives true where this machine has no `strace`.
pub(crate) fn skipped(name: &str) -> bool {
    let missing = trace::missing();
    if let Some(why) = &missing {
        say(&format!("\nSKIPPED {name}: {why}"));
    }
    missing.is_some()
}

#[test]
fn a_whole_life_survives_a_power_cut_at_every_call() {
    if skipped("a_whole_life_survives_a_power_cut_at_every_call") {
        return;
    }
    let mut life = Life::begin();
    let code = life.world.code("confirms");
    let hold = life.run(&format!("hold --json --room 1 --amount 500 --code {code}"), 0);
    let id = hold["id"].as_str().unwrap().to_owned();
    life.run(&format!("capture {id} --json --amount 300 --keep-rest"), 0);
    life.run(&format!("release {id} --json"), 0);
    let done = life.run(&format!("refund {id} --json --amount 20"), 0);
    let sums = ["captured", "released", "refunded", "remaining"].map(|name| done[name].clone());
    assert_eq!(sums, ["300.00", "200.00", "20.00", "0.00"]);
    is_never_lost("a whole life", life, 4);
}

/// The replies are lost, the hold is undone, another one is refused: other entries, other repeats.
#[test]
fn a_life_of_troubles_survives_a_power_cut_at_every_call() {
    if skipped("a_life_of_troubles_survives_a_power_cut_at_every_call") {
        return;
    }
    let mut life = Life::begin();
    for (guest, status) in [("lost", 0), ("never", 3), ("poor", 3)] {
        let code = life.world.code(guest);
        life.run(&format!("hold --json --room {guest} --amount 500 --code {code}"), status);
    }
    is_never_lost("troubles", life, 4);
}

fn is_never_lost(name: &str, mut life: Life, requests: usize) {
    life.find_requests();
    assert!(life.requests >= requests, "{} requests", life.requests);
    life.world.agrees();
    let mut recovery = Recovery::new(journal_path(), OPENING, life.journal());
    let mut saw = Saw { by_chance: by_chance(1), only: None, dice: Dice(0xC0_FFEE) };
    let tried = cuts::everywhere(&life.events, &life.told, &life.root, &mut recovery, &mut saw);
    say(&format!(
        "power, {name}: {} boundaries, {} different disks, {} requests and {} results told, lost {}",
        tried.boundaries,
        tried.disks,
        life.requests,
        tried.told - life.requests,
        tried.lost.len(),
    ));
    assert!(tried.lost.is_empty(), "{} lost:\n{}", tried.lost.len(), tried.lost.join("\n"));
}
