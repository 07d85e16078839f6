//! A key or a certificate of any text: read the same way every time, and never both kinds.
//!
//! The input: one byte, then the text; where the byte is odd, DER that is wrapped in PEM first.

#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counterpane::provider::alipay::cert;
use counterpane::provider::alipay::sign::{SigningKey, VerifyingKey};
use libfuzzer_sys::fuzz_target;

const LABELS: [&str; 4] = ["PRIVATE KEY", "RSA PRIVATE KEY", "PUBLIC KEY", "CERTIFICATE"];

fuzz_target!(|input: &[u8]| {
    let Some((kind, rest)) = input.split_first() else {
        return;
    };
    let text = if kind & 1 == 1 {
        let label = LABELS[usize::from(kind >> 1) % LABELS.len()];
        format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(rest))
    } else {
        String::from_utf8_lossy(rest).into_owned()
    };
    let (private, public) = (SigningKey::parse(&text), VerifyingKey::parse(&text));
    assert!(private.is_err() || public.is_err());
    if let Ok(private) = private {
        let again = SigningKey::parse(&private.to_pem().unwrap()).unwrap();
        assert!(again.verifying_key() == private.verifying_key());
    }
    if let Ok(public) = public {
        assert!(public.bits() >= 2048 && !public.verify(b"text", "AAAA"));
        assert!(VerifyingKey::parse(&public.to_pem().unwrap()).unwrap() == public);
    }
    if let Ok(serial) = cert::serial(&text) {
        assert!(serial.len() == 32 && serial.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    if let Ok(serials) = cert::root_serial(&text) {
        assert!(serials.split('_').all(|serial| serial.len() == 32));
    }
});
