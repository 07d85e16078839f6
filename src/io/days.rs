//! What became of money on some days: of the calendar, or from one night audit to another.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Days, HouseFact, Report};
use crate::journal::{JournalError, Reader};

use super::house::{HouseRules, between, during};

/// A report, and when it is about.
#[derive(Debug)]
pub(super) struct OnDays {
    pub(super) from: Timestamp,
    /// The end of the last day, or now where it has not ended.
    pub(super) to: Timestamp,
    /// The journal's newest entry and its hash.
    pub(super) head: Option<(u64, String)>,
    pub(super) report: Report,
}

/// Counts what happened on some days; nothing where there was no such business day.
pub(super) fn count(
    journal: &Reader,
    days: Days,
    now: Timestamp,
    rules: &HouseRules,
) -> Result<Option<OnDays>, JournalError> {
    // Looked up behind the counting: nothing that was counted comes after it.
    let head = || -> Result<_, JournalError> {
        Ok(journal.head()?.map(|head| (head.seq, head.hash.to_string())))
    };
    let Some((from, end)) = days.midnights(&rules.zone) else {
        return Ok(None);
    };
    if !days.business {
        let report = during(journal, from, end)?;
        let to = end.min(now).max(from);
        return Ok(Some(OnDays { from, to, head: head()?, report }));
    }
    let Some(stretch) = business(journal, &rules.terminal, days)? else {
        return Ok(None);
    };
    let report = between(journal, &rules.terminal, stretch.after, stretch.before)?;
    // The first business day there was began with the journal.
    let began = if stretch.after == 0 { journal.began(&rules.terminal)? } else { stretch.from };
    let (from, to) = (began.unwrap_or(from), stretch.to.unwrap_or(now));
    Ok(Some(OnDays { from, to, head: head()?, report }))
}

/// A report before there is a journal: nothing has happened on any day of the calendar.
pub(super) fn nothing(days: Days, now: Timestamp, zone: &TimeZone) -> Option<OnDays> {
    let (from, end) = days.midnights(zone).filter(|_| !days.business)?;
    Some(OnDays { from, to: end.min(now).max(from), head: None, report: Report::default() })
}

/// Where business days stand in the journal.
struct Stretch {
    /// The entries that began and ended it.
    after: u64,
    before: u64,
    /// When that was; none for a day that began with the journal, or has not ended.
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

/// Finds business days; nothing where none of them was ever open.
fn business(
    journal: &Reader,
    terminal: &str,
    Days { first, last, .. }: Days,
) -> Result<Option<Stretch>, JournalError> {
    let mut found = Stretch { after: 0, before: 0, from: None, to: None };
    let mut open: Option<Date> = None;
    for entry in journal.house_entries(terminal, 0)? {
        match entry.fact {
            HouseFact::ShiftOpened { day, .. } | HouseFact::ShiftClosed { day, .. } => {
                open = Some(day);
            }
            HouseFact::DayRolled { from, to, .. } => {
                if from < first {
                    (found.after, found.from) = (entry.seq, Some(entry.at));
                } else if from <= last {
                    (found.before, found.to) = (entry.seq, Some(entry.at));
                }
                open = Some(to);
            }
        }
    }
    // The day that is open is the last one there is.
    if open.is_some_and(|day| (first..=last).contains(&day)) {
        (found.before, found.to) = (u64::MAX, None);
    }
    Ok((found.before > 0).then_some(found))
}
