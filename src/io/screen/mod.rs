//! The full-screen terminal: one loop that waits for keys, scanners, the desk, the journal's readers,
//! signals and the next second, and draws when something has changed.
//!
//! Drawing is the last thing that is done. What a scan sets off is on its way to the disk before the
//! picture changes, and what the disk has confirmed is on its way to the provider: drawing takes its
//! time beside them.

mod bell;
mod guard;
mod librarian;
mod pages;
mod porter;
mod wishes;

use std::mem::ManuallyDrop;
use std::sync::Arc;

use crossterm::event::{Event, KeyEvent};
use jiff::{SignedDuration, Timestamp};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use tokio::runtime::Builder;

use crate::cli::Exit;
use crate::config::{Mode, Settings, ThemeChoice};
use crate::domain::Member;
use crate::locale::{Locale, StaffTrouble, say_refusal};
use crate::provider::alipay::Alipay;
use crate::scanner::{Gaps, Scanned};
use crate::simulator::lessons;
use crate::tui::{self, Colours, LessonInfo, Model, Msg, Reply, Setup, draw_fatal};

use super::clock::Clock;
use super::engine::{Engine, News};
use super::failure::{Failure, journal_words};
use super::keys::{Keyed, Keys};
use super::opening::{self, OpeningError, Pace};
use super::scanner::{Ears, Scanners};
use super::staff::Staff;
use guard::Guard;
pub(super) use guard::Signals;
use librarian::Librarian;
use wishes::Errands;

/// How many events are taken in before the next picture, so that nobody can keep it from being drawn.
const AT_ONCE: usize = 256;

/// So long a picture waits for an append: the disk's and the signature's work has the processor to
/// itself, and one picture instead of two shows what came of it. Nobody sees so short a time.
const DISK_FIRST: SignedDuration = SignedDuration::from_millis(10);

type Screen = Terminal<CrosstermBackend<std::io::Stdout>>;

/// Opens the screen and works until the cashier leaves.
pub(super) fn run(settings: &Settings) -> Result<Exit, Failure> {
    // Requests leave on a thread of their own: no picture that is being drawn holds one up.
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|error| Failure::own("io.runtime", &error))?;
    if !std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        let hint = "Run it in a terminal, or give a command: 'counterpane --help'.".to_owned();
        let message = "the full-screen terminal needs a terminal".to_owned();
        return Err(Failure::wrong("cli.no_terminal", message, hint));
    }
    let guard = Guard::enter().map_err(|error| Failure::own("io.terminal", &error))?;
    let ended = runtime.block_on(async {
        let screen = Terminal::new(CrosstermBackend::new(std::io::stdout()))
            .map_err(|error| Failure::own("io.terminal", &error))?;
        // Its own end shows the cursor, as the guard does, and panics where the window is gone.
        let mut screen = ManuallyDrop::new(screen);
        let locale = Locale::new(settings.hotel.language);
        let people = match Staff::of(settings).people().map_err(StaffTrouble::from) {
            Ok(people) => people,
            Err(trouble) => {
                let words = trouble.say(&locale);
                let words = (words.headline, vec![words.act]);
                return refuse(&locale, words, Failure::staff(&trouble, &locale), &mut screen)
                    .await;
            }
        };
        match opening::open(settings, Pace::Person) {
            Ok(engine) => work(settings, (engine, people), &mut screen).await,
            Err(error) => {
                let words = words(&locale, &error);
                refuse(&locale, words, error.into(), &mut screen).await
            }
        }
    });
    drop(guard);
    // A blocking task that still waits for a reply holds nobody up: its intent is in the journal.
    runtime.shutdown_background();
    ended
}

async fn work(
    settings: &Settings,
    (engine, people): (Engine, Vec<Member>),
    screen: &mut Screen,
) -> Result<Exit, Failure> {
    let model = Model::new(setup(settings, people.clone()), engine.now());
    let model = model.map_err(|error| Failure::own("io.assets", &error))?;
    let keys = Keys::start(engine.clock());
    let mut keys = keys.map_err(|error| Failure::own("io.thread", &error))?;
    let mut signals = Signals::listen().map_err(|error| Failure::own("io.signals", &error))?;
    let (scanners, mut ears) = Scanners::new(settings.scanner.clone(), engine.clock());
    let errands = Errands::new(settings, people, Librarian::start(settings), scanners);
    Errands::warm_up(&engine);
    let time = engine.now();
    let mut counter =
        Counter { engine, model, errands, screen, drawn: 0, shown: 0, time, held: None };
    loop {
        counter.catch_up();
        if counter.errands.is_leaving() {
            return Ok(Exit::Done);
        }
        counter.draw()?;
        let wait = counter.wait();
        let happened = tokio::select! {
            biased;
            () = signals.come() => Happened::Gone,
            // Money before keys: a key that is stuck must not hold up an undo.
            () = counter.engine.turn() => Happened::Turn,
            happened = heard(&mut ears, &mut keys) => happened,
            reply = counter.errands.reply() => Happened::Said(reply),
            () = until(wait) => Happened::Said(Msg::Tick),
        };
        // Every key that was read by now has its own time, which is not later than this one: whatever
        // else happened came after it.
        let now = counter.engine.now();
        let (first, msg) = match happened {
            Happened::Gone => return Ok(Exit::Done),
            Happened::Turn => (None, None),
            Happened::Key(key) => (Some(key), None),
            Happened::Said(msg) => (None, Some(msg)),
        };
        let typed = keys.read_by_now(AT_ONCE);
        let is_all = typed.len() < AT_ONCE;
        for (at, event) in first.into_iter().chain(typed) {
            // The terminal is gone: nobody is there to work for.
            let Ok(event) = event else { return Ok(Exit::Done) };
            counter.take(event, at)?;
        }
        if is_all {
            counter.time = counter.time.max(now);
        }
        if let Some(msg) = msg {
            counter.update(msg);
        }
        counter.errands.strike(now);
    }
}

/// The desk, the screens, and what they want of each other.
struct Counter<'a> {
    engine: Engine,
    model: Model,
    errands: Errands,
    screen: &'a mut Screen,
    /// The change of the picture that was drawn last.
    drawn: u64,
    /// The change of the desk that the screens know.
    shown: u64,
    /// The time by which the screens count: that of the last thing they were told. Never goes back.
    time: Timestamp,
    /// Since when a picture waits for the disk.
    held: Option<Timestamp>,
}

impl Counter<'_> {
    fn update(&mut self, msg: Msg) {
        let wishes = self.model.update(msg, self.time);
        self.errands.run(wishes, &mut self.engine);
    }

    /// Tells the screens what became of the desk.
    fn catch_up(&mut self) {
        while let Some(news) = self.engine.poll_news() {
            self.update(Msg::Reply(of_news(news)));
        }
        if self.engine.desk().revision() != self.shown {
            self.shown = self.engine.desk().revision();
            let snapshot = Arc::new(self.engine.snapshot());
            self.update(Msg::Snapshot(snapshot));
        }
    }

    /// Draws, where the picture has changed.
    fn draw(&mut self) -> Result<(), Failure> {
        if self.model.revision() == self.drawn {
            return Ok(());
        }
        if self.drawn != 0 && self.engine.is_appending() {
            let now = self.engine.now();
            let since = *self.held.get_or_insert(now);
            if now.duration_since(since) < DISK_FIRST {
                return Ok(());
            }
        }
        self.held = None;
        self.drawn = self.model.revision();
        let failed = |error| Failure::own("io.terminal", &error);
        self.screen.draw(|frame| self.model.draw(frame)).map_err(failed)?;
        self.errands.look_for_scanners();
        Ok(())
    }

    /// Until the next deadline. One that the screens were told of and have not moved is none.
    fn wait(&self) -> Option<SignedDuration> {
        let screens = self.model.deadline().filter(|at| *at > self.time);
        let held = self.held.and_then(|since| since.checked_add(DISK_FIRST).ok());
        let next = [screens, self.errands.deadline(), held].into_iter().flatten().min();
        next.map(|at| at.duration_since(self.engine.now()))
    }

    /// Something of the terminal's, read at `at`.
    fn take(&mut self, event: Event, at: Timestamp) -> Result<(), Failure> {
        fit(self.screen, &event)?;
        self.time = self.time.max(at);
        if let Some(msg) = of_event(event) {
            self.update(msg);
        }
        Ok(())
    }
}

/// What the loop was waiting for.
enum Happened {
    /// The program shall end, or its terminal is gone.
    Gone,
    /// Something of the desk's.
    Turn,
    Key(Keyed),
    Said(Msg),
}

/// Scanners and keys take turns where both have something, so that neither can keep the other out.
async fn heard(ears: &mut Ears, keys: &mut Keys) -> Happened {
    tokio::select! {
        msg = ears.heard() => Happened::Said(msg),
        key = keys.next() => key.map_or(Happened::Gone, Happened::Key),
    }
}

/// A terminal that cannot start says so on the whole screen, and waits for a key.
async fn refuse(
    locale: &Locale,
    (title, lines): (String, Vec<String>),
    failure: Failure,
    screen: &mut Screen,
) -> Result<Exit, Failure> {
    let keys = Keys::start(Clock::start());
    let mut keys = keys.map_err(|error| Failure::own("io.terminal", &error))?;
    let mut signals = Signals::listen().map_err(|error| Failure::own("io.signals", &error))?;
    loop {
        screen
            .draw(|frame| draw_fatal(frame, &title, &lines, &locale.text("fatal-key")))
            .map_err(|error| Failure::own("io.terminal", &error))?;
        tokio::select! {
            () = signals.come() => break,
            event = keys.next() => match event {
                Some((_, Ok(Event::Key(key)))) if is_press(key) => break,
                Some((_, Ok(event))) => fit(screen, &event)?,
                Some((_, Err(_))) | None => break,
            },
        }
    }
    Err(failure)
}

/// A window that was made smaller and larger again may have its old size by now and still have lost
/// what was drawn: after every change all of it is drawn anew.
fn fit(screen: &mut Screen, event: &Event) -> Result<(), Failure> {
    let Event::Resize(columns, rows) = *event else {
        return Ok(());
    };
    let area = Rect::new(0, 0, columns, rows);
    screen.resize(area).map_err(|error| Failure::own("io.terminal", &error))
}

fn words(locale: &Locale, error: &OpeningError) -> (String, Vec<String>) {
    if let OpeningError::Journal(journal) = error {
        let words = journal_words(locale, journal);
        return (words.headline, vec![words.act, String::new(), error.to_string()]);
    }
    if let OpeningError::File(file) = error
        && let Some((key, args)) = file.words()
    {
        let words = say_refusal(locale, key, &args);
        return (locale.text("fatal-settings"), vec![words.headline, words.act]);
    }
    (locale.text("fatal-settings"), vec![error.to_string()])
}

fn of_news(news: News) -> Reply {
    match news {
        News::Accepted { ticket, hold } => Reply::Accepted { ticket, hold },
        News::Rejected { ticket, refusal } => Reply::Rejected { ticket, refusal },
    }
}

fn of_event(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(Scanned::from(text))),
        Event::Resize(..) => Some(Msg::Resized),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}

fn is_press(key: KeyEvent) -> bool {
    key.kind == crossterm::event::KeyEventKind::Press
}

async fn until(wait: Option<SignedDuration>) {
    match wait {
        Some(wait) => tokio::time::sleep(wait.max(SignedDuration::ZERO).unsigned_abs()).await,
        None => std::future::pending().await,
    }
}

fn setup(settings: &Settings, people: Vec<Member>) -> Setup {
    let mode = match settings.mode {
        Mode::Training => tui::Mode::Training,
        Mode::Sandbox => tui::Mode::Sandbox,
        Mode::Live => tui::Mode::Live,
    };
    let practises = settings.mode == Mode::Training;
    let named = lessons().iter().filter(|_| practises);
    Setup {
        mode,
        hotel: settings.hotel.name.clone(),
        terminal: settings.hotel.terminal.clone(),
        currency: settings.hotel.currency,
        language: settings.hotel.language,
        zone: settings.hotel.time_zone.clone(),
        default_amount: Some(settings.hotel.default_amount),
        lessons: named.map(|lesson| LessonInfo { id: lesson.id.clone() }).collect(),
        colours: colours(settings.screen.theme),
        gaps: Gaps {
            longest: settings.scanner.max_gap,
            typical: settings.scanner.typical_gap,
            silence: settings.scanner.silence,
        },
        suffixes: settings.scanner.suffixes,
        scanner_keyboard: settings.scanner.sources.keyboard,
        code_life: settings.scanner.code_life,
        people,
        provider: Alipay::NAME.to_owned(),
        rules: settings.stay.clone(),
        night: settings.night,
        lock_after: settings.lock_after,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// `NO_COLOR` (no-color.org) is a wish of the person at the terminal and beats the settings.
fn colours(theme: ThemeChoice) -> Colours {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    match theme {
        _ if unwanted => Colours::Mono,
        ThemeChoice::Mono => Colours::Mono,
        ThemeChoice::Light => Colours::Light,
        ThemeChoice::Auto if is_light_background() => Colours::Light,
        ThemeChoice::Dark | ThemeChoice::Auto => Colours::Dark,
    }
}

/// Some terminals say their colours as `foreground;background` by number; 7 and 15 are light.
fn is_light_background() -> bool {
    std::env::var("COLORFGBG")
        .ok()
        .and_then(|said| said.rsplit(';').next().map(str::to_owned))
        .is_some_and(|background| matches!(background.as_str(), "7" | "15"))
}
