//! Facts, and a journal that has some.

use std::path::{Path, PathBuf};

use counterpane::domain::{
    Authorization, Fact, HoldId, Kind, Money, News, Number, Opened, Planned, Source, Stay, Way,
};
use counterpane::journal::{Journal, Opening};
use jiff::Timestamp;
use tempfile::TempDir;

pub(crate) const OPENING: Opening<'static> = Opening { terminal: "T1", mode_tag: "live" };

/// A folder that goes away with the test, and the journal's path in it.
pub(crate) fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("journal.db");
    (folder, path)
}

pub(crate) fn open(path: &Path) -> Journal {
    Journal::open(path, OPENING).unwrap()
}

/// The code with which an opening is refused.
pub(crate) fn refusal(path: &Path) -> &'static str {
    Journal::open(path, OPENING).unwrap_err().code()
}

pub(crate) fn at(second: u64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + i64::try_from(second).unwrap()).unwrap()
}

pub(crate) fn id(which: u64) -> HoldId {
    HoldId::from_chance(which.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 9)
}

pub(crate) fn order_no(id: &HoldId) -> Number {
    id.order_no('H', jiff::civil::date(2027, 1, 15))
}

fn request_no(id: &HoldId) -> Number {
    Number::try_from(format!("{}F1QZQZ", order_no(id))).unwrap()
}

pub(crate) fn opened(id: &HoldId, room: &str, guest: &str) -> Fact {
    Fact::Opened(Opened {
        stay: Stay {
            room: room.to_owned(),
            guest: guest.to_owned(),
            booking: String::new(),
            ..Stay::default()
        },
        money: Money::new(50_000, "HKD".parse().unwrap()),
        way: Way::Scan,
        provider: "alipay".to_owned(),
        order_no: order_no(id),
        request_no: request_no(id),
        title: "Deposit".to_owned(),
        confirm_minutes: 2,
    })
}

/// A hold that was sent and is not known yet.
pub(crate) fn send(journal: &mut Journal, which: u64, room: &str, guest: &str) -> HoldId {
    let id = id(which);
    let sending =
        Fact::Sending { kind: Kind::Hold, request: request_no(&id), attempt: 1, uptime: None };
    let facts = [(id.clone(), opened(&id, room, guest)), (id.clone(), sending)];
    journal.append(at(which), &facts).unwrap();
    id
}

/// The same, held.
pub(crate) fn hold(journal: &mut Journal, which: u64, room: &str, guest: &str) -> HoldId {
    let id = send(journal, which, room, guest);
    learn(journal, which, held(&format!("2027011510002001{which:012}")));
    id
}

pub(crate) fn hkd(minor: i64) -> Money {
    Money::new(minor, "HKD".parse().unwrap())
}

/// All of a hold given back.
pub(crate) fn release_of(id: &HoldId) -> [Fact; 2] {
    let request = Number::try_from(format!("{}U1QZQZ", order_no(id))).unwrap();
    let planned = Planned::Release {
        request: request.clone(),
        money: hkd(50_000),
        remark: "check-out".to_owned(),
    };
    let (kind, source, news) = (Kind::Release, Source::Inquiry, News::Released);
    [Fact::Planned(planned), Fact::Learned { kind, request, source, news }]
}

pub(crate) fn held(auth_no: &str) -> News {
    News::Held {
        authorization: Authorization {
            auth_no: auth_no.to_owned(),
            operation_id: String::new(),
            payer: None,
            payer_login: String::new(),
            on_credit: false,
        },
    }
}

/// News of the hold request itself.
pub(crate) fn learn(journal: &mut Journal, which: u64, news: News) {
    let id = id(which);
    let learned =
        Fact::Learned { kind: Kind::Hold, request: request_no(&id), source: Source::Inquiry, news };
    journal.append(at(which + 1), &[(id, learned)]).unwrap();
}
