//! What a person should look at, and why: from what the desk shows, the house's rules and the day.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Fact, Kind, Money, MoneyState, State};

use super::{Action, HoldView, StayView};

/// How long holds last and when somebody is told. Settings: a contract says how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayRules {
    /// Days after which a provider gives a hold back by itself, by its name; none where it never does.
    pub hold_days: BTreeMap<String, i64>,
    /// How many days before that somebody is told.
    pub warn_days: i64,
}

/// Why a hold is on the attention desk. The worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// The program's own means are used up, or the provider's books differ: a numbered case.
    Case { number: u64 },
    /// Not known yet; the program is at it.
    Unclear,
    /// Somebody agreed to this alone.
    Countersign,
    /// The provider gives it back before the guest leaves.
    EndsBeforeDeparture { day: Date },
    /// The provider gives it back soon.
    EndsSoon { day: Date },
    /// The guest has left, and the money is still held.
    PastDeparture { day: Date },
    /// It was kept for late charges, and that day is over.
    KeptTooLong { day: Date },
    /// The bill is above what is held and charged.
    BelowBill { short: Money },
    /// Something that was ordered never left, and was given up: it has to be ordered anew, if it is wanted.
    GivenUp { kind: Kind },
}

impl Concern {
    /// What stands above what: the least weighs most.
    pub const fn weight(&self) -> u8 {
        match self {
            Self::Case { .. } => 0,
            Self::GivenUp { .. } => 1,
            Self::EndsBeforeDeparture { .. } => 2,
            Self::EndsSoon { .. } => 3,
            Self::PastDeparture { .. } => 4,
            Self::KeptTooLong { .. } => 5,
            Self::BelowBill { .. } => 6,
            Self::Countersign => 7,
            Self::Unclear => 8,
        }
    }
}

impl StayRules {
    /// The day on which a provider gives back what is held on `day`.
    pub fn ends_of(&self, provider: &str, day: Date) -> Option<Date> {
        let days = self.hold_days.get(provider)?;
        day.checked_add(Span::new().try_days(*days).ok()?).ok()
    }

    /// The day on which the provider gives a hold back by itself.
    pub fn ends(&self, hold: &HoldView, zone: &TimeZone) -> Option<Date> {
        self.ends_of(&hold.provider, hold.opened_at.to_zoned(zone.clone()).date())
    }
}

/// Every reason to look at one of `holds` on `today`, the worst first.
pub fn concerns(
    hold: &HoldView,
    holds: &[HoldView],
    rules: &StayRules,
    today: Date,
    zone: &TimeZone,
) -> Vec<Concern> {
    let mut found = Vec::new();
    if let Some(case) = &hold.case {
        found.push(Concern::Case { number: case.number });
    } else if hold.money == MoneyState::NotKnownYet && hold.state == State::Unclear {
        found.push(Concern::Unclear);
    }
    if hold.actions.contains(&Action::Countersign) {
        found.push(Concern::Countersign);
    }
    found.extend(given_up(hold));
    if hold.money == MoneyState::Held {
        found.extend(near_end(hold, rules, today, zone));
        found.extend(outstayed(hold, today));
    }
    found.extend(short(hold, holds));
    found
}

/// A request of which nothing ever left, behind which nobody has wanted anything else: the program was ended
/// between the order and its leaving, and whoever ordered may believe that it was done.
fn given_up(hold: &HoldView) -> Option<Concern> {
    if !hold.remaining.is_positive() && hold.captured == hold.refunded {
        return None;
    }
    let last = hold.timeline.iter().rev().find_map(|row| match &row.fact {
        Fact::Dropped { kind, .. } => Some(Some(*kind)),
        Fact::Planned(_) => Some(None),
        Fact::Opened(_)
        | Fact::Ordered { .. }
        | Fact::Sending { .. }
        | Fact::Learned { .. }
        | Fact::UndoDecided { .. }
        | Fact::StayChanged { .. }
        | Fact::Countersigned { .. }
        | Fact::SettledByHand { .. }
        | Fact::HandedOver { .. } => None,
    });
    last.flatten().map(|kind| Concern::GivenUp { kind })
}

/// Once for a stay: at the hold that has its bill. Only where there is one the stay is put together.
fn short(hold: &HoldView, holds: &[HoldView]) -> Option<Concern> {
    hold.stay.bill?;
    let stay = StayView::of(holds, hold);
    let billed = stay.holds.iter().find(|own| own.stay.bill.is_some())?;
    let short = stay.short().filter(|_| billed.id == hold.id)?;
    Some(Concern::BelowBill { short })
}

fn near_end(hold: &HoldView, rules: &StayRules, today: Date, zone: &TimeZone) -> Option<Concern> {
    let day = rules.ends(hold, zone)?;
    let left = day.since(today).ok()?.get_days();
    if hold.stay.departure.is_some_and(|departure| departure > day) {
        return Some(Concern::EndsBeforeDeparture { day });
    }
    (i64::from(left) <= rules.warn_days).then_some(Concern::EndsSoon { day })
}

fn outstayed(hold: &HoldView, today: Date) -> Option<Concern> {
    if let Some(day) = hold.stay.keep_until {
        return (day < today).then_some(Concern::KeptTooLong { day });
    }
    let day = hold.stay.departure.filter(|day| *day < today)?;
    Some(Concern::PastDeparture { day })
}
