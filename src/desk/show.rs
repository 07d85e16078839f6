//! From a tracked hold to what people see of it.

use jiff::Timestamp;

use crate::domain::{Active, Fact, Hold, Kind, News, Phase, Way};

use super::steps;
use super::tracked::Tracked;
use super::{Action, Activity, CaptureView, Case, HoldView, Policy, TimelineRow, Trouble};

pub(super) fn view(tracked: &Tracked, policy: &Policy, now: Timestamp) -> HoldView {
    let hold = &tracked.hold;
    HoldView {
        activity: activity(tracked, policy, now),
        unanswered: tracked.watch.unanswered,
        checking: tracked.watch.check,
        timeline: tracked.timeline.clone(),
        case: case(hold, &tracked.timeline),
        ..of_hold(hold)
    }
}

impl HoldView {
    /// A hold from its entries alone, as a reader of the journal sees it: what is open is open, and
    /// nobody here is working on it.
    pub fn from_entries(entries: &[crate::domain::Entry]) -> Result<Self, crate::domain::Broken> {
        let tracked = Tracked::read(entries, Timestamp::MAX)?;
        let hold = &tracked.hold;
        let activity = hold.active().map(|active| resting(active, hold));
        let case = case(hold, &tracked.timeline);
        Ok(Self { activity, case, timeline: tracked.timeline.clone(), ..of_hold(hold) })
    }
}

fn of_hold(hold: &Hold) -> HoldView {
    let opened = &hold.opened;
    let authorization = hold.authorization.as_ref();
    HoldView {
        id: hold.id.clone(),
        stay: hold.stay.clone(),
        way: opened.way,
        provider: opened.provider.clone(),
        state: hold.state(),
        money: hold.money(),
        asked: opened.money,
        held: hold.held(),
        captured: hold.captured(),
        released: hold.released(),
        refunded: hold.refunded(),
        remaining: hold.remaining(),
        opened_at: hold.opened_at,
        order_no: opened.order_no.clone(),
        request_no: opened.request_no.clone(),
        auth_no: authorization.map(|known| known.auth_no.clone()),
        payer_login: authorization.map(|known| known.payer_login.clone()).unwrap_or_default(),
        on_credit: authorization.is_some_and(|known| known.on_credit),
        captures: captures(hold),
        qr: shown_qr(hold),
        trouble: trouble(hold),
        case: None,
        activity: None,
        checking: false,
        unanswered: false,
        actions: actions(hold),
        timeline: Vec::new(),
    }
}

/// The case of a hold: its number is the entry that called a person last.
fn case(hold: &Hold, timeline: &[TimelineRow]) -> Option<Case> {
    if !hold.is_case() {
        return None;
    }
    let calls = |fact: &Fact| match fact {
        Fact::HandedOver { .. } | Fact::Learned { news: News::Differs { .. }, .. } => true,
        Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::Ordered { .. }
        | Fact::Sending { .. }
        | Fact::Learned { .. }
        | Fact::UndoDecided { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::Dropped { .. } => false,
    };
    let row = timeline.iter().rev().find(|row| calls(&row.fact))?;
    let active = hold.active();
    let needs_number = match active {
        Some(Active::Hold(_) | Active::Undo(_)) => true,
        Some(Active::Capture(capture)) => !capture.awaits_rest(),
        Some(Active::Release(_) | Active::Refund(..)) | None => false,
    };
    Some(Case {
        number: row.seq,
        since: row.at,
        kind: active.map_or(Kind::Hold, Active::kind),
        missing: hold.missing(),
        needs_number,
    })
}

fn captures(hold: &Hold) -> Vec<CaptureView> {
    let view = |capture: &crate::domain::Capture| CaptureView {
        request: capture.request.clone(),
        trade_no: capture.trade_no.clone(),
        money: capture.money,
        refunded: capture.refunded(),
        phase: capture.progress.phase,
    };
    hold.captures.iter().map(view).collect()
}

/// The QR code is shown only while a scan of it would do what the cashier means.
fn shown_qr(hold: &Hold) -> Option<String> {
    let waits = matches!(hold.active(), Some(Active::Hold(_)));
    hold.qr.clone().filter(|_| waits && hold.opened.way == Way::Qr)
}

/// The open request's trouble, or why the last one was refused.
fn trouble(hold: &Hold) -> Option<Trouble> {
    if let Some(active) = hold.active() {
        let progress = active.progress();
        // An undo that is under way inherits the reason for which it was wanted.
        let reason = progress.reason.clone().or_else(|| hold.progress.reason.clone());
        return reason.map(|reason| Trouble {
            kind: active.kind(),
            phase: progress.phase,
            reason,
            money: money_of(active, hold),
            handed_over: progress.handed_over,
        });
    }
    let last = last_settled(hold)?;
    let failed = matches!(last.1.phase, Phase::Refused | Phase::Dropped | Phase::Undone);
    let reason = last.1.reason.clone().filter(|_| failed)?;
    let (kind, progress, money) = last;
    Some(Trouble { kind, phase: progress.phase, reason, money, handed_over: false })
}

type Settled<'a> = (Kind, &'a crate::domain::Progress, crate::domain::Money);

/// The request that was settled last.
fn last_settled(hold: &Hold) -> Option<Settled<'_>> {
    let own: Settled<'_> = (Kind::Hold, &hold.progress, hold.opened.money);
    let captures = hold.captures.iter().map(|c| (Kind::Capture, &c.progress, c.money));
    let releases = hold.releases.iter().map(|r| (Kind::Release, &r.progress, r.money));
    let refunds = hold.captures.iter().flat_map(|c| &c.refunds);
    let refunds = refunds.map(|r| (Kind::Refund, &r.progress, r.money));
    std::iter::once(own)
        .chain(captures)
        .chain(releases)
        .chain(refunds)
        .max_by_key(|(_, progress, _)| progress.planned_at)
}

fn money_of(active: Active<'_>, hold: &Hold) -> crate::domain::Money {
    match active {
        Active::Hold(_) | Active::Undo(_) => hold.opened.money,
        Active::Capture(capture) => capture.money,
        Active::Release(release) => release.money,
        Active::Refund(_, refund) => refund.money,
    }
}

fn activity(tracked: &Tracked, policy: &Policy, now: Timestamp) -> Option<Activity> {
    let (hold, watch) = (&tracked.hold, &tracked.watch);
    let flight = watch.in_flight.as_ref();
    let active = hold.active();
    if active.is_none() && flight.is_none() {
        return None;
    }
    let next = steps::due(hold, watch, policy, now).map(|due| (due.step.next(), due.at));
    let limit = match active {
        Some(Active::Hold(_)) => steps::limit(hold, policy),
        Some(_) | None => None,
    };
    let active = active.unwrap_or(Active::Hold(&hold.progress));
    Some(Activity {
        in_flight_since: flight.map(|flight| flight.since),
        inquiries: watch.inquiries,
        next,
        limit,
        pressed: steps::is_pressed(hold, watch, policy, now),
        ..resting(active, hold)
    })
}

/// A request on which nobody is working.
fn resting(active: Active<'_>, hold: &Hold) -> Activity {
    let progress = active.progress();
    Activity {
        kind: active.kind(),
        phase: progress.phase,
        money: money_of(active, hold),
        in_flight_since: None,
        inquiries: 0,
        sends: progress.sends,
        next: None,
        limit: None,
        handed_over: progress.handed_over,
        pressed: false,
    }
}

fn actions(hold: &Hold) -> Vec<Action> {
    let mut actions = of_money(hold);
    if !hold.alone.is_empty() {
        actions.push(Action::Countersign);
    }
    if hold.is_case() {
        actions.push(Action::CloseCase);
    }
    actions
}

fn of_money(hold: &Hold) -> Vec<Action> {
    match hold.active() {
        Some(Active::Hold(_)) => vec![Action::Cancel, Action::CheckNow],
        // The tries of the program are used up: a person may have one more made.
        Some(Active::Undo(undo)) if undo.progress.handed_over => {
            vec![Action::Cancel, Action::CheckNow]
        }
        Some(_) => vec![Action::CheckNow],
        None if hold.differs.is_some() => vec![Action::CheckNow],
        None => {
            let mut actions = Vec::new();
            if hold.remaining().is_positive() {
                actions.extend([Action::Capture, Action::Release]);
            }
            if hold.captures.iter().any(|capture| capture.refundable().is_positive()) {
                actions.push(Action::Refund);
            }
            if hold.remaining().is_positive() {
                actions.push(Action::CheckNow);
            }
            actions
        }
    }
}
