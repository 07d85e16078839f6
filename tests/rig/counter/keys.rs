//! Keys as reports of a boot keyboard (HID usage tables, page 7): eight bytes, the held modifiers, a
//! reserved byte, up to six keys.

const CONTROL: u8 = 0x01;
const SHIFT: u8 = 0x02;

/// What a US keyboard has on its keys from usage 0x1e on, without and with Shift; a blank is a key
/// that makes no character.
const PLAIN: &str = "1234567890     -=[]\\ ;'`,./";
const SHIFTED: &str = "!@#$%^&*()     _+{}| :\"~<>?";
const FIRST: u8 = 0x1e;

/// Keys by their names.
const NAMED: [(&str, u8); 14] = [
    ("Enter", 0x28),
    ("Esc", 0x29),
    ("Backspace", 0x2a),
    ("Tab", 0x2b),
    ("Space", 0x2c),
    ("CapsLock", 0x39),
    ("Home", 0x4a),
    ("PageUp", 0x4b),
    ("End", 0x4d),
    ("PageDown", 0x4e),
    ("Right", 0x4f),
    ("Left", 0x50),
    ("Down", 0x51),
    ("Up", 0x52),
];

/// Presses and releases a key: `F3`, `Enter`, `Ctrl+U`.
pub(crate) fn named(name: &str) -> Result<[[u8; 8]; 2], String> {
    let unknown = || format!("no such key: {name}");
    if let Some(letter) = name.strip_prefix("Ctrl+") {
        let letter = letter.chars().next().ok_or_else(unknown)?.to_ascii_lowercase();
        let (_, key) = character(letter).ok_or_else(unknown)?;
        return Ok(stroke(CONTROL, key));
    }
    if let Some(number) = name.strip_prefix('F').and_then(|number| number.parse::<u8>().ok()) {
        let key = number.checked_add(0x39).filter(|key| (0x3a..=0x45).contains(key));
        return Ok(stroke(0, key.ok_or_else(unknown)?));
    }
    let (_, key) = NAMED.iter().find(|(known, _)| *known == name).ok_or_else(unknown)?;
    Ok(stroke(0, *key))
}

/// Presses and releases the keys that a US keyboard has for `text`; control characters are Ctrl and a
/// letter.
pub(crate) fn typed(text: &str) -> Result<Vec<[u8; 8]>, String> {
    let mut reports = Vec::new();
    for c in text.chars() {
        let (modifiers, key) = character(c).ok_or_else(|| format!("no key makes {c:?}"))?;
        reports.extend(stroke(modifiers, key));
    }
    Ok(reports)
}

const fn stroke(modifiers: u8, key: u8) -> [[u8; 8]; 2] {
    [[modifiers, 0, key, 0, 0, 0, 0, 0], [0; 8]]
}

fn character(c: char) -> Option<(u8, u8)> {
    let letter = |c: char| u8::try_from(c).ok()?.checked_sub(b'a')?.checked_add(0x04);
    match c {
        'a'..='z' => Some((0, letter(c)?)),
        'A'..='Z' => Some((SHIFT, letter(c.to_ascii_lowercase())?)),
        '\r' => Some((0, 0x28)),
        '\t' => Some((0, 0x2b)),
        ' ' => Some((0, 0x2c)),
        '\u{1}'..='\u{1a}' => Some((CONTROL, u8::try_from(c).ok()?.checked_add(0x03)?)),
        _ => on(PLAIN, c).map(|key| (0, key)).or_else(|| on(SHIFTED, c).map(|key| (SHIFT, key))),
    }
}

fn on(row: &str, c: char) -> Option<u8> {
    u8::try_from(row.find(c)?).ok()?.checked_add(FIRST)
}
