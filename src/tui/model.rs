//! The whole state of the screens. A message goes in with the time, wishes come out.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEventKind};
use jiff::{SignedDuration, Timestamp};
use ratatui::Frame;
use thiserror::Error;

use crate::desk::{Command, Notice, Snapshot, Ticket};
use crate::domain::Member;
use crate::locale::Locale;
use crate::scanner::{Burst, Scan};

use super::context::World;
use super::gate::Gate;
use super::keymap::{Act, Keymap, KeymapError, Place};
use super::message::{Msg, Reply, Sound, Wish};
use super::page::{Go, Input, Note, Page, Step};
use super::screens::{self, Guests, Help, Home, JournalDown, Leave, Scanners, Screen};
use super::theme::{Meaning, Theme, ThemeError};
use super::{Mode, Setup, window, words};

mod people;
mod scanning;
mod typing;

use typing::Typed;

/// The files that are compiled in cannot be used: our own fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AssetError {
    #[error(transparent)]
    Keymap(#[from] KeymapError),
    #[error(transparent)]
    Theme(#[from] ThemeError),
}

/// The screens. No IO, no clock: [`Model::update`] is all that ever happens to it.
#[derive(Debug)]
pub struct Model {
    world: World,
    /// Home first, the one that is shown last. Never empty.
    stack: Vec<Screen>,
    /// Another screen is shown than at the last look.
    moved: bool,
    gate: Gate,
    burst: Burst,
    /// The run of characters that may be a scan.
    typed: Option<Typed>,
    /// A scan that came while it is not clear yet whose the keys before it were.
    behind: Option<Scan>,
    /// Raw reports are wanted.
    watches: bool,
    note: Option<Note>,
    revision: u64,
    /// When the picture changes by itself.
    picture_until: Option<Timestamp>,
    /// The last time that somebody pressed a key or scanned.
    touched: Timestamp,
    /// The last key, and when.
    pressed: Option<(KeyCode, Timestamp)>,
    /// For whom the screen is locked.
    away: Option<Member>,
    /// Commands that are not answered yet.
    orders: Vec<(Ticket, Command)>,
}

impl Model {
    /// The first screen, before anything is known of the desk.
    pub fn new(setup: Setup, now: Timestamp) -> Result<Self, AssetError> {
        let world = World {
            locale: Locale::new(setup.language),
            keys: Keymap::built_in(setup.mode == Mode::Training)?,
            theme: Theme::built_in(setup.colours)?,
            snapshot: Arc::default(),
            now,
            next_ticket: 1,
            lesson: setup.lessons.first().map(|lesson| lesson.id.clone()),
            hides: false,
            roster: None,
            heard_typing: false,
            people: Vec::new(),
            signed: None,
            setup,
        };
        let burst = burst(&world.setup);
        let mut model = Self {
            world,
            stack: vec![Home::default().into()],
            moved: false,
            gate: Gate::default(),
            burst,
            typed: None,
            behind: None,
            watches: false,
            note: None,
            revision: 1,
            picture_until: None,
            touched: now,
            pressed: None,
            away: None,
            orders: Vec::new(),
        };
        // Whoever works here signs in first.
        let people = std::mem::take(&mut model.world.setup.people);
        model.people(people);
        model.picture_until = model.next_change();
        Ok(model)
    }

    /// Takes what happened, at the time it was read.
    pub fn update(&mut self, msg: Msg, now: Timestamp) -> Vec<Wish> {
        let mut wishes = Vec::new();
        if now < self.world.now {
            // The clock was set back: every time on the screen is another one, and what waits for a
            // silence after the last key would wait for an hour.
            self.changed();
            wishes = self.give_back();
            self.burst = burst(&self.world.setup);
        }
        self.world.now = now;
        if matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Scan(_)) {
            self.touched = now;
        }
        if self.is_before_a_guest() {
            self.touched = now;
        }
        wishes.append(&mut self.lock_if_idle());
        wishes.append(&mut self.settle());
        wishes.append(&mut self.catch_up());
        wishes.append(&mut match msg {
            Msg::Key(key) if key.kind == KeyEventKind::Press => self.key(key),
            // A release or a repeat of a key: on some systems every digit would count twice.
            Msg::Key(_) | Msg::Tick => Vec::new(),
            Msg::Paste(text) => {
                let mut wishes = self.give_back();
                wishes.append(&mut self.input(Input::Paste(&text)));
                wishes
            }
            Msg::Scan(scan) => self.scan(&scan),
            Msg::Garbled(garbled) => self.garbled(garbled),
            Msg::Scanners(roster) => {
                self.scanners(roster);
                Vec::new()
            }
            Msg::Report(report) => self.report(report),
            Msg::Resized => {
                self.changed();
                Vec::new()
            }
            Msg::Snapshot(snapshot) => self.snapshot(snapshot),
            Msg::Reply(reply) => self.reply(&reply),
        });
        wishes.append(&mut self.catch_up());
        wishes.append(&mut self.look());
        let hides = self.is_hurried();
        if std::mem::replace(&mut self.world.hides, hides) != hides {
            self.changed();
        }
        if self.picture_until.is_some_and(|until| until <= now) {
            self.changed();
        }
        self.picture_until = self.next_change();
        wishes
    }

    /// When [`Msg::Tick`] is wanted: the next second of a countdown, the next minute of the clock, the
    /// end of a typing scanner's silence.
    pub fn deadline(&self) -> Option<Timestamp> {
        let hurried = self.burst.hurried_until().filter(|until| self.world.now < *until);
        let burst = self.burst.deadline().or(hurried);
        [self.picture_until, burst, self.lock_at()].into_iter().flatten().min()
    }

    /// Counts up with every change of the picture: what was drawn at this number need not be drawn
    /// again.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    pub fn draw(&self, frame: &mut Frame<'_>) {
        let ctx = self.world.ctx();
        let cursor = window::draw(&ctx, self.top(), self.note.as_ref(), frame);
        if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
    }

    fn top(&self) -> &dyn Page {
        // The stack is never empty; the home screen has no state that could be lost here.
        self.stack.last().map_or(&screens::HOME, Screen::page)
    }

    fn place(&self) -> Place {
        self.top().place()
    }

    fn changed(&mut self) {
        self.revision = self.revision.wrapping_add(1);
    }

    fn next_change(&self) -> Option<Timestamp> {
        let minute = SignedDuration::from_secs(60);
        let gone = self.world.now.as_second().rem_euclid(60);
        let next_minute = Timestamp::from_second(self.world.now.as_second().saturating_sub(gone))
            .and_then(|start| start.checked_add(minute))
            .ok();
        [self.top().next_change(&self.world.ctx()), next_minute].into_iter().flatten().min()
    }

    /// Looks at what is shown now: whether it begins to want a scan, or raw reports.
    fn look(&mut self) -> Vec<Wish> {
        let (wants, watches) = (self.wants_scan(), self.top().watches());
        let moved = std::mem::take(&mut self.moved);
        let listen = self.gate.shown(wants, moved).map(Wish::Listen);
        let before = std::mem::replace(&mut self.watches, watches);
        let watch = (before != watches).then_some(Wish::Watch(watches));
        listen.into_iter().chain(watch).collect()
    }

    fn wants_scan(&self) -> bool {
        self.top().wants_scan(&self.world.ctx())
    }

    fn say(&mut self, meaning: Meaning, text: String) {
        self.note = Some(Note::new(meaning, text));
        self.changed();
    }

    /// Acts that mean the same on every screen; the rest goes to the screen.
    fn act(&mut self, act: Act) -> Vec<Wish> {
        let step = if act == Act::Language {
            return self.next_language();
        } else if act == Act::Help {
            Step::push(Help::of(self.place()))
        } else if act == Act::Guests {
            Step::push(Guests::new(&self.world.ctx()))
        } else if act == Act::Lock {
            return self.switch();
        } else if act == Act::Scanner {
            Step::push(Scanners::default())
        } else if let (Act::GuestScan, Some(lesson)) = (act, &self.world.lesson) {
            Step::stay().wish(Wish::LessonScan(lesson.clone()))
        } else if act == Act::Quit && Leave::must_ask(&self.world.ctx()) {
            Step::push(Leave)
        } else if act == Act::Quit || act == Act::LeaveNow {
            Step::stay().wish(Wish::Quit)
        } else {
            return self.input(Input::Act(act));
        };
        self.step(self.stack.len().saturating_sub(1), step)
    }

    fn next_language(&mut self) -> Vec<Wish> {
        self.world.locale = Locale::new(self.world.locale.language().next());
        let mut wishes = Vec::new();
        for place in 0..self.stack.len() {
            let ctx = self.world.ctx();
            let wish =
                self.stack.get_mut(place).and_then(|screen| screen.page_mut().language(&ctx));
            let step = wish.into_iter().fold(Step::stay(), Step::wish);
            wishes.append(&mut self.step(place, step));
        }
        wishes
    }

    /// Gives an input to the screen that is shown.
    fn input(&mut self, input: Input<'_>) -> Vec<Wish> {
        self.input_at(self.stack.len().saturating_sub(1), input)
    }

    fn input_at(&mut self, place: usize, input: Input<'_>) -> Vec<Wish> {
        let Some(screen) = self.stack.get_mut(place) else {
            return Vec::new();
        };
        let step = screen.page_mut().update(input, &self.world.ctx());
        self.step(place, step)
    }

    /// Goes where a screen says. `place` is that screen's: another may cover it.
    fn step(&mut self, place: usize, step: Step) -> Vec<Wish> {
        if !matches!(step.go, Go::Ignored) || step.note.is_some() {
            self.changed();
        }
        self.world.next_ticket = self.world.next_ticket.wrapping_add(1);
        if let Some(note) = step.note {
            self.note = Some(note);
        }
        let moves = !matches!(step.go, Go::Ignored | Go::Stay);
        self.moved |= moves && place.saturating_add(1) == self.stack.len();
        self.remember_orders(&step.wishes);
        let mut wishes = step.wishes;
        match step.go {
            Go::Ignored | Go::Stay => {}
            Go::Push(screen) => self.stack.insert(place.saturating_add(1), screen),
            Go::Replace(screen) => {
                if let Some(old) = self.stack.get_mut(place) {
                    *old = screen;
                }
            }
            Go::Back => {
                // Home has nothing below it.
                if place > 0 {
                    self.stack.remove(place);
                }
            }
            Go::Home => self.stack.truncate(1),
            Go::Granted { ticket, command } => {
                self.stack.remove(place);
                self.orders.push((ticket, command));
            }
            Go::Withdraw { ticket, refusal } => {
                self.stack.remove(place);
                wishes.append(&mut self.reply(&Reply::Rejected { ticket, refusal }));
            }
        }
        for wish in &wishes {
            if let Wish::Lesson(lesson) = wish {
                self.world.lesson = Some(lesson.clone());
            }
        }
        wishes
    }

    fn snapshot(&mut self, snapshot: Arc<Snapshot>) -> Vec<Wish> {
        if *snapshot == *self.world.snapshot {
            return Vec::new();
        }
        let old = std::mem::replace(&mut self.world.snapshot, snapshot);
        self.changed();
        let mut wishes = Vec::new();
        if screens::wants_bell(&old, &self.world.snapshot) {
            wishes.push(Wish::Bell(Sound::Act));
        }
        let down = |snapshot: &Snapshot| {
            snapshot.notices.iter().any(|notice| matches!(notice, Notice::JournalDown(_)))
        };
        if down(&self.world.snapshot) && !down(&old) {
            self.stack.push(JournalDown.into());
        }
        for place in (0..self.stack.len()).rev() {
            wishes.append(&mut self.input_at(place, Input::Snapshot));
        }
        wishes
    }

    /// A reply goes to the screen that waits for it, if a person has not left it.
    fn reply(&mut self, reply: &Reply) -> Vec<Wish> {
        let (is_all, mut wishes) = self.about_people(reply);
        if is_all {
            return wishes;
        }
        let awaits = |screen: &Screen| screen.page().awaits(reply.ticket());
        if let Some(place) = self.stack.iter().rposition(awaits) {
            wishes.append(&mut self.input_at(place, Input::Reply(reply)));
            return wishes;
        }
        match reply {
            // Nothing left: whoever asked must hear it, wherever they are now.
            Reply::Rejected { refusal, .. } => {
                self.say(Meaning::Alert, words::refused(&self.world.locale, refusal));
            }
            Reply::Failed { why, .. } => {
                self.say(Meaning::Alert, self.world.locale.format("failed-here", &[("why", why)]));
            }
            Reply::Accepted { .. }
            | Reply::Found { .. }
            | Reply::Journal { .. }
            | Reply::Saved { .. }
            | Reply::Lines { .. }
            | Reply::Staff { .. }
            | Reply::Loaded { .. } => {}
        }
        wishes
    }
}

fn burst(setup: &Setup) -> Burst {
    Burst::new(setup.gaps).ending_with(setup.suffixes)
}
