//! Holds as the desk would show them, for pictures and journeys.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use counterpane::desk::{Action, Activity, Case, HoldView, Next, Snapshot, TimelineRow, Trouble};
use counterpane::domain::{
    Class, Currency, Fact, HoldId, Kind, Money, MoneyState, News, Number, Phase, Reason, State,
    Stay, UndoWhy, Way,
};
use counterpane::locale::Language;
use counterpane::scanner::{Device, DeviceId, Health, Roster, Scan, Source, Speaks, Wait};
use counterpane::tui::{Colours, LessonInfo, Mode, Model, Msg, Setup};

/// As long as the texts of Alipay's QR codes.
pub(crate) const QR: &str = "https://qr.alipay.com/bax03112ib9lgidl1uwn0053";

/// A payment code that is taken for one.
pub(crate) const CODE: &str = "287654321098765432";

/// 22 November 2026, 14:05:07 in Hong Kong.
pub(crate) fn now() -> Timestamp {
    "2026-11-22T06:05:07Z".parse().unwrap()
}

pub(crate) fn later(millis: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_millis(millis)).unwrap()
}

/// A scan from a scanner that does not type, read in the wait that is going on.
pub(crate) fn scan(text: &str, millis: i64) -> Scan {
    Scan {
        text: text.to_owned().into(),
        symbology: None,
        source: Source::Training,
        device: None,
        began: later(millis),
        at: later(millis),
        wait: Wait::default(),
    }
}

/// A scanner that is plugged in.
pub(crate) fn scanner(id: u32, speaks: Speaks, health: Health) -> Device {
    let (name, vendor, product, node) = match speaks {
        Speaks::HidPos => ("Honeywell Xenon 1900", 0x0c2e, 0x0907, "/dev/hidraw3"),
        Speaks::Serial => ("Newland HR22", 0x1eab, 0x1a06, "/dev/ttyACM0"),
        Speaks::Keyboard => ("Newland HR22", 0x1eab, 0x1a03, "/dev/input/event7"),
        Speaks::Other => ("Symbol Bar Code Scanner", 0x05e0, 0x1300, "/dev/hidraw4"),
    };
    let layout = "report 2: length at 1, symbology at 2, 56 bytes of data at 5";
    Device {
        id: DeviceId(id),
        name: name.to_owned(),
        vendor,
        product,
        speaks,
        node: node.to_owned(),
        layout: (health == Health::Reading && speaks == Speaks::HidPos).then(|| layout.to_owned()),
        health,
    }
}

pub(crate) fn roster(devices: Vec<Device>) -> Msg {
    Msg::Scanners(Roster { devices })
}

/// One HID POS scanner with which it is so.
pub(crate) fn one_scanner(health: Health) -> Msg {
    roster(vec![scanner(1, Speaks::HidPos, health)])
}

pub(crate) fn hkd() -> Currency {
    "HKD".parse().unwrap()
}

pub(crate) fn money(minor: i64) -> Money {
    Money::new(minor, hkd())
}

pub(crate) fn id(chance: u64) -> HoldId {
    HoldId::from_chance(chance.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

pub(crate) fn setup(mode: Mode, language: Language) -> Setup {
    let lessons = ["confirms", "password", "never", "poor", "expired", "lost", "busy"];
    let training = mode == Mode::Training;
    Setup {
        gaps: counterpane::scanner::Gaps::default(),
        suffixes: counterpane::scanner::Suffixes::default(),
        scanner_keyboard: true,
        code_life: jiff::SignedDuration::from_secs(90),
        people: Vec::new(),
        provider: "alipay".to_owned(),
        rules: counterpane::desk::StayRules {
            hold_days: std::collections::BTreeMap::default(),
            warn_days: 3,
        },
        night: None,
        lock_after: jiff::SignedDuration::from_mins(10),
        mode,
        hotel: "Harbour Hotel".to_owned(),
        terminal: "Desk 1".to_owned(),
        currency: hkd(),
        language,
        zone: jiff::tz::TimeZone::get("Asia/Hong_Kong").unwrap(),
        default_amount: Some(money(150_000)),
        lessons: lessons
            .into_iter()
            .filter(|_| training)
            .map(|id| LessonInfo { id: id.to_owned() })
            .collect(),
        colours: Colours::Dark,
        version: "0.1.0".to_owned(),
    }
}

pub(crate) fn model(mode: Mode, language: Language) -> Model {
    Model::new(setup(mode, language), now()).unwrap()
}

/// A hold of `asked` that is held in full.
pub(crate) fn held(chance: u64, room: &str, guest: &str, asked: i64) -> HoldView {
    let asked = money(asked);
    let id = id(chance);
    let order_no = id.order_no('H', jiff::civil::date(2026, 11, 22));
    let zero = money(0);
    HoldView {
        checking: false,
        unanswered: false,
        stay: Stay {
            room: room.to_owned(),
            guest: guest.to_owned(),
            booking: String::new(),
            departure: Some(jiff::civil::date(2026, 11, 24)),
            ..Stay::default()
        },
        way: Way::Scan,
        provider: "alipay".to_owned(),
        state: State::Held,
        money: MoneyState::Held,
        asked,
        held: asked,
        captured: zero,
        released: zero,
        refunded: zero,
        remaining: asked,
        opened_at: later(-7_200_000),
        request_no: request(&order_no),
        order_no,
        auth_no: Some("2026112200001000".to_owned()),
        payer_login: "138****5678".to_owned(),
        on_credit: false,
        captures: Vec::new(),
        qr: None,
        trouble: None,
        case: None,
        activity: None,
        actions: vec![Action::Capture, Action::Release, Action::CheckNow],
        timeline: Vec::new(),
        id,
    }
}

fn request(order: &Number) -> Number {
    order.request_no('F', 1, 7)
}

/// The guest is typing the password: two inquiries so far, the next in 2 s, undone in 21 s.
pub(crate) fn waiting(chance: u64, room: &str, guest: &str) -> HoldView {
    HoldView {
        state: State::Waiting,
        money: MoneyState::NotKnownYet,
        held: money(0),
        remaining: money(0),
        opened_at: later(-9000),
        auth_no: None,
        activity: Some(Activity {
            kind: Kind::Hold,
            phase: Phase::Waiting,
            money: money(150_000),
            in_flight_since: None,
            inquiries: 2,
            sends: 1,
            next: Some((Next::Inquire, later(2000))),
            limit: Some(later(21_000)),
            handed_over: false,
            pressed: false,
        }),
        actions: vec![Action::Cancel, Action::CheckNow],
        ..held(chance, room, guest, 150_000)
    }
}

/// A QR code is on the screen.
pub(crate) fn showing_qr(chance: u64, room: &str, guest: &str) -> HoldView {
    let mut hold = waiting(chance, room, guest);
    hold.way = Way::Qr;
    hold.qr = Some(QR.to_owned());
    if let Some(activity) = &mut hold.activity {
        activity.limit = Some(later(171_000));
    }
    hold
}

/// Nothing became of it.
pub(crate) fn not_held(chance: u64, room: &str, guest: &str) -> HoldView {
    HoldView {
        state: State::NotHeld,
        money: MoneyState::NotHeld,
        held: money(0),
        remaining: money(0),
        actions: vec![Action::CheckNow],
        ..held(chance, room, guest, 150_000)
    }
}

fn trouble(class: Class, code: &str, phase: Phase) -> Trouble {
    Trouble {
        kind: Kind::Hold,
        phase,
        reason: Reason::ours(class, code, ""),
        money: money(150_000),
        handed_over: false,
    }
}

/// It was sent, and no answer came.
pub(crate) fn silent(chance: u64, room: &str, guest: &str) -> HoldView {
    let mut hold = waiting(chance, room, guest);
    hold.state = State::Unclear;
    hold.trouble = Some(trouble(Class::Unknown, "net.timeout", Phase::Sent));
    if let Some(activity) = &mut hold.activity {
        activity.phase = Phase::Sent;
    }
    hold
}

/// The guest has not enough money.
pub(crate) fn refused(chance: u64, room: &str, guest: &str) -> HoldView {
    let code = "BUYER_BALANCE_NOT_ENOUGH";
    HoldView {
        trouble: Some(trouble(Class::Refused, code, Phase::Refused)),
        ..not_held(chance, room, guest)
    }
}

/// The undo was sent as often as it may be, and a person was called: case 17.
pub(crate) fn stuck(chance: u64, room: &str, guest: &str) -> HoldView {
    let waiting = waiting(chance, room, guest);
    let request = waiting.request_no.clone();
    let reason = Reason {
        trace: Some("b9ea253f".to_owned()),
        signed: true,
        ..Reason::ours(Class::Unknown, "SYSTEM_ERROR", "system error")
    };
    let sent = |kind| Fact::Sending { kind, request: request.clone(), attempt: 1, uptime: None };
    let news = News::Unknown { reason: reason.clone() };
    let source = counterpane::domain::Source::Reply;
    let facts = [
        (11, sent(Kind::Hold)),
        (14, Fact::UndoDecided { why: UndoWhy::TimeUp }),
        (15, sent(Kind::Cancel)),
        (16, Fact::Learned { kind: Kind::Cancel, request: request.clone(), source, news }),
        (17, Fact::HandedOver { kind: Kind::Cancel, request: request.clone() }),
    ];
    let row = |(seq, fact): (u64, Fact)| {
        let at = later(-60_000 + i64::try_from(seq).unwrap() * 1_000);
        TimelineRow { seq, at, fact }
    };
    let activity = waiting.activity.clone().map(|activity| Activity {
        kind: Kind::Cancel,
        phase: Phase::Sent,
        next: Some((Next::Inquire, later(552_000))),
        limit: None,
        handed_over: true,
        ..activity
    });
    HoldView {
        state: State::Attention,
        activity,
        trouble: Some(Trouble {
            kind: Kind::Cancel,
            phase: Phase::Sent,
            reason,
            money: money(150_000),
            handed_over: true,
        }),
        case: Some(Case {
            number: 17,
            since: later(-43_000),
            kind: Kind::Cancel,
            missing: None,
            needs_number: true,
        }),
        actions: vec![Action::Cancel, Action::CheckNow, Action::CloseCase],
        timeline: facts.map(row).to_vec(),
        ..waiting
    }
}

/// A day's work with names of both widths.
pub(crate) fn day() -> Vec<HoldView> {
    let mut attention = waiting(9, "0305", "Mr Okonkwo");
    attention.state = State::Attention;
    attention.activity = attention.activity.map(|activity| Activity {
        kind: Kind::Cancel,
        phase: Phase::Sent,
        next: Some((Next::Inquire, later(552_000))),
        limit: None,
        handed_over: true,
        ..activity
    });
    let mut leaves = held(3, "1702", "Ms Lee", 80_000);
    leaves.stay.departure = Some(jiff::civil::date(2026, 11, 22));
    leaves.opened_at = later(-190_000_000);
    let mut left = held(4, "918", "欧阳娜娜", 120_000);
    left.stay.departure = Some(jiff::civil::date(2026, 11, 21));
    let mut settled = held(5, "606", "Frau Müller", 60_000);
    settled.state = State::Settled;
    settled.money = MoneyState::NotHeld;
    settled.remaining = money(0);
    vec![
        waiting(1, "1208", "张伟"),
        held(2, "2101", "Sir Bartholomew Featherstonehaugh-Cholmondeley", 1_234_567),
        leaves,
        left,
        settled,
        attention,
    ]
}

pub(crate) fn snapshot(holds: Vec<HoldView>) -> Msg {
    Msg::Snapshot(Arc::new(Snapshot { holds, ..Snapshot::default() }))
}
