use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Refusal;
use crate::domain::{Money, Stay};
use crate::locale::{advise, say_refusal};
use crate::scanner::Overall;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, Secret, draw_panel};

use super::super::flow;
use super::form::Name;
use super::{CheckIn, Said, Wrong};

/// Columns for the names of the fields.
const LABEL: u16 = 12;

/// Columns of a field, where the words behind it leave room and where they do not.
const WIDEST: u16 = 34;
const NARROWEST: u16 = 20;

pub(super) fn draw(
    page: &CheckIn,
    ctx: &Ctx<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let (after, cursor) = draw_form(page, ctx, area, buf);
    let below = Rect { y: after, height: area.bottom().saturating_sub(after), ..area };
    let code_cursor = draw_words(page, ctx, below, buf);
    if page.code.is_some() { code_cursor } else { cursor }
}

/// The fields, with an empty line between them where there is room.
fn draw_form(
    page: &CheckIn,
    ctx: &Ctx<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> (u16, Option<Position>) {
    let step = if area.height >= 18 { 2 } else { 1 };
    let mut y = area.y;
    let mut cursor = None;
    let field_x = area.x.saturating_add(LABEL);
    let room = area.width.saturating_sub(LABEL);
    let hints = page.form.fields().map(|(name, ..)| text::width(&hint(name, page, ctx)));
    let hints = u16::try_from(hints.max().unwrap_or(0)).unwrap_or(room).saturating_add(1);
    let field_width = room.saturating_sub(hints).clamp(NARROWEST, WIDEST).min(room);
    let idle = page.sent.is_none() && page.code.is_none();
    for (name, field, focus) in page.form.fields() {
        if y >= area.bottom() {
            break;
        }
        let label = text::clip(&ctx.text(name.key()), usize::from(LABEL.saturating_sub(1)));
        buf.set_stringn(area.x, y, label, usize::from(LABEL), ctx.style(Meaning::Muted));
        let place = Rect::new(field_x, y, field_width, 1);
        cursor = cursor.or(field.draw(ctx, focus && idle, place, buf));
        let hint_x = place.right().saturating_add(1);
        if hint_x < area.right() {
            let room = usize::from(area.right().saturating_sub(hint_x));
            let hint = text::clip(&hint(name, page, ctx), room);
            buf.set_stringn(hint_x, y, hint, room, ctx.style(Meaning::Muted));
        }
        y = y.saturating_add(step);
    }
    (y.min(area.bottom()), cursor)
}

fn hint(name: Name, page: &CheckIn, ctx: &Ctx<'_>) -> String {
    match name {
        Name::Room => ctx.text("form-room-hint"),
        Name::Departure => match page.form.departure(ctx) {
            Some(day) => day.to_string(),
            None => ctx.text("form-departure-hint"),
        },
        Name::Amount => ctx.setup.currency.code().to_owned(),
        Name::Guest | Name::Booking => String::new(),
    }
}

/// What to do now, or what was wrong.
fn draw_words(page: &CheckIn, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let (title, meaning, lines) = words(page, ctx);
    let inner = draw_panel(ctx, &title, meaning, &lines, area, buf);
    let code = page.code.as_ref()?;
    // The code's line is the first in the panel.
    let wide = text::width(&typed(code, ctx));
    let x = u16::try_from(wide).unwrap_or(0).min(inner.width.saturating_sub(1));
    Some(Position::new(inner.x.saturating_add(x), inner.y))
}

fn typed(code: &Secret, ctx: &Ctx<'_>) -> String {
    format!("{} {}", ctx.text("code-label"), code.masked())
}

fn words(page: &CheckIn, ctx: &Ctx<'_>) -> (String, Meaning, Vec<Line>) {
    if page.sent.is_some() {
        let lines = vec![Line::plain(ctx.text("check-in-sending"))];
        return (ctx.text("check-in-sending-title"), Meaning::NotKnown, lines);
    }
    if let Some(code) = &page.code {
        let lines =
            vec![Line::new(Meaning::Heading, typed(code, ctx)), Line::plain(ctx.text("code-what"))];
        return (ctx.text("code-title"), Meaning::Heading, lines);
    }
    let nothing_sent = || ctx.text("scan-nothing-sent");
    match &page.said {
        Said::Scan(trouble) => {
            let advice = advise(ctx.locale, *trouble);
            let lines = vec![
                Line::plain(advice.act),
                Line::new(Meaning::Muted, ctx.format("say-to-guest", &[("words", &advice.say)])),
                Line::new(Meaning::Muted, nothing_sent()),
            ];
            (advice.headline, Meaning::Alert, lines)
        }
        Said::Refused(refusal) => {
            let (key, args) = refusal.words();
            let refused = say_refusal(ctx.locale, key, &args);
            let mut lines = vec![Line::plain(refused.act)];
            if matches!(refusal, Refusal::NeedsApproval { .. }) {
                // The code that was scanned has gone with the question.
                lines.push(Line::plain(ctx.text(then(ctx))));
            }
            if let Some(open) =
                ctx.keys.key_of(Place::CheckIn, Act::Open).filter(|_| page.can_open())
            {
                let words = ctx.text("key-open-help");
                lines.push(Line::new(Meaning::Key, open).and(Meaning::Text, format!(" {words}")));
            }
            lines.push(Line::new(Meaning::Muted, nothing_sent()));
            (refused.headline, Meaning::Alert, lines)
        }
        Said::Failed(why) => {
            let lines = vec![Line::plain(why.as_str()), Line::new(Meaning::Muted, nothing_sent())];
            (ctx.text("check-in-failed"), Meaning::Alert, lines)
        }
        Said::Nothing | Said::Incomplete => ready_or_missing(page, ctx),
    }
}

/// How the guest's code comes next.
fn then(ctx: &Ctx<'_>) -> &'static str {
    match how(ctx.overall) {
        How::Scan(_) => "check-in-then",
        How::Else(..) => "check-in-then-else",
    }
}

fn ready_or_missing(page: &CheckIn, ctx: &Ctx<'_>) -> (String, Meaning, Vec<Line>) {
    match page.form.read(ctx) {
        Ok((stay, money)) => ready(ctx, &stay, money),
        Err(wrongs) => {
            let mut lines: Vec<Line> =
                wrongs.into_iter().map(|wrong| Line::plain(said(wrong, ctx))).collect();
            if page.said == Said::Incomplete {
                lines.push(Line::new(Meaning::Alert, ctx.text("check-in-scan-again")));
            }
            lines.push(Line::new(Meaning::Muted, ctx.text(then(ctx))));
            let meaning =
                if page.said == Said::Incomplete { Meaning::Alert } else { Meaning::Heading };
            (ctx.text("check-in-missing"), meaning, lines)
        }
    }
}

fn said(wrong: Wrong, ctx: &Ctx<'_>) -> String {
    ctx.format(wrong.key(), &[("currency", ctx.setup.currency.code())])
}

/// How the guest's code gets here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// By scanner: the key of what it needs.
    Scan(Option<&'static str>),
    /// Without one: the keys of the title and of what is the matter with it.
    Else(Meaning, &'static str, &'static str),
}

const fn how(overall: Option<Overall>) -> How {
    match overall {
        None => How::Scan(None),
        Some(Overall::Reading(_)) => How::Scan(Some("check-in-by-scanner")),
        Some(Overall::Opening) => How::Scan(Some("check-in-by-opening")),
        Some(Overall::Keyboard) => How::Scan(Some("check-in-by-keyboard")),
        Some(Overall::NotAllowed) => {
            How::Else(Meaning::Alert, "check-in-ready-blocked", "check-in-by-blocked")
        }
        Some(Overall::Broken) => {
            How::Else(Meaning::Alert, "check-in-ready-broken", "check-in-by-broken")
        }
        Some(Overall::NotFound) => {
            How::Else(Meaning::Heading, "check-in-ready-none", "check-in-by-none")
        }
    }
}

/// The provider gives a hold back before the guest leaves: said before it is taken.
fn too_short(ctx: &Ctx<'_>, stay: &Stay) -> Option<Line> {
    let end = ctx.setup.rules.ends_of(&ctx.setup.provider, ctx.today())?;
    stay.departure.filter(|departure| *departure > end)?;
    let day = end.strftime("%m-%d").to_string();
    Some(Line::new(Meaning::Alert, ctx.format("check-in-ends-first", &[("day", &day)])))
}

fn ready(ctx: &Ctx<'_>, stay: &Stay, money: Money) -> (String, Meaning, Vec<Line>) {
    let room = stay.room.as_str();
    let amount = money.words();
    let what = ctx.format("check-in-what", &[("amount", &*amount), ("room", room)]);
    let what = Line::new(Meaning::Money, what);
    let guest = ctx.lesson.map(|lesson| {
        let name = ctx.text(&format!("lesson-{lesson}-name"));
        Line::new(Meaning::Muted, ctx.format("guests-here", &[("guest", &name)]))
    });
    match how(ctx.overall) {
        How::Scan(by) => {
            let mut lines = vec![what, Line::plain(ctx.text("check-in-scan-now"))];
            lines.extend(too_short(ctx, stay));
            lines.extend(flow::occupied(ctx, stay));
            lines.extend(other_ways(ctx));
            lines.extend(guest);
            lines.extend(by.map(|by| Line::new(Meaning::Muted, ctx.text(by))));
            (ctx.text("check-in-ready"), Meaning::Success, lines)
        }
        // What it does to the money and what can be done come first: a low window cuts off the end.
        How::Else(meaning, title, why) => {
            let key = ctx.keys.key_of(Place::CheckIn, Act::Scanner).unwrap_or_default();
            let mut lines = vec![what];
            lines.extend(too_short(ctx, stay));
            lines.extend(flow::occupied(ctx, stay));
            lines.extend(other_ways(ctx));
            lines.push(Line::new(Meaning::Muted, ctx.format(why, &[("key", &key)])));
            lines.extend(guest);
            (ctx.text(title), meaning, lines)
        }
    }
}

/// The keys that do without a scanner.
fn other_ways(ctx: &Ctx<'_>) -> impl Iterator<Item = Line> {
    [Act::ShowQr, Act::TypeCode, Act::GuestScan].into_iter().filter_map(|act| {
        let key = ctx.keys.key_of(Place::CheckIn, act)?;
        let words = ctx.text(&format!("key-{}-help", act.name()));
        Some(Line::new(Meaning::Key, key).and(Meaning::Text, format!(" {words}")))
    })
}
