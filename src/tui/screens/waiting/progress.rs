use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{Activity, HoldView};
use crate::domain::{Kind, Phase};
use crate::tui::context::Ctx;
use crate::tui::theme::Meaning;
use crate::tui::trouble::{self, below};

use super::is_trouble;
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
    let mut lines = about(ctx, hold);
    lines.push(Line::empty());
    if is_trouble(ctx, hold) {
        let taken = draw_lines(ctx, &lines, area, buf);
        let rest = below(area, taken);
        let taken = trouble::draw(ctx, hold, rest, buf).saturating_add(1);
        draw_lines(ctx, &limit(ctx, activity, area.width), below(rest, taken), buf);
        return;
    }
    lines.push(Line::new(Meaning::Heading, ctx.text(headline(activity))));
    lines.append(&mut clocks(ctx, activity, area.width));
    lines.push(Line::empty());
    lines.append(&mut instructions(ctx, activity));
    draw_lines(ctx, &lines, area, buf);
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

/// What the cashier does, and what the guest hears.
fn instructions(ctx: &Ctx<'_>, activity: &Activity) -> Vec<Line> {
    let (act, say) = match (activity.kind, activity.phase) {
        (Kind::Cancel, _) => ("waiting-undoing-do", "waiting-undoing-say"),
        (_, Phase::Waiting) => ("waiting-guest-do", "waiting-guest-say"),
        _ => ("waiting-unclear-do", "waiting-unclear-say"),
    };
    let words = ctx.text(say);
    vec![
        Line::plain(ctx.text(act)),
        Line::new(Meaning::Muted, ctx.format("say-to-guest", &[("words", &words)])),
    ]
}

/// What comes next and when, how often it was asked, and when the wait is over.
pub(super) fn clocks(ctx: &Ctx<'_>, activity: &Activity, width: u16) -> Vec<Line> {
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
    lines.append(&mut limit(ctx, activity, width));
    lines
}

/// When the wait for the guest is over, and how much of it is left.
fn limit(ctx: &Ctx<'_>, activity: &Activity, width: u16) -> Vec<Line> {
    let Some(limit) = activity.limit else {
        return Vec::new();
    };
    let left = seconds_left(ctx.now, limit);
    let time = clock(left);
    vec![
        Line::plain(ctx.format("waiting-limit", &[("time", &time)])),
        bar_line(left, BAR.min(width)),
    ]
}

/// One column for a second of the last ones: the bar says "soon", the figures say when.
fn bar_line(left: u32, columns: u16) -> Line {
    let whole = left.max(u32::from(columns));
    let filled = usize::from(bar(left, whole, columns));
    let over = usize::from(columns).saturating_sub(filled);
    Line::new(Meaning::BarLeft, "#".repeat(filled)).and(Meaning::BarOver, "-".repeat(over))
}
