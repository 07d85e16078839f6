//! What guests do with their phones: the only hand that turns INIT into AUTHORIZED.
//!
//! A guest moves when somebody looks: the same requests make the same history, at any speed.

use jiff::Timestamp;
use rusqlite::Connection;

use super::books::ledger::{self, Place};
use super::books::{BooksError, Order, OrderStatus, Way};
use super::lesson::Behaviour;

/// Inquiries before a guest has found and scanned a QR code.
const SCANNED_AFTER: u32 = 2;

/// The guest's code was read: a guest who confirms does so before the reply is out.
pub(super) fn asked(
    books: &Connection,
    order: &mut Order,
    now: Timestamp,
) -> Result<(), BooksError> {
    match (order.guest()?.guest, order.way) {
        (Behaviour::Confirms, Way::Scan) => confirm(books, order, now),
        (
            Behaviour::Confirms
            | Behaviour::Password
            | Behaviour::Never
            | Behaviour::Refused
            | Behaviour::AfterUndo
            | Behaviour::Crossing,
            Way::Scan | Way::Qr,
        ) => Ok(()),
    }
}

/// Somebody looks after the hold.
pub(super) fn looked_after(
    books: &Connection,
    order: &mut Order,
    now: Timestamp,
) -> Result<(), BooksError> {
    if order.status != OrderStatus::Init {
        return Ok(());
    }
    let lesson = order.guest()?;
    order.polls = order.polls.saturating_add(1);
    let scanned = match order.way {
        Way::Scan => 0,
        Way::Qr => SCANNED_AFTER,
    };
    // A QR code is scanned at one inquiry and confirmed at a later one.
    let thinks = match order.way {
        Way::Scan => lesson.polls,
        Way::Qr => lesson.polls.max(1),
    };
    let (finds, confirms) = match lesson.guest {
        Behaviour::Confirms | Behaviour::Password => {
            (true, order.polls > scanned.saturating_add(thinks))
        }
        Behaviour::Refused | Behaviour::Crossing => (true, false),
        Behaviour::Never => (false, false),
        Behaviour::AfterUndo => (order.undos > 0, order.undos > 0),
    };
    order.known |= finds && order.polls > scanned;
    if confirms && order.known {
        confirm(books, order, now)?;
    }
    Ok(())
}

/// The guest authorises: the money is held.
pub(super) fn confirm(
    books: &Connection,
    order: &mut Order,
    now: Timestamp,
) -> Result<(), BooksError> {
    order.known = true;
    order.status = OrderStatus::Authorized;
    order.authorized = Some(now);
    let way = (Place::Wallet, Place::Frozen);
    ledger::post(books, &order.order_no, way, order.amount, now)
}
