//! Looks things up in the journal, on a thread of its own with a connection of its own: a slow disk
//! or a large journal keeps no key waiting.

use std::path::PathBuf;
use std::sync::mpsc as blocking;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use crate::config::{Hotel, Settings};
use crate::desk::{HoldView, Ticket};
use crate::domain::{Entry, Hold, HoldId};
use crate::journal::{self, HouseRow, JournalError, PageFilter, Reader, Stop};
use crate::locale::{Language, Locale};
use crate::tui::{About, HouseLook, JournalRow, Reply};

use super::super::house::HouseRules;
use super::super::papers;
use super::pages;

/// How many holds a search shows, and how many rows a page of the journal has.
const MOST: usize = 100;

/// What is looked for.
#[derive(Debug)]
pub(super) enum Wanted {
    Find {
        ticket: Ticket,
        text: String,
    },
    Page {
        ticket: Ticket,
        filter: String,
        before: Option<u64>,
    },
    Load {
        ticket: Ticket,
        hold: HoldId,
    },
    House {
        ticket: Ticket,
        look: HouseLook,
        language: Language,
    },
    /// Not looked for: a page is kept. The disk may take its time here.
    Save {
        ticket: Ticket,
        name: String,
        text: String,
        sheet: Option<String>,
    },
}

/// What was found: for the screens, and what the desk needs to know of it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) reply: Reply,
    pub(super) load: Option<Vec<Entry>>,
}

#[derive(Debug)]
pub(super) struct Librarian {
    /// What a cashier waits for.
    looks: blocking::Sender<Wanted>,
    /// Reports, which may take their time.
    counts: blocking::Sender<Wanted>,
    found: mpsc::UnboundedReceiver<Found>,
    /// Stops the search that is going on.
    stop: Arc<Mutex<Option<Stop>>>,
}

impl Librarian {
    pub(super) fn start(settings: &Settings) -> Self {
        let (done, found) = mpsc::unbounded_channel();
        let stop = Arc::new(Mutex::new(None));
        let start = |name: &str| {
            let (jobs, work) = blocking::channel();
            let shelf = Shelf::new(settings, Arc::clone(&stop));
            let done = done.clone();
            // It ends with the program: it only reads.
            let started = std::thread::Builder::new()
                .name(name.to_owned())
                .spawn(move || shelf.serve(&work, &done));
            if let Err(error) = started {
                tracing::error!(%error, "nothing can be looked up");
            }
            jobs
        };
        let (looks, counts) = (start("journal reader"), start("journal counter"));
        Self { looks, counts, found, stop }
    }

    /// Looks for something. A search that is still going on for an older text is stopped.
    pub(super) fn look(&self, wanted: Wanted) {
        if matches!(wanted, Wanted::Find { .. }) {
            let stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(stop) = &*stop {
                stop.stop();
            }
        }
        let counted = matches!(wanted, Wanted::House { .. } | Wanted::Save { .. });
        let jobs = if counted { &self.counts } else { &self.looks };
        if jobs.send(wanted).is_err() {
            tracing::error!("the journal's reader has ended");
        }
    }

    pub(super) async fn found(&mut self) -> Found {
        match self.found.recv().await {
            Some(found) => found,
            None => std::future::pending().await,
        }
    }
}

struct Shelf {
    hotel: Hotel,
    rules: HouseRules,
    path: PathBuf,
    mode: &'static str,
    reader: Option<Reader>,
    stop: Arc<Mutex<Option<Stop>>>,
}

impl Shelf {
    fn new(settings: &Settings, stop: Arc<Mutex<Option<Stop>>>) -> Self {
        Self {
            hotel: settings.hotel.clone(),
            rules: HouseRules::of(settings),
            path: settings.files.journal.clone(),
            mode: settings.mode.name(),
            reader: None,
            stop,
        }
    }

    fn serve(mut self, work: &blocking::Receiver<Wanted>, done: &mpsc::UnboundedSender<Found>) {
        let mut next = None;
        while let Some(mut wanted) = next.take().or_else(|| work.recv().ok()) {
            // Of searches that queued up only the last one is still wanted.
            while let (Wanted::Find { .. }, Ok(newer)) = (&wanted, work.try_recv()) {
                if matches!(newer, Wanted::Find { .. }) {
                    wanted = newer;
                } else {
                    next = Some(newer);
                    break;
                }
            }
            let ticket = ticket_of(&wanted);
            let found = match self.serve_one(wanted) {
                Ok(found) => found,
                Err(JournalError::Stopped) => continue,
                Err(error) => {
                    let reply = Reply::Failed { ticket, why: error.to_string() };
                    Found { reply, load: None }
                }
            };
            if done.send(found).is_err() {
                return;
            }
        }
    }

    /// Only what is looked for needs a journal.
    fn serve_one(&mut self, wanted: Wanted) -> Result<Found, JournalError> {
        if let Wanted::House { ticket, look, language } = wanted {
            let pages::Told { text, cells } = self.house(look, language)?;
            let lines = text.lines().map(str::to_owned).collect();
            let reply = match cells.as_deref().map(papers::sheet).transpose() {
                Ok(sheet) => Reply::Lines { ticket, lines, sheet },
                Err(error) => Reply::Failed { ticket, why: error.to_string() },
            };
            return Ok(Found { reply, load: None });
        }
        let Wanted::Save { ticket, name, text, sheet } = wanted else {
            return self.fetch(wanted);
        };
        let reply = match papers::keep(&self.path, &name, (&text, sheet.as_deref())) {
            Ok(path) => {
                Reply::Saved { ticket, path: path.display().to_string(), sheet: sheet.is_some() }
            }
            Err(error) => Reply::Failed { ticket, why: error.to_string() },
        };
        Ok(Found { reply, load: None })
    }

    fn fetch(&mut self, wanted: Wanted) -> Result<Found, JournalError> {
        let searches = matches!(wanted, Wanted::Find { .. });
        let handle = self.reader()?.stop_handle();
        self.stoppable(searches.then_some(handle));
        let found = self.fetch_from(wanted);
        if searches {
            self.stoppable(None);
        }
        found
    }

    /// Only a search may be stopped: what somebody waits for on another page is not.
    fn stoppable(&self, handle: Option<Stop>) {
        let mut stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        *stop = handle;
    }

    fn fetch_from(&mut self, wanted: Wanted) -> Result<Found, JournalError> {
        let reader = self.reader()?;
        match wanted {
            // Served before a journal was asked for.
            Wanted::Save { .. } | Wanted::House { .. } => Err(JournalError::Stopped),
            Wanted::Find { ticket, text } => {
                let ids = reader.find(&text, MOST)?;
                let holds = ids.iter().map(|id| view(reader, id)).collect::<Result<_, _>>()?;
                Ok(Found { reply: Reply::Found { ticket, holds }, load: None })
            }
            Wanted::Page { ticket, filter, before } => page(reader, ticket, filter, before),
            Wanted::Load { ticket, hold } => {
                let entries = reader.entries_of(&hold)?;
                let hold = Box::new(view(reader, &hold)?);
                Ok(Found { reply: Reply::Loaded { ticket, hold }, load: Some(entries) })
            }
        }
    }

    fn house(&mut self, look: HouseLook, language: Language) -> Result<pages::Told, JournalError> {
        let (hotel, rules) = (self.hotel.clone(), self.rules.clone());
        let locale = Locale::new(language);
        pages::page(self.reader()?, (&hotel, &rules), look, &locale)
    }

    fn reader(&mut self) -> Result<&Reader, JournalError> {
        if self.reader.is_none() {
            self.reader = Some(Reader::open(&self.path, self.mode)?);
        }
        self.reader.as_ref().ok_or(JournalError::Stopped)
    }
}

const fn ticket_of(wanted: &Wanted) -> Ticket {
    match wanted {
        Wanted::Find { ticket, .. }
        | Wanted::Page { ticket, .. }
        | Wanted::Load { ticket, .. }
        | Wanted::House { ticket, .. }
        | Wanted::Save { ticket, .. } => *ticket,
    }
}

fn view(reader: &Reader, id: &HoldId) -> Result<HoldView, JournalError> {
    let entries = reader.entries_of(id)?;
    HoldView::from_entries(&entries)
        .map_err(|source| JournalError::Broken { hold: id.clone(), source })
}

/// Entries about holds and, where nothing is looked for, about shifts and days: in the journal's order.
fn page(
    reader: &Reader,
    ticket: Ticket,
    filter: String,
    before: Option<u64>,
) -> Result<Found, JournalError> {
    let text = Some(filter).filter(|text| !text.trim().is_empty());
    // One more than is shown says whether there is more.
    let most = MOST.saturating_add(1);
    let mut shown = Vec::new();
    if text.is_none() {
        shown.extend(reader.house_page(before, most)?.into_iter().map(of_house));
    }
    let wanted = PageFilter { text, ..PageFilter::default() };
    for row in reader.page(&wanted, before, most)? {
        shown.push(of_hold(reader, row)?);
    }
    shown.sort_by_key(|row| std::cmp::Reverse(row.seq));
    let more = shown.len() > MOST;
    shown.truncate(MOST);
    Ok(Found { reply: Reply::Journal { ticket, rows: shown, more }, load: None })
}

fn of_hold(reader: &Reader, row: journal::JournalRow) -> Result<JournalRow, JournalError> {
    let Entry { at, hold, fact, .. } = row.entry;
    let stay = Hold::replay(&reader.entries_of(&hold)?)
        .map_err(|source| JournalError::Broken { hold: hold.clone(), source })?
        .stay;
    let body = serde_json::to_string_pretty(&fact).unwrap_or_default();
    let about = About::Hold { hold, room: stay.room, guest: stay.guest, fact };
    Ok(JournalRow { seq: row.place, at, about, body, hash: row.hash.to_string() })
}

fn of_house(row: HouseRow) -> JournalRow {
    let body = serde_json::to_string_pretty(&row.entry.fact).unwrap_or_default();
    let about = About::House { terminal: row.terminal, fact: row.entry.fact };
    JournalRow { seq: row.place, at: row.entry.at, about, body, hash: row.hash.to_string() }
}
