//! Holds with a history, as the desk would show them.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::{SignedDuration, Timestamp};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use unicode_width::UnicodeWidthStr;

use counterpane::desk::{
    Action, Activity, CaptureView, HoldView, Next, Snapshot, TimelineRow, Trouble,
};
use counterpane::domain::{
    Authorization, Class, Fact, HoldId, Kind, Money, MoneyState, News, Number, Opened, Phase,
    Planned, Reason, Source, State, Stay, Way,
};
use counterpane::locale::Language;
use counterpane::tui::{About, Colours, JournalRow, Mode, Model, Msg, Setup, Wish};

/// 22 November 2026, 14:05:07 in Hong Kong.
pub(crate) fn at(seconds: i64) -> Timestamp {
    let now: Timestamp = "2026-11-22T06:05:07Z".parse().unwrap();
    now.checked_add(SignedDuration::from_secs(seconds)).unwrap()
}

pub(crate) fn money(minor: i64) -> Money {
    Money::new(minor, "HKD".parse().unwrap())
}

pub(crate) fn model(language: Language, holds: Vec<HoldView>) -> Model {
    let setup = Setup {
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
        mode: Mode::Live,
        hotel: "Harbour Hotel".to_owned(),
        terminal: "Desk 1".to_owned(),
        currency: money(0).currency(),
        language,
        zone: jiff::tz::TimeZone::get("Asia/Hong_Kong").unwrap(),
        default_amount: Some(money(150_000)),
        lessons: Vec::new(),
        colours: Colours::Dark,
        version: "0.1.0".to_owned(),
    };
    let mut model = Model::new(setup, at(0)).unwrap();
    show(&mut model, holds);
    model
}

pub(crate) fn show(model: &mut Model, holds: Vec<HoldView>) {
    let notices = Vec::new();
    model
        .update(Msg::Snapshot(Arc::new(Snapshot { holds, notices, ..Snapshot::default() })), at(0));
}

/// Presses keys by name, anything else is typed, at a hand's pace.
pub(crate) fn press(model: &mut Model, names: &[&str]) -> Vec<Wish> {
    let mut wishes = Vec::new();
    for (name, second) in names.iter().zip(1..) {
        for key in keys(name) {
            // At a hand's pace; the pictures are of the time before the first one.
            let now = at(0).checked_add(SignedDuration::from_millis(second * 160)).unwrap();
            wishes.extend(model.update(Msg::Key(key), now));
        }
    }
    model.update(Msg::Tick, at(0));
    wishes
}

fn keys(name: &str) -> Vec<KeyEvent> {
    let plain = |code| vec![KeyEvent::new(code, KeyModifiers::NONE)];
    if let Some(letter) = name.strip_prefix("Ctrl+") {
        let letter = letter.to_lowercase().chars().next().unwrap();
        return vec![KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)];
    }
    match name {
        "Enter" => plain(KeyCode::Enter),
        "Esc" => plain(KeyCode::Esc),
        "Tab" => plain(KeyCode::Tab),
        "Up" => plain(KeyCode::Up),
        "Down" => plain(KeyCode::Down),
        name => match name.strip_prefix('F').and_then(|number| number.parse().ok()) {
            Some(number) => plain(KeyCode::F(number)),
            None => name.chars().flat_map(|c| plain(KeyCode::Char(c))).collect(),
        },
    }
}

/// What a person sees, without the blanks at the ends of the rows.
pub(crate) fn picture(model: &Model, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| model.draw(frame)).unwrap();
    let buffer = terminal.backend().buffer();
    let row = |y| {
        let (mut line, mut x) = (String::new(), 0);
        while x < columns {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(symbol.width().max(1)).unwrap();
        }
        line.trim_end().to_owned()
    };
    (0..rows).map(row).collect::<Vec<_>>().join("\n")
}

fn id() -> HoldId {
    HoldId::from_chance(0x9E37_79B9_7F4A_7C15)
}

fn order() -> Number {
    id().order_no('H', jiff::civil::date(2026, 11, 22))
}

pub(crate) fn request(letter: char, which: usize) -> Number {
    order().request_no(letter, which, 7)
}

pub(crate) fn reason(class: Class, code: &str) -> Reason {
    Reason {
        text: "the provider's own words".to_owned(),
        trace: Some("0b2ae57f".to_owned()),
        signed: true,
        ..Reason::ours(class, code, "")
    }
}

pub(crate) fn learned(kind: Kind, request: Number, news: News) -> Fact {
    Fact::Learned { kind, request, source: Source::Reply, news }
}

pub(crate) fn authorization() -> Authorization {
    Authorization {
        auth_no: "2026112210002001000512340042".to_owned(),
        operation_id: String::new(),
        payer: None,
        payer_login: "138****0042".to_owned(),
        on_credit: false,
    }
}

pub(crate) fn timeline(facts: Vec<Fact>) -> Vec<TimelineRow> {
    let row = |(fact, seq): (Fact, u64)| TimelineRow {
        seq,
        at: at(i64::try_from(seq).unwrap() * 3 - 900),
        fact,
    };
    facts.into_iter().zip(141..).map(row).collect()
}

/// How a hold of HKD 1,500.00 came about.
pub(crate) fn beginning() -> Vec<Fact> {
    vec![
        Fact::Opened(Opened {
            stay: stay(),
            money: money(150_000),
            way: Way::Scan,
            provider: "alipay".to_owned(),
            order_no: order(),
            request_no: request('F', 1),
            title: "Deposit room 1208".to_owned(),
            confirm_minutes: 2,
        }),
        Fact::Sending { kind: Kind::Hold, request: request('F', 1), attempt: 1, uptime: None },
        learned(Kind::Hold, request('F', 1), News::Waiting),
        Fact::Learned {
            kind: Kind::Hold,
            request: request('F', 1),
            source: Source::Inquiry,
            news: News::Held { authorization: authorization() },
        },
    ]
}

fn stay() -> Stay {
    Stay {
        room: "1208".to_owned(),
        guest: "张伟".to_owned(),
        booking: "BK-20461".to_owned(),
        departure: Some(jiff::civil::date(2026, 11, 24)),
        ..Stay::default()
    }
}

/// HKD 1,500.00, held in full.
pub(crate) fn held() -> HoldView {
    let zero = money(0);
    HoldView {
        checking: false,
        unanswered: false,
        id: id(),
        stay: stay(),
        way: Way::Scan,
        provider: "alipay".to_owned(),
        state: State::Held,
        money: MoneyState::Held,
        asked: money(150_000),
        held: money(150_000),
        captured: zero,
        released: zero,
        refunded: zero,
        remaining: money(150_000),
        opened_at: at(-480),
        order_no: order(),
        request_no: request('F', 1),
        auth_no: Some(authorization().auth_no),
        payer_login: authorization().payer_login,
        on_credit: false,
        captures: Vec::new(),
        qr: None,
        trouble: None,
        case: None,
        activity: None,
        actions: vec![Action::Capture, Action::Release, Action::CheckNow],
        timeline: timeline(beginning()),
    }
}

/// Charged twice, the second in part refunded, the rest released.
pub(crate) fn settled() -> HoldView {
    let capture = |which, minor, refunded| CaptureView {
        request: request('C', which),
        trade_no: Some(format!("202611222200142040000000000{which}")),
        money: money(minor),
        refunded: money(refunded),
        phase: Phase::Done,
    };
    let mut facts = beginning();
    facts.push(Fact::Planned(Planned::Capture {
        request: request('C', 2),
        money: money(82_000),
        keep_rest: false,
    }));
    facts.push(learned(
        Kind::Capture,
        request('C', 2),
        News::RestReleased { money: money(48_000) },
    ));
    HoldView {
        state: State::Settled,
        money: MoneyState::NotHeld,
        captured: money(102_000),
        released: money(48_000),
        refunded: money(3_000),
        remaining: money(0),
        captures: vec![capture(1, 20_000, 0), capture(2, 82_000, 3_000)],
        actions: vec![Action::Refund, Action::CheckNow],
        timeline: timeline(facts),
        ..held()
    }
}

/// A charge whose reply was lost.
pub(crate) fn charge_unclear() -> HoldView {
    let lost = Reason { signed: false, ..reason(Class::Unknown, "net.timeout") };
    let mut facts = beginning();
    facts.push(Fact::Planned(Planned::Capture {
        request: request('C', 1),
        money: money(82_000),
        keep_rest: false,
    }));
    facts.push(Fact::Sending {
        kind: Kind::Capture,
        request: request('C', 1),
        attempt: 1,
        uptime: None,
    });
    facts.push(learned(Kind::Capture, request('C', 1), News::Unknown { reason: lost.clone() }));
    HoldView {
        state: State::Unclear,
        money: MoneyState::NotKnownYet,
        trouble: Some(Trouble {
            kind: Kind::Capture,
            phase: Phase::Sent,
            reason: lost,
            money: money(82_000),
            handed_over: false,
        }),
        activity: Some(Activity {
            kind: Kind::Capture,
            phase: Phase::Sent,
            money: money(82_000),
            in_flight_since: None,
            inquiries: 3,
            sends: 1,
            next: Some((Next::Inquire, at(2))),
            limit: None,
            handed_over: false,
            pressed: false,
        }),
        actions: vec![Action::CheckNow],
        timeline: timeline(facts),
        ..held()
    }
}

/// A hold that was refused.
pub(crate) fn refused(class: Class, code: &str) -> HoldView {
    let why = reason(class, code);
    let mut facts = beginning();
    facts.truncate(2);
    facts.push(learned(Kind::Hold, request('F', 1), News::Refused { reason: why.clone() }));
    HoldView {
        state: State::NotHeld,
        money: MoneyState::NotHeld,
        held: money(0),
        remaining: money(0),
        auth_no: None,
        trouble: Some(Trouble {
            kind: Kind::Hold,
            phase: Phase::Refused,
            reason: why,
            money: money(150_000),
            handed_over: false,
        }),
        actions: vec![Action::CheckNow],
        timeline: timeline(facts),
        ..held()
    }
}

/// The journal's rows of a hold, newest first.
pub(crate) fn rows(hold: &HoldView) -> Vec<JournalRow> {
    let row = |row: &TimelineRow| JournalRow {
        seq: row.seq,
        at: row.at,
        about: About::Hold {
            hold: hold.id.clone(),
            room: hold.stay.room.clone(),
            guest: hold.stay.guest.clone(),
            fact: row.fact.clone(),
        },
        body: serde_json::to_string(&row.fact).unwrap(),
        hash: "025961f83a6b1e1ba3189fbd8baa640756b1a7e51735ddb7dee586b13006e927".to_owned(),
    };
    hold.timeline.iter().rev().map(row).collect()
}

/// A charge that nobody answers for: a person was called.
pub(crate) fn handed_over() -> HoldView {
    let mut hold = charge_unclear();
    hold.state = State::Attention;
    if let Some(trouble) = &mut hold.trouble {
        trouble.handed_over = true;
    }
    if let Some(activity) = &mut hold.activity {
        activity.handed_over = true;
        activity.next = Some((Next::Inquire, at(540)));
    }
    hold
}
