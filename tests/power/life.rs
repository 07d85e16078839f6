//! One whole life of a deposit by the real program, every call of it traced.

use std::fs;
use std::path::{Path, PathBuf};

use counterpane::domain::{Fact, Kind};
use counterpane::journal::{JournalRow, Reader};
use serde_json::Value;

use crate::cuts::Told;
use crate::recovery::entries;
use crate::run::Running;
use crate::trace::{self, Event};
use crate::world::World;

/// Two folders that are not there before the first command.
pub(crate) const JOURNAL: &str = "books/of/desk.db";

/// What was traced of several commands, one after the other.
pub(crate) struct Life {
    pub(crate) world: World,
    /// The world's folder without links, as the kernel names it.
    pub(crate) root: PathBuf,
    pub(crate) events: Vec<Event>,
    pub(crate) told: Vec<Told>,
    pub(crate) requests: usize,
}

impl Life {
    pub(crate) fn begin() -> Self {
        let world = World::new();
        world.put_journal(JOURNAL);
        let root = fs::canonicalize(world.path("")).unwrap();
        Self { world, root, events: Vec::new(), told: Vec::new(), requests: 0 }
    }

    pub(crate) fn journal(&self) -> Vec<JournalRow> {
        entries(&Reader::open(&self.root.join(JOURNAL), "sandbox").unwrap())
    }

    /// One command under the trace, and what it printed.
    pub(crate) fn run(&mut self, words: &str, status: i32) -> Value {
        let file = self.root.join("trace");
        let mut command = trace::traced(&self.world.command(words), &file);
        let printed = Running::start(&mut command).end().ends(status);
        let events = trace::read(&fs::read_to_string(&file).unwrap(), &self.root);
        let known = u64::try_from(self.journal().len()).unwrap();
        let start = self.events.len();
        for (place, event) in events.iter().enumerate() {
            if matches!(event, Event::Printed(_)) {
                let what = format!("the result of {words}");
                self.told.push(Told { after: start + place + 1, entries: known, what });
            }
        }
        self.events.extend(events);
        printed
    }

    /// Every request for money that left, with the entry that must have been durable before.
    pub(crate) fn find_requests(&mut self) {
        let journal = self.journal();
        let mut left: Vec<(Kind, String)> = Vec::new();
        for (place, event) in self.events.iter().enumerate() {
            let Event::Sent { to, bytes } = event else { continue };
            assert_eq!(to, self.world.address(), "sent to somebody else");
            let text = plain(bytes);
            let Some(kind) = kind_of(&text) else { continue };
            let about = |row: &&JournalRow| is_intent(row, kind, &text);
            let before = |(other, request): &&(Kind, String)| {
                *other == kind && text.contains(request.as_str())
            };
            let repeats = left.iter().filter(before).count();
            let intent = journal.iter().filter(about).nth(repeats);
            let intent =
                intent.unwrap_or_else(|| panic!("left without an intent: {kind:?} {text}"));
            if let Fact::Sending { request, .. } = &intent.entry.fact {
                left.push((kind, request.to_string()));
            }
            let what = format!("{kind:?} request {}", left.len());
            self.told.push(Told { after: place + 1, entries: intent.entry.seq, what });
        }
        self.requests = left.len();
    }
}

fn is_intent(row: &JournalRow, wanted: Kind, text: &str) -> bool {
    match &row.entry.fact {
        Fact::Sending { kind, request, .. } => *kind == wanted && text.contains(request.as_str()),
        Fact::Opened(_)
        | Fact::Planned(_)
        | Fact::Learned { .. }
        | Fact::UndoDecided { .. }
        | Fact::Ordered { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::Dropped { .. }
        | Fact::HandedOver { .. } => false,
    }
}

/// What a request asks for; nothing where it only asks how things are.
fn kind_of(text: &str) -> Option<Kind> {
    [
        ("order.freeze", Kind::Hold),
        ("voucher.create", Kind::Hold),
        ("operation.cancel", Kind::Cancel),
        ("trade.pay", Kind::Capture),
        ("order.unfreeze", Kind::Release),
        ("trade.refund", Kind::Refund),
    ]
    .into_iter()
    .find_map(|(method, kind)| text.contains(&format!("{method}&")).then_some(kind))
}

/// A form as text: what is written as `%22` is a quotation mark.
fn plain(bytes: &[u8]) -> String {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let [byte, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let (b'%', Some(code)) = (byte, code) {
            out.push(code);
            rest = &tail[2..];
        } else {
            out.push(*byte);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The journal's path below the root.
pub(crate) fn journal_path() -> &'static Path {
    Path::new(JOURNAL)
}
