//! What a shift or a day comes to, counted from the journal: for its end, and to be looked at before.

use std::path::PathBuf;

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use crate::config::Settings;
use crate::desk::{HoldView, HouseOrder, audit, unclear};
use crate::domain::{
    Broken, Currency, Entry, FoundList, Frozen, Hold, House, HouseEntry, HouseFact, InHouse,
    ListFault, NightAudit, OpenShift, Report,
};
use crate::journal::{Journal, JournalError, Reader};

use super::in_house;

/// Guests who settled so long ago may still be here: the night audit looks at them too.
const LOOK_BACK: i64 = 31;

/// Whose house it is.
#[derive(Debug, Clone)]
pub(super) struct HouseRules {
    pub(super) terminal: String,
    pub(super) zone: jiff::tz::TimeZone,
    currency: Currency,
    /// Where the hotel's own system writes who is in house.
    in_house: Option<PathBuf>,
}

impl HouseRules {
    pub(super) fn of(settings: &Settings) -> Self {
        let hotel = &settings.hotel;
        Self {
            terminal: hotel.terminal.clone(),
            zone: hotel.time_zone.clone(),
            currency: hotel.currency,
            in_house: settings.in_house.clone(),
        }
    }

    /// The hotel's own list as it lies there now. It may lie on another computer that does not answer: this
    /// takes seconds then, and belongs on no thread that something waits for.
    pub(super) fn list(&self) -> FoundList {
        Some(in_house::read(self.in_house.as_deref()?, self.currency))
    }

    /// Whether the settings name a list.
    pub(super) const fn has_list(&self) -> bool {
        self.in_house.is_some()
    }

    /// With another list than the settings name.
    pub(super) fn with_list(self, list: Option<PathBuf>) -> Self {
        Self { in_house: list.or(self.in_house), ..self }
    }
}

/// Counts what is to be frozen, and keeps it. Nothing is written between the two: this is where the journal
/// is written.
pub(super) fn keep(
    journal: &mut Journal,
    at: Timestamp,
    orders: Vec<HouseOrder>,
    rules: &HouseRules,
) -> Result<Vec<HouseEntry>, JournalError> {
    let facts = orders.into_iter().map(|order| fact(journal.read(), at, order, rules));
    let facts: Vec<_> = facts.collect::<Result<_, _>>()?;
    journal.append_house(at, &facts)
}

/// A Z report goes before what is written with it: it ends at the newest entry there is.
fn fact(
    journal: &Reader,
    at: Timestamp,
    order: HouseOrder,
    rules: &HouseRules,
) -> Result<HouseFact, JournalError> {
    Ok(match order {
        HouseOrder::Open { shift, day, by, signed, taken_over } => {
            HouseFact::ShiftOpened { shift, day, by, signed, taken_over }
        }
        HouseOrder::Close { open, day, number, by, approval } => {
            let z = Box::new(freeze(journal, &open, number, &rules.terminal)?);
            HouseFact::ShiftClosed { shift: open.number, day, by, approval, z }
        }
        HouseOrder::Roll { from, to, by, approval, list } => {
            let audit = audit_of(Some(journal), (from, at), rules, list.as_ref())?.kept();
            HouseFact::DayRolled { from, to, by, approval, audit }
        }
    })
}

fn freeze(
    journal: &Reader,
    open: &OpenShift,
    number: u32,
    terminal: &str,
) -> Result<Frozen, JournalError> {
    let tip = journal.tip(terminal)?;
    let (head_seq, head) = tip.map_or((0, String::new()), |(seq, hash)| (seq, hash.to_string()));
    Ok(Frozen {
        number,
        opened: open.since,
        opener: open.by.clone(),
        after: open.seq,
        head_seq,
        head,
        report: between(journal, terminal, open.seq, u64::MAX)?,
        unclear: unclear(&open_holds(journal)?),
    })
}

/// What happened between two entries, and how it stands now.
pub(super) fn between(
    journal: &Reader,
    terminal: &str,
    after: u64,
    before: u64,
) -> Result<Report, JournalError> {
    let ids = journal.touched_between(terminal, after, before)?;
    count(journal, ids, |entry| entry.seq > after && entry.seq < before)
}

/// What happened at some times, and how it stands now.
pub(super) fn during(
    journal: &Reader,
    from: Timestamp,
    to: Timestamp,
) -> Result<Report, JournalError> {
    let ids = journal.touched(from, to)?;
    count(journal, ids, |entry| entry.at >= from && entry.at < to)
}

fn count(
    journal: &Reader,
    ids: Vec<crate::domain::HoldId>,
    within: impl Fn(&Entry) -> bool,
) -> Result<Report, JournalError> {
    let mut report = Report::default();
    for id in ids {
        let broken = |source: Broken| JournalError::Broken { hold: id.clone(), source };
        report.add(&journal.entries_of(&id)?, &within).map_err(broken)?;
    }
    report.agreed.sort_by_key(|agreed| agreed.at);
    for id in journal.open_holds()? {
        let broken = |source: Broken| JournalError::Broken { hold: id.clone(), source };
        let hold = Hold::replay(&journal.entries_of(&id)?).map_err(broken)?;
        report.add_open(&hold).map_err(broken)?;
    }
    Ok(report)
}

/// The lists of the night audit as they would be now. Before the first hold there is no journal.
pub(super) fn audit_of(
    journal: Option<&Reader>,
    (day, now): (Date, Timestamp),
    rules: &HouseRules,
    list: Option<&Result<InHouse, ListFault>>,
) -> Result<NightAudit, JournalError> {
    let holds = journal.map_or_else(|| Ok(Vec::new()), |journal| lately(journal, now, rules))?;
    let found = list.and_then(|read| read.as_ref().ok());
    Ok(NightAudit {
        audit: audit(&holds, day, found),
        hotel_list: list.map(in_house::said),
        others: 0,
    })
}

/// Holds that are open, and those of guests who may still be here. The newest first.
fn lately(
    journal: &Reader,
    now: Timestamp,
    rules: &HouseRules,
) -> Result<Vec<HoldView>, JournalError> {
    let mut holds = open_holds(journal)?;
    let back = Span::new().try_days(LOOK_BACK).unwrap_or_default();
    let from = now.to_zoned(rules.zone.clone()).checked_sub(back);
    let from = from.map_or(Timestamp::MIN, |from| from.timestamp());
    for id in journal.touched(from, Timestamp::MAX)? {
        if !holds.iter().any(|hold| hold.id == id) {
            holds.push(view(journal, &id)?);
        }
    }
    holds.sort_by_key(|hold| std::cmp::Reverse(hold.opened_at));
    Ok(holds)
}

fn open_holds(journal: &Reader) -> Result<Vec<HoldView>, JournalError> {
    journal.open_holds()?.iter().map(|id| view(journal, id)).collect()
}

fn view(journal: &Reader, id: &crate::domain::HoldId) -> Result<HoldView, JournalError> {
    HoldView::from_entries(&journal.entries_of(id)?)
        .map_err(|source| JournalError::Broken { hold: id.clone(), source })
}

/// The report of a shift that is open, or of the business day where none is.
pub(super) fn so_far(
    journal: &Reader,
    house: &House,
    rules: &HouseRules,
) -> Result<Report, JournalError> {
    let after = house.shift.as_ref().map_or(house.day_after, |open| open.seq);
    between(journal, &rules.terminal, after, u64::MAX)
}

/// The Z reports of a terminal, oldest first.
pub(super) fn reports(journal: &Reader, terminal: &str) -> Result<Vec<HouseEntry>, JournalError> {
    let mut entries = journal.house_entries(terminal, 0)?;
    entries.retain(|entry| matches!(entry.fact, HouseFact::ShiftClosed { .. }));
    Ok(entries)
}

/// One of them, by its number.
pub(super) fn report(
    journal: &Reader,
    terminal: &str,
    number: u32,
) -> Result<Option<HouseEntry>, JournalError> {
    let is_it = |entry: &HouseEntry| match &entry.fact {
        HouseFact::ShiftClosed { z, .. } => z.number == number,
        HouseFact::ShiftOpened { .. } | HouseFact::DayRolled { .. } => false,
    };
    Ok(reports(journal, terminal)?.into_iter().find(is_it))
}
