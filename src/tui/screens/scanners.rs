use jiff::{SignedDuration, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::{Classified, classify};
use crate::locale::ScanTrouble;
use crate::scanner::{Aim, Device, DeviceId, Garbled, Health, RawReport, Scan, Source};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Sound, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::sorting::{Sorted, is_harmless, sort};
use crate::tui::widgets::List;

mod advice;
mod picture;

/// Raw reports that are shown: a code in a QR code takes two.
const REPORTS: usize = 2;

/// Rows that a page key goes in what is to be done.
const PAGE: usize = 3;

/// Characters of one attempt come closer than this, however slow the scanner is.
const ATTEMPT: SignedDuration = SignedDuration::from_secs(1);

/// The set-up of scanners: which there are, what to do about those that are not read, and a place to
/// try them out. Nothing that is scanned here is used, and nothing of it is kept but its shape.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scanners {
    /// Scanners come and go; the choice does not move.
    chosen: Option<DeviceId>,
    /// Rows of the advice that are scrolled away.
    scrolled: usize,
    reports: Vec<RawReport>,
    typed: Option<Typed>,
    tested: Option<Tested>,
}

/// What was tried out last.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tested {
    Scan(Shape),
    Garbled(Garbled),
}

/// All that is kept of a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shape {
    /// None for an Alipay payment code.
    trouble: Option<ScanTrouble>,
    symbology: Option<Aim>,
    source: Source,
    masked: String,
    characters: usize,
    took: SignedDuration,
}

/// How fast characters came that are perhaps a scanner's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Typed {
    count: usize,
    began: Timestamp,
    last: Timestamp,
    widest: SignedDuration,
}

impl Shape {
    fn of(scan: &Scan) -> Self {
        let text = scan.text.expose();
        let trouble = match sort(scan) {
            Sorted::Pays { .. } => None,
            Sorted::Other(trouble) => Some(trouble),
        };
        Self {
            trouble,
            symbology: scan.symbology,
            source: scan.source,
            masked: masked(text),
            characters: text.chars().count(),
            took: scan.at.duration_since(scan.began).max(SignedDuration::ZERO),
        }
    }
}

/// A text as it may be shown: whatever may be somebody's payment code has stars.
fn masked(text: &str) -> String {
    /// More says no more.
    const LONGEST: usize = 64;
    if let Classified::Alipay { code, .. } = classify(text) {
        return code.masked();
    }
    let text: String = text.trim().chars().take(LONGEST).collect();
    if is_harmless(&text) {
        return text;
    }
    let count = text.chars().count();
    let shown = |place: usize| place < 4 || place >= count.saturating_sub(2);
    text.chars().enumerate().map(|(place, c)| if shown(place) { c } else { '*' }).collect()
}

impl Scanners {
    fn devices<'a>(ctx: &Ctx<'a>) -> &'a [Device] {
        ctx.roster.map_or(&[], |roster| &roster.devices)
    }

    /// The chosen one; before anybody has chosen, the first that something is to be done about.
    fn place(&self, ctx: &Ctx<'_>) -> usize {
        let devices = Self::devices(ctx);
        let chosen = devices.iter().position(|device| Some(device.id) == self.chosen);
        let fine = |device: &Device| matches!(device.health, Health::Reading | Health::Opening);
        chosen.or_else(|| devices.iter().position(|device| !fine(device))).unwrap_or(0)
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        if act == Act::PageUp {
            self.scrolled = self.scrolled.saturating_sub(PAGE);
        } else if act == Act::PageDown {
            self.scrolled = self.scrolled.saturating_add(PAGE);
        } else {
            let devices = Self::devices(ctx);
            let mut list = List::at(self.place(ctx));
            let step = list.act(act, devices.len());
            self.chosen = devices.get(list.chosen()).map(|device| device.id);
            self.scrolled = 0;
            return step;
        }
        self.scrolled = self.scrolled.min(advice::lines(self, ctx).len());
        Step::stay()
    }
}

impl Page for Scanners {
    fn place(&self) -> Place {
        Place::Scanners
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("scanners-title")
    }

    fn offers(&self, act: Act, _ctx: &Ctx<'_>) -> bool {
        act != Act::Scanner
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Scan(scan) => {
                self.tested = Some(Tested::Scan(Shape::of(scan)));
                Step::stay().wish(Wish::Bell(Sound::Good))
            }
            // What was typed is shown as a pace, and its text nowhere.
            Input::Key(_) => Step::stay(),
            Input::Paste(_) | Input::Reply(_) | Input::Snapshot => Step::ignored(),
        }
    }

    fn garbled(&mut self, garbled: Garbled) -> Step {
        self.tested = Some(Tested::Garbled(garbled));
        Step::stay().wish(Wish::Bell(Sound::Wrong))
    }

    fn report(&mut self, report: RawReport) -> Step {
        self.reports.push(report);
        let old = self.reports.len().saturating_sub(REPORTS);
        self.reports.drain(..old);
        Step::stay()
    }

    fn wants_scan(&self, _ctx: &Ctx<'_>) -> bool {
        true
    }

    fn watches(&self) -> bool {
        true
    }

    fn typed(&mut self, at: Timestamp) {
        let goes_on = self.typed.filter(|typed| {
            let gap = at.duration_since(typed.last);
            !gap.is_negative() && gap <= ATTEMPT
        });
        self.typed = Some(match goes_on {
            Some(typed) => Typed {
                count: typed.count.saturating_add(1),
                widest: typed.widest.max(at.duration_since(typed.last)),
                last: at,
                ..typed
            },
            None => Typed { count: 1, began: at, last: at, widest: SignedDuration::ZERO },
        });
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        picture::draw(self, ctx, area, buf);
        None
    }
}
