//! What the terminal sends, read on a thread of its own, each event with the time at which it was read.
//!
//! A scanner that types is told from a hand by the gaps between its characters (scanner.md 3). Were
//! they read by the loop that draws, a picture that takes its time would be a gap.

use crossterm::event::{Event, read};
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::super::clock::Clock;

/// Events that nobody has taken yet; the terminal keeps what is more.
const QUEUED: usize = 4096;

/// An event with the time at which it was read; an error where the terminal is gone.
pub(super) type Keyed = (Timestamp, std::io::Result<Event>);

#[derive(Debug)]
pub(super) struct Keys {
    events: mpsc::Receiver<Keyed>,
}

impl Keys {
    /// Reads from now on. The thread ends with the program: it waits for the terminal.
    pub(super) fn start(clock: Clock) -> std::io::Result<Self> {
        let (read_by_now, events) = mpsc::channel(QUEUED);
        std::thread::Builder::new().name("terminal".to_owned()).spawn(move || {
            loop {
                let event = read();
                let at = clock.now();
                let gone = event.is_err();
                if read_by_now.blocking_send((at, event)).is_err() || gone {
                    return;
                }
            }
        })?;
        Ok(Self { events })
    }

    /// The next event; nothing where there will be none. Dropping the wait loses nothing.
    pub(super) async fn next(&mut self) -> Option<Keyed> {
        self.events.recv().await
    }

    /// What has been read by now, as much as is taken in before the next picture.
    pub(super) fn read_by_now(&mut self, most: usize) -> Vec<Keyed> {
        std::iter::from_fn(|| self.events.try_recv().ok()).take(most).collect()
    }
}
