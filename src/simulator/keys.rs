//! Both sides' keys, as texts and as keys. Which files they are in is `io`'s business.

use std::sync::Arc;

use rsa::rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::provider::alipay::sign::{KeyError, Signer, SigningKey, Verifier, VerifyingKey};

/// alipay-preauth.md 1.3: RSA2 asks for 2048 bits or more.
const BITS: usize = 2048;

/// The keys of a practice merchant and of the simulated provider.
#[derive(Debug, Clone)]
pub struct KeyRing {
    /// The terminal signs with it.
    pub merchant_private: SigningKey,
    /// The simulator verifies requests with it.
    pub merchant_public: VerifyingKey,
    /// The simulator signs replies with it.
    pub alipay_private: SigningKey,
    /// The terminal verifies replies with it.
    pub alipay_public: VerifyingKey,
}

/// What the simulator signs and verifies with.
#[derive(Debug, Clone)]
pub struct Seals {
    /// Knows the terminal's requests.
    pub door: Arc<dyn Verifier>,
    /// Signs replies.
    pub provider: Arc<dyn Signer>,
    /// The terminal's own, with which a fault signs a reply.
    pub terminal: Arc<dyn Signer>,
}

impl Seals {
    pub(super) fn of(keys: &KeyRing) -> Self {
        Self {
            door: Arc::new(keys.merchant_public.clone()),
            provider: Arc::new(keys.alipay_private.clone()),
            terminal: Arc::new(keys.merchant_private.clone()),
        }
    }
}

/// The texts of the four keys, where there are any.
#[derive(Default)]
pub struct KeyTexts {
    pub merchant_private: Option<Zeroizing<String>>,
    pub merchant_public: Option<Zeroizing<String>>,
    pub alipay_private: Option<Zeroizing<String>>,
    pub alipay_public: Option<Zeroizing<String>>,
}

impl std::fmt::Debug for KeyTexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyTexts(..)")
    }
}

impl KeyRing {
    /// Reads the keys that are there and makes the others: a private key from `dice`, a public one
    /// from its private one.
    pub fn load_or_generate(
        texts: &KeyTexts,
        dice: &mut dyn CryptoRngCore,
    ) -> Result<Self, KeyError> {
        let merchant_private = private(texts.merchant_private.as_ref(), dice)?;
        let alipay_private = private(texts.alipay_private.as_ref(), dice)?;
        let public = |text: Option<&Zeroizing<String>>, of: &SigningKey| match text {
            Some(text) => VerifyingKey::parse(text),
            None => Ok(of.verifying_key()),
        };
        Ok(Self {
            merchant_public: public(texts.merchant_public.as_ref(), &merchant_private)?,
            alipay_public: public(texts.alipay_public.as_ref(), &alipay_private)?,
            merchant_private,
            alipay_private,
        })
    }

    /// The texts of all four, in PEM.
    pub fn texts(&self) -> Result<KeyTexts, KeyError> {
        Ok(KeyTexts {
            merchant_private: Some(self.merchant_private.to_pem()?),
            merchant_public: Some(Zeroizing::new(self.merchant_public.to_pem()?)),
            alipay_private: Some(self.alipay_private.to_pem()?),
            alipay_public: Some(Zeroizing::new(self.alipay_public.to_pem()?)),
        })
    }
}

fn private(
    text: Option<&Zeroizing<String>>,
    dice: &mut dyn CryptoRngCore,
) -> Result<SigningKey, KeyError> {
    match text {
        Some(text) => SigningKey::parse(text),
        None => SigningKey::generate(BITS, dice),
    }
}
