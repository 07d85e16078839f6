use std::collections::BTreeSet;

use counterpane::domain::{Answer, Ask};

use crate::harm::Harm;
use crate::naive;
use crate::oracle::{Verdict, judge, node};
use crate::play::play;
use crate::world::WORLD;

/// How many are played in a test run.
const MANY: u64 = 10_000;

/// Without harm the oracle and the codec agree, and every ask gets its answer: what the harmed
/// replies are compared with is not empty.
#[test]
fn every_ask_has_good_replies() {
    let mut done = BTreeSet::new();
    let mut waiting = BTreeSet::new();
    let mut refused = BTreeSet::new();
    let signed = |text: &str, sign: &str| WORLD.signed.get(text).is_some_and(|known| known == sign);
    for exchange in &WORLD.exchanges {
        let answer = WORLD.decode(&exchange.ask, exchange.body.as_bytes());
        let verdict = judge(&exchange.ask, exchange.body.as_bytes(), signed, &answer);
        assert!(!matches!(verdict, Verdict::Wrong(_)), "{verdict:?}");
        assert_eq!(concludes(&answer), verdict != Verdict::Nothing, "{answer:?}");
        let asked = format!("{:?}", exchange.ask);
        let asked = asked.split(' ').next().unwrap().to_owned();
        match answer {
            Answer::Done(_) => done.insert(asked),
            Answer::Waiting(_) => waiting.insert(asked),
            Answer::Refused(_) => refused.insert(asked),
            Answer::Unknown(_) | Answer::NotSent(_) => false,
        };
    }
    assert_eq!(done.len(), 10, "{done:?}");
    assert!(waiting.contains("HoldByScan") && waiting.contains("Capture"), "{waiting:?}");
    assert!(refused.contains("HoldByScan"), "{refused:?}");
}

#[test]
fn no_hostile_reply_is_taken_for_more_than_it_is() {
    let figures = play(0..MANY);
    println!("{figures}");
    let all = figures.all();
    assert_eq!((all.wrong, all.panics), (0, 0), "{}", figures.wrongs.join("\n\n"));
    // The harm reaches every part: what is signed again is still taken where it is harmless.
    let of = |harm: Harm| &figures.by_harm[&harm];
    assert!(of(Harm::FieldSigned).proven > 100 && of(Harm::FieldSigned).nothing > 100);
    assert!(of(Harm::Replay).nameless > 10 && of(Harm::Replay).nothing > 500);
    assert!(of(Harm::Signature).proven > 10 && of(Harm::EnvelopeSigned).nothing > 100);
    assert!(all.tried == MANY && of(Harm::Bytes).nothing > 500);
}

/// A success of one order is given as the answer to every other ask: it proves something for the same
/// ask alone.
#[test]
fn no_success_proves_another_ask() {
    for exchange in &WORLD.exchanges {
        let answer = WORLD.decode(&exchange.ask, exchange.body.as_bytes());
        if !matches!(answer, Answer::Done(_)) || !exchange.body.contains("\"out_") {
            continue;
        }
        // A few of each ask are enough, and each costs a verification.
        for other in WORLD.exchanges.iter().step_by(5) {
            let same = numbers(&other.ask) == numbers(&exchange.ask)
                && node(&other.ask) == node(&exchange.ask);
            let told = WORLD.decode(&other.ask, exchange.body.as_bytes());
            assert!(same || !concludes(&told), "{told:?} to {:?}", other.ask);
        }
    }
}

/// Whether an answer says more than "not known yet".
const fn concludes(answer: &Answer) -> bool {
    match answer {
        Answer::Done(_) | Answer::Refused(_) | Answer::Waiting(_) => true,
        Answer::Unknown(_) | Answer::NotSent(_) => false,
    }
}

fn numbers(ask: &Ask) -> Vec<String> {
    match ask {
        Ask::HoldByScan { order_no, request_no, .. }
        | Ask::HoldByQr { order_no, request_no, .. }
        | Ask::Cancel { order_no, request_no, .. }
        | Ask::Release { order_no, request_no, .. }
        | Ask::InquireHold { order_no, request_no, .. }
        | Ask::InquireRelease { order_no, request_no, .. } => {
            vec![order_no.to_string(), request_no.to_string()]
        }
        Ask::Capture { capture_no, .. } | Ask::InquireCapture { capture_no, .. } => {
            vec![capture_no.to_string()]
        }
        Ask::Refund { capture_no, request_no, .. }
        | Ask::InquireRefund { capture_no, request_no, .. } => {
            vec![capture_no.to_string(), request_no.to_string()]
        }
    }
}

/// The traps of the specification's example (alipay-preauth.md A2), and some more.
#[test]
fn the_second_reading_cuts_as_the_specification_says() {
    let node = "alipay_fund_auth_order_voucher_create_response";
    let slice = r#"{"code":"10000","msg":"Success","code_value":"https:\/\/qr.alipay.com\/aex0","out_order_no":"H1","remark":"a}b{\"sign\":\"x\"}"}"#;
    let body = format!(r#"{{"{node}":{slice},"alipay_cert_sn":"0a1b","sign":"AAAA"}}"#);
    assert_eq!(naive::signed_slice(&body, node), Some(slice));
    for body in ["", "{", "[]", "{}}", r#"{"a":1,"a":2}"#, r#"{"a":1,}"#, r#"{"a":01}"#] {
        assert_eq!(naive::members(body), None, "{body}");
    }
    assert_eq!(naive::hundredths("500.000"), Some(50_000));
    for odd in ["５００", "1e2", "-1", "1.005", ".5", "1.", "", "1,0"] {
        assert_eq!(naive::hundredths(odd), None, "{odd}");
    }
}
