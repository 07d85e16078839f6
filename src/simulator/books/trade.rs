//! Charges of a hold, their refunds, and releases.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use super::super::amount::Cents;
use super::super::words::words;
use super::{BooksError, Kept as _, of_millis, time};

words! {
    /// alipay-preauth.md 2.7 `trade_status`. `TRADE_FINISHED` is `TRADE_SUCCESS` of long ago.
    pub(crate) enum TradeStatus {
        Wait = "WAIT_BUYER_PAY",
        Success = "TRADE_SUCCESS",
        Closed = "TRADE_CLOSED",
    }
}

#[derive(Debug, Clone)]
#[expect(clippy::struct_field_names, reason = "the provider's own names for its numbers")]
pub(crate) struct Trade {
    pub(crate) trade_no: String,
    pub(crate) out_trade_no: String,
    pub(crate) operation_id: String,
    pub(crate) order_no: String,
    pub(crate) amount: Cents,
    pub(crate) content: String,
    pub(crate) complete: bool,
    pub(crate) status: TradeStatus,
    pub(crate) polls: u32,
    pub(crate) created: Timestamp,
    pub(crate) paid: Option<Timestamp>,
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Trade> {
    let paid: Option<i64> = row.get("paid")?;
    Ok(Trade {
        trade_no: row.get("trade_no")?,
        out_trade_no: row.get("out_trade_no")?,
        operation_id: row.get("operation_id")?,
        order_no: row.get("order_no")?,
        amount: row.get("amount")?,
        content: row.get("content")?,
        complete: row.get("complete")?,
        status: row.get("status")?,
        polls: row.get("polls")?,
        created: time(row, "created")?,
        paid: paid.map(of_millis),
    })
}

pub(crate) fn by_trade_no(
    database: &Connection,
    trade_no: &str,
) -> Result<Option<Trade>, BooksError> {
    let query = "SELECT * FROM trades WHERE trade_no = ?1";
    Ok(database.one(query, [trade_no], of_row).optional()?)
}

pub(crate) fn by_out_trade_no(
    database: &Connection,
    out_trade_no: &str,
) -> Result<Option<Trade>, BooksError> {
    let query = "SELECT * FROM trades WHERE out_trade_no = ?1";
    Ok(database.one(query, [out_trade_no], of_row).optional()?)
}

/// What charges in progress will take of an order.
pub(crate) fn pending(database: &Connection, order_no: &str) -> Result<Cents, BooksError> {
    let query = "SELECT coalesce(sum(amount), 0) FROM trades WHERE order_no = ?1 AND status = ?2";
    Ok(database.one(query, (order_no, TradeStatus::Wait), |row| row.get(0))?)
}

/// Writes a new charge down.
pub(crate) fn open(database: &Connection, trade: &Trade) -> Result<(), BooksError> {
    database.run(
        "INSERT INTO trades VALUES (:trade_no, :out_trade_no, :operation_id, :order_no, :amount,
            :content, :complete, :status, :polls, :created, :paid)",
        named_params! {
            ":trade_no": trade.trade_no, ":out_trade_no": trade.out_trade_no,
            ":operation_id": trade.operation_id, ":order_no": trade.order_no,
            ":amount": trade.amount, ":content": trade.content, ":complete": trade.complete,
            ":status": trade.status, ":polls": trade.polls,
            ":created": trade.created.as_millisecond(),
            ":paid": trade.paid.map(Timestamp::as_millisecond),
        },
    )?;
    Ok(())
}

/// Writes down what can change of a charge.
pub(crate) fn keep(database: &Connection, trade: &Trade) -> Result<(), BooksError> {
    database.run(
        "UPDATE trades SET status = ?2, polls = ?3, paid = ?4 WHERE trade_no = ?1",
        (&trade.trade_no, trade.status, trade.polls, trade.paid.map(Timestamp::as_millisecond)),
    )?;
    Ok(())
}

#[derive(Debug, Clone)]
pub(crate) struct Refund {
    pub(crate) request_no: String,
    pub(crate) amount: Cents,
    pub(crate) reason: String,
    pub(crate) at: Timestamp,
}

/// The refunds of a charge, oldest first.
pub(crate) fn refunds(database: &Connection, trade_no: &str) -> Result<Vec<Refund>, BooksError> {
    let mut found =
        database.prepare_cached("SELECT * FROM refunds WHERE trade_no = ?1 ORDER BY at, rowid")?;
    let refunds = found.query_map([trade_no], |row| {
        Ok(Refund {
            request_no: row.get("request_no")?,
            amount: row.get("amount")?,
            reason: row.get("reason")?,
            at: time(row, "at")?,
        })
    })?;
    Ok(refunds.collect::<Result<_, _>>()?)
}

pub(crate) fn add_refund(
    database: &Connection,
    trade_no: &str,
    refund: &Refund,
) -> Result<(), BooksError> {
    database.run(
        "INSERT INTO refunds VALUES (?1, ?2, ?3, ?4, ?5)",
        (trade_no, &refund.request_no, refund.amount, &refund.reason, refund.at.as_millisecond()),
    )?;
    Ok(())
}

#[derive(Debug, Clone)]
pub(crate) struct Release {
    pub(crate) operation_id: String,
    pub(crate) order_no: String,
    pub(crate) request_no: String,
    pub(crate) amount: Cents,
    pub(crate) remark: String,
    pub(crate) at: Timestamp,
}

pub(crate) fn release_by(
    database: &Connection,
    request_no: &str,
) -> Result<Option<Release>, BooksError> {
    let query = "SELECT * FROM releases WHERE request_no = ?1";
    Ok(database.one(query, [request_no], release_of_row).optional()?)
}

pub(crate) fn release_by_operation(
    database: &Connection,
    operation_id: &str,
) -> Result<Option<Release>, BooksError> {
    let query = "SELECT * FROM releases WHERE operation_id = ?1";
    Ok(database.one(query, [operation_id], release_of_row).optional()?)
}

fn release_of_row(row: &Row<'_>) -> rusqlite::Result<Release> {
    Ok(Release {
        operation_id: row.get("operation_id")?,
        order_no: row.get("order_no")?,
        request_no: row.get("request_no")?,
        amount: row.get("amount")?,
        remark: row.get("remark")?,
        at: time(row, "at")?,
    })
}

pub(crate) fn add_release(database: &Connection, release: &Release) -> Result<(), BooksError> {
    database.run(
        "INSERT INTO releases VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            &release.operation_id,
            &release.order_no,
            &release.request_no,
            release.amount,
            &release.remark,
            release.at.as_millisecond(),
        ),
    )?;
    Ok(())
}
