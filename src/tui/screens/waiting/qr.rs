use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{Activity, HoldView};
use crate::tui::context::Ctx;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, QrFit, QrPicture, draw_lines};

use super::progress::clocks;

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
    let words = words(ctx, hold, activity);
    let beside = area.width.saturating_sub(BESIDE);
    let below = area.height.saturating_sub(BELOW);
    let at_the_side = QrPicture::fit(text, beside, area.height);
    match (at_the_side, QrPicture::fit(text, area.width, below)) {
        (QrFit::Fits(picture), _) => {
            picture.draw(area, buf);
            let x = area.x.saturating_add(picture.columns()).saturating_add(2);
            let side = Rect { x, width: area.right().saturating_sub(x), ..area };
            draw_lines(ctx, &words, side, buf);
        }
        (_, QrFit::Fits(picture)) => {
            picture.draw(area, buf);
            let y = area.y.saturating_add(picture.rows());
            let under = Rect { y, height: area.bottom().saturating_sub(y), ..area };
            draw_lines(ctx, &words, under, buf);
        }
        (QrFit::TooSmall { columns, rows }, _) => {
            let columns = columns.saturating_add(BESIDE).saturating_add(FRAME.0);
            let size = format!("{columns}x{}", rows.saturating_add(FRAME.1));
            let mut lines = vec![
                Line::new(Meaning::Alert, ctx.text("qr-too-small")),
                Line::plain(ctx.format("needs-size", &[("size", &size)])),
                Line::empty(),
            ];
            lines.extend(words);
            draw_lines(ctx, &lines, area, buf);
        }
        (QrFit::TooLong, _) => {
            let mut lines = vec![Line::new(Meaning::Alert, ctx.text("qr-too-long")), Line::empty()];
            lines.extend(words);
            draw_lines(ctx, &lines, area, buf);
        }
    }
}

fn words(ctx: &Ctx<'_>, hold: &HoldView, activity: &Activity) -> Vec<Line> {
    let room = ctx.format("room-named", &[("room", &hold.stay.room)]);
    let mut lines = vec![
        Line::new(Meaning::Money, hold.asked.words()),
        Line::plain(format!("{room}  {}", hold.stay.guest)),
        Line::new(Meaning::of_money(hold.money), ctx.locale.money_with_symbol(hold.money)),
        Line::empty(),
        Line::plain(ctx.text("qr-scan-this")),
        Line::empty(),
    ];
    lines.append(&mut clocks(ctx, activity));
    lines
}
