//! A gateway's door that lets nobody in: what happens before a request can be sent.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::SockRef;

/// What the door does to everybody who comes.
#[derive(Debug, Clone)]
pub(crate) enum Manner {
    /// Speaks TLS with this certificate, and ends the connection when all hands are shaken.
    Tls(Arc<ServerConfig>),
    /// Answers like this, whatever was said.
    Says(&'static [u8]),
    /// Hears the first words, and resets the connection.
    Resets,
    /// Hears the first words, and closes the connection.
    Closes,
    /// Hears, and never says anything.
    Stalls,
}

/// The door. It works until the test ends.
pub(crate) struct Door {
    pub(crate) address: String,
    heard: Arc<Mutex<Heard>>,
}

#[derive(Debug, Default, Clone)]
pub(crate) struct Heard {
    /// Everything that came before it was hidden, or was not hidden at all.
    pub(crate) openly: Vec<u8>,
    /// How many connections there were.
    pub(crate) connections: usize,
    /// How many of them got as far as to send a request.
    pub(crate) trusted: usize,
}

impl Door {
    pub(crate) fn open(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let heard: Arc<Mutex<Heard>> = Arc::default();
        let notes = Arc::clone(&heard);
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let (manner, notes) = (manner.clone(), Arc::clone(&notes));
                std::thread::spawn(move || greet(near, manner, &notes));
            }
        });
        Self { address, heard }
    }

    pub(crate) fn heard(&self) -> Heard {
        self.heard.lock().unwrap().clone()
    }
}

fn greet(mut near: TcpStream, manner: Manner, heard: &Mutex<Heard>) {
    heard.lock().unwrap().connections += 1;
    let mut words = [0; 16 * 1024];
    let mut hear = |near: &mut TcpStream| {
        let read = near.read(&mut words).unwrap_or(0);
        heard.lock().unwrap().openly.extend(&words[..read]);
        read > 0
    };
    let said: &[u8] = match manner {
        Manner::Tls(config) => return shake(near, config, heard),
        Manner::Resets => {
            hear(&mut near);
            SockRef::from(&near).set_linger(Some(Duration::ZERO)).unwrap();
            return;
        }
        Manner::Says(words) => words,
        Manner::Closes | Manner::Stalls => &[],
    };
    hear(&mut near);
    if !matches!(manner, Manner::Stalls) {
        let _gone = near.write_all(said);
        let _gone = near.shutdown(Shutdown::Write);
    }
    while hear(&mut near) {}
}

/// A handshake; then nothing of a request is read.
fn shake(near: TcpStream, config: Arc<ServerConfig>, heard: &Mutex<Heard>) {
    let server = ServerConnection::new(config).unwrap();
    let mut tls = StreamOwned::new(server, near);
    while tls.conn.is_handshaking() {
        if tls.conn.complete_io(&mut tls.sock).is_err() {
            return;
        }
    }
    // Whoever does not trust the certificate hangs up here.
    if tls.read(&mut [0]).is_ok_and(|read| read > 0) {
        heard.lock().unwrap().trusted += 1;
    }
}
