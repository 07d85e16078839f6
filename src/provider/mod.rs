//! Codecs between what the core asks and what a provider's wire carries. Pure: bytes in, bytes out.
//!
//! Comes in: an [`Ask`], then what became of the bytes. Goes out: a [`WireRequest`], then an
//! [`Answer`]. Absent: sockets, clocks, retries. The default answer is [`Answer::Unknown`].

use std::fmt;

use jiff::Timestamp;
use rsa::rand_core::CryptoRngCore;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::domain::{Answer, Ask, Capabilities, Currency};

pub mod alipay;

/// One HTTP POST, ready to leave. Its body may carry a payment code: it is wiped and never printed.
pub struct WireRequest {
    pub url: String,
    pub content_type: &'static str,
    pub body: Zeroizing<String>,
}

impl fmt::Debug for WireRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WireRequest").field("bytes", &self.body.len()).finish_non_exhaustive()
    }
}

/// What became of a [`WireRequest`]. A reply may repeat the request, so it is not printed.
#[derive(Clone, PartialEq, Eq)]
pub enum Delivery {
    /// A whole HTTP reply, whatever its status.
    Reply { status: u16, trace: Option<String>, body: Vec<u8> },
    /// Not one byte of the request left: no such host, connection refused, no TLS session.
    NotSent(String),
    /// It left, or may have, and no whole reply came.
    Lost(Lost, String),
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply { status, trace: _, body } => {
                write!(f, "Reply({status}, {} bytes)", body.len())
            }
            Self::NotSent(why) => write!(f, "NotSent({why})"),
            Self::Lost(how, why) => write!(f, "Lost({how:?}, {why})"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// The time for a reply was over.
    TimeOut,
    /// The connection broke, or the reply did.
    Broken,
    /// The reply was longer than any reply is.
    TooLong,
}

/// An ask that cannot be put on the wire: our own fault, nothing leaves.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EncodeError {
    #[error("{0} does not fit the provider's field {1}")]
    Field(String, &'static str),
    #[error("signing did not work: {0}")]
    Signing(String),
}

pub trait Provider: fmt::Debug + Send + Sync {
    /// The name in settings and in the journal.
    fn name(&self) -> &'static str;

    fn capabilities(&self) -> Capabilities;

    fn takes(&self, currency: Currency) -> bool;

    /// `wall` is the wall clock, which the provider checks; `dice` blinds the signature.
    fn encode(
        &self,
        ask: &Ask,
        wall: Timestamp,
        dice: &mut dyn CryptoRngCore,
    ) -> Result<WireRequest, EncodeError>;

    /// Reads what came back, verifies it and holds it against what was asked.
    fn decode(&self, ask: &Ask, delivery: &Delivery) -> Answer;

    /// The provider's trace id, fit for a log: a hostile one may repeat the request in it.
    fn trace(&self, ask: &Ask, delivery: &Delivery) -> Option<String>;
}
