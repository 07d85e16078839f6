//! Commands: decided by their verb, then carried out or rejected.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::domain::{Authority, Fact, HoldId, Money, MoneyState, PaymentCode, Stay};

use super::super::stays::is_same_stay;
use super::super::tracked::Tracked;
use super::super::verbs::{self, Plan};
use super::super::{Command, Effect, How, Refusal, Ticket, rights};
use super::{Desk, Setup, Then};

impl Desk {
    pub(super) fn command(
        &mut self,
        ticket: Ticket,
        command: Command,
        authority: Option<&Authority>,
        now: Timestamp,
    ) {
        // Looked at after everything else: nobody is called for what cannot be done anyway.
        let order = self.assert_shift(&command).and_then(|()| self.order(&command, authority));
        let decided = match command {
            Command::House(command) => self.want_house(ticket, command, authority, now),
            Command::Hold { stay, money, how } => {
                self.want_hold(ticket, (stay, money, how), order, now)
            }
            Command::Capture { hold, money, keep_rest, until } => {
                let chance = self.dice.next_u64();
                self.plan_on(&hold, |t, setup| {
                    verbs::capture::decide(&t.hold, money, (keep_rest, until), setup, chance)
                })
                .and_then(|plan| Ok(plan.ordered(order?)))
                .map(|plan| self.carry_out(ticket, plan, None))
            }
            Command::Release { hold, money, remark } => {
                let chance = self.dice.next_u64();
                self.plan_on(&hold, |t, setup| {
                    verbs::release::decide(&t.hold, money, &remark, setup, chance)
                })
                .and_then(|plan| Ok(plan.ordered(order?)))
                .map(|plan| self.carry_out(ticket, plan, None))
            }
            Command::Refund { hold, capture, money, reason } => {
                let chance = self.dice.next_u64();
                self.plan_on(&hold, |t, _| {
                    verbs::refund::decide(&t.hold, capture.as_ref(), money, &reason, chance)
                })
                .and_then(|plan| Ok(plan.ordered(order?)))
                .map(|plan| self.carry_out(ticket, plan, None))
            }
            Command::Cancel { hold } => self.want_cancel(ticket, &hold, order, now),
            Command::Change { hold, stay } => self
                .plan_on(&hold, |t, _| verbs::change::decide(&t.hold, stay))
                .and_then(|plan| Ok(plan.ordered(order?)))
                .map(|plan| self.carry_out(ticket, plan, None)),
            Command::Countersign { hold } => self
                .plan_on(&hold, |t, _| verbs::countersign::decide(&t.hold, authority))
                .map(|plan| self.carry_out(ticket, plan, None)),
            Command::CloseCase { hold, finding, proof } => self
                .plan_on(&hold, |t, _| verbs::close_case::decide(t, &finding, &proof, authority))
                .and_then(|plan| Ok(plan.ordered(order?)))
                .map(|plan| self.carry_out(ticket, plan, None)),
            Command::Check { hold } => self.want_check(ticket, hold, now),
        };
        if let Err(refusal) = decided {
            self.effects.push_back(Effect::Rejected { ticket, refusal });
        }
    }

    /// The fact of who wants it and who agreed; none where nobody is registered, and of a question.
    fn order(
        &self,
        command: &Command,
        authority: Option<&Authority>,
    ) -> Result<Option<Fact>, Refusal> {
        let Some(authority) = authority else {
            return Ok(None);
        };
        let hold = command.hold().and_then(|id| self.holds.get(id)).map(|tracked| &tracked.hold);
        let beside = self.beside(command);
        let needed = rights::needed(&self.setup.rights, command, hold, beside, authority);
        if needed.is_empty() {
            return Ok(None);
        }
        rights::check_note(authority)?;
        let right = rights::check(&self.setup, authority, &needed)?;
        let Authority { by, approval, .. } = authority.clone();
        Ok(Some(Fact::Ordered { right, by, approval }))
    }

    /// What other holds of the same stay still hold, beside a new one; or what was charged from them, beside a
    /// charge.
    fn beside(&self, command: &Command) -> Option<Money> {
        let of_stay = |stay: &Stay| {
            let own = self.holds.iter().filter(|(_, t)| is_same_stay(&t.hold.stay, stay));
            own.filter_map(|(id, _)| self.view(id, self.now)).collect::<Vec<_>>()
        };
        let amounts: Vec<Money> = match command {
            Command::Hold { stay, money, .. } => of_stay(stay)
                .into_iter()
                .filter(|hold| hold.asked.currency() == money.currency())
                .map(|hold| match hold.money {
                    MoneyState::NotKnownYet => hold.asked,
                    MoneyState::Held | MoneyState::NotHeld => hold.remaining,
                })
                .collect(),
            Command::Capture { hold: id, money, .. } => of_stay(&self.holds.get(id)?.hold.stay)
                .into_iter()
                .filter(|hold| hold.id != *id && hold.asked.currency() == money.currency())
                .map(|hold| hold.captured)
                .collect(),
            Command::Release { .. }
            | Command::Refund { .. }
            | Command::Cancel { .. }
            | Command::Change { .. }
            | Command::Countersign { .. }
            | Command::CloseCase { .. }
            | Command::House(_)
            | Command::Check { .. } => return None,
        };
        let mut amounts = amounts.into_iter();
        let first = amounts.next()?;
        amounts.try_fold(first, Money::plus).ok()
    }

    fn want_hold(
        &mut self,
        ticket: Ticket,
        (stay, money, how): (Stay, Money, How),
        order: Result<Option<Fact>, Refusal>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let digest = match &how {
            How::Scan(code) => Some(self.unused(code, now)?),
            How::Qr => None,
        };
        let wanted = verbs::hold::Wanted { stay, money, how: &how, chance: self.dice.next_u64() };
        let others = self.holds.values().map(|tracked| &tracked.hold);
        let plan = verbs::hold::decide(wanted, &self.setup, others, now)?.ordered(order?);
        if let Some(digest) = digest {
            self.used_codes.push((digest, now));
        }
        let code = match how {
            How::Scan(code) => Some(code),
            How::Qr => None,
        };
        self.carry_out(ticket, plan, code);
        Ok(())
    }

    /// A code's digest, where it was not used within its life.
    pub(super) fn unused(
        &mut self,
        code: &PaymentCode,
        now: Timestamp,
    ) -> Result<[u8; 32], Refusal> {
        let memory = self.setup.policy.code_memory;
        self.used_codes.retain(|(_, at)| now.duration_since(*at) < memory);
        let digest: [u8; 32] = Sha256::digest(code.expose()).into();
        if self.used_codes.iter().any(|(used, _)| *used == digest) {
            return Err(Refusal::CodeUsed);
        }
        Ok(digest)
    }

    pub(super) fn plan_on(
        &self,
        id: &HoldId,
        decide: impl FnOnce(&Tracked, &Setup) -> Result<Plan, Refusal>,
    ) -> Result<Plan, Refusal> {
        let tracked = self.holds.get(id).ok_or(Refusal::NoSuchHold)?;
        decide(tracked, &self.setup)
    }

    pub(super) fn want_cancel(
        &mut self,
        ticket: Ticket,
        id: &HoldId,
        order: Result<Option<Fact>, Refusal>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let tracked = self.holds.get_mut(id).ok_or(Refusal::NoSuchHold)?;
        verbs::cancel::decide(&tracked.hold)?;
        if let Some(order) = order? {
            let then = vec![Then::Press(id.clone()), Then::Accept(ticket, Some(id.clone()))];
            self.append(id.clone(), vec![order], then, Some(ticket), None);
            return Ok(());
        }
        verbs::cancel::press(&tracked.hold, &mut tracked.watch);
        self.effects.push_back(Effect::Accepted { ticket, hold: Some(id.clone()) });
        self.advance(id, now);
        Ok(())
    }

    pub(super) fn want_check(
        &mut self,
        ticket: Ticket,
        id: Option<HoldId>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        if let Some(id) = &id {
            verbs::check::mark(self.holds.get_mut(id).ok_or(Refusal::NoSuchHold)?);
        } else {
            let open = self.holds.values_mut().filter(|tracked| tracked.hold.is_open());
            open.for_each(verbs::check::mark);
        }
        self.effects.push_back(Effect::Accepted { ticket, hold: id });
        self.advance_all(now);
        Ok(())
    }

    fn carry_out(&mut self, ticket: Ticket, plan: Plan, code: Option<PaymentCode>) {
        let accept = Then::Accept(ticket, Some(plan.hold.clone()));
        let call = plan.then.map(|about| Then::Call(plan.hold.clone(), about));
        let then = std::iter::once(accept).chain(call).collect();
        self.append(plan.hold, plan.facts, then, Some(ticket), code);
    }
}
