//! The terminal as it was before: restored when the program leaves, panics or is told to end.

use std::io::{Write as _, stdout};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};

use super::super::last_words;

/// While it lives the terminal is ours.
#[derive(Debug)]
pub(super) struct Guard(());

impl Guard {
    pub(super) fn enter() -> std::io::Result<Self> {
        // NO_COLOR is the theme's business: the QR code needs its black and white all the same.
        crossterm::style::force_color_output(true);
        enable_raw_mode()?;
        let guard = Self(());
        // A program that was killed left its screen standing: entering it again does not clear it.
        execute!(stdout(), EnterAlternateScreen, Clear(ClearType::All))?;
        execute!(stdout(), EnableBracketedPaste, cursor::Hide)?;
        // A panic's words must not go to the screen that is about to disappear. One in another thread,
        // such as a scanner's library, ends that thread and not the terminal: whoever waits for the
        // thread says so on the screen.
        let told = std::panic::take_hook();
        let ours = std::thread::current().id();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().id() != ours {
                last_words::note(panic);
                return;
            }
            restore();
            told(panic);
        }));
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Safe to do twice. A terminal that is gone cannot be restored.
fn restore() {
    let _gone = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _gone = disable_raw_mode();
    let _gone = stdout().flush();
}

/// SIGTERM, SIGHUP and SIGINT end the program as leaving does.
#[derive(Debug)]
pub(in super::super) struct Signals {
    #[cfg(unix)]
    sources: [tokio::signal::unix::Signal; 3],
}

#[cfg(unix)]
impl Signals {
    pub(in super::super) fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let sources = [
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
            signal(SignalKind::interrupt())?,
        ];
        Ok(Self { sources })
    }

    pub(in super::super) async fn come(&mut self) {
        let [terminate, hangup, interrupt] = &mut self.sources;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    pub(in super::super) fn listen() -> std::io::Result<Self> {
        Ok(Self {})
    }

    pub(in super::super) async fn come(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
