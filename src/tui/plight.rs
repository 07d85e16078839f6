//! What is wrong with a hold, taken from what the desk shows: the locale says it in words. The command
//! line's `trouble` is the same.

use jiff::Timestamp;

use crate::desk::{HoldView, Next};
use crate::domain::{Fact, Kind, Money, News, Phase, State, UndoWhy};
use crate::locale::{self, Ending, Frame, Locale, Numbers, Plight, Step, Work};

use super::widgets::seconds_left;

/// The six lines about a hold; nothing where nothing is wrong with it.
pub fn trouble_frame(locale: &Locale, hold: &HoldView, now: Timestamp) -> Option<Frame> {
    plight(hold, now).map(|plight| locale::frame(locale, &plight))
}

/// The step that comes next by itself, in the locale's terms.
pub(super) const fn step_of(next: Next) -> Step {
    match next {
        Next::Inquire => Step::Inquire,
        Next::LastInquiry => Step::LastInquiry,
        Next::Undo => Step::Undo,
        Next::SendAgain => Step::SendAgain,
        Next::HandOver => Step::HandOver,
        Next::Drop => Step::Drop,
    }
}

fn plight(hold: &HoldView, now: Timestamp) -> Option<Plight<'_>> {
    let trouble = hold.trouble.as_ref();
    let activity = hold.activity.as_ref();
    let books = books(hold);
    let ending = ending(hold);
    let handed_over = trouble.is_some_and(|trouble| trouble.handed_over)
        || activity.is_some_and(|activity| activity.handed_over);
    // Sent, without an answer and without a request on its way: a program that was killed leaves this.
    let silent = activity.is_some_and(|activity| {
        activity.phase == Phase::Sent && activity.in_flight_since.is_none()
    });
    if trouble.is_none() && books.is_none() && ending.is_none() && !handed_over && !silent {
        return None;
    }
    let kind = trouble
        .map(|trouble| trouble.kind)
        .or_else(|| activity.map(|activity| activity.kind))
        .unwrap_or(Kind::Hold);
    let phase = trouble
        .map(|trouble| trouble.phase)
        .or_else(|| activity.map(|activity| activity.phase))
        .unwrap_or(if ending == Some(Ending::Late) { Phase::Done } else { Phase::Undone });
    Some(Plight {
        kind,
        phase,
        reason: trouble.map(|trouble| &trouble.reason),
        ending,
        handed_over,
        money: hold.money,
        amount: trouble
            .map(|trouble| trouble.money)
            .or_else(|| activity.map(|activity| activity.money))
            .unwrap_or(hold.asked),
        remaining: hold.remaining,
        books,
        work: work(hold, now),
        numbers: numbers(hold, kind),
    })
}

fn work(hold: &HoldView, now: Timestamp) -> Work {
    let Some(activity) = &hold.activity else {
        return Work::default();
    };
    let seconds = |at: Timestamp| i64::from(seconds_left(now, at));
    Work {
        in_flight: activity.in_flight_since.is_some(),
        next: activity.next.map(|(next, at)| (step_of(next), seconds(at))),
        limit: activity.limit.map(seconds),
        inquiries: activity.inquiries,
    }
}

fn numbers(hold: &HoldView, kind: Kind) -> Numbers<'_> {
    let of_kind = hold.timeline.iter().rev().find_map(|row| match &row.fact {
        Fact::Sending { kind: of, request, .. }
        | Fact::Learned { kind: of, request, .. }
        | Fact::Dropped { kind: of, request, .. }
        | Fact::HandedOver { kind: of, request }
            if *of == kind =>
        {
            Some(request)
        }
        Fact::Sending { .. }
        | Fact::Ordered { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::Learned { .. }
        | Fact::Dropped { .. }
        | Fact::HandedOver { .. }
        | Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::UndoDecided { .. } => None,
    });
    Numbers {
        seq: hold.timeline.last().map_or(0, |row| row.seq),
        hold: hold.id.as_str(),
        order: hold.order_no.as_str(),
        request: of_kind.unwrap_or(&hold.request_no).as_str(),
        authorization: hold.auth_no.as_deref(),
    }
}

/// The two sums, while the provider's books and the journal say different ones.
fn books(hold: &HoldView) -> Option<(Money, Money)> {
    hold.timeline.iter().fold(None, |books, row| match &row.fact {
        Fact::Learned { news: News::Differs { theirs, ours }, .. } => Some((*theirs, *ours)),
        Fact::Learned { news: News::Agrees, .. } => None,
        Fact::Learned { .. }
        | Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::Sending { .. }
        | Fact::Ordered { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::UndoDecided { .. }
        | Fact::Dropped { .. }
        | Fact::HandedOver { .. } => books,
    })
}

/// What ended the hold request, where no code of the provider did.
fn ending(hold: &HoldView) -> Option<Ending> {
    let undo = hold.timeline.iter().find_map(|row| match row.fact {
        Fact::UndoDecided { why } => Some(why),
        Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::Sending { .. }
        | Fact::Ordered { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::Learned { .. }
        | Fact::Dropped { .. }
        | Fact::HandedOver { .. } => None,
    });
    let undone = match &hold.trouble {
        Some(trouble) => trouble.kind == Kind::Hold && trouble.phase == Phase::Undone,
        None => true,
    };
    match (hold.state, undo) {
        (State::NotHeld, Some(UndoWhy::TimeUp)) if undone => Some(Ending::TimeUp),
        (State::NotHeld, Some(UndoWhy::Stopped)) if undone => Some(Ending::Stopped),
        (State::NotHeld, None) if undone => Some(Ending::Lapsed),
        // Whoever stopped it may not know: until somebody acts on it, it is said.
        (State::Held, Some(_)) if hold.remaining == hold.held && hold.captures.is_empty() => {
            Some(Ending::Late)
        }
        (
            State::NotHeld
            | State::Held
            | State::Waiting
            | State::Settled
            | State::Unclear
            | State::Attention,
            _,
        ) => None,
    }
}
