//! alipay-preauth.md 2.4: what an undo did.

use super::reply::Reply;
use super::{Answer, Done};
use crate::domain::CancelAction;

pub(super) fn cancelled(reply: &Reply<'_>) -> Answer {
    let Some(action) = reply.text("action") else {
        return reply.incomplete("action");
    };
    match action.to_ascii_lowercase().as_str() {
        "close" => reply.done(Done::Cancelled(CancelAction::Closed)),
        "unfreeze" => reply.done(Done::Cancelled(CancelAction::GivenBack)),
        _ => reply.unknown("reply.status", action),
    }
}
