//! One counter with its own journal and provider, behind a bad line.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use counterpane::provider::alipay::sign::SigningKey;
use rustls::ServerConfig;

use crate::forge::Forger;
use crate::line::Line;
use crate::run::{LONGEST, clock};
use crate::world::{QUICK, World};

pub(crate) struct Counter {
    pub(crate) world: World,
    pub(crate) line: Line,
    scheme: &'static str,
}

impl Counter {
    /// Over plain HTTP.
    pub(crate) fn new() -> Self {
        Self::of(World::new(), None)
    }

    /// With a line that speaks TLS, where there is something to speak it with.
    pub(crate) fn of(world: World, tls: Option<Arc<ServerConfig>>) -> Self {
        let scheme = if tls.is_some() { "https" } else { "http" };
        let line = Line::new(world.address(), forger(&world), tls);
        let counter = Self { world, line, scheme };
        counter.go_by(&counter.line.address, PATIENT);
        counter
    }

    /// Settings with that way to the provider, and that time for a guest.
    pub(crate) fn go_by(&self, address: &str, scan_wait: &str) {
        let gateway = format!("{}://{address}/gateway.do", self.scheme);
        self.world.write_settings_of(&gateway, &policy(scan_wait));
    }

    /// Asks until nothing is unclear any more. A QR code that nobody showed takes its whole minute.
    pub(crate) fn settle(&self) {
        let start = clock();
        while !self.world.is_settled() {
            assert!(start.elapsed() < 2 * LONGEST, "not settled: {:?}", self.world.holds());
            std::thread::park_timeout(BETWEEN);
        }
    }
}

/// Long enough to find out about a lost reply on a busy machine.
pub(crate) const PATIENT: &str = "6s";

/// Between two looks at what is not settled yet.
const BETWEEN: Duration = Duration::from_millis(300);

/// Both keys that a forger can have: here, the provider's own too.
fn forger(world: &World) -> Forger {
    let key = |name: &str| {
        let text = fs::read_to_string(world.path(&format!("keys/{name}.pem"))).unwrap();
        SigningKey::parse(&text).unwrap()
    };
    Forger { provider: key("alipay_private_key"), other: key("merchant_private_key") }
}

/// Quick, with time enough for a machine that does other things beside: a good reply that takes longer
/// than the time-out would be another fault than the one under test.
pub(crate) fn policy(scan_wait: &str) -> String {
    let mut policy = QUICK.to_owned();
    let wait = format!("scan_wait = \"{scan_wait}\"\nconfirm_within = \"1m\"");
    for (quick, ours) in [
        ("scan_wait = \"2s\"", wait.as_str()),
        // A command that has called a person is over before the background begins.
        ("background_after = [\"1s\"]", "background_after = [\"5s\"]"),
        ("request_timeout = \"1s\"", "request_timeout = \"1500ms\""),
        // Between two of the ten seconds after which a refund's absence counts.
        ("capture_wait = \"3s\"", "capture_wait = \"15s\""),
    ] {
        assert!(policy.contains(quick), "{quick}");
        policy = policy.replace(quick, ours);
    }
    policy
}
