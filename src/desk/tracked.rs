//! A hold in memory: what the journal says of it, and what this run of the program remembers.

use jiff::{SignedDuration, Timestamp};

use crate::domain::{
    Active, Entry, Fact, Hold, HoldId, Kind, Money, Number, PaymentCode, Phase, Uptime, Way,
};

use super::{Setup, Ticket, TimelineRow};

#[derive(Debug)]
pub(super) struct Tracked {
    pub(super) hold: Hold,
    pub(super) timeline: Vec<TimelineRow>,
    pub(super) watch: Watch,
    /// Grows with each use: which settled holds are forgotten first.
    pub(super) used: u64,
}

/// What a call is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum About {
    /// The money request itself.
    Send(Kind, Number),
    Inquire(Target),
}

/// What an inquiry looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Hold,
    Capture(Number),
    Release(Number),
    Refund { capture: Number, request: Number },
}

/// What is remembered of an unsettled request beside the journal. A restart forgets it, and loses
/// nothing by that but the count of inquiries.
#[derive(Debug, Default)]
pub(super) struct Watch {
    pub(super) in_flight: Option<InFlight>,
    /// The request that the counts below are of.
    stage: Option<Stage>,
    pub(super) inquiries: u32,
    pub(super) last_inquired: Option<Timestamp>,
    /// Inquiries in a row that found nothing, the first and the last of them.
    pub(super) absences: u32,
    pub(super) first_absent: Option<Timestamp>,
    pub(super) last_absent: Option<Timestamp>,
    /// Background inquiries since a person was called.
    pub(super) background: u32,
    /// A person wants the waiting to end.
    pub(super) stop: bool,
    /// The last inquiry before the undo was made and was not good news.
    pub(super) last_word: bool,
    /// A person wants to know now.
    pub(super) check: bool,
    /// The last question about a hold of which nothing is open brought no answer.
    pub(super) unanswered: bool,
    /// A person asked since the request last left. Once it is handed over, what the books do not have
    /// then leaves again without waiting for the background's turn.
    pub(super) insisted: bool,
    /// A person wants the next inquiry: it is no turn of the background's.
    pub(super) asked: bool,
    /// What the provider said is still held after a charge that should have given the rest back.
    pub(super) rest_seen: Option<Money>,
    /// It was read from the journal: what never left in the run before is not sent in this one.
    pub(super) resumed: bool,
    /// The clock was set back since its facts were written: how long the guest had is not known.
    pub(super) set_back: bool,
    /// The guest's code, while the request may have to be sent again.
    pub(super) code: Option<PaymentCode>,
    /// When the hold request last left, as late as that can have been. Its intent is older: a disk may
    /// have taken its time over it, and a computer may have slept meanwhile.
    pub(super) left_at: Option<Timestamp>,
    /// The journal could not be written: not before then.
    pub(super) not_before: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub(super) struct InFlight {
    pub(super) call: Ticket,
    pub(super) since: Timestamp,
    pub(super) about: About,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Stage {
    kind: Kind,
    request: Number,
    step: u8,
}

impl Tracked {
    pub(super) fn open(entry: &Entry) -> Result<Self, crate::domain::Broken> {
        let hold = Hold::opened(entry.hold.clone(), entry.at, &entry.fact)?;
        let mut tracked = Self { hold, timeline: Vec::new(), watch: Watch::default(), used: 0 };
        tracked.remember(entry);
        Ok(tracked)
    }

    /// A hold read from the journal, to go on with.
    pub(super) fn resume(
        entries: &[Entry],
        setup: &Setup,
        now: Timestamp,
    ) -> Result<Self, crate::domain::Broken> {
        let mut tracked = Self::read(entries, now)?;
        tracked.watch.resumed = true;
        tracked.watch.left_at = left_at(tracked.hold.opened.way, entries, setup, now);
        tracked.watch.set_back = entries.iter().any(|entry| entry.at > now);
        Ok(tracked)
    }

    /// A hold read from the journal. What is in it happened before `now`: where a clock that was set
    /// back says otherwise, waits are counted from `now`, so that no step waits for a time that is
    /// hours away. The timeline keeps the times as they were written.
    pub(super) fn read(entries: &[Entry], now: Timestamp) -> Result<Self, crate::domain::Broken> {
        let past = entries.iter().map(|entry| Entry { at: entry.at.min(now), ..entry.clone() });
        let hold = Hold::replay(&past.collect::<Vec<_>>())?;
        let mut tracked = Self { hold, timeline: Vec::new(), watch: Watch::default(), used: 0 };
        for entry in entries {
            tracked.remember(entry);
        }
        Ok(tracked)
    }

    pub(super) fn apply(&mut self, entry: &Entry) -> Result<(), crate::domain::Broken> {
        self.hold = self.hold.clone().apply(entry.at, &entry.fact)?;
        self.remember(entry);
        Ok(())
    }

    fn remember(&mut self, entry: &Entry) {
        let Entry { seq, at, fact, .. } = entry.clone();
        self.timeline.push(TimelineRow { seq, at, fact });
        let stage = stage_of(&self.hold);
        if stage != self.watch.stage {
            self.watch.renew(stage);
        }
        if let Fact::Sending { .. } = &entry.fact {
            self.watch.absences = 0;
            self.watch.first_absent = None;
            self.watch.last_absent = None;
            self.watch.insisted = false;
        }
        // The code has one use; nothing of it stays when that is over.
        let may_need_code = self.hold.progress.phase == Phase::Planned;
        if !may_need_code && !matches!(entry.fact, Fact::Opened(_) | Fact::Sending { .. }) {
            self.watch.code = None;
        }
    }

    pub(super) fn id(&self) -> &HoldId {
        &self.hold.id
    }
}

/// When the hold request can have left at the latest: before what was sent next, and where the program
/// ended before it sent anything, before this start.
///
/// Only the uptime says how long ago that is: a clock that was set forward would end the search for a
/// late arrival too soon. A scanned request cannot outlive its computer for long: where that was started
/// since, the clock may count, but for as much of the search as a connection can be held back. A QR code
/// outlives it in the guest's phone.
fn left_at(way: Way, entries: &[Entry], setup: &Setup, now: Timestamp) -> Option<Timestamp> {
    let sending = |entry: &Entry| matches!(entry.fact, Fact::Sending { kind: Kind::Hold, .. });
    let last = entries.iter().rposition(sending)?;
    let (own, after) = entries.get(last..)?.split_first()?;
    let boot = setup.boot.as_ref();
    let next = after.iter().find_map(uptime_of);
    if let Some(counted) = next.zip(boot).and_then(|(uptime, boot)| boot.when(uptime)) {
        return Some(counted.min(now));
    }
    let is_another = uptime_of(own).zip(boot).is_some_and(|(own, boot)| own.boot != boot.id);
    if way == Way::Qr || !is_another {
        return Some(now);
    }
    let waits = &setup.policy.absent_after;
    let longest = waits.iter().max().copied().unwrap_or_default();
    let shortest = waits.iter().min().copied().unwrap_or_default();
    let searched = now.checked_sub(longest.saturating_sub(shortest)).unwrap_or(now);
    Some(after.first().map_or(now, |entry| entry.at.max(searched)).min(now))
}

const fn uptime_of(entry: &Entry) -> Option<&Uptime> {
    match &entry.fact {
        Fact::Sending { uptime, .. } => uptime.as_ref(),
        Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::Ordered { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::Learned { .. }
        | Fact::UndoDecided { .. }
        | Fact::Dropped { .. }
        | Fact::HandedOver { .. } => None,
    }
}

impl Watch {
    fn renew(&mut self, stage: Option<Stage>) {
        let old = std::mem::take(self);
        *self = Self {
            stage,
            in_flight: old.in_flight,
            code: old.code,
            not_before: old.not_before,
            left_at: old.left_at,
            check: old.check,
            asked: old.asked,
            ..Self::default()
        };
    }

    /// Notes an inquiry that was answered.
    pub(super) fn inquired(&mut self, now: Timestamp, handed_over: bool) {
        self.inquiries = self.inquiries.saturating_add(1);
        self.last_inquired = Some(now);
        // What a person asked is no turn of the background's: whoever looks often makes nothing slower.
        self.check = false;
        let asked = std::mem::take(&mut self.asked);
        if handed_over && !asked {
            self.background = self.background.saturating_add(1);
        }
    }

    pub(super) fn absent(&mut self, now: Timestamp) {
        self.absences = self.absences.saturating_add(1);
        self.first_absent = self.first_absent.or(Some(now));
        self.last_absent = Some(now);
    }

    /// Whether looks that far apart all found nothing: one alone may be an old answer, or one about
    /// another order, since what a provider says of nothing names no number.
    pub(super) fn is_absent_for(&self, apart: SignedDuration) -> bool {
        let looks = self.first_absent.zip(self.last_absent);
        looks.is_some_and(|(first, last)| first != last && last.duration_since(first) >= apart)
    }

    pub(super) fn present(&mut self) {
        self.absences = 0;
        self.first_absent = None;
        self.last_absent = None;
    }
}

/// A charge goes through three stages that are counted apart: looked at before, asked about, and
/// the rest behind it.
fn stage_of(hold: &Hold) -> Option<Stage> {
    let active = hold.active()?;
    let request = active.request(hold);
    let step = match active.progress().phase {
        Phase::Planned => 0,
        Phase::Sent | Phase::Waiting => 1,
        Phase::Answered => 2,
        Phase::Done | Phase::Refused | Phase::Dropped | Phase::Undone => 3,
    };
    // A hold request that fell back to planned because nothing left keeps its counts.
    let step = if matches!(active, Active::Capture(_)) { step } else { step.max(1) };
    Some(Stage { kind: active.kind(), request: request.clone(), step })
}
