use super::*;
use crate::domain::Class;
use crate::locale::Language;

fn hkd(minor: i64) -> Money {
    Money::new(minor, "HKD".parse().unwrap())
}

fn reason(code: &str) -> Reason {
    Reason { signed: true, ..Reason::ours(Class::Refused, code, "words of the provider") }
}

fn plight(kind: Kind, phase: Phase, reason: Option<&Reason>) -> Plight<'_> {
    Plight {
        kind,
        phase,
        reason,
        ending: None,
        handed_over: false,
        money: MoneyState::NotKnownYet,
        amount: hkd(150_000),
        remaining: hkd(150_000),
        books: None,
        work: Work::default(),
        numbers: Numbers {
            seq: 147,
            hold: "7F3K2ABCDE",
            order: "H2601157F3K2ABCDE",
            request: "H2601157F3K2ABCDEF1ABCD",
            authorization: None,
        },
    }
}

fn english(plight: &Plight<'_>) -> Frame {
    frame(&Locale::new(Language::English), plight)
}

#[test]
fn the_example_of_a_lost_reply() {
    let lost = reason("net.timeout");
    let mut plight = plight(Kind::Hold, Phase::Sent, Some(&lost));
    plight.work =
        Work { in_flight: false, next: Some((Step::Inquire, 2)), limit: Some(17), inquiries: 3 };
    let frame = english(&plight);
    assert_eq!(frame.headline, "No answer from Alipay yet");
    assert_eq!(frame.money_text, "HKD 1,500.00 may be held.");
    assert_eq!(frame.now, "Asks Alipay in 0:02, inquiry 4, undo starts in 0:17");
    assert_eq!(frame.act, "Keep the guest here. Do not scan again.");
    assert_eq!(frame.hint, Hint::CheckNow);
    assert_eq!(frame.say, "One moment please, I am checking with Alipay.");
    assert_eq!(frame.help, "Journal 147, order H2601157F3K2ABCDE");
}

#[test]
fn what_a_code_means_is_said_only_when_it_is_settled() {
    let poor = reason("MONEY_NOT_ENOUGH");
    let open = english(&plight(Kind::Hold, Phase::Sent, Some(&poor)));
    assert_eq!(open.headline, "The hold is not known yet");
    assert_eq!(open.hint, Hint::CheckNow);
    let mut settled = plight(Kind::Hold, Phase::Refused, Some(&poor));
    settled.money = MoneyState::NotHeld;
    let settled = english(&settled);
    assert_eq!(settled.headline, "Not enough money for this amount");
    assert_eq!(settled.money_text, "Nothing is held for this request.");
    assert_eq!(settled.hint, Hint::NewHold);
}

#[test]
fn a_refused_charge_leaves_the_hold_held() {
    let over = reason("ACQ.AUTH_AMOUNT_NOT_ENOUGH");
    let mut plight = plight(Kind::Capture, Phase::Refused, Some(&over));
    plight.money = MoneyState::Held;
    let frame = english(&plight);
    assert_eq!(frame.headline, "This is more than is still held");
    assert_eq!(frame.money_text, "HKD 1,500.00 stays held. This charge took nothing.");
}

#[test]
fn a_code_that_nobody_has_listed_is_busy_then_declined() {
    let new = reason("SOMETHING_NEW");
    let open = english(&plight(Kind::Hold, Phase::Sent, Some(&new)));
    assert_eq!(open.headline, "Alipay is busy");
    let settled = english(&plight(Kind::Hold, Phase::Refused, Some(&new)));
    assert_eq!(settled.headline, "Alipay did not approve it");
    assert_eq!(settled.hint, Hint::None);
    assert_eq!(settled.code, "SOMETHING_NEW");
}

#[test]
fn a_set_up_fault_offers_no_other_way_while_money_is_unclear() {
    let key = reason("isv.invalid-signature");
    let open = english(&plight(Kind::Hold, Phase::Sent, Some(&key)));
    assert_eq!(open.headline, "Alipay did not accept this terminal's signature");
    assert!(!open.say.contains("another way"), "{}", open.say);
    let settled = english(&plight(Kind::Hold, Phase::Refused, Some(&key)));
    assert!(settled.say.contains("another way"), "{}", settled.say);
}

#[test]
fn that_the_guest_did_not_confirm_is_said_only_when_it_is_known() {
    let lost = reason("net.timeout");
    let mut known = plight(Kind::Hold, Phase::Undone, None);
    known.ending = Some(Ending::TimeUp);
    assert_eq!(english(&known).headline, "The guest did not confirm in time");
    assert_eq!(english(&known).code, "desk.time_up");
    let mut not_known = plight(Kind::Hold, Phase::Undone, Some(&lost));
    not_known.ending = Some(Ending::TimeUp);
    assert_eq!(english(&not_known).headline, "No clear answer came, so it was undone");
}

#[test]
fn a_person_gets_the_question_for_support() {
    let busy = reason("SYSTEM_ERROR");
    let mut plight = plight(Kind::Cancel, Phase::Sent, Some(&busy));
    assert_eq!(english(&plight).headline, "The undo is not confirmed yet");
    plight.handed_over = true;
    let frame = english(&plight);
    assert_eq!(frame.headline, "A person must settle this undo");
    let question = frame.ask_support.unwrap();
    assert!(question.contains("HKD 1,500.00"), "{question}");
    assert!(frame.details.iter().any(|(_, value)| value == "words of the provider"));
}

#[test]
fn the_provider_s_own_words_stand_in_the_details_only() {
    let poor = reason("MONEY_NOT_ENOUGH");
    let frame = english(&plight(Kind::Hold, Phase::Refused, Some(&poor)));
    for line in
        [&frame.headline, &frame.money_text, &frame.now, &frame.act, &frame.say, &frame.help]
    {
        assert!(!line.contains("words of the provider") && !line.contains("MONEY_NOT"), "{line}");
    }
}

#[test]
fn every_code_in_every_kind_and_phase_has_all_six_lines() {
    let mut codes = super::codes::listed();
    assert!(codes.len() > 200, "the table of codes did not parse");
    codes.push("NEW".to_owned());
    let reasons: Vec<Reason> = codes.iter().map(|code| reason(code)).collect();
    let phases = [
        Phase::Planned,
        Phase::Sent,
        Phase::Waiting,
        Phase::Answered,
        Phase::Refused,
        Phase::Dropped,
        Phase::Undone,
    ];
    for language in Language::ALL {
        let locale = Locale::new(language);
        for kind in [Kind::Hold, Kind::Cancel, Kind::Capture, Kind::Release, Kind::Refund] {
            for phase in phases {
                for reason in reasons.iter().map(Some).chain([None]) {
                    let frame = frame(&locale, &plight(kind, phase, reason));
                    let lines = [
                        &frame.headline,
                        &frame.money_text,
                        &frame.now,
                        &frame.act,
                        &frame.say,
                        &frame.help,
                        &frame.code,
                    ];
                    for line in lines {
                        assert!(
                            !line.is_empty() && !line.starts_with('[') && !line.contains('{'),
                            "{line}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_countdown_reads_like_a_clock() {
    assert_eq!(countdown(-3), "0:00");
    assert_eq!(countdown(17), "0:17");
    assert_eq!(countdown(3723), "1:02:03");
}
