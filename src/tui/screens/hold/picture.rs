//! The picture of a hold's page, from the top: who and how much, the sums, what goes on or is wrong,
//! what can be done, and what happened, the latest first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{Action, HoldView, StayView, Sums, TimelineRow};
use crate::domain::{Money, MoneyState, Phase, State, Stay};
use crate::locale::{Arg, describe, next_text};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::plight::step_of;
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::trouble::{self, below};
use crate::tui::widgets::{Line, List, clock, draw_lines, elapsed, seconds_left};

/// Rows of room from which on the parts stand apart.
const AIRY: u16 = 18;

/// Rows of room below which only what must be there is there.
const TIGHT: u16 = 14;

/// Rows that the timeline keeps where anything else would take them.
const TIMELINE: u16 = 4;

pub(super) fn draw(ctx: &Ctx<'_>, hold: &HoldView, timeline: List, area: Rect, buf: &mut Buffer) {
    let air = u16::from(area.height >= AIRY);
    let mut left = below(area, draw_head(ctx, hold, area, buf).saturating_add(air));
    let framed = trouble::draw_at(ctx, Place::Hold, hold, spare(left), buf);
    left = below(left, framed.saturating_add(if framed > 0 { air } else { 0 }));
    let mut lines = going_on(ctx, hold);
    lines.extend(charges(ctx, hold));
    lines.extend(end(ctx, hold).filter(|_| air > 0));
    lines.extend(noted(ctx, hold).filter(|_| air > 0));
    lines.extend(possible(ctx, hold));
    left = below(left, draw_lines(ctx, &lines, spare(left), buf).saturating_add(air));
    draw_timeline(ctx, hold, timeline, left, buf);
}

/// Room, guest, money and sums: the same at the top of every screen that can move this money.
pub(in crate::tui::screens) fn draw_head(
    ctx: &Ctx<'_>,
    hold: &HoldView,
    area: Rect,
    buf: &mut Buffer,
) -> u16 {
    let sums = Sums {
        held: hold.held,
        captured: hold.captured,
        released: hold.released,
        refunded: hold.refunded,
        remaining: hold.remaining,
    };
    let head = [who(ctx, &hold.stay), money(ctx, hold), sum_line(ctx, hold.money, &sums)];
    // A small window keeps its rows for what is done here.
    let others = others(ctx, hold).filter(|_| area.height >= TIGHT);
    let lines: Vec<Line> = head.into_iter().chain(others).collect();
    draw_lines(ctx, &lines, area, buf)
}

/// That this is not all there is of the stay: whoever charges one hold must not forget the other.
fn others(ctx: &Ctx<'_>, hold: &HoldView) -> Option<Line> {
    let stay = StayView::of(&ctx.snapshot.holds, hold);
    let others = stay.held().iter().filter(|other| other.id != hold.id).count();
    let left = stay.sums().ok()??.remaining.words();
    let count = u32::try_from(others).unwrap_or(u32::MAX);
    let args = [("count", Arg::Count(count)), ("amount", Arg::from(&left))];
    // Of what is not known the sum would be a guess.
    let key = match stay.money() {
        MoneyState::NotKnownYet => "hold-others-unclear",
        MoneyState::Held | MoneyState::NotHeld => "hold-others",
    };
    (others > 0).then(|| Line::new(Meaning::NotKnown, ctx.format(key, &args)))
}

/// Room, guest and booking.
pub(in crate::tui::screens) fn who(ctx: &Ctx<'_>, stay: &Stay) -> Line {
    let mut who = ctx.format("room-named", &[("room", &stay.room)]);
    for part in [&stay.guest, &stay.booking] {
        if !part.is_empty() {
            who.push_str("  ");
            who.push_str(part);
        }
    }
    Line::new(Meaning::Heading, who)
}

/// `held = charged + released + still held`. What is open is not in the sums: nothing in them is a guess.
pub(in crate::tui::screens) fn sum_line(ctx: &Ctx<'_>, money: MoneyState, sums: &Sums) -> Line {
    let sums = ctx.format(
        "sum-line",
        &[
            ("currency", sums.held.currency().code()),
            ("held", &figures(sums.held)),
            ("captured", &figures(sums.captured)),
            ("released", &figures(sums.released)),
            ("left", &figures(sums.remaining)),
        ],
    );
    match money {
        MoneyState::NotKnownYet => {
            Line::new(Meaning::Muted, ctx.text("sum-proven")).and(Meaning::Text, format!(" {sums}"))
        }
        MoneyState::Held | MoneyState::NotHeld => Line::plain(sums),
    }
}

/// The money word, with the amount that is held or was asked for, and the state where it says more.
fn money(ctx: &Ctx<'_>, hold: &HoldView) -> Line {
    let word = ctx.locale.money_with_symbol(hold.money);
    let amount = match hold.money {
        MoneyState::Held => hold.remaining.words(),
        MoneyState::NotHeld | MoneyState::NotKnownYet => {
            ctx.format("hold-asked", &[("amount", &hold.asked.words())])
        }
    };
    let line =
        Line::new(Meaning::of_money(hold.money), word).and(Meaning::Money, format!("  {amount}"));
    match hold.state {
        State::Waiting | State::Settled | State::Attention => {
            line.and(Meaning::Text, format!("  {}", ctx.locale.state(hold.state)))
        }
        State::Held | State::NotHeld | State::Unclear => line,
    }
}

/// An amount as a person reads it, without its currency.
fn figures(money: Money) -> String {
    let words = money.words();
    words.split_once(' ').map_or(words.clone(), |(_, figures)| figures.to_owned())
}

/// Without the rows that belong to the timeline.
const fn spare(area: Rect) -> Rect {
    Rect { height: area.height.saturating_sub(TIMELINE), ..area }
}

/// When it ends if nobody does anything: on a day, or never.
fn end(ctx: &Ctx<'_>, hold: &HoldView) -> Option<Line> {
    if hold.money != MoneyState::Held {
        return None;
    }
    let said = match ctx.setup.rules.ends(hold, &ctx.setup.zone) {
        Some(day) => ctx.format("hold-ends", &[("day", &day.to_string())]),
        None => ctx.text("hold-no-end"),
    };
    Some(Line::new(Meaning::Muted, said))
}

/// What was noted of the stay: when the guest leaves, the bill so far, until when a rest is kept.
fn noted(ctx: &Ctx<'_>, hold: &HoldView) -> Option<Line> {
    let Stay { departure, bill, keep_until, .. } = &hold.stay;
    let of = |key: &str, text: String| ctx.format(key, &[("what", text.as_str())]);
    let said = [
        departure.map(|day| of("hold-departure", day.to_string())),
        bill.map(|bill| of("hold-bill", bill.words())),
        keep_until.map(|day| of("hold-kept", day.to_string())),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| Line::plain(said.join("  ")))
}

/// What is under way, where the frame of trouble does not say it.
fn going_on(ctx: &Ctx<'_>, hold: &HoldView) -> Vec<Line> {
    let framed = crate::tui::plight::trouble_frame(ctx.locale, hold, ctx.now).is_some();
    let Some(activity) = hold.activity.as_ref().filter(|_| !framed) else {
        let unanswered = hold.unanswered && !framed;
        let text = || Line::new(Meaning::Alert, ctx.text("hold-unanswered"));
        return unanswered.then(text).into_iter().collect();
    };
    let kind = ctx.locale.kind(activity.kind);
    let phase = ctx.locale.phase_of(activity.kind, activity.phase);
    let amount = activity.money.words();
    let args = [("kind", kind.as_str()), ("amount", &amount), ("phase", &phase)];
    let mut line = Line::new(Meaning::NotKnown, ctx.format("hold-activity", &args));
    if let Some(since) = activity.in_flight_since {
        let time = clock(elapsed(ctx.now, since));
        line = line
            .and(Meaning::Text, format!("  {}", ctx.format("hold-in-flight", &[("time", &time)])));
    } else if let Some((next, at)) = activity.next {
        let seconds = i64::from(seconds_left(ctx.now, at));
        let step = next_text(ctx.locale, step_of(next), seconds, activity.inquiries);
        line = line.and(Meaning::Text, format!("  {step}"));
    }
    vec![line]
}

/// Its charges, each with what was paid back of it.
fn charges(ctx: &Ctx<'_>, hold: &HoldView) -> Vec<Line> {
    let line = |capture: &crate::desk::CaptureView| {
        let (amount, refunded) = (capture.money.words(), capture.refunded.words());
        let number = capture.trade_no.as_deref().unwrap_or(capture.request.as_str());
        let key =
            if capture.refunded.is_positive() { "hold-charge-refunded" } else { "hold-charge" };
        let args = [("amount", amount.as_str()), ("refunded", &refunded), ("number", number)];
        Line::plain(ctx.format(key, &args))
    };
    hold.captures.iter().filter(|capture| capture.phase == Phase::Done).map(line).collect()
}

/// What can be done now, each with what it will do to the money.
fn possible(ctx: &Ctx<'_>, hold: &HoldView) -> Vec<Line> {
    let remaining = hold.remaining.words();
    let refundable = hold.captured.minus(hold.refunded).unwrap_or(hold.captured).words();
    let asked = hold.asked.words();
    let args = [("remaining", remaining.as_str()), ("refundable", &refundable), ("asked", &asked)];
    let of_action = |action: &Action| match action {
        Action::Capture => (Act::Charge, "hold-can-charge"),
        Action::Release => (Act::Release, "hold-can-release"),
        Action::Refund => (Act::Refund, "hold-can-refund"),
        Action::Cancel => (Act::Undo, "hold-can-undo"),
        Action::CheckNow => (Act::CheckNow, "hold-can-check"),
        Action::Countersign => (Act::Countersign, "hold-can-countersign"),
        Action::CloseCase => (Act::Case, "hold-can-case"),
    };
    let mut acts: Vec<(Act, &str)> = hold.actions.iter().map(of_action).collect();
    if super::can(hold, Act::CheckIn) {
        acts.push((Act::CheckIn, "hold-can-hold-again"));
    }
    let line = |(act, key): (Act, &str)| {
        let name = text::left(&ctx.keys.key_of(Place::Hold, act)?, 5);
        Some(Line::new(Meaning::Key, name).and(Meaning::Text, ctx.format(key, &args)))
    };
    let mut lines: Vec<Line> = acts.into_iter().filter_map(line).collect();
    if hold.on_credit && hold.remaining.is_positive() {
        lines.push(Line::new(Meaning::Muted, ctx.text("charge-on-credit")));
    }
    lines
}

fn draw_timeline(ctx: &Ctx<'_>, hold: &HoldView, timeline: List, area: Rect, buf: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    let heading = Line::new(Meaning::Heading, ctx.text("hold-timeline"));
    let area = below(area, draw_lines(ctx, &[heading], area, buf));
    let rows: Vec<&TimelineRow> = hold.timeline.iter().rev().collect();
    for (place, line) in timeline.window(rows.len(), area) {
        let Some(row) = rows.get(place) else {
            continue;
        };
        let columns = usize::from(line.width);
        let at = ctx.local(row.at).strftime("%m-%d %H:%M:%S").to_string();
        let (x, _) = buf.set_stringn(line.x, line.y, at, columns, ctx.style(Meaning::Muted));
        let x = x.saturating_add(2);
        let room = usize::from(line.right().saturating_sub(x));
        let words = text::clip(&describe(ctx.locale, &row.fact), room);
        buf.set_stringn(x, line.y, words, room, ctx.style(Meaning::Text));
    }
}
