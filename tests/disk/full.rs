//! A disk with room for less and less of what an act writes.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::ledger::Ledger;
use crate::line::Line;
use crate::mount::{SmallDisk, alone};
use crate::run::{LONGEST, Ran, clock};
use crate::tap::{asked_for_money, said_of_all, tap};
use crate::world::World;

/// Pages of the disk: more than all acts together write.
const PAGES: u64 = 2048;

/// With so many free pages every act succeeds.
const ENOUGH: u64 = 64;

/// A counter whose journal is on a small disk.
struct Counter {
    world: World,
    line: Line,
    disk: SmallDisk,
    ledger: Ledger,
}

impl Counter {
    fn new() -> Self {
        let world = World::new();
        let disk = SmallDisk::mount(world.path("small"), PAGES);
        let line = tap(&world);
        world.put_journal("small/desk.db");
        let ledger = Ledger::new(world.path("small/desk.db"));
        Self { world, line, disk, ledger }
    }

    /// What the provider has seen of requests for money.
    fn requests(&mut self) -> usize {
        self.ledger.hear(&said_of_all(&self.line, &self.world));
        self.ledger.seen.len()
    }

    /// A hold that is held, made while there is room.
    fn held(&self, room: &str) -> String {
        self.disk.make_room();
        self.world.held(room, "confirms")["id"].as_str().unwrap().to_owned()
    }

    fn show(&self, id: &str) -> Value {
        self.world.run(&format!("show {id} --json")).ends(0)
    }
}

#[test]
fn a_disk_of_any_fullness_loses_nothing() {
    alone("full::a_disk_of_any_fullness_loses_nothing", || {
        // Each level with one of the acts; where this is set, each with all of them.
        let all = std::env::var_os("COUNTERPANE_LEVELS").is_some();
        let mut counter = Counter::new();
        let mut ends: BTreeMap<(i32, bool), u64> = BTreeMap::new();
        for level in 0..ENOUGH {
            for act in 0..4 {
                if all || level % 4 == act {
                    let end = counter.act(act, level);
                    *ends.entry(end).or_default() += 1;
                }
            }
        }
        counter.disk.make_room();
        counter.world.settle();
        counter.world.agrees();
        let of = |status, left| ends.get(&(status, left)).copied().unwrap_or_default();
        println!(
            "disk, full: {} acts at 0 to {} free pages: {} refused and nothing sent, {} not known yet \
             ({} of them sent), {} done; {} requests each with its intent, lost 0",
            ends.values().sum::<u64>(),
            ENOUGH - 1,
            of(1, false),
            of(4, true) + of(4, false),
            of(4, true),
            of(0, true),
            counter.ledger.seen.len(),
        );
        assert!(of(1, false) > 5 && of(0, true) > 5, "{ends:?}");
    });
}

impl Counter {
    /// One act with so many free pages: its exit status, and whether anything left.
    fn act(&mut self, act: u64, level: u64) -> (i32, bool) {
        let room = format!("{act}-{level}");
        let words = match act {
            0 => format!("hold --room {room} --amount 500 --code {}", self.world.code("confirms")),
            1 => format!("capture {} --amount 100", self.held(&room)),
            2 => format!("release {} --amount 60", self.held(&room)),
            _ => {
                let id = self.held(&room);
                self.world.run(&format!("capture {id} --amount 100 --json")).ends(0);
                format!("refund {id} --amount 40")
            }
        };
        let before = self.requests();
        self.disk.leave(level);
        let ran = self.world.run(&format!("{words} --json"));
        let left = self.requests() > before;
        self.disk.make_room();
        self.is_right(&ran, left);
        self.ledger.check();
        if ran.status == Some(4) {
            self.world.run("check --json");
            self.ledger.check();
        }
        (ran.status.unwrap(), left)
    }

    /// The exit status and the words fit what happened.
    fn is_right(&mut self, ran: &Ran, left: bool) {
        let said = ran.json();
        match ran.status {
            Some(0) => {
                assert!(left, "done without a request: {ran}");
                self.ledger.told(&said);
            }
            // What the journal cannot keep is our own fault, and then nothing left.
            Some(1) => {
                let code = said["error"]["code"].as_str().unwrap();
                let expected = ["journal.disk_full", "refused.journal_down", "journal.io"];
                assert!(expected.contains(&code), "{ran}");
                assert!(!left, "a request left and its own command denies it: {ran}");
            }
            // A plan was kept that could not be carried out, or a request left and what became of it
            // could not be kept.
            Some(4) => {
                assert!(ran.err.contains("journal cannot be written"), "{ran}");
                let id = said["id"].as_str().unwrap();
                assert_eq!(self.show(id)["money"], "not_known_yet", "{ran}");
            }
            _ => panic!("{ran}"),
        }
    }
}

#[test]
fn a_disk_that_fills_up_behind_a_request_loses_no_reply() {
    alone("full::a_disk_that_fills_up_behind_a_request_loses_no_reply", || {
        let mut counter = Counter::new();
        let held = counter.held("1");
        // Nothing of these replies comes for a second: that is when the disk fills up.
        let code = counter.world.code("timeout");
        let acts = [
            format!("hold --room 2 --amount 500 --code {code}"),
            format!("capture {held} --amount 100"),
        ];
        for words in acts {
            let before = asked_for_money(&counter.line);
            let running = counter.world.start(&format!("{words} --json"));
            let start = clock();
            while asked_for_money(&counter.line) == before {
                assert!(start.elapsed() < LONGEST, "nothing leaves");
            }
            counter.disk.fill_up();
            let ran = running.end();
            counter.disk.make_room();
            assert_eq!(ran.ends(4)["money"], "not_known_yet");
            assert!(ran.err.contains("journal cannot be written"), "{ran}");
            counter.ledger.check();
            counter.world.settle();
            counter.world.agrees();
        }
        let log = fs::metadata(counter.world.path("small/desk.log"));
        assert!(log.is_ok(), "the log goes on");
        assert_eq!(counter.show(&held)["captured"], "100.00");
        println!("disk, filled up behind a request: 2 acts, lost 0, settled and both books alike");
    });
}
