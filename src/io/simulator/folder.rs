//! The folder of a simulated provider: both sides' keys, and settings that fit them.

use std::fs;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use rsa::rand_core::CryptoRngCore;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::provider::alipay::sign::KeyError;
use crate::simulator::Merchant;
use crate::simulator::keys::{KeyRing, KeyTexts};

const MERCHANT_PRIVATE: &str = "merchant_private_key.pem";
const MERCHANT_PUBLIC: &str = "merchant_public_key.pem";
const ALIPAY_PRIVATE: &str = "alipay_private_key.pem";
const ALIPAY_PUBLIC: &str = "alipay_public_key.pem";
const SETTINGS: &str = "config.toml";

#[derive(Debug, Error)]
pub enum FolderError {
    #[error("{0}: {1}")]
    File(PathBuf, #[source] io::Error),
    #[error("the keys in {0}: {1}")]
    Key(PathBuf, #[source] KeyError),
}

/// The settings in the folder.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) path: PathBuf,
    /// The gateway that settings of an earlier time name, where it is not this one.
    pub(super) other_gateway: Option<String>,
}

/// Makes the folder, for its owner alone.
pub(super) fn make(folder: &Path) -> Result<(), FolderError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| FolderError::File(folder.to_owned(), error))
}

/// Reads the keys in the folder; makes and writes those that are missing.
pub(super) fn keys(folder: &Path, dice: &mut dyn CryptoRngCore) -> Result<KeyRing, FolderError> {
    let there = KeyTexts {
        merchant_private: read(&folder.join(MERCHANT_PRIVATE))?,
        merchant_public: read(&folder.join(MERCHANT_PUBLIC))?,
        alipay_private: read(&folder.join(ALIPAY_PRIVATE))?,
        alipay_public: read(&folder.join(ALIPAY_PUBLIC))?,
    };
    let wrong = |error| FolderError::Key(folder.to_owned(), error);
    let keys = KeyRing::load_or_generate(&there, dice).map_err(wrong)?;
    let texts = keys.texts().map_err(wrong)?;
    for (name, there, text, mode) in [
        (MERCHANT_PRIVATE, there.merchant_private, texts.merchant_private, 0o600),
        (MERCHANT_PUBLIC, there.merchant_public, texts.merchant_public, 0o644),
        (ALIPAY_PRIVATE, there.alipay_private, texts.alipay_private, 0o600),
        (ALIPAY_PUBLIC, there.alipay_public, texts.alipay_public, 0o644),
    ] {
        if let (None, Some(text)) = (there, text) {
            write(&folder.join(name), &text, mode)?;
        }
    }
    Ok(keys)
}

/// Writes settings with which the terminal meets this provider, unless there are some: a person may
/// have changed them.
pub(super) fn settings(
    folder: &Path,
    address: SocketAddr,
    merchant: &Merchant,
) -> Result<Written, FolderError> {
    let path = folder.join(SETTINGS);
    let gateway = format!("http://{address}{}", super::PATH);
    let Some(there) = read(&path)? else {
        write(&path, &text(&gateway, merchant), 0o600)?;
        let other_gateway = None;
        return Ok(Written { path, other_gateway });
    };
    let named = toml::from_str::<toml::Table>(&there).ok();
    let other_gateway = named
        .as_ref()
        .and_then(|settings| settings.get("provider")?.get("alipay")?.get("gateway")?.as_str())
        .filter(|named| *named != gateway)
        .map(str::to_owned);
    Ok(Written { path, other_gateway })
}

fn text(gateway: &str, merchant: &Merchant) -> String {
    let Merchant { app_id, seller_id } = merchant;
    format!(
        r#"# Written by `counterpane simulator`: the terminal against the simulated provider.
mode = "sandbox"

[hotel]
currency = "CNY"

[provider]
use = "alipay"

[provider.alipay]
gateway = "{gateway}"
app_id = "{app_id}"
merchant_private_key = "{MERCHANT_PRIVATE}"
alipay_public_key = "{ALIPAY_PUBLIC}"
seller_id = "{seller_id}"
product_code = "PRE_AUTH"

[journal]
path = "journal.db"
"#
    )
}

/// The text of a file, or nothing where there is no such file.
fn read(path: &Path) -> Result<Option<Zeroizing<String>>, FolderError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(Zeroizing::new(text))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FolderError::File(path.to_owned(), error)),
    }
}

/// Writes a file whole or not at all: half a key would be in the way of the next start.
fn write(path: &Path, text: &str, mode: u32) -> Result<(), FolderError> {
    let half = path.with_extension("new");
    let written = || -> io::Result<()> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        #[cfg(not(unix))]
        let _owner_only = mode;
        let mut file = options.open(&half)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&half, path)
    };
    written().map_err(|error| FolderError::File(path.to_owned(), error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rsa::rand_core::OsRng;

    #[test]
    fn keys_are_made_once_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("new").join("keys");
        make(&folder).unwrap();
        let first = keys(&folder, &mut OsRng).unwrap();
        let again = keys(&folder, &mut OsRng).unwrap();
        assert_eq!(first.merchant_public, again.merchant_public);
        assert_eq!(first.alipay_public, again.alipay_public);
        assert_eq!(first.merchant_private.verifying_key(), again.merchant_public);
        #[cfg(unix)]
        for (name, mode) in [("", 0o700), (MERCHANT_PRIVATE, 0o600), (ALIPAY_PRIVATE, 0o600)] {
            use std::os::unix::fs::PermissionsExt as _;
            let there = fs::metadata(folder.join(name)).unwrap().permissions().mode();
            assert_eq!(there & 0o777, mode, "{name}");
        }
        fs::write(folder.join(ALIPAY_PUBLIC), "not a key").unwrap();
        assert!(matches!(keys(&folder, &mut OsRng), Err(FolderError::Key(..))));
    }

    #[test]
    fn settings_of_a_person_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let merchant = Merchant::default();
        let (one, two) = ("127.0.0.1:7001".parse().unwrap(), "127.0.0.1:7002".parse().unwrap());
        let written = settings(folder.path(), one, &merchant).unwrap();
        assert_eq!(written.other_gateway, None);
        let text = fs::read_to_string(&written.path).unwrap();
        let table: toml::Table = text.parse().unwrap();
        assert_eq!(table["mode"].as_str(), Some("sandbox"));
        assert_eq!(
            table["provider"]["alipay"]["gateway"].as_str(),
            Some("http://127.0.0.1:7001/gateway.do")
        );
        assert_eq!(settings(folder.path(), one, &merchant).unwrap().other_gateway, None);
        let other = settings(folder.path(), two, &merchant).unwrap().other_gateway;
        assert_eq!(other.as_deref(), Some("http://127.0.0.1:7001/gateway.do"));
        assert_eq!(fs::read_to_string(&written.path).unwrap(), text);
    }
}
