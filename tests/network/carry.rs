//! One connection on the bad line: request after request, each with what happens to it.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use rustls::{ServerConnection, StreamOwned};
use socket2::SockRef;

use crate::call::{Call, length_of, message, orders};
use crate::fault::{Arrives, Fault, How, Place, When};
use crate::line::{Wires, connect};
use crate::run::{LONGEST, clock};

/// Longest request that is waited for.
const ROOM: usize = 64 * 1024;

/// The terminal's end.
pub(crate) enum Near {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

/// Carries requests until the connection ends.
pub(crate) fn connection(near: TcpStream, wires: &Wires) {
    near.set_nodelay(true).unwrap();
    let mut near = match &wires.tls {
        None => Near::Plain(near),
        Some(config) => {
            let server = ServerConnection::new(config.clone()).unwrap();
            Near::Tls(Box::new(StreamOwned::new(server, near)))
        }
    };
    while serve(&mut near, wires).is_some() {}
}

/// One request. `None` where the connection is over.
fn serve(near: &mut Near, wires: &Wires) -> Option<()> {
    let request = near.see()?;
    let Some(call) = Call::read(&request) else {
        let first = String::from_utf8_lossy(&request).lines().next().unwrap_or_default().to_owned();
        wires.state.lock().unwrap().strange.push(first);
        return None;
    };
    let fault = wires.meet(&call);
    let letter = Letter { wires, call, request };
    if let Fault::Cut(place, how) = fault {
        letter.cut(near, place);
        return near.end(how);
    }
    if fault == Fault::HalfClosed {
        near.tcp().shutdown(Shutdown::Write).ok()?;
    }
    near.take(letter.request.len())?;
    letter.deliver(near, fault)
}

/// A request that was read.
struct Letter<'a> {
    wires: &'a Wires,
    call: Call,
    request: Vec<u8>,
}

impl Letter<'_> {
    fn deliver(self, near: &mut Near, fault: Fault) -> Option<()> {
        match fault {
            Fault::Nothing => near.write_all(&self.pass()?).ok()?,
            Fault::Twice => {
                self.pass()?;
                near.write_all(&self.pass()?).ok()?;
            }
            Fault::TwiceLate => {
                near.write_all(&self.pass()?).ok()?;
                self.wait_for_next();
            }
            Fault::TwoReplies => near.write_all(&self.pass()?.repeat(2)).ok()?,
            Fault::ClosedBehind => {
                near.write_all(&self.pass()?).ok()?;
                return near.end(How::Close);
            }
            Fault::Drips(pause) => {
                for byte in self.pass()? {
                    near.write_all(&[byte]).ok()?;
                    near.pause(Duration::from_millis(pause))?;
                }
            }
            Fault::HalfClosed => {
                self.pass()?;
                return near.end(How::Close);
            }
            Fault::Stalled(arrives) => {
                self.pass_if(arrives);
                return near.end_of_other();
            }
            Fault::Late(When::AfterHangUp) => {
                near.end_of_other();
                self.pass()?;
                return None;
            }
            Fault::Late(When::BehindNext) => {
                self.wait_for_next();
                return near.end_of_other();
            }
            Fault::Page(page, arrives) => {
                self.pass_if(arrives);
                near.write_all(page.as_bytes()).ok()?;
                return near.end(How::Close);
            }
            Fault::Changed(change) => {
                let reply = self.pass()?;
                near.write_all(&self.wires.forger.forge(change, &reply)).ok()?;
                return near.end(How::Close);
            }
            Fault::OldReply(whose) => {
                self.pass()?;
                near.write_all(&self.wires.kept(&self.call, whose)).ok()?;
            }
            // These were done before it was read, or are none of the line.
            Fault::Refused | Fault::Down | Fault::Cut(..) => return None,
        }
        Some(())
    }

    /// What happens before a connection is cut.
    fn cut(&self, near: &mut Near, place: Place) -> Option<()> {
        match place {
            Place::BeforeReading => {}
            Place::HalfRequest => near.take(self.request.len() / 2)?,
            Place::WholeRequest => near.take(self.request.len())?,
            Place::PassedOn => {
                near.take(self.request.len())?;
                self.pass()?;
            }
            Place::HalfReply => {
                near.take(self.request.len())?;
                let reply = self.pass()?;
                near.write_all(&reply[..reply.len() - reply.len() / 4]).ok()?;
            }
        }
        Some(())
    }

    fn pass_if(&self, arrives: Arrives) {
        match arrives {
            Arrives::No => {}
            Arrives::Yes => drop(self.pass()),
        }
    }

    /// Asks the provider and keeps its reply. What waited for this order arrives behind it.
    fn pass(&self) -> Option<Vec<u8>> {
        let reply = ask(&self.wires.provider, &self.request)?;
        let call = &self.call;
        let late = {
            let mut state = self.wires.state.lock().unwrap();
            state.kept.push((call.clone(), reply.clone()));
            let waited = |(other, _): &mut (Call, Vec<u8>)| {
                orders(call.api) && other.order_no() == call.order_no()
            };
            state.held_back.extract_if(.., waited).collect::<Vec<_>>()
        };
        for (_, request) in late {
            ask(&self.wires.provider, &request);
        }
        Some(reply)
    }

    /// It arrives behind the next order for its hold.
    fn wait_for_next(self) {
        self.wires.state.lock().unwrap().held_back.push((self.call, self.request));
    }
}

/// The provider's reply to these very bytes.
pub(crate) fn ask(provider: &str, request: &[u8]) -> Option<Vec<u8>> {
    let mut far = connect(provider);
    far.write_all(request).ok()?;
    message(&far)
}

impl Near {
    fn tcp(&self) -> &TcpStream {
        match self {
            Self::Plain(tcp) => tcp,
            Self::Tls(tls) => tls.get_ref(),
        }
    }

    /// A whole request. Without TLS it is looked at and not read: whoever resets a connection before
    /// it reads has to know which request it is.
    fn see(&mut self) -> Option<Vec<u8>> {
        let tcp = match self {
            Self::Plain(tcp) => tcp,
            Self::Tls(tls) => return message(tls.as_mut()),
        };
        let mut room = vec![0; ROOM];
        let start = clock();
        loop {
            let there = tcp.peek(&mut room).ok().filter(|there| *there > 0)?;
            let length = length_of(&room[..there]);
            if let Some(length) = length.filter(|length| *length <= there) {
                room.truncate(length);
                return Some(room);
            }
            assert!(start.elapsed() < LONGEST, "half a request: {:?}", &room[..there]);
            std::thread::yield_now();
        }
    }

    /// Reads so many bytes of what was seen.
    fn take(&mut self, bytes: usize) -> Option<()> {
        match self {
            Self::Plain(tcp) => tcp.read_exact(&mut vec![0; bytes]).ok(),
            Self::Tls(_) => Some(()),
        }
    }

    /// Ends it. What TLS says at the end of a conversation is never said.
    fn end(&mut self, how: How) -> Option<()> {
        match how {
            How::Reset => {
                SockRef::from(self.tcp()).set_linger(Some(Duration::ZERO)).ok()?;
                None
            }
            // A socket with unread bytes in it would be reset: they are read after the end.
            How::Close => {
                self.tcp().shutdown(Shutdown::Write).ok()?;
                self.end_of_other()
            }
        }
    }

    /// Reads until the terminal hangs up.
    fn end_of_other(&mut self) -> Option<()> {
        let mut tcp = self.tcp();
        let mut room = [0; 4096];
        while tcp.read(&mut room).is_ok_and(|read| read > 0) {}
        None
    }

    /// Lets time go by, unless the terminal hangs up.
    fn pause(&self, pause: Duration) -> Option<()> {
        if pause.is_zero() {
            return Some(());
        }
        let mut tcp = self.tcp();
        tcp.set_read_timeout(Some(pause)).ok()?;
        let heard = tcp.read(&mut [0]);
        tcp.set_read_timeout(None).ok()?;
        let quiet = |error: &std::io::Error| {
            matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
        };
        heard.err().filter(quiet).map(drop)
    }
}

impl Write for Near {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.write(bytes),
            Self::Tls(tls) => tls.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(tcp) => tcp.flush(),
            Self::Tls(tls) => tls.flush(),
        }
    }
}
