//! Orders: one hold of a guest's money, by a payment code or by a QR code.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use super::super::amount::Cents;
use super::super::lesson::{DEFAULT, Lesson, LessonError, lesson};
use super::super::words::words;
use super::{BooksError, Kept as _, of_millis, time};

words! {
    /// alipay-preauth.md 2.3 `order_status`.
    pub enum OrderStatus {
        Init = "INIT",
        Authorized = "AUTHORIZED",
        Finish = "FINISH",
        Closed = "CLOSED",
    }
}

words! {
    /// How the guest and the order came together.
    pub enum Way {
        Scan = "scan",
        Qr = "qr",
    }
}

words! {
    /// alipay-preauth.md 2.4 `action`.
    pub enum Undone {
        Close = "close",
        Unfreeze = "unfreeze",
    }
}

/// One order as the books have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub order_no: String,
    pub request_no: String,
    pub operation_id: String,
    pub auth_no: String,
    pub way: Way,
    pub amount: Cents,
    pub currency: String,
    pub title: String,
    pub product_code: String,
    pub lesson: String,
    pub status: OrderStatus,
    /// A payment code that resolved to a guest, or a QR code that was scanned.
    pub known: bool,
    /// The wallet's `sub_code`, where the guest could not pay.
    pub refused: Option<String>,
    pub undone: Option<Undone>,
    /// Inquiries about the hold so far.
    pub polls: u32,
    /// Undos so far.
    pub undos: u32,
    pub created: Timestamp,
    /// When the guest can no longer confirm (2.1 `pay_timeout`).
    pub expires: Timestamp,
    pub authorized: Option<Timestamp>,
}

impl Order {
    pub(crate) fn guest(&self) -> Result<&'static Lesson, BooksError> {
        lesson(&self.lesson)
            .or_else(|| lesson(DEFAULT))
            .ok_or_else(|| LessonError::Unknown(self.lesson.clone()).into())
    }
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Order> {
    let authorized: Option<i64> = row.get("authorized")?;
    Ok(Order {
        order_no: row.get("order_no")?,
        request_no: row.get("request_no")?,
        operation_id: row.get("operation_id")?,
        auth_no: row.get("auth_no")?,
        way: row.get("way")?,
        amount: row.get("amount")?,
        currency: row.get("currency")?,
        title: row.get("title")?,
        product_code: row.get("product_code")?,
        lesson: row.get("lesson")?,
        status: row.get("status")?,
        known: row.get("known")?,
        refused: row.get("refused")?,
        undone: row.get("undone")?,
        polls: row.get("polls")?,
        undos: row.get("undos")?,
        created: time(row, "created")?,
        expires: time(row, "expires")?,
        authorized: authorized.map(of_millis),
    })
}

pub(super) fn all(database: &Connection) -> Result<Vec<Order>, BooksError> {
    let mut found = database.prepare_cached("SELECT * FROM orders ORDER BY created, rowid")?;
    let orders = found.query_map([], of_row)?;
    Ok(orders.collect::<Result<_, _>>()?)
}

pub(crate) fn by_order_no(
    database: &Connection,
    order_no: &str,
) -> Result<Option<Order>, BooksError> {
    one(database, "SELECT * FROM orders WHERE order_no = ?1", order_no)
}

pub(crate) fn by_auth_no(
    database: &Connection,
    auth_no: &str,
) -> Result<Option<Order>, BooksError> {
    one(database, "SELECT * FROM orders WHERE auth_no = ?1", auth_no)
}

pub(crate) fn by_request_no(
    database: &Connection,
    request_no: &str,
) -> Result<Option<Order>, BooksError> {
    one(database, "SELECT * FROM orders WHERE request_no = ?1", request_no)
}

fn one(database: &Connection, query: &str, key: &str) -> Result<Option<Order>, BooksError> {
    Ok(database.one(query, [key], of_row).optional()?)
}

/// Writes a new order down.
pub(crate) fn open(database: &Connection, order: &Order) -> Result<(), BooksError> {
    database.run(
        "INSERT INTO orders VALUES (:order_no, :request_no, :operation_id, :auth_no, :way, :amount,
            :currency, :title, :product_code, :lesson, :status, :known, :refused, :undone, :polls,
            :undos, :created, :expires, :authorized)",
        named_params! {
            ":order_no": order.order_no, ":request_no": order.request_no,
            ":operation_id": order.operation_id, ":auth_no": order.auth_no, ":way": order.way,
            ":amount": order.amount, ":currency": order.currency, ":title": order.title,
            ":product_code": order.product_code, ":lesson": order.lesson,
            ":status": order.status, ":known": order.known, ":refused": order.refused,
            ":undone": order.undone, ":polls": order.polls, ":undos": order.undos,
            ":created": order.created.as_millisecond(),
            ":expires": order.expires.as_millisecond(),
            ":authorized": order.authorized.map(Timestamp::as_millisecond),
        },
    )?;
    Ok(())
}

/// Writes down what can change of an order.
pub(crate) fn keep(database: &Connection, order: &Order) -> Result<(), BooksError> {
    database.run(
        "UPDATE orders SET status = :status, known = :known, undone = :undone, polls = :polls,
            undos = :undos, authorized = :authorized WHERE order_no = :order_no",
        named_params! {
            ":order_no": order.order_no, ":status": order.status, ":known": order.known,
            ":undone": order.undone, ":polls": order.polls, ":undos": order.undos,
            ":authorized": order.authorized.map(Timestamp::as_millisecond),
        },
    )?;
    Ok(())
}
