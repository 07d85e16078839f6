//! People at the counter, and what befalls it.

use counterpane::desk::{Command, HoldView, How, Input};
use counterpane::domain::{Classified, HoldId, Money, Stay, classify};
use counterpane::simulator::{lesson, lesson_code};
use jiff::{SignedDuration, Timestamp};
use rsa::rand_core::RngCore as _;

use super::{Event, World};
use crate::oracle::Verdict;
use crate::plan::Deed;

#[derive(Default)]
pub(super) struct People {
    tickets: u64,
    last_code: Option<(String, i64)>,
    last: Option<Deed>,
}

impl World {
    pub(super) fn do_deed(&mut self, place: usize) -> Verdict {
        let deed = self.plan.deeds[place].1.clone();
        // Nobody can press anything on a screen that is not there: they wait for it.
        let asleep = self.machine.asleep_until.filter(|until| *until > self.now);
        if let Some(until) = asleep.or_else(|| self.next_start()) {
            self.at(until, Event::Deed(place));
            return Ok(());
        }
        self.machine.asleep_until = None;
        if let Some((gap, _)) = self.plan.deeds.get(place + 1) {
            self.after(SignedDuration::from_secs(*gap), Event::Deed(place + 1));
        }
        self.tell(|| format!("** {deed}"));
        self.act(&deed)
    }

    fn act(&mut self, deed: &Deed) -> Verdict {
        let seconds = SignedDuration::from_secs;
        match *deed {
            Deed::Scan { room, guest, cents } => {
                let code = lesson_code(lesson(guest).unwrap(), self.dice.next_u64());
                self.oracle.codes.push(code.clone());
                self.people.last_code = Some((code.clone(), cents));
                self.scan(room, &code, cents)?;
            }
            Deed::ScanAgain { room } => {
                if let Some((code, cents)) = self.people.last_code.clone() {
                    self.scan(room, &code, cents)?;
                }
            }
            Deed::Qr { room, guest, cents } => {
                self.simulator.books().set_lesson(guest).unwrap();
                self.command(hold(room, cents, How::Qr))?;
            }
            Deed::Capture { hold, percent, keep_rest } => {
                if let Some((hold, view)) = self.find(hold) {
                    let money = part(view.remaining, percent);
                    self.command(Command::Capture { hold, money, keep_rest, until: None })?;
                }
            }
            Deed::Release { hold, percent } => {
                if let Some((hold, view)) = self.find(hold) {
                    let money = (percent != 100).then(|| part(view.remaining, percent));
                    self.command(Command::Release { hold, money, remark: String::new() })?;
                }
            }
            Deed::Refund { hold, percent } => {
                if let Some((hold, view)) = self.find(hold) {
                    let left = view.captured.minus(view.refunded).unwrap();
                    let money = part(left, percent);
                    let reason = String::new();
                    self.command(Command::Refund { hold, capture: None, money, reason })?;
                }
            }
            Deed::PressAgain => {
                if let Some(last) = self.people.last.clone() {
                    self.act(&last)?;
                }
            }
            Deed::Undo { hold } => {
                if let Some((hold, _)) = self.find(hold) {
                    self.command(Command::Cancel { hold })?;
                }
            }
            Deed::Check { hold } => {
                let hold = hold.and_then(|hold| self.find(hold)).map(|(id, _)| id);
                self.command(Command::Check { hold })?;
            }
            Deed::Outage(time) => self.line.outage_until = self.now + seconds(time),
            Deed::Suspend(time) => self.sleep(self.now + seconds(time)),
            Deed::SetClock(by) => self.machine.wall += seconds(by),
            Deed::Kill(crash) => self.kill(crash),
        }
        if !matches!(deed, Deed::PressAgain | Deed::Kill(_) | Deed::SetClock(_) | Deed::Suspend(_))
        {
            self.people.last = Some(deed.clone());
        }
        Ok(())
    }

    /// When the program begins again, where it does not run.
    fn next_start(&self) -> Option<Timestamp> {
        let mut events = self.events.iter();
        let start = events.find(|(_, event)| matches!(event, Event::Starts(_)));
        start.map(|((at, _), _)| *at).filter(|_| self.machine.run.is_none())
    }

    /// A supervisor asks about everything that is left.
    pub(super) fn check_all(&mut self) -> Verdict {
        if self.machine.run.is_none() {
            return Err("the program does not run".to_owned());
        }
        self.command(Command::Check { hold: None })
    }

    fn scan(&mut self, room: u8, code: &str, cents: i64) -> Verdict {
        let Classified::Alipay { code, .. } = classify(code) else {
            return Err("a guest's code is none".to_owned());
        };
        self.command(hold(room, cents, How::Scan(code)))
    }

    fn command(&mut self, command: Command) -> Verdict {
        if self.machine.run.is_none() {
            return Ok(());
        }
        self.people.tickets += 1;
        let ticket = self.people.tickets;
        self.give(Input::Command { ticket, command, authority: None })
    }

    /// One of the holds; one that is not in memory is looked up, as on the screen.
    fn find(&mut self, place: u8) -> Option<(HoldId, HoldView)> {
        let mut views = self.all_views();
        views.sort_by(|a, b| a.order_no.cmp(&b.order_no));
        let place = usize::from(place).checked_rem(views.len())?;
        let view = views.swap_remove(place);
        let run = self.machine.run.as_ref()?;
        if !run.desk.knows(&view.id) {
            let entries = self.machine.entries_of(&view.id);
            self.give(Input::Loaded { entries }).ok()?;
        }
        Some((view.id.clone(), view))
    }
}

fn hold(room: u8, cents: i64, how: How) -> Command {
    let stay = Stay { room: format!("R{room}"), guest: "张伟".to_owned(), ..Stay::default() };
    Command::Hold { stay, money: Money::new(cents, "CNY".parse().unwrap()), how }
}

/// At least one minor unit, as a bill has.
fn part(of: Money, percent: u8) -> Money {
    let minor = of.minor() * i64::from(percent) / 100;
    Money::new(minor.max(1), of.currency())
}
