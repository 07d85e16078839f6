//! Ask the provider now.

use super::super::tracked::Tracked;

/// Marks a hold to be asked about at once. A settled one is asked about too: both books are
/// compared.
pub(in crate::desk) fn mark(tracked: &mut Tracked) {
    tracked.watch.check = true;
    tracked.watch.insisted = true;
    tracked.watch.asked = true;
    tracked.watch.not_before = None;
}
