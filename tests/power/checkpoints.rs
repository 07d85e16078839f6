//! So many appends that the write-ahead log is folded into the file and begun again, more than once.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use counterpane::domain::HoldId;
use counterpane::journal::{Journal, Opening, Reader};
use jiff::Timestamp;

use crate::cuts::{self, Saw, Told};
use crate::dice::Dice;
use crate::lives::{by_chance, skipped};
use crate::recovery::{Recovery, entries, opened, sending};
use crate::run::Running;
use crate::say::say;
use crate::trace::{self, Event};

const OPENING: Opening<'static> = Opening { terminal: "T1", mode_tag: "live" };

/// Where the child of this test keeps its journal.
const FOLDER: &str = "COUNTERPANE_POWER_FOLDER";

/// SQLite folds its log in at 1000 pages; an append takes about fifteen.
const APPENDS: u64 = 150;

/// What one append writes at the beginning of a log, in bytes.
const FIRST_FRAMES: usize = 30_000;

#[test]
fn a_checkpoint_survives_a_power_cut_at_every_call() {
    const NAME: &str = "checkpoints::a_checkpoint_survives_a_power_cut_at_every_call";
    if let Some(folder) = std::env::var_os(FOLDER) {
        append_many(Path::new(&folder));
        return;
    }
    if skipped("a_checkpoint_survives_a_power_cut_at_every_call") {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(place.path()).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([NAME, "--exact", "--nocapture"]).env(FOLDER, &root);
    let file = root.join("trace");
    let ran = Running::start(&mut trace::traced(&child, &file)).end();
    assert_eq!(ran.status, Some(0), "{ran}");
    let events = trace::read(&fs::read_to_string(&file).unwrap(), &root);
    let journal = Path::new("journal.db");
    let truth = entries(&Reader::open(&root.join(journal), OPENING.mode_tag).unwrap());
    let told = told(&events);
    assert_eq!(told.len(), usize::try_from(APPENDS).unwrap());
    // By itself, again by itself after the log was begun anew, and at the end.
    assert!(folds(&events) >= 3, "the log was folded in {} times", folds(&events));
    let mut recovery = Recovery::new(journal, OPENING, truth);
    let mut saw =
        Saw { by_chance: by_chance(1), only: Some(worth_a_look(&events)), dice: Dice(0xFEED) };
    let tried = cuts::everywhere(&events, &told, &root, &mut recovery, &mut saw);
    say(&format!(
        "power, checkpoints: {} appends, the log folded in {} times, {} boundaries, {} different \
         disks, lost {}",
        APPENDS,
        folds(&events),
        tried.boundaries,
        tried.disks,
        tried.lost.len(),
    ));
    assert!(tried.lost.is_empty(), "{} lost:\n{}", tried.lost.len(), tried.lost.join("\n"));
}

/// What the child does: it appends and says each time how far it has come.
fn append_many(folder: &Path) {
    let mut journal = Journal::open(&folder.join("journal.db"), OPENING).unwrap();
    for which in 0..APPENDS {
        let id = HoldId::from_chance(which.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 9);
        let facts = [(id.clone(), opened(&id)), (id.clone(), sending(&id))];
        let kept = journal.append(Timestamp::UNIX_EPOCH, &facts).unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "kept {}", kept[1].seq).unwrap();
        out.flush().unwrap();
    }
}

fn told(events: &[Event]) -> Vec<Told> {
    let mut told = Vec::new();
    for (place, event) in events.iter().enumerate() {
        let Event::Printed(bytes) = event else { continue };
        let text = String::from_utf8_lossy(bytes).into_owned();
        if let Some(entries) = text.trim().strip_prefix("kept ") {
            let entries = entries.parse().unwrap();
            told.push(Told { after: place + 1, entries, what: text.trim().to_owned() });
        }
    }
    told
}

/// How often the log was folded into the file: its pages are written there, one after the other.
fn folds(events: &[Event]) -> usize {
    let writes = events.iter().filter_map(|event| match event {
        Event::Wrote { path, .. } if path.ends_with("journal.db") => Some(true),
        Event::Wrote { path, .. } if path.ends_with("journal.db-wal") => Some(false),
        Event::Wrote { .. }
        | Event::Made(_)
        | Event::MadeFolder(_)
        | Event::Cut { .. }
        | Event::SyncBegins { .. }
        | Event::SyncEnds { .. }
        | Event::Removed(_)
        | Event::Moved { .. }
        | Event::Sent { .. }
        | Event::Printed(_) => None,
    });
    let writes: Vec<bool> = writes.collect();
    writes.windows(2).filter(|pair| *pair == [false, true]).count()
}

/// Most appends are like the others: of their calls every 60th is enough. All calls about the file
/// itself, about the beginning of a log and about names are looked at, with those around them.
fn worth_a_look(events: &[Event]) -> BTreeSet<usize> {
    let mut places: BTreeSet<usize> = (0..events.len()).step_by(60).collect();
    for (place, event) in events.iter().enumerate() {
        let is_special = match event {
            Event::Wrote { path, at, .. } => path.ends_with("journal.db") || *at < FIRST_FRAMES,
            Event::SyncBegins { path, .. } => !path.ends_with("journal.db-wal"),
            Event::Cut { .. }
            | Event::Removed(_)
            | Event::Moved { .. }
            | Event::Made(_)
            | Event::MadeFolder(_) => true,
            Event::SyncEnds { .. } | Event::Sent { .. } | Event::Printed(_) => false,
        };
        if is_special {
            places.extend(place.saturating_sub(1)..(place + 3).min(events.len()));
        }
    }
    places
}
