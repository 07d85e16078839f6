//! The desk against answers by hand: a counter without a network, a disk or a clock.

mod chance;
mod face;
mod holds;
mod money;
mod rungs;
mod start;
mod trouble;
mod world;

use world::World;
