//! Undo a hold request whose result is unclear.

use crate::domain::{Active, Hold};

use super::super::Refusal;
use super::super::tracked::Watch;

/// Whether there is something to undo.
pub(in crate::desk) fn decide(hold: &Hold) -> Result<(), Refusal> {
    match hold.active() {
        Some(Active::Hold(_) | Active::Undo(_)) => Ok(()),
        Some(Active::Capture(_) | Active::Release(_) | Active::Refund(..)) => Err(Refusal::Busy),
        None => Err(Refusal::NotUnclear),
    }
}

/// Asks for the undo. It follows one last inquiry: a hold that turns out good is kept. Where it is
/// being undone already the next question comes now, and the same undo behind it where the books still have the hold.
pub(in crate::desk) fn press(hold: &Hold, watch: &mut Watch) {
    match hold.active() {
        Some(Active::Hold(_)) => watch.stop = true,
        Some(Active::Undo(_)) => (watch.check, watch.asked) = (true, true),
        // It was settled meanwhile.
        Some(Active::Capture(_) | Active::Release(_) | Active::Refund(..)) | None => {}
    }
}
