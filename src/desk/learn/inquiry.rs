//! The reply to an inquiry. An inquiry can prove everything and moves nothing.

use jiff::Timestamp;

use crate::domain::{
    Active, Answer, Authorization, Class, Done, Fact, Hold, Kind, Money, News, Number, OrderStatus,
    Phase, Progress, Reason, Source, Standing,
};

use super::super::Policy;
use super::super::steps::arrival_over;
use super::super::tracked::{About, Target, Tracked};
use super::reply::misfit;
use super::{Lesson, learned, unless_known};

pub(super) fn learn(
    tracked: &mut Tracked,
    target: &Target,
    answer: Answer,
    policy: &Policy,
    now: Timestamp,
) -> Lesson {
    let active = tracked.hold.active();
    let handed_over = active.is_some_and(|active| active.progress().handed_over);
    tracked.watch.inquired(now, handed_over);
    match target {
        Target::Hold => of_hold(tracked, answer, policy, now),
        Target::Capture(request) => of_part(tracked, Kind::Capture, request, answer, now),
        Target::Release(request) => of_part(tracked, Kind::Release, request, answer, now),
        Target::Refund { .. } if is_early(tracked, &answer, policy, now) => Lesson::nothing(),
        Target::Refund { request, .. } => of_part(tracked, Kind::Refund, request, answer, now),
    }
}

/// A refund takes a while to reach the books: that it is not there yet means nothing (2.9).
fn is_early(tracked: &Tracked, answer: &Answer, policy: &Policy, now: Timestamp) -> bool {
    let sent = tracked.hold.active().and_then(|active| active.progress().last_sent_at);
    let on_its_way = sent.is_some_and(|sent| now.duration_since(sent) < policy.refund_settle);
    on_its_way && matches!(answer, Answer::Done(Done::Absent(_)))
}

/// A capture, release or refund in the provider's books.
fn of_part(
    tracked: &mut Tracked,
    kind: Kind,
    request: &Number,
    answer: Answer,
    now: Timestamp,
) -> Lesson {
    let Some((phase, known)) = standing_of(&tracked.hold, kind) else {
        return Lesson::nothing();
    };
    let news = match (kind, answer) {
        (Kind::Capture, Answer::Done(Done::Captured { trade_no })) => {
            return captured(&tracked.hold, request, trade_no);
        }
        (Kind::Release, Answer::Done(Done::Released)) => News::Released,
        (Kind::Refund, Answer::Done(Done::Refunded)) => News::Refunded,
        (_, Answer::Done(Done::Absent(reason))) => {
            tracked.watch.absent(now);
            return absent_part(tracked, kind, request, reason);
        }
        (_, Answer::Waiting(_)) => {
            tracked.watch.present();
            // Before the second witness the first one's word stands.
            if matches!(phase, Phase::Waiting | Phase::Answered) {
                return Lesson::nothing();
            }
            News::Waiting
        }
        (_, Answer::Refused(reason)) => News::Refused { reason },
        (_, Answer::Unknown(reason) | Answer::NotSent(reason)) => {
            return unless_known(known.as_ref(), kind, request, reason);
        }
        (_, Answer::Done(_)) => {
            return unless_known(known.as_ref(), kind, request, misfit());
        }
    };
    learned(kind, request, Source::Inquiry, news)
}

fn standing_of(hold: &Hold, kind: Kind) -> Option<(Phase, Option<Reason>)> {
    let active = hold.active()?;
    let progress = active.progress();
    (active.kind() == kind).then(|| (progress.phase, progress.reason.clone()))
}

/// How often the books must have nothing before that counts beside what the request was told: once
/// beside a refusal. Once more where it was told that it was done already, which contradicts them, and
/// where it was repeated, because an earlier one may have been carried out.
pub(in crate::desk) fn witnesses(progress: &Progress) -> u32 {
    let refused = progress.reason.as_ref().is_some_and(Reason::is_final);
    if refused && progress.sends <= 1 { 1 } else { 2 }
}

/// The books have nothing under the number of a request that was told no, or that it was already so:
/// then it did nothing, and will do nothing. What the books say of the hold itself is asked next.
fn absent_part(tracked: &mut Tracked, kind: Kind, request: &Number, reason: Reason) -> Lesson {
    let progress = tracked.hold.active().map(Active::progress);
    let enough = progress.filter(|progress| tracked.watch.absences >= witnesses(progress));
    let Some(said) = enough.and_then(|progress| progress.reason.clone()) else {
        return Lesson::nothing();
    };
    // "Already charged" and "no such charge" contradict each other: that is for a person.
    let elsewhere = said.class == Class::Already && said.signed && kind != Kind::Capture;
    if said.is_final() || elsewhere {
        tracked.watch.check = true;
        let class = Class::Refused;
        let reason = if elsewhere { Reason { class, ..reason } } else { said };
        return learned(kind, request, Source::Inquiry, News::Refused { reason });
    }
    Lesson::nothing()
}

/// The charge is proven. Where nothing is left there is no rest to wait for.
fn captured(hold: &Hold, request: &Number, trade_no: String) -> Lesson {
    let mut lesson = learned(Kind::Capture, request, Source::Inquiry, News::Captured { trade_no });
    let Some(capture) = hold.capture(request) else {
        return lesson;
    };
    let all = hold.remaining() == capture.money;
    if all && !capture.keep_rest {
        let zero = Money::zero(capture.money.currency());
        let news = News::RestReleased { money: zero };
        lesson.facts.extend(learned(Kind::Capture, request, Source::Inquiry, news).facts);
    }
    lesson
}

fn of_hold(tracked: &mut Tracked, answer: Answer, policy: &Policy, now: Timestamp) -> Lesson {
    if matches!(answer, Answer::Done(Done::Absent(_))) {
        tracked.watch.absent(now);
    } else if matches!(answer, Answer::Done(_) | Answer::Waiting(_)) {
        tracked.watch.present();
    }
    match tracked.hold.active() {
        Some(Active::Hold(_)) => hold_request(tracked, answer),
        Some(Active::Undo(_)) => undo(tracked, answer, policy, now),
        Some(Active::Capture(capture)) if capture.awaits_rest() => {
            let request = capture.request.clone();
            rest(tracked, &request, answer)
        }
        Some(Active::Capture(capture)) => {
            let request = capture.request.clone();
            before_capture(&tracked.hold, &request, answer)
        }
        Some(Active::Release(_) | Active::Refund(..)) => Lesson::nothing(),
        None => {
            tracked.watch.unanswered = !matches!(answer, Answer::Done(Done::Standing(_)));
            compare(&tracked.hold, answer)
        }
    }
}

fn hold_request(tracked: &Tracked, answer: Answer) -> Lesson {
    let hold = &tracked.hold;
    let request = &hold.opened.request_no;
    let say = |news| learned(Kind::Hold, request, Source::Inquiry, news);
    let known = hold.progress.reason.as_ref();
    match answer {
        Answer::Done(Done::Standing(standing)) => match (standing.order, &standing.authorization) {
            // What was charged was held: a journal that was restored from a backup has forgotten it.
            (OrderStatus::Authorized | OrderStatus::Finished, Some(authorization)) => {
                good(hold, authorization.clone(), &standing)
            }
            (OrderStatus::Init, _) => waiting(hold),
            (OrderStatus::Closed, _) => say(refused(known).unwrap_or(News::Closed)),
            (OrderStatus::Authorized | OrderStatus::Finished, None) => {
                unless_known(known, Kind::Hold, request, misfit())
            }
        },
        Answer::Waiting(_) => waiting(hold),
        // It may still be on its way, or nobody has scanned the QR code yet (4.4): unless it was
        // refused, so that it has arrived.
        Answer::Done(Done::Absent(_)) => {
            let enough = tracked.watch.absences >= witnesses(&hold.progress);
            refused(known).filter(|_| enough).map_or_else(Lesson::nothing, say)
        }
        Answer::Done(_) => unless_known(known, Kind::Hold, request, misfit()),
        Answer::Refused(reason) | Answer::Unknown(reason) | Answer::NotSent(reason) => {
            unless_known(known, Kind::Hold, request, reason)
        }
    }
}

/// What the request was told, where the books have just confirmed it.
fn refused(told: Option<&Reason>) -> Option<News> {
    told.filter(|told| told.is_final()).map(|told| News::Refused { reason: told.clone() })
}

/// The hold is good. Where less of it is left than was asked, somebody else was at it already.
fn good(hold: &Hold, authorization: Authorization, standing: &Standing) -> Lesson {
    let asked = hold.opened.money;
    let news = News::Held { authorization };
    let mut lesson = learned(Kind::Hold, &hold.opened.request_no, Source::Inquiry, news);
    let theirs = rest_of(standing, asked);
    if theirs != asked {
        lesson.facts.push(differs(hold, theirs, asked));
    }
    lesson
}

fn waiting(hold: &Hold) -> Lesson {
    if hold.progress.phase == Phase::Waiting {
        return Lesson::nothing();
    }
    learned(Kind::Hold, &hold.opened.request_no, Source::Inquiry, News::Waiting)
}

fn undo(tracked: &Tracked, answer: Answer, policy: &Policy, now: Timestamp) -> Lesson {
    let hold = &tracked.hold;
    let request = &hold.opened.request_no;
    let Some(undo) = &hold.undo else {
        return Lesson::nothing();
    };
    let say = |news| learned(Kind::Hold, request, Source::Inquiry, news);
    let known = undo.progress.reason.as_ref();
    let refused = known.is_some_and(Reason::is_final);
    match answer {
        Answer::Done(Done::Standing(standing)) => match (standing.order, &standing.authorization) {
            (OrderStatus::Closed, _) => say(News::Closed),
            // The provider will not undo it any more (after 24 hours, say): then the hold is good,
            // and a person releases it (4.5).
            (OrderStatus::Authorized, Some(authorization)) if refused => {
                good(hold, authorization.clone(), &standing)
            }
            (OrderStatus::Authorized | OrderStatus::Init, _) if refused => Lesson::nothing(),
            (OrderStatus::Authorized | OrderStatus::Init, _) => undo_again(tracked, policy),
            // What was charged can be undone by nobody.
            (OrderStatus::Finished, Some(authorization)) => {
                good(hold, authorization.clone(), &standing)
            }
            (OrderStatus::Finished, None) => unless_known(known, Kind::Cancel, request, misfit()),
        },
        Answer::Waiting(_) if !refused => undo_again(tracked, policy),
        Answer::Done(Done::Absent(_)) if undo.action.is_some() => say(News::Closed),
        Answer::Done(Done::Absent(reason)) => {
            let over = arrival_over(hold, &tracked.watch, policy).is_some_and(|over| now >= over);
            if over && tracked.watch.is_absent_for(policy.absent_again) {
                return say(News::Absent { reason });
            }
            Lesson::nothing()
        }
        // A final word on the undo is not overwritten by a silence after it.
        _ if refused => Lesson::nothing(),
        Answer::Done(_) | Answer::Waiting(_) => {
            unless_known(known, Kind::Cancel, request, misfit())
        }
        Answer::Refused(reason) | Answer::Unknown(reason) | Answer::NotSent(reason) => {
            unless_known(known, Kind::Cancel, request, reason)
        }
    }
}

/// The books still have it: the same undo again, while there are tries left or a person asks.
fn undo_again(tracked: &Tracked, policy: &Policy) -> Lesson {
    let hold = &tracked.hold;
    let Some(undo) = &hold.undo else {
        return Lesson::nothing();
    };
    let tries = usize::try_from(undo.progress.sends).unwrap_or(usize::MAX);
    if tries > policy.retry_after.len() && !undo.progress.handed_over {
        return Lesson::nothing();
    }
    send(Kind::Cancel, &hold.opened.request_no, undo.progress.sends)
}

/// A request with its intent before it.
pub(in crate::desk) fn send(kind: Kind, request: &Number, sends: u32) -> Lesson {
    let attempt = sends.saturating_add(1);
    Lesson {
        facts: vec![Fact::Sending { kind, request: request.clone(), attempt, uptime: None }],
        then: Some(About::Send(kind, request.clone())),
    }
}

/// The books are read before a charge leaves; a charge that they would refuse does not leave.
fn before_capture(hold: &Hold, request: &Number, answer: Answer) -> Lesson {
    let drop = |reason: Reason| {
        Lesson::fact(Fact::Dropped { kind: Kind::Capture, request: request.clone(), reason })
    };
    match answer {
        Answer::Done(Done::Standing(standing)) => {
            let theirs = rest_of(&standing, hold.remaining());
            if theirs == hold.remaining() && standing.order == OrderStatus::Authorized {
                return send(Kind::Capture, request, 0);
            }
            let mut lesson = drop(Reason::ours(
                Class::Already,
                "books.differ",
                format!("the provider holds {theirs}, this journal {}", hold.remaining()),
            ));
            lesson.facts.push(differs(hold, theirs, hold.remaining()));
            lesson
        }
        Answer::Done(Done::Absent(reason)) => drop(reason),
        // Asked again a few times; the ladder drops it after that.
        Answer::Done(_)
        | Answer::Waiting(_)
        | Answer::Refused(_)
        | Answer::Unknown(_)
        | Answer::NotSent(_) => Lesson::nothing(),
    }
}

fn rest(tracked: &mut Tracked, request: &Number, answer: Answer) -> Lesson {
    tracked.watch.rest_seen = None;
    let Answer::Done(Done::Standing(standing)) = answer else {
        return Lesson::nothing();
    };
    // An order that was charged was confirmed before: this is an old answer.
    if standing.order == OrderStatus::Init {
        return Lesson::nothing();
    }
    let left = tracked.hold.remaining();
    let theirs = rest_of(&standing, left);
    tracked.watch.rest_seen = Some(theirs);
    if theirs.is_zero() {
        let news = News::RestReleased { money: left };
        return learned(Kind::Capture, request, Source::Inquiry, news);
    }
    Lesson::nothing()
}

/// Nothing is open: do both books say the same?
fn compare(hold: &Hold, answer: Answer) -> Lesson {
    let Answer::Done(Done::Standing(standing)) = answer else {
        return Lesson::nothing();
    };
    let theirs = rest_of(&standing, hold.remaining());
    if theirs == hold.remaining() {
        if hold.differs.is_none() {
            return Lesson::nothing();
        }
        return learned(Kind::Hold, &hold.opened.request_no, Source::Inquiry, News::Agrees);
    }
    if hold.differs == Some(theirs) {
        return Lesson::nothing();
    }
    Lesson::fact(differs(hold, theirs, hold.remaining()))
}

fn differs(hold: &Hold, theirs: Money, ours: Money) -> Fact {
    Fact::Learned {
        kind: Kind::Hold,
        request: hold.opened.request_no.clone(),
        source: Source::Inquiry,
        news: News::Differs { theirs, ours },
    }
}

/// What the provider still holds. Where it does not say, its order status does.
fn rest_of(standing: &Standing, ours: Money) -> Money {
    match (standing.order, standing.rest) {
        (OrderStatus::Init, _) | (OrderStatus::Closed | OrderStatus::Finished, None) => {
            Money::zero(ours.currency())
        }
        (_, Some(rest)) => rest,
        (OrderStatus::Authorized, None) => ours,
    }
}
