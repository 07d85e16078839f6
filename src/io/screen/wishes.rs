//! Carries out what the screens wish.

use std::io::Write as _;

use jiff::Timestamp;
use tokio::sync::mpsc;

use crate::config::Settings;
use crate::desk::{Command, HouseCommand, Refusal};
use crate::domain::Member;
use crate::scanner::{Scan, Scanned, Source, Wait};
use crate::tui::{Msg, Sound, Wish};

use super::super::engine::Engine;
use super::super::house::HouseRules;
use super::super::scanner::Scanners;
use super::super::transport::{Practice, Transport};
use super::bell::Bell;
use super::librarian::{Librarian, Wanted};
use super::porter::{Order, Porter};

pub(super) struct Errands {
    librarian: Librarian,
    porter: Porter,
    scanners: Scanners,
    /// For the night audit: the hotel's list is read before its day ends.
    rules: HouseRules,
    read: mpsc::UnboundedSender<Order>,
    lists: mpsc::UnboundedReceiver<Order>,
    /// Orders that only waited for that.
    ready: Vec<Order>,
    /// Entries that were looked up and that the desk shall know.
    loads: Vec<Vec<crate::domain::Entry>>,
    scans: mpsc::UnboundedReceiver<(String, Timestamp)>,
    phones: mpsc::UnboundedSender<(String, Timestamp)>,
    /// None where the settings want no sounds.
    bell: Option<Bell>,
    leaving: bool,
}

impl Errands {
    /// `people` are registered.
    pub(super) fn new(
        settings: &Settings,
        people: Vec<Member>,
        librarian: Librarian,
        scanners: Scanners,
    ) -> Self {
        let (phones, scans) = mpsc::unbounded_channel();
        let bell = settings.screen.bell.then(Bell::default);
        let porter = Porter::new(settings, !people.is_empty());
        porter.watch(people);
        let (read, lists) = mpsc::unbounded_channel();
        Self {
            librarian,
            porter,
            scanners,
            rules: HouseRules::of(settings),
            read,
            lists,
            ready: Vec::new(),
            loads: Vec::new(),
            scans,
            phones,
            bell,
            leaving: false,
        }
    }

    /// Scanners are looked for from now on: the first picture is drawn, and no start waits for them.
    pub(super) fn look_for_scanners(&mut self) {
        self.scanners.start();
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
        let orders: Vec<Order> = self.ready.drain(..).chain(self.porter.orders()).collect();
        for order in orders {
            self.command(order, engine);
        }
        for wish in wishes {
            match wish {
                Wish::Command { ticket, .. } if self.porter.is_locked() => {
                    // People were registered a moment ago, or the screen locked itself in the same moment.
                    tracing::warn!("a command without anybody signed in");
                    engine.reject(ticket, Refusal::NotSignedIn);
                }
                Wish::Command { ticket, command } => {
                    let authority = self.porter.authority();
                    self.command(Order { ticket, command, authority }, engine);
                }
                Wish::Staff { ticket, errand } => self.porter.run(ticket, errand, engine.now()),
                Wish::SignOut => self.porter.sign_out(),
                Wish::TakeOver(member) => self.porter.take_over(&member),
                Wish::Find { ticket, text } => {
                    self.librarian.look(Wanted::Find { ticket, text });
                }
                Wish::Journal { ticket, filter, before } => {
                    self.librarian.look(Wanted::Page { ticket, filter, before });
                }
                Wish::Load { ticket, hold } => self.librarian.look(Wanted::Load { ticket, hold }),
                Wish::House { ticket, look, language } => {
                    self.librarian.look(Wanted::House { ticket, look, language });
                }
                Wish::Save { ticket, name, text, sheet } => {
                    self.librarian.look(Wanted::Save { ticket, name, text, sheet });
                }
                Wish::LessonScan(id) => {
                    if let (Some(code), Transport::Training(_)) =
                        (Practice::scan(&id), &*engine.transport())
                    {
                        // Both ends live as long as the screen.
                        let _sent = self.phones.send((code, engine.now()));
                    }
                }
                Wish::Lesson(id) => engine.transport().choose_lesson(id),
                Wish::Listen(wait) => self.scanners.listen(wait),
                Wish::Watch(wanted) => self.scanners.watch(wanted),
                Wish::GoodRead(device) => self.scanners.good_read(device),
                Wish::Bell(sound) => self.ring(sound, engine.now()),
                Wish::Quit => self.leaving = true,
            }
        }
    }

    fn command(&self, order: Order, engine: &mut Engine) {
        // The screen names nobody else; this is the second bolt.
        if !self.porter.knows(&order.command) {
            tracing::error!("a shift for somebody whose PIN was not compared");
            engine.reject(order.ticket, Refusal::NotSignedIn);
            return;
        }
        if let Command::House(HouseCommand::RollDay { to, list: None }) = order.command
            && self.rules.has_list()
        {
            // The list may lie on another computer: nothing waits for it but this.
            let (rules, read) = (self.rules.clone(), self.read.clone());
            tokio::task::spawn_blocking(move || {
                let command = Command::House(HouseCommand::RollDay { to, list: rules.list() });
                // Whoever wanted it may have left.
                let _gone = read.send(Order { command, ..order });
            });
            return;
        }
        engine.command(order.ticket, order.command, order.authority);
    }

    /// The next thing that comes of a wish.
    pub(super) async fn reply(&mut self) -> Msg {
        tokio::select! {
            found = self.librarian.found() => {
                self.loads.extend(found.load);
                Msg::Reply(found.reply)
            }
            reply = self.porter.reply() => Msg::Reply(reply),
            Some(order) = self.lists.recv() => {
                self.ready.push(order);
                Msg::Tick
            }
            Some((code, at)) = self.scans.recv() => Msg::Scan(of_guest(code, at)),
        }
    }

    fn ring(&mut self, sound: Sound, now: Timestamp) {
        if let Some(bell) = &mut self.bell {
            bell.ring(sound, now);
        }
        self.strike(now);
    }

    /// When [`Errands::strike`] is wanted.
    pub(super) fn deadline(&self) -> Option<Timestamp> {
        self.bell.as_ref().and_then(Bell::deadline)
    }

    /// Strikes the bell, if it is time.
    pub(super) fn strike(&mut self, now: Timestamp) {
        if self.bell.as_mut().is_some_and(|bell| bell.strikes(now)) {
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
