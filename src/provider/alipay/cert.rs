//! Certificate mode: the names by which requests and replies speak of certificates
//! (alipay-preauth.md 1.8).
//!
//! The provider computes them with Java's `X500Principal.getName()`, so the rendering of a name
//! follows that to the letter: RFC 2253 with Java's list of keywords.

use md5::{Digest as _, Md5};
use thiserror::Error;
use x509_parser::asn1_rs::ToDer as _;
use x509_parser::oid_registry as oid;
use x509_parser::pem::Pem;
use x509_parser::prelude::X509Certificate;
use x509_parser::x509::{AttributeTypeAndValue, RelativeDistinguishedName, X509Name};

/// Signature algorithms with RSA (1.8); the provider leaves the others out of the root's name.
const RSA_SIGNATURES: &str = "1.2.840.113549.1.1";

/// The longest bundle that is looked at.
const LONGEST: usize = 256 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CertError {
    #[error("there is no certificate in it")]
    Empty,
    #[error("it is longer than any certificate")]
    TooLong,
    #[error("it is not an X.509 certificate in PEM")]
    NotCertificate,
    #[error("the name of its issuer cannot be read")]
    Name,
    #[error("none of its certificates is signed with RSA")]
    NoRsaRoot,
}

/// `app_cert_sn`, and the `alipay_cert_sn` to expect: 32 hexadecimal digits.
pub fn serial(pem: &str) -> Result<String, CertError> {
    let all = certificates(pem)?;
    let first = all.first().ok_or(CertError::Empty)?;
    serial_of(&first.parse_x509().map_err(|_| CertError::NotCertificate)?)
}

/// `alipay_root_cert_sn`: the names of the RSA certificates of a bundle, in its order.
pub fn root_serial(pem: &str) -> Result<String, CertError> {
    let mut serials = Vec::new();
    for one in certificates(pem)? {
        let certificate = one.parse_x509().map_err(|_| CertError::NotCertificate)?;
        let algorithm = certificate.signature_algorithm.algorithm.to_id_string();
        if algorithm.starts_with(RSA_SIGNATURES) {
            serials.push(serial_of(&certificate)?);
        }
    }
    if serials.is_empty() {
        return Err(CertError::NoRsaRoot);
    }
    Ok(serials.join("_"))
}

fn certificates(pem: &str) -> Result<Vec<Pem>, CertError> {
    if pem.len() > LONGEST {
        return Err(CertError::TooLong);
    }
    let mut all = Vec::new();
    for one in Pem::iter_from_buffer(pem.as_bytes()) {
        let one = one.map_err(|_| CertError::NotCertificate)?;
        if one.label == "CERTIFICATE" {
            all.push(one);
        }
    }
    if all.is_empty() {
        return Err(CertError::Empty);
    }
    Ok(all)
}

fn serial_of(certificate: &X509Certificate<'_>) -> Result<String, CertError> {
    let name = rendered(certificate.issuer())?;
    let text = format!("{name}{}", certificate.tbs_certificate.serial);
    Ok(digest(&text))
}

/// MD5 as a name, not as a protection: the provider asks for it.
fn digest(text: &str) -> String {
    let number = u128::from_be_bytes(Md5::digest(text).into());
    format!("{number:032x}")
}

/// RFC 2253: the most specific part first, so the reverse of how it is encoded.
fn rendered(name: &X509Name<'_>) -> Result<String, CertError> {
    let mut parts = name.iter().map(part).collect::<Result<Vec<_>, _>>()?;
    parts.reverse();
    Ok(parts.join(","))
}

fn part(part: &RelativeDistinguishedName<'_>) -> Result<String, CertError> {
    let values = part.iter().map(attribute).collect::<Result<Vec<_>, _>>()?;
    Ok(values.join("+"))
}

fn attribute(attribute: &AttributeTypeAndValue<'_>) -> Result<String, CertError> {
    let kind = attribute.attr_type();
    let Some((_, keyword)) = keywords().into_iter().find(|(known, _)| known == kind) else {
        // RFC 2253 2.4: a type without a keyword shows its value as the bytes that encode it.
        let der = attribute.attr_value().to_der_vec();
        let hex: Vec<String> =
            der.map_err(|_| CertError::Name)?.iter().map(|byte| format!("{byte:02x}")).collect();
        return Ok(format!("{}=#{}", kind.to_id_string(), hex.concat()));
    };
    let value = attribute.as_str().map_err(|_| CertError::Name)?;
    Ok(format!("{keyword}={}", escaped(value)))
}

/// RFC 2253 2.3, as Java has them.
fn keywords() -> [(oid::Oid<'static>, &'static str); 9] {
    [
        (oid::OID_X509_COMMON_NAME, "CN"),
        (oid::OID_X509_COUNTRY_NAME, "C"),
        (oid::OID_X509_LOCALITY_NAME, "L"),
        (oid::OID_X509_STATE_OR_PROVINCE_NAME, "ST"),
        (oid::OID_X509_ORGANIZATION_NAME, "O"),
        (oid::OID_X509_ORGANIZATIONAL_UNIT, "OU"),
        (oid::OID_X509_STREET_ADDRESS, "STREET"),
        (oid::OID_DOMAIN_COMPONENT, "DC"),
        (oid::OID_USERID, "UID"),
    ]
}

/// RFC 2253 2.4.
fn escaped(value: &str) -> String {
    let spaces_from = value.trim_end_matches(' ').len();
    let leading = value.len().saturating_sub(value.trim_start_matches(' ').len());
    let mut text = String::with_capacity(value.len());
    for (place, c) in value.char_indices() {
        let special = matches!(c, ',' | '+' | '"' | '\\' | '<' | '>' | ';');
        let outer = c == ' ' && (place < leading || place >= spaces_from);
        if special || outer || (c == '#' && place == 0) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = include_str!("../../../tests/keys/app-certificate.pem");
    const ALIPAY: &str = include_str!("../../../tests/keys/alipay-certificate.pem");
    const ROOT_RSA: &str = include_str!("../../../tests/keys/root-rsa.pem");
    const ROOT_EC: &str = include_str!("../../../tests/keys/root-ec.pem");
    const ODD_NAME: &str = include_str!("../../../tests/keys/odd-name.pem");

    /// alipay-preauth.md A4: the certificate has the appendix's issuer and serial.
    #[test]
    fn a4_a_certificate_s_name() {
        assert_eq!(serial(APP).unwrap(), "646d2089beb963cbfb2cfbbb8904f205");
        assert_eq!(serial(ALIPAY).unwrap(), "a59c2c5e5bb8cd076651c4715d9399e5");
    }

    /// The expected digests were computed with Java's `X500Principal.getName()`.
    #[test]
    fn java_agrees() {
        assert_eq!(serial(ROOT_RSA).unwrap(), "a7a7eae42f7c38ade4eb0044be7526af");
        assert_eq!(serial(ODD_NAME).unwrap(), "904cc09b734be0580e790c95eaca6b5d");
        let odd = certificates(ODD_NAME).unwrap();
        assert_eq!(
            rendered(odd[0].parse_x509().unwrap().issuer()).unwrap(),
            r#"CN=\#x\ ,1.2.840.113549.1.9.1=#16056140622e63,O=A\, \"B\" \+ C,L=杭州,ST=Zhejiang,C=CN"#
        );
    }

    #[test]
    fn a_digest_keeps_its_leading_zeros() {
        assert!(
            (0..600)
                .map(|n| digest(&n.to_string()))
                .any(|name| name.starts_with('0') && name.len() == 32)
        );
    }

    #[test]
    fn a_root_s_name_has_its_rsa_certificates_in_order() {
        let bundle = format!("{ROOT_EC}{ROOT_RSA}\n{ROOT_EC}{APP}");
        assert_eq!(
            root_serial(&bundle).unwrap(),
            "a7a7eae42f7c38ade4eb0044be7526af_646d2089beb963cbfb2cfbbb8904f205"
        );
        assert_eq!(root_serial(ROOT_EC), Err(CertError::NoRsaRoot));
    }

    #[test]
    fn what_is_no_certificate_is_said() {
        assert_eq!(serial(""), Err(CertError::Empty));
        assert_eq!(serial("no certificate"), Err(CertError::Empty));
        let cut = &ROOT_RSA[..ROOT_RSA.len() / 2];
        assert_eq!(serial(cut), Err(CertError::NotCertificate));
        let other = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert_eq!(serial(other), Err(CertError::NotCertificate));
        assert_eq!(serial(&"x".repeat(LONGEST + 1)), Err(CertError::TooLong));
    }
}
