//! `cargo hostile [HOW MANY [FROM]]`: the play of tests/hostile on two threads, in millions. It ends
//! with status 1 where one reply was taken for more than it is.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "this is a test that takes longer than one may"
)]

mod codes;
mod dice;
mod harm;
mod letter;
mod naive;
mod oracle;
mod play;
mod repeated;
mod world;

use std::process::ExitCode;

/// Replies that are played before it is said how it stands.
const PART: u64 = 100_000;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let mut number = |otherwise: u64| words.next().map_or(otherwise, |word| word.parse().unwrap());
    let (many, from) = (number(1_000_000), number(1_000_000));
    let mut figures = play::Figures::default();
    let mut start = from;
    while start < from + many {
        let end = (start + PART).min(from + many);
        figures.add(play::play(start..end));
        println!("{figures}\n");
        start = end;
    }
    let all = figures.all();
    if all.wrong + all.panics == 0 {
        return ExitCode::SUCCESS;
    }
    println!("{}", figures.wrongs.join("\n\n"));
    ExitCode::FAILURE
}
