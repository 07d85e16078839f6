//! Commands that only read. They work beside a terminal that has the journal open.

use crate::cli::{Exit, HoldPrefix, ListArgs, SearchArgs};
use crate::journal::{JournalError, ListFilter, Reader};

use super::super::failure::Failure;
use super::super::opening;
use super::{House, now, view};

/// More than a hotel has in a year; a script that wants everything exports the journal.
const MOST: usize = 100_000;

/// How many holds a search shows.
const MOST_FOUND: usize = 200;

pub(super) fn show(house: &House<'_>, prefix: &HoldPrefix) -> Result<Exit, Failure> {
    let journal = opening::read(house.settings)?;
    let id = house.pick(&journal, prefix)?;
    house.tell(&view(&journal, &id)?, now());
    Ok(Exit::Done)
}

pub(super) fn list(house: &House<'_>, args: &ListArgs) -> Result<Exit, Failure> {
    let filter = ListFilter { open: args.open, attention: args.attention, room: args.room.clone() };
    many(house, |journal| journal.list(&filter, MOST))
}

pub(super) fn search(house: &House<'_>, args: &SearchArgs) -> Result<Exit, Failure> {
    many(house, |journal| journal.find(&args.text, MOST_FOUND))
}

fn many(
    house: &House<'_>,
    ids: impl FnOnce(&Reader) -> Result<Vec<crate::domain::HoldId>, JournalError>,
) -> Result<Exit, Failure> {
    let holds = match opening::read(house.settings) {
        Ok(journal) => {
            let ids = ids(&journal)?;
            ids.iter().map(|id| view(&journal, id)).collect::<Result<Vec<_>, _>>()?
        }
        // Before the first hold there is no journal, and that is no fault.
        Err(JournalError::Missing { .. }) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    house.tell_all(&holds, now());
    Ok(Exit::Done)
}
