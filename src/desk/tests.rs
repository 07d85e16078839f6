//! The desk against answers by hand: a counter without a network, a disk or a clock.

mod answers;
mod cases;
mod chance;
mod face;
mod holds;
mod house;
mod in_house;
mod last_words;
mod money;
mod people;
mod report;
mod rungs;
mod small_print;
mod start;
mod stays;
mod trouble;
mod world;

use world::World;
