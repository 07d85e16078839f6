//! What anybody was told so far, held against the journal again and again.

use std::collections::BTreeMap;
use std::path::PathBuf;

use counterpane::domain::{Entry, Fact, Hold, HoldId, Kind, Money, State};
use counterpane::journal::{Hash, PageFilter, Reader};
use serde_json::Value;

use crate::world::cents;

/// A request for money that the provider has seen: one line that it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) kind: Kind,
    numbers: Vec<String>,
    line: String,
}

impl Seen {
    pub(crate) fn of(line: &str) -> Option<Self> {
        let (asked, _) = line.split_once(" -> ")?;
        let mut words = asked.split(' ');
        let kind = match words.next()? {
            "freeze" | "voucher" => Kind::Hold,
            "cancel" => Kind::Cancel,
            "unfreeze" => Kind::Release,
            "pay" => Kind::Capture,
            "refund" => Kind::Refund,
            _ => return None,
        };
        let numbers = words.map(str::to_owned).collect();
        Some(Self { kind, numbers, line: line.to_owned() })
    }

    /// Whether this request is the one whose intent that fact is.
    pub(crate) fn is_of(&self, fact: &Fact) -> bool {
        matches!(fact, Fact::Sending { kind, request, .. }
            if *kind == self.kind && self.numbers.iter().any(|number| number == request.as_str()))
    }
}

/// What somebody was told of a hold.
#[derive(Debug, Clone)]
struct Told {
    money: [i64; 4],
    was_held: bool,
    words: String,
}

/// The journal as it was found last, and everything that it must contain.
pub(crate) struct Ledger {
    path: PathBuf,
    pub(crate) entries: Vec<(Entry, Hash)>,
    pub(crate) seen: Vec<Seen>,
    lines: usize,
    told: BTreeMap<String, Told>,
}

impl Ledger {
    pub(crate) fn new(path: PathBuf) -> Self {
        let (entries, seen, told) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { path, entries, seen, lines: 0, told }
    }

    /// Takes in what the provider has said.
    pub(crate) fn hear(&mut self, said: &str) {
        let lines: Vec<_> = said.lines().skip(self.lines).collect();
        self.lines += lines.len();
        self.seen.extend(lines.into_iter().filter_map(Seen::of));
    }

    /// Takes in what a command printed of a hold: nothing of it may ever be less.
    pub(crate) fn told(&mut self, hold: &Value) {
        let money = ["held", "captured", "released", "refunded"].map(|name| cents(&hold[name]));
        let was_held = hold["money"] == "held";
        let told = Told { money, was_held, words: hold.to_string() };
        self.told.insert(hold["id"].as_str().unwrap().to_owned(), told);
    }

    /// Reads the journal again: it is sound, it goes on where it was, and what was told is there.
    /// Gives the entries that are new.
    pub(crate) fn check(&mut self) -> Vec<Entry> {
        let before = self.entries.len();
        let anchor = self.entries.last().map(|(_, hash)| hash.to_string());
        if self.path.exists() {
            let reader = Reader::open(&self.path, "sandbox").unwrap();
            let report = reader.verify(anchor.as_deref()).unwrap();
            assert!(report.is_sound(), "{:?}", report.findings);
            let mut rows = reader.page(&PageFilter::default(), None, 1_000_000).unwrap();
            rows.reverse();
            let found: Vec<_> = rows.into_iter().map(|row| (row.entry, row.hash)).collect();
            assert!(found.len() >= before, "{} entries of {before}", found.len());
            for (old, new) in self.entries.iter().zip(&found) {
                assert_eq!(old, new, "an entry is not what it was");
            }
            self.entries = found;
        }
        self.every_request_has_its_intent();
        self.every_result_is_so();
        self.entries[before..].iter().map(|(entry, _)| entry.clone()).collect()
    }

    /// Journal first: the n-th time that a request is seen, its intent is there n times.
    fn every_request_has_its_intent(&self) {
        let intents: Vec<_> = self.entries.iter().map(|(entry, _)| &entry.fact).collect();
        for seen in &self.seen {
            let kept = intents.iter().filter(|fact| seen.is_of(fact)).count();
            let left = self
                .seen
                .iter()
                .filter(|other| (other.kind, &other.numbers) == (seen.kind, &seen.numbers));
            let left = left.count();
            assert!(kept >= left, "left {left} times, kept {kept} times: {}", seen.line);
        }
    }

    fn every_result_is_so(&self) {
        let holds = self.holds();
        for (id, told) in &self.told {
            let hold = holds.iter().find(|hold| hold.id.as_str() == id);
            let hold = hold.unwrap_or_else(|| panic!("lost: {}", told.words));
            let now = [hold.held(), hold.captured(), hold.released(), hold.refunded()];
            let now = now.map(Money::minor);
            let less = now.iter().zip(told.money).any(|(now, told)| *now < told);
            assert!(!less, "less than was told: {now:?}: {}", told.words);
            let gone = told.was_held && hold.state() == State::NotHeld;
            assert!(!gone, "told as held, and not held: {}", told.words);
        }
    }

    /// Every hold as the journal has it.
    pub(crate) fn holds(&self) -> Vec<Hold> {
        let mut of: BTreeMap<HoldId, Vec<Entry>> = BTreeMap::new();
        for (entry, _) in &self.entries {
            of.entry(entry.hold.clone()).or_default().push(entry.clone());
        }
        of.values().map(|entries| Hold::replay(entries).unwrap()).collect()
    }
}
