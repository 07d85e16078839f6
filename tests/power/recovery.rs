//! What the real code makes of a disk after a power cut.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use counterpane::domain::{Fact, HoldId, Kind, Money, Opened, Stay, Way};
use counterpane::journal::{Journal, JournalRow, Opening, PageFilter, Reader};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::disk::Found;

/// Every entry of a journal, oldest first.
pub(crate) fn entries(reader: &Reader) -> Vec<JournalRow> {
    let mut rows = reader.page(&PageFilter::default(), None, 1_000_000).unwrap();
    rows.reverse();
    rows
}

/// Starts the journal again on one disk after the other.
pub(crate) struct Recovery {
    place: TempDir,
    /// The journal's path below the root.
    journal: PathBuf,
    mode: &'static str,
    terminal: &'static str,
    /// What the journal held in the end, when nobody cut anything.
    truth: Vec<JournalRow>,
    /// How many entries each disk that was tried still has.
    tried: HashMap<[u8; 32], u64>,
}

impl Recovery {
    pub(crate) fn new(journal: &Path, opening: Opening<'static>, truth: Vec<JournalRow>) -> Self {
        // In memory where there is such a folder: it is the real disk's turn elsewhere.
        let memory = Path::new("/dev/shm");
        let place =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Self {
            place: place.unwrap(),
            journal: journal.to_owned(),
            mode: opening.mode_tag,
            terminal: opening.terminal,
            truth,
            tried: HashMap::new(),
        }
    }

    /// How many different disks were tried.
    pub(crate) fn tried(&self) -> usize {
        self.tried.len()
    }

    /// How many entries are there after a start on this disk. The journal that is found must be sound,
    /// a beginning of the one that was written, and take entries again.
    pub(crate) fn entries_on(&mut self, found: &Found, what: &str) -> u64 {
        let mut key = Sha256::new();
        for (path, bytes) in found {
            let bytes = bytes.as_deref().unwrap_or(b"/");
            key.update(format!("{}:{}:", path.display(), bytes.len()));
            key.update(bytes);
        }
        let key = key.finalize().into();
        if let Some(known) = self.tried.get(&key) {
            return *known;
        }
        let count = self.start(found, what);
        self.tried.insert(key, count);
        count
    }

    fn start(&self, found: &Found, what: &str) -> u64 {
        let root = self.place.path().join("root");
        if root.exists() {
            fs::remove_dir_all(&root).unwrap();
        }
        fs::create_dir(&root).unwrap();
        for (path, bytes) in found {
            match bytes {
                None => fs::create_dir(root.join(path)).unwrap(),
                Some(bytes) => fs::write(root.join(path), bytes).unwrap(),
            }
        }
        let path = root.join(&self.journal);
        // A look at it changes nothing and needs no terminal to have mended it first.
        if path.exists() {
            let reader = Reader::open(&path, self.mode).unwrap_or_else(|error| {
                panic!("{what}: it cannot be read: {error}");
            });
            self.is_as_written(&reader, what);
        }
        let opening = Opening { mode_tag: self.mode, terminal: self.terminal };
        let mut journal = Journal::open(&path, opening).unwrap_or_else(|error| {
            panic!("{what}: it does not start: {error}");
        });
        let count = self.is_as_written(journal.read(), what);
        let id = HoldId::from_chance(count.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 9);
        let next = journal.append(Timestamp::UNIX_EPOCH, &[(id.clone(), opened(&id))]);
        let next = next.unwrap_or_else(|error| panic!("{what}: it takes nothing: {error}"));
        assert_eq!(next[0].seq, count + 1, "{what}");
        let report = journal.read().verify(None).unwrap();
        assert!(report.is_sound(), "{what}: {:?}", report.findings);
        count
    }

    /// Compares each entry with the one that was written there, and counts them.
    fn is_as_written(&self, reader: &Reader, what: &str) -> u64 {
        let found = entries(reader);
        for (row, written) in found.iter().zip(&self.truth) {
            assert_eq!(row, written, "{what}: not what was written");
        }
        assert!(found.len() <= self.truth.len(), "{what}: more than was written");
        u64::try_from(found.len()).unwrap()
    }
}

/// Some hold that was wanted.
pub(crate) fn opened(id: &HoldId) -> Fact {
    let order_no = id.order_no('H', jiff::civil::date(2027, 1, 15));
    Fact::Opened(Opened {
        stay: Stay {
            room: "1208".to_owned(),
            guest: "Li Wei".to_owned(),
            booking: String::new(),
            ..Stay::default()
        },
        money: Money::new(50_000, "CNY".parse().unwrap()),
        way: Way::Scan,
        provider: "alipay".to_owned(),
        request_no: order_no.clone(),
        order_no,
        title: "Deposit".to_owned(),
        confirm_minutes: 2,
    })
}

/// The request of that hold is about to leave.
pub(crate) fn sending(id: &HoldId) -> Fact {
    let request = id.order_no('H', jiff::civil::date(2027, 1, 15));
    Fact::Sending { kind: Kind::Hold, request, attempt: 1, uptime: None }
}
