//! What a screen is: a value that takes an input and says where to go, and can be drawn.

use std::fmt::Debug;

use crossterm::event::KeyEvent;
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, Refusal, Ticket};
use crate::scanner::{Garbled, RawReport, Scan, Scanned};

use super::context::Ctx;
use super::keymap::{Act, Place};
use super::message::{Reply, Wish};
use super::screens::Screen;
use super::theme::Meaning;
use super::widgets::Field;

/// What reaches one screen.
#[derive(Debug)]
pub(super) enum Input<'a> {
    /// A key that the keymap knows at this place.
    Act(Act),
    /// Any other key: text, and its editing.
    Key(KeyEvent),
    Paste(&'a Scanned),
    /// A whole scan. What a typing scanner wrote into a field is taken out again.
    Scan(&'a Scan),
    /// An answer that this screen said it [`Page::awaits`].
    Reply(&'a Reply),
    /// The desk's holds are anew: [`Ctx::snapshot`].
    Snapshot,
}

/// Where to go after an input, and what is wanted of the world.
#[derive(Debug)]
pub(super) struct Step {
    pub go: Go,
    pub wishes: Vec<Wish>,
    /// A line at the foot until the next key.
    pub note: Option<Note>,
}

#[derive(Debug)]
pub(super) enum Go {
    /// Nothing changed: nothing is drawn.
    Ignored,
    Stay,
    Push(Screen),
    Replace(Screen),
    Back,
    Home,
    /// Back: somebody has agreed, and the command is on its way under its own ticket.
    Granted {
        ticket: Ticket,
        command: Command,
    },
    /// Back, and whoever waits for that answer is told that it was not carried out.
    Withdraw {
        ticket: Ticket,
        refusal: Refusal,
    },
}

/// One line for the cashier that goes away with the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub text: String,
    pub meaning: Meaning,
}

impl Note {
    pub(super) const fn new(meaning: Meaning, text: String) -> Self {
        Self { text, meaning }
    }
}

impl Step {
    const fn new(go: Go) -> Self {
        Self { go, wishes: Vec::new(), note: None }
    }

    pub(super) const fn ignored() -> Self {
        Self::new(Go::Ignored)
    }

    pub(super) const fn stay() -> Self {
        Self::new(Go::Stay)
    }

    pub(super) fn push(screen: impl Into<Screen>) -> Self {
        Self::new(Go::Push(screen.into()))
    }

    pub(super) fn replace(screen: impl Into<Screen>) -> Self {
        Self::new(Go::Replace(screen.into()))
    }

    pub(super) const fn back() -> Self {
        Self::new(Go::Back)
    }

    pub(super) const fn to(go: Go) -> Self {
        Self::new(go)
    }

    pub(super) const fn home() -> Self {
        Self::new(Go::Home)
    }

    pub(super) fn wish(mut self, wish: Wish) -> Self {
        self.wishes.push(wish);
        self
    }

    pub(super) fn note(mut self, meaning: Meaning, text: String) -> Self {
        self.note = Some(Note::new(meaning, text));
        self
    }
}

/// One screen. It has no IO, no clock and no way to another screen but [`Step`].
pub(super) trait Page: Debug {
    /// Which of the keymap's places this is.
    fn place(&self) -> Place;

    /// Its name, for the title.
    fn title(&self, ctx: &Ctx<'_>) -> String;

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step;

    /// Draws into `area` and says where the cursor stands.
    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position>;

    /// Whether an act makes sense now. What does not is not at the foot and does nothing.
    fn offers(&self, _act: Act, _ctx: &Ctx<'_>) -> bool {
        true
    }

    /// When its picture changes by itself: the next second of a countdown.
    fn next_change(&self, _ctx: &Ctx<'_>) -> Option<Timestamp> {
        None
    }

    /// Whether a scan is waited for: one that was read before is not taken.
    fn wants_scan(&self, _ctx: &Ctx<'_>) -> bool {
        false
    }

    /// Another language was chosen. What was made in the one before is asked for again.
    fn language(&mut self, _ctx: &Ctx<'_>) -> Option<Wish> {
        None
    }

    /// A scanner sent something that is no scan, while this screen [`Page::wants_scan`].
    fn garbled(&mut self, _garbled: Garbled) -> Step {
        Step::ignored()
    }

    /// Raw bytes of a scanner, while this screen [`Page::watches`].
    fn report(&mut self, _report: RawReport) -> Step {
        Step::ignored()
    }

    /// Whether raw bytes of scanners are wanted.
    fn watches(&self) -> bool {
        false
    }

    /// A character was read, whoever typed it. Its text follows as [`Input::Key`], unless it turns out
    /// to be a scanner's.
    fn typed(&mut self, _at: Timestamp) {}

    /// All fields: a typing scanner's characters are taken out of them again.
    fn fields(&mut self) -> Vec<&mut Field> {
        Vec::new()
    }

    /// Whether a reply with this ticket is for this screen, also while another covers it.
    fn awaits(&self, _ticket: Ticket) -> bool {
        false
    }

    /// Lines that the foot may take where there is room for them.
    fn foot_lines(&self, _ctx: &Ctx<'_>) -> u16 {
        2
    }
}
