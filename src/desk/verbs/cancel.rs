//! Undo a hold request whose result is unclear.

use crate::domain::{Active, Hold};

use super::super::Refusal;
use super::super::tracked::Watch;

/// Asks for the undo. It follows one last inquiry: a hold that turns out good is kept.
pub(in crate::desk) fn decide(hold: &Hold, watch: &mut Watch) -> Result<(), Refusal> {
    match hold.active() {
        Some(Active::Hold(_)) => {
            watch.stop = true;
            Ok(())
        }
        // It is being undone already: the next try comes now.
        Some(Active::Undo(_)) => {
            watch.check = true;
            Ok(())
        }
        Some(Active::Capture(_) | Active::Release(_) | Active::Refund(..)) => Err(Refusal::Busy),
        None => Err(Refusal::NotUnclear),
    }
}
