use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;
use thiserror::Error;

/// The last function key of a keyboard.
const LAST_FUNCTION_KEY: u8 = 12;

/// Names of keys on a keyboard, in files and on screens alike.
const NAMES: [(&str, KeyCode); 13] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("Insert", KeyCode::Insert),
    ("Delete", KeyCode::Delete),
];

/// A key as the keymap names it: `F3`, `Ctrl+Q`, `Shift+Tab`, `Enter`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is no key: F3, Ctrl+Q, Shift+Tab, Enter")]
pub struct KeyError(String);

impl Key {
    /// The key of an event; nothing for a modifier alone.
    pub fn of_event(event: KeyEvent) -> Option<Self> {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::BackTab => {
                shift = true;
                KeyCode::Tab
            }
            // A character says by itself whether Shift was down; Caps Lock must not change a command.
            KeyCode::Char(c) => {
                shift = false;
                KeyCode::Char(c.to_ascii_lowercase())
            }
            KeyCode::Modifier(_) | KeyCode::Null => return None,
            other => other,
        };
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        Some(Self { code, ctrl, alt, shift })
    }

    /// Whether a hand, a scanner or an input method types this as text.
    pub const fn is_plain_character(&self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl && !self.alt
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.to_string().cmp(&other.to_string())
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let wrong = || KeyError(text.chars().take(24).collect());
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let mut rest = text;
        while let Some((modifier, after)) =
            rest.split_once('+').filter(|(_, after)| !after.is_empty())
        {
            match modifier {
                "Ctrl" => ctrl = true,
                "Alt" => alt = true,
                "Shift" => shift = true,
                _ => return Err(wrong()),
            }
            rest = after;
        }
        let named = NAMES.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code);
        let function = || {
            let number: u8 = rest.strip_prefix('F')?.parse().ok()?;
            (1..=LAST_FUNCTION_KEY).contains(&number).then_some(KeyCode::F(number))
        };
        let character = || {
            let mut chars = rest.chars();
            let c = chars.next()?;
            chars.next().is_none().then(|| KeyCode::Char(c.to_ascii_lowercase()))
        };
        let code = named.or_else(function).or_else(character).ok_or_else(wrong)?;
        Ok(Self { code, ctrl, alt, shift })
    }
}

impl TryFrom<String> for Key {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (down, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if down {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::Char(c) => write!(f, "{}", c.to_ascii_uppercase()),
            other => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written() {
        for name in ["F3", "F12", "Ctrl+Q", "Shift+Tab", "Enter", "PageDown", "Alt+Ctrl+X", "+"] {
            let key: Key = name.parse().unwrap();
            assert_eq!(key.to_string().parse::<Key>().unwrap(), key, "{name}");
        }
        for name in ["F13", "F0", "", "Hyper+Q", "ab", "Ctrl+"] {
            assert!(name.parse::<Key>().is_err(), "{name:?}");
        }
    }

    #[test]
    fn caps_lock_and_back_tab_are_the_same_keys() {
        let caps = KeyEvent::new(KeyCode::Char('Q'), KeyModifiers::CONTROL | KeyModifiers::SHIFT);
        assert_eq!(Key::of_event(caps), "Ctrl+Q".parse().ok());
        let back = KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT);
        assert_eq!(Key::of_event(back), "Shift+Tab".parse().ok());
    }
}
