//! When the next automatic step of a hold is due, and which: the ladder as one pure function.

mod capture;
mod hold_request;
mod pace;
mod part;
mod undo;

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Active, Hold, Kind, Phase, Way};

use super::tracked::{Target, Watch};
use super::{Next, Policy};

/// How long before the provider lets a QR code lapse it is undone (alipay-preauth.md 5.3: 10 s).
const BEFORE_LAPSE: SignedDuration = SignedDuration::from_secs(10);

/// How long after its start a QR code is asked about less often (5.3: the first minute).
const EAGER: SignedDuration = SignedDuration::from_secs(60);

/// How often the second witness to an undo is asked for before a person is called.
const INQUIRIES_BEFORE_A_PERSON: u32 = 5;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Inquire(Target),
    /// The inquiry after which the hold request is undone.
    LastInquiry,
    DecideUndo,
    Send(Kind),
    HandOver,
    Drop,
    /// The rest did not go back with the charge: it is released apart.
    ReleaseRest,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) at: Timestamp,
    pub(super) step: Step,
}

impl Step {
    /// What a person reads of it.
    pub(super) const fn next(&self) -> Next {
        match self {
            Self::Inquire(_) => Next::Inquire,
            Self::LastInquiry => Next::LastInquiry,
            Self::DecideUndo | Self::Send(Kind::Cancel) => Next::Undo,
            Self::Send(_) | Self::ReleaseRest => Next::SendAgain,
            Self::HandOver => Next::HandOver,
            Self::Drop => Next::Drop,
        }
    }
}

/// Everything a rule looks at. No time in it is later than `now`: see [`super::tracked::Tracked::resume`].
struct Look<'a> {
    hold: &'a Hold,
    watch: &'a Watch,
    policy: &'a Policy,
    now: Timestamp,
}

/// The next step of a hold; `None` while a call is in flight or nothing is open.
pub(super) fn due(hold: &Hold, watch: &Watch, policy: &Policy, now: Timestamp) -> Option<Due> {
    if watch.in_flight.is_some() {
        return None;
    }
    let look = Look { hold, watch, policy, now };
    let due = match hold.active() {
        None if watch.check => Some(look.at_once(Step::Inquire(Target::Hold))),
        None => None,
        Some(active) if watch.check && active.progress().phase != Phase::Planned => {
            Some(look.at_once(Step::Inquire(target_of(active))))
        }
        Some(Active::Hold(progress)) => Some(look.hold_request(progress)),
        Some(Active::Undo(undo)) => look.undo(undo),
        Some(Active::Capture(capture)) => look.capture(capture),
        Some(Active::Release(release)) => {
            look.release(&release.progress, Target::Release(release.request.clone()))
        }
        Some(Active::Refund(capture, refund)) => look.refund(capture, refund),
    }?;
    let at = watch.not_before.map_or(due.at, |earliest| due.at.max(earliest));
    Some(Due { at, ..due })
}

/// Whether a person's question is still being followed up, although the request was handed over.
pub(super) fn is_pressed(hold: &Hold, watch: &Watch, policy: &Policy, now: Timestamp) -> bool {
    let look = Look { hold, watch, policy, now };
    hold.active().is_some_and(|active| look.is_pressed(active.progress()))
}

/// Until when the guest may confirm before the request is undone: the shorter of our wait and the
/// provider's.
pub(super) fn limit(hold: &Hold, policy: &Policy) -> Option<Timestamp> {
    let start = hold.progress.first_sent_at?;
    let lapse = SignedDuration::from_mins(i64::from(hold.opened.confirm_minutes));
    let lapse = lapse.saturating_sub(BEFORE_LAPSE);
    let wait = match hold.opened.way {
        Way::Scan => policy.scan_wait,
        Way::Qr => policy.qr_wait,
    };
    Some(later(start, wait.min(lapse)))
}

/// When a hold request that nobody has seen can no longer arrive.
pub(super) fn arrival_over(hold: &Hold, watch: &Watch, policy: &Policy) -> Option<Timestamp> {
    let sent = last_left(hold, watch)?;
    arrival_waits(hold, policy).into_iter().max().map(|wait| later(sent, wait))
}

/// When the hold request last left: at its intent, or later.
fn last_left(hold: &Hold, watch: &Watch) -> Option<Timestamp> {
    hold.progress.last_sent_at.max(watch.left_at)
}

fn arrival_waits(hold: &Hold, policy: &Policy) -> Vec<SignedDuration> {
    let mut waits = policy.absent_after.clone();
    // A QR code can be scanned until it lapses, so its absence means nothing before that.
    if hold.opened.way == Way::Qr {
        waits.push(SignedDuration::from_mins(i64::from(hold.opened.confirm_minutes)));
    }
    waits
}

pub(super) fn target_of(active: Active<'_>) -> Target {
    match active {
        Active::Hold(_) | Active::Undo(_) => Target::Hold,
        Active::Capture(capture) if capture.awaits_rest() => Target::Hold,
        Active::Capture(capture) => Target::Capture(capture.request.clone()),
        Active::Release(release) => Target::Release(release.request.clone()),
        Active::Refund(capture, refund) => {
            Target::Refund { capture: capture.request.clone(), request: refund.request.clone() }
        }
    }
}

fn later(from: Timestamp, wait: SignedDuration) -> Timestamp {
    from.checked_add(wait).unwrap_or(Timestamp::MAX)
}
