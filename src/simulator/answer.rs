//! What goes back over the wire for an outcome, and how a fault spoils it.

use rsa::rand_core::CryptoRngCore;

use super::api::Api;
use super::fault::Fault;
use super::reply::{self, Node, Refusal};
use super::{Reply, Seals};
use crate::provider::alipay::sign::SignError;

/// The reply to an outcome, with the fault's mark on it.
pub(super) fn answer(
    api: Api,
    outcome: Result<Node, Refusal>,
    fault: Option<Fault>,
    seals: &Seals,
    dice: &mut dyn CryptoRngCore,
) -> Result<Reply, SignError> {
    let node = api.node();
    let outcome = match fault {
        Some(Fault::OtherAmount) => outcome.map(Node::with_other_amounts),
        Some(Fault::OtherOrder) => outcome.map(Node::with_other_numbers),
        Some(Fault::SystemErrorAfter) => Err(Refusal::business(api.system_error())),
        Some(Fault::Unavailable) => Err(Refusal::unavailable()),
        Some(_) | None => outcome,
    };
    let (json, signs) = match &outcome {
        Ok(good) => (good.clone().json_text(), true),
        Err(refusal) => (refusal.json_text(), refusal.signed),
    };
    let mut status = 200;
    let body = match fault {
        Some(Fault::LoseRequest | Fault::LoseReply) => return Ok(Reply::NeverArrives),
        Some(Fault::DropBefore | Fault::DropAfter) => return Ok(Reply::Dropped),
        Some(Fault::BadGateway | Fault::BadGatewayBefore) => {
            status = 502;
            "<html><head><title>502 Bad Gateway</title></head></html>".to_owned()
        }
        Some(Fault::Garbage) => "\u{0}<!-- upstream -->{\"sign\":".to_owned(),
        Some(Fault::Unsigned) => reply::unsigned(&node, &json),
        // The terminal's own key: who configures it as the provider's would take it for good.
        Some(Fault::WrongKey) => reply::signed(&node, &json, &*seals.terminal, dice)?,
        Some(Fault::Truncated) => {
            let whole = reply::signed(&node, &json, &*seals.provider, dice)?;
            let half = whole.len() / 2;
            whole.char_indices().filter(|(place, _)| *place < half).map(|(_, c)| c).collect()
        }
        Some(
            Fault::Limited
            | Fault::SystemError
            | Fault::Stale
            | Fault::SystemErrorAfter
            | Fault::Unavailable
            | Fault::OtherAmount
            | Fault::OtherOrder
            | Fault::RestStays,
        )
        | None => {
            if signs {
                reply::signed(&node, &json, &*seals.provider, dice)?
            } else {
                reply::unsigned(&node, &json)
            }
        }
    };
    Ok(Reply::Answer { status, body: body.into_bytes() })
}
