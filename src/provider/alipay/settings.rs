//! What a merchant sets, checked once. Comes in: texts that somebody has read from files. Goes out:
//! an [`Alipay`], or what is wrong with which setting and what to do about it.

use std::fmt;
use std::sync::Arc;

use thiserror::Error;
use zeroize::Zeroizing;

use super::cert::{self, CertError};
use super::sign::{KeyError, Signer, SigningKey, Verifier, VerifyingKey};
use super::{Alipay, Certificates};
use crate::domain::Currency;

/// What the program's settings say of the merchant, and the texts of the files that they name.
#[derive(Debug)]
pub struct AlipaySettings {
    pub merchant: Merchant,
    pub keys: Keys,
}

/// The merchant at the provider. Optional texts are left out of requests, or have something in them.
#[derive(Clone)]
pub struct Merchant {
    /// An address without a query, such as `https://openapi.alipay.com/gateway.do`.
    pub gateway: String,
    pub app_id: String,
    /// The merchant's own number at the provider (`2088...`): who gets the money.
    pub seller_id: String,
    /// A hold names `seller_id` as its `payee_user_id` (alipay-preauth.md 2.1; 7.6).
    pub send_payee: bool,
    /// The contract's product, the same for a hold and its charges (alipay-preauth.md 0.1).
    pub product_code: String,
    /// The trade: `HOTEL` (alipay-preauth.md 2.1 `extra_param`).
    pub category: Option<String>,
    /// The hotel's name, which the guest reads in the wallet beside the hold.
    pub store_alias: Option<String>,
    pub store_id: Option<String>,
    pub terminal_id: Option<String>,
    pub operator_id: Option<String>,
    /// The currency in which the merchant is paid, where the contract asks for it.
    pub settle_currency: Option<Currency>,
    /// Where the provider posts its notifications.
    pub notify_url: Option<String>,
    /// For a service provider that acts for the merchant.
    pub app_auth_token: Option<Zeroizing<String>>,
}

impl fmt::Debug for Merchant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Merchant")
            .field("gateway", &self.gateway)
            .field("app_id", &self.app_id)
            .finish_non_exhaustive()
    }
}

/// One application uses one of the two (alipay-preauth.md 1.7).
#[derive(Clone)]
pub enum Keys {
    PublicKey {
        merchant_private_key: Zeroizing<String>,
        alipay_public_key: String,
    },
    Certificates {
        merchant_private_key: Zeroizing<String>,
        app_cert: String,
        alipay_cert: String,
        alipay_root_cert: String,
    },
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PublicKey { .. } => "PublicKey(..)",
            Self::Certificates { .. } => "Certificates(..)",
        })
    }
}

/// Which setting is wrong. [`SetUpError::setting`] is its key, [`SetUpError::hint`] what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SetUpError {
    #[error("{0} is missing")]
    Missing(&'static str),
    #[error("{name} does not fit: {why}")]
    Value { name: &'static str, why: &'static str },
    #[error("{name}: {error}")]
    Key { name: &'static str, error: KeyError },
    #[error("{name}: {error}")]
    Certificate { name: &'static str, error: CertError },
    /// The most frequent mistake of all (alipay-preauth.md 1.5).
    #[error("{0} has the merchant's own public key in it, not Alipay's")]
    OwnPublicKey(&'static str),
    #[error("app_cert is not the certificate of merchant_private_key")]
    NotOurCertificate,
}

impl SetUpError {
    /// The key in `[provider.alipay]`.
    pub const fn setting(&self) -> &'static str {
        match self {
            Self::Missing(name)
            | Self::Value { name, .. }
            | Self::Key { name, .. }
            | Self::Certificate { name, .. }
            | Self::OwnPublicKey(name) => name,
            Self::NotOurCertificate => APP,
        }
    }

    /// What a person does about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Missing(_) => "set it in [provider.alipay]",
            Self::Value { .. } => "correct it in [provider.alipay]",
            Self::Key { .. } => {
                "name a file with the key as PEM or as the base64 from Alipay's console"
            }
            Self::Certificate { .. } => {
                "name the .crt file as it was downloaded from Alipay's console"
            }
            Self::OwnPublicKey(_) => {
                "copy the \"Alipay public key\" from the console, where the application's own public \
                 key was uploaded; the two stand side by side"
            }
            Self::NotOurCertificate => {
                "use the key with which the certificate was requested, or request a new certificate"
            }
        }
    }
}

const PRIVATE: &str = "merchant_private_key";
const PUBLIC: &str = "alipay_public_key";
const APP: &str = "app_cert";
const ALIPAY: &str = "alipay_cert";
const ROOT: &str = "alipay_root_cert";

impl Alipay {
    pub fn new(settings: AlipaySettings) -> Result<Self, SetUpError> {
        let AlipaySettings { merchant, keys } = settings;
        match keys {
            Keys::PublicKey { merchant_private_key, alipay_public_key } => {
                Self::with_public_key(merchant, &merchant_private_key, &alipay_public_key)
            }
            Keys::Certificates {
                merchant_private_key,
                app_cert,
                alipay_cert,
                alipay_root_cert,
            } => {
                let certificates = Certificates {
                    app: named(APP, cert::serial(&app_cert))?,
                    root: named(ROOT, cert::root_serial(&alipay_root_cert))?,
                    alipay: named(ALIPAY, cert::serial(&alipay_cert))?,
                };
                let ours = signing(&merchant_private_key)?;
                if verifying(APP, &app_cert)? != ours.verifying_key() {
                    return Err(SetUpError::NotOurCertificate);
                }
                let theirs = not_ours(ALIPAY, verifying(ALIPAY, &alipay_cert)?, &ours)?;
                let certificates = Some(certificates);
                Ok(Self { certificates, ..Self::with_seals(merchant, ours, theirs)? })
            }
        }
    }

    fn with_public_key(
        merchant: Merchant,
        private: &str,
        public: &str,
    ) -> Result<Self, SetUpError> {
        let ours = signing(private)?;
        let theirs = not_ours(PUBLIC, verifying(PUBLIC, public)?, &ours)?;
        Self::with_seals(merchant, ours, theirs)
    }

    /// Public-key mode with whatever signs and verifies. Settings cannot reach it: they lead to RSA.
    pub fn with_seals(
        merchant: Merchant,
        ours: impl Signer + 'static,
        theirs: impl Verifier + 'static,
    ) -> Result<Self, SetUpError> {
        check(&merchant)?;
        let (ours, theirs) = (Arc::new(ours), Arc::new(theirs));
        Ok(Self { merchant, ours, theirs, certificates: None })
    }
}

fn signing(text: &str) -> Result<SigningKey, SetUpError> {
    SigningKey::parse(text).map_err(|error| SetUpError::Key { name: PRIVATE, error })
}

fn verifying(name: &'static str, text: &str) -> Result<VerifyingKey, SetUpError> {
    VerifyingKey::parse(text).map_err(|error| SetUpError::Key { name, error })
}

fn named(name: &'static str, read: Result<String, CertError>) -> Result<String, SetUpError> {
    read.map_err(|error| SetUpError::Certificate { name, error })
}

fn not_ours(
    name: &'static str,
    theirs: VerifyingKey,
    ours: &SigningKey,
) -> Result<VerifyingKey, SetUpError> {
    if theirs == ours.verifying_key() {
        return Err(SetUpError::OwnPublicKey(name));
    }
    Ok(theirs)
}

/// The settings file's own checks are stricter and name the line; these keep any other caller from
/// making a request that the gateway cannot read.
fn check(merchant: &Merchant) -> Result<(), SetUpError> {
    let needed = [
        ("gateway", &merchant.gateway),
        ("app_id", &merchant.app_id),
        ("seller_id", &merchant.seller_id),
        ("product_code", &merchant.product_code),
    ];
    for (name, value) in needed {
        if value.trim().is_empty() {
            return Err(SetUpError::Missing(name));
        }
    }
    if merchant.gateway.contains(['?', '#', ' ']) {
        return Err(SetUpError::Value {
            name: "gateway",
            why: "it has a query, and the query is made for each request",
        });
    }
    // alipay-preauth.md 1.3, 2.1 and 2.6: how long each of them may be.
    let limits = [
        ("app_id", Some(&merchant.app_id), 32),
        ("seller_id", Some(&merchant.seller_id), 28),
        ("product_code", Some(&merchant.product_code), 64),
        ("notify_url", merchant.notify_url.as_ref(), 256),
        ("app_auth_token", merchant.app_auth_token.as_deref(), 40),
        ("store_id", merchant.store_id.as_ref(), 32),
        ("terminal_id", merchant.terminal_id.as_ref(), 32),
        ("operator_id", merchant.operator_id.as_ref(), 28),
        ("category", merchant.category.as_ref(), 32),
    ];
    for (name, value, longest) in limits {
        if value.is_some_and(|value| value.chars().count() > longest) {
            return Err(SetUpError::Value { name, why: "it is longer than Alipay takes" });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{merchant, provider_key, terminal_key};
    use super::*;

    const APP_PEM: &str = include_str!("../../../tests/keys/app-certificate.pem");
    const ALIPAY_PEM: &str = include_str!("../../../tests/keys/alipay-certificate.pem");
    const ROOT_PEM: &str = include_str!("../../../tests/keys/root-rsa.pem");
    const APP_KEY: &str = include_str!("../../../tests/keys/app-pkcs1.pem");

    fn public_key(private: &str, public: &str) -> Result<Alipay, SetUpError> {
        Alipay::new(AlipaySettings {
            merchant: merchant(),
            keys: Keys::PublicKey {
                merchant_private_key: Zeroizing::new(private.to_owned()),
                alipay_public_key: public.to_owned(),
            },
        })
    }

    fn certificates(private: &str, app: &str, alipay: &str) -> Result<Alipay, SetUpError> {
        Alipay::new(AlipaySettings {
            merchant: merchant(),
            keys: Keys::Certificates {
                merchant_private_key: Zeroizing::new(private.to_owned()),
                app_cert: app.to_owned(),
                alipay_cert: alipay.to_owned(),
                alipay_root_cert: ROOT_PEM.to_owned(),
            },
        })
    }

    #[test]
    fn keys_that_do_not_go_together_are_named() {
        let ours = terminal_key().to_pem().unwrap();
        let own = terminal_key().verifying_key().to_pem().unwrap();
        let theirs = provider_key().verifying_key().to_pem().unwrap();
        assert!(public_key(&ours, &theirs).is_ok());
        let error = public_key(&ours, &own).unwrap_err();
        assert_eq!(error, SetUpError::OwnPublicKey(PUBLIC));
        assert!(error.hint().contains("Alipay public key"));
        let error = public_key(&theirs, &ours).unwrap_err();
        assert_eq!(error.setting(), PRIVATE);
        let error = public_key(&ours, &ours).unwrap_err();
        assert_eq!(error.setting(), PUBLIC);

        let ready = certificates(APP_KEY, APP_PEM, ALIPAY_PEM).unwrap();
        let serials = ready.certificates.unwrap();
        assert_eq!(serials.app, "646d2089beb963cbfb2cfbbb8904f205");
        assert_eq!(serials.root, "a7a7eae42f7c38ade4eb0044be7526af");
        let error = certificates(&ours, APP_PEM, ALIPAY_PEM).unwrap_err();
        assert_eq!(error, SetUpError::NotOurCertificate);
        let error = certificates(APP_KEY, APP_PEM, APP_PEM).unwrap_err();
        assert_eq!(error, SetUpError::OwnPublicKey(ALIPAY));
        let error = certificates(APP_KEY, &own, ALIPAY_PEM).unwrap_err();
        assert_eq!(error.setting(), APP);
    }

    #[test]
    fn settings_that_make_no_request_are_named() {
        let wrong = |change: fn(&mut Merchant)| {
            let mut merchant = merchant();
            change(&mut merchant);
            check(&merchant).unwrap_err().setting()
        };
        assert_eq!(wrong(|m| m.app_id = " ".to_owned()), "app_id");
        assert_eq!(wrong(|m| m.gateway += "?a=b"), "gateway");
        assert_eq!(wrong(|m| m.notify_url = Some("x".repeat(257))), "notify_url");
    }

    #[test]
    fn settings_print_no_secret() {
        let ours = terminal_key().to_pem().unwrap();
        let mut settings = AlipaySettings {
            merchant: merchant(),
            keys: Keys::PublicKey {
                merchant_private_key: ours.clone(),
                alipay_public_key: "theirs".to_owned(),
            },
        };
        settings.merchant.app_auth_token = Some(Zeroizing::new("token-1".to_owned()));
        let printed = format!("{settings:?}");
        let line = ours.lines().nth(1).unwrap();
        assert!(!printed.contains(line) && !printed.contains("token-1"));
    }
}
