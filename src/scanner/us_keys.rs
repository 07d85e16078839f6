//! What the keys of a keyboard of the United States type, by their numbers in Linux's
//! `input-event-codes.h`.

/// A key by what it does to a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// What it types without and with Shift.
    Types(char, char),
    Letter(char),
    /// A key of the keypad, whether Num Lock is on or not.
    Keypad(char),
    Enter,
    Tab,
    LineFeed,
    Shift(Side),
    Control(Side),
    Alt(Side),
    CapsLock,
    /// Num Lock, the logo keys and the like: no scanner means them.
    Ignored,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// Keys 2 to 13.
const DIGITS: [(char, char); 12] = [
    ('1', '!'),
    ('2', '@'),
    ('3', '#'),
    ('4', '$'),
    ('5', '%'),
    ('6', '^'),
    ('7', '&'),
    ('8', '*'),
    ('9', '('),
    ('0', ')'),
    ('-', '_'),
    ('=', '+'),
];

/// Letters from keys 16, 30 and 44 on.
const LETTERS: [(u16, &str); 3] = [(16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm")];

const SIGNS: [(u16, char, char); 10] = [
    (26, '[', '{'),
    (27, ']', '}'),
    (39, ';', ':'),
    (40, '\'', '"'),
    (41, '`', '~'),
    (43, '\\', '|'),
    (51, ',', '<'),
    (52, '.', '>'),
    (53, '/', '?'),
    (57, ' ', ' '),
];

/// Keys 71 to 83.
const KEYPAD: &str = "789-456+1230.";

pub(super) fn key(code: u16) -> Key {
    match code {
        28 | 96 => Key::Enter,
        15 => Key::Tab,
        101 => Key::LineFeed,
        42 => Key::Shift(Side::Left),
        54 => Key::Shift(Side::Right),
        29 => Key::Control(Side::Left),
        97 => Key::Control(Side::Right),
        56 => Key::Alt(Side::Left),
        100 => Key::Alt(Side::Right),
        58 => Key::CapsLock,
        69 | 125 | 126 => Key::Ignored,
        55 => Key::Keypad('*'),
        98 => Key::Keypad('/'),
        117 => Key::Keypad('='),
        121 => Key::Keypad(','),
        code => typing(code).unwrap_or(Key::Unknown),
    }
}

fn typing(code: u16) -> Option<Key> {
    let place = |first: u16| code.checked_sub(first).map(usize::from);
    if let Some((plain, shifted)) = place(2).and_then(|place| DIGITS.get(place)) {
        return Some(Key::Types(*plain, *shifted));
    }
    let letter = |(first, row): &(u16, &str)| row.chars().nth(place(*first)?);
    if let Some(letter) = LETTERS.iter().find_map(letter) {
        return Some(Key::Letter(letter));
    }
    if let Some((_, plain, shifted)) = SIGNS.iter().find(|(sign, _, _)| *sign == code) {
        return Some(Key::Types(*plain, *shifted));
    }
    KEYPAD.chars().nth(place(71)?).map(Key::Keypad)
}
