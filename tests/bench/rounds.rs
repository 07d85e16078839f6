//! Rounds of the floor and of a scan by each way, in turns.

use std::time::{Duration, Instant};

use crate::floor::Floor;
use crate::line::Line;
use crate::pane::Pane;
use crate::run::clock;
use crate::wire::Wire;
use crate::world::World;

/// Enough for a median that stays where it is.
const ROUNDS: u32 = 60;

/// Rounds in which caches and the connection get warm.
const WARM: u32 = 5;

/// At most so much of the floor, in hundredths.
const LIMIT: u128 = 150;

/// A hand's last key is no part of a scan, and readers have seen that a form waits.
const HAND: Duration = Duration::from_millis(200);

pub(crate) fn measure() {
    let world = World::new();
    let wire = Wire::to(world.address());
    world.write_settings(wire.address());
    let mut line = Line::plug(&world);
    let mut floor = Floor::beside(&world);
    let mut pane = Pane::open(&world);
    pane.sees("Scanner ready");
    let (mut floors, mut typed, mut sent) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS + WARM {
        let least = floor.once();
        let keyboard = check_in(&mut pane, &world, &wire, &format!("K{round}"), |pane, code| {
            pane.press(code);
            pane.listen(Duration::from_millis(20));
            let start = clock();
            pane.press("\r");
            start
        });
        let serial = check_in(&mut pane, &world, &wire, &format!("S{round}"), |_, code| {
            let start = clock();
            line.scan(code);
            start
        });
        if round >= WARM {
            floors.push(least);
            typed.push(keyboard);
            sent.push(serial);
        }
    }
    pane.kill();
    let floor = middle(&mut floors);
    println!("median of {ROUNDS}, drawing included, at most 1.50 of the floor:");
    println!("floor, one durable append and one signature: {floor:.2?}");
    for (way, times) in [("keyboard", &mut typed), ("serial", &mut sent)] {
        let scan = middle(times);
        let ratio = scan.as_micros() * 100 / floor.as_micros().max(1);
        let verdict = if ratio <= LIMIT { "within" } else { "ABOVE" };
        let (whole, hundredths) = (ratio / 100, ratio % 100);
        println!("{way} scan to wire: {scan:.2?}, {whole}.{hundredths:02} of the floor, {verdict}");
    }
}

/// A check-in by a scan that ends at the time which `scan` gives; from there to the wire.
fn check_in(
    pane: &mut Pane,
    world: &World,
    wire: &Wire,
    room: &str,
    scan: impl FnOnce(&mut Pane, &str) -> Instant,
) -> Duration {
    let code = world.code("confirms");
    pane.press("\x1bOR");
    pane.sees("Check in");
    pane.types(room);
    pane.listen(HAND);
    wire.forget();
    let start = scan(pane, &code);
    let arrived = wire.wait();
    pane.sees("HELD");
    pane.press("\x1b");
    pane.sees("Ctrl+Q");
    arrived.duration_since(start)
}

fn middle(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
