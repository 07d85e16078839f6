//! Facts for this folder's tests.

use jiff::Timestamp;
use tempfile::TempDir;

use super::{Journal, Opening};
use crate::domain::{
    Authorization, Fact, HoldId, Kind, Money, News, Number, Opened, Planned, Source, Stay, Way,
};

pub(super) const OPENING: Opening<'static> = Opening { terminal: "T1", mode_tag: "training" };

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

pub(super) fn hkd(minor: i64) -> Money {
    Money::new(minor, "HKD".parse().unwrap())
}

pub(super) fn number(text: String) -> Number {
    Number::try_from(text).unwrap()
}

/// Ids that differ from their first character on.
pub(super) fn id(which: u64) -> HoldId {
    HoldId::from_chance(which.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 7)
}

pub(super) fn order_no(id: &HoldId) -> Number {
    id.order_no('T', jiff::civil::date(2027, 1, 15))
}

pub(super) fn opened(id: &HoldId, room: &str, guest: &str) -> Fact {
    let order_no = order_no(id);
    Fact::Opened(Opened {
        stay: Stay {
            room: room.to_owned(),
            guest: guest.to_owned(),
            booking: format!("BK-{room}"),
            ..Stay::default()
        },
        money: hkd(50_000),
        way: Way::Scan,
        provider: "alipay".to_owned(),
        request_no: number(format!("{order_no}F1AAAA")),
        order_no,
        title: "Deposit".to_owned(),
        confirm_minutes: 2,
    })
}

pub(super) fn sending(id: &HoldId) -> Fact {
    Fact::Sending {
        kind: Kind::Hold,
        request: number(format!("{}F1AAAA", order_no(id))),
        attempt: 1,
        uptime: None,
    }
}

pub(super) fn held(id: &HoldId) -> Fact {
    let authorization = Authorization {
        auth_no: format!("20270115{:0>20}", id.as_str().bytes().map(u64::from).sum::<u64>()),
        operation_id: String::new(),
        payer: None,
        payer_login: String::new(),
        on_credit: false,
    };
    learned(id, Kind::Hold, "F1AAAA", News::Held { authorization })
}

pub(super) fn release(id: &HoldId) -> [Fact; 2] {
    let request = number(format!("{}U1BBBB", order_no(id)));
    let planned = Planned::Release { request, money: hkd(50_000), remark: String::new() };
    [Fact::Planned(planned), learned(id, Kind::Release, "U1BBBB", News::Released)]
}

fn learned(id: &HoldId, kind: Kind, request: &str, news: News) -> Fact {
    Fact::Learned {
        kind,
        request: number(format!("{}{request}", order_no(id))),
        source: Source::Inquiry,
        news,
    }
}

pub(super) fn journal() -> (TempDir, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(&folder.path().join("journal.db"), OPENING).unwrap();
    (folder, journal)
}

/// Opens, sends and holds.
pub(super) fn keep(journal: &mut Journal, which: u64, room: &str, guest: &str) -> HoldId {
    let id = id(which);
    let facts = [opened(&id, room, guest), sending(&id), held(&id)];
    let facts = facts.map(|fact| (id.clone(), fact));
    journal.append(at(i64::try_from(which).unwrap()), &facts).unwrap();
    id
}
