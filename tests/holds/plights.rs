//! From the journal's facts to the six lines: what is said of a hold in trouble is never more than its
//! facts prove.

use counterpane::desk::HoldView;
use counterpane::domain::{
    CancelAction, Class, Entry, Fact, Kind, MoneyState, News, Planned, Reason, Source, UndoWhy,
};
use counterpane::locale::{Frame, Hint, Language, Locale};
use counterpane::tui::trouble_frame;

use crate::samples::{at, authorization, beginning, held, learned, money, reason, request};

fn frame(facts: Vec<Fact>) -> Option<Frame> {
    let entry =
        |(fact, seq)| Entry { seq, at: at(i64::try_from(seq).unwrap()), hold: held().id, fact };
    let entries: Vec<Entry> = facts.into_iter().zip(1..).map(entry).collect();
    let hold = HoldView::from_entries(&entries).unwrap();
    trouble_frame(&Locale::new(Language::English), &hold, at(100))
}

/// Opened and sent; nothing is known.
fn sent() -> Vec<Fact> {
    beginning().into_iter().take(2).collect()
}

fn of_hold(news: News) -> Fact {
    Fact::Learned { kind: Kind::Hold, request: request('F', 1), source: Source::Inquiry, news }
}

fn lost() -> Reason {
    Reason { signed: false, ..reason(Class::Unknown, "net.timeout") }
}

fn undone(why: UndoWhy, action: CancelAction) -> Vec<Fact> {
    let request = request('F', 1);
    vec![
        Fact::UndoDecided { why },
        Fact::Sending { kind: Kind::Cancel, request: request.clone(), attempt: 1, uptime: None },
        learned(Kind::Cancel, request, News::Cancelled { action }),
        of_hold(News::Closed),
    ]
}

#[test]
fn a_good_hold_and_a_waiting_one_are_no_trouble() {
    assert_eq!(frame(beginning()), None);
    assert_eq!(frame(beginning().into_iter().take(3).collect()), None);
}

#[test]
fn a_killed_program_leaves_a_hold_that_nobody_knows() {
    let frame = frame(sent()).unwrap();
    assert_eq!(frame.headline, "The hold is not known yet");
    assert_eq!(frame.money, MoneyState::NotKnownYet);
    assert_eq!((frame.hint, frame.code.as_str()), (Hint::CheckNow, "desk.unclear"));
}

#[test]
fn the_guest_did_not_confirm() {
    let mut facts = sent();
    facts.push(of_hold(News::Waiting));
    facts.extend(undone(UndoWhy::TimeUp, CancelAction::Closed));
    let frame = frame(facts).unwrap();
    assert_eq!(frame.headline, "The guest did not confirm in time");
    assert_eq!((frame.money, frame.hint), (MoneyState::NotHeld, Hint::NewHold));
}

#[test]
fn nobody_knows_whether_the_guest_confirmed() {
    let mut facts = sent();
    facts.push(learned(Kind::Hold, request('F', 1), News::Unknown { reason: lost() }));
    facts.extend(undone(UndoWhy::TimeUp, CancelAction::GivenBack));
    assert_eq!(frame(facts).unwrap().headline, "No clear answer came, so it was undone");
}

#[test]
fn a_cashier_stopped_it() {
    let mut facts = sent();
    facts.push(of_hold(News::Waiting));
    facts.extend(undone(UndoWhy::Stopped, CancelAction::Closed));
    assert_eq!(frame(facts).unwrap().headline, "Stopped here, and undone");
}

#[test]
fn alipay_closed_it_by_itself() {
    let mut facts = sent();
    facts.push(of_hold(News::Waiting));
    facts.push(of_hold(News::Closed));
    assert_eq!(frame(facts).unwrap().headline, "The hold was closed, nothing is held");
}

#[test]
fn an_undo_whose_answer_was_lost() {
    let mut facts = sent();
    facts.push(Fact::UndoDecided { why: UndoWhy::TimeUp });
    facts.push(Fact::Sending {
        kind: Kind::Cancel,
        request: request('F', 1),
        attempt: 1,
        uptime: None,
    });
    facts.push(learned(Kind::Cancel, request('F', 1), News::Unknown { reason: lost() }));
    let unclear = frame(facts.clone()).unwrap();
    assert_eq!(unclear.headline, "The undo is not confirmed yet");
    assert_eq!(unclear.say, "Should a hold appear, we will release it.");
    facts.push(Fact::HandedOver { kind: Kind::Cancel, request: request('F', 1) });
    let handed = frame(facts).unwrap();
    assert_eq!(handed.headline, "A person must settle this undo");
    assert_eq!(handed.hint, Hint::Details);
    assert!(handed.ask_support.is_some());
}

#[test]
fn a_hold_that_came_late_is_said_until_somebody_acts_on_it() {
    let mut facts = sent();
    facts.push(Fact::UndoDecided { why: UndoWhy::TimeUp });
    facts.push(of_hold(News::Held { authorization: authorization() }));
    let late = frame(facts.clone()).unwrap();
    assert_eq!(late.headline, "The hold came late, and it is good");
    assert_eq!((late.money, late.hint), (MoneyState::Held, Hint::Release));
    assert_eq!(late.money_text, "HKD 1,500.00 is held.");
    facts.push(Fact::Planned(Planned::Release {
        request: request('U', 1),
        money: money(150_000),
        remark: String::new(),
    }));
    facts.push(Fact::Sending {
        kind: Kind::Release,
        request: request('U', 1),
        attempt: 1,
        uptime: None,
    });
    facts.push(learned(Kind::Release, request('U', 1), News::Released));
    assert_eq!(frame(facts), None);
}

#[test]
fn a_charge_that_was_refused_leaves_the_hold_held() {
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
    let reason = reason(Class::Refused, "ACQ.PAYMENT_REQUEST_HAS_RISK");
    facts.push(learned(Kind::Capture, request('C', 1), News::Refused { reason }));
    let frame = frame(facts).unwrap();
    assert_eq!(frame.headline, "Alipay did not approve it");
    assert_eq!(frame.money, MoneyState::Held);
    assert_eq!(frame.money_text, "HKD 1,500.00 stays held. This charge took nothing.");
}

#[test]
fn a_charge_that_never_left() {
    let mut facts = beginning();
    facts.push(Fact::Planned(Planned::Capture {
        request: request('C', 1),
        money: money(82_000),
        keep_rest: false,
    }));
    let reason = Reason::ours(Class::Retry, "desk.not_sent", "given up before it was sent");
    facts.push(Fact::Dropped { kind: Kind::Capture, request: request('C', 1), reason });
    let frame = frame(facts).unwrap();
    assert_eq!(frame.headline, "The charge was never sent");
    assert_eq!((frame.money, frame.hint), (MoneyState::Held, Hint::Charge));
}

#[test]
fn books_that_say_another_sum() {
    let mut facts = beginning();
    facts.push(of_hold(News::Differs { theirs: money(100_000), ours: money(150_000) }));
    let differs = frame(facts.clone()).unwrap();
    assert_eq!(differs.headline, "Alipay's books say another sum");
    assert_eq!(differs.money_text, "Alipay HKD 1,000.00, journal HKD 1,500.00.");
    facts.push(of_hold(News::Agrees));
    assert_eq!(frame(facts), None);
}
