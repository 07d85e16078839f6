//! What was tried and what was found.

use std::collections::BTreeMap;

/// How far the act had come when the program was struck, as the journal and the provider tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Moment {
    /// Nothing was written.
    BeforeIntent,
    /// The intent is in the journal, and the provider has seen nothing.
    BeforeSending,
    /// The provider has it, and the journal does not know what became of it.
    InDoubt,
    /// The journal knows, and nobody was told.
    BeforeTelling,
    /// The result was printed or stood on the screen.
    Told,
}

#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) moments: BTreeMap<Moment, u64>,
    /// Blows to the full-screen terminal among them.
    pub(crate) screens: u64,
    /// Requests for money that reached the provider, each with its intent in the journal.
    pub(crate) requests: u64,
    /// Results that were printed or shown.
    pub(crate) results: u64,
    /// Entries that were seen in a journal and must stay there.
    pub(crate) entries: u64,
    /// Orders in the provider's books, compared at the end of each day.
    pub(crate) orders: u64,
}

impl Tally {
    pub(crate) fn blows(&self) -> u64 {
        self.moments.values().sum()
    }

    /// Adds what another day came to.
    pub(crate) fn add(&mut self, other: &Self) {
        for (moment, count) in &other.moments {
            *self.moments.entry(*moment).or_default() += count;
        }
        self.screens += other.screens;
        self.requests += other.requests;
        self.results += other.results;
        self.entries += other.entries;
        self.orders += other.orders;
    }

    /// One line. The checks have passed when it is printed: what is lost is none.
    pub(crate) fn line(&self, name: &str) -> String {
        let at = |moment| self.moments.get(&moment).copied().unwrap_or_default();
        format!(
            "{name}: {} blows ({} before the intent, {} before sending, {} in doubt, {} before \
             telling, {} told; {} at the screen); acknowledged: {} entries, {} requests, {} results; \
             lost 0, doubled 0 of {} orders, in doubt {} and all settled",
            self.blows(),
            at(Moment::BeforeIntent),
            at(Moment::BeforeSending),
            at(Moment::InDoubt),
            at(Moment::BeforeTelling),
            at(Moment::Told),
            self.screens,
            self.entries,
            self.requests,
            self.results,
            self.orders,
            at(Moment::InDoubt),
        )
    }
}
