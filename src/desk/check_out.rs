//! A bill against all that is held for a stay: what is charged where, what goes back, what is left to pay.
//! Nothing moves by it.

use jiff::civil::Date;

use crate::domain::{HoldId, Money, MoneyError};

use super::{Command, HoldView, StayView};

/// What happens to one hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    pub hold: &'a HoldView,
    pub charge: Money,
    /// What is left of it after that.
    pub rest: Money,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement<'a> {
    /// The oldest hold first: it ends first.
    pub parts: Vec<Part<'a>>,
    /// What the holds do not cover.
    pub owed: Money,
    /// What is left of all of them.
    pub rest: Money,
}

/// What becomes of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    GoesBack,
    /// It stays held for charges that come late; somebody is reminded after that day.
    Stays {
        until: Option<Date>,
    },
}

impl<'a> Settlement<'a> {
    /// Charges `bill` from the holds of a stay but those in `done`.
    pub fn propose(stay: &StayView<'a>, done: &[HoldId], bill: Money) -> Result<Self, MoneyError> {
        let zero = Money::zero(bill.currency());
        let mut owed = bill;
        let mut left = zero;
        let mut parts = Vec::new();
        for hold in stay.held().into_iter().filter(|hold| !done.contains(&hold.id)) {
            let charge = if owed.exceeds(hold.remaining)? { hold.remaining } else { owed };
            let rest = hold.remaining.minus(charge)?;
            owed = owed.minus(charge)?;
            left = left.plus(rest)?;
            parts.push(Part { hold, charge, rest });
        }
        Ok(Self { parts, owed, rest: left })
    }

    /// What carries it out, in order. A hold that is not charged is released, or stays as it is.
    pub fn commands(&self, rest: Rest, remark: &str) -> Vec<Command> {
        self.parts.iter().filter_map(|part| part.command(rest, remark)).collect()
    }
}

impl Part<'_> {
    fn command(&self, rest: Rest, remark: &str) -> Option<Command> {
        let hold = self.hold.id.clone();
        let (keep_rest, until) = match rest {
            Rest::GoesBack => (false, None),
            Rest::Stays { until } => (self.rest.is_positive(), until),
        };
        if self.charge.is_positive() {
            return Some(Command::Capture { hold, money: self.charge, keep_rest, until });
        }
        match (rest, until) {
            (Rest::GoesBack, _) => {
                Some(Command::Release { hold, money: None, remark: remark.to_owned() })
            }
            (Rest::Stays { .. }, None) => None,
            // Nothing moves: only the day is noted.
            (Rest::Stays { .. }, Some(_)) => {
                let stay = crate::domain::Stay { keep_until: until, ..self.hold.stay.clone() };
                (stay != self.hold.stay).then_some(Command::Change { hold, stay })
            }
        }
    }
}
