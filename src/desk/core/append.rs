//! What is written before anything else happens.

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Entry, Fact, HoldId, PaymentCode, Uptime};

use super::super::tracked::Tracked;
use super::super::{Effect, Refusal, Ticket, verbs};
use super::{Boot, Desk, Pending, Then};

/// How long after a failed append the next one is tried.
const AFTER_FAILED_APPEND: SignedDuration = SignedDuration::from_secs(5);

/// How many settled holds stay in memory for the screen: those that were used last.
const SETTLED_KEPT: usize = 100;

fn stamped(fact: Fact, now: Option<&Uptime>) -> Fact {
    match fact {
        Fact::Sending { kind, request, attempt, .. } => {
            Fact::Sending { kind, request, attempt, uptime: now.cloned() }
        }
        other @ (Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::Ordered { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::Learned { .. }
        | Fact::UndoDecided { .. }
        | Fact::Dropped { .. }
        | Fact::HandedOver { .. }) => other,
    }
}

impl Boot {
    /// How long the computer has been on at `now`, by the clock of this run.
    pub(in crate::desk) fn uptime(&self, now: Timestamp) -> Uptime {
        let millis = now.duration_since(self.at).as_millis();
        Uptime { boot: self.id.clone(), millis: i64::try_from(millis).unwrap_or(i64::MAX) }
    }

    /// When that was by the clock of this run; `None` where it was before another start.
    pub(in crate::desk) fn when(&self, uptime: &Uptime) -> Option<Timestamp> {
        if uptime.boot != self.id {
            return None;
        }
        self.at.checked_add(SignedDuration::from_millis(uptime.millis)).ok()
    }
}

impl Desk {
    pub(super) fn append(
        &mut self,
        id: HoldId,
        facts: Vec<Fact>,
        then: Vec<Then>,
        ticket: Option<Ticket>,
        code: Option<PaymentCode>,
    ) {
        let prepared = self.foreseen(&id, &facts, &then, code.as_ref());
        let uptime = self.setup.boot.as_ref().map(|boot| boot.uptime(self.now));
        let stamped = facts.into_iter().map(|fact| stamped(fact, uptime.as_ref()));
        let named = stamped.map(|fact| (id.clone(), fact)).collect();
        self.effects.push_back(Effect::Append { facts: named });
        self.effects.extend(prepared.map(|ask| Effect::Prepare { ask }));
        self.pending = Some(Pending { touched: vec![id], then, ticket, code });
    }

    pub(super) fn appended(&mut self, entries: &[Entry], now: Timestamp) {
        let Some(pending) = self.pending.take() else {
            return;
        };
        self.journal_down = None;
        for entry in entries {
            self.keep(entry);
        }
        if let (Some(code), Some(id)) = (pending.code, pending.touched.first())
            && let Some(tracked) = self.holds.get_mut(id)
        {
            tracked.watch.code = Some(code);
        }
        for then in pending.then {
            match then {
                Then::Accept(ticket, hold) => {
                    self.effects.push_back(Effect::Accepted { ticket, hold });
                }
                Then::Call(id, about) => self.call(&id, about, now),
                Then::Press(id) => {
                    if let Some(tracked) = self.holds.get_mut(&id) {
                        verbs::cancel::press(&tracked.hold, &mut tracked.watch);
                    }
                }
            }
        }
        for id in &pending.touched {
            self.advance(id, now);
        }
        if self.pending.is_none() {
            self.advance_waiting(now);
        }
        self.forget_settled();
    }

    /// The journal kept a fact, so it is so. A fact that does not fit is never written: the journal
    /// folds before it keeps.
    pub(super) fn keep(&mut self, entry: &Entry) {
        if let Some(tracked) = self.holds.get_mut(&entry.hold) {
            tracked.used = self.revision;
            if let Err(error) = tracked.apply(entry) {
                self.journal_down = Some(error.to_string());
            }
            return;
        }
        match Tracked::open(entry) {
            Ok(mut tracked) => {
                tracked.used = self.revision;
                self.holds.insert(entry.hold.clone(), tracked);
            }
            Err(error) => self.journal_down = Some(error.to_string()),
        }
    }

    pub(super) fn append_failed(&mut self, why: String, now: Timestamp) {
        let Some(pending) = self.pending.take() else {
            return;
        };
        if let Some(ticket) = pending.ticket {
            let refusal = Refusal::JournalDown(why.clone());
            self.effects.push_back(Effect::Rejected { ticket, refusal });
            // Nothing left, so the guest's code is as good as before.
            if pending.code.is_some() {
                self.used_codes.pop();
            }
        }
        self.journal_down = Some(why);
        let later = now.checked_add(AFTER_FAILED_APPEND).unwrap_or(now);
        // Only its own holds: what cannot be written of one of them keeps no other from its steps.
        for id in &pending.touched {
            if let Some(tracked) = self.holds.get_mut(id) {
                tracked.watch.not_before = Some(later);
                // What the last inquiry said may be what could not be written: it is made again.
                tracked.watch.last_word = false;
            }
        }
    }

    pub(super) fn forget_settled(&mut self) {
        let settled = self.holds.values().filter(|tracked| !tracked.hold.is_open());
        let mut old: Vec<_> = settled.map(|tracked| (tracked.used, tracked.id().clone())).collect();
        if old.len() <= SETTLED_KEPT {
            return;
        }
        old.sort();
        let surplus = old.len().saturating_sub(SETTLED_KEPT);
        for (_, id) in old.into_iter().take(surplus) {
            let busy = self.holds.get(&id).is_some_and(|t| t.watch.in_flight.is_some());
            if !busy {
                self.holds.remove(&id);
            }
        }
    }
}
