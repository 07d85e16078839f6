//! What will leave when an append is durable, so that it can be signed while the disk works.

use jiff::Timestamp;

use crate::domain::{Ask, Fact, Hold, HoldId, PaymentCode};

use super::super::asking::ask_for;
use super::super::tracked::Watch;
use super::{Desk, Then};

impl Desk {
    /// The ask behind `then` as it will be once `facts` are kept. What leaves is made from the journal
    /// again, and this is used only where both are the same.
    pub(super) fn foreseen(
        &self,
        id: &HoldId,
        facts: &[Fact],
        then: &[Then],
        code: Option<&PaymentCode>,
    ) -> Option<Ask> {
        let about = then.iter().find_map(|then| match then {
            Then::Call(_, about) => Some(about),
            Then::Accept(..) | Then::Press(_) => None,
        })?;
        if let Some(tracked) = self.holds.get(id) {
            let hold = kept(tracked.hold.clone(), facts)?;
            return ask_for(&hold, &tracked.watch, about);
        }
        let (first, rest) = facts.split_first()?;
        let opened = Hold::opened(id.clone(), Timestamp::UNIX_EPOCH, first).ok()?;
        let mut watch = Watch::default();
        watch.code = code.cloned();
        ask_for(&kept(opened, rest)?, &watch, about)
    }
}

/// No ask carries a time of the journal: any will do.
fn kept(hold: Hold, facts: &[Fact]) -> Option<Hold> {
    let keep = |hold: Hold, fact| hold.apply(Timestamp::UNIX_EPOCH, fact).ok();
    facts.iter().try_fold(hold, keep)
}
