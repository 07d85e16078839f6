mod wrong_modes;

use super::*;
use proptest::prelude::*;
use wrong_modes::CODE_ON_THE_KEYPAD;

const CODE: &str = "287654321098765432";

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
}

/// Types `text` with these gaps, repeated, and gives back the time of the last character.
fn typed(burst: &mut Burst, text: &str, gaps: &[i64]) -> i64 {
    let mut now = 0;
    for (place, c) in text.chars().enumerate() {
        if place > 0 {
            now += gaps[place % gaps.len()];
        }
        assert_eq!(burst.settle(at(now)), None);
        burst.push(c, at(now));
    }
    now
}

fn text_of(framed: Option<Framed>) -> Option<String> {
    match framed? {
        Framed::Scan { text, .. } => Some(text.expose().to_owned()),
        Framed::Garbled(_) => None,
    }
}

fn scanned(ended: Ended) -> Option<String> {
    match ended {
        Ended::Framed(framed) => text_of(Some(framed)),
        Ended::Swallowed | Ended::Key => None,
    }
}

#[test]
fn a_scanner_of_any_speed_is_heard() {
    for gaps in [[0, 0], [1, 1], [20, 20], [100, 10], [50, 50]] {
        let mut burst = Burst::default();
        let last = typed(&mut burst, CODE, &gaps);
        assert_eq!(
            scanned(burst.end(Final::Enter, at(last + 10))).as_deref(),
            Some(CODE),
            "{gaps:?}"
        );
    }
}

#[test]
fn a_hand_is_not_a_scanner() {
    for gaps in [[60, 60], [101, 1], [80, 120], [200, 90]] {
        let mut burst = Burst::default();
        let last = typed(&mut burst, CODE, &gaps);
        assert_eq!(burst.deadline(), None, "{gaps:?}");
        assert_eq!(burst.end(Final::Enter, at(last + 10)), Ended::Key, "{gaps:?}");
    }
    let mut short = Burst::default();
    let last = typed(&mut short, "123456789012345", &[5]);
    assert_eq!(short.end(Final::Enter, at(last)), Ended::Key);
}

#[test]
fn a_scanner_without_a_final_key_ends_in_silence() {
    let mut burst = Burst::default();
    let last = typed(&mut burst, CODE, &[8]);
    assert_eq!(burst.deadline(), Some(at(last + 150)));
    assert_eq!(burst.settle(at(last + 149)), None);
    assert_eq!(text_of(burst.settle(at(last + 150))).as_deref(), Some(CODE));
    assert_eq!(burst.settle(at(last + 151)), None);
}

#[test]
fn the_second_final_key_is_swallowed_and_a_later_one_is_not() {
    let mut burst = Burst::default();
    let last = typed(&mut burst, CODE, &[8]);
    assert!(matches!(burst.end(Final::Enter, at(last + 8)), Ended::Framed(_)));
    assert_eq!(burst.end(Final::Enter, at(last + 9)), Ended::Swallowed);
    assert_eq!(burst.end(Final::Enter, at(last + 157)), Ended::Swallowed);
    assert_eq!(burst.end(Final::Enter, at(last + 158)), Ended::Key);
}

#[test]
fn the_first_character_after_a_scan_is_kept() {
    let mut burst = Burst::default();
    let last = typed(&mut burst, CODE, &[8]);
    assert!(matches!(burst.end(Final::Enter, at(last + 8)), Ended::Framed(_)));
    for (place, c) in CODE.chars().enumerate() {
        let first = burst.push(c, at(last + 10 + i64::try_from(place).unwrap()));
        assert_eq!(first, place == 0);
    }
    assert_eq!(scanned(burst.end(Final::Enter, at(last + 40))).as_deref(), Some(CODE));
}

#[test]
fn a_key_in_between_and_a_held_down_key_end_it() {
    let mut burst = Burst::default();
    let last = typed(&mut burst, CODE, &[8]);
    burst.interrupt();
    assert_eq!(burst.end(Final::Enter, at(last + 8)), Ended::Key);
    let last = typed(&mut burst, &"1".repeat(400), &[33]);
    assert_eq!(burst.end(Final::Enter, at(last)), Ended::Key);
}

#[test]
fn a_pasted_name_is_not_a_scan() {
    let mut burst = Burst::default();
    let last = typed(&mut burst, "Bartholomew Featherstonehaugh", &[0]);
    assert_eq!(burst.deadline(), None);
    assert_eq!(burst.end(Final::Enter, at(last)), Ended::Key);
}

#[test]
fn the_beginning_of_a_scan_is_known_after_a_few_characters() {
    let mut burst = Burst::default();
    let last = typed(&mut burst, "2876", &[10]);
    assert_eq!(burst.hurried_until(), Some(at(last + 150)));
    let mut hand = Burst::default();
    typed(&mut hand, "2876", &[90]);
    assert_eq!(hand.hurried_until(), None);
}

#[test]
fn what_was_typed_is_not_printed() {
    let mut burst = Burst::default();
    typed(&mut burst, CODE, &[8]);
    assert!(!format!("{burst:?}").contains("2876"), "{burst:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_slow_gap_anywhere_breaks_it(place in 3_usize..16, gap in 101_i64..5000) {
        let mut burst = Burst::default();
        let mut now = 0;
        for (nth, c) in CODE.chars().enumerate() {
            now += if nth == place { gap } else { 5 };
            prop_assert!(burst.settle(at(now)).is_none());
            burst.push(c, at(now));
        }
        // What is left may be an article's code by chance, and is never a payment code.
        let left = scanned(burst.end(Final::Enter, at(now)));
        prop_assert!(left.is_none_or(|left| left.len() < SHORTEST));
    }

    #[test]
    fn no_order_of_times_panics(times in proptest::collection::vec(-9999_i64..9999, 0..60)) {
        let mut burst = Burst::default();
        for time in times {
            let _scan = burst.settle(at(time));
            burst.push('1', at(time));
            let _deadline = burst.deadline();
        }
    }
}

fn garbled(ended: &Ended) -> Option<Garbled> {
    match ended {
        Ended::Framed(Framed::Garbled(garbled)) => Some(*garbled),
        Ended::Framed(Framed::Scan { .. }) | Ended::Swallowed | Ended::Key => None,
    }
}

#[test]
fn a_scan_says_its_kind_and_when_it_began() {
    let mut burst = Burst::default();
    let last = typed(&mut burst, &format!("]Q1{CODE}"), &[8]);
    let Ended::Framed(Framed::Scan { text, symbology, began }) = burst.end(Final::Tab, at(last))
    else {
        panic!("no scan");
    };
    assert_eq!((text.expose(), began), (CODE, at(0)));
    assert_eq!(symbology.unwrap().to_string(), "]Q1");
}

/// silverspoon#16 (scanner.md 3): the layout's characters are a scan's all the same.
#[test]
fn digits_that_a_layout_made_letters_are_a_scan() {
    for text in ["éà\"'(-è_çà&é\"'(-è_", "ěéýžřčš+íáýžřčšě+é", "2ö76543219ö765432ö"]
    {
        let mut burst = Burst::default();
        let last = typed(&mut burst, text, &[8]);
        assert_eq!(scanned(burst.end(Final::Enter, at(last + 8))).as_deref(), Some(text));
    }
}

#[test]
fn only_final_keys_of_the_settings_end_a_scan() {
    let suffixes = Suffixes { enter: true, tab: false, line_feed: false };
    let mut burst = Burst::default().ending_with(suffixes);
    let last = typed(&mut burst, CODE, &[8]);
    assert_eq!(burst.end(Final::Tab, at(last + 8)), Ended::Swallowed);
    burst.push('7', at(last + 16));
    let with_tab = format!("{CODE}\t7");
    assert_eq!(scanned(burst.end(Final::Enter, at(last + 24))), Some(with_tab));
    // Behind a scan no final key does anything, whichever it is.
    assert_eq!(burst.end(Final::LineFeed, at(last + 25)), Ended::Swallowed);
    // And a hand's Tab is a hand's.
    assert_eq!(burst.end(Final::Tab, at(last + 500)), Ended::Key);
    burst.push('7', at(last + 700));
    assert_eq!(burst.end(Final::Tab, at(last + 900)), Ended::Key);
}

#[test]
fn what_is_longer_than_a_code_is_swallowed() {
    for (length, gap) in [(129, 5), (10_000, 0), (10_000, 3), (10_000, 40)] {
        let text: String = "28765".chars().cycle().take(length).collect();
        let mut burst = Burst::default();
        let last = typed(&mut burst, &text, &[gap]);
        assert!(burst.hurried_until().is_some());
        assert!(burst.run.text.expose().len() <= LONGEST);
        let ended = burst.end(Final::Enter, at(last));
        assert_eq!(garbled(&ended), Some(Garbled::TooLong), "{length} {gap}");
        assert_eq!(burst.end(Final::LineFeed, at(last + 1)), Ended::Swallowed);
        // Without a final key it ends in silence.
        let mut burst = Burst::default();
        let last = typed(&mut burst, &text, &[gap]);
        assert_eq!(burst.settle(at(last + 150)), Some(Framed::Garbled(Garbled::TooLong)));
    }
    // Several lines that are pasted; one line that is pasted is a hand's.
    let mut burst = Burst::default();
    let last = typed(&mut burst, &"late arrival, ".repeat(20), &[0]);
    assert_eq!(burst.deadline(), None);
    assert_eq!(garbled(&burst.end(Final::Enter, at(last))), Some(Garbled::TooLong));
}

#[test]
fn a_key_that_is_held_down_is_a_hand_s() {
    for (text, gap) in [
        ("1".repeat(20), 33),
        ("0".repeat(10_000), 25),
        (format!("1{}", "0".repeat(18)), 30),
        (format!("{}1", "0".repeat(18)), 30),
        ("0".repeat(8), 10),
        ("0".repeat(13), 10),
    ] {
        let mut burst = Burst::default();
        let last = typed(&mut burst, &text, &[gap]);
        assert_eq!(burst.deadline(), None, "{gap}");
        assert_eq!(burst.end(Final::Enter, at(last + 10)), Ended::Key, "{gap}");
    }
}

/// EAN-8, UPC-A, EAN-13 and GTIN-14 with their check digits.
const ARTICLE_CODES: [&str; 4] = ["96385074", "036000291452", "4006381333931", "10012345678902"];

#[test]
fn an_article_s_code_is_a_scan_and_stays_in_no_field() {
    for article in ARTICLE_CODES {
        for gap in [1, 2, 8, 30] {
            let mut burst = Burst::default();
            let last = typed(&mut burst, article, &[gap]);
            assert_eq!(burst.deadline(), None);
            let ended = burst.end(Final::Enter, at(last + gap));
            assert_eq!(scanned(ended).as_deref(), Some(article), "{gap}");
        }
    }
}

#[test]
fn what_a_hand_may_have_typed_is_no_article() {
    let ended = |text: &str, gaps: &[i64], behind: i64| {
        let mut burst = Burst::default();
        let last = typed(&mut burst, text, gaps);
        burst.end(Final::Enter, at(last + behind))
    };
    for article in ARTICLE_CODES {
        // One gap too long, also the last; and what was held back on its way.
        assert_eq!(ended(article, &[5, 5, 31], 5), Ended::Key);
        assert_eq!(ended(article, &[5], 31), Ended::Key);
        assert_eq!(ended(article, &[0], 0), Ended::Key);
        let mut silent = Burst::default();
        let last = typed(&mut silent, article, &[8]);
        assert_eq!(silent.settle(at(last + 150)), None);
    }
    // A wrong check digit, another length, letters.
    for text in ["96385075", "4006381333930", "963850", "9638507412", "Featherston", "abcdefgh"] {
        assert_eq!(ended(text, &[8], 8), Ended::Key, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Runs of zeros, no gap, two scans with a second between: no digit is lost or doubled.
    #[test]
    fn two_scans_are_two_scans(
        first in "2[5-9][0-9]{0,9}0{4,8}[0-9]{2,5}",
        second in "2[5-9][0-9]{14,22}",
        gap in 0_i64..50,
        between in 150_i64..2000,
        last in 0_usize..4,
    ) {
        prop_assume!(first.len() >= 16);
        let mut burst = Burst::default();
        let mut now = 0;
        for text in [first, second] {
            for c in text.chars() {
                now += gap;
                prop_assert_eq!(burst.settle(at(now)), None);
                burst.push(c, at(now));
            }
            now += gap;
            let found = match last {
                0 => scanned(burst.end(Final::Enter, at(now))),
                1 => scanned(burst.end(Final::Tab, at(now))),
                2 => scanned(burst.end(Final::LineFeed, at(now))),
                _ => text_of(burst.settle(at(now + 150))),
            };
            prop_assert_eq!(found, Some(text));
            now += between;
        }
    }

    /// Whatever a hand types, however it ends: never a scan.
    #[test]
    fn no_hand_is_a_scanner(
        keys in proptest::collection::vec((0_u8..12, 31_i64..400), 1..60),
        article in 0_usize..4,
    ) {
        let mut burst = Burst::default();
        let mut now = 0;
        // A hand rolls over two or three keys now and then, and is slower than that for most.
        let typed: Vec<char> = ARTICLE_CODES[article].chars().cycle().take(keys.len()).collect();
        for (place, (choice, gap)) in keys.into_iter().enumerate() {
            now += if choice < 3 { gap / 10 } else { gap + 20 };
            let settled = burst.settle(at(now));
            prop_assert!(settled.is_none());
            burst.push(typed[place], at(now));
            if choice == 11 {
                prop_assert_eq!(burst.clone().end(Final::Enter, at(now + gap)), Ended::Key);
            }
        }
    }

    /// Any keys at any times: nothing panics, nothing grows, and a deadline that has come is the last.
    #[test]
    fn any_keys_at_any_times(keys in proptest::collection::vec((0_u8..16, -200_i64..200), 0..300)) {
        let mut burst = Burst::default();
        let mut now = 1_000_000;
        for (key, gap) in keys {
            now += gap / 4;
            let _settled = burst.settle(at(now));
            match key {
                0 => burst.interrupt(),
                1 => drop(burst.end(Final::Enter, at(now))),
                2 => drop(burst.end(Final::Tab, at(now))),
                3..=6 => drop(burst.push_odd(CODE_ON_THE_KEYPAD[usize::from(key)], at(now))),
                _ => drop(burst.push(char::from(b'0' + key % 10), at(now))),
            }
            if let Some(deadline) = burst.deadline() {
                let mut later = burst.clone();
                let _settled = later.settle(deadline);
                prop_assert_eq!(later.deadline(), None);
            }
        }
    }
}
