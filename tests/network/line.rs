//! A bad line between the terminal and its provider: it works on raw TCP, with or without TLS on it,
//! and does what it is told to one request.

use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use counterpane::simulator::Api;
use rustls::ServerConfig;
use socket2::{Domain, Socket, Type};

use crate::call::Call;
use crate::carry;
use crate::fault::{Fault, How, Place, Whose};
use crate::forge::Forger;

/// The line. It works until the test ends.
pub(crate) struct Line {
    pub(crate) address: String,
    /// An address where nobody listens, and nobody else can.
    pub(crate) nobody: String,
    _bound: Socket,
    wires: Arc<Wires>,
}

/// What every connection needs.
pub(crate) struct Wires {
    pub(crate) provider: String,
    pub(crate) forger: Forger,
    pub(crate) tls: Option<Arc<ServerConfig>>,
    pub(crate) state: Mutex<State>,
}

#[derive(Default)]
pub(crate) struct State {
    plans: Vec<Plan>,
    /// The order for which the line is down. Others of the same journal go on: they are other cells.
    down: Option<String>,
    /// Every request that the line saw, in order.
    calls: Vec<Call>,
    /// Good replies, with what they answer.
    pub(crate) kept: Vec<(Call, Vec<u8>)>,
    /// Requests that arrive later.
    pub(crate) held_back: Vec<(Call, Vec<u8>)>,
    /// First lines of requests that are none to the gateway.
    pub(crate) strange: Vec<String>,
}

struct Plan {
    api: Api,
    fault: Fault,
    left: u32,
    met: bool,
    /// Requests that were there before are left alone.
    old: BTreeSet<String>,
}

impl Line {
    pub(crate) fn new(provider: &str, forger: Forger, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let wires =
            Arc::new(Wires { provider: provider.to_owned(), forger, tls, state: Mutex::default() });
        let ours = Arc::clone(&wires);
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let wires = Arc::clone(&ours);
                std::thread::spawn(move || carry::connection(near, &wires));
            }
        });
        let bound = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        bound.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        let nobody = bound.local_addr().unwrap().as_socket().unwrap().to_string();
        Self { address, nobody, _bound: bound, wires }
    }

    /// Strikes `times` requests of `api` too: the first ones with a number that is new, or is `also`.
    pub(crate) fn strike(&self, api: Api, fault: Fault, times: u32, also: Option<&str>) {
        let mut state = self.wires.state.lock().unwrap();
        let numbers = state.calls.iter().map(|call| call.number.clone());
        let old = numbers.filter(|number| Some(number.as_str()) != also).collect();
        state.plans.push(Plan { api, fault, left: times, met: false, old });
    }

    /// Ends what was begun, lets arrive what was held back, and says whether all of it was met.
    pub(crate) fn heal(&self) -> bool {
        let (plans, late) = {
            let mut state = self.wires.state.lock().unwrap();
            state.down = None;
            (std::mem::take(&mut state.plans), std::mem::take(&mut state.held_back))
        };
        for (_, request) in late {
            carry::ask(&self.wires.provider, &request);
        }
        plans.iter().all(|plan| plan.met)
    }

    /// Every request of `api` for that order.
    pub(crate) fn calls(&self, api: Api, order_no: &str) -> Vec<Call> {
        let state = self.wires.state.lock().unwrap();
        let ours = |call: &&Call| call.api == api && call.is_about(order_no);
        state.calls.iter().filter(ours).cloned().collect()
    }

    /// Whether the provider itself has said that, when it was asked about that number.
    pub(crate) fn was_told(&self, api: Api, number: &str, what: &str) -> bool {
        let state = self.wires.state.lock().unwrap();
        let mut kept = state.kept.iter();
        kept.any(|(call, reply)| {
            let ours = call.api == api && call.number == number;
            ours && String::from_utf8_lossy(reply).contains(what)
        })
    }

    /// First lines of what is no request to the gateway, a redirection that was followed for one.
    pub(crate) fn strange(&self) -> Vec<String> {
        self.wires.state.lock().unwrap().strange.clone()
    }
}

impl Wires {
    /// Writes a request down and says what happens to it.
    pub(crate) fn meet(&self, call: &Call) -> Fault {
        let mut state = self.state.lock().unwrap();
        state.calls.push(call.clone());
        let met = |plan: &&mut Plan| {
            plan.api == call.api && plan.left > 0 && !plan.old.contains(&call.number)
        };
        let mut fault = Fault::Nothing;
        if let Some(plan) = state.plans.iter_mut().find(met) {
            plan.left -= 1;
            plan.met = true;
            fault = plan.fault;
        }
        if fault == Fault::Down {
            state.down = Some(call.order_no().to_owned());
        }
        let is_down = state.down.as_ref().is_some_and(|order_no| call.is_about(order_no));
        if is_down { Fault::Cut(Place::BeforeReading, How::Reset) } else { fault }
    }

    /// A reply that was good for another request of the kind: the last one for another order, or for
    /// the same.
    pub(crate) fn kept(&self, call: &Call, whose: Whose) -> Vec<u8> {
        let state = self.state.lock().unwrap();
        let fits = |(other, _): &&(Call, Vec<u8>)| {
            let same = other.order_no() == call.order_no();
            let wanted = same == (whose == Whose::Same);
            other.api == call.api && wanted && other.number != call.number
        };
        let found = state.kept.iter().rfind(fits);
        found.unwrap_or_else(|| panic!("no older reply for {call:?}")).1.clone()
    }
}

/// Both ends of a connection that a test has to itself.
pub(crate) fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}
