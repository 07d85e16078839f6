use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{Activity, HoldView};
use crate::tui::context::Ctx;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, QrFit, QrPicture, draw_lines};

use super::progress::{about, clocks};

/// Columns that the words beside the code need.
const BESIDE: u16 = 22;

/// Rows that the words below the code need.
const BELOW: u16 = 4;

/// Columns and rows of the window that are not the screen's.
const FRAME: (u16, u16) = (2, 3);

/// The QR code with amount, room and clocks beside or below it.
pub(super) fn draw(
    ctx: &Ctx<'_>,
    hold: &HoldView,
    activity: &Activity,
    text: &str,
    area: Rect,
    buf: &mut Buffer,
) {
    let beside = area.width.saturating_sub(BESIDE);
    let below = area.height.saturating_sub(BELOW);
    let at_the_side = QrPicture::fit(text, beside, area.height);
    let (picture, room) = match (at_the_side, QrPicture::fit(text, area.width, below)) {
        (QrFit::Fits(picture), _) => {
            let x = area.x.saturating_add(picture.columns()).saturating_add(2);
            let width = area.right().saturating_sub(x);
            (picture, Rect { x, width, ..area })
        }
        (_, QrFit::Fits(picture)) => {
            let y = area.y.saturating_add(picture.rows());
            let height = area.bottom().saturating_sub(y);
            (picture, Rect { y, height, ..area })
        }
        (QrFit::TooSmall { columns, rows }, _) => {
            let columns = columns.saturating_add(BESIDE).saturating_add(FRAME.0);
            let size = format!("{columns}x{}", rows.saturating_add(FRAME.1));
            let mut lines = vec![
                Line::new(Meaning::Alert, ctx.text("qr-too-small")),
                Line::plain(ctx.format("needs-size", &[("size", &size)])),
            ];
            lines.append(&mut about(ctx, hold));
            lines.append(&mut clocks(ctx, activity, area.width));
            draw_lines(ctx, &lines, area, buf);
            return;
        }
        (QrFit::TooLong, _) => {
            let mut lines = vec![Line::new(Meaning::Alert, ctx.text("qr-too-long"))];
            lines.append(&mut about(ctx, hold));
            lines.append(&mut clocks(ctx, activity, area.width));
            draw_lines(ctx, &lines, area, buf);
            return;
        }
    };
    picture.draw(area, buf);
    draw_lines(ctx, &words(ctx, hold, activity, room), room, buf);
}

fn words(ctx: &Ctx<'_>, hold: &HoldView, activity: &Activity, area: Rect) -> Vec<Line> {
    let room = ctx.format("room-named", &[("room", &hold.stay.room)]);
    let money = ctx.locale.money_with_symbol(hold.money);
    let mut lines = vec![
        Line::new(Meaning::Money, hold.asked.words()).and(Meaning::Text, format!("  {room}")),
        Line::plain(hold.stay.guest.as_str()),
        Line::new(Meaning::of_money(hold.money), money),
        Line::empty(),
        Line::plain(ctx.text("qr-scan-this")),
    ];
    if ctx.lesson.is_some() {
        lines.push(Line::new(Meaning::Muted, ctx.text("qr-training")));
    }
    lines.push(Line::empty());
    let mut clocks = clocks(ctx, activity, area.width);
    if area.height <= BELOW {
        // Below the code there is room for what matters: how much, for whom, how long.
        lines.truncate(1);
        clocks.reverse();
    }
    lines.append(&mut clocks);
    lines
}
