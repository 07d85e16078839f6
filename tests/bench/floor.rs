//! What no terminal can do without between a scan and its request: its intent on the disk, and one
//! signature.

use std::time::Duration;

use counterpane::domain::{Fact, HoldId, Kind, Money, Number, Opened, Stay, Way};
use counterpane::journal::{Journal, Opening};
use counterpane::provider::alipay::sign::SigningKey;
use jiff::Timestamp;
use rsa::rand_core::OsRng;

use crate::run::clock;
use crate::world::World;

/// As long as the content of a real hold request that is signed.
const CONTENT: usize = 900;

pub(crate) struct Floor {
    key: SigningKey,
    journal: Journal,
    round: u64,
}

impl Floor {
    /// On the disk of the program under test, and with its key.
    pub(crate) fn beside(world: &World) -> Self {
        let key = std::fs::read_to_string(world.path("keys/merchant_private_key.pem")).unwrap();
        let opening = Opening { terminal: "T02", mode_tag: "sandbox" };
        Self {
            key: SigningKey::parse(&key).unwrap(),
            journal: Journal::open(&world.path("floor.db"), opening).unwrap(),
            round: 0,
        }
    }

    /// One signature after one durable append of a new hold's facts.
    pub(crate) fn once(&mut self) -> Duration {
        self.round += 1;
        let id = HoldId::from_chance(self.round.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let facts = facts(&id).map(|fact| (id.clone(), fact));
        let content = vec![b'x'; CONTENT];
        let start = clock();
        self.journal.append(Timestamp::UNIX_EPOCH, &facts).unwrap();
        let signature = self.key.sign(&content, &mut OsRng).unwrap();
        let took = start.elapsed();
        assert!(!signature.is_empty());
        took
    }
}

fn facts(id: &HoldId) -> [Fact; 2] {
    let order_no = id.order_no('S', jiff::civil::date(2026, 11, 22));
    let request = Number::try_from(format!("{order_no}F1AAAA")).unwrap();
    let opened = Opened {
        stay: Stay { room: "1208".to_owned(), ..Stay::default() },
        money: Money::new(100_000, "CNY".parse().unwrap()),
        way: Way::Scan,
        provider: "alipay".to_owned(),
        order_no,
        request_no: request.clone(),
        title: "Seaview Hotel, room 1208".to_owned(),
        confirm_minutes: 2,
    };
    [Fact::Opened(opened), Fact::Sending { kind: Kind::Hold, request, attempt: 1, uptime: None }]
}
