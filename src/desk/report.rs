//! What became of money in a span of time, by act and by person: from entries alone, for one hold after the
//! other.
//!
//! An act is what changed a hold's sums, not what a fact is called: a reply that is repeated, proven twice or
//! contradicted counts once.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::{
    Approval, Broken, Currency, Entry, Fact, Hold, Money, MoneyState, Person, Right, State,
};

/// What can happen to a guest's money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// How often, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    pub count: u32,
    pub money: Money,
}

/// Somebody's yes to what somebody else wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    pub at: Timestamp,
    pub room: String,
    pub right: Right,
    pub by: Person,
    pub approval: Approval,
}

/// In whose name; nobody's where nobody was registered.
pub type Whose = Option<Person>;

/// All of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub totals: BTreeMap<(Moved, &'static str, Whose), Total>,
    pub agreed: Vec<Agreed>,
    /// What is held now, by currency.
    pub held: BTreeMap<&'static str, Total>,
    /// Holds of which it is not known what became of the money.
    pub not_known: u32,
    /// Of these, and of others, how many need a person.
    pub attention: u32,
    pub to_countersign: u32,
}

impl Report {
    /// Adds what happened to one hold from `from` on and before `to`.
    pub fn add(&mut self, entries: &[Entry], from: Timestamp, to: Timestamp) -> Result<(), Broken> {
        let Some((first, rest)) = entries.split_first() else {
            return Ok(());
        };
        let mut hold = Hold::opened(first.hold.clone(), first.at, &first.fact)?;
        let mut by: Option<Person> = None;
        for entry in rest {
            let before = sums(&hold);
            hold = hold.apply(entry.at, &entry.fact)?;
            let within = entry.at >= from && entry.at < to;
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
                add(
                    self.held.entry(left.currency().code()).or_insert(none(left.currency())),
                    left,
                )?;
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
        let of = |(act, code, _): &(Moved, &str, Whose)| *act == moved && *code == currency.code();
        let rows = self.totals.iter().filter(|(key, _)| of(key));
        rows.fold(none(currency), |sum, (_, row)| Total {
            count: sum.count.saturating_add(row.count),
            money: sum.money.plus(row.money).unwrap_or(sum.money),
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
            let currency = money.currency();
            let row = self.totals.entry((moved, currency.code(), by.cloned()));
            add(row.or_insert(none(currency)), money)?;
        }
        Ok(())
    }
}

/// In the order of [`Moved::ALL`].
fn sums(hold: &Hold) -> [Money; 4] {
    [hold.held(), hold.captured(), hold.released(), hold.refunded()]
}

fn none(currency: Currency) -> Total {
    Total { count: 0, money: Money::zero(currency) }
}

fn add(total: &mut Total, money: Money) -> Result<(), Broken> {
    total.count = total.count.saturating_add(1);
    total.money = total.money.plus(money)?;
    Ok(())
}
