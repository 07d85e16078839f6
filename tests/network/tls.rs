//! Broken TLS, with real TLS: a handshake that comes to nothing proves that nothing was sent, and a good
//! one proves nothing.
//!
//! The program trusts who the system trusts. On Linux that list can be named (`SSL_CERT_FILE`), so the
//! tests have an authority of their own and the program runs as it is.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;

use crate::cell::Cell;
use crate::counter::{Counter, PATIENT};
use crate::door::{Door, Manner};
use crate::matrix::{at, is_as_expected};
use crate::operation::Operation::{Charge, HoldByCode, ReleasePart};
use crate::table::ROWS;
use crate::world::World;

/// Where the line is, as certificates name it.
const HERE: &str = "127.0.0.1";

/// An authority with its certificate, which the program is told to trust.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// What a server of that name shows in these years.
    fn certifies(&self, name: &str, years: [i32; 2]) -> Arc<ServerConfig> {
        let (params, key) = wanted(name, years);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        config(certificate.der().to_vec(), &key)
    }

    /// What the line shows in these years.
    pub(crate) fn certifies_here(&self, years: [i32; 2]) -> Arc<ServerConfig> {
        self.certifies(HERE, years)
    }

    /// A counter that trusts this authority and has a line that shows that certificate.
    fn counter(&self, shown: Arc<ServerConfig>) -> Counter {
        let mut world = World::new();
        world.besides.push(("SSL_CERT_FILE", self.write(&world)));
        Counter::of(world, Some(shown))
    }

    pub(crate) fn write(&self, world: &World) -> PathBuf {
        let path = world.path("authority.pem");
        fs::write(&path, &self.pem).unwrap();
        path
    }
}

fn wanted(name: &str, [from, to]: [i32; 2]) -> (CertificateParams, KeyPair) {
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(from, 1, 1);
    params.not_after = date_time_ymd(to, 1, 1);
    (params, KeyPair::generate().unwrap())
}

fn self_signed() -> Arc<ServerConfig> {
    let (params, key) = wanted(HERE, [2000, 2200]);
    config(params.self_signed(&key).unwrap().der().to_vec(), &key)
}

fn config(certificate: Vec<u8>, key: &KeyPair) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], key.into());
    Arc::new(config.unwrap())
}

/// A server that knows TLS 1.0 alone: the head of its hello, RFC 2246 7.4.1.3.
const OLD_HELLO: &[u8] = b"\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01\
    0123456789abcdef0123456789abcdef\x00\x00\x2f\x00";

/// An alert that the version is not taken, RFC 8446 6.2.
const ALERT: &[u8] = b"\x15\x03\x01\x00\x02\x02\x46";

const NOT_TLS: &[u8] = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";

#[test]
fn without_a_handshake_nothing_was_sent() {
    let ours = Authority::new();
    let other = Authority::new();
    let cases = [
        ("self-signed", Manner::Tls(self_signed())),
        ("of an unknown authority", Manner::Tls(other.certifies_here([2000, 2200]))),
        ("expired", Manner::Tls(ours.certifies_here([2000, 2001]))),
        ("not valid yet", Manner::Tls(ours.certifies_here([2199, 2200]))),
        ("of another host", Manner::Tls(ours.certifies("gateway.example", [2000, 2200]))),
        ("plain HTTP", Manner::Says(NOT_TLS)),
        ("an old version", Manner::Says(OLD_HELLO)),
        ("a version that is not taken", Manner::Says(ALERT)),
        ("reset in the handshake", Manner::Resets),
        ("closed in the handshake", Manner::Closes),
        ("stalls in the handshake", Manner::Stalls),
    ];
    std::thread::scope(|scope| {
        for (name, manner) in cases {
            let ours = &ours;
            scope.spawn(move || is_never_sent(ours, name, manner));
        }
    });
}

fn is_never_sent(ours: &Authority, name: &str, manner: Manner) {
    let counter = ours.counter(ours.certifies_here([2000, 2200]));
    let world = &counter.world;
    let held = world.held("1", "confirms");
    let id = held["id"].as_str().unwrap();
    let door = Door::open(manner);
    counter.go_by(&door.address, PATIENT);
    let code = world.code("confirms");
    for (words, money) in [
        (format!("hold --room 2 --amount 500 --code {code}"), "not_held"),
        (format!("release {id} --amount 60"), "held"),
    ] {
        let ran = world.run(&format!("{words} --json"));
        let now = ran.ends(3);
        assert_eq!((&now["money"], &now["released"]), (&money.into(), &"0.00".into()), "{name}");
        assert_eq!(now["trouble"]["code"], "net.not_sent", "{name}: {ran}");
    }
    let heard = door.heard();
    assert!(heard.connections >= 2, "{name}: nobody came");
    assert_eq!(heard.trusted, 0, "{name}: a request was sent");
    let openly = String::from_utf8_lossy(&heard.openly);
    assert!(!openly.contains("gateway.do") && !openly.contains(&code), "{name}: {openly}");
    assert_eq!(world.books().orders().unwrap().len(), 1, "{name}: it arrived");
    counter.go_by(&counter.line.address, PATIENT);
    world.agrees();
}

/// The certificate was good and the connection stood: what became of the request is not known.
#[test]
fn behind_a_handshake_anything_may_have_been_sent() {
    let ours = Authority::new();
    let good = ours.certifies_here([2000, 2200]);
    let counter = ours.counter(Arc::clone(&good));
    let door = Door::open(Manner::Tls(good));
    counter.go_by(&door.address, PATIENT);
    let code = counter.world.code("confirms");
    let words = format!("hold --json --room 1 --amount 500 --code {code}");
    let hold = counter.world.run(&words).ends(4);
    assert_eq!(hold["money"], "not_known_yet");
    assert!(door.heard().trusted > 0);
    counter.go_by(&counter.line.address, PATIENT);
    counter.settle();
    counter.world.agrees();
    assert_eq!(counter.world.holds()[0]["money"], "not_held");
}

/// What the table says of a connection that ends holds with TLS on it, too, which never says that it is
/// the end: a request or a reply that was cut is no shorter one.
#[test]
fn tls_changes_nothing_of_the_table() {
    let ours = Authority::new();
    let counters = [HoldByCode, Charge, ReleasePart].map(|operation| {
        let counter = ours.counter(ours.certifies_here([2000, 2200]));
        let names = [
            "none",
            "reset after the request, not passed on",
            "closed after the request, not passed on",
            "reset after it was passed on",
            "closed after it was passed on",
            "reset in the middle of the reply",
            "closed in the middle of the reply",
            "no length, cut off",
            "arrives when the terminal has hung up",
        ];
        let row = move |name| ROWS.iter().find(|row| row.name == name).unwrap();
        (counter, names.map(|name| Cell { row: row(name), operation }))
    });
    std::thread::scope(|scope| {
        for (counter, cells) in counters {
            scope.spawn(move || is_as_expected(at(&counter, cells.into_iter())));
        }
    });
}
