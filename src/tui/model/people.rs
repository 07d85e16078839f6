//! Who is signed in, the lock, and what somebody else has to agree to.

use jiff::Timestamp;

use crate::desk::{Command, HouseCommand, Refusal, Ticket};
use crate::domain::Member;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, StaffReply, Wish};
use crate::tui::page::Input;
use crate::tui::screens::{Approve, Screen, SignIn};
use crate::tui::theme::Meaning;

use super::Model;

impl Model {
    /// When the screen is locked, if nobody touches a key before.
    pub(super) fn lock_at(&self) -> Option<Timestamp> {
        self.world.signed.as_ref()?;
        self.touched.checked_add(self.world.setup.lock_after).ok()
    }

    /// Whether a guest is confirming or scans a QR code: that is not taken from the screen, and what came of
    /// it stands there as long as anything else.
    pub(super) fn is_before_a_guest(&self) -> bool {
        let waits = matches!(self.place(), Place::Waiting | Place::Stop);
        waits && self.top().offers(Act::Stop, &self.world.ctx())
    }

    /// Locks it, if it is time.
    pub(super) fn lock_if_idle(&mut self) -> Vec<Wish> {
        let is_asked = self.stack.iter().any(|screen| screen.page().place() == Place::SignIn);
        if self.world.signed.is_none() && !is_asked && !self.is_before_a_guest() {
            // Somebody was registered, or taken off, while a guest was confirming.
            return self.lock();
        }
        match self.lock_at() {
            Some(at) if at <= self.world.now => self.lock(),
            Some(_) | None => Vec::new(),
        }
    }

    /// Signs out whoever is signed in, who pressed the key for it.
    pub(super) fn switch(&mut self) -> Vec<Wish> {
        self.lock_with(SignIn::switching)
    }

    /// Signs out whoever is signed in. They go on where they were when they come back.
    pub(super) fn lock(&mut self) -> Vec<Wish> {
        self.lock_with(|page| page)
    }

    fn lock_with(&mut self, page: fn(SignIn) -> SignIn) -> Vec<Wish> {
        if self.world.people.is_empty() || self.place() == Place::SignIn {
            return Vec::new();
        }
        self.away = self.world.signed.take();
        // Whoever takes a shift over now signs in like everybody else.
        self.orders.retain(|(_, command)| {
            !matches!(command, Command::House(HouseCommand::HandOver { .. }))
        });
        let person = self.away.as_ref().map(|member| member.person.clone());
        self.stack.push(page(SignIn::new(person)).into());
        self.moved = true;
        self.changed();
        vec![Wish::SignOut]
    }

    /// Everybody who is registered, anew.
    pub(super) fn people(&mut self, people: Vec<Member>) -> Vec<Wish> {
        self.world.people = people;
        self.changed();
        let known = |member: &Member| self.world.people.contains(member);
        if self.world.signed.as_ref().is_some_and(known) {
            return Vec::new();
        }
        // Whoever was taken off does not come back.
        self.world.signed = None;
        // Nobody is signed in, or whoever is was taken off. A guest's QR code stays until it is over.
        if self.is_before_a_guest() {
            return vec![Wish::SignOut];
        }
        self.lock()
    }

    fn signed_in(&mut self, member: Member) {
        self.stack.retain(|screen| screen.page().place() != Place::SignIn);
        // Somebody else begins at the list: what the other one was typing is not theirs.
        let same = self.away.take().is_some_and(|away| away.person.badge == member.person.badge);
        if !same {
            self.stack.truncate(1);
        }
        self.touched = self.world.now;
        let args = [("name", &member.person.to_string())];
        let note = self.world.locale.format("signed-in", &args);
        self.world.signed = Some(member);
        self.moved = true;
        self.say(Meaning::Text, note);
    }

    /// The next one has the shift: the counter is theirs, and the Z report of the one before is on it.
    fn handed_over(&mut self, reply: &Reply, to: Member) -> Vec<Wish> {
        // Taken off meanwhile: the shift is theirs, the counter is not.
        if !self.world.people.contains(&to) {
            return self.lock();
        }
        let awaits = |screen: &Screen| screen.page().awaits(reply.ticket());
        let Some(place) = self.stack.iter().rposition(awaits) else {
            self.signed_in(to.clone());
            return vec![Wish::TakeOver(to)];
        };
        let mut wishes = self.input_at(place, Input::Reply(reply));
        let paper = self.stack.remove(place);
        self.signed_in(to.clone());
        self.stack.push(paper);
        wishes.push(Wish::TakeOver(to));
        wishes
    }

    /// Replies that concern the whole screen. True where that was all of it.
    pub(super) fn about_people(&mut self, reply: &Reply) -> (bool, Vec<Wish>) {
        match reply {
            Reply::Staff { said: StaffReply::SignedIn(member), .. } => {
                self.signed_in(member.clone());
                (true, Vec::new())
            }
            Reply::Staff { said: StaffReply::People { people, .. }, .. } => {
                let wishes = self.people(people.clone());
                (false, wishes)
            }
            Reply::Rejected { ticket, refusal: Refusal::NeedsApproval { right, two } } => {
                let Some(command) = self.take_order(*ticket) else {
                    return (false, Vec::new());
                };
                let page = Approve::new(*ticket, command, *right, *two);
                self.stack.push(page.into());
                self.moved = true;
                self.changed();
                (true, Vec::new())
            }
            Reply::Accepted { ticket, .. } => match self.take_order(*ticket) {
                Some(Command::House(HouseCommand::HandOver { to, .. })) => {
                    (true, self.handed_over(reply, to))
                }
                Some(_) | None => (false, Vec::new()),
            },
            Reply::Rejected { ticket, .. } => {
                self.take_order(*ticket);
                (false, Vec::new())
            }
            Reply::Found { .. }
            | Reply::Journal { .. }
            | Reply::Saved { .. }
            | Reply::Lines { .. }
            | Reply::Loaded { .. }
            | Reply::Staff {
                said: StaffReply::Approved | StaffReply::TakesOver(_) | StaffReply::Denied(_),
                ..
            }
            | Reply::Failed { .. } => (false, Vec::new()),
        }
    }

    /// Keeps a command until it is answered: somebody may have to agree to it.
    pub(super) fn remember_orders(&mut self, wishes: &[Wish]) {
        if self.world.signed.is_none() {
            return;
        }
        for wish in wishes {
            if let Wish::Command { ticket, command } = wish {
                self.orders.push((*ticket, command.clone()));
            }
        }
    }

    fn take_order(&mut self, ticket: Ticket) -> Option<Command> {
        let place = self.orders.iter().position(|(order, _)| *order == ticket)?;
        Some(self.orders.swap_remove(place).1)
    }
}
