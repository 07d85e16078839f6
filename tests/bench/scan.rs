//! From the last byte of a scan to the first byte of the request on the wire, drawing included, beside
//! what no terminal can do without: one signature and one durable append. `cargo bench --bench scan`
//!
//! The program is the real one, full screen in a pseudo terminal, with its journal on the disk, against
//! the simulated provider over HTTP. Program and floor take turns in one run on one disk, so that
//! their ratio says something on a machine that is busy with other things as well.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up has to stop, and says what it measured"
)]

mod floor;
mod wire;

#[expect(dead_code, reason = "shared with the process tests, which use all of it")]
#[path = "../process/pane.rs"]
mod pane;
#[expect(dead_code, reason = "shared with the process tests, which use all of it")]
#[path = "../process/run.rs"]
mod run;
#[expect(dead_code, reason = "shared with the process tests, which use all of it")]
#[path = "../process/world.rs"]
mod world;

use std::time::Duration;

use floor::Floor;
use pane::Pane;
use run::clock;
use wire::Wire;
use world::World;

/// Enough for a median that stays where it is.
const ROUNDS: u32 = 60;

/// Rounds in which caches and the connection get warm.
const WARM: u32 = 5;

/// At most so much of the floor, in hundredths (issue: 1.5 times).
const LIMIT: u128 = 150;

fn main() {
    let world = World::new();
    let wire = Wire::to(world.address());
    world.write_settings(wire.address());
    let mut floor = Floor::beside(&world);
    let mut pane = Pane::open(&world);
    pane.sees("F3");
    let (mut scans, mut floors) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS + WARM {
        let (least, scan) = (floor.once(), scan(&mut pane, &world, &wire, round));
        if round >= WARM {
            floors.push(least);
            scans.push(scan);
        }
    }
    pane.kill();
    let (scan, floor) = (middle(&mut scans), middle(&mut floors));
    let ratio = scan.as_micros() * 100 / floor.as_micros().max(1);
    println!("floor: signature and durable append, median of {ROUNDS}: {floor:.2?}");
    println!("scan to wire, drawing included,      median of {ROUNDS}: {scan:.2?}");
    let verdict = if ratio <= LIMIT { "within" } else { "ABOVE" };
    println!("ratio: {}.{:02}, {verdict} 1.50", ratio / 100, ratio % 100);
}

/// A check-in by a scanner that types; the time from its last key to the wire.
fn scan(pane: &mut Pane, world: &World, wire: &Wire, round: u32) -> Duration {
    let room = format!("R{round}");
    let code = world.code("confirms");
    pane.press("\x1bOR");
    pane.sees("Check in");
    pane.types(&room);
    // The hand's last key is no part of the scan.
    pane.listen(Duration::from_millis(200));
    pane.press(&code);
    pane.listen(Duration::from_millis(20));
    wire.forget();
    let start = clock();
    pane.press("\r");
    let arrived = wire.wait();
    pane.sees("HELD");
    pane.press("\x1b");
    pane.sees("F7");
    arrived.duration_since(start)
}

fn middle(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
