use jiff::SignedDuration;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::locale::{ScanTrouble, advise};
use crate::scanner::{Device, Health};
use crate::tui::context::Ctx;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{
    Align, Column, Line, List, draw_lines, draw_row, fit_columns, line_rows, panel,
};
use crate::tui::words::{health_key, source_key, speaks_key, symbology_key};

use super::{Scanners, Shape, Tested, Typed, advice};

/// Name, USB numbers, way of talking, state.
const COLUMNS: [Column; 4] = [
    Column { least: 10, most: 40, align: Align::Left, spare: 0 },
    Column { least: 9, most: 9, align: Align::Left, spare: 2 },
    Column { least: 10, most: 12, align: Align::Left, spare: 1 },
    Column { least: 16, most: 18, align: Align::Left, spare: 0 },
];

/// Below this many rows the trial has no box around it.
const LOW: u16 = 14;

pub(super) fn draw(page: &Scanners, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) {
    let low = area.height < LOW;
    let trial = trial(page, ctx, low);
    let columns = area.width.saturating_sub(if low { 0 } else { 4 });
    let rows: u16 = trial.iter().map(|line| line_rows(line, columns)).sum();
    let frame = if low { 0 } else { 2 };
    let height = rows.saturating_add(frame).min(area.height.saturating_sub(area.height / 2));
    let above = Rect { height: area.height.saturating_sub(height), ..area };
    let below = Rect { y: above.bottom(), height, ..area };
    let devices = draw_devices(page, ctx, above, buf);
    let gap = u16::from(!low && devices > 0);
    let advice = Rect {
        y: above.y.saturating_add(devices).saturating_add(gap),
        height: above.height.saturating_sub(devices).saturating_sub(gap),
        ..above
    };
    draw_advice(page, ctx, advice, buf);
    let inner = if low {
        below
    } else {
        panel(ctx, &ctx.text("scanners-trial"), Meaning::Heading, below, buf)
    };
    draw_lines(ctx, &trial, inner, buf);
}

/// One row for each scanner; gives the rows they took.
fn draw_devices(page: &Scanners, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> u16 {
    let devices = Scanners::devices(ctx);
    let most = area.height.div_ceil(3);
    let height = u16::try_from(devices.len()).unwrap_or(most).min(most);
    let area = Rect { height, ..area };
    let chosen = page.place(ctx);
    let widths = fit_columns(&COLUMNS, area.width);
    for (place, line) in List::at(chosen).window(devices.len(), area) {
        if let Some(device) = devices.get(place) {
            draw_row(&COLUMNS, &widths, &cells(ctx, device), line, buf);
            if place == chosen {
                buf.set_style(line, ctx.style(Meaning::Selected));
            }
        }
    }
    height
}

fn cells(ctx: &Ctx<'_>, device: &Device) -> Vec<(String, Style)> {
    let text = ctx.style(Meaning::Text);
    let muted = ctx.style(Meaning::Muted);
    let state = match device.health {
        Health::Reading => Meaning::Success,
        Health::Opening | Health::Typing => Meaning::Text,
        Health::NotAllowed | Health::Busy | Health::Broken(_) => Meaning::Alert,
        Health::Unused => Meaning::Muted,
    };
    vec![
        (device.name.clone(), ctx.style(Meaning::Heading)),
        (format!("{:04x}:{:04x}", device.vendor, device.product), muted),
        (ctx.text(speaks_key(device.speaks)), text),
        (ctx.text(health_key(&device.health)), ctx.style(state)),
    ]
}

fn draw_advice(page: &Scanners, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) {
    let lines = advice::lines(page, ctx);
    let last = lines.len().saturating_sub(1);
    draw_lines(ctx, lines.get(page.scrolled.min(last)..).unwrap_or_default(), area, buf);
}

/// What was tried out.
fn trial(page: &Scanners, ctx: &Ctx<'_>, low: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    match &page.tested {
        Some(Tested::Scan(shape)) => lines.append(&mut scan(shape, ctx)),
        Some(Tested::Garbled(garbled)) => {
            let advice = advise(ctx.locale, ScanTrouble::Garbled(*garbled));
            lines.push(Line::new(Meaning::Alert, advice.headline));
            lines.push(Line::plain(advice.act));
        }
        None if low => lines.push(Line::plain(ctx.text("scanners-try-low"))),
        None => lines.push(Line::plain(ctx.text("scanners-try"))),
    }
    lines.append(&mut page.typed.map_or_else(Vec::new, |typed| pace(typed, ctx)));
    let reports = page.reports.iter();
    lines.extend(reports.map(|report| Line::new(Meaning::Muted, report.hex().to_owned())));
    lines
}

fn scan(shape: &Shape, ctx: &Ctx<'_>) -> Vec<Line> {
    let (meaning, what) = match shape.trouble {
        None => (Meaning::Success, ctx.text("scanners-good")),
        Some(trouble) => (Meaning::Text, advise(ctx.locale, trouble).headline),
    };
    let kind = shape.symbology.map_or_else(
        || ctx.text("symbology-unknown"),
        |aim| format!("{} {aim}", ctx.text(symbology_key(aim))),
    );
    let count = ctx.format("scanners-length", &[("count", shape.characters)]);
    let source = ctx.text(source_key(shape.source));
    let took = millis(ctx, shape.took);
    vec![
        Line::new(meaning, what),
        Line::plain(format!("{}  {count}", shape.masked)),
        Line::plain(format!("{kind}, {source}, {took}")),
    ]
}

/// How fast keys came, and why that is perhaps too slow.
fn pace(typed: Typed, ctx: &Ctx<'_>) -> Vec<Line> {
    /// A hand that tries a few keys is not told that it is slow.
    const MANY: usize = 12;
    let took = millis(ctx, typed.last.duration_since(typed.began));
    let widest = millis(ctx, typed.widest);
    let count = typed.count.to_string();
    let args = [("number", &*count), ("took", &*took), ("widest", &*widest)];
    let mut lines = vec![Line::new(Meaning::Muted, ctx.format("scanners-pace", &args))];
    let longest = ctx.setup.gaps.longest;
    if typed.widest > longest && typed.count >= MANY {
        let longest = millis(ctx, longest);
        let slow = ctx.format("scanners-slow", &[("longest", &longest)]);
        lines.push(Line::new(Meaning::Alert, slow));
    }
    lines
}

fn millis(ctx: &Ctx<'_>, took: SignedDuration) -> String {
    let count = u32::try_from(took.as_millis().max(0)).unwrap_or(u32::MAX);
    ctx.format("scanners-millis", &[("count", count)])
}
