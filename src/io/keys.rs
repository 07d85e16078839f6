//! What the terminal sends, read on a thread of its own, each event with the time at which it was read.
//!
//! A scanner that types is told from a hand by the gaps between its characters (scanner.md 3). Were
//! they read by the loop that draws, a picture that takes its time would be a gap.

use crossterm::event::{Event, read};
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::clock::Clock;

/// Events that nobody has taken yet; the terminal keeps what is more.
const QUEUED: usize = 4096;

/// An event with the time at which it was read; an error where the terminal is gone.
pub(super) type Keyed = (Timestamp, std::io::Result<Event>);

#[derive(Debug)]
pub(super) struct Keys {
    events: mpsc::Receiver<Keyed>,
}

impl Keys {
    /// Reads from now on. The threads end with the program: they wait for the terminal.
    pub(super) fn start(clock: Clock) -> std::io::Result<Self> {
        let (tell, events) = mpsc::channel(QUEUED);
        #[cfg(unix)]
        end::watch(clock, tell.clone())?;
        std::thread::Builder::new().name("terminal".to_owned()).spawn(move || {
            loop {
                let event = read();
                let at = clock.now();
                let gone = event.is_err();
                if tell.blocking_send((at, event)).is_err() || gone {
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

/// The end of the terminal, watched apart from its keys: a reader that meets it (crossterm 0.29) reads
/// nothing over and over and never says so, and a hangup's signal may be ignored by whoever started
/// the program. A process without a window would keep the journal from the next one.
#[cfg(unix)]
mod end {
    use std::fs::File;
    use std::io::{ErrorKind, IsTerminal as _, stdin};

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;
    use tokio::sync::mpsc;

    use super::super::clock::Clock;
    use super::Keyed;

    pub(super) fn watch(clock: Clock, tell: mpsc::Sender<Keyed>) -> std::io::Result<()> {
        // Where keys are read from: a standard input that is something else says nothing of it.
        let other = if stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
        std::thread::Builder::new().name("terminal's end".to_owned()).spawn(move || {
            // Asked for nothing, it waits for what is told unasked: the end.
            let waited = match &other {
                Some(terminal) => wait(PollFd::new(terminal, PollFlags::empty())),
                None => wait(PollFd::new(&stdin(), PollFlags::empty())),
            };
            if waited.is_ok() {
                let gone = std::io::Error::from(ErrorKind::UnexpectedEof);
                // The program may end at the same time.
                let _ending = tell.blocking_send((clock.now(), Err(gone)));
            }
        })?;
        Ok(())
    }

    fn wait(terminal: PollFd<'_>) -> Result<(), Errno> {
        let mut fds = [terminal];
        loop {
            match poll(&mut fds, None) {
                Err(Errno::INTR) => {}
                ended => return ended.map(|_one| ()),
            }
        }
    }
}
