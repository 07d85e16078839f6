//! Keys: a hand's, or those of a scanner that types.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::{SignedDuration, Timestamp};
use zeroize::Zeroizing;

use crate::scanner::{Ended, Final, Framed, Odd, Scan, Source, Wait};
use crate::tui::keymap::{Act, Place};
use crate::tui::message::Wish;
use crate::tui::page::Input;
use crate::tui::widgets::Field;

use super::Model;

/// Bytes of text that are held back at most. No field takes as much, and a string that grows leaves
/// its old bytes behind.
const ROOM: usize = 1024;

/// A run of characters, or of a keypad's other keys, that may be a scan.
pub(super) struct Typed {
    /// Where it began. A screen that came meanwhile gets nothing of it.
    place: Place,
    depth: usize,
    /// All fields as they were before.
    fields: Vec<Field>,
    /// What has come so fast that it is kept from the fields until it is clear whose it is.
    held: Zeroizing<String>,
    last: Timestamp,
    /// The wait in which it began.
    wait: Wait,
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Typed({} bytes held)", self.held.len())
    }
}

/// Keyboards repeat a key that stays down some thirty times a second; no hand presses one as fast on purpose.
const REPEAT: SignedDuration = SignedDuration::from_millis(150);

/// Acts that do something behind a question.
fn does(act: Act) -> bool {
    matches!(
        act,
        Act::Confirm | Act::Submit | Act::StopNow | Act::OpenShift | Act::TakeOff | Act::LeaveNow
    )
}

impl Model {
    pub(super) fn key(&mut self, key: KeyEvent) -> Vec<Wish> {
        let now = self.world.now;
        if let Some(last) = final_key(key) {
            match self.burst.end(last, now) {
                Ended::Framed(framed) => return self.framed(framed),
                Ended::Swallowed => return Vec::new(),
                Ended::Key => {}
            }
            // A scanner that does not type may press a key behind its scan all the same.
            if self.gate.is_hushed(now) {
                return self.give_back();
            }
        }
        let mut wishes = self.follow(key);
        if !self.hold_back(key) {
            wishes.append(&mut self.press(key));
        }
        wishes
    }

    fn press(&mut self, key: KeyEvent) -> Vec<Wish> {
        if self.note.take().is_some() {
            self.changed();
        }
        let place = self.place();
        let repeats = self.is_held_down(key);
        match self.world.keys.act(place, key) {
            // A key that is held down, or that bounces, reads no question before it answers it.
            Some(act) if repeats && does(act) => Vec::new(),
            Some(act) if self.top().offers(act, &self.world.ctx()) => self.act(act),
            Some(_) => Vec::new(),
            None => self.input(Input::Key(key)),
        }
    }

    /// Whether the same key was pressed a moment before. Each repeat counts as one, so that a key that stays down
    /// does nothing more until it was let go.
    fn is_held_down(&mut self, key: KeyEvent) -> bool {
        let now = self.world.now;
        let before = self.pressed.replace((key.code, now));
        let soon = |at| (SignedDuration::ZERO..REPEAT).contains(&now.duration_since(at));
        before.is_some_and(|(code, at)| code == key.code && soon(at))
    }

    /// Follows the run that a key belongs to, begins another one, or ends it.
    fn follow(&mut self, key: KeyEvent) -> Vec<Wish> {
        let now = self.world.now;
        let begins = if let Some(c) = plain(key) {
            if let Some(top) = self.stack.last_mut() {
                top.page_mut().typed(now);
            }
            self.burst.push(c, now)
        } else if let Some(odd) = odd(key) {
            self.burst.push_odd(odd, now)
        } else {
            return self.give_back();
        };
        if !begins {
            if let Some(typed) = &mut self.typed {
                typed.last = now;
            }
            return Vec::new();
        }
        let wishes = self.release();
        let (place, depth) = (self.place(), self.stack.len());
        let fields = self.stack.last_mut().map(|top| top.page_mut().fields()).unwrap_or_default();
        let fields = fields.into_iter().map(|field| field.clone()).collect();
        let held = Zeroizing::new(String::with_capacity(ROOM));
        let wait = self.gate.wait();
        self.typed = Some(Typed { place, depth, fields, held, last: now, wait });
        wishes
    }

    /// Keeps a character that came as fast as a scanner's from the screen: a payment code shall be in
    /// no field, and be searched for nowhere.
    fn hold_back(&mut self, key: KeyEvent) -> bool {
        let (Some(c), true) = (plain(key), self.is_hurried()) else {
            return false;
        };
        if let Some(typed) = &mut self.typed
            && typed.held.len().saturating_add(c.len_utf8()) <= ROOM
        {
            typed.held.push(c);
        }
        true
    }

    /// Whether what is being typed comes as fast as a scanner's characters.
    pub(super) fn is_hurried(&self) -> bool {
        self.burst.hurried_until().is_some_and(|until| self.world.now < until)
    }

    /// What has ended in silence: a scan, or a hand's quick word.
    pub(super) fn settle(&mut self) -> Vec<Wish> {
        if let Some(framed) = self.burst.settle(self.world.now) {
            return self.framed(framed);
        }
        if self.is_hurried() { Vec::new() } else { self.release() }
    }

    /// Another key, or a paste: what was typed before it was a hand's.
    pub(super) fn give_back(&mut self) -> Vec<Wish> {
        self.burst.interrupt();
        let wishes = self.release();
        self.typed = None;
        wishes
    }

    /// Gives the screen what was held back, if it is still the same screen.
    fn release(&mut self) -> Vec<Wish> {
        let here = (self.place(), self.stack.len());
        let Some(typed) = &mut self.typed else {
            return Vec::new();
        };
        let held = std::mem::take(&mut typed.held);
        if held.is_empty() || here != (typed.place, typed.depth) {
            return Vec::new();
        }
        let keys = held.chars().map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        keys.flat_map(|key| self.press(key)).collect()
    }

    /// A scanner typed it: every key of it goes out of the fields again.
    fn framed(&mut self, framed: Framed) -> Vec<Wish> {
        let typed = self.typed.take();
        let (last, wait) = typed
            .as_ref()
            .map_or((self.world.now, self.gate.wait()), |typed| (typed.last, typed.wait));
        if let Some(typed) = typed.filter(|typed| typed.depth == self.stack.len())
            && let Some(top) = self.stack.last_mut()
        {
            for (field, before) in top.page_mut().fields().into_iter().zip(typed.fields) {
                *field = before;
            }
        }
        self.changed();
        // What ended first comes first.
        let mut wishes = self.catch_up();
        let (text, symbology, began) = match framed {
            Framed::Scan { text, symbology, began } => (text, symbology, began),
            Framed::Garbled(garbled) => {
                wishes.append(&mut self.garbled(garbled));
                return wishes;
            }
        };
        if !self.world.setup.scanner_keyboard {
            wishes.append(&mut self.refuse("no-scan-keyboard"));
            return wishes;
        }
        self.world.heard_typing = true;
        let source = Source::Keyboard;
        let scan = Scan { text, symbology, source, device: None, began, at: last, wait };
        wishes.append(&mut self.scan(&scan));
        wishes
    }
}

/// A character that a hand, an input method or a scanner types as text.
fn plain(key: KeyEvent) -> Option<char> {
    let shift = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    if let (KeyCode::Char(c), true) = (key.code, shift) { Some(c) } else { None }
}

/// Enter, Tab or a line feed.
fn final_key(key: KeyEvent) -> Option<Final> {
    if key.code == KeyCode::Char('j') && key.modifiers == KeyModifiers::CONTROL {
        return Some(Final::LineFeed);
    }
    if !key.modifiers.is_empty() {
        return None;
    }
    if key.code == KeyCode::Enter {
        Some(Final::Enter)
    } else if key.code == KeyCode::Tab {
        Some(Final::Tab)
    } else {
        None
    }
}

/// A key that types nothing, though a scanner in a wrong mode may have meant a digit by it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a terminal has more keys than a keypad has digits"
)]
fn odd(key: KeyEvent) -> Option<Odd> {
    if let (KeyCode::Char(c), KeyModifiers::ALT) = (key.code, key.modifiers) {
        return Some(Odd::Alt(c));
    }
    if !key.modifiers.is_empty() {
        return None;
    }
    Some(match key.code {
        KeyCode::End => Odd::End,
        KeyCode::Down => Odd::Down,
        KeyCode::PageDown => Odd::PageDown,
        KeyCode::Left => Odd::Left,
        KeyCode::KeypadBegin => Odd::Middle,
        KeyCode::Right => Odd::Right,
        KeyCode::Home => Odd::Home,
        KeyCode::Up => Odd::Up,
        KeyCode::PageUp => Odd::PageUp,
        KeyCode::Insert => Odd::Insert,
        KeyCode::Delete => Odd::Delete,
        _ => return None,
    })
}
