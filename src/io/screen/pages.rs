//! Reports as lines for the screen, and their figures as cells: the same that the commands print.

use crate::cli::report::{Span, cells, text};
use crate::cli::shift::{audit_cells, audit_text, list_text, x_text, z_text};
use crate::cli::text::Words;
use crate::config::Hotel;
use crate::domain::{Days, HouseFact};
use crate::journal::{JournalError, Reader};
use crate::locale::Locale;
use crate::tui::HouseLook;

use super::super::clock::wall;
use super::super::days::{self, OnDays};
use super::super::house::{HouseRules, audit_of, report, reports, so_far};

/// A page: for a person, and its figures for a spreadsheet where it has any.
pub(super) struct Told {
    pub(super) text: String,
    pub(super) cells: Option<Vec<Vec<String>>>,
}

impl Told {
    const fn text(text: String) -> Self {
        Self { text, cells: None }
    }
}

pub(super) fn page(
    journal: &Reader,
    (hotel, rules): (&Hotel, &HouseRules),
    look: HouseLook,
    locale: &Locale,
) -> Result<Told, JournalError> {
    let words = Words { locale, zone: &hotel.time_zone };
    let names = [hotel.name.as_str(), hotel.terminal.as_str()];
    // Reading needs no steady clock.
    let now = wall();
    let today = now.to_zoned(hotel.time_zone.clone()).date();
    Ok(match look {
        HouseLook::SoFar => {
            let house = journal.house(&rules.terminal)?;
            let counted = so_far(journal, &house, rules)?;
            let text = x_text(names, &house, today, &counted, words);
            Told { text, cells: Some(cells(&counted)) }
        }
        HouseLook::Reports => Told::text(list_text(&reports(journal, &rules.terminal)?, words)),
        HouseLook::Report { number, copy } => {
            let entry = report(journal, &rules.terminal, number)?;
            let text = entry.as_ref().and_then(|entry| z_text(names, entry, copy, words));
            let cells = entry.and_then(|entry| match entry.fact {
                HouseFact::ShiftClosed { z, .. } => Some(cells(&z.report)),
                HouseFact::ShiftOpened { .. } | HouseFact::DayRolled { .. } => None,
            });
            Told { text: text.unwrap_or_default(), cells }
        }
        HouseLook::Audit => {
            let day = journal.house(&rules.terminal)?.day_on(today);
            let found = audit_of(Some(journal), (day, now), rules, rules.list().as_ref())?;
            Told { text: audit_text(day, &found, words), cells: Some(audit_cells(&found.audit)) }
        }
        HouseLook::Days(wanted) => match days::count(journal, wanted, now, rules)? {
            Some(counted) => on_days(wanted, counted, names, words),
            None => Told::text(locale.text("days-none")),
        },
    })
}

fn on_days(days: Days, counted: OnDays, [hotel, terminal]: [&str; 2], words: Words<'_>) -> Told {
    let OnDays { from, to, head, report } = counted;
    let span = Span { hotel, terminal, from, to, head };
    let kind = if days.business { "days-business" } else { "days-calendar" };
    let kind = words.locale.text(kind);
    let Days { first, last, .. } = days;
    let named = if first == last { first.to_string() } else { format!("{first} - {last}") };
    Told {
        text: format!("{named}, {kind}\n{}", text(&report, &span, words)),
        cells: Some(cells(&report)),
    }
}
