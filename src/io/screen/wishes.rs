//! Carries out what the screens wish.

use std::io::Write as _;

use jiff::Timestamp;
use tokio::sync::mpsc;

use crate::config::Settings;
use crate::scanner::{Scan, Scanned, Source, Wait};
use crate::tui::{Msg, Wish};

use super::super::engine::Engine;
use super::super::transport::{Practice, Transport};
use super::librarian::{Librarian, Wanted};

pub(super) struct Errands {
    librarian: Librarian,
    /// Entries that were looked up and that the desk shall know.
    loads: Vec<Vec<crate::domain::Entry>>,
    scans: mpsc::UnboundedReceiver<(String, Timestamp)>,
    phones: mpsc::UnboundedSender<(String, Timestamp)>,
    bell: bool,
    leaving: bool,
}

impl Errands {
    pub(super) fn new(settings: &Settings, librarian: Librarian) -> Self {
        let (phones, scans) = mpsc::unbounded_channel();
        let bell = settings.screen.bell;
        Self { librarian, loads: Vec::new(), scans, phones, bell, leaving: false }
    }

    pub(super) const fn is_leaving(&self) -> bool {
        self.leaving
    }

    /// Makes the first request as fast as the next ones, after the first picture is drawn.
    pub(super) fn warm_up(engine: &Engine) {
        let transport = engine.transport();
        tokio::spawn(async move { transport.warm_up().await });
    }

    pub(super) fn run(&mut self, wishes: Vec<Wish>, engine: &mut Engine) {
        for entries in self.loads.drain(..) {
            engine.load(entries);
        }
        for wish in wishes {
            match wish {
                Wish::Command { ticket, command } => engine.command(ticket, command),
                Wish::Find { ticket, text } => {
                    self.librarian.look(Wanted::Find { ticket, text });
                }
                Wish::Journal { ticket, filter, before } => {
                    self.librarian.look(Wanted::Page { ticket, filter, before });
                }
                Wish::Load { ticket, hold } => self.librarian.look(Wanted::Load { ticket, hold }),
                Wish::LessonScan(id) => {
                    if let (Some(code), Transport::Training(_)) =
                        (Practice::scan(&id), &*engine.transport())
                    {
                        // Both ends live as long as the screen.
                        let _sent = self.phones.send((code, engine.now()));
                    }
                }
                Wish::Lesson(id) => engine.transport().choose_lesson(id),
                Wish::Bell(_) => self.ring(),
                Wish::Listen(_) | Wish::Watch(_) | Wish::GoodRead(_) => {}
                Wish::Quit => self.leaving = true,
            }
        }
    }

    /// The next thing that comes of a wish.
    pub(super) async fn reply(&mut self) -> Msg {
        tokio::select! {
            found = self.librarian.found() => {
                self.loads.extend(found.load);
                Msg::Reply(found.reply)
            }
            Some((code, at)) = self.scans.recv() => Msg::Scan(of_guest(code, at)),
        }
    }

    fn ring(&self) {
        if self.bell {
            let mut out = std::io::stdout().lock();
            let _gone = out.write_all(b"\x07").and_then(|()| out.flush());
        }
    }
}

/// A guest of the training mode holds out the phone.
fn of_guest(code: String, at: Timestamp) -> Scan {
    Scan {
        text: Scanned::from(code),
        symbology: None,
        source: Source::Training,
        device: None,
        began: at,
        at,
        wait: Wait::default(),
    }
}
