//! HTTPS to a provider: one request, one reply, nothing repeated and nobody followed.

use std::sync::OnceLock;
use std::time::Duration;

use jiff::SignedDuration;
use reqwest::redirect::Policy;
use reqwest::{Client, Error};

use crate::provider::{Delivery, Lost, WireRequest};

/// Longest reply that is read, in bytes. Real ones have a few thousand.
const LONGEST_REPLY: usize = 1024 * 1024;

/// How long a connection is kept for the next request: long enough for inquiries three seconds apart,
/// and short enough that a new hold does not meet one that the gateway is about to close. Its reply
/// would be lost, and a guest would wait for the undo of a hold that never was.
const IDLE: Duration = Duration::from_secs(5);

/// The header that support asks for (alipay-preauth.md 1.2).
const TRACE: &str = "trace_id";

/// A connection to the provider. The client is built at the first request: its certificate store
/// costs milliseconds that no start of the program waits for.
#[derive(Debug)]
pub(super) struct Http {
    client: OnceLock<Client>,
    connect_timeout: Duration,
    request_timeout: Duration,
}

impl Http {
    pub(super) fn new(connect_timeout: SignedDuration, request_timeout: SignedDuration) -> Self {
        Self {
            client: OnceLock::new(),
            connect_timeout: connect_timeout.unsigned_abs(),
            request_timeout: request_timeout.unsigned_abs(),
        }
    }

    /// Builds the client ahead of the first request.
    pub(super) fn warm_up(&self) {
        if let Err(why) = self.client() {
            tracing::error!(why, "no request can be sent");
        }
    }

    /// The client. One that could not be built is tried again with the next request.
    fn client(&self) -> Result<&Client, String> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let built = self.build()?;
        Ok(self.client.get_or_init(|| built))
    }

    /// Sends once and says what became of it.
    pub(super) async fn post(&self, request: &WireRequest) -> Delivery {
        self.exchange(request).await.delivery
    }

    /// The same, with the server's clock as its reply names it.
    pub(super) async fn exchange(&self, request: &WireRequest) -> Exchange {
        let client = match self.client() {
            Ok(client) => client,
            Err(why) => return Delivery::NotSent(why).into(),
        };
        let sent = client
            .post(&request.url)
            .header("content-type", request.content_type)
            .body(request.body.as_bytes().to_vec())
            .send()
            .await;
        let mut reply = match sent {
            Ok(reply) => reply,
            Err(error) => return what_became_of(&error).into(),
        };
        let header = |name: &str| {
            reply.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let (trace, date) = (header(TRACE), header("date"));
        let status = reply.status().as_u16();
        let mut body = Vec::new();
        loop {
            match reply.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => return what_became_of(&error).into(),
            }
            if body.len() > LONGEST_REPLY {
                let delivery = Delivery::Lost(Lost::TooLong, "the reply has no end".to_owned());
                return Exchange { delivery, date };
            }
        }
        Exchange { delivery: Delivery::Reply { status, trace, body }, date }
    }

    fn build(&self) -> Result<Client, String> {
        // Installed once for the process; a second installation changes nothing.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        Client::builder()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(self.connect_timeout)
            .timeout(self.request_timeout)
            .pool_idle_timeout(IDLE)
            .no_proxy()
            .build()
            .map_err(|error| words(&error))
    }
}

/// A delivery with what only a check of the clock wants to know.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) delivery: Delivery,
    /// The `Date` header.
    pub(super) date: Option<String>,
}

impl From<Delivery> for Exchange {
    fn from(delivery: Delivery) -> Self {
        Self { delivery, date: None }
    }
}

/// Only a connection that never stood proves that nothing left.
fn what_became_of(error: &Error) -> Delivery {
    if error.is_connect() || error.is_builder() {
        return Delivery::NotSent(words(error));
    }
    if error.is_timeout() {
        return Delivery::Lost(Lost::TimeOut, words(error));
    }
    Delivery::Lost(Lost::Broken, words(error))
}

/// The error and its causes, without the address: its query carries the signature.
fn words(error: &Error) -> String {
    let mut text = String::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(inner) = cause {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    if text.is_empty() { "no reply".to_owned() } else { text }
}
