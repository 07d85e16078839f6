//! What a person can want, one file each: a command becomes a plan, or a refusal with a reason.
//! A refusal changes nothing and nothing leaves.

pub(super) mod cancel;
pub(super) mod capture;
pub(super) mod change;
pub(super) mod check;
pub(super) mod close_case;
pub(super) mod countersign;
pub(super) mod hold;
pub(super) mod refund;
pub(super) mod release;
pub(super) mod roll_day;
pub(super) mod shift;

use crate::domain::{Fact, Hold, HoldId, Money, MoneyState};

use super::Refusal;
use super::tracked::About;

/// What follows from a command that is carried out.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) hold: HoldId,
    pub(super) facts: Vec<Fact>,
    /// The request that leaves as soon as the facts are durable.
    pub(super) then: Option<About>,
}

impl Plan {
    /// The same with the fact of whose it is: before what is wanted, but nothing is before the opening.
    pub(super) fn ordered(mut self, order: Option<Fact>) -> Self {
        let opens = matches!(self.facts.first(), Some(Fact::Opened(_)));
        if let Some(order) = order {
            self.facts.insert(usize::from(opens), order);
        }
        self
    }
}

/// What every act on a good hold needs: nothing else under way, and both books alike.
fn free(hold: &Hold) -> Result<(), Refusal> {
    if hold.active().is_some() {
        return Err(Refusal::Busy);
    }
    if hold.differs.is_some() {
        return Err(Refusal::Differs);
    }
    Ok(())
}

/// What charging and releasing need beside that.
fn still_held(hold: &Hold) -> Result<Money, Refusal> {
    free(hold)?;
    match hold.money() {
        MoneyState::Held => Ok(hold.remaining()),
        MoneyState::NotHeld | MoneyState::NotKnownYet => Err(Refusal::NothingHeld),
    }
}

/// A positive amount of the same currency, at most `most`.
fn within(money: Money, most: Money, above: fn(Money) -> Refusal) -> Result<(), Refusal> {
    if !money.is_positive() {
        return Err(Refusal::AmountNotPositive);
    }
    match money.exceeds(most) {
        Ok(false) => Ok(()),
        Ok(true) => Err(above(most)),
        Err(_) => Err(Refusal::OtherCurrency),
    }
}
