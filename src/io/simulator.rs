//! The simulated provider as an HTTP server of its own: `counterpane simulator`.
//!
//! Comes in: an address of this computer, a folder, a lesson. Goes out: a gateway that answers at
//! that address, and in the folder keys, books and settings with which the terminal meets it at
//! once. Absent: any way for another computer to reach it.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::Timestamp;
use rsa::rand_core::OsRng;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::simulator::{Books, BooksError, HttpRequest, Merchant, Reply, Simulator};

mod folder;

pub use folder::FolderError;

/// The path of the gateway (alipay-preauth.md 1.1).
const PATH: &str = "/gateway.do";

/// Longest body that is read. The longest real one is a few kilobytes.
const LONGEST: usize = 64 * 1024;

/// How long a connection is kept on which no reply ever comes; terminals give up long before.
const SILENCE: Duration = Duration::from_mins(10);

/// A pause after the operating system refused to hand over a connection, so that a lack of files or
/// memory does not become a busy loop.
const BREATH: Duration = Duration::from_millis(100);

#[derive(Debug, Error)]
pub enum ServeError {
    #[error("{0} is not an address of this computer alone; use 127.0.0.1 or [::1]")]
    NotLoopback(SocketAddr),
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error(transparent)]
    Books(#[from] BooksError),
}

/// A simulated provider whose keys and books are in `folder`, made there where they are missing: what
/// the server serves, and what training asks without a network. Making keys takes about a second.
pub fn open(folder: &Path) -> Result<Simulator, ServeError> {
    folder::make(folder)?;
    let keys = folder::keys(folder, &mut OsRng)?;
    let books = Books::open(&folder.join("books.db"))?;
    Ok(Simulator::new(books, keys, Merchant::default()))
}

/// A server whose address is taken and whose folder is ready.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    simulator: Arc<Mutex<Simulator>>,
    lines: Vec<String>,
}

/// Serves at `listen` until Ctrl-C. `say` gets one line for each request and a few at the start; no
/// line holds a payment code. `lesson` becomes the books' lesson; without one they keep theirs.
pub async fn run(
    listen: SocketAddr,
    keys_dir: &Path,
    lesson: Option<&str>,
    say: impl Fn(&str) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let server = Server::bind(listen, keys_dir, lesson).await?;
    server
        .serve(say, async {
            // Where Ctrl-C cannot be caught it ends the process by itself.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
        .await;
    Ok(())
}

impl Server {
    /// Takes the address and prepares the folder.
    pub async fn bind(
        listen: SocketAddr,
        keys_dir: &Path,
        lesson: Option<&str>,
    ) -> Result<Self, ServeError> {
        if !listen.ip().is_loopback() {
            return Err(ServeError::NotLoopback(listen));
        }
        let cannot = |error| ServeError::Listen(listen, error);
        let listener = TcpListener::bind(listen).await.map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let simulator = open(keys_dir)?;
        let written = folder::settings(keys_dir, address, simulator.merchant())?;
        let books = simulator.books();
        if let Some(lesson) = lesson {
            books.set_lesson(lesson)?;
        }
        let mut lines = vec![
            format!("simulated provider at http://{address}{PATH}"),
            format!("lesson: {}", books.current_lesson()?.id),
            format!("try: counterpane --config {} hold ...", written.path.display()),
        ];
        if let Some(other) = written.other_gateway {
            lines.push(format!("its settings name another gateway: {other}"));
        }
        let simulator = Arc::new(Mutex::new(simulator));
        Ok(Self { listener, address, simulator, lines })
    }

    /// Where it listens: the real port, where 0 was asked for.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `end`. Requests that are under way then are dropped.
    pub async fn serve(
        self,
        say: impl Fn(&str) + Send + Sync + 'static,
        end: impl Future<Output = ()>,
    ) {
        for line in &self.lines {
            say(line);
        }
        let say: Arc<dyn Fn(&str) + Send + Sync> = Arc::new(say);
        let mut connections = JoinSet::new();
        tokio::pin!(end);
        loop {
            tokio::select! {
                () = &mut end => return,
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        let gateway = Gateway {
                            simulator: Arc::clone(&self.simulator),
                            say: Arc::clone(&say),
                        };
                        connections.spawn(connection(stream, gateway));
                    }
                    Err(error) => {
                        say(&format!("no connection: {error}"));
                        tokio::time::sleep(BREATH).await;
                    }
                },
                Some(_) = connections.join_next() => {}
            }
        }
    }
}

/// What every connection needs.
#[derive(Clone)]
struct Gateway {
    simulator: Arc<Mutex<Simulator>>,
    say: Arc<dyn Fn(&str) + Send + Sync>,
}

/// The connection closes instead of a reply: what hyper does with an error.
#[derive(Debug, Error)]
#[error("the connection is dropped")]
struct Dropped;

async fn connection(stream: TcpStream, gateway: Gateway) {
    let service = service_fn(move |request| {
        let gateway = gateway.clone();
        async move { gateway.answer(request).await }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
    // A terminal that hangs up, or that was dropped, is no news here.
    drop(served);
}

impl Gateway {
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Dropped> {
        if request.uri().path() != PATH {
            return Ok(plain(StatusCode::NOT_FOUND));
        }
        if request.method() != Method::POST {
            return Ok(plain(StatusCode::METHOD_NOT_ALLOWED));
        }
        let query = request.uri().query().unwrap_or_default().to_owned();
        let Ok(body) = Limited::new(request.into_body(), LONGEST).collect().await else {
            return Ok(plain(StatusCode::PAYLOAD_TOO_LARGE));
        };
        let bytes = body.to_bytes();
        let Ok(body) = std::str::from_utf8(&bytes) else {
            return Ok(plain(StatusCode::BAD_REQUEST));
        };
        let served = {
            let mut simulator = self.simulator.lock().unwrap_or_else(PoisonError::into_inner);
            simulator.serve(&HttpRequest { query: &query, body }, now(), &mut OsRng)
        };
        (self.say)(&served.said);
        tokio::time::sleep(served.delay.unsigned_abs()).await;
        match served.reply {
            Reply::Dropped => Err(Dropped),
            Reply::NeverArrives => {
                tokio::time::sleep(SILENCE).await;
                Err(Dropped)
            }
            Reply::Answer { status, body } => Ok(whole(status, &served.trace, body)),
        }
    }
}

/// A reply as the real gateway dresses it: JSON that calls itself HTML (alipay-preauth.md 0.3).
fn whole(status: u16, trace: &str, body: Vec<u8>) -> Response<Full<Bytes>> {
    Response::builder()
        .status(status)
        .header("content-type", "text/html;charset=utf-8")
        .header("trace_id", trace)
        .body(Full::new(Bytes::from(body)))
        .unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::new()));
    *response.status_mut() = status;
    response
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the simulated provider's own wall clock, at the edge"
)]
fn now() -> Timestamp {
    Timestamp::now()
}
