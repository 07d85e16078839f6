use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use rsa::rand_core::{RngCore, SeedableRng};

pub(super) use super::answers::{
    absent, authorization, captured, code, held, hkd, hold, not_sent, not_there, refused, signed,
    stands, undone, unknown,
};
use crate::desk::{
    Boot, Command, Desk, Effect, HoldView, HouseOrder, How, Input, Level, Policy, Refusal, Rights,
    Setup, Ticket,
};
use crate::domain::{Answer, Ask, Capabilities, Entry, Fact, Hold, HoldId};

/// A stepper for chance: numbers differ, and each run is the same.
struct Steps(u64);

impl RngCore for Steps {
    fn next_u32(&mut self) -> u32 {
        u32::try_from(self.next_u64() >> 32).unwrap()
    }

    fn next_u64(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        bytes.fill_with(|| self.next_u64().to_le_bytes()[0]);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl SeedableRng for Steps {
    type Seed = [u8; 8];

    fn from_seed(seed: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(seed))
    }
}

pub(super) fn policy() -> Policy {
    let secs = SignedDuration::from_secs;
    Policy {
        scan_wait: secs(30),
        qr_wait: secs(180),
        poll_every: secs(3),
        poll_every_later: secs(5),
        request_timeout: secs(15),
        confirm_within: secs(300),
        retry_after: [1, 2, 4, 8, 16].map(secs).to_vec(),
        background_after: [30, 120, 600, 3600].map(secs).to_vec(),
        background_for: secs(86_400),
        absent_after: [30, 120, 300].map(secs).to_vec(),
        capture_wait: secs(60),
        absent_again: secs(5),
        rest_wait: secs(60),
        refund_gap: secs(3),
        refund_settle: secs(10),
        code_memory: secs(120),
        amount_limit_major: 100_000_000,
    }
}

/// As in `config.toml`.
pub(super) fn rights() -> Rights {
    Rights {
        hold: Level::Cashier,
        charge: Level::Cashier,
        release: Level::Cashier,
        release_others: Level::Supervisor,
        stop: Level::Cashier,
        undo: Level::Supervisor,
        refund: Level::Supervisor,
        above_limit: Level::Supervisor,
        shift: Level::Cashier,
        force_close: Level::Supervisor,
        roll_day: Level::Cashier,
        change_settings: Level::Supervisor,
        limit_major: 10_000,
    }
}

pub(super) struct World {
    pub(super) desk: Desk,
    pub(super) now: Timestamp,
    pub(super) entries: Vec<Entry>,
    /// Every ask that left, with the second of the world's clock.
    pub(super) asked: Vec<(i64, Ask)>,
    /// Answers in order; when there is none left, the last one is repeated.
    script: VecDeque<Answer>,
    last: Option<Answer>,
    /// What was said to leave after the append before, and whether that was kept.
    prepared: Option<Ask>,
    kept: bool,
    pub(super) rejected: Vec<Refusal>,
    pub(super) disk_full: bool,
    /// The journal takes no facts of this hold.
    pub(super) refuses: Option<HoldId>,
    house_entries: u64,
    start: Timestamp,
    runs: u64,
    setup: Setup,
}

impl World {
    pub(super) fn new(script: impl IntoIterator<Item = Answer>) -> Self {
        Self::with(setup(), script)
    }

    /// With other settings, or another provider.
    pub(super) fn with(setup: Setup, script: impl IntoIterator<Item = Answer>) -> Self {
        let start: Timestamp = "2026-01-15T06:03:07Z".parse().unwrap();
        Self {
            desk: desk(1, &setup),
            now: start,
            entries: Vec::new(),
            asked: Vec::new(),
            script: script.into_iter().collect(),
            last: None,
            prepared: None,
            kept: false,
            rejected: Vec::new(),
            disk_full: false,
            refuses: None,
            house_entries: 0,
            start,
            runs: 1,
            setup,
        }
    }

    /// On a computer that was started an hour ago, and that says so.
    pub(super) fn with_uptime(script: impl IntoIterator<Item = Answer>) -> Self {
        let mut world = Self::new(script);
        let at = world.now - SignedDuration::from_hours(1);
        world.setup.boot = Some(Boot { id: "1".to_owned(), at });
        world.desk = desk(1, &world.setup);
        world
    }

    /// A person sets the clock while the program does not run.
    pub(super) fn set_clock(&mut self, by: SignedDuration) {
        self.now += by;
        if let Some(boot) = &mut self.setup.boot {
            boot.at += by;
        }
    }

    /// The computer itself is started again, a minute later.
    pub(super) fn reboot(&mut self) {
        self.now += SignedDuration::from_secs(60);
        let id = format!("after run {}", self.runs);
        let boot = Boot { id, at: self.now };
        self.setup.boot = self.setup.boot.is_some().then_some(boot);
        self.restart();
    }

    pub(super) fn script(&mut self, answers: impl IntoIterator<Item = Answer>) {
        self.script = answers.into_iter().collect();
    }

    pub(super) fn command(&mut self, command: Command) {
        self.desk.handle(Input::Command { ticket: 1, command, authority: None }, self.now);
        self.settle();
    }

    pub(super) fn scan(&mut self, room: &str, amount: &str) {
        self.command(hold(room, amount, How::Scan(code("287654321098765432"))));
    }

    /// Lets seconds pass, waking the desk when it wants to be woken.
    pub(super) fn pass(&mut self, seconds: i64) {
        let end = self.now + SignedDuration::from_secs(seconds);
        for _ in 0..5_000 {
            match self.desk.poll_deadline(self.now) {
                Some((at, _)) if at <= end => {
                    self.now = at.max(self.now);
                    self.desk.handle(Input::Woken, self.now);
                    self.settle();
                }
                _ => break,
            }
        }
        self.now = end;
    }

    /// The program is killed and started again on the same journal.
    pub(super) fn restart(&mut self) {
        self.load_all();
        self.settle();
    }

    /// The same with a network that takes its time: the calls that left, none of them answered.
    pub(super) fn start_again(&mut self) -> Vec<Ticket> {
        self.load_all();
        self.calls()
    }

    /// The calls that have left since the last time; everything else is carried out.
    pub(super) fn calls(&mut self) -> Vec<Ticket> {
        let mut calls = Vec::new();
        while let Some(effect) = self.desk.poll_effect() {
            match effect {
                Effect::Append { facts } => self.keep(facts),
                Effect::House(orders) => self.keep_house(orders),
                Effect::Call { call, .. } => calls.push(call),
                Effect::Prepare { .. } | Effect::Accepted { .. } | Effect::Rejected { .. } => {}
            }
        }
        calls
    }

    fn load_all(&mut self) {
        self.runs += 1;
        self.desk = desk(self.runs, &self.setup);
        let mut holds: Vec<_> = self.entries.iter().map(|entry| entry.hold.clone()).collect();
        holds.sort();
        holds.dedup();
        for hold in holds {
            let entries = self.entries.iter().filter(|entry| entry.hold == hold).cloned().collect();
            self.desk.handle(Input::Loaded { entries }, self.now);
        }
    }

    pub(super) fn settle(&mut self) {
        for _ in 0..200 {
            let Some(effect) = self.desk.poll_effect() else {
                return;
            };
            match effect {
                Effect::Append { facts } => self.keep(facts),
                Effect::House(orders) => self.keep_house(orders),
                // It comes after its append, which is kept at once here: the call follows directly,
                // or the append was not kept and nothing does.
                Effect::Prepare { ask } => self.prepared = self.kept.then_some(ask),
                Effect::Call { call, ask, .. } => {
                    if let Some(prepared) = self.prepared.take() {
                        assert_eq!(prepared, ask, "another request was signed");
                    }
                    self.asked.push((self.now.duration_since(self.start).as_secs(), ask));
                    if let Some(next) = self.script.pop_front() {
                        self.last = Some(next);
                    }
                    let answer = self.last.clone().expect("an answer");
                    self.desk.handle(Input::Answered { call, answer }, self.now);
                }
                Effect::Accepted { .. } => {}
                Effect::Rejected { refusal, .. } => self.rejected.push(refusal),
            }
        }
        panic!("the desk never comes to rest");
    }

    fn keep_house(&mut self, orders: Vec<HouseOrder>) {
        if self.disk_full {
            let why = "disk full".to_owned();
            self.desk.handle(Input::AppendFailed { why }, self.now);
            return;
        }
        let mut entries = Vec::new();
        for order in orders {
            self.house_entries += 1;
            let seq = u64::try_from(self.entries.len()).unwrap() + self.house_entries;
            entries.push(super::house::entry_of(order, seq, self.now));
        }
        self.desk.handle(Input::HouseKept { entries }, self.now);
    }

    fn keep(&mut self, facts: Vec<(HoldId, Fact)>) {
        if self.disk_full || facts.iter().any(|(hold, _)| Some(hold) == self.refuses.as_ref()) {
            self.kept = false;
            let why = "disk full".to_owned();
            self.desk.handle(Input::AppendFailed { why }, self.now);
            return;
        }
        self.kept = true;
        let first = self.entries.len();
        for (hold, fact) in facts {
            let seq = u64::try_from(self.entries.len()).unwrap() + 1;
            self.entries.push(Entry { seq, at: self.now, hold, fact });
        }
        let entries = self.entries[first..].to_vec();
        for entry in &entries {
            let whole: Vec<_> =
                self.entries.iter().filter(|other| other.hold == entry.hold).cloned().collect();
            Hold::replay(&whole).expect("a fact that the journal would refuse");
        }
        self.desk.handle(Input::Appended { entries }, self.now);
    }

    pub(super) fn view(&self) -> HoldView {
        self.desk.snapshot(self.now).holds.into_iter().next().expect("a hold")
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        self.entries.iter().map(|entry| entry.fact.clone()).collect()
    }

    /// The asks as short names with their seconds, to be compared at a glance.
    pub(super) fn course(&self) -> String {
        let words = self.asked.iter().map(|(at, ask)| format!("{at}:{}", name(ask)));
        words.collect::<Vec<_>>().join(" ")
    }
}

pub(super) fn setup() -> Setup {
    Setup {
        provider: "alipay".to_owned(),
        capabilities: Capabilities {
            hold_by_qr: true,
            partial_release: true,
            repeated_capture: true,
        },
        currency: "HKD".parse().unwrap(),
        currency_taken: true,
        hotel: "Seaview Hotel".to_owned(),
        prefix: 'H',
        zone: jiff::tz::TimeZone::UTC,
        policy: policy(),
        rights: rights(),
        shift_required: false,
        boot: None,
    }
}

fn desk(seed: u64, setup: &Setup) -> Desk {
    Desk::new(setup.clone(), Box::new(Steps::seed_from_u64(seed)))
}

fn name(ask: &Ask) -> &'static str {
    match ask {
        Ask::HoldByScan { .. } => "scan",
        Ask::HoldByQr { .. } => "qr",
        Ask::Cancel { .. } => "undo",
        Ask::Capture { .. } => "charge",
        Ask::Release { .. } => "release",
        Ask::Refund { .. } => "refund",
        Ask::InquireHold { .. } => "hold?",
        Ask::InquireRelease { .. } => "release?",
        Ask::InquireCapture { .. } => "charge?",
        Ask::InquireRefund { .. } => "refund?",
    }
}

/// 500.00 held for room 1208, and nothing asked since.
pub(super) fn good_hold() -> (World, HoldId) {
    let mut world = World::new([held()]);
    world.scan("1208", "500.00");
    world.asked.clear();
    let id = world.view().id;
    (world, id)
}
