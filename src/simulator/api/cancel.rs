//! alipay.fund.auth.operation.cancel: undo a hold request whose result is unclear
//! (alipay-preauth.md 2.4).

use jiff::SignedDuration;

use super::super::amount::Cents;
use super::super::books::ledger::{self, Place};
use super::super::books::order::{self, Undone};
use super::super::books::{Order, OrderStatus, Way, trade};
use super::super::call::Call;
use super::super::guest;
use super::super::lesson::Behaviour;
use super::super::reply::{Node, Refusal, Stop};
use super::super::rules::Rule;
use super::detail::Ids;
use super::lapse;

/// alipay-preauth.md 2.4: within 24 hours of the hold.
const WINDOW: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    let ids = Ids::read(call)?;
    if call.words("remark", 100)?.is_none() {
        return Err(call.illegal(Rule::Missing, "remark"));
    }
    let absent = Refusal::business("AUTH_ORDER_NOT_EXIST");
    let found = ids.order(call)?;
    let Some(mut order) = lapse(call, found)? else {
        return Err(absent.into());
    };
    if !ids.name_the_hold(&order) {
        return Err(absent.into());
    }
    if order.undone.is_some() {
        return Ok(reply(&order));
    }
    allowed(call, &order)?;
    order.undos = order.undos.saturating_add(1);
    let nothing = meanwhile(call, &mut order)?;
    if nothing.is_none() {
        undo(call, &mut order)?;
    }
    order::keep(call.books, &order)?;
    match nothing {
        Some(sub_code) => Err(Refusal::business(sub_code).into()),
        None => Ok(reply(&order)),
    }
}

fn allowed(call: &mut Call<'_>, order: &Order) -> Result<(), Stop> {
    if order.status == OrderStatus::Finish {
        return Err(call.refuse(Rule::CancelAfterMoney, &order.order_no, "ORDER_ALREADY_FINISH"));
    }
    let sums = ledger::of(call.books, &order.order_no)?;
    let moved =
        sums.captured.plus(sums.released).plus(trade::pending(call.books, &order.order_no)?);
    if moved > Cents::ZERO {
        return Err(call.refuse(Rule::CancelAfterMoney, &order.order_no, "REQUEST_AMOUNT_EXCEED"));
    }
    if call.now.duration_since(order.created) > WINDOW {
        let sub_code = "CANCEL_OPERATION_TIME_OUT";
        return Err(call.refuse(Rule::CancelTooLate, &order.order_no, sub_code));
    }
    // A code that resolved to nobody left no order.
    if !order.known && order.way == Way::Scan {
        return Err(Refusal::business("AUTH_ORDER_NOT_EXIST").into());
    }
    Ok(())
}

/// What the guest does while the undo is on its way. Gives the refusal where it came to nothing.
fn meanwhile(call: &Call<'_>, order: &mut Order) -> Result<Option<&'static str>, Stop> {
    if order.status != OrderStatus::Init {
        return Ok(None);
    }
    Ok(match order.guest()?.guest {
        Behaviour::AfterUndo if order.undos > 1 => None,
        // Nobody has scanned the QR code yet; the guest is about to (alipay-preauth.md 4.5).
        Behaviour::AfterUndo if !order.known => Some("AUTH_ORDER_NOT_EXIST"),
        Behaviour::AfterUndo => {
            guest::confirm(call.books, order, call.now)?;
            Some("SYSTEM_ERROR")
        }
        Behaviour::Crossing => {
            guest::confirm(call.books, order, call.now)?;
            None
        }
        Behaviour::Confirms | Behaviour::Password | Behaviour::Never | Behaviour::Refused => None,
    })
}

fn undo(call: &Call<'_>, order: &mut Order) -> Result<(), Stop> {
    order.undone = Some(Undone::Close);
    if order.status == OrderStatus::Authorized {
        order.undone = Some(Undone::Unfreeze);
        let back = (Place::Frozen, Place::Wallet);
        ledger::post(call.books, &order.order_no, back, order.amount, call.now)?;
    }
    order.status = OrderStatus::Closed;
    Ok(())
}

fn reply(order: &Order) -> Node {
    Node::success()
        .maybe(order.undone, |node, undone| node.text("action", undone.name()))
        .maybe(order.known.then_some(order), |node, order| {
            node.text("auth_no", &order.auth_no).text("operation_id", &order.operation_id)
        })
        .text("out_order_no", &order.order_no)
        .text("out_request_no", &order.request_no)
}
