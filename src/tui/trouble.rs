//! The six-line frame of a hold in trouble (counter.md 4), always in the same order.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::HoldView;
use crate::locale::{Frame, Hint};

use super::context::Ctx;
use super::keymap::{Act, Place};
use super::plight::trouble_frame;
use super::text;
use super::theme::Meaning;
use super::widgets::{Line, draw_lines};

/// Between a label and its line.
const GAP: u16 = 2;

/// Draws the frame on the screen of a wait; gives the rows it took.
pub(super) fn draw(ctx: &Ctx<'_>, hold: &HoldView, area: Rect, buf: &mut Buffer) -> u16 {
    draw_at(ctx, Place::Waiting, hold, area, buf)
}

/// Draws the frame, if anything is wrong, with the keys of a place; gives the rows it took.
pub(super) fn draw_at(
    ctx: &Ctx<'_>,
    place: Place,
    hold: &HoldView,
    area: Rect,
    buf: &mut Buffer,
) -> u16 {
    let Some(frame) = trouble_frame(ctx.locale, hold, ctx.now) else {
        return 0;
    };
    let headline = Line::new(Meaning::Alert, frame.headline.clone());
    let mut taken = draw_lines(ctx, &[headline], area, buf);
    let rows = rows(ctx, place, &frame);
    let label_width = rows.iter().map(|(label, _)| text::width(label)).max().unwrap_or(0);
    let indent = u16::try_from(label_width).unwrap_or(0).saturating_add(GAP);
    for (label, line) in rows {
        let row = below(area, taken);
        if row.height == 0 {
            break;
        }
        let style = ctx.style(Meaning::Muted);
        buf.set_stringn(row.x, row.y, &label, usize::from(row.width), style);
        let beside = Rect {
            x: row.x.saturating_add(indent),
            width: row.width.saturating_sub(indent),
            ..row
        };
        taken = taken.saturating_add(draw_lines(ctx, &[line], beside, buf));
    }
    taken
}

/// The five lines under the headline, each with its label.
fn rows(ctx: &Ctx<'_>, place: Place, frame: &Frame) -> Vec<(String, Line)> {
    let money = Meaning::of_money(frame.money);
    let word = ctx.locale.money_with_symbol(frame.money);
    let quoted = ctx.format("trouble-quoted", &[("say", &frame.say)]);
    let code = ctx.format("trouble-help-code", &[("code", &frame.code)]);
    let help = Line::new(Meaning::Muted, format!("{}{code}", frame.help));
    vec![
        (
            ctx.text("trouble-label-money"),
            Line::new(money, word).and(Meaning::Text, format!("  {}", frame.money_text)),
        ),
        (ctx.text("trouble-label-now"), Line::plain(frame.now.clone())),
        (ctx.text("trouble-label-you"), what_to_do(ctx, place, frame)),
        (ctx.text("trouble-label-say"), Line::plain(quoted)),
        (ctx.text("trouble-label-help"), help),
    ]
}

/// What to do, with its key behind it where it has one at this place. The key's label stands there only
/// where the sentence does not name it.
fn what_to_do(ctx: &Ctx<'_>, place: Place, frame: &Frame) -> Line {
    let line = Line::plain(format!("{}  ", frame.act));
    let found = act_of(frame.hint).and_then(|act| Some((ctx.keys.key_of(place, act)?, act)));
    let Some((key, act)) = found else {
        return line;
    };
    let label = ctx.text(&format!("key-{}", act.name()));
    let line = line.and(Meaning::Key, key);
    if frame.act.to_lowercase().contains(&label.to_lowercase()) {
        return line;
    }
    line.and(Meaning::Text, format!(" {label}"))
}

const fn act_of(hint: Hint) -> Option<Act> {
    match hint {
        Hint::CheckNow => Some(Act::CheckNow),
        Hint::NewHold => Some(Act::CheckIn),
        Hint::Charge => Some(Act::Charge),
        Hint::Release => Some(Act::Release),
        Hint::Refund => Some(Act::Refund),
        Hint::Details => Some(Act::Details),
        Hint::None => None,
    }
}

/// What is left of an area under some rows.
pub(super) fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y.saturating_add(rows), height: area.height.saturating_sub(rows), ..area }
}
