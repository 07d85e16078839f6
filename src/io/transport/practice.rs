//! Training: the simulated provider inside this process. Nothing here can reach a network.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rsa::rand_core::{OsRng, RngCore as _};
use tokio::sync::OnceCell;
use zeroize::Zeroizing;

use crate::domain::{Answer, Ask};
use crate::provider::alipay::{Alipay, AlipaySettings, Keys, Merchant};
use crate::provider::{Delivery, Lost, Provider as _};
use crate::simulator::{self, HttpRequest, KeyRing, Reply, Simulator, lesson, lesson_code};

use super::super::clock::wall;
use super::super::simulator as provider_side;
use super::{encode, encoded, log, not_sent};

/// Where requests go that go nowhere: a name that no network knows (RFC 6761).
const NOWHERE: &str = "https://simulated.invalid/gateway.do";

/// How long a guest's phone and a network take at least, so that training looks like the real thing.
const LATENCY: Duration = Duration::from_millis(350);

/// The simulator with the codec that speaks to it, made at its first use: its keys take a moment.
#[derive(Debug)]
pub(in crate::io) struct Practice {
    folder: PathBuf,
    hotel: String,
    request_timeout: Duration,
    /// No latency for scripts.
    hurried: bool,
    ready: OnceCell<Arc<Ready>>,
    /// The guest who was chosen, until the next request finds him at the counter.
    chosen: Mutex<Option<String>>,
}

#[derive(Debug)]
struct Ready {
    provider: Arc<Alipay>,
    simulator: Mutex<Simulator>,
}

impl Practice {
    /// `folder` has the simulator's books and keys; it outlives the process.
    pub(in crate::io) fn new(
        folder: PathBuf,
        hotel: String,
        request_timeout: Duration,
        hurried: bool,
    ) -> Self {
        Self {
            folder,
            hotel,
            request_timeout,
            hurried,
            ready: OnceCell::new(),
            chosen: Mutex::default(),
        }
    }

    /// Makes it ready ahead of its first use.
    pub(in crate::io) async fn warm_up(&self) {
        if let Err(why) = self.ready().await {
            tracing::error!(why, "the simulator cannot start");
        }
    }

    pub(in crate::io) async fn ask(&self, ask: Ask) -> Answer {
        let ready = match self.ready().await {
            Ok(ready) => ready,
            Err(why) => return not_sent("training.simulator", &why),
        };
        let (ask, wire) = match encoded(encode(Arc::clone(&ready.provider) as Arc<_>, ask)).await {
            Ok(encoded) => encoded,
            Err(answer) => return answer,
        };
        let provider = Arc::clone(&ready.provider);
        let chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner).take();
        let served = tokio::task::spawn_blocking(move || {
            let request = HttpRequest::to(&wire.url, &wire.body);
            // A thread that panicked over the books left them whole: they are a database.
            let mut simulator = ready.simulator.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(id) = chosen
                && let Err(error) = simulator.books().set_lesson(&id)
            {
                tracing::error!(%error, id, "the guest to practise with was not set");
            }
            simulator.serve(&request, wall(), &mut OsRng)
        });
        let delivery = match served.await {
            Ok(served) => self.deliver(served).await,
            Err(_) => Delivery::Lost(Lost::Broken, "the simulator gave no answer".to_owned()),
        };
        log(&delivery, provider.trace(&ask, &delivery).as_deref());
        provider.decode(&ask, &delivery)
    }

    /// The code that a guest's phone shows.
    pub(in crate::io) fn scan(id: &str) -> Option<String> {
        lesson(id).map(|lesson| lesson_code(lesson, OsRng.next_u64()))
    }

    /// Who scans the next QR code. Known before the next request, whatever comes between.
    pub(in crate::io) fn choose(&self, id: String) {
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = Some(id);
    }

    async fn deliver(&self, served: simulator::Served) -> Delivery {
        let delay = served.delay.unsigned_abs();
        let delay = if self.hurried { delay } else { delay.max(LATENCY) };
        let late = matches!(served.reply, Reply::NeverArrives) || delay >= self.request_timeout;
        if late {
            tokio::time::sleep(self.request_timeout).await;
            return Delivery::Lost(Lost::TimeOut, "no reply in time".to_owned());
        }
        tokio::time::sleep(delay).await;
        match served.reply {
            Reply::Answer { status, body } => {
                Delivery::Reply { status, trace: Some(served.trace), body }
            }
            Reply::Dropped | Reply::NeverArrives => {
                Delivery::Lost(Lost::Broken, "the connection was closed".to_owned())
            }
        }
    }

    async fn ready(&self) -> Result<Arc<Ready>, String> {
        // What could not be made is tried again with the next request: a full disk has room again.
        let ready = self.ready.get_or_try_init(|| async {
            let (folder, hotel) = (self.folder.clone(), self.hotel.clone());
            let made = tokio::task::spawn_blocking(move || Ready::make(&folder, hotel));
            made.await.map_err(|error| error.to_string()).and_then(|made| made)
        });
        ready.await.cloned()
    }
}

impl Ready {
    fn make(folder: &Path, hotel: String) -> Result<Arc<Self>, String> {
        let simulator = provider_side::open(folder).map_err(|error| error.to_string())?;
        let provider = codec(simulator.keys(), simulator.merchant(), hotel)?;
        Ok(Arc::new(Self { provider: Arc::new(provider), simulator: Mutex::new(simulator) }))
    }
}

/// The real codec with the practice merchant's keys.
fn codec(keys: &KeyRing, merchant: &simulator::Merchant, hotel: String) -> Result<Alipay, String> {
    let private = keys.merchant_private.to_pem().map_err(|error| error.to_string())?;
    let public = keys.alipay_public.to_pem().map_err(|error| error.to_string())?;
    let settings = AlipaySettings {
        merchant: Merchant {
            gateway: NOWHERE.to_owned(),
            app_id: merchant.app_id.clone(),
            seller_id: merchant.seller_id.clone(),
            send_payee: true,
            product_code: "PRE_AUTH".to_owned(),
            category: Some("HOTEL".to_owned()),
            store_alias: Some(hotel),
            store_id: None,
            terminal_id: None,
            operator_id: None,
            settle_currency: None,
            notify_url: None,
            app_auth_token: None,
        },
        keys: Keys::PublicKey {
            merchant_private_key: Zeroizing::new(private.to_string()),
            alipay_public_key: public,
        },
    };
    Alipay::new(settings).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;

    #[test]
    fn a_simulator_that_could_not_start_is_started_again() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("simulator");
        std::fs::write(&folder, "in the way").unwrap();
        let practice =
            Practice::new(folder.clone(), "Seaview".to_owned(), Duration::from_secs(5), true);
        let capture_no = crate::domain::Number::try_from("T1".to_owned()).unwrap();
        let money = Money::parse("1.00", "HKD".parse().unwrap()).unwrap();
        let ask = || practice.ask(Ask::InquireCapture { capture_no: capture_no.clone(), money });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        assert!(matches!(runtime.block_on(ask()), Answer::NotSent(_)));
        std::fs::remove_file(&folder).unwrap();
        assert!(!matches!(runtime.block_on(ask()), Answer::NotSent(_)));
    }
}
