//! The way to a provider and back: encode, deliver, decode. One implementation goes over the
//! network; training's goes to the simulator inside this process and holds no network client at all.

mod practice;

use std::sync::Arc;

use rsa::rand_core::OsRng;
use tokio::task::JoinHandle;

use crate::domain::{Answer, Ask, Class, Reason};
use crate::provider::{Delivery, EncodeError, Provider, WireRequest};

use super::clock::wall;
use super::http::Http;
pub(super) use practice::Practice;

#[derive(Debug)]
pub(super) enum Transport {
    Network { provider: Arc<dyn Provider>, http: Http },
    Training(Practice),
}

impl Transport {
    /// Encodes and signs an ask ahead of its call. Nothing leaves. Training has no need of it: its
    /// guests take longer.
    pub(super) fn prepare(&self, ask: &Ask) -> Option<Prepared> {
        match self {
            Self::Network { provider, .. } => Some(Prepared {
                ask: ask.clone(),
                encoding: encode(Arc::clone(provider), ask.clone()),
            }),
            Self::Training(_) => None,
        }
    }

    /// Asks once. Whatever goes wrong is an answer too.
    pub(super) async fn ask(&self, ask: Ask, prepared: Option<Prepared>) -> Answer {
        match self {
            Self::Network { provider, http } => {
                let encoding = match prepared {
                    Some(prepared) if prepared.ask == ask => prepared.encoding,
                    Some(_) | None => encode(Arc::clone(provider), ask),
                };
                let (ask, wire) = match encoded(encoding).await {
                    Ok(encoded) => encoded,
                    Err(answer) => return answer,
                };
                let delivery = http.post(&wire).await;
                log(&delivery, provider.trace(&ask, &delivery).as_deref());
                provider.decode(&ask, &delivery)
            }
            Self::Training(practice) => practice.ask(ask).await,
        }
    }

    /// What the first request would otherwise wait for.
    pub(super) async fn warm_up(&self) {
        match self {
            Self::Network { http, .. } => http.warm_up(),
            Self::Training(practice) => practice.warm_up().await,
        }
    }

    /// Training: the guest who scans the next QR code.
    pub(super) fn choose_lesson(&self, id: String) {
        match self {
            Self::Network { .. } => {}
            Self::Training(practice) => practice.choose(id),
        }
    }
}

/// A request that is encoded before it may leave.
#[derive(Debug)]
pub(super) struct Prepared {
    ask: Ask,
    encoding: Encoding,
}

type Encoding = JoinHandle<(Ask, Result<WireRequest, EncodeError>)>;

/// A signature takes milliseconds: it is made beside the thread that draws.
fn encode(provider: Arc<dyn Provider>, ask: Ask) -> Encoding {
    tokio::task::spawn_blocking(move || {
        let wire = provider.encode(&ask, wall(), &mut OsRng);
        (ask, wire)
    })
}

async fn encoded(encoding: Encoding) -> Result<(Ask, WireRequest), Answer> {
    match encoding.await {
        Ok((ask, Ok(wire))) => Ok((ask, wire)),
        Ok((_, Err(error))) => Err(not_sent("net.not_encoded", &error.to_string())),
        // A panic's words may quote what was encoded.
        Err(_) => Err(not_sent("net.not_encoded", "encoding ended without a result")),
    }
}

/// Our own fault before anything left.
fn not_sent(code: &str, why: &str) -> Answer {
    tracing::error!(code, why, "nothing was sent");
    Answer::NotSent(Reason::ours(Class::SetUp, code, why))
}

/// Neither bodies nor addresses: they carry signatures, names and codes.
fn log(delivery: &Delivery, trace: Option<&str>) {
    match delivery {
        Delivery::Reply { status, trace: _, body } => {
            tracing::info!(status, trace, bytes = body.len(), "reply");
        }
        Delivery::NotSent(why) => tracing::warn!(why, "not sent"),
        Delivery::Lost(how, why) => tracing::warn!(?how, why, "no reply"),
    }
}
