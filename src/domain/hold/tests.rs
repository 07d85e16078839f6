use proptest::prelude::*;

use super::*;
use crate::domain::{Class, Right, Stay, Way};

fn number(text: &str) -> Number {
    Number::try_from(text.to_owned()).unwrap()
}

fn money(minor: i64) -> Money {
    Money::new(minor, "HKD".parse().unwrap())
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn opened() -> Fact {
    Fact::Opened(Opened {
        stay: Stay { room: "1208".to_owned(), ..Stay::default() },
        money: money(50_000),
        way: Way::Scan,
        provider: "alipay".to_owned(),
        order_no: number("H1"),
        request_no: number("H1F1"),
        title: "Seaview Hotel deposit room 1208".to_owned(),
        confirm_minutes: 5,
    })
}

fn sending(kind: Kind, request: &str) -> Fact {
    Fact::Sending { kind, request: number(request), attempt: 1, uptime: None }
}

fn learned(kind: Kind, request: &str, news: News) -> Fact {
    Fact::Learned { kind, request: number(request), source: Source::Inquiry, news }
}

fn authorization() -> Authorization {
    Authorization {
        auth_no: "2026".to_owned(),
        operation_id: "OP1".to_owned(),
        payer: None,
        payer_login: String::new(),
        on_credit: false,
    }
}

fn held() -> Fact {
    learned(Kind::Hold, "H1F1", News::Held { authorization: authorization() })
}

fn capture(request: &str, minor: i64, keep_rest: bool) -> Fact {
    let (request, money) = (number(request), money(minor));
    Fact::Planned(Planned::Capture { request, money, keep_rest })
}

fn captured(request: &str) -> Fact {
    learned(Kind::Capture, request, News::Captured { trade_no: "T".to_owned() })
}

fn fold(facts: &[Fact]) -> Result<Hold, Broken> {
    let id = HoldId::from_chance(1);
    let entries: Vec<_> = facts
        .iter()
        .zip(1_u64..)
        .map(|(fact, seq)| Entry {
            seq,
            at: at(i64::try_from(seq).unwrap()),
            hold: id.clone(),
            fact: fact.clone(),
        })
        .collect();
    Hold::replay(&entries)
}

fn good() -> Vec<Fact> {
    vec![opened(), sending(Kind::Hold, "H1F1"), held()]
}

fn with(more: &[Fact]) -> Result<Hold, Broken> {
    let mut facts = good();
    facts.extend_from_slice(more);
    fold(&facts)
}

#[test]
fn the_words_about_the_money_follow_the_proof() {
    let sent = fold(&[opened(), sending(Kind::Hold, "H1F1")]).unwrap();
    assert_eq!((sent.state(), sent.money()), (State::Unclear, MoneyState::NotKnownYet));
    let good = fold(&good()).unwrap();
    assert_eq!((good.state(), good.money()), (State::Held, MoneyState::Held));
    let reason = Reason::ours(Class::Refused, "MONEY_NOT_ENOUGH", "");
    let refused = learned(Kind::Hold, "H1F1", News::Refused { reason });
    let refused = fold(&[opened(), sending(Kind::Hold, "H1F1"), refused]).unwrap();
    assert_eq!((refused.state(), refused.money()), (State::NotHeld, MoneyState::NotHeld));
}

#[test]
fn a_reply_is_one_witness_to_a_charge_and_an_inquiry_the_other() {
    let reply = Fact::Learned {
        kind: Kind::Capture,
        request: number("H1C1"),
        source: Source::Reply,
        news: News::Captured { trade_no: "T".to_owned() },
    };
    let charge = [capture("H1C1", 38_000, true), sending(Kind::Capture, "H1C1"), reply];
    let answered = with(&charge).unwrap();
    assert_eq!((answered.captured(), answered.money()), (money(0), MoneyState::NotKnownYet));
    let mut charge = charge.to_vec();
    charge.push(captured("H1C1"));
    let proven = with(&charge).unwrap();
    assert_eq!((proven.captured(), proven.remaining()), (money(38_000), money(12_000)));
}

#[test]
fn facts_that_cannot_be_are_refused_whole() {
    let twice = [opened(), opened()];
    assert_eq!(fold(&twice), Err(Broken::OpenedTwice));
    assert_eq!(fold(&[held()]), Err(Broken::NotOpened));
    assert_eq!(fold(&[]), Err(Broken::NotOpened));
    assert!(matches!(with(&[held()]), Err(Broken::AlreadySettled(_))));
    assert!(matches!(with(&[sending(Kind::Capture, "H1C9")]), Err(Broken::NoSuchRequest(_))));
    let early = [opened(), capture("H1C1", 1, false)];
    assert!(matches!(fold(&early), Err(Broken::Misfit(_))));
    let two = [capture("H1C1", 1, true), capture("H1C2", 1, true)];
    assert!(matches!(with(&two), Err(Broken::Misfit(_))));
}

#[test]
fn no_more_is_charged_than_is_held() {
    assert!(matches!(with(&[capture("H1C1", 50_001, false)]), Err(Broken::Sums(_))));
    assert!(matches!(with(&[capture("H1C1", 0, false)]), Err(Broken::Sums(_))));
    let first = [capture("H1C1", 30_000, true), sending(Kind::Capture, "H1C1"), captured("H1C1")];
    let mut second = first.to_vec();
    second.push(capture("H1C2", 20_001, true));
    assert!(matches!(with(&second), Err(Broken::Sums(_))));
}

#[test]
fn no_more_is_refunded_than_was_charged() {
    let refund = |request: &str, minor| {
        let (request, capture) = (number(request), number("H1C1"));
        let money = money(minor);
        Fact::Planned(Planned::Refund { request, capture, money, reason: String::new() })
    };
    let mut facts =
        vec![capture("H1C1", 30_000, true), sending(Kind::Capture, "H1C1"), captured("H1C1")];
    facts.extend([refund("H1R1", 20_000), sending(Kind::Refund, "H1R1")]);
    facts.push(learned(Kind::Refund, "H1R1", News::Refunded));
    assert_eq!(with(&facts).unwrap().refunded(), money(20_000));
    facts.push(refund("H1R2", 10_001));
    assert!(matches!(with(&facts), Err(Broken::Sums(_))));
}

#[test]
fn what_may_have_left_cannot_be_dropped() {
    let reason = Reason::ours(Class::Unknown, "net.not_sent", "");
    let drop = Fact::Dropped { kind: Kind::Hold, request: number("H1F1"), reason: reason.clone() };
    let sent = [opened(), sending(Kind::Hold, "H1F1"), drop.clone()];
    assert!(matches!(fold(&sent), Err(Broken::Misfit(_))));
    let not_sent = learned(Kind::Hold, "H1F1", News::NotSent { reason });
    let never_left = [opened(), sending(Kind::Hold, "H1F1"), not_sent.clone(), drop.clone()];
    assert_eq!(fold(&never_left).unwrap().money(), MoneyState::NotHeld);
    // The first sending has no outcome; that the second never left says nothing of the first.
    let again = sending(Kind::Hold, "H1F1");
    let twice = [opened(), again.clone(), again, not_sent, drop];
    assert!(matches!(fold(&twice), Err(Broken::Misfit(_))));
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let amount = 0_i64..60_000;
    let kind = prop_oneof![
        Just(Kind::Hold),
        Just(Kind::Cancel),
        Just(Kind::Capture),
        Just(Kind::Release),
        Just(Kind::Refund)
    ];
    let request = prop_oneof![Just("H1F1"), Just("H1C1"), Just("H1C2"), Just("H1U1"), Just("H1R1")];
    let reason = Reason::ours(Class::Unknown, "net.timeout", "");
    let news = prop_oneof![
        Just(News::Waiting),
        Just(News::Held { authorization: authorization() }),
        Just(News::Captured { trade_no: "T".to_owned() }),
        Just(News::Released),
        Just(News::Refunded),
        Just(News::Closed),
        Just(News::Unknown { reason: reason.clone() }),
        Just(News::Refused { reason: reason.clone() }),
        Just(News::NotSent { reason }),
        amount.clone().prop_map(|minor| News::RestReleased { money: money(minor) }),
    ];
    prop_oneof![
        (request.clone(), amount.clone(), any::<bool>()).prop_map(|(r, m, k)| capture(r, m, k)),
        (request.clone(), amount.clone()).prop_map(|(request, minor)| {
            let request = number(request);
            Fact::Planned(Planned::Release { request, money: money(minor), remark: String::new() })
        }),
        (request.clone(), amount).prop_map(|(request, minor)| {
            let (request, capture) = (number(request), number("H1C1"));
            let money = money(minor);
            Fact::Planned(Planned::Refund { request, capture, money, reason: String::new() })
        }),
        (kind.clone(), request.clone()).prop_map(|(kind, request)| sending(kind, request)),
        (kind.clone(), request.clone(), news).prop_map(|(k, r, n)| learned(k, r, n)),
        (kind, request).prop_map(|(kind, r)| Fact::HandedOver { kind, request: number(r) }),
    ]
}

proptest! {
    /// Whatever is written, in whatever order: a fact is refused, or the sums hold.
    #[test]
    fn conservation(facts in prop::collection::vec(any_fact(), 0..60)) {
        let mut hold = fold(&good()).unwrap();
        for (fact, second) in facts.iter().zip(100_i64..) {
            if let Ok(next) = hold.clone().apply(at(second), fact) {
                hold = next;
            }
            let gone = hold.captured().plus(hold.released()).unwrap();
            prop_assert_eq!(gone.plus(hold.remaining()).unwrap(), hold.held());
            prop_assert!(!hold.remaining().is_negative());
            prop_assert!(!hold.refunded().exceeds(hold.captured()).unwrap());
        }
    }
}

#[test]
fn only_an_unclear_hold_is_undone_and_once() {
    let undo = Fact::UndoDecided { why: UndoWhy::Stopped };
    let unclear = [opened(), sending(Kind::Hold, "H1F1"), undo.clone()];
    assert!(fold(&unclear).is_ok());
    let twice = [&unclear[..], std::slice::from_ref(&undo)].concat();
    assert!(matches!(fold(&twice), Err(Broken::Misfit(_))));
    let good = [opened(), sending(Kind::Hold, "H1F1"), held(), undo];
    assert!(matches!(fold(&good), Err(Broken::Misfit(_))));
}

fn reason(code: &str) -> Reason {
    Reason::ours(Class::Unknown, code, "")
}

/// The first request of a hold behind its intent and these news.
fn hold_request(news: impl IntoIterator<Item = News>) -> Progress {
    let mut facts = vec![opened(), sending(Kind::Hold, "H1F1")];
    facts.extend(news.into_iter().map(|news| learned(Kind::Hold, "H1F1", news)));
    fold(&facts).unwrap().progress
}

#[test]
fn whatever_was_heard_of_a_request_it_may_have_arrived() {
    let not_sent = || News::NotSent { reason: reason("net.not_sent") };
    assert_eq!(hold_request([not_sent()]).phase, Phase::Planned);
    let unknown = News::Unknown { reason: reason("net.timeout") };
    let absent = News::Absent { reason: reason("absent") };
    for heard in [unknown, absent, News::Waiting] {
        let progress = hold_request([heard.clone(), not_sent()]);
        assert!(progress.phase != Phase::Planned && progress.may_have_arrived, "{heard:?}");
    }
}

#[test]
fn a_hold_of_nothing_is_no_hold() {
    for minor in [0, -1] {
        let Fact::Opened(opened) = opened() else { panic!("not opened") };
        let fact = Fact::Opened(Opened { money: money(minor), ..opened });
        assert!(fold(&[fact]).is_err(), "{minor}");
    }
}

#[test]
fn the_first_witness_names_the_charge() {
    let reply = Fact::Learned {
        kind: Kind::Capture,
        request: number("H1C1"),
        source: Source::Reply,
        news: News::Captured { trade_no: "T".to_owned() },
    };
    let sent = [capture("H1C1", 38_000, true), sending(Kind::Capture, "H1C1"), reply];
    assert_eq!(with(&sent).unwrap().captures[0].trade_no.as_deref(), Some("T"));
}

/// An undo never settles itself: the books of the hold do.
#[test]
fn a_refused_undo_is_still_under_way() {
    let undo = |news| {
        let cancel = |news| learned(Kind::Cancel, "H1F1", news);
        let decided = Fact::UndoDecided { why: UndoWhy::TimeUp };
        let request = sending(Kind::Hold, "H1F1");
        let facts = [opened(), request, decided, sending(Kind::Cancel, "H1F1"), cancel(news)];
        fold(&facts).unwrap().undo.unwrap().progress
    };
    let refused = undo(News::Refused { reason: reason("CANCEL_OPERATION_TIME_OUT") });
    assert_eq!((refused.phase, refused.settled_at), (Phase::Sent, None));
    assert_eq!(undo(News::NotSent { reason: reason("net.not_sent") }).phase, Phase::Planned);
}

#[test]
fn news_of_another_number_are_of_no_request_here() {
    let other = || number("H2F1");
    for kind in [Kind::Hold, Kind::Cancel, Kind::Capture, Kind::Release, Kind::Refund] {
        let over = Fact::HandedOver { kind, request: other() };
        assert_eq!(with(&[over]), Err(Broken::NoSuchRequest(other())), "{kind:?}");
    }
}

#[test]
fn a_request_that_was_given_up_says_why() {
    let (request, kind) = (number("H1C1"), Kind::Capture);
    let dropped = Fact::Dropped { kind, request, reason: reason("books.differ") };
    let hold = with(&[capture("H1C1", 38_000, true), dropped]).unwrap();
    assert_eq!(hold.captures[0].progress.reason, Some(reason("books.differ")));
}

#[test]
fn a_rest_goes_back_once_and_only_where_it_is_awaited() {
    let charge = |keep_rest| [capture("H1C1", 38_000, keep_rest), sending(Kind::Capture, "H1C1")];
    let rest = learned(Kind::Capture, "H1C1", News::RestReleased { money: money(12_000) });
    let misfit = Err(Broken::Misfit("a rest went back that was not awaited"));
    for (keep_rest, more) in [(true, vec![captured("H1C1")]), (false, Vec::new())] {
        let mut facts = charge(keep_rest).to_vec();
        facts.extend(more);
        facts.push(rest.clone());
        assert_eq!(with(&facts), misfit, "{keep_rest}");
    }
    let mut facts = charge(false).to_vec();
    facts.extend([captured("H1C1"), rest.clone()]);
    assert_eq!(with(&facts).unwrap().released(), money(12_000));
    facts.push(rest);
    assert_eq!(with(&facts), misfit);
}

/// What a person reads from a guest's wallet or a bill finds the hold.
#[test]
fn a_hold_answers_to_all_of_its_numbers() {
    let refund = Fact::Planned(Planned::Refund {
        request: number("H1R1"),
        capture: number("H1C1"),
        money: money(3_000),
        reason: String::new(),
    });
    let release = Fact::Planned(Planned::Release {
        request: number("H1U1"),
        money: money(1_000),
        remark: String::new(),
    });
    let charge = [capture("H1C1", 38_000, true), sending(Kind::Capture, "H1C1"), captured("H1C1")];
    let mut facts = charge.to_vec();
    facts.extend([refund, sending(Kind::Refund, "H1R1")]);
    facts.extend([learned(Kind::Refund, "H1R1", News::Refunded), release]);
    let expected = ["H1", "H1F1", "2026", "OP1", "H1C1", "T", "H1R1", "H1U1"];
    assert_eq!(with(&facts).unwrap().numbers(), expected);
}

#[test]
fn what_is_settled_is_neither_sent_nor_heard_of_again() {
    let again = [sending(Kind::Hold, "H1F1"), learned(Kind::Hold, "H1F1", News::Waiting)];
    let misfit = Broken::Misfit("a settled request was sent again");
    let settled = Broken::AlreadySettled(number("H1F1"));
    for (fact, why) in again.into_iter().zip([misfit, settled]) {
        assert_eq!(with(&[fact]), Err(why));
    }
    let unknown = News::Unknown { reason: reason("net.timeout") };
    let facts = [capture("H1C1", 38_000, true), sending(Kind::Capture, "H1C1"), captured("H1C1")];
    let heard = learned(Kind::Capture, "H1C1", unknown);
    let settled = Err(Broken::AlreadySettled(number("H1C1")));
    for again in [heard, captured("H1C1")] {
        assert_eq!(with(&[facts.to_vec(), vec![again]].concat()), settled);
    }
}

#[test]
fn no_more_is_released_than_is_left() {
    let release = |minor| {
        let (request, money) = (number("H1U1"), money(minor));
        Fact::Planned(Planned::Release { request, money, remark: String::new() })
    };
    assert!(with(&[release(50_000)]).is_ok());
    for minor in [0, -1, 50_001] {
        assert_eq!(with(&[release(minor)]), Err(Broken::Sums("more than is still held")));
    }
}

/// A hold of before people were registered is nobody's, whoever charges from it later.
#[test]
fn whoever_took_a_hold_is_named_before_it_leaves() {
    let by = |badge: &str| Person::named(badge.parse().unwrap(), "Chan").unwrap();
    let ordered = |badge: &str| Fact::Ordered { right: Right::Hold, by: by(badge), approval: None };
    let request = || sending(Kind::Hold, "H1F1");
    let own = fold(&[opened(), ordered("12"), request(), held(), ordered("13")]).unwrap();
    assert_eq!(own.taken_by, Some(by("12")));
    assert_eq!(with(&[ordered("13")]).unwrap().taken_by, None);
}
