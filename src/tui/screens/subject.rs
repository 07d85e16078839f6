use crate::desk::HoldView;
use crate::domain::HoldId;
use crate::tui::context::Ctx;

/// The hold that a screen is about: as the desk has it now, or as it was found in the journal where the
/// desk has it no longer in memory.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    id: HoldId,
    found: Option<Box<HoldView>>,
}

impl Subject {
    pub(super) const fn new(id: HoldId) -> Self {
        Self { id, found: None }
    }

    pub(super) fn of(hold: &HoldView) -> Self {
        Self { id: hold.id.clone(), found: Some(Box::new(hold.clone())) }
    }

    pub(super) const fn id(&self) -> &HoldId {
        &self.id
    }

    /// Takes what was loaded of it.
    pub(super) fn found(&mut self, hold: &HoldView) {
        if hold.id == self.id {
            self.found = Some(Box::new(hold.clone()));
        }
    }

    pub(super) fn view<'a>(&'a self, ctx: &Ctx<'a>) -> Option<&'a HoldView> {
        let now = ctx.snapshot.holds.iter().find(|hold| hold.id == self.id);
        now.or(self.found.as_deref())
    }
}
