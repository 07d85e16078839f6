use serde::{Deserialize, Serialize};

use super::Money;

/// What a provider's reply, or its absence, says of one [`super::Ask`].
///
/// `Unknown` is the default: whatever is not proven is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Proven: the reply's signature verified and it names what was asked.
    Done(Done),
    /// The provider has the request; the guest has not confirmed it, or it is still being worked on.
    Waiting(Option<Authorization>),
    /// Proven and final: nothing was done, and this request will never do anything.
    Refused(Reason),
    /// Anything may have happened.
    Unknown(Reason),
    /// Not one byte of the request reached the provider.
    NotSent(Reason),
}

/// What was proven, by kind of ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// [`super::Ask::HoldByScan`]: the money is held.
    Held(Authorization),
    /// [`super::Ask::HoldByQr`]: the QR code's text. Nothing is held yet.
    Shown { qr: String },
    /// [`super::Ask::Cancel`].
    Cancelled(CancelAction),
    /// [`super::Ask::Capture`] and its inquiry. `trade_no` is the provider's number.
    Captured { trade_no: String },
    /// [`super::Ask::Release`] and its inquiry.
    Released,
    /// [`super::Ask::Refund`] and its inquiry.
    Refunded,
    /// [`super::Ask::InquireHold`]: the hold in the provider's books.
    Standing(Standing),
    /// An inquiry found nothing under this number, in a reply whose signature verified.
    Absent(Reason),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelAction {
    /// Nothing was held; the order is closed.
    Closed,
    /// The money was held and went back.
    GivenBack,
}

/// A hold in the provider's books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub order: OrderStatus,
    pub authorization: Option<Authorization>,
    /// Still held; `None` where the provider does not say.
    pub rest: Option<Money>,
    /// Charged so far; `None` where the provider does not say.
    pub captured: Option<Money>,
}

/// alipay-preauth.md 2.3 `order_status`, with `status` where an older reply has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderStatus {
    /// Created, the guest has not confirmed.
    Init,
    /// Held: can be charged and released.
    Authorized,
    /// Charged, nothing left.
    Finished,
    /// Timed out, undone, or given back in full.
    Closed,
}

/// What later requests need of a good hold (alipay-preauth.md 0.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorization {
    pub auth_no: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub operation_id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<Payer>,
    /// The guest's login as the provider masks it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub payer_login: String,
    /// The hold stands on credit, not on money: a later charge can still fail.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_credit: bool,
}

impl Authorization {
    /// What is known where only its number is: the rest of it is in the provider's books.
    pub fn named(auth_no: &str) -> Self {
        Self {
            auth_no: auth_no.to_owned(),
            operation_id: String::new(),
            payer: None,
            payer_login: String::new(),
            on_credit: false,
        }
    }
}

/// Newer merchants get an open id instead of a user id (alipay-preauth.md 2.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    UserId(String),
    OpenId(String),
}

/// What stands behind an answer that is not `Done`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub class: Class,
    /// The provider's code as it is listed (`ACQ.TRADE_NOT_EXIST`), or ours (`net.timeout`,
    /// `reply.signature`, `echo.amount`).
    pub code: String,
    /// The provider's own words, for the details view and for its support.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The provider's trace id, for its support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
    /// The reply's signature verified.
    #[serde(default)]
    pub signed: bool,
}

impl Reason {
    /// Proven, and no repeat will change it.
    pub fn is_final(&self) -> bool {
        self.signed && matches!(self.class, Class::Refused | Class::SetUp)
    }

    /// A reason of our own, not a provider's.
    pub fn ours(class: Class, code: &str, text: impl Into<String>) -> Self {
        Self { class, code: code.to_owned(), text: text.into(), trace: None, signed: false }
    }
}

/// What kind of trouble a code is (alipay-preauth.md 4.1; counter.md 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// S and P: no trouble.
    Fine,
    /// F: refused for good; new numbers for a new attempt.
    Refused,
    /// C: our settings or the merchant's contract.
    SetUp,
    /// U: nobody knows; ask.
    Unknown,
    /// R: ask the same again, with the same numbers.
    Retry,
    /// D: it was already so; ask what it is.
    Already,
    /// Nothing under this number.
    Absent,
    /// The provider's support must help.
    Person,
}
