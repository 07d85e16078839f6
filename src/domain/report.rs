//! What became of money in a span of time, by act and by person: from entries alone, for one hold after the
//! other.
//!
//! An act is what changed a hold's sums, not what a fact is called: a reply that is repeated, proven twice or
//! contradicted counts once.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{
    Approval, Broken, Currency, Entry, Fact, Hold, Money, MoneyState, Person, Right, State,
};

/// What can happen to a guest's money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    Held,
    Charged,
    Released,
    Refunded,
}

impl Moved {
    pub const ALL: [Self; 4] = [Self::Held, Self::Charged, Self::Released, Self::Refunded];

    /// The name in JSON, in CSV and in the keys of its words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Charged => "charged",
            Self::Released => "released",
            Self::Refunded => "refunded",
        }
    }
}

/// Which days a report is about, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub first: Date,
    pub last: Date,
    /// From one night audit to another, instead of from midnight to midnight.
    pub business: bool,
}

impl Days {
    /// The first moment of the first day, and the first one after the last. None where the calendar ends.
    pub fn midnights(self, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        let start = |day: Date| day.to_zoned(zone.clone()).ok().map(|start| start.timestamp());
        let end = self.last.tomorrow().ok().and_then(start);
        Some((start(self.first)?, end.unwrap_or(Timestamp::MAX)))
    }
}

/// How often, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    pub count: u32,
    pub money: Money,
}

/// Somebody's yes to what somebody else wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    pub at: Timestamp,
    pub room: String,
    pub right: Right,
    pub by: Person,
    pub approval: Approval,
}

/// In whose name; nobody's where nobody was registered.
pub type Whose = Option<Person>;

/// What one act of one person came to in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub moved: Moved,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Whose,
    #[serde(flatten)]
    pub total: Total,
}

impl Row {
    fn key(&self) -> (Moved, &'static str, &Whose) {
        (self.moved, self.total.money.currency().code(), &self.by)
    }
}

/// All of it. Its JSON is what a closed shift keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// By act, currency and person.
    pub totals: Vec<Row>,
    pub agreed: Vec<Agreed>,
    /// What is held now, by currency.
    pub held: Vec<Total>,
    /// Holds of which it is not known what became of the money.
    pub not_known: u32,
    /// Of these, and of others, how many need a person.
    pub attention: u32,
    pub to_countersign: u32,
}

impl Report {
    /// Adds what happened to one hold in the entries that are `within`.
    pub fn add(
        &mut self,
        entries: &[Entry],
        within: impl Fn(&Entry) -> bool,
    ) -> Result<(), Broken> {
        let Some((first, rest)) = entries.split_first() else {
            return Ok(());
        };
        let mut hold = Hold::opened(first.hold.clone(), first.at, &first.fact)?;
        let mut by: Option<Person> = None;
        for entry in rest {
            let before = sums(&hold);
            hold = hold.apply(entry.at, &entry.fact)?;
            let within = within(entry);
            if let Fact::Ordered { right, by: person, approval } = &entry.fact {
                if right.moves_money() {
                    by = Some(person.clone());
                }
                if let (Some(approval), true) = (approval, within) {
                    self.agreed.push(Agreed {
                        at: entry.at,
                        room: hold.stay.room.clone(),
                        right: *right,
                        by: person.clone(),
                        approval: approval.clone(),
                    });
                }
            }
            if within {
                self.count(before, sums(&hold), by.as_ref())?;
            }
        }
        Ok(())
    }

    /// Adds a hold that is open now.
    pub fn add_open(&mut self, hold: &Hold) -> Result<(), Broken> {
        match hold.money() {
            MoneyState::Held => {
                let left = hold.remaining();
                let of = |total: &Total| total.money.currency() == left.currency();
                match self.held.iter_mut().find(|total| of(total)) {
                    Some(total) => add(total, left)?,
                    None => self.held.push(Total { count: 1, money: left }),
                }
            }
            MoneyState::NotKnownYet => self.not_known = self.not_known.saturating_add(1),
            MoneyState::NotHeld => {}
        }
        let attention = u32::from(hold.state() == State::Attention);
        self.attention = self.attention.saturating_add(attention);
        let unsigned = u32::from(!hold.alone.is_empty());
        self.to_countersign = self.to_countersign.saturating_add(unsigned);
        Ok(())
    }

    /// How much one act came to in one currency, whoever did it.
    pub fn total(&self, moved: Moved, currency: Currency) -> Total {
        let of = |row: &&Row| row.moved == moved && row.total.money.currency() == currency;
        let none = Total { count: 0, money: Money::zero(currency) };
        self.totals.iter().filter(of).fold(none, |sum, row| Total {
            count: sum.count.saturating_add(row.total.count),
            money: sum.money.plus(row.total.money).unwrap_or(sum.money),
        })
    }

    fn count(
        &mut self,
        before: [Money; 4],
        after: [Money; 4],
        by: Option<&Person>,
    ) -> Result<(), Broken> {
        for ((moved, before), after) in Moved::ALL.into_iter().zip(before).zip(after) {
            let money = after.minus(before)?;
            if money.is_zero() {
                continue;
            }
            let row = Row { moved, by: by.cloned(), total: Total { count: 1, money } };
            match self.totals.binary_search_by(|own| own.key().cmp(&row.key())) {
                Ok(place) => {
                    if let Some(own) = self.totals.get_mut(place) {
                        add(&mut own.total, money)?;
                    }
                }
                Err(place) => self.totals.insert(place, row),
            }
        }
        Ok(())
    }
}

/// In the order of [`Moved::ALL`].
fn sums(hold: &Hold) -> [Money; 4] {
    [hold.held(), hold.captured(), hold.released(), hold.refunded()]
}

fn add(total: &mut Total, money: Money) -> Result<(), Broken> {
    total.count = total.count.saturating_add(1);
    total.money = total.money.plus(money)?;
    Ok(())
}
