use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::context::Ctx;
use crate::tui::theme::Meaning;

use super::Secret;

/// Digits of the longest PIN.
const LONGEST: usize = 12;

/// A PIN that is being typed: a star for each digit and nothing else of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct PinField(Secret);

impl PinField {
    pub(crate) fn expose(&self) -> &str {
        self.0.expose()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.count() == 0
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes a key as a secret does, but digits alone, and no more than a PIN has.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        if let (KeyCode::Char(c), false) = (key.code, ctrl)
            && (!c.is_ascii_digit() || self.0.count() >= LONGEST)
        {
            return false;
        }
        self.0.key(key)
    }

    pub(crate) fn draw(
        &self,
        ctx: &Ctx<'_>,
        focus: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        let width = usize::from(area.width);
        let shown = format!("{:<width$}", "*".repeat(self.0.count()));
        let meaning = if focus { Meaning::FieldFocus } else { Meaning::Field };
        let row = Rect { height: 1, ..area };
        buf.set_stringn(row.x, row.y, shown, width, ctx.style(meaning));
        let at = u16::try_from(self.0.count()).unwrap_or(0).min(row.width.saturating_sub(1));
        focus.then(|| Position::new(row.x.saturating_add(at), row.y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(field: &mut PinField, code: KeyCode, modifiers: KeyModifiers) -> bool {
        field.key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn it_takes_digits_and_shows_none() {
        let mut field = PinField::default();
        for c in "25x８80".chars() {
            press(&mut field, KeyCode::Char(c), KeyModifiers::NONE);
        }
        assert_eq!(field.expose(), "2580");
        assert_eq!(format!("{field:?}"), "PinField(Secret(4 characters))");
        assert!(press(&mut field, KeyCode::Backspace, KeyModifiers::NONE));
        assert_eq!(field.expose(), "258");
        assert!(press(&mut field, KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert!(field.is_empty());
        for _ in 0..20 {
            press(&mut field, KeyCode::Char('7'), KeyModifiers::NONE);
        }
        assert_eq!(field.0.count(), LONGEST);
        assert!(!press(&mut field, KeyCode::Enter, KeyModifiers::NONE));
    }
}
