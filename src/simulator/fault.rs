//! What can go wrong between the provider's books and the terminal.

use jiff::SignedDuration;
use serde::Deserialize;

use super::api::Api;
use super::words::words;

words! {
    /// One kind of trouble. The first group books nothing; the second books what was asked and
    /// spoils the reply; the third changes what is done.
    pub enum Fault {
        /// Nothing arrives and nothing comes back.
        LoseRequest = "lose-request",
        /// The connection closes before anything was read.
        DropBefore = "drop-before",
        /// HTTP 502 from something in between; nothing arrives.
        BadGatewayBefore = "bad-gateway-before",
        /// 40005, unsigned: called too often, not executed.
        Limited = "limited",
        /// 40004 `SYSTEM_ERROR`, signed: not executed, though nobody can tell.
        SystemError = "system-error",
        /// The inquiry answers as if what it asks about had not arrived yet.
        Stale = "stale",

        /// The connection closes instead of a reply.
        DropAfter = "drop-after",
        /// No reply ever comes.
        LoseReply = "lose-reply",
        /// HTTP 502 from something in between, after all was done.
        BadGateway = "bad-gateway",
        /// 40004 `SYSTEM_ERROR`, signed, though it was done.
        SystemErrorAfter = "system-error-after",
        /// 20000, signed, though it was done.
        Unavailable = "unavailable",
        /// A success without a signature.
        Unsigned = "unsigned",
        /// A signature by another key.
        WrongKey = "wrong-key",
        /// The body ends in the middle.
        Truncated = "truncated",
        /// No JSON at all.
        Garbage = "garbage",
        /// A well signed reply whose amounts are not the ones that were asked for.
        OtherAmount = "other-amount",
        /// A well signed reply that names another order.
        OtherOrder = "other-order",

        /// A charge with COMPLETE does not give the rest back.
        RestStays = "rest-stays",
    }
}

impl Fault {
    /// Whether the request gets as far as the books.
    pub const fn books_it(self) -> bool {
        match self {
            Self::LoseRequest
            | Self::DropBefore
            | Self::BadGatewayBefore
            | Self::Limited
            | Self::SystemError => false,
            Self::Stale
            | Self::DropAfter
            | Self::LoseReply
            | Self::BadGateway
            | Self::SystemErrorAfter
            | Self::Unavailable
            | Self::Unsigned
            | Self::WrongKey
            | Self::Truncated
            | Self::Garbage
            | Self::OtherAmount
            | Self::OtherOrder
            | Self::RestStays => true,
        }
    }
}

/// A fault with its place: the entry of a test's script, or of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// The interface it waits for; any one where nothing is said.
    #[serde(default)]
    pub on: Option<Api>,
    /// Nothing at all where nothing is said: such an entry lets a request pass, or delays it.
    #[serde(default)]
    pub fault: Option<Fault>,
    /// How many requests it meets: in a lesson, of one order.
    #[serde(default = "once")]
    pub times: u32,
    /// How long the reply is held back, in seconds.
    #[serde(default)]
    pub seconds: u32,
}

const fn once() -> u32 {
    1
}

impl Trouble {
    /// `fault` at the next request, whatever it is.
    pub const fn next(fault: Fault) -> Self {
        Self { on: None, fault: Some(fault), times: 1, seconds: 0 }
    }

    /// `fault` at the next request of `api`.
    pub const fn on(api: Api, fault: Fault) -> Self {
        Self { on: Some(api), fault: Some(fault), times: 1, seconds: 0 }
    }

    /// The next request passes without trouble.
    pub const fn pass() -> Self {
        Self { on: None, fault: None, times: 1, seconds: 0 }
    }

    /// The same for that many requests.
    pub const fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    /// The same with the reply held back.
    pub const fn after_seconds(self, seconds: u32) -> Self {
        Self { seconds, ..self }
    }

    pub(super) fn meets(&self, api: Api) -> bool {
        self.on.is_none_or(|on| on == api)
    }

    pub(super) fn delay(&self) -> SignedDuration {
        SignedDuration::from_secs(i64::from(self.seconds))
    }
}
