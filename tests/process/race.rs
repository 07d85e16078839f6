//! Many programs that want the same journal in the same moment: one gets it.

use crate::run::{LONGEST, Running, clock};
use crate::world::World;

/// How many start at once.
const MANY: usize = 8;

/// The winner shows a QR code for as long as the test needs it; nobody scans.
fn race(world: &World, round: usize) {
    let start = |runner: usize| {
        world.start(&format!("hold --json --room {round}-{runner} --amount 500 --qr"))
    };
    let mut runners: Vec<Running> = (0..MANY).map(start).collect();
    let begin = clock();
    let mut losers = 0;
    while losers < MANY - 1 {
        assert!(begin.elapsed() < LONGEST, "{losers} losers of {MANY}");
        let ended = runners.iter().position(|runner| runner.ends_within(std::time::Duration::ZERO));
        if let Some(place) = ended {
            runners.swap_remove(place).end().fails(2, "journal.in_use");
            losers += 1;
        }
    }
    let winner = runners.remove(0);
    let hold = loop {
        assert!(begin.elapsed() < LONGEST, "the winner holds nothing");
        // Before the first journal is whole there is none to read.
        let list = world.run("list --json");
        let found = (list.status == Some(0)).then(|| world.holds());
        let mut found = found.unwrap_or_default();
        found.retain(|hold| hold["room"].as_str().unwrap().starts_with(&format!("{round}-")));
        if !found.is_empty() {
            assert_eq!(found.len(), 1, "one winner, one hold: {found:?}");
            break found.remove(0);
        }
    };
    // A lock of a process that was killed is free at once: nobody has to remove a file.
    winner.kill();
    let next = world.run(&format!("cancel {} --json", hold["id"].as_str().unwrap()));
    assert_ne!(next.status, Some(2), "{next}");
    world.run("journal verify --json").ends(0);
}

#[test]
fn of_many_that_start_at_once_one_wins() {
    // The first round makes the journal, the others find it there.
    let world = World::new();
    world.books().set_lesson("never").unwrap();
    let rounds = 4;
    for round in 0..rounds {
        race(&world, round);
    }
    world.settle();
    world.agrees();
    assert_eq!(world.holds().len(), rounds);
}

#[test]
fn of_many_first_starts_one_makes_the_journal() {
    for round in 0..3 {
        let world = World::new();
        world.books().set_lesson("never").unwrap();
        world.put_journal("made/by/one.db");
        race(&world, round);
        world.settle();
        world.agrees();
    }
}
