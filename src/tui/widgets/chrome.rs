//! The frame of every screen: title above, keys below, and in training no way to overlook it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::scanner::Overall;
use crate::tui::Mode;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Binding};
use crate::tui::page::{Note, Page};
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::words::overall_keys;

/// Space between two keys at the foot.
const GAP: usize = 2;

/// Columns that are left to the house beside the words about the scanners.
const HOUSE: usize = 22;

/// Below this many rows the foot is one line.
const LOW: u16 = 20;

/// What the frame needs beside the screen itself.
#[derive(Debug)]
pub(crate) struct Chrome<'a> {
    pub page: &'a dyn Page,
    pub note: Option<&'a Note>,
    /// Shown in the title for as long as it lasts.
    pub alarm: Option<String>,
}

/// Draws the frame and gives the room inside.
pub(crate) fn draw_chrome(
    ctx: &Ctx<'_>,
    chrome: &Chrome<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    let style = ctx.style(match ctx.setup.mode {
        Mode::Training => Meaning::Training,
        Mode::Sandbox => Meaning::Sandbox,
        Mode::Live => Meaning::Live,
    });
    draw_title(ctx, chrome, style, area, buf);
    let mut inner = Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(1),
    };
    if let Some(mark) = mode_mark(ctx) {
        let bottom = area.bottom().saturating_sub(1);
        let text = tape(&mark, usize::from(area.width));
        buf.set_stringn(area.x, bottom, text, usize::from(area.width), style);
        for y in area.y..area.bottom() {
            for x in [area.x, area.right().saturating_sub(1)] {
                buf.set_style(Rect::new(x, y, 1, 1), style);
            }
        }
        inner.height = inner.height.saturating_sub(1);
    }
    let lines = foot(ctx, chrome.page, inner, area.height);
    let count = u16::try_from(lines.len()).unwrap_or(0);
    inner.height = inner.height.saturating_sub(count);
    for (line, y) in lines.into_iter().zip(inner.bottom()..) {
        let mut x = inner.x;
        for (key, label) in line {
            let left = |x: u16| usize::from(inner.right().saturating_sub(x));
            x = buf.set_stringn(x, y, key, left(x), ctx.style(Meaning::Key)).0.saturating_add(1);
            x = buf.set_stringn(x, y, label, left(x), ctx.style(Meaning::Text)).0;
            x = x.saturating_add(u16::try_from(GAP).unwrap_or(0));
        }
    }
    if let Some(note) = chrome.note {
        let rows = text::wrap(&note.text, usize::from(inner.width));
        let rows: Vec<String> = rows.into_iter().take(usize::from(inner.height)).collect();
        inner.height = inner.height.saturating_sub(u16::try_from(rows.len()).unwrap_or(0));
        for (row, y) in rows.into_iter().zip(inner.bottom()..) {
            let row = text::left(&row, usize::from(inner.width));
            buf.set_stringn(inner.x, y, row, usize::from(inner.width), ctx.style(note.meaning));
        }
    }
    inner
}

/// The mark from edge to edge, as often as it fits whole.
fn tape(mark: &str, columns: usize) -> String {
    let count = columns.checked_div(text::width(mark).saturating_add(GAP)).unwrap_or(0).max(1);
    let share = columns.checked_div(count).unwrap_or(columns);
    let before = share.saturating_sub(text::width(mark)) / 2;
    let one = text::left(&format!("{}{mark}", " ".repeat(before)), share);
    text::left(&one.repeat(count), columns)
}

/// Said on the first and the last row where the money is not real.
fn mode_mark(ctx: &Ctx<'_>) -> Option<String> {
    match ctx.setup.mode {
        Mode::Training => Some(ctx.text("mode-training-mark")),
        Mode::Sandbox => Some(ctx.text("mode-sandbox-mark")),
        Mode::Live => None,
    }
}

fn draw_title(ctx: &Ctx<'_>, chrome: &Chrome<'_>, style: Style, area: Rect, buf: &mut Buffer) {
    let columns = usize::from(area.width);
    let name = match ctx.setup.mode {
        Mode::Training => ctx.text("mode-training"),
        Mode::Sandbox => ctx.text("mode-sandbox"),
        Mode::Live => ctx.text("program-name"),
    };
    let start = format!(" {name} | {}", chrome.page.title(ctx));
    let clock = format!(" {} ", ctx.clock(ctx.now));
    // Whoever is signed in goes before the house: what is done here is done in that name.
    let whose = ctx.signed.map_or(&ctx.setup.hotel, |member| &member.person.name);
    let house = format!("{whose}, {}", ctx.setup.terminal);
    let room = columns.saturating_sub(text::width(&start)).saturating_sub(text::width(&clock));
    let scanner = scanner(ctx, room);
    let room = room.saturating_sub(text::width(&scanner));
    // The house goes first where the title is narrow: mode, screen, scanner and time stay.
    let house = if room > 10 { text::clip(&house, room.saturating_sub(2)) } else { String::new() };
    let house = if house.is_empty() { house } else { house + " " };
    let end = format!("{house}{scanner}{clock}");
    let end = if text::width(&end) < columns { end } else { String::new() };
    let start = text::left(&start, columns.saturating_sub(text::width(&end)));
    buf.set_stringn(area.x, area.y, start + &end, columns, style);
    if let Some(alarm) = &chrome.alarm {
        let alarm = text::clip(&format!(" {alarm} "), columns);
        let wide = u16::try_from(text::width(&alarm)).unwrap_or(area.width).min(area.width);
        let x = area.right().saturating_sub(wide);
        buf.set_stringn(x, area.y, alarm, columns, ctx.style(Meaning::Alert));
    }
}

/// How it is with the scanners, with a blank in front: in words where `room` has room for the
/// house as well, with a mark and one word where it has not.
fn scanner(ctx: &Ctx<'_>, room: usize) -> String {
    let Some(overall) = ctx.overall else {
        return String::new();
    };
    let count = if let Overall::Reading(count) = overall { count } else { 1 };
    let words = |key: &str| format!(" {}", ctx.format(key, &[("count", count)]));
    let (long, short) = overall_keys(overall);
    let (long, short) = (words(long), words(short));
    let fits = |words: &String, beside: usize| text::width(words).saturating_add(beside) <= room;
    if fits(&long, HOUSE) {
        long
    } else if fits(&short, 0) {
        short
    } else {
        String::new()
    }
}

type FootLine = Vec<(String, String)>;

/// The keys that can be pressed now, in as many lines as there is room for.
fn foot(ctx: &Ctx<'_>, page: &dyn Page, inner: Rect, height: u16) -> Vec<FootLine> {
    let allowed = if height < LOW { 1 } else { page.foot_lines(ctx) };
    let allowed = allowed.min(inner.height.saturating_sub(1));
    let shown = |binding: &&Binding| binding.foot && page.offers(binding.act, ctx);
    let mut items: Vec<(String, String)> = ctx
        .keys
        .bindings(page.place())
        .filter(shown)
        .filter_map(|binding| Some((binding.on.first()?.to_string(), binding.act.name())))
        .map(|(key, name)| (key, ctx.text(&format!("key-{name}"))))
        .collect();
    let key_of = |act| ctx.keys.key_of(page.place(), act);
    let kept = [key_of(Act::Help), key_of(Act::Back)];
    // What does not fit is in the help: its key and the way back are the last that are left out.
    loop {
        let lines = flow(&items, usize::from(inner.width));
        if lines.len() <= usize::from(allowed) || items.len() <= 1 {
            return lines.into_iter().take(usize::from(allowed)).collect();
        }
        let last =
            items.iter().rposition(|(key, _)| !kept.iter().flatten().any(|kept| kept == key));
        items.remove(last.unwrap_or(0));
    }
}

fn flow(items: &[(String, String)], columns: usize) -> Vec<FootLine> {
    let mut lines: Vec<FootLine> = Vec::new();
    let mut taken = 0_usize;
    for (key, label) in items {
        let wide = text::width(key).saturating_add(1).saturating_add(text::width(label));
        let fits = taken.saturating_add(GAP).saturating_add(wide) <= columns;
        match lines.last_mut() {
            Some(line) if fits => {
                line.push((key.clone(), label.clone()));
                taken = taken.saturating_add(GAP).saturating_add(wide);
            }
            Some(_) | None => {
                lines.push(vec![(key.clone(), label.clone())]);
                taken = wide;
            }
        }
    }
    lines
}
