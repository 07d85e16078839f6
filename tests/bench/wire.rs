//! The line to the provider, with a clock at it.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::Instant;

use crate::run::{LONGEST, clock};

/// Passes bytes on in both directions and notes when a request's first byte came.
pub(crate) struct Wire {
    address: String,
    requests: mpsc::Receiver<Instant>,
}

impl Wire {
    pub(crate) fn to(provider: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (tell, requests) = mpsc::channel();
        let provider = provider.to_owned();
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let far = TcpStream::connect(&provider).unwrap();
                let back = (far.try_clone().unwrap(), near.try_clone().unwrap());
                let tell = tell.clone();
                std::thread::spawn(move || carry(near, far, Some(&tell)));
                std::thread::spawn(move || carry(back.0, back.1, None));
            }
        });
        Self { address, requests }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Forgets what came so far.
    pub(crate) fn forget(&self) {
        while self.requests.try_recv().is_ok() {}
    }

    /// When the next request's first byte came.
    pub(crate) fn wait(&self) -> Instant {
        self.requests.recv_timeout(LONGEST).unwrap()
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, tell: Option<&mpsc::Sender<Instant>>) {
    let mut chunk = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut chunk) {
        let now = clock();
        let bytes = chunk.get(..length).unwrap_or_default();
        if let (Some(tell), true) = (tell, bytes.starts_with(b"POST ")) {
            // The benchmark may have ended.
            let _gone = tell.send(now);
        }
        if to.write_all(bytes).is_err() {
            return;
        }
    }
}
