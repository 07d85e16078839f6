//! Shifts and business days: decided here, counted and kept where the journal is.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::{Authority, HouseEntry};

use super::super::{Command, Effect, HouseCommand, HouseOrder, Refusal, Ticket, verbs};
use super::{Desk, Pending, Then};

impl Desk {
    /// Whether a command may be carried out outside of a shift: what moves no money may.
    pub(super) fn assert_shift(&self, command: &Command) -> Result<(), Refusal> {
        let moves = match command {
            Command::Hold { .. }
            | Command::Capture { .. }
            | Command::Release { .. }
            | Command::Refund { .. } => true,
            // What is stuck is cleared at any time.
            Command::Cancel { .. }
            | Command::Change { .. }
            | Command::Countersign { .. }
            | Command::CloseCase { .. }
            | Command::House(_)
            | Command::Check { .. } => false,
        };
        let closed = self.setup.shift_required && self.house.shift.is_none();
        if moves && closed { Err(Refusal::NoShift) } else { Ok(()) }
    }

    fn today(&self, now: Timestamp) -> Date {
        now.to_zoned(self.setup.zone.clone()).date()
    }

    pub(super) fn want_house(
        &mut self,
        ticket: Ticket,
        command: HouseCommand,
        authority: Option<&Authority>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let today = self.today(now);
        let orders = match command {
            HouseCommand::OpenShift { signed } => {
                let holds = self.holds.values().map(|tracked| &tracked.hold);
                let house = (&self.setup, today);
                vec![verbs::shift::open(&self.house, signed, holds, authority, house)?]
            }
            HouseCommand::HandOver { signed, to } => {
                let holds = self.holds.values().map(|tracked| &tracked.hold);
                let house = (&self.setup, today);
                verbs::shift::hand_over(&self.house, (signed, to), holds, authority, house)?
            }
            HouseCommand::CloseShift => {
                vec![verbs::shift::close(&self.house, authority, &self.setup, today)?]
            }
            HouseCommand::RollDay { to, list } => {
                let house = (&self.setup, today);
                vec![verbs::roll_day::decide(&self.house, (to, list), authority, house)?]
            }
        };
        self.keep_house(ticket, orders);
        Ok(())
    }

    fn keep_house(&mut self, ticket: Ticket, orders: Vec<HouseOrder>) {
        self.effects.push_back(Effect::House(orders));
        let then = vec![Then::Accept(ticket, None)];
        self.pending =
            Some(Pending { touched: Vec::new(), then, ticket: Some(ticket), code: None });
    }

    pub(super) fn house_kept(&mut self, entries: &[HouseEntry], now: Timestamp) {
        for entry in entries {
            // The journal has looked that it follows.
            if let Ok(house) = self.house.clone().apply(entry) {
                self.house = house;
            }
        }
        self.appended(&[], now);
    }
}
