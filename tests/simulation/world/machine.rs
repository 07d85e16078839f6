//! The counter's computer: its clock, its disk, and the program while it runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use counterpane::config::Settings;
use counterpane::desk::{Boot, Desk, Effect, HoldView, Input, Setup};
use counterpane::domain::{Ask, Entry, Fact, HoldId, MoneyState};
use counterpane::journal::{Journal, Opening};
use counterpane::provider::alipay::Alipay;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use super::{Event, World};
use crate::dice::Dice;
use crate::oracle::Verdict;
use crate::plan::{Crash, DiskFault};
use crate::plant::{Codec, Plant};

pub(super) type Facts = Vec<(HoldId, Fact)>;

const OPENING: Opening<'_> = Opening { terminal: "T1", mode_tag: "sandbox" };

/// A machine that was started has no connection left; what something in between held of it comes
/// within this time.
const AFTER_REBOOT: SignedDuration = SignedDuration::from_secs(25);

pub(super) struct Machine {
    _folder: TempDir,
    path: PathBuf,
    /// What the wall clock shows beyond the true time.
    pub(super) wall: SignedDuration,
    pub(super) boot: (u64, Timestamp),
    pub(super) asleep_until: Option<Timestamp>,
    pub(super) run: Option<Run>,
    runs: u64,
    appends: u64,
    full_until: u64,
    /// What failed and is on the disk all the same.
    in_doubt: Option<(Timestamp, Facts)>,
    settings: &'static Settings,
}

/// One run of the program.
pub(super) struct Run {
    pub(super) number: u64,
    pub(super) desk: Desk,
    pub(super) codec: Codec,
    pub(super) calls: BTreeMap<u64, Ask>,
    /// What a planted bug sends too early.
    pub(super) early: Option<Ask>,
    journal: Journal,
    /// What is being written.
    appending: Option<(Timestamp, Facts)>,
    /// The clock of this run shows `shown` at the true time `began`, and never steps.
    began: Timestamp,
    shown: Timestamp,
}

impl Run {
    pub(super) fn time(&self, now: Timestamp) -> Timestamp {
        self.shown + now.duration_since(self.began)
    }
}

/// The file of a journal that has just been made: making one costs more than a short history.
fn empty_journal() -> &'static [u8] {
    static EMPTY: OnceLock<Vec<u8>> = OnceLock::new();
    EMPTY.get_or_init(|| {
        let folder = folder();
        let path = folder.path().join("journal.db");
        drop(Journal::open(&path, OPENING).unwrap());
        std::fs::read(&path).unwrap()
    })
}

/// The settings of a terminal without a file.
fn settings() -> &'static Settings {
    static SETTINGS: OnceLock<Settings> = OnceLock::new();
    SETTINGS.get_or_init(|| Settings::built_in(Path::new("nowhere")).unwrap())
}

/// Memory, where there is a file system for it: what is proven here is not the disk's speed.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory).unwrap() } else { TempDir::new().unwrap() }
}

impl Machine {
    pub(super) fn new(start: Timestamp) -> Self {
        let folder = folder();
        let path = folder.path().join("journal.db");
        std::fs::write(&path, empty_journal()).unwrap();
        Self {
            path,
            _folder: folder,
            wall: SignedDuration::ZERO,
            boot: (0, start - SignedDuration::from_mins(5)),
            asleep_until: None,
            run: None,
            runs: 0,
            appends: 0,
            full_until: 0,
            in_doubt: None,
            settings: settings(),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn heal(&mut self) {
        self.full_until = 0;
        self.wall = SignedDuration::ZERO;
        self.asleep_until = None;
    }

    pub(super) fn request_timeout(&self) -> SignedDuration {
        self.settings.policy.request_timeout
    }

    /// When the desk wants to be woken, in true time.
    pub(super) fn deadline(&self, now: Timestamp) -> Option<(Timestamp, &'static str)> {
        let run = self.run.as_ref()?;
        let (due, why) = run.desk.poll_deadline(run.time(now))?;
        let due = now + due.duration_since(run.time(now)).max(SignedDuration::ZERO);
        Some((self.asleep_until.map_or(due, |until| due.max(until)), why))
    }

    /// Everything that the journal has.
    pub(super) fn verify(&self) -> Verdict {
        let run = self.run.as_ref().ok_or("the program does not run")?;
        let report = run.journal.read().verify(None).map_err(|error| error.to_string())?;
        if report.is_sound() { Ok(()) } else { Err(format!("{:?}", report.findings)) }
    }

    pub(super) fn entries_of(&self, hold: &HoldId) -> Vec<Entry> {
        self.run.as_ref().unwrap().journal.read().entries_of(hold).unwrap()
    }

    fn setup(&self, shown: Timestamp, now: Timestamp) -> Setup {
        Setup {
            provider: Alipay::NAME.to_owned(),
            capabilities: Alipay::CAPABILITIES,
            currency: "CNY".parse().unwrap(),
            currency_taken: true,
            hotel: "Seaview Hotel".to_owned(),
            prefix: 'S',
            zone: jiff::tz::TimeZone::UTC,
            policy: self.settings.policy.clone(),
            shift_required: false,
            rights: self.settings.rights.clone(),
            boot: Some(Boot {
                id: self.boot.0.to_string(),
                at: shown - now.duration_since(self.boot.1),
            }),
        }
    }
}

impl World {
    /// The program begins: it opens the journal and takes up what is open.
    pub(super) fn starts(&mut self, crash: Crash) -> Verdict {
        self.machine.wall += SignedDuration::from_secs(crash.clock);
        if self.healing {
            self.machine.wall = SignedDuration::ZERO;
        }
        let now = self.now;
        if crash.reboot {
            self.machine.boot = (self.machine.boot.0 + 1, now);
            let gone = now + AFTER_REBOOT;
            self.events.retain(|(at, _), event| !matches!(event, Event::Arrives(_)) || *at < gone);
        }
        self.machine.asleep_until = None;
        self.machine.runs += 1;
        let number = self.machine.runs;
        let shown = now + self.machine.wall;
        let journal = Journal::open(&self.machine.path, OPENING)
            .map_err(|error| format!("the journal does not open: {error}"))?;
        let mut open = Vec::new();
        for id in journal.read().open_holds().unwrap() {
            open.push(journal.read().entries_of(&id).unwrap());
        }
        if self.plant == Some(Plant::ForgetOneRestart) && number > 1 {
            open.pop();
        }
        let dice = Dice::new(self.plan.seed, 1000 + number);
        let desk = Desk::new(self.machine.setup(shown, now), Box::new(dice));
        self.machine.run = Some(Run {
            number,
            desk,
            codec: Codec::new(self.plan.signatures, self.plant),
            calls: BTreeMap::new(),
            early: None,
            journal,
            appending: None,
            began: now,
            shown,
        });
        self.oracle.open(&self.machine.path);
        self.oracle.restarted()?;
        let count = open.len();
        self.tell(|| format!("the program starts (run {number}) with {count} open holds"));
        for entries in open {
            self.give(Input::Loaded { entries })?;
        }
        Ok(())
    }

    /// The program ends here, between two instructions. What the disk was doing is done or not.
    pub(super) fn kill(&mut self, crash: Crash) {
        let Some(mut run) = self.machine.run.take() else {
            return;
        };
        self.tell(|| format!("## {crash}"));
        self.tally.crashes += 1;
        self.tally.reboots += u64::from(crash.reboot);
        let left = run.appending.take().filter(|_| self.dice.chance(500));
        for (at, facts) in self.machine.in_doubt.take().into_iter().chain(left) {
            // It may not fit any more: then the file has nothing of it.
            let _kept = run.journal.append(at, &facts);
        }
        self.oracle.close();
        drop(run);
        self.after(SignedDuration::from_secs(crash.down.max(1)), Event::Starts(crash));
    }

    /// Hands the desk one input and carries out what follows.
    pub(super) fn give(&mut self, input: Input) -> Verdict {
        let now = self.now;
        let Some(run) = self.machine.run.as_mut() else {
            return Ok(());
        };
        let time = run.time(now);
        run.desk.handle(input, time);
        while let Some(effect) = self.machine.run.as_mut().and_then(|run| run.desk.poll_effect()) {
            self.carry_out(effect)?;
        }
        Ok(())
    }

    fn carry_out(&mut self, effect: Effect) -> Verdict {
        match effect {
            Effect::Append { facts } => self.append(facts),
            Effect::House(order) => panic!("nobody here has a shift: {order:?}"),
            Effect::Prepare { ask } => {
                if self.plant == Some(Plant::SendBeforeAppend) {
                    self.run().early = Some(ask.clone());
                    return self.leave(u64::MAX, &ask);
                }
                Ok(())
            }
            Effect::Call { call, ask, .. } => {
                if self.point() || self.run().early.take().is_some() {
                    return Ok(());
                }
                self.leave(call, &ask)?;
                self.point();
                Ok(())
            }
            Effect::Accepted { hold, .. } => {
                self.oracle.accepted.extend(hold);
                Ok(())
            }
            Effect::Rejected { refusal, .. } => {
                self.tell(|| format!("refused: {refusal:?}"));
                Ok(())
            }
        }
    }

    fn append(&mut self, facts: Facts) -> Verdict {
        if self.point() {
            return Ok(());
        }
        let number = self.machine.appends;
        self.machine.appends += 1;
        let fault = self.plan.disks.get(&number).copied().filter(|_| !self.healing);
        let mut wait = SignedDuration::from_millis(self.dice.within(0, 5));
        let mut fails = number < self.machine.full_until;
        match fault {
            Some(DiskFault::Full(more)) => {
                self.machine.full_until = number + more;
                fails = true;
            }
            Some(DiskFault::InDoubt) => fails = true,
            Some(DiskFault::Slow(seconds)) => wait = SignedDuration::from_secs(seconds),
            None => {}
        }
        self.tally.fault(fault.map(|fault| format!("disk {}", first_word(&fault))));
        let now = self.now;
        let run = self.run();
        let (at, number) = (run.time(now), run.number);
        self.machine.in_doubt = None;
        if fails {
            self.tell(|| "the disk takes nothing".to_owned());
            if fault == Some(DiskFault::InDoubt) {
                self.machine.in_doubt = Some((at, facts));
            }
            let why = "disk full".to_owned();
            self.run().desk.handle(Input::AppendFailed { why }, at);
            return Ok(());
        }
        self.run().appending = Some((at, facts.clone()));
        if self.plant == Some(Plant::SayKeptBeforeItIs) {
            let entries = self.promised(at, &facts);
            self.after(SignedDuration::from_secs(1), Event::Kept { run: number, at, facts });
            return self.give(Input::Appended { entries });
        }
        self.after(wait, Event::Kept { run: number, at, facts });
        Ok(())
    }

    /// The entries as they will be.
    fn promised(&mut self, at: Timestamp, facts: &Facts) -> Vec<Entry> {
        let head = self.run().journal.read().head().unwrap().map_or(0, |head| head.seq);
        let entry = |(place, (hold, fact)): (usize, &(HoldId, Fact))| Entry {
            seq: head + 1 + u64::try_from(place).unwrap(),
            at,
            hold: hold.clone(),
            fact: fact.clone(),
        };
        facts.iter().enumerate().map(entry).collect()
    }

    /// The disk is done.
    pub(super) fn kept(&mut self, run: u64, at: Timestamp, facts: &Facts) -> Verdict {
        if self.machine.run.as_ref().is_none_or(|now| now.number != run) {
            return Ok(());
        }
        if self.point() {
            return Ok(());
        }
        let kept = self.run().journal.append(at, facts);
        self.run().appending = None;
        let names: Vec<_> = facts.iter().map(|(_, fact)| first_word(fact)).collect();
        self.tell(|| format!("kept: {}", names.join(", ")));
        if self.plant == Some(Plant::SayKeptBeforeItIs) {
            return kept.map(|_| ()).map_err(|error| error.to_string());
        }
        if self.point() {
            return Ok(());
        }
        match kept {
            Ok(entries) => self.give(Input::Appended { entries }),
            Err(error) => Err(format!("the journal refuses {names:?}: {error}")),
        }
    }

    /// Every hold that was ever opened, as the screen would show it.
    pub(crate) fn all_views(&mut self) -> Vec<HoldView> {
        let now = self.now;
        let Some(run) = &self.machine.run else {
            return Vec::new();
        };
        let mut views = run.desk.snapshot(run.time(now)).holds;
        for id in self.oracle.holds() {
            if !run.desk.knows(&id) {
                views.push(HoldView::from_entries(&self.machine.entries_of(&id)).unwrap());
            }
        }
        views
    }
}

/// Views whose money nobody knows yet.
pub(super) fn unknown(views: &[HoldView]) -> u64 {
    let unknown = views.iter().filter(|view| view.money == MoneyState::NotKnownYet);
    u64::try_from(unknown.count()).unwrap()
}

/// The name of a variant.
pub(super) fn first_word(what: &impl std::fmt::Debug) -> String {
    let text = format!("{what:?}");
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}
