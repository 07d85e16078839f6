//! A bad line between the terminal and its provider: a small proxy for HTTP that does harm once.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What the line does to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Harm {
    /// The connection closes before the request was passed on.
    NotPassedOn,
    /// The request is passed on, and the connection closes instead of the reply.
    NoReply,
    /// Only half of the reply comes.
    HalfReply,
    /// The request arrives twice; the second reply comes back.
    Twice,
    /// Something in between answers after the request was passed on.
    Instead(&'static str),
    /// The request is passed on and the connection stays open without a reply.
    Silence,
}

/// Harm for the next request of an interface, until it has happened.
type Plan = Arc<Mutex<Option<(&'static str, Harm)>>>;

/// The proxy. It works until the test ends.
pub(crate) struct Line {
    pub(crate) address: String,
    plan: Plan,
    /// Addresses that were asked for, in order.
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
}

impl Line {
    pub(crate) fn to(provider: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let plan: Plan = Arc::default();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let (provider, ours, notes) = (provider.to_owned(), Arc::clone(&plan), Arc::clone(&asked));
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let (far, plan, notes) = (provider.clone(), Arc::clone(&ours), Arc::clone(&notes));
                std::thread::spawn(move || carry(near, &far, &plan, &notes));
            }
        });
        Self { address, plan, asked }
    }

    /// Harms the next request whose interface ends like this: `freeze`, `pay`.
    pub(crate) fn harm(&self, api: &'static str, harm: Harm) {
        *self.plan.lock().unwrap() = Some((api, harm));
    }

    /// Whether the harm was done.
    pub(crate) fn is_done(&self) -> bool {
        self.plan.lock().unwrap().is_none()
    }

    /// How many requests asked for something that begins like this.
    pub(crate) fn asked(&self, start: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|path| path.starts_with(start)).count()
    }
}

/// One connection. Every request ends it, so that no reply is taken for another's.
fn carry(mut near: TcpStream, provider: &str, plan: &Plan, asked: &Mutex<Vec<String>>) {
    let Some(request) = message(&near) else {
        return;
    };
    let head = String::from_utf8_lossy(&request).lines().next().unwrap_or_default().to_owned();
    asked.lock().unwrap().push(head.split(' ').nth(1).unwrap_or_default().to_owned());
    let met = |api: &str| head.contains(&format!("{api}&")) || head.contains(&format!("{api} "));
    let harm = plan.lock().unwrap().take_if(|(api, _)| met(api)).map(|(_, harm)| harm);
    if harm == Some(Harm::NotPassedOn) {
        return;
    }
    let mut reply = ask(provider, &request);
    match harm {
        Some(Harm::Twice) => reply = ask(provider, &request),
        Some(Harm::NoReply) => return,
        Some(Harm::HalfReply) => reply.truncate(reply.len() - reply.len() / 4),
        Some(Harm::Instead(other)) => reply = other.as_bytes().to_vec(),
        Some(Harm::Silence) => {
            // Until the terminal hangs up.
            let _ended = near.read(&mut [0]);
            return;
        }
        Some(Harm::NotPassedOn) | None => {}
    }
    let _gone = near.write_all(&reply);
    let _gone = near.shutdown(Shutdown::Both);
}

fn ask(provider: &str, request: &[u8]) -> Vec<u8> {
    let mut far = TcpStream::connect(provider).unwrap();
    far.write_all(request).unwrap();
    message(&far).unwrap_or_default()
}

/// A whole HTTP message with a length.
pub(crate) fn message(from: &TcpStream) -> Option<Vec<u8>> {
    let mut from = BufReader::new(from);
    let (mut whole, mut length) = (Vec::new(), 0);
    loop {
        let start = whole.len();
        if from.read_until(b'\n', &mut whole).ok()? == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&whole[start..]).to_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    whole.extend(body);
    Some(whole)
}
