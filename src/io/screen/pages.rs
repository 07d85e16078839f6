//! Reports as lines for the screen: the same that the commands print.

use crate::cli::shift::{audit_text, list_text, x_text, z_text};
use crate::cli::text::Words;
use crate::config::Hotel;
use crate::journal::{JournalError, Reader};
use crate::locale::Locale;
use crate::tui::HouseLook;

use super::super::clock::wall;
use super::super::house::{HouseRules, audit_of, report, reports, so_far};

pub(super) fn page(
    journal: &Reader,
    hotel: &Hotel,
    look: HouseLook,
    locale: &Locale,
) -> Result<Vec<String>, JournalError> {
    let rules = HouseRules { terminal: hotel.terminal.clone(), zone: hotel.time_zone.clone() };
    let words = Words { locale, zone: &hotel.time_zone };
    let names = [hotel.name.as_str(), hotel.terminal.as_str()];
    // Reading needs no steady clock.
    let now = wall();
    let today = now.to_zoned(hotel.time_zone.clone()).date();
    let told = match look {
        HouseLook::SoFar => {
            let house = journal.house(&rules.terminal)?;
            let counted = so_far(journal, &house, &rules)?;
            x_text(names, &house, today, &counted, words)
        }
        HouseLook::Reports => list_text(&reports(journal, &rules.terminal)?, words),
        HouseLook::Report { number, copy } => {
            let entry = report(journal, &rules.terminal, number)?;
            entry.and_then(|entry| z_text(names, &entry, copy, words)).unwrap_or_default()
        }
        HouseLook::Audit => {
            let day = journal.house(&rules.terminal)?.day_on(today);
            audit_text(day, &audit_of(journal, day, now, &rules)?, words)
        }
    };
    Ok(told.lines().map(str::to_owned).collect())
}
