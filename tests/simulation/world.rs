//! One history: the real desk, journal and codec on one side of a bad line, the simulator on the other,
//! people in front, and a clock that only goes when something happens. No threads, no sleeping.

mod deeds;
mod line;
mod machine;

use std::collections::BTreeMap;

use counterpane::desk::Input;
use counterpane::provider::Delivery;
use counterpane::simulator::Simulator;
use jiff::{SignedDuration, Timestamp};

use crate::dice::Dice;
use crate::oracle::{Books, Oracle, Verdict};
use crate::plan::{Crash, Plan};
use crate::plant::Plant;
use crate::seal;
use crate::tally::Tally;
use line::Parcel;
use machine::{Facts, Machine, Run};

/// A history that does not end is a livelock.
const MOST_STEPS: u64 = 60_000;

/// Time for everything to be settled once nothing goes wrong any more: five minutes and a half of a
/// late arrival, the minute behind it, and the ladders.
const SETTLING: SignedDuration = SignedDuration::from_mins(12);

/// Time for what the background's turn has begun in the last second of that: a charge that leaves then has
/// its rest to wait for.
const LAST_TURN: SignedDuration = SignedDuration::from_mins(3);

/// Time for what a person has asked about at last.
const CHECKING: SignedDuration = SignedDuration::from_mins(3);

enum Event {
    Deed(usize),
    /// The disk has done its work for this run of the program.
    Kept {
        run: u64,
        at: Timestamp,
        facts: Facts,
    },
    /// A request reaches the provider.
    Arrives(Box<Parcel>),
    /// Something comes back, or the time for it is over.
    Returns {
        run: u64,
        call: u64,
        delivery: Delivery,
    },
    Starts(Crash),
}

pub(crate) struct World {
    plan: Plan,
    plant: Option<Plant>,
    /// The true time.
    now: Timestamp,
    start: Timestamp,
    events: BTreeMap<(Timestamp, u64), Event>,
    sequence: u64,
    machine: Machine,
    simulator: Simulator,
    /// What answers in its place where a reply is forged: it has books of its own, and no key.
    liar: Simulator,
    books: Books,
    dice: Dice,
    line: line::State,
    people: deeds::People,
    /// Points between two effects so far.
    points: u64,
    /// Nothing new goes wrong any more.
    healing: bool,
    seen: u64,
    oracle: Oracle,
    pub(crate) tally: Tally,
    /// What happened in plain words, where somebody wants to read it.
    pub(crate) story: Option<Vec<String>>,
}

impl World {
    pub(crate) fn new(plan: Plan, plant: Option<Plant>) -> Self {
        let start: Timestamp = "2026-11-22T04:00:00Z".parse().unwrap();
        let simulator = seal::simulator(plan.signatures);
        let mut world = Self {
            plant,
            now: start,
            start,
            events: BTreeMap::new(),
            sequence: 0,
            machine: Machine::new(start),
            books: Books::default(),
            simulator,
            liar: seal::simulator(plan.signatures),
            dice: Dice::new(plan.seed, 2),
            line: line::State::new(start),
            people: deeds::People::default(),
            points: 0,
            healing: false,
            seen: 0,
            oracle: Oracle::default(),
            tally: Tally::default(),
            story: None,
            plan,
        };
        world.at(start, Event::Starts(Crash { down: 0, reboot: false, clock: 0 }));
        if let Some((gap, _)) = world.plan.deeds.first() {
            world.at(start + SignedDuration::from_secs(*gap), Event::Deed(0));
        }
        world
    }

    /// The same with its story told.
    pub(crate) fn told(mut self) -> Self {
        self.story = Some(Vec::new());
        self
    }

    /// Plays it to its end.
    pub(crate) fn play(&mut self) -> Verdict {
        self.play_all(SignedDuration::ZERO)
    }

    /// The same, with so much time behind the last deed before everything is well again.
    pub(crate) fn play_all(&mut self, after: SignedDuration) -> Verdict {
        self.play_out()?;
        self.pass(after)?;
        self.play_out()?;
        self.heal();
        self.pass(SETTLING)?;
        if Oracle::settled(&self.all_views(), &self.books).is_err() {
            self.pass(LAST_TURN)?;
        }
        let views = self.all_views();
        Oracle::settled(&views, &self.books)?;
        self.tally.handed_over += machine::unknown(&views);
        self.check_all()?;
        self.pass(CHECKING)?;
        self.end()
    }

    /// Until there is nothing left to be done, and the program runs on a computer that is awake.
    fn play_out(&mut self) -> Verdict {
        loop {
            while self.is_eventful() {
                self.step(Timestamp::MAX)?;
            }
            let until = self.machine.asleep_until.filter(|until| *until > self.now);
            let Some(until) = until else {
                return Ok(());
            };
            self.pass(until.duration_since(self.now))?;
        }
    }

    /// Something is still to be done, or the program to be started.
    fn is_eventful(&self) -> bool {
        let to_do = |event: &Event| matches!(event, Event::Deed(_) | Event::Starts(_));
        self.events.values().any(to_do)
    }

    fn end(&mut self) -> Verdict {
        let views = self.all_views();
        Oracle::settled(&views, &self.books)?;
        Oracle::manners(&self.simulator)?;
        self.oracle.secrets(self.machine.path())?;
        self.machine.verify()?;
        self.tally.unresolved += machine::unknown(&views);
        self.tally.holds += u64::try_from(views.len()).unwrap();
        self.tally.seconds += self.now.duration_since(self.start).as_secs();
        Ok(())
    }

    pub(crate) fn pass(&mut self, time: SignedDuration) -> Verdict {
        let end = self.now + time;
        while self.step(end)? {}
        self.now = end;
        Ok(())
    }

    /// Nothing goes wrong any more: what was begun comes to its end.
    pub(crate) fn heal(&mut self) {
        self.healing = true;
        self.line.outage_until = self.now;
        self.machine.heal();
        self.tell(|| "from here on nothing goes wrong".to_owned());
    }

    /// The next thing that happens, if it does before `end`.
    fn step(&mut self, end: Timestamp) -> Result<bool, String> {
        self.tally.steps += 1;
        self.seen += 1;
        if self.seen > MOST_STEPS {
            return Err("it never comes to rest".to_owned());
        }
        let event = self.events.keys().next().copied();
        let deadline = self.machine.deadline(self.now);
        match (event, deadline) {
            (Some((at, _)), Some((due, why))) if due < at => self.wake(due, why, end),
            (None, Some((due, why))) => self.wake(due, why, end),
            (Some(key), _) if key.0 <= end => {
                self.now = self.now.max(key.0);
                let event = self.events.remove(&key).unwrap();
                self.happen(event)?;
                self.judge().map(|()| true)
            }
            (Some(_) | None, _) => Ok(false),
        }
    }

    fn wake(&mut self, due: Timestamp, why: &str, end: Timestamp) -> Result<bool, String> {
        if due > end {
            return Ok(false);
        }
        self.now = self.now.max(due);
        self.tell(|| format!("the desk wakes: {why}"));
        self.give(Input::Woken)?;
        self.judge().map(|()| true)
    }

    fn happen(&mut self, event: Event) -> Verdict {
        match event {
            Event::Deed(place) => self.do_deed(place),
            Event::Kept { run, at, facts } => self.kept(run, at, &facts),
            Event::Arrives(parcel) => {
                self.arrives(&parcel);
                Ok(())
            }
            Event::Returns { run, call, delivery } => self.returns(run, call, &delivery),
            Event::Starts(crash) => self.starts(crash),
        }
    }

    fn judge(&mut self) -> Verdict {
        let Some(run) = &self.machine.run else {
            return Ok(());
        };
        let snapshot = run.desk.snapshot(run.time(self.now));
        self.oracle.looks(&snapshot.holds);
        Oracle::screen(&snapshot.holds, &self.books)
    }

    fn at(&mut self, when: Timestamp, event: Event) {
        self.sequence += 1;
        self.events.insert((when, self.sequence), event);
    }

    fn after(&mut self, wait: SignedDuration, event: Event) {
        self.at(self.now + wait, event);
    }

    /// A place at which the program may end; `true` where it does.
    fn point(&mut self) -> bool {
        let point = self.points;
        self.points += 1;
        let crash = self.plan.crashes.get(&point).copied();
        match crash.filter(|_| !self.healing && self.machine.run.is_some()) {
            Some(crash) => {
                self.kill(crash);
                true
            }
            None => false,
        }
    }

    /// Orders in the provider's books.
    pub(crate) fn orders(&self) -> usize {
        self.books.count()
    }

    /// Points passed so far, for whoever crashes at each of them.
    pub(crate) const fn points(&self) -> u64 {
        self.points
    }

    fn tell(&mut self, words: impl FnOnce() -> String) {
        if let Some(story) = &mut self.story {
            let seconds = self.now.duration_since(self.start).as_millis();
            story.push(format!("{:>9}.{:03} {}", seconds / 1000, seconds % 1000, words()));
        }
    }

    fn run(&mut self) -> &mut Run {
        self.machine.run.as_mut().expect("a program that runs")
    }
}
