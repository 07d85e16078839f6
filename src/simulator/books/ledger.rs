//! Where the money is: double entry between the guest's wallet, the frozen part of it, the hotel.

use jiff::Timestamp;
use rusqlite::{Connection, Row, named_params};

use super::super::amount::Cents;
use super::super::words::words;
use super::{BooksError, Kept as _};

words! {
    /// A place where money can be.
    pub(crate) enum Place {
        Wallet = "wallet",
        Frozen = "frozen",
        Hotel = "hotel",
    }
}

/// What became of one order's money.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    pub order_no: String,
    /// Ever held.
    pub held: Cents,
    /// Charged of it.
    pub captured: Cents,
    /// Given back of it.
    pub released: Cents,
    /// Paid back of what was charged.
    pub refunded: Cents,
}

impl Sums {
    /// Still held.
    pub const fn remaining(&self) -> Cents {
        self.held.minus(self.captured).minus(self.released)
    }

    /// No money came from nowhere.
    pub fn conserved(&self) -> bool {
        self.remaining() >= Cents::ZERO && self.refunded <= self.captured
    }
}

const SUMS: &str = "SELECT orders.order_no,
        coalesce(sum(amount_of.amount) FILTER (WHERE source = 'wallet' AND target = 'frozen'), 0),
        coalesce(sum(amount_of.amount) FILTER (WHERE source = 'frozen' AND target = 'hotel'), 0),
        coalesce(sum(amount_of.amount) FILTER (WHERE source = 'frozen' AND target = 'wallet'), 0),
        coalesce(sum(amount_of.amount) FILTER (WHERE source = 'hotel' AND target = 'wallet'), 0)
    FROM orders LEFT JOIN ledger AS amount_of USING (order_no)";

fn of_row(row: &Row<'_>) -> rusqlite::Result<Sums> {
    Ok(Sums {
        order_no: row.get(0)?,
        held: row.get(1)?,
        captured: row.get(2)?,
        released: row.get(3)?,
        refunded: row.get(4)?,
    })
}

pub(super) fn all(database: &Connection) -> Result<Vec<Sums>, BooksError> {
    let query = format!("{SUMS} GROUP BY orders.order_no ORDER BY orders.created, orders.rowid");
    let mut found = database.prepare_cached(&query)?;
    let sums = found.query_map([], of_row)?;
    Ok(sums.collect::<Result<_, _>>()?)
}

pub(crate) fn of(database: &Connection, order_no: &str) -> Result<Sums, BooksError> {
    let query = format!("{SUMS} WHERE orders.order_no = ?1 GROUP BY orders.order_no");
    Ok(database.one(&query, [order_no], of_row)?)
}

/// Moves money of an order. It must be there.
pub(crate) fn post(
    database: &Connection,
    order_no: &str,
    (source, target): (Place, Place),
    amount: Cents,
    at: Timestamp,
) -> Result<(), BooksError> {
    database.run(
        "INSERT INTO ledger (order_no, source, target, amount, at)
         VALUES (:order_no, :source, :target, :amount, :at)",
        named_params! {
            ":order_no": order_no, ":source": source, ":target": target, ":amount": amount,
            ":at": at.as_millisecond(),
        },
    )?;
    if of(database, order_no)?.conserved() {
        Ok(())
    } else {
        Err(BooksError::Overdrawn(order_no.to_owned()))
    }
}
