//! A scanner in a mode in which no digit arrives.

use super::*;

pub(super) const CODE_ON_THE_KEYPAD: [Odd; 18] = [
    Odd::Down,
    Odd::Up,
    Odd::Home,
    Odd::Right,
    Odd::Middle,
    Odd::Left,
    Odd::PageDown,
    Odd::Down,
    Odd::End,
    Odd::Insert,
    Odd::PageUp,
    Odd::Up,
    Odd::Home,
    Odd::Right,
    Odd::Middle,
    Odd::Left,
    Odd::PageDown,
    Odd::Down,
];

fn pressed(burst: &mut Burst, keys: &[Odd], gap: i64) -> i64 {
    let mut now = 0;
    for (place, key) in keys.iter().enumerate() {
        now += if place == 0 { 0 } else { gap };
        assert_eq!(burst.settle(at(now)), None);
        let begins = burst.push_odd(*key, at(now));
        assert_eq!(begins, place == 0 || gap > 100);
    }
    now
}

#[test]
fn a_keypad_without_num_lock_is_known() {
    // Terminals send nothing for the middle key.
    let heard: Vec<Odd> =
        CODE_ON_THE_KEYPAD.into_iter().filter(|key| *key != Odd::Middle).collect();
    for gap in [0, 8, 50] {
        let mut burst = Burst::default();
        let last = pressed(&mut burst, &heard, gap);
        let ended = burst.end(Final::Enter, at(last + 8));
        assert_eq!(garbled(&ended), Some(Garbled::Keypad), "{gap}");
        assert_eq!(burst.end(Final::Enter, at(last + 9)), Ended::Swallowed);
        let mut burst = Burst::default();
        let last = pressed(&mut burst, &heard, gap);
        assert_eq!(burst.deadline(), Some(at(last + 150)));
        let settled = burst.settle(at(last + 150));
        assert_eq!(settled, Some(Framed::Garbled(Garbled::Keypad)));
        assert_eq!(burst.settle(at(last + 151)), None);
    }
}

#[test]
fn alt_mode_is_known() {
    let keys: Vec<Odd> = CODE
        .bytes()
        .flat_map(|byte| format!("{byte:03}").into_bytes())
        .map(|digit| Odd::Alt(char::from(digit)))
        .collect();
    let mut burst = Burst::default();
    let last = pressed(&mut burst, &keys, 4);
    assert_eq!(garbled(&burst.end(Final::Enter, at(last + 8))), Some(Garbled::AltMode));
}

#[test]
fn a_hand_on_the_arrows_is_a_hand() {
    let ended = |keys: &[Odd], gap| {
        let mut burst = Burst::default();
        let last = pressed(&mut burst, keys, gap);
        assert_eq!(burst.deadline(), None);
        burst.end(Final::Enter, at(last + 8))
    };
    // Held down, as fast as it may be set; between two; slowly; and not for long.
    assert_eq!(ended(&[Odd::Down; 500], 15), Ended::Key);
    assert_eq!(ended(&[Odd::Down, Odd::Up, Odd::End].repeat(40), 20), Ended::Key);
    assert_eq!(ended(&CODE_ON_THE_KEYPAD, 70), Ended::Key);
    assert_eq!(ended(&CODE_ON_THE_KEYPAD, 101), Ended::Key);
    assert_eq!(ended(&CODE_ON_THE_KEYPAD[..11], 8), Ended::Key);
    assert_eq!(ended(&[Odd::Alt('1'); 40], 20), Ended::Key);
    // A character, another key or the other mode in between begins anew.
    for between in 0..3 {
        let mut burst = Burst::default();
        let last = pressed(&mut burst, &CODE_ON_THE_KEYPAD[..11], 5);
        match between {
            0 => drop(burst.push('1', at(last + 1))),
            1 => burst.interrupt(),
            _ => drop(burst.push_odd(Odd::Alt('1'), at(last + 1))),
        }
        burst.push_odd(Odd::Home, at(last + 2));
        assert_eq!(burst.end(Final::Enter, at(last + 3)), Ended::Key);
    }
}
