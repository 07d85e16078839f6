use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use zeroize::Zeroizing;

/// Characters that are kept at most: the longest text that is looked at as a code.
const LONGEST: usize = 64;

/// A payment code that is typed by hand: shown as its length and last two characters, wiped when it
/// goes. It has no cursor and no undo, because those keep copies.
#[derive(Clone)]
pub(crate) struct Secret(Zeroizing<String>);

impl Default for Secret {
    fn default() -> Self {
        // Room for all of it: a string that grows leaves its old bytes behind.
        Self(Zeroizing::new(String::with_capacity(LONGEST.saturating_mul(4))))
    }
}

impl Secret {
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// Takes a key: characters, Backspace, and Ctrl+U for all of it.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('u') if ctrl => *self = Self::default(),
            KeyCode::Char(c) if !ctrl => self.push(c),
            KeyCode::Backspace => drop(self.0.pop()),
            _ => return false,
        }
        true
    }

    pub(crate) fn paste(&mut self, text: &str) {
        text.trim().chars().for_each(|c| self.push(c));
    }

    pub(crate) fn count(&self) -> usize {
        self.0.chars().count()
    }

    /// Stars with the last two characters, which say whether the hand is still right.
    pub(crate) fn masked(&self) -> String {
        let count = self.count();
        let shown = |place: usize| count > 8 && place >= count.saturating_sub(2);
        let mask = |(place, c)| if shown(place) { c } else { '*' };
        self.0.chars().enumerate().map(mask).collect()
    }

    fn push(&mut self, c: char) {
        if self.count() < LONGEST && !c.is_control() && !c.is_whitespace() {
            self.0.push(c);
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} characters)", self.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_masked_everywhere() {
        let mut secret = Secret::default();
        secret.paste(" 2876 5432 1098 7654 32\n");
        assert_eq!(secret.expose(), "287654321098765432");
        assert_eq!(secret.masked(), "****************32");
        assert_eq!(format!("{secret:?}"), "Secret(18 characters)");
    }
}
