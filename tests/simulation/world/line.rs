//! The line between the counter and the provider, and all that happens on it.

use counterpane::domain::Ask;
use counterpane::provider::{Delivery, Lost, Provider as _, WireRequest};
use counterpane::simulator::{Fault, HttpRequest, Reply, Trouble};
use jiff::{SignedDuration, Timestamp};

use super::machine::first_word;
use super::{Event, World};
use crate::oracle::{Books, Verdict};
use crate::plan::Line;
use crate::plant::read;
use counterpane::desk::Input;

/// How long an inquiry may be behind what was booked.
const STALE_FOR: SignedDuration = SignedDuration::from_secs(4);

/// Replies that a mixed-up connection may bring again.
const REMEMBERED: usize = 6;

/// One request on its way.
pub(super) struct Parcel {
    run: u64,
    call: u64,
    url: String,
    body: String,
    about: String,
    fault: Option<Fault>,
    forged: bool,
    back: Back,
}

/// What becomes of the reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Back {
    After(SignedDuration),
    Lost,
    Broken,
    Swapped,
    /// Nobody listens: the second copy of a request.
    Unheard,
}

pub(super) struct State {
    calls: u64,
    pub(super) outage_until: Timestamp,
    /// When money was last moved at the provider.
    booked: Timestamp,
    /// Replies of late, with what they were about.
    replies: Vec<(String, u16, Vec<u8>)>,
    /// A connection mixes two replies up once in a history: one lie at a time is what two witnesses
    /// are good for.
    swapped: bool,
}

impl State {
    pub(super) const fn new(start: Timestamp) -> Self {
        Self { calls: 0, outage_until: start, booked: start, replies: Vec::new(), swapped: false }
    }
}

impl World {
    /// A request leaves the program.
    pub(super) fn leave(&mut self, call: u64, ask: &Ask) -> Verdict {
        let now = self.now;
        let wall = now + self.machine.wall;
        let number = self.line.calls;
        self.line.calls += 1;
        self.tally.calls += 1;
        let run = self.machine.run.as_mut().unwrap();
        let run_number = run.number;
        let wire =
            run.codec.encode(ask, wall, &mut self.dice).map_err(|error| error.to_string())?;
        run.calls.insert(call, ask.clone());
        self.oracle.leaves(&wire, &self.books, now)?;
        let line = self.meets(number);
        self.tell(|| {
            let meets = line.map_or(String::new(), |line| format!(": {line}"));
            format!("request {number} leaves, {}{meets}", first_word(ask))
        });
        let name = |line| {
            let Line::Gateway(fault) = line else {
                return format!("line {}", first_word(&line));
            };
            format!("gateway {}", fault.name())
        };
        self.tally.fault(line.map(name));
        let lost = |how, why: &str| Delivery::Lost(how, why.to_owned());
        let soon = SignedDuration::from_millis(self.dice.within(20, 900));
        let returns = |delivery| Event::Returns { run: run_number, call, delivery };
        match line {
            Some(Line::NotSent) => {
                self.after(soon, returns(Delivery::NotSent("refused".to_owned())));
                return Ok(());
            }
            Some(Line::RequestBroken) => {
                self.after(soon, returns(lost(Lost::Broken, "reset")));
                return Ok(());
            }
            Some(_) | None => {}
        }
        self.after(
            self.machine.request_timeout(),
            returns(lost(Lost::TimeOut, "no reply in time")),
        );
        self.send(run_number, call, &wire, line);
        Ok(())
    }

    fn meets(&self, number: u64) -> Option<Line> {
        if self.healing {
            return None;
        }
        if self.now < self.line.outage_until {
            return Some(if number.is_multiple_of(3) { Line::RequestLost } else { Line::NotSent });
        }
        self.plan.lines.get(&number).copied()
    }

    fn send(&mut self, run: u64, call: u64, wire: &WireRequest, line: Option<Line>) {
        let there = SignedDuration::from_millis(self.dice.within(20, 400));
        let back = SignedDuration::from_millis(self.dice.within(20, 400));
        let (method, content) = read(wire);
        let about = |name: &str| content.get(name).and_then(|value| value.as_str());
        let names = ["out_order_no", "auth_no", "out_trade_no"];
        let about = names.into_iter().find_map(about).unwrap_or_default();
        let mut parcel = Parcel {
            run,
            call,
            url: wire.url.clone(),
            body: wire.body.to_string(),
            about: format!("{method} {about}"),
            fault: None,
            forged: line == Some(Line::Forged),
            back: Back::After(back),
        };
        let mut late = there;
        match line {
            Some(Line::RequestLost) => return,
            Some(Line::RequestLate(seconds)) => late += SignedDuration::from_secs(seconds),
            Some(Line::RequestTwice(seconds)) => {
                let again = there + SignedDuration::from_secs(seconds);
                let (url, body) = (parcel.url.clone(), parcel.body.clone());
                let copy = Parcel {
                    url,
                    body,
                    about: parcel.about.clone(),
                    back: Back::Unheard,
                    ..parcel
                };
                self.after(again, Event::Arrives(Box::new(copy)));
            }
            Some(Line::ReplyLost) => parcel.back = Back::Lost,
            Some(Line::ReplyBroken) => parcel.back = Back::Broken,
            Some(Line::ReplyLate(seconds)) => {
                parcel.back = Back::After(back + SignedDuration::from_secs(seconds));
            }
            Some(Line::ReplySwapped) => parcel.back = Back::Swapped,
            Some(Line::Gateway(fault)) => parcel.fault = Some(fault),
            Some(Line::NotSent | Line::RequestBroken | Line::Forged) | None => {}
        }
        self.after(late, Event::Arrives(Box::new(parcel)));
    }

    /// The provider takes a request in, and books it or not.
    pub(super) fn arrives(&mut self, parcel: &Parcel) {
        let now = self.now;
        if parcel.forged {
            return self.forge(parcel);
        }
        let moves = !parcel.about.contains("query");
        // The books are behind for a moment after they were written, and not for ever.
        let recent = now.duration_since(self.line.booked) < STALE_FOR && !self.line.swapped;
        let fault = parcel.fault.filter(|fault| *fault != Fault::Stale || recent);
        if let Some(fault) = fault {
            self.simulator.script([Trouble::next(fault)]);
        }
        let request = HttpRequest::to(&parcel.url, &parcel.body);
        let served = self.simulator.serve(&request, now, &mut self.dice);
        // Where the door turned it away, the fault still waits for somebody.
        self.simulator.forget_script();
        if moves {
            self.line.booked = now;
        }
        self.books = Books::of(&self.simulator);
        self.tell(|| format!("provider: {}", served.said));
        self.send_back(parcel, served.reply, served.delay);
    }

    /// The provider sees nothing of it.
    fn forge(&mut self, parcel: &Parcel) {
        let fault = if self.dice.chance(500) { Fault::Unsigned } else { Fault::WrongKey };
        self.liar.script([Trouble::next(fault)]);
        let request = HttpRequest::to(&parcel.url, &parcel.body);
        let served = self.liar.serve(&request, self.now, &mut self.dice);
        self.liar.forget_script();
        self.tell(|| format!("a forger: {}", served.said));
        self.send_back(parcel, served.reply, served.delay);
    }

    fn send_back(&mut self, parcel: &Parcel, reply: Reply, delay: SignedDuration) {
        let broken = || Delivery::Lost(Lost::Broken, "the connection was closed".to_owned());
        let soon = SignedDuration::from_millis(100);
        let (wait, delivery) = match (parcel.back, reply) {
            (Back::Unheard | Back::Lost, _) | (_, Reply::NeverArrives) => return,
            (Back::Broken, _) | (_, Reply::Dropped) => (soon, broken()),
            (Back::Swapped, Reply::Answer { status, body }) => {
                (soon, self.swapped(&parcel.about, status, body))
            }
            (Back::After(wait), Reply::Answer { status, body }) => {
                if !parcel.forged {
                    self.remember(&parcel.about, status, &body);
                }
                (wait + delay, Delivery::Reply { status, trace: None, body })
            }
        };
        let (run, call) = (parcel.run, parcel.call);
        self.after(wait, Event::Returns { run, call, delivery });
    }

    fn remember(&mut self, about: &str, status: u16, body: &[u8]) {
        if self.line.replies.len() == REMEMBERED {
            self.line.replies.remove(0);
        }
        self.line.replies.push((about.to_owned(), status, body.to_vec()));
    }

    /// The latest reply that was about something else, one of the same interface first; once in a
    /// history.
    fn swapped(&mut self, about: &str, status: u16, body: Vec<u8>) -> Delivery {
        let method = about.split(' ').next().unwrap_or_default();
        let others = || self.line.replies.iter().rev().filter(|(of, ..)| of != about);
        let other = others().find(|(of, ..)| of.starts_with(method)).or_else(|| others().next());
        let (status, body) = match other {
            Some((_, status, body)) if !self.line.swapped => (*status, body.clone()),
            Some(_) | None => return Delivery::Reply { status, trace: None, body },
        };
        self.line.swapped = true;
        self.tell(|| "the reply of another request comes instead".to_owned());
        Delivery::Reply { status, trace: None, body }
    }

    /// Something comes back to the program that asked.
    pub(super) fn returns(&mut self, run: u64, call: u64, delivery: &Delivery) -> Verdict {
        let Some(running) = self.machine.run.as_mut().filter(|now| now.number == run) else {
            return Ok(());
        };
        let Some(ask) = running.calls.remove(&call) else {
            return Ok(());
        };
        if self.point() {
            return Ok(());
        }
        let answer = self.run().codec.decode(&ask, delivery);
        self.tell(|| format!("answer to {}: {answer:?}", first_word(&ask)));
        self.give(Input::Answered { call, answer })
    }

    /// The computer sleeps: what would come to it meanwhile is gone when it wakes.
    pub(super) fn sleep(&mut self, until: Timestamp) {
        self.machine.asleep_until = Some(until);
        let here = |event: &mut Event| matches!(event, Event::Returns { .. } | Event::Kept { .. });
        let moved = self.events.extract_if(.., |(at, _), event| *at < until && here(event));
        let moved: Vec<_> = moved.collect();
        for (_, event) in moved {
            let event = if let Event::Returns { run, call, .. } = event {
                let gone = Delivery::Lost(Lost::Broken, "asleep".to_owned());
                Event::Returns { run, call, delivery: gone }
            } else {
                event
            };
            self.at(until, event);
        }
    }
}
