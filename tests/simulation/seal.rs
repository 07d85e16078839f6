//! Signatures. A few histories are signed with RSA as the program does it; the many have a digest over
//! the same bytes with a name in front of it: as good at telling who signed what, and a thousand times
//! quicker.

use std::fmt::Write as _;
use std::sync::OnceLock;

use counterpane::provider::alipay::sign::{SignError, Signer, Verifier};
use counterpane::provider::alipay::{Alipay, Merchant};
use counterpane::simulator::keys::{KeyTexts, Seals};
use counterpane::simulator::{Books, KeyRing, Simulator};
use rsa::rand_core::CryptoRngCore;
use sha2::{Digest, Sha256};

use crate::dice::Dice;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signatures {
    Rsa,
    Digest,
}

/// One side's, for signing and for verifying.
#[derive(Debug, Clone, Copy)]
struct Seal(&'static str);

const TERMINAL: Seal = Seal("terminal");
const PROVIDER: Seal = Seal("provider");

impl Seal {
    fn of(self, bytes: &[u8]) -> String {
        let digest = Sha256::new().chain_update(self.0).chain_update(bytes).finalize();
        digest.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
    }
}

impl Signer for Seal {
    fn sign(&self, bytes: &[u8], _dice: &mut dyn CryptoRngCore) -> Result<String, SignError> {
        Ok(self.of(bytes))
    }
}

impl Verifier for Seal {
    fn verify(&self, bytes: &[u8], signature: &str) -> bool {
        self.of(bytes) == signature
    }
}

/// Both sides' RSA keys, made once.
fn keys() -> &'static KeyRing {
    static KEYS: OnceLock<KeyRing> = OnceLock::new();
    KEYS.get_or_init(|| {
        KeyRing::load_or_generate(&KeyTexts::default(), &mut Dice::new(7, 0)).unwrap()
    })
}

/// The provider's own signature of a reply, for a planted bug that would not look at it.
pub(crate) fn forge(signatures: Signatures, bytes: &[u8], dice: &mut Dice) -> String {
    match signatures {
        Signatures::Rsa => keys().alipay_private.sign(bytes, dice).unwrap(),
        Signatures::Digest => PROVIDER.of(bytes),
    }
}

pub(crate) fn simulator(signatures: Signatures) -> Simulator {
    let books = Books::in_memory().unwrap();
    let simulator =
        Simulator::new(books, keys().clone(), counterpane::simulator::Merchant::default());
    match signatures {
        Signatures::Rsa => simulator,
        Signatures::Digest => simulator.with_seals(Seals {
            door: std::sync::Arc::new(TERMINAL),
            provider: std::sync::Arc::new(PROVIDER),
            terminal: std::sync::Arc::new(TERMINAL),
        }),
    }
}

/// The terminal's codec.
pub(crate) fn alipay(signatures: Signatures) -> Alipay {
    let alipay = match signatures {
        Signatures::Rsa => Alipay::with_seals(
            merchant(),
            keys().merchant_private.clone(),
            keys().alipay_public.clone(),
        ),
        Signatures::Digest => Alipay::with_seals(merchant(), TERMINAL, PROVIDER),
    };
    alipay.unwrap()
}

fn merchant() -> Merchant {
    let simulated = counterpane::simulator::Merchant::default();
    Merchant {
        gateway: "https://simulated.invalid/gateway.do".to_owned(),
        app_id: simulated.app_id,
        seller_id: simulated.seller_id,
        send_payee: true,
        product_code: "PRE_AUTH".to_owned(),
        category: Some("HOTEL".to_owned()),
        store_alias: Some("Seaview Hotel".to_owned()),
        store_id: None,
        terminal_id: Some("T1".to_owned()),
        operator_id: None,
        settle_currency: None,
        notify_url: None,
        app_auth_token: None,
    }
}
