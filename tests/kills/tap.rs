//! What leaves the program, seen on the line to its provider before anybody answers.

use crate::line::Line;
use crate::run::{LONGEST, clock};
use crate::world::World;

/// The ends of the names of what moves money.
const MONEY: [&str; 6] = [
    "order.freeze",
    "voucher.create",
    "operation.cancel",
    "trade.pay",
    "order.unfreeze",
    "trade.refund",
];

/// A world whose program reaches its provider over this line alone.
pub(crate) fn tap(world: &World) -> Line {
    let line = Line::to(world.address());
    world.write_settings(&line.address);
    line
}

/// How many requests were for something that moves money.
pub(crate) fn asked_for_money(line: &Line) -> usize {
    let asked = line.asked.lock().unwrap();
    let moves = |path: &&String| MONEY.iter().any(|api| path.contains(&format!("{api}&")));
    asked.iter().filter(moves).count()
}

/// What the provider has said, once it has said something of every request that came by.
pub(crate) fn said_of_all(line: &Line, world: &World) -> String {
    let start = clock();
    loop {
        let said = world.said();
        let served = said.lines().filter(|line| line.contains(" -> ")).count();
        if served >= line.asked("/") {
            return said;
        }
        assert!(start.elapsed() < LONGEST, "a request was never served: {said}");
        std::thread::yield_now();
    }
}
