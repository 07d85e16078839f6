use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{Activity, HoldView};
use crate::domain::{Kind, Phase};
use crate::tui::context::Ctx;
use crate::tui::theme::Meaning;
use crate::tui::trouble;
use crate::tui::widgets::{Line, bar, clock, draw_lines, elapsed, seconds_left};
use crate::tui::words::next_key;

/// Columns of the bar at most.
const BAR: u16 = 40;

/// What is going on with an open hold request.
pub(super) fn draw(
    ctx: &Ctx<'_>,
    hold: &HoldView,
    activity: &Activity,
    area: Rect,
    buf: &mut Buffer,
) {
    let mut lines = vec![Line::new(Meaning::Heading, ctx.text(headline(activity)))];
    lines.append(&mut about(ctx, hold));
    lines.push(Line::empty());
    lines.append(&mut clocks(ctx, activity));
    lines.push(Line::empty());
    lines.push(Line::plain(ctx.text(instruction(activity))));
    let taken = draw_lines(ctx, &lines, area, buf).saturating_add(1);
    if hold.trouble.is_some() && taken < area.height {
        let below = Rect {
            y: area.y.saturating_add(taken),
            height: area.height.saturating_sub(taken),
            ..area
        };
        trouble::draw(ctx, hold, below, buf);
    }
}

/// The question before an open request is undone.
pub(super) fn draw_stop(ctx: &Ctx<'_>, hold: &HoldView, area: Rect, buf: &mut Buffer) {
    let mut lines = vec![Line::new(Meaning::Alert, ctx.text("stop-title"))];
    lines.append(&mut about(ctx, hold));
    lines.push(Line::empty());
    let amount = hold.asked.words();
    lines.push(Line::plain(ctx.format("stop-what", &[("amount", &amount)])));
    lines.push(Line::plain(ctx.text("stop-or")));
    draw_lines(ctx, &lines, area, buf);
}

/// The money word, the amount, room and guest: on every screen about money.
pub(super) fn about(ctx: &Ctx<'_>, hold: &HoldView) -> Vec<Line> {
    let room = ctx.format("room-named", &[("room", &hold.stay.room)]);
    vec![
        Line::new(Meaning::of_money(hold.money), ctx.locale.money_with_symbol(hold.money))
            .and(Meaning::Text, "  ")
            .and(Meaning::Money, hold.asked.words())
            .and(Meaning::Text, format!("  {room}  {}", hold.stay.guest)),
    ]
}

fn headline(activity: &Activity) -> &'static str {
    match (activity.kind, activity.phase) {
        (Kind::Cancel, _) => "waiting-undoing",
        (_, Phase::Planned) => "waiting-not-sent",
        (_, Phase::Waiting) => "waiting-guest",
        (_, Phase::Sent) if activity.in_flight_since.is_some() && activity.inquiries == 0 => {
            "waiting-sent"
        }
        _ => "waiting-unclear",
    }
}

fn instruction(activity: &Activity) -> &'static str {
    match (activity.kind, activity.phase) {
        (Kind::Cancel, _) => "waiting-undoing-do",
        (_, Phase::Waiting) => "waiting-guest-do",
        _ => "waiting-unclear-do",
    }
}

/// What comes next and when, how often it was asked, and when the wait is over.
pub(super) fn clocks(ctx: &Ctx<'_>, activity: &Activity) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(since) = activity.in_flight_since {
        let time = clock(elapsed(ctx.now, since));
        lines.push(Line::plain(ctx.format("waiting-in-flight", &[("time", &time)])));
    } else if let Some((next, at)) = activity.next {
        let time = clock(seconds_left(ctx.now, at));
        let step = ctx.text(next_key(next));
        let words = ctx.format("waiting-next", &[("step", &step), ("time", &time)]);
        lines.push(Line::plain(words));
    }
    lines.push(Line::new(
        Meaning::Muted,
        ctx.format("waiting-inquiries", &[("count", activity.inquiries)]),
    ));
    if let Some(limit) = activity.limit {
        let left = seconds_left(ctx.now, limit);
        let time = clock(left);
        lines.push(Line::plain(ctx.format("waiting-limit", &[("time", &time)])));
        lines.push(bar_line(left));
    }
    lines
}

/// One column for a second of the last ones: the bar says "soon", the figures say when.
fn bar_line(left: u32) -> Line {
    let whole = left.max(u32::from(BAR));
    let filled = usize::from(bar(left, whole, BAR));
    let over = usize::from(BAR).saturating_sub(filled);
    Line::new(Meaning::BarLeft, "#".repeat(filled)).and(Meaning::BarOver, "-".repeat(over))
}
