//! The power is cut at every boundary between two calls.

use std::collections::BTreeSet;
use std::path::Path;

use crate::dice::Dice;
use crate::disk::{Cut, Disk, Found};
use crate::recovery::Recovery;
use crate::trace::Event;

/// Something that somebody outside knows: every entry up to `entries` must be there for ever.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// Behind this many events.
    pub(crate) after: usize,
    pub(crate) entries: u64,
    pub(crate) what: String,
}

/// How thoroughly is cut.
pub(crate) struct Saw {
    /// Disks by chance at each boundary.
    pub(crate) by_chance: u64,
    /// Which boundaries are looked at, by the event before them; all of them where there is none.
    pub(crate) only: Option<BTreeSet<usize>>,
    pub(crate) dice: Dice,
}

/// What was tried.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    pub(crate) boundaries: usize,
    pub(crate) disks: usize,
    pub(crate) told: usize,
    /// Disks that lack something that was told.
    pub(crate) lost: Vec<String>,
}

/// Cuts the power behind each event and starts again on every disk that may be left.
pub(crate) fn everywhere(
    events: &[Event],
    told: &[Told],
    root: &Path,
    recovery: &mut Recovery,
    saw: &mut Saw,
) -> Tried {
    let mut disk = Disk::new(root);
    let mut tried = Tried { told: told.len(), ..Tried::default() };
    for (place, event) in events.iter().enumerate() {
        disk.take(event);
        if saw.only.as_ref().is_some_and(|only| !only.contains(&place)) {
            continue;
        }
        tried.boundaries += 1;
        // What is told by this event is known as soon as it happens.
        let known =
            told.iter().filter(|told| told.after <= place + 1).max_by_key(|told| told.entries);
        for (which, found) in disks(&disk, saw) {
            let what = format!("behind call {place}, {which}");
            let entries = recovery.entries_on(&found, &what);
            if let Some(known) = known.filter(|known| known.entries > entries) {
                let (wanted, of) = (known.entries, &known.what);
                tried.lost.push(format!("{what}: {entries} entries, {of} needs {wanted}"));
            }
        }
    }
    tried.disks = recovery.tried();
    tried
}

fn disks(disk: &Disk, saw: &mut Saw) -> Vec<(String, Found)> {
    let mut found = vec![("only what was synced".to_owned(), disk.after(Cut::Nothing))];
    if disk.loose() > 0 {
        found.push(("everything".to_owned(), disk.after(Cut::Everything)));
        found.push(("contents without names".to_owned(), disk.after(Cut::Contents)));
        found.push(("names without contents".to_owned(), disk.after(Cut::Names)));
        for _ in 0..saw.by_chance {
            let seed = saw.dice.roll();
            let shuffled = seed.is_multiple_of(2);
            let mut dice = Dice(seed);
            let left = disk.after(Cut::Chance { dice: &mut dice, shuffled });
            found.push((format!("by chance {seed:#x}"), left));
        }
    }
    for (_, found) in &mut found {
        // The log, the lock and the log's index hold nothing that must survive.
        found.retain(|path, _| {
            let name = path.to_string_lossy();
            !(name.ends_with(".log") || name.ends_with(".lock") || name.ends_with("-shm"))
        });
    }
    found
}
