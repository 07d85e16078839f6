//! Close a case by hand: what the program's own means could not find out, two people have.

use crate::domain::{Active, Authority, Fact, Finding, Hold, Kind};

use super::super::tracked::Tracked;
use super::super::{Found, Refusal};
use super::Plan;

/// Longest proof, in characters: a line of the sheet.
const LONGEST_PROOF: usize = 120;

/// Longest number of a provider's (alipay-preauth.md 2: 64).
const LONGEST_NUMBER: usize = 64;

/// A question that is on its way may still answer by itself: its answer must not meet a closed case.
pub(in crate::desk) fn decide(
    tracked: &Tracked,
    found: &Found,
    proof: &str,
    authority: Option<&Authority>,
) -> Result<Plan, Refusal> {
    let hold = &tracked.hold;
    if authority.is_none() {
        return Err(Refusal::NobodyNamed);
    }
    if !hold.is_case() {
        return Err(Refusal::NoCase);
    }
    if tracked.watch.in_flight.is_some() {
        return Err(Refusal::Busy);
    }
    let proof = proof.split_whitespace().collect::<Vec<_>>().join(" ");
    if proof.is_empty() {
        return Err(Refusal::NoProof);
    }
    if proof.chars().count() > LONGEST_PROOF || proof.chars().any(char::is_control) {
        return Err(Refusal::TextTooLong("proof"));
    }
    let (kind, request) = match hold.active() {
        Some(active) => (active.kind(), active.request(hold).clone()),
        None => (Kind::Hold, hold.opened.request_no.clone()),
    };
    let finding = finding(hold, found)?;
    let facts = vec![Fact::SettledByHand { kind, request, finding, proof }];
    Ok(Plan { hold: hold.id.clone(), facts, then: None })
}

fn finding(hold: &Hold, found: &Found) -> Result<Finding, Refusal> {
    match (found, hold.active()) {
        (Found::BackElsewhere, _) => {
            let money = hold.missing().ok_or(Refusal::NotThisCase)?;
            Ok(Finding::BackElsewhere { money })
        }
        (Found::NotDone, Some(_)) => Ok(Finding::NotDone),
        (Found::Done { number }, Some(active)) => done(active, number.trim()),
        // Nothing is under way: the books differ, and that is the whole of it.
        (Found::Done { .. } | Found::NotDone, None) => Err(Refusal::NotThisCase),
    }
}

/// What is held, or was charged, is found again later under the provider's number alone.
fn done(active: Active<'_>, number: &str) -> Result<Finding, Refusal> {
    let needs = match active {
        Active::Hold(_) | Active::Undo(_) => true,
        Active::Capture(capture) => !capture.awaits_rest(),
        Active::Release(_) | Active::Refund(..) => false,
    };
    let fits = number.len() <= LONGEST_NUMBER && number.bytes().all(|b| b.is_ascii_alphanumeric());
    if !fits || (needs && number.is_empty()) {
        return Err(Refusal::NoProviderNumber);
    }
    Ok(Finding::Done { number: number.to_owned() })
}
