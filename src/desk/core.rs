//! The desk itself: routes inputs, keeps one append in flight, and lets the ladder run.

mod append;
mod command;
mod house;
mod ladder;
mod prepare;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use jiff::Timestamp;
use rsa::rand_core::RngCore;

use crate::domain::{Capabilities, Currency, HoldId, House, PaymentCode};

use super::tracked::{About, Tracked};
use super::{Effect, Input, Notice, Policy, Rights, Snapshot, Ticket, show, steps};

/// Inquiries that may be on the wire at once when everything is checked.
const CALLS_AT_ONCE: usize = 4;

/// What the desk is told once, when it starts.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The provider's name in the journal.
    pub provider: String,
    pub capabilities: Capabilities,
    pub currency: Currency,
    /// Whether the provider takes that currency.
    pub currency_taken: bool,
    pub hotel: String,
    /// First letter of all numbers: another one in training.
    pub prefix: char,
    pub zone: jiff::tz::TimeZone,
    pub policy: Policy,
    pub rights: Rights,
    /// Money is moved in a shift only.
    pub shift_required: bool,
    /// `None` where the system does not say.
    pub boot: Option<Boot>,
}

/// The start of this computer, from which uptime is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boot {
    /// Another one after each start.
    pub id: String,
    /// When that was, by the clock of this run.
    pub at: Timestamp,
}

/// What happens when an append is durable.
#[derive(Debug)]
enum Then {
    Call(HoldId, About),
    Accept(Ticket, Option<HoldId>),
    /// A person wants the waiting, or the pause before the next try of an undo, to end.
    Press(HoldId),
}

#[derive(Debug)]
struct Pending {
    touched: Vec<HoldId>,
    then: Vec<Then>,
    /// The command that is refused if the journal cannot keep this.
    ticket: Option<Ticket>,
    code: Option<PaymentCode>,
}

pub struct Desk {
    setup: Setup,
    dice: Box<dyn RngCore + Send>,
    holds: BTreeMap<HoldId, Tracked>,
    pending: Option<Pending>,
    backlog: VecDeque<Input>,
    effects: VecDeque<Effect>,
    next_call: Ticket,
    calls: BTreeMap<Ticket, HoldId>,
    /// Digests of the codes that were used, so that a repeated scan is refused.
    used_codes: Vec<([u8; 32], Timestamp)>,
    journal_down: Option<String>,
    house: House,
    revision: u64,
    now: Timestamp,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("holds", &self.holds.len()).finish_non_exhaustive()
    }
}

impl Desk {
    /// `dice` makes ids and numbers; two desks must never get the same.
    pub fn new(setup: Setup, dice: Box<dyn RngCore + Send>) -> Self {
        Self {
            setup,
            dice,
            holds: BTreeMap::new(),
            pending: None,
            backlog: VecDeque::new(),
            effects: VecDeque::new(),
            next_call: 1,
            calls: BTreeMap::new(),
            used_codes: Vec::new(),
            journal_down: None,
            house: House::default(),
            revision: 1,
            now: Timestamp::MIN,
        }
    }

    /// Takes in one thing that happened. While an append is under way the others wait in order.
    ///
    /// `now` never goes back from one call to the next; from one run of the program to the next it
    /// may.
    pub fn handle(&mut self, input: Input, now: Timestamp) {
        self.revision = self.revision.wrapping_add(1);
        self.now = now;
        match input {
            Input::Appended { entries } => self.appended(&entries, now),
            Input::HouseKept { entries } => self.house_kept(&entries, now),
            Input::AppendFailed { why } => self.append_failed(why, now),
            other @ (Input::Command { .. }
            | Input::Answered { .. }
            | Input::Loaded { .. }
            | Input::House(_)
            | Input::Woken) => self.backlog.push_back(other),
        }
        while self.pending.is_none() {
            let Some(next) = self.backlog.pop_front() else {
                break;
            };
            self.take(next, now);
        }
    }

    /// The next thing to be done outside, in order.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// When the desk wants [`Input::Woken`], and why.
    pub fn poll_deadline(&self, now: Timestamp) -> Option<(Timestamp, &'static str)> {
        if self.pending.is_some() {
            return None;
        }
        let full = self.calls.len() >= CALLS_AT_ONCE;
        self.holds
            .values()
            .filter_map(|tracked| {
                let waits = full && tracked.watch.check;
                if waits {
                    return None;
                }
                let due = steps::due(&tracked.hold, &tracked.watch, &self.setup.policy, now)?;
                Some((due.at, due.step.next().reason()))
            })
            .min()
    }

    /// Changes whenever the snapshot may have changed.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    pub fn snapshot(&self, now: Timestamp) -> Snapshot {
        let mut holds: Vec<_> = self
            .holds
            .values()
            .map(|tracked| show::view(tracked, &self.setup.policy, now))
            .collect();
        holds.sort_by(|a, b| b.opened_at.cmp(&a.opened_at).then_with(|| a.id.cmp(&b.id)));
        let notices = self.journal_down.iter().cloned().map(Notice::JournalDown).collect();
        Snapshot { holds, notices, house: self.house.clone() }
    }

    /// One hold as it stands, where it is in memory.
    pub fn view(&self, id: &HoldId, now: Timestamp) -> Option<super::HoldView> {
        self.holds.get(id).map(|tracked| show::view(tracked, &self.setup.policy, now))
    }

    /// Why the journal took nothing the last time; nothing when it did.
    pub fn journal_down(&self) -> Option<&str> {
        self.journal_down.as_deref()
    }

    pub fn knows(&self, id: &HoldId) -> bool {
        self.holds.contains_key(id)
    }

    /// Whether nothing is on its way that these holds, or anybody's money, wait for: a question about
    /// another hold moves nothing, and can be left unanswered.
    pub fn is_quiet_about(&self, ids: &[HoldId]) -> bool {
        let matters = |id: &HoldId| {
            let moves = |tracked: &Tracked| {
                let flight = tracked.watch.in_flight.as_ref();
                flight.is_some_and(|flight| matches!(flight.about, About::Send(..)))
            };
            ids.contains(id) || self.holds.get(id).is_some_and(moves)
        };
        self.pending.is_none()
            && self.backlog.is_empty()
            && self.effects.is_empty()
            && !self.calls.values().any(matters)
    }

    fn take(&mut self, input: Input, now: Timestamp) {
        match input {
            Input::Command { ticket, command, authority } => {
                self.command(ticket, command, authority.as_ref(), now);
            }
            Input::Answered { call, answer } => self.answered(call, answer, now),
            Input::Loaded { entries } => self.loaded(&entries, now),
            Input::House(house) => self.house = house,
            Input::Woken => self.advance_all(now),
            // Handled before the backlog.
            Input::Appended { .. } | Input::HouseKept { .. } | Input::AppendFailed { .. } => {}
        }
    }
}
