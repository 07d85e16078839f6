//! Alipay pre-authorization (alipay-preauth.md).
//!
//! Comes in: an [`Ask`] and, later, what became of its bytes. Goes out: a signed request to
//! `gateway.do`, version 2 of the protocol, then an [`Answer`]. Absent: sockets, clocks, retries,
//! and notifications, which a terminal behind a router does not get: it asks instead.
//!
//! `sign` and `frame` know nothing of the rest; the simulator uses them too.

mod call;
pub mod cert;
mod codes;
mod decode;
mod encode;
pub mod frame;
mod settings;
pub mod sign;
#[cfg(test)]
mod testing;
mod text;

use std::sync::Arc;

use jiff::Timestamp;
use rsa::rand_core::CryptoRngCore;

pub use settings::{AlipaySettings, Keys, Merchant, SetUpError};

use super::{Capabilities, Delivery, EncodeError, Provider, WireRequest};
use crate::domain::{Answer, Ask, Currency};
use sign::{Signer, Verifier};

/// In which currencies a hold can be priced (alipay-preauth.md 2.1 `trans_currency`). All of them
/// have two digits, which is what the protocol's amounts have.
const CURRENCIES: [&str; 12] =
    ["CNY", "AUD", "NZD", "TWD", "USD", "EUR", "GBP", "HKD", "MYR", "PHP", "SGD", "THB"];

/// A merchant at Alipay.
#[derive(Debug)]
pub struct Alipay {
    merchant: Merchant,
    ours: Arc<dyn Signer>,
    theirs: Arc<dyn Verifier>,
    certificates: Option<Certificates>,
}

/// Certificate mode: the names of the three certificates (alipay-preauth.md 1.8).
#[derive(Debug)]
struct Certificates {
    app: String,
    root: String,
    alipay: String,
}

impl Alipay {
    /// The name in settings and in the journal.
    pub const NAME: &'static str = "alipay";

    /// What can be known without keys.
    pub const CAPABILITIES: Capabilities =
        Capabilities { hold_by_qr: true, partial_release: true, repeated_capture: true };

    /// Whether a hold can be priced in this currency.
    pub fn takes_currency(currency: Currency) -> bool {
        CURRENCIES.contains(&currency.code())
    }
}

impl Provider for Alipay {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn capabilities(&self) -> Capabilities {
        Self::CAPABILITIES
    }

    fn takes(&self, currency: Currency) -> bool {
        Self::takes_currency(currency)
    }

    fn encode(
        &self,
        ask: &Ask,
        wall: Timestamp,
        dice: &mut dyn CryptoRngCore,
    ) -> Result<WireRequest, EncodeError> {
        encode::request(self, ask, wall, dice)
    }

    fn decode(&self, ask: &Ask, delivery: &Delivery) -> Answer {
        decode::answer(self, ask, delivery)
    }

    fn trace(&self, ask: &Ask, delivery: &Delivery) -> Option<String> {
        decode::trace(self, ask, delivery)
    }
}
