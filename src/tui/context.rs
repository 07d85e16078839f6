use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, Zoned};
use ratatui::style::Style;

use crate::desk::{HoldView, Snapshot, Ticket};
use crate::domain::{HoldId, Member};
use crate::locale::{Arg, Locale};
use crate::scanner::{Overall, Roster};

use super::Setup;
use super::keymap::Keymap;
use super::theme::{Meaning, Theme};

/// All that the screens look at, and no screen changes.
#[derive(Debug)]
pub(super) struct World {
    pub(super) setup: Setup,
    pub(super) locale: Locale,
    pub(super) keys: Keymap,
    pub(super) theme: Theme,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) now: Timestamp,
    pub(super) next_ticket: Ticket,
    /// Training: the guest who stands at the counter.
    pub(super) lesson: Option<String>,
    /// What is being typed comes as fast as a payment code from a scanner, and is not shown.
    pub(super) hides: bool,
    /// The scanners; nothing before anybody has looked for them.
    pub(super) roster: Option<Roster>,
    /// A scanner that types was heard in this run.
    pub(super) heard_typing: bool,
    /// Everybody who is registered; where nobody is, nobody signs in.
    pub(super) people: Vec<Member>,
    /// Whoever is signed in.
    pub(super) signed: Option<Member>,
}

impl World {
    pub(super) fn ctx(&self) -> Ctx<'_> {
        Ctx {
            setup: &self.setup,
            locale: &self.locale,
            keys: &self.keys,
            theme: &self.theme,
            snapshot: &self.snapshot,
            now: self.now,
            ticket: self.next_ticket,
            lesson: self.lesson.as_deref(),
            hides: self.hides,
            roster: self.roster.as_ref(),
            overall: self.overall(),
            people: &self.people,
            signed: self.signed.as_ref(),
        }
    }

    /// How it is with the scanners. One that was heard typing works, whatever is known of others.
    fn overall(&self) -> Option<Overall> {
        let known = self.roster.as_ref().map(Roster::overall);
        let works = matches!(known, Some(Overall::Reading(_) | Overall::Opening));
        if self.heard_typing && !works { Some(Overall::Keyboard) } else { known }
    }
}

/// All that a screen may look at. Borrowed for one update or one drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ctx<'a> {
    pub setup: &'a Setup,
    pub locale: &'a Locale,
    pub keys: &'a Keymap,
    pub theme: &'a Theme,
    pub snapshot: &'a Snapshot,
    pub now: Timestamp,
    /// Fresh for this update: one wish may carry it.
    pub ticket: Ticket,
    /// Training: the guest who stands at the counter.
    pub lesson: Option<&'a str>,
    /// What is being typed may be a payment code.
    pub hides: bool,
    /// The scanners; nothing before anybody has looked for them.
    pub roster: Option<&'a Roster>,
    /// One word for all of them.
    pub overall: Option<Overall>,
    /// Everybody who is registered.
    pub people: &'a [Member],
    pub signed: Option<&'a Member>,
}

impl Ctx<'_> {
    pub(super) fn text(&self, key: &str) -> String {
        self.locale.text(key)
    }

    pub(super) fn format<'a, A>(&self, key: &str, args: &[(&'a str, A)]) -> String
    where
        A: Into<Arg<'a>> + Copy,
    {
        self.locale.format(key, args)
    }

    pub(super) fn style(&self, meaning: Meaning) -> Style {
        self.theme.style(meaning)
    }

    /// The hold as the desk sees it now; nothing where it is not in memory.
    pub(super) fn hold(&self, id: &HoldId) -> Option<&HoldView> {
        self.snapshot.holds.iter().find(|hold| hold.id == *id)
    }

    /// A moment in the hotel's time.
    pub(super) fn local(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.setup.zone.clone())
    }

    /// `14:05`.
    pub(super) fn clock(&self, at: Timestamp) -> String {
        self.local(at).strftime("%H:%M").to_string()
    }

    /// The hotel's date now.
    pub(super) fn today(&self) -> jiff::civil::Date {
        self.local(self.now).date()
    }

    /// How long ago, in the largest unit that says enough: `3 min`, `5 h`, `2 d`.
    pub(super) fn age(&self, since: Timestamp) -> String {
        let minutes = self.now.duration_since(since).max(SignedDuration::ZERO).as_mins();
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        match minutes {
            0..60 => self.format("age-minutes", &[("count", count(minutes))]),
            60..2880 => self.format("age-hours", &[("count", count(minutes / 60))]),
            _ => self.format("age-days", &[("count", count(minutes / 1440))]),
        }
    }
}
