use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use url::{Host, Url};
use zeroize::Zeroizing;

use super::error::{What, excerpt};
use super::reader::{Noted, Read, Reader};
use super::storage::file_name;
use super::{Mode, hotel, resolve};
use crate::domain::Currency;

/// The domain of every sandbox gateway so far (alipay-preauth.md 1.1).
const SANDBOX_DOMAIN: &str = "alipaydev.com";
/// The domain of the gateways for real money (alipay-preauth.md 1.1).
const LIVE_DOMAIN: &str = "alipay.com";
/// The sandbox of before April 2023, which is switched off (alipay-preauth.md 1.1).
const RETIRED_HOST: &str = "openapi.alipaydev.com";

/// Alipay's settings. Key files are only named here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlipayConfig {
    /// The whole address, `https`, or `http` on a loopback address.
    pub gateway: String,
    pub app_id: String,
    pub keys: KeyFiles,
    /// The merchant's Alipay user number, digits.
    pub seller_id: String,
    pub product_code: String,
    /// A hold names `seller_id` as `payee_user_id`.
    pub send_payee: bool,
    pub category: Option<String>,
    pub store_id: Option<String>,
    pub settle_currency: Option<Currency>,
    pub notify_url: Option<String>,
    pub app_auth_token: Option<Hidden>,
}

/// Where the keys lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFiles {
    pub merchant_private_key: PathBuf,
    pub theirs: TheirKey,
}

/// What verifies Alipay's replies: one application uses one or the other (alipay-preauth.md 1.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TheirKey {
    PublicKey(PathBuf),
    Certificates { app_cert: PathBuf, alipay_cert: PathBuf, alipay_root_cert: PathBuf },
}

/// A text that lets somebody act for the merchant: it is wiped and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(Zeroizing<String>);

impl Hidden {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

/// What is set is checked in every mode; what has to be there, in sandbox and live alone.
pub(super) fn read(
    reader: &mut Reader<'_>,
    mode: Option<Mode>,
    folder: &Path,
) -> Read<AlipayConfig> {
    let mut needed = Needed { reader, mode };
    let gateway = needed.parsed("provider.alipay.gateway", |text| gateway(text, mode));
    let app_id = needed.parsed("provider.alipay.app_id", |text| {
        word(text, 32, u8::is_ascii_alphanumeric, "letters and digits")
    });
    let seller_id = needed
        .parsed("provider.alipay.seller_id", |text| word(text, 28, u8::is_ascii_digit, "digits"));
    let keys = needed.keys(folder);
    let product_code = reader.parsed("provider.alipay.product_code", capitals::<64>);
    let category = reader.optional("provider.alipay.category", capitals::<32>);
    let store_id = reader.optional("provider.alipay.store_id", |text| {
        let is_store = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        word(text, 32, is_store, "letters, digits, - and _")
    });
    let settle_currency = reader.optional("provider.alipay.settle_currency", hotel::currency);
    let notify_url = reader.optional("provider.alipay.notify_url", notify_url);
    let app_auth_token = reader.optional("provider.alipay.app_auth_token", token);
    let send_payee = reader.flag("provider.alipay.send_payee");
    Ok(AlipayConfig {
        gateway: gateway?,
        app_id: app_id?,
        keys: keys?,
        seller_id: seller_id?,
        product_code: product_code?,
        send_payee: send_payee?,
        category: category?,
        store_id: store_id?,
        settle_currency: settle_currency?,
        notify_url: notify_url?,
        app_auth_token: app_auth_token?,
    })
}

/// Settings without which no request can be made.
struct Needed<'r, 'a> {
    reader: &'r mut Reader<'a>,
    mode: Option<Mode>,
}

impl Needed<'_, '_> {
    fn parsed<T>(
        &mut self,
        key: &'static str,
        check: impl FnOnce(&str) -> Result<T, What>,
    ) -> Read<T> {
        let read = self.reader.optional(key, check)?;
        read.ok_or_else(|| self.miss(key, ""))
    }

    fn file(&mut self, key: &'static str, folder: &Path) -> Read<Option<PathBuf>> {
        let check = |text: &str| key_file(text).map(|name| resolve(folder, name));
        self.reader.optional(key, check)
    }

    fn keys(&mut self, folder: &Path) -> Read<KeyFiles> {
        const OURS: &str = "provider.alipay.merchant_private_key";
        const THEIRS: &str = "provider.alipay.alipay_public_key";
        const CERTIFICATES: [&str; 3] = [
            "provider.alipay.app_cert",
            "provider.alipay.alipay_cert",
            "provider.alipay.alipay_root_cert",
        ];
        let ours = self.parsed(OURS, |text| key_file(text).map(|name| resolve(folder, name)));
        let public = self.file(THEIRS, folder);
        let certificates = CERTIFICATES.map(|key| self.file(key, folder));
        let public = public?;
        let [app, alipay, root] = certificates;
        let theirs = match (public, app?, alipay?, root?) {
            (Some(public), None, None, None) => TheirKey::PublicKey(public),
            (None, Some(app_cert), Some(alipay_cert), Some(alipay_root_cert)) => {
                TheirKey::Certificates { app_cert, alipay_cert, alipay_root_cert }
            }
            (None, None, None, None) => {
                let more = " (or app_cert, alipay_cert and alipay_root_cert)";
                return Err(self.miss(THEIRS, more));
            }
            (Some(_), ..) => {
                let what = "is for public-key mode, and certificates are set too: keep one of them";
                return Err(self.reader.complain(THEIRS, What::Other(what.to_owned())));
            }
            (None, app, alipay, root) => {
                for (key, set) in CERTIFICATES.into_iter().zip([app, alipay, root]) {
                    if set.is_none() {
                        self.miss(key, " together with the other certificates");
                    }
                }
                return Err(Noted);
            }
        };
        Ok(KeyFiles { merchant_private_key: ours?, theirs })
    }

    /// In training nothing is missed, and nobody asks for what would need it.
    fn miss(&mut self, key: &'static str, more: &str) -> Noted {
        match self.mode {
            Some(needs @ (Mode::Sandbox | Mode::Live)) => {
                let what = format!("in mode {:?}{more}", needs.name());
                self.reader.complain(key, What::Missing(what))
            }
            Some(Mode::Training) | None => Noted,
        }
    }
}

/// A gateway is `https`, but on this computer; the sandbox's and the real one are not mixed up.
fn gateway(text: &str, mode: Option<Mode>) -> Result<String, What> {
    let address = Url::parse(text).map_err(|error| What::Shape {
        found: excerpt(text),
        expected: format!("an address: {error}"),
    })?;
    let plain = address.query().is_none()
        && address.fragment().is_none()
        && address.username().is_empty()
        && address.password().is_none();
    if !plain {
        return Err(What::Other(
            "the address has a user, a ? or a # in it: those are not the gateway's".to_owned(),
        ));
    }
    match address.scheme() {
        "https" => {}
        "http" if is_loopback(&address) => {}
        scheme => {
            return Err(What::Other(format!(
                "{scheme} is not safe for money: write https (http is for this computer alone)"
            )));
        }
    }
    right_world(address.host_str().unwrap_or_default(), mode)?;
    Ok(address.into())
}

/// Neither real money by mistake nor a guest who believes in the sandbox's.
fn right_world(host: &str, mode: Option<Mode>) -> Result<(), What> {
    let within = |domain: &str| {
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let wrong = match mode {
        Some(Mode::Live) if within(SANDBOX_DOMAIN) => "is the sandbox, and the mode is \"live\"",
        Some(Mode::Sandbox) if within(LIVE_DOMAIN) => {
            "is the gateway for real money, and the mode is \"sandbox\""
        }
        Some(Mode::Sandbox) if host == RETIRED_HOST => {
            "was switched off: the sandbox is openapi-sandbox.dl.alipaydev.com now"
        }
        Some(Mode::Training | Mode::Sandbox | Mode::Live) | None => return Ok(()),
    };
    Err(What::Other(format!("{host} {wrong}")))
}

/// Whether nothing sent there leaves this computer.
pub(super) fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        None => false,
    }
}

/// alipay-preauth.md 1.3: String(256).
fn notify_url(text: &str) -> Result<String, What> {
    let shape = || What::Shape {
        found: excerpt(text),
        expected: "an https address of up to 256 characters".to_owned(),
    };
    let address = Url::parse(text).map_err(|_| shape())?;
    let secure = address.scheme() == "https" || is_loopback(&address);
    if secure && text.len() <= 256 { Ok(text.to_owned()) } else { Err(shape()) }
}

/// A key setting names a file. Where the key itself was pasted, the message must not show it.
fn key_file(text: &str) -> Result<&str, What> {
    const LONGEST_NAME: usize = 255;
    let bare = text.starts_with("MII") && text.len() > 40;
    let pasted = bare || text.contains("-----") || text.len() > LONGEST_NAME;
    if pasted {
        return Err(What::Other(
            "names a file; the key itself must not stand in the settings".to_owned(),
        ));
    }
    file_name(text)
}

/// alipay-preauth.md 1.3: String(40). Not shown in the message: it is a secret.
fn token(text: &str) -> Result<Hidden, What> {
    if text.len() <= 40 && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(Hidden(Zeroizing::new(text.to_owned())))
    } else {
        Err(What::Other("has more than 40 characters, or others than ASCII".to_owned()))
    }
}

fn capitals<const LONGEST: usize>(text: &str) -> Result<String, What> {
    let is_capital =
        |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    word(text, LONGEST, is_capital, "capital letters, digits and underscores")
}

fn word(text: &str, longest: usize, good: impl Fn(&u8) -> bool, of: &str) -> Result<String, What> {
    if (1..=longest).contains(&text.len()) && text.bytes().all(|byte| good(&byte)) {
        Ok(text.to_owned())
    } else {
        Err(What::Shape { found: excerpt(text), expected: format!("1 to {longest} {of}") })
    }
}
