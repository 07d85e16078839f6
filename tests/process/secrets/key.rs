//! The search for a private key: any run of it of twenty-four bytes, in every way of writing.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::PrivateKeyParts as _;

use super::hunt::Hunt;

/// Bytes of a needle, and how far apart two of them begin: together one run of 24.
const BLOCK: usize = 16;
const STEP: usize = 8;

impl Hunt {
    /// A private key in PEM, and its secret numbers, as files and texts have them.
    pub(crate) fn key(mut self, name: &str, pem: &str) -> Self {
        let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let der = STANDARD.decode(&body).unwrap();
        let key = RsaPrivateKey::from_pkcs8_pem(pem).unwrap();
        let first = key.d().to_bytes_be();
        // In front of it stand the numbers that everybody knows.
        let secret = der.windows(first.len()).position(|part| part == first).unwrap();
        self.blocks(&der[secret..], BLOCK, STEP, &format!("{name}: DER"));
        self.blocks(&body.as_bytes()[secret / 3 * 4 + 4..], 24, STEP, &format!("{name}: PEM"));
        for (of, number) in numbers(&key) {
            let bytes = number.to_bytes_be();
            let name = format!("{name}: {of}");
            self.blocks(&bytes, BLOCK, STEP, &format!("{name} raw"));
            for start in 0..3 {
                let base64 = STANDARD.encode(&bytes[start..]);
                self.blocks(
                    base64.trim_end_matches('=').as_bytes(),
                    24,
                    8,
                    &format!("{name} base64"),
                );
            }
            let hex = |with: fn(&u8) -> String| bytes.iter().map(with).collect::<String>();
            let lower = hex(|byte| format!("{byte:02x}"));
            self.blocks(lower.as_bytes(), 2 * BLOCK, 2 * STEP, &format!("{name} hex"));
            let upper = hex(|byte| format!("{byte:02X}"));
            self.blocks(upper.as_bytes(), 2 * BLOCK, 2 * STEP, &format!("{name} hex"));
            let decimal = number.to_string();
            self.blocks(decimal.as_bytes(), 20, 10, &format!("{name} decimal"));
            for between in [", ", ",\n    "] {
                for part in bytes.windows(8).step_by(4) {
                    let mut list = String::new();
                    for byte in part {
                        write!(list, "{byte}{between}").unwrap();
                    }
                    self.needle(list.into_bytes(), format!("{name} list"));
                }
            }
            for limb in limbs(&bytes).filter(|limb| *limb > 10_u64.pow(16)) {
                self.needle(limb.to_string().into_bytes(), format!("{name} limb"));
            }
        }
        self
    }

    /// The numbers of a key as the memory of a process that signs with it has them.
    pub(crate) fn live_key(mut self, name: &str, pem: &str) -> Self {
        for (of, number) in numbers(&RsaPrivateKey::from_pkcs8_pem(pem).unwrap()) {
            self.blocks(&number.to_bytes_le(), BLOCK, STEP, &format!("{name}: {of} live"));
        }
        self
    }

    fn blocks(&mut self, bytes: &[u8], length: usize, step: usize, name: &str) {
        for block in bytes.windows(length).step_by(step) {
            self.needle(block.to_vec(), name.to_owned());
        }
    }
}

type Number = rsa::BigUint;

fn numbers(key: &RsaPrivateKey) -> Vec<(&'static str, Number)> {
    let [p, q] = key.primes() else { panic!("another kind of key") };
    vec![
        ("d", key.d().clone()),
        ("p", p.clone()),
        ("q", q.clone()),
        ("dp", key.dp().unwrap().clone()),
        ("dq", key.dq().unwrap().clone()),
    ]
}

/// As a big number prints itself for a programmer.
fn limbs(big_endian: &[u8]) -> impl Iterator<Item = u64> {
    big_endian.rchunks_exact(8).map(|limb| u64::from_be_bytes(limb.try_into().unwrap()))
}

/// A key that is nobody's, without the words in front of it.
pub(crate) fn nobody_s() -> &'static str {
    let file = include_str!("../../keys/alipay-pkcs8.pem");
    &file[file.find("-----BEGIN").unwrap()..]
}

#[test]
fn a_key_is_found_in_every_way_of_writing() {
    let pem = nobody_s();
    let hunt = Hunt::default().key("key", pem);
    let key = RsaPrivateKey::from_pkcs8_pem(pem).unwrap();
    let der =
        STANDARD.decode(pem.lines().filter(|line| !line.starts_with('-')).collect::<String>());
    let der = der.unwrap();
    let (d, p) = (key.d().to_bytes_be(), key.primes()[0].to_bytes_be());
    let last = pem.lines().rev().nth(3).unwrap();
    let texts = [
        pem.to_owned(),
        last.to_owned(),
        last[3..40].to_owned(),
        STANDARD.encode(&d),
        STANDARD.encode(&p[5..60]),
        format!("{:?}", &p[7..40]),
        format!("{:#?}", &d[9..50]),
        format!("{:X}", Number::from_bytes_be(&p[31..57])),
        key.d().to_string(),
        key.primes()[1].to_string()[13..60].to_owned(),
        format!("{:?}", limbs(&p).collect::<Vec<_>>()),
    ];
    for text in texts {
        assert!(!hunt.search(format!("a {text} b").as_bytes()).is_empty(), "{text}");
    }
    for start in 0..d.len() - 24 {
        assert!(!hunt.search(&d[start..start + 24]).is_empty(), "{start}");
    }
    assert!(!hunt.search(&der[der.len() - 100..der.len() - 70]).is_empty());
    let live = Hunt::default().live_key("key", nobody_s());
    assert!(!live.search(&key.d().to_bytes_le()).is_empty());
}

#[test]
fn what_everybody_may_know_of_a_key_is_no_find() {
    use rsa::pkcs8::{EncodePublicKey as _, LineEnding};
    let key = RsaPrivateKey::from_pkcs8_pem(nobody_s()).unwrap().to_public_key();
    let text = key.to_public_key_pem(LineEnding::LF).unwrap();
    let der = key.to_public_key_der().unwrap();
    let hunt = Hunt::default().key("key", nobody_s()).live_key("key", nobody_s());
    assert_eq!(hunt.search(text.as_bytes()), [] as [String; 0]);
    assert_eq!(hunt.search(der.as_bytes()), [] as [String; 0]);
}
