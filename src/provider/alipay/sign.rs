//! RSA keys and RSA2 signatures (alipay-preauth.md 1.4, 1.5, 1.7).
//!
//! Comes in: the text of a key as the provider's console hands it out. Goes out: base64 signatures
//! and verdicts. Absent: what is signed, which is the frame's business, and files.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1::{DecodeRsaPrivateKey as _, DecodeRsaPublicKey as _};
use rsa::pkcs1v15;
use rsa::pkcs8::{
    DecodePrivateKey as _, DecodePublicKey as _, EncodePrivateKey as _, EncodePublicKey as _,
    LineEnding,
};
use rsa::rand_core::CryptoRngCore;
use rsa::sha2::Sha256;
use rsa::signature::{Keypair as _, RandomizedSigner as _, SignatureEncoding as _};
use rsa::traits::PublicKeyParts as _;
use rsa::{RsaPrivateKey, RsaPublicKey};
use thiserror::Error;
use x509_parser::prelude::{FromDer as _, X509Certificate};
use zeroize::Zeroizing;

/// alipay-preauth.md 1.3: RSA2 asks for 2048 bits or more.
pub const LEAST_BITS: usize = 2048;

/// The longest text that is looked at. A certificate bundle is the longest of its kind.
const LONGEST: usize = 256 * 1024;

/// Why a text is not a key. Never carries any of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyError {
    #[error("there is no key in it")]
    Empty,
    #[error("it is longer than any key")]
    TooLong,
    #[error("it is neither PEM nor base64")]
    NotBase64,
    #[error("it is protected by a passphrase; write it out without one")]
    Encrypted,
    #[error("it is a private key, and a public key belongs here")]
    PrivateGiven,
    #[error("it is a public key, and a private key belongs here")]
    PublicGiven,
    #[error("it is not an RSA key in PKCS#1 or PKCS#8")]
    NotPrivateKey,
    #[error("it is not an RSA public key")]
    NotPublicKey,
    #[error("it is not an X.509 certificate with an RSA key")]
    NotCertificate,
    #[error("it has {0} bits, and {LEAST_BITS} is the least that RSA2 takes")]
    Short(usize),
}

/// Signing failed: the key is not consistent in itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the key cannot sign")]
pub struct SignError;

/// What a request or a reply is signed with. The program has one, [`SigningKey`]. The simulated world
/// brings a quicker one: RSA alone would make its million orders a matter of a day.
pub trait Signer: fmt::Debug + Send + Sync {
    /// The text that travels as `sign`.
    fn sign(&self, bytes: &[u8], dice: &mut dyn CryptoRngCore) -> Result<String, SignError>;
}

/// The other end of a [`Signer`]. The program has one, [`VerifyingKey`].
pub trait Verifier: fmt::Debug + Send + Sync {
    fn verify(&self, bytes: &[u8], signature: &str) -> bool;
}

/// A private RSA key of [`LEAST_BITS`] or more. The memory is wiped when it is dropped.
#[derive(Clone)]
pub struct SigningKey(pkcs1v15::SigningKey<Sha256>);

impl SigningKey {
    /// Reads PKCS#1 or PKCS#8, in PEM or as the bare base64 of a console, on one line or on many.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let body = Armour::find(text)?;
        match body.label {
            Some(label) if label.starts_with("ENCRYPTED") => return Err(KeyError::Encrypted),
            Some(label) if label.contains("PUBLIC") || label.contains("CERTIFICATE") => {
                return Err(KeyError::PublicGiven);
            }
            // The old way of encrypting PKCS#1 keeps the label and says so in a header line.
            Some(_) if body.base64.contains("ENCRYPTED") => return Err(KeyError::Encrypted),
            Some(_) | None => {}
        }
        let der = body.der()?;
        let key = RsaPrivateKey::from_pkcs8_der(&der)
            .ok()
            .or_else(|| RsaPrivateKey::from_pkcs1_der(&der).ok())
            .ok_or_else(|| {
                if public_from_der(&der).is_some() {
                    KeyError::PublicGiven
                } else {
                    KeyError::NotPrivateKey
                }
            })?;
        long_enough(key.n().bits())?;
        Ok(Self(pkcs1v15::SigningKey::new(key)))
    }

    /// Makes a new key of `bits`, [`LEAST_BITS`] or more.
    pub fn generate(bits: usize, dice: &mut dyn CryptoRngCore) -> Result<Self, KeyError> {
        long_enough(bits)?;
        pkcs1v15::SigningKey::random(dice, bits).map(Self).map_err(|_| KeyError::NotPrivateKey)
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256, blinded by `dice` so that its timing says nothing of the
    /// key; standard base64. The signature itself does not depend on `dice`.
    pub fn sign(
        &self,
        bytes: &[u8],
        mut dice: &mut dyn CryptoRngCore,
    ) -> Result<String, SignError> {
        self.0
            .try_sign_with_rng(&mut dice, bytes)
            .map(|signature| STANDARD.encode(signature.to_bytes()))
            .map_err(|_| SignError)
    }

    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey::of(self.0.verifying_key().into())
    }

    /// PKCS#8 in PEM. Wiped when dropped.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        self.0.as_ref().to_pkcs8_pem(LineEnding::LF).map_err(|_| KeyError::NotPrivateKey)
    }
}

impl Signer for SigningKey {
    fn sign(&self, bytes: &[u8], dice: &mut dyn CryptoRngCore) -> Result<String, SignError> {
        Self::sign(self, bytes, dice)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

/// A public RSA key of [`LEAST_BITS`] or more. Two are equal when they verify the same signatures.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey(RsaPublicKey);

impl VerifyingKey {
    /// Reads SPKI or PKCS#1, in PEM or as bare base64, or an X.509 certificate, whose key it takes.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let body = Armour::find(text)?;
        match body.label {
            Some(label) if label.contains("PRIVATE") => Err(KeyError::PrivateGiven),
            Some(label) if label.contains("CERTIFICATE") => Self::from_certificate(&body.der()?),
            Some(_) | None => Self::from_bare(&body.der()?),
        }
    }

    /// Takes the key out of a certificate in DER.
    pub fn from_certificate(der: &[u8]) -> Result<Self, KeyError> {
        let (_, certificate) =
            X509Certificate::from_der(der).map_err(|_| KeyError::NotCertificate)?;
        let spki = certificate.public_key().raw;
        let key = RsaPublicKey::from_public_key_der(spki).map_err(|_| KeyError::NotCertificate)?;
        long_enough(key.n().bits())?;
        Ok(Self(key))
    }

    fn from_bare(der: &[u8]) -> Result<Self, KeyError> {
        if let Some(key) = public_from_der(der) {
            long_enough(key.n().bits())?;
            return Ok(Self(key));
        }
        let private = RsaPrivateKey::from_pkcs8_der(der).is_ok()
            || RsaPrivateKey::from_pkcs1_der(der).is_ok();
        if private {
            return Err(KeyError::PrivateGiven);
        }
        Self::from_certificate(der).map_err(|error| {
            if error == KeyError::NotCertificate { KeyError::NotPublicKey } else { error }
        })
    }

    const fn of(key: RsaPublicKey) -> Self {
        Self(key)
    }

    /// Whether `signature_base64` is this key's RSA2 signature of `bytes`. Anything odd is a no.
    pub fn verify(&self, bytes: &[u8], signature_base64: &str) -> bool {
        let Ok(raw) = STANDARD.decode(signature_base64) else {
            return false;
        };
        let Ok(signature) = pkcs1v15::Signature::try_from(raw.as_slice()) else {
            return false;
        };
        let key = pkcs1v15::VerifyingKey::<Sha256>::new(self.0.clone());
        rsa::signature::Verifier::verify(&key, bytes, &signature).is_ok()
    }

    /// SPKI in PEM.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        self.0.to_public_key_pem(LineEnding::LF).map_err(|_| KeyError::NotPublicKey)
    }

    pub fn bits(&self) -> usize {
        self.0.n().bits()
    }
}

impl Verifier for VerifyingKey {
    fn verify(&self, bytes: &[u8], signature: &str) -> bool {
        Self::verify(self, bytes, signature)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({} bits)", self.bits())
    }
}

fn long_enough(bits: usize) -> Result<(), KeyError> {
    if bits < LEAST_BITS {
        return Err(KeyError::Short(bits));
    }
    Ok(())
}

fn public_from_der(der: &[u8]) -> Option<RsaPublicKey> {
    RsaPublicKey::from_public_key_der(der).ok().or_else(|| RsaPublicKey::from_pkcs1_der(der).ok())
}

/// The base64 of a key, out of its armour. People paste keys with the lines joined, with another
/// label than the key's form has, or without any armour: what is inside decides.
struct Armour<'a> {
    label: Option<&'a str>,
    base64: &'a str,
}

impl<'a> Armour<'a> {
    fn find(text: &'a str) -> Result<Self, KeyError> {
        if text.len() > LONGEST {
            return Err(KeyError::TooLong);
        }
        let text = text.trim_start_matches('\u{feff}').trim();
        let body = match text.split_once("-----BEGIN ") {
            None => Self { label: None, base64: text },
            Some((_, rest)) => {
                let (label, rest) = rest.split_once("-----").ok_or(KeyError::NotBase64)?;
                let (base64, _) = rest.split_once("-----END ").ok_or(KeyError::NotBase64)?;
                Self { label: Some(label), base64 }
            }
        };
        if body.base64.trim().is_empty() {
            return Err(KeyError::Empty);
        }
        Ok(body)
    }

    fn der(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let mut bare = Zeroizing::new(String::with_capacity(self.base64.len()));
        bare.extend(self.base64.chars().filter(|c| !c.is_whitespace()));
        STANDARD.decode(bare.as_bytes()).map(Zeroizing::new).map_err(|_| KeyError::NotBase64)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{dice, provider_key, terminal_key};
    use super::*;
    use rsa::pkcs1::{EncodeRsaPrivateKey as _, EncodeRsaPublicKey as _};

    fn bare(pem: &str) -> String {
        pem.lines().filter(|line| !line.starts_with("-----")).collect()
    }

    #[test]
    fn a_private_key_is_read_in_every_form() {
        let key = terminal_key();
        let rsa = key.0.as_ref();
        let pkcs8 = rsa.to_pkcs8_pem(LineEnding::LF).unwrap().to_string();
        let pkcs1 = rsa.to_pkcs1_pem(LineEnding::CRLF).unwrap().to_string();
        let forms = [
            pkcs8.clone(),
            pkcs1.clone(),
            bare(&pkcs8),
            bare(&pkcs1),
            format!("\u{feff}  {}\r\n", bare(&pkcs1)),
            pkcs8.replace("PRIVATE KEY", "RSA PRIVATE KEY"),
            pkcs1.replace("RSA PRIVATE KEY", "PRIVATE KEY"),
            pkcs8.replace('\n', ""),
        ];
        for form in forms {
            let read = SigningKey::parse(&form).unwrap();
            assert_eq!(read.verifying_key(), key.verifying_key());
        }
    }

    #[test]
    fn a_public_key_is_read_in_every_form() {
        let key = provider_key().verifying_key();
        let spki = key.to_pem().unwrap();
        let pkcs1 = key.0.to_pkcs1_pem(LineEnding::LF).unwrap();
        for form in [spki.clone(), bare(&spki), pkcs1.clone(), bare(&pkcs1)] {
            assert_eq!(VerifyingKey::parse(&form).unwrap(), key);
        }
        assert_ne!(key, terminal_key().verifying_key());
        assert_eq!(key.bits(), 2048);
    }

    #[test]
    fn what_is_wrong_with_a_key_is_said() {
        let private = terminal_key().to_pem().unwrap();
        let public = terminal_key().verifying_key().to_pem().unwrap();
        let signing = |text: &str| SigningKey::parse(text).unwrap_err();
        let verifying = |text: &str| VerifyingKey::parse(text).unwrap_err();
        assert_eq!(signing(&public), KeyError::PublicGiven);
        assert_eq!(signing(&bare(&public)), KeyError::PublicGiven);
        assert_eq!(verifying(&private), KeyError::PrivateGiven);
        assert_eq!(verifying(&bare(&private)), KeyError::PrivateGiven);
        assert_eq!(signing(" \n"), KeyError::Empty);
        assert_eq!(signing("-----BEGIN PRIVATE KEY-----"), KeyError::NotBase64);
        assert_eq!(signing("not a key!"), KeyError::NotBase64);
        assert_eq!(signing("AAAA"), KeyError::NotPrivateKey);
        assert_eq!(verifying("AAAA"), KeyError::NotPublicKey);
        assert_eq!(signing(&private.replace("PRIVATE", "ENCRYPTED PRIVATE")), KeyError::Encrypted);
        assert_eq!(signing(&"A".repeat(LONGEST + 1)), KeyError::TooLong);
        assert_eq!(SigningKey::generate(1024, &mut dice()).unwrap_err(), KeyError::Short(1024));
    }

    #[test]
    fn a_short_key_is_refused() {
        let key = RsaPrivateKey::new(&mut dice(), 1024).unwrap();
        let pem = key.to_pkcs8_pem(LineEnding::LF).unwrap();
        assert_eq!(SigningKey::parse(&pem).unwrap_err(), KeyError::Short(1024));
        let public = key.to_public_key().to_public_key_pem(LineEnding::LF);
        assert_eq!(VerifyingKey::parse(&public.unwrap()).unwrap_err(), KeyError::Short(1024));
    }

    #[test]
    fn ring_agrees_with_our_signatures() {
        let key = terminal_key();
        let text = "amount=500.00&remark=\u{623f}".as_bytes();
        let ours = key.sign(text, &mut dice()).unwrap();
        assert_eq!(ours.len(), 344);
        let der = key.0.as_ref().to_pkcs1_der().unwrap();
        let theirs = ring::signature::RsaKeyPair::from_der(der.as_bytes()).unwrap();
        let mut signature = vec![0; theirs.public().modulus_len()];
        let random = ring::rand::SystemRandom::new();
        theirs.sign(&ring::signature::RSA_PKCS1_SHA256, &random, text, &mut signature).unwrap();
        assert_eq!(STANDARD.encode(&signature), ours);
        assert!(key.verifying_key().verify(text, &ours));
    }

    #[test]
    fn only_the_right_key_and_the_right_bytes_verify() {
        let key = terminal_key();
        let good = key.sign(b"bytes", &mut dice()).unwrap();
        let public = key.verifying_key();
        assert!(public.verify(b"bytes", &good));
        assert!(!public.verify(b"bytes.", &good));
        assert!(!provider_key().verifying_key().verify(b"bytes", &good));
        for odd in ["", "AAAA", "====", &good[1..], &format!("{good}A")] {
            assert!(!public.verify(b"bytes", odd));
        }
    }

    #[test]
    fn a_key_prints_nothing_of_itself() {
        assert_eq!(format!("{:?}", terminal_key()), "SigningKey(..)");
    }
}
