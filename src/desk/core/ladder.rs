//! Calls, their answers, and the steps that come due.

use jiff::Timestamp;

use crate::domain::{
    Answer, Class, Entry, Fact, Hold, HoldId, Kind, Money, News, Phase, Reason, Source, UndoWhy,
};

use super::super::asking::ask_for;
use super::super::learn::{self, Lesson};
use super::super::steps::{self, Due, Step};
use super::super::tracked::{About, InFlight, Target, Tracked};
use super::super::{Effect, Input, Policy, Ticket, verbs};
use super::{CALLS_AT_ONCE, Desk, Then};

impl Desk {
    pub(super) fn call(&mut self, id: &HoldId, about: About, now: Timestamp) {
        let Some(tracked) = self.holds.get_mut(id) else {
            return;
        };
        let Some(ask) = ask_for(&tracked.hold, &tracked.watch, &about) else {
            return;
        };
        let call = self.next_call;
        self.next_call = self.next_call.wrapping_add(1);
        if matches!(about, About::Send(Kind::Hold, _)) {
            tracked.watch.left_at = Some(now);
        }
        tracked.watch.in_flight = Some(InFlight { call, since: now, about });
        self.calls.insert(call, id.clone());
        self.effects.push_back(Effect::Call { call, hold: id.clone(), ask });
    }

    pub(super) fn answered(&mut self, call: Ticket, answer: Answer, now: Timestamp) {
        let Some(id) = self.calls.remove(&call) else {
            return;
        };
        let Some(tracked) = self.holds.get_mut(&id) else {
            return;
        };
        let Some(flight) = tracked.watch.in_flight.take_if(|flight| flight.call == call) else {
            return;
        };
        // An inquiry that a person wanted is as good as the one that the clock wanted.
        if matches!(flight.about, About::Inquire(_)) {
            tracked.watch.check = false;
        }
        let at_limit = tracked.is_past_wait(&self.setup.policy, now);
        let lesson = learn::learn(tracked, &flight.about, answer, &self.setup.policy, now);
        // Whatever the last inquiry said, it was the last: if it did not settle the hold, the undo
        // follows. A settled hold starts its watch anew.
        if at_limit && flight.about == About::Inquire(Target::Hold) {
            tracked.watch.last_word = true;
        }
        self.follow(id, lesson, now);
    }

    pub(super) fn follow(&mut self, id: HoldId, lesson: Lesson, now: Timestamp) {
        if lesson.facts.is_empty() {
            self.advance(&id, now);
            if self.pending.is_none() {
                self.advance_waiting(now);
            }
            return;
        }
        let then = lesson.then.map(|about| Then::Call(id.clone(), about)).into_iter().collect();
        self.append(id, lesson.facts, then, None, None);
    }

    pub(super) fn loaded(&mut self, entries: &[Entry], now: Timestamp) {
        let Ok(mut tracked) = Tracked::resume(entries, &self.setup, now) else {
            return;
        };
        // What may have left in the run before is asked about at once, however long a person has known
        // of it: as everything that is asked for at once, a few at a time.
        let active = tracked.hold.active();
        tracked.watch.check = active.is_some_and(|a| a.progress().phase != Phase::Planned);
        tracked.used = self.revision;
        let id = tracked.id().clone();
        if self.holds.contains_key(&id) {
            return;
        }
        self.holds.insert(id.clone(), tracked);
        self.advance(&id, now);
    }

    pub(super) fn advance_all(&mut self, now: Timestamp) {
        let ids: Vec<_> = self.holds.keys().cloned().collect();
        for id in ids {
            if self.pending.is_some() {
                // The rest follows when this append is durable.
                self.backlog.push_back(Input::Woken);
                return;
            }
            self.advance(&id, now);
        }
    }

    /// Holds that wait for a free place on the wire.
    pub(super) fn advance_waiting(&mut self, now: Timestamp) {
        let waiting = self.holds.values().filter(|tracked| tracked.watch.check);
        let ids: Vec<_> = waiting.map(|tracked| tracked.id().clone()).collect();
        for id in ids {
            if self.pending.is_some() || self.calls.len() >= CALLS_AT_ONCE {
                return;
            }
            self.advance(&id, now);
        }
    }

    /// Takes the step of one hold that is due.
    pub(super) fn advance(&mut self, id: &HoldId, now: Timestamp) {
        let Some(tracked) = self.holds.get_mut(id) else {
            return;
        };
        if self.pending.is_some() {
            return;
        }
        let due = steps::due(&tracked.hold, &tracked.watch, &self.setup.policy, now);
        let Some(Due { step, .. }) = due.filter(|due| due.at <= now) else {
            return;
        };
        if tracked.watch.check && self.calls.len() >= CALLS_AT_ONCE {
            return;
        }
        tracked.watch.not_before = None;
        match step {
            Step::Inquire(target) => self.call(id, About::Inquire(target), now),
            Step::LastInquiry => self.call(id, About::Inquire(Target::Hold), now),
            Step::DecideUndo | Step::Send(_) | Step::HandOver | Step::Drop | Step::ReleaseRest => {
                let chance = self.dice.next_u64();
                let lesson = facts_of(&tracked.hold, tracked.watch.stop, &step, chance);
                if !lesson.facts.is_empty() {
                    self.follow(id.clone(), lesson, now);
                }
            }
        }
    }
}

impl Tracked {
    /// Whether the wait for the guest is over, by the clock or by a person's word.
    fn is_past_wait(&self, policy: &Policy, now: Timestamp) -> bool {
        matches!(
            steps::due(&self.hold, &self.watch, policy, now),
            Some(Due { step: Step::LastInquiry, at }) if at <= now
        )
    }
}

/// The facts behind a step that moves money or gives up moving it.
fn facts_of(hold: &Hold, stopped: bool, step: &Step, chance: u64) -> Lesson {
    let Some(active) = hold.active() else {
        return Lesson::default();
    };
    let kind = active.kind();
    let request = active.request(hold).clone();
    let sends = active.progress().sends;
    match step {
        Step::DecideUndo => {
            let why = if stopped { UndoWhy::Stopped } else { UndoWhy::TimeUp };
            let mut lesson = learn::send(Kind::Cancel, &request, 0);
            lesson.facts.insert(0, Fact::UndoDecided { why });
            lesson
        }
        Step::Send(kind) => learn::send(*kind, &request, sends),
        Step::HandOver => Lesson { facts: vec![Fact::HandedOver { kind, request }], then: None },
        Step::Drop => {
            let reason = active.progress().reason.clone();
            let reason = reason.unwrap_or_else(|| {
                Reason::ours(Class::Unknown, "desk.not_sent", "given up before it was sent")
            });
            Lesson { facts: vec![Fact::Dropped { kind, request, reason }], then: None }
        }
        Step::ReleaseRest => {
            let zero = Money::zero(hold.opened.money.currency());
            let news = News::RestReleased { money: zero };
            let learned = Fact::Learned { kind, request, source: Source::Inquiry, news };
            let plan = verbs::release::plan(hold, hold.remaining(), String::new(), chance);
            let mut facts = vec![learned];
            facts.extend(plan.facts);
            Lesson { facts, then: plan.then }
        }
        Step::Inquire(_) | Step::LastInquiry => Lesson::default(),
    }
}
