//! From settings to a desk at work: journal, keys, transport, and what was left open the last time.

use std::path::Path;
use std::sync::Arc;

use rsa::rand_core::OsRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::config::{AlipayConfig, Mode, ProviderConfig, Settings, TheirKey};
use crate::desk::{Desk, Setup};
use crate::journal::{Journal, JournalError, Opening, Reader};
use crate::provider::Provider;
use crate::provider::alipay::{Alipay, AlipaySettings, Keys, Merchant, SetUpError};

use super::clock::Clock;
use super::engine::Engine;
use super::files::{self, FileError};
use super::house::HouseRules;
use super::http::Http;
use super::keeper::Keeper;
use super::rights::Keep;
use super::transport::{Practice, Transport};

/// Why the terminal cannot start. Nothing was sent, nothing was changed.
#[derive(Debug, Error)]
pub(super) enum OpeningError {
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Keys(#[from] SetUpError),
    #[error("{0} needs a provider, and the settings have none")]
    NoProvider(&'static str),
    #[error("the journal's thread cannot start: {0}")]
    Thread(#[from] std::io::Error),
}

/// How a run of the program differs from another with the same settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// A person looks on.
    Person,
    /// A script waits: training's guests take no longer than they must.
    Script,
}

/// Opens the journal for writing and takes up what is open in it.
pub(super) fn open(settings: &Settings, pace: Pace) -> Result<Engine, OpeningError> {
    let transport = transport(settings, pace)?;
    let opening = Opening { terminal: &settings.hotel.terminal, mode_tag: settings.mode.name() };
    let journal = Journal::open(&settings.files.journal, opening)?;
    let mut open = Vec::new();
    for id in journal.read().open_holds()? {
        open.push(journal.read().entries_of(&id)?);
    }
    let house = journal.read().house(&settings.hotel.terminal)?;
    let clock = Clock::start();
    let desk = Desk::new(setup(settings, &clock), Box::new(OsRng));
    let mut engine =
        Engine::new(desk, clock, Keeper::start(journal, HouseRules::of(settings))?, transport);
    engine.set_house(house);
    for entries in open {
        engine.load(entries);
    }
    Ok(engine)
}

/// The journal for reading alone: beside a terminal that is at work.
pub(super) fn read(settings: &Settings) -> Result<Reader, JournalError> {
    Reader::open(&settings.files.journal, settings.mode.name())
}

fn setup(settings: &Settings, clock: &Clock) -> Setup {
    Setup {
        provider: Alipay::NAME.to_owned(),
        capabilities: Alipay::CAPABILITIES,
        currency: settings.hotel.currency,
        currency_taken: Alipay::takes_currency(settings.hotel.currency),
        hotel: settings.hotel.name.clone(),
        prefix: settings.mode.number_prefix(),
        zone: settings.hotel.time_zone.clone(),
        policy: settings.policy.clone(),
        rights: settings.rights.clone(),
        shift_required: settings.shift_required,
        boot: clock.boot(),
    }
}

fn transport(settings: &Settings, pace: Pace) -> Result<Transport, OpeningError> {
    match (&settings.provider, settings.mode) {
        (Some(ProviderConfig::Alipay(config)), Mode::Sandbox | Mode::Live) => {
            let provider: Arc<dyn Provider> = Arc::new(alipay(config, settings)?);
            let http = Http::new(settings.connect_timeout, settings.policy.request_timeout);
            Ok(Transport::Network { provider, http })
        }
        // Never the simulator: it would say HELD of nobody's money.
        (None, Mode::Sandbox | Mode::Live) => Err(OpeningError::NoProvider(settings.mode.name())),
        (_, Mode::Training) => Ok(Transport::Training(Practice::new(
            settings.files.simulator.clone(),
            settings.hotel.name.clone(),
            settings.policy.request_timeout.unsigned_abs(),
            pace == Pace::Script,
        ))),
    }
}

/// Alipay with the keys that the settings name.
pub(super) fn alipay(config: &AlipayConfig, settings: &Settings) -> Result<Alipay, OpeningError> {
    let merchant_private_key = files::read_kept(&config.keys.merchant_private_key, Keep::Secret)?;
    // Whoever could change these would say which replies are the provider's.
    let kept = |path: &Path| files::read_kept(path, Keep::Unchanged).map(|text| text.to_string());
    let keys = match &config.keys.theirs {
        TheirKey::PublicKey(path) => {
            Keys::PublicKey { merchant_private_key, alipay_public_key: kept(path)? }
        }
        TheirKey::Certificates { app_cert, alipay_cert, alipay_root_cert } => Keys::Certificates {
            merchant_private_key,
            app_cert: kept(app_cert)?,
            alipay_cert: kept(alipay_cert)?,
            alipay_root_cert: kept(alipay_root_cert)?,
        },
    };
    let merchant = Merchant {
        gateway: config.gateway.clone(),
        app_id: config.app_id.clone(),
        seller_id: config.seller_id.clone(),
        send_payee: config.send_payee,
        product_code: config.product_code.clone(),
        category: config.category.clone(),
        store_alias: Some(settings.hotel.name.clone()),
        store_id: config.store_id.clone(),
        terminal_id: Some(settings.hotel.terminal.clone()),
        operator_id: None,
        settle_currency: config.settle_currency,
        notify_url: config.notify_url.clone(),
        app_auth_token: config
            .app_auth_token
            .as_ref()
            .map(|token| Zeroizing::new(token.expose().to_owned())),
    };
    Ok(Alipay::new(AlipaySettings { merchant, keys })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A simulator in place of a provider would say HELD of money that nobody holds.
    #[test]
    fn live_money_is_never_simulated() {
        let mut settings = Settings::built_in(std::path::Path::new("nowhere")).unwrap();
        assert!(matches!(transport(&settings, Pace::Script), Ok(Transport::Training(_))));
        for mode in [Mode::Sandbox, Mode::Live] {
            settings.mode = mode;
            let refused = transport(&settings, Pace::Script);
            assert!(matches!(refused, Err(OpeningError::NoProvider(_))), "{mode:?}");
        }
    }
}
