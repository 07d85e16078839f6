//! The six-line frame of a hold in trouble (counter.md 4), drawn from what the desk shows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::HoldView;

use super::context::Ctx;
use super::theme::Meaning;
use super::widgets::{Line, draw_lines};

/// Draws the frame; gives the rows it took.
pub(super) fn draw(ctx: &Ctx<'_>, hold: &HoldView, area: Rect, buf: &mut Buffer) -> u16 {
    let money = ctx.locale.money_with_symbol(hold.money);
    draw_lines(
        ctx,
        &[Line::new(Meaning::of_money(hold.money), money)],
        area,
        buf,
    )
}
