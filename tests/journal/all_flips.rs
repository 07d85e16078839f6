//! `cargo damage`: every byte of a small journal and of its log, three times each, on two threads. With `file` or
//! `log` behind it that part alone.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    dead_code,
    reason = "this is a test that takes longer than one may"
)]

mod flips;
mod said;
mod world;

use std::process::ExitCode;

const PATTERNS: [u8; 3] = [0x01, 0x80, 0xFF];

/// Places that are flipped before it is said how it stands.
const PART: usize = 4096;

/// Every second place of a file, three times each, a page at a time.
fn pages(length: usize, turn: usize) -> impl Iterator<Item = Vec<(usize, u8)>> {
    let flips = move |page: usize| {
        let places = (page..(page + PART).min(length)).filter(|place| place % 2 == turn);
        places.flat_map(|place| PATTERNS.map(|bits| (place, bits))).collect()
    };
    (0..length).step_by(PART).map(flips)
}

fn part(turn: usize) -> bool {
    let wanted = std::env::args().nth(1);
    let wants = |part: &str| wanted.as_ref().is_none_or(|wanted| wanted == part);
    let (_folder, path) = flips::one_file();
    let length = std::fs::read(&path).unwrap().len();
    let mut good = true;
    for page in pages(length, turn).filter(|_| wants("file")) {
        let file = flips::flip(&path, page.into_iter());
        println!("{file}");
        good &= file.silent.is_empty();
    }
    let (_folder, path) = flips::crashed();
    let length = std::fs::read(flips::beside(&path, "-wal")).unwrap().len();
    for page in pages(length, turn).filter(|_| wants("log")) {
        let log = flips::flip_log(&path, page.into_iter());
        println!("{log}");
        good &= log.silent.is_empty();
    }
    good
}

fn main() -> ExitCode {
    let other = std::thread::spawn(|| part(1));
    let good = part(0);
    if other.join().unwrap() && good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
