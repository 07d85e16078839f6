//! A day at the counter: acts by chance, each struck at some moment, and everything checked after it.

use std::fs;
use std::time::Duration;

use counterpane::domain::{Entry, Fact, Hold};

use crate::blow::Blow;
use crate::dice::Dice;
use crate::ledger::Ledger;
use crate::line::Line;
use crate::run::{Running, clock};
use crate::tally::{Moment, Tally};
use crate::tap::{asked_for_money, said_of_all, tap};
use crate::world::World;

const GUESTS: [&str; 8] = [
    "confirms",
    "confirms",
    "password",
    "lost",
    "vanished",
    "charge-lost",
    "release-lost",
    "refund-lost",
];

pub(crate) struct Day {
    pub(crate) world: World,
    /// Between the program and its provider: it sees what leaves before anybody answers.
    line: Line,
    pub(crate) dice: Dice,
    pub(crate) ledger: Ledger,
    pub(crate) tally: Tally,
    rooms: u64,
    /// How long an undisturbed command takes on this machine.
    usual: Duration,
}

impl Day {
    pub(crate) fn new(seed: u64) -> Self {
        let world = World::new();
        let line = tap(&world);
        println!("seed {seed:#x}");
        let ledger = Ledger::new(world.path("desk.db"));
        let start = clock();
        world.held("R0", "confirms");
        let usual = start.elapsed();
        Self { world, line, dice: Dice(seed), ledger, tally: Tally::default(), rooms: 0, usual }
    }

    pub(crate) fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        let length = u64::try_from(all.len()).unwrap();
        all[usize::try_from(self.dice.roll() % length).unwrap()].clone()
    }

    pub(crate) fn room(&mut self) -> String {
        self.rooms += 1;
        format!("R{}", self.rooms)
    }

    /// One act, struck at some moment unless it is faster.
    pub(crate) fn act(&mut self, blow: Blow) {
        let words = self.words();
        let start = clock();
        let running = self.world.start(&words);
        let ended = self.waits(&running);
        let ran = if ended { running.end() } else { blow.strike(running) };
        if ended {
            self.usual = (self.usual * 7 + start.elapsed().min(self.usual * 4)) / 8;
        }
        let result = ran.out.ends_with('\n').then(|| ran.json());
        let told = result.as_ref().filter(|result| result["id"].is_string());
        if let Some(hold) = told {
            self.tally.results += 1;
            self.ledger.told(hold);
        }
        self.after(!ended, result.is_some());
    }

    /// Waits for the moment of the blow; whether the command has ended before it.
    fn waits(&mut self, running: &Running) -> bool {
        let left = asked_for_money(&self.line);
        let log = self.world.path("desk.db-wal");
        let length = || fs::metadata(&log).map_or(0, |found| found.len());
        let (grown, appends) = (length(), 1 + self.dice.roll() % 3);
        let how = self.dice.roll() % 3;
        let mut growths = (grown, 0);
        let begins = |day: &mut Self| match how {
            // As a request for money leaves, before anybody has read it.
            0 => asked_for_money(&day.line) > left,
            // As the journal is written for the first, second or third time.
            1 => {
                let length = length();
                if length != growths.0 {
                    growths = (length, growths.1 + 1);
                }
                growths.1 >= appends
            }
            _ => true,
        };
        self.at_last(running, begins) || {
            let later = if how == 2 { self.usual.mul_f32(1.1) } else { Duration::from_millis(3) };
            running.ends_within(self.dice.moment(later))
        }
    }

    /// Waits until it begins; whether the command has ended before that.
    fn at_last(&mut self, running: &Running, mut begins: impl FnMut(&mut Self) -> bool) -> bool {
        while !begins(self) {
            if running.ends_within(Duration::from_micros(200)) {
                return true;
            }
        }
        false
    }

    /// Checks everything, and counts a blow by the moment that it has met.
    pub(crate) fn after(&mut self, struck: bool, told: bool) {
        self.quiet();
        let new = self.ledger.check();
        if struck {
            let moment = if told { Moment::Told } else { self.moment(&new) };
            *self.tally.moments.entry(moment).or_default() += 1;
        }
    }

    /// Hears what the provider says of everything that has left.
    fn quiet(&mut self) {
        self.ledger.hear(&said_of_all(&self.line, &self.world));
    }

    /// What the last thing was that was written before the blow.
    fn moment(&self, new: &[Entry]) -> Moment {
        let intent = new.iter().rposition(|entry| matches!(entry.fact, Fact::Sending { .. }));
        let Some(place) = intent else {
            // What an earlier act left open may have been settled first.
            return Moment::BeforeIntent;
        };
        let Entry { hold, fact, .. } = &new[place];
        if new[place + 1..].iter().any(|entry| entry.hold == *hold) {
            return Moment::BeforeTelling;
        }
        let reached = self.ledger.seen.iter().any(|seen| seen.is_of(fact));
        if reached { Moment::InDoubt } else { Moment::BeforeSending }
    }

    /// What the cashier does next.
    fn words(&mut self) -> String {
        let holds = self.ledger.holds();
        let idle: Vec<&Hold> = holds.iter().filter(|hold| hold.active().is_none()).collect();
        let held: Vec<_> = idle.iter().filter(|hold| hold.remaining().minor() > 0).collect();
        let charged: Vec<_> = idle
            .iter()
            .filter(|hold| hold.captures.iter().any(|charge| charge.refundable().minor() > 0))
            .collect();
        match self.dice.roll() % 10 {
            0..4 if !held.is_empty() => {
                let id = &self.one_of(&held).id;
                let amount = 1 + self.dice.roll() % 9;
                match self.dice.roll() % 4 {
                    0 => format!("capture {id} --json --amount {amount}.50"),
                    1 => format!("capture {id} --json --amount {amount}.00 --keep-rest"),
                    2 => format!("release {id} --json"),
                    _ => format!("release {id} --json --amount {amount}.25"),
                }
            }
            4..6 if !charged.is_empty() => {
                let id = &self.one_of(&charged).id;
                format!("refund {id} --json --amount 0.{}", 10 + self.dice.roll() % 40)
            }
            6 if !holds.is_empty() => "check --json".to_owned(),
            _ => {
                let guest = self.one_of(&GUESTS);
                let (room, code) = (self.room(), self.world.code(guest));
                format!("hold --json --room {room} --amount 500 --code {code}")
            }
        }
    }

    /// Everything is settled, and both books say the same.
    pub(crate) fn end(mut self) -> Tally {
        self.world.settle();
        self.quiet();
        self.ledger.check();
        self.world.agrees();
        self.tally.requests = u64::try_from(self.ledger.seen.len()).unwrap();
        self.tally.entries = u64::try_from(self.ledger.entries.len()).unwrap();
        self.tally.orders = u64::try_from(self.world.books().orders().unwrap().len()).unwrap();
        self.tally
    }
}
