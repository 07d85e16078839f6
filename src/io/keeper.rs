//! The journal on a thread of its own: a disk that takes its time keeps nobody waiting.

use std::sync::mpsc as blocking;
use std::thread::JoinHandle;

use jiff::Timestamp;
use tokio::sync::mpsc;

use crate::desk::HouseOrder;
use crate::domain::{Entry, Fact, HoldId, HouseEntry};
use crate::journal::{Journal, JournalError};

use super::house::{self, HouseRules};

/// What is to be kept.
#[derive(Debug)]
pub(super) enum Job {
    Facts(Vec<(HoldId, Fact)>),
    House(Vec<HouseOrder>),
}

/// What was kept.
#[derive(Debug)]
pub(super) enum Entries {
    OfHolds(Vec<Entry>),
    OfHouse(Vec<HouseEntry>),
}

/// What became of one append.
pub(super) type Kept = Result<Entries, JournalError>;

/// Hands appends to the thread that owns the journal. They are kept in order.
#[derive(Debug)]
pub(super) struct Keeper {
    jobs: Option<blocking::Sender<(Timestamp, Job)>>,
    kept: mpsc::UnboundedReceiver<Kept>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(super) fn start(mut journal: Journal, rules: HouseRules) -> std::io::Result<Self> {
        let (jobs, work) = blocking::channel::<(Timestamp, Job)>();
        let (done, kept) = mpsc::unbounded_channel();
        let thread = std::thread::Builder::new().name("journal".to_owned()).spawn(move || {
            while let Ok((at, job)) = work.recv() {
                let kept = match job {
                    Job::Facts(facts) => journal.append(at, &facts).map(Entries::OfHolds),
                    Job::House(orders) => {
                        house::keep(&mut journal, at, orders, &rules).map(Entries::OfHouse)
                    }
                };
                if done.send(kept).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { jobs: Some(jobs), kept, thread: Some(thread) })
    }

    /// `false` when the thread is gone, so that nothing can be kept any more.
    pub(super) fn keep(&self, at: Timestamp, job: Job) -> bool {
        self.jobs.as_ref().is_some_and(|jobs| jobs.send((at, job)).is_ok())
    }

    /// What became of the oldest append that was not answered; `None` when the thread is gone.
    pub(super) async fn kept(&mut self) -> Option<Kept> {
        self.kept.recv().await
    }
}

/// What was handed over is written before the program ends.
impl Drop for Keeper {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}
