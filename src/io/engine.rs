//! Drives the desk: carries out its effects and hands it what comes of them.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::task::{Id, JoinError, JoinSet};

use crate::desk::{Command, Desk, Effect, Input, Refusal, Snapshot, Ticket};
use crate::domain::{Answer, Ask, Authority, Class, Entry, HoldId, House, Reason};

use super::clock::Clock;
use super::keeper::{Entries, Job, Keeper, Kept};
use super::transport::{Prepared, Transport};

/// How long a request that was signed ahead is used: the provider checks the time in it, and a disk
/// may have taken its own.
const PREPARED_FOR: SignedDuration = SignedDuration::from_secs(5);

/// What the engine tells whoever gave a command.
#[derive(Debug)]
pub(super) enum News {
    Accepted { ticket: Ticket, hold: Option<HoldId> },
    Rejected { ticket: Ticket, refusal: Refusal },
}

#[derive(Debug)]
pub(super) struct Engine {
    desk: Desk,
    clock: Clock,
    keeper: Keeper,
    transport: Arc<Transport>,
    calls: JoinSet<(Ticket, Answer)>,
    /// Which task works for which call, for the one that ends without an answer.
    workers: Vec<(Id, Ticket)>,
    appending: bool,
    /// What will leave when the append under way is durable, signed while the disk works.
    prepared: Option<(Timestamp, Prepared)>,
    news: VecDeque<News>,
    next_ticket: Ticket,
}

impl Engine {
    pub(super) fn new(desk: Desk, clock: Clock, keeper: Keeper, transport: Transport) -> Self {
        Self {
            desk,
            clock,
            keeper,
            transport: Arc::new(transport),
            calls: JoinSet::new(),
            workers: Vec::new(),
            appending: false,
            prepared: None,
            news: VecDeque::new(),
            next_ticket: 1,
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A copy of its clock: whoever has one reads the same time.
    pub(super) const fn clock(&self) -> Clock {
        self.clock
    }

    pub(super) const fn desk(&self) -> &Desk {
        &self.desk
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        self.desk.snapshot(self.now())
    }

    pub(super) fn transport(&self) -> Arc<Transport> {
        Arc::clone(&self.transport)
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        let ticket = self.next_ticket;
        self.next_ticket = self.next_ticket.wrapping_add(1);
        ticket
    }

    /// Gives a command, in somebody's name where people are registered.
    pub(super) fn command(
        &mut self,
        ticket: Ticket,
        command: Command,
        authority: Option<Authority>,
    ) {
        self.give(Input::Command { ticket, command, authority });
    }

    /// Says that a command was not carried out, where it does not come as far as the desk.
    pub(super) fn reject(&mut self, ticket: Ticket, refusal: Refusal) {
        self.news.push_back(News::Rejected { ticket, refusal });
    }

    pub(super) fn load(&mut self, entries: Vec<Entry>) {
        self.give(Input::Loaded { entries });
    }

    /// How it stands with shift and day, at the start.
    pub(super) fn set_house(&mut self, house: House) {
        self.give(Input::House(house));
    }

    /// Whether the disk is at work on what something else waits for.
    pub(super) const fn is_appending(&self) -> bool {
        self.appending
    }

    pub(super) fn poll_news(&mut self) -> Option<News> {
        self.news.pop_front()
    }

    /// Waits until something happened and let the desk know of it: an append, a reply or a deadline.
    /// Dropping the wait loses nothing.
    pub(super) async fn turn(&mut self) {
        let deadline = self.desk.poll_deadline(self.now()).map(|(at, _)| at);
        let wait = deadline.map(|at| at.duration_since(self.now()).max(SignedDuration::ZERO));
        let input = tokio::select! {
            biased;
            kept = self.keeper.kept(), if self.appending => {
                self.appending = false;
                of_append(kept)
            }
            Some(done) = self.calls.join_next(), if !self.calls.is_empty() => self.of_call(done),
            () = sleep(wait), if wait.is_some() => Input::Woken,
            else => return std::future::pending().await,
        };
        self.give(input);
    }

    /// Whether nothing is on its way that these holds wait for. Questions about others may be left
    /// unanswered: the next run asks them again.
    pub(super) fn is_idle_about(&self, ids: &[HoldId]) -> bool {
        self.desk.is_quiet_about(ids) && !self.appending
    }

    fn of_call(&mut self, done: Result<(Ticket, Answer), JoinError>) -> Input {
        match done {
            Ok((call, answer)) => {
                self.workers.retain(|(_, known)| *known != call);
                Input::Answered { call, answer }
            }
            // A call that panicked is a call whose result nobody knows.
            // Its words stay out of the log and the journal: they may quote what was being sent.
            Err(error) => {
                tracing::error!(panicked = error.is_panic(), "a call ended without an answer");
                let place = self.workers.iter().position(|(id, _)| *id == error.id());
                let Some(place) = place else {
                    return Input::Woken;
                };
                let (_, call) = self.workers.swap_remove(place);
                let reason = Reason::ours(Class::Unknown, "net.broken", "no answer came");
                Input::Answered { call, answer: Answer::Unknown(reason) }
            }
        }
    }

    fn keep(&mut self, job: Job, now: Timestamp) {
        if self.keeper.keep(now, job) {
            self.appending = true;
        } else {
            let why = "the journal's thread has ended".to_owned();
            self.desk.handle(Input::AppendFailed { why }, now);
        }
    }

    fn give(&mut self, input: Input) {
        let now = self.now();
        self.desk.handle(input, now);
        while let Some(effect) = self.desk.poll_effect() {
            match effect {
                Effect::Append { facts } => self.keep(Job::Facts(facts), now),
                Effect::House(orders) => self.keep(Job::House(orders), now),
                Effect::Prepare { ask } => {
                    self.prepared = self.transport.prepare(&ask).map(|prepared| (now, prepared));
                }
                Effect::Call { call, hold, ask } => {
                    tracing::info!(%hold, call, ask = name_of(&ask), "asking");
                    let transport = Arc::clone(&self.transport);
                    let fresh = |made: Timestamp| now.duration_since(made) < PREPARED_FOR;
                    let prepared = self.prepared.take().filter(|(made, _)| fresh(*made));
                    let prepared = prepared.map(|(_, prepared)| prepared);
                    let task = async move { (call, transport.ask(ask, prepared).await) };
                    let worker = self.calls.spawn(task);
                    self.workers.push((worker.id(), call));
                }
                Effect::Accepted { ticket, hold } => {
                    self.news.push_back(News::Accepted { ticket, hold });
                }
                Effect::Rejected { ticket, refusal } => {
                    self.news.push_back(News::Rejected { ticket, refusal });
                }
            }
        }
    }
}

fn of_append(kept: Option<Kept>) -> Input {
    match kept {
        Some(Ok(Entries::OfHolds(entries))) => Input::Appended { entries },
        Some(Ok(Entries::OfHouse(entries))) => Input::HouseKept { entries },
        Some(Err(error)) => {
            tracing::error!(code = error.code(), %error, "the journal was not written");
            Input::AppendFailed { why: error.to_string() }
        }
        None => Input::AppendFailed { why: "the journal's thread has ended".to_owned() },
    }
}

async fn sleep(wait: Option<SignedDuration>) {
    if let Some(wait) = wait {
        tokio::time::sleep(wait.unsigned_abs()).await;
    }
}

/// For the log, which names no amount and no code.
const fn name_of(ask: &Ask) -> &'static str {
    match ask {
        Ask::HoldByScan { .. } => "hold by scan",
        Ask::HoldByQr { .. } => "hold by QR",
        Ask::Cancel { .. } => "undo",
        Ask::Capture { .. } => "charge",
        Ask::Release { .. } => "release",
        Ask::Refund { .. } => "refund",
        Ask::InquireHold { .. } => "inquire hold",
        Ask::InquireRelease { .. } => "inquire release",
        Ask::InquireCapture { .. } => "inquire charge",
        Ask::InquireRefund { .. } => "inquire refund",
    }
}
