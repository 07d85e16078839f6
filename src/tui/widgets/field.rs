use std::borrow::Cow;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::may_be_code;
use crate::tui::context::Ctx;
use crate::tui::text;
use crate::tui::theme::Meaning;

/// One line of text with a cursor.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    input: Input,
    /// Characters it takes at most.
    longest: usize,
    takes: Takes,
    /// What stands in it was proposed and is marked whole: the first character replaces it.
    proposed: bool,
    /// A payment code was pasted into it and not taken. The next key is as if nothing had been.
    refused: bool,
}

/// Which characters a field takes; others are not typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Text,
    /// Digits and what may stand between them in an amount or a date.
    Figures,
}

impl Field {
    pub(crate) fn text(value: &str, longest: usize) -> Self {
        let proposed = !value.is_empty();
        Self {
            input: Input::new(value.to_owned()),
            longest,
            takes: Takes::Text,
            proposed,
            refused: false,
        }
    }

    /// For amounts and dates. Full-width digits, which a Chinese input method types, become plain.
    pub(crate) fn figures(value: &str, longest: usize) -> Self {
        Self { takes: Takes::Figures, ..Self::text(value, longest) }
    }

    /// What stands in it. Of a payment code, which belongs into no field of this kind, nothing: it is
    /// not kept, not searched for and not shown.
    pub(crate) fn value(&self) -> &str {
        if self.hides() { "" } else { self.input.value() }
    }

    /// Whether a payment code was typed into it.
    pub(crate) fn hides(&self) -> bool {
        self.refused || may_be_code(self.input.value())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.value().trim().is_empty()
    }

    /// Takes a key. False where it means nothing to a line of text.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        self.refused = false;
        match request(key) {
            Some(InputRequest::InsertChar(c)) => self.insert(c),
            Some(InputRequest::DeletePrevChar | InputRequest::DeleteNextChar) if self.proposed => {
                self.replace();
                true
            }
            Some(request) => {
                self.proposed = false;
                self.input.handle(request).is_some()
            }
            None => false,
        }
    }

    /// Takes the proposal away.
    fn replace(&mut self) {
        if std::mem::take(&mut self.proposed) {
            self.input.reset();
        }
    }

    /// Takes pasted text, as much as fits; line ends and other control characters become spaces.
    pub(crate) fn paste(&mut self, pasted: &str) {
        self.refused = may_be_code(pasted);
        if self.refused {
            self.input.reset();
            return;
        }
        for c in pasted.trim().chars() {
            self.insert(if c.is_control() { ' ' } else { c });
        }
    }

    fn insert(&mut self, c: char) -> bool {
        let c = match self.takes {
            Takes::Text => c,
            Takes::Figures => narrow(c),
        };
        let figure = c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
        let wanted =
            !text::plain(&c.to_string()).is_empty() && (self.takes == Takes::Text || figure);
        if !wanted {
            return false;
        }
        self.replace();
        if self.input.value().chars().count() >= self.longest {
            return false;
        }
        self.input.handle(InputRequest::InsertChar(c)).is_some()
    }

    fn shown(&self) -> Cow<'_, str> {
        if self.hides() {
            return "*".repeat(text::width(self.input.value()).max(1)).into();
        }
        self.input.value().into()
    }

    /// Draws the line and says where its cursor stands, if it has one.
    pub(crate) fn draw(
        &self,
        ctx: &Ctx<'_>,
        focus: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let columns = usize::from(area.width);
        if columns < 2 || area.height == 0 {
            return None;
        }
        // One column stays free for the cursor behind the last character.
        let scroll = self.input.visual_scroll(columns.saturating_sub(1));
        let value = self.shown();
        let shown = skip(&value, scroll);
        let cursor = self.input.visual_cursor().saturating_sub(scroll);
        let meaning = if focus { Meaning::FieldFocus } else { Meaning::Field };
        let shown = if focus { cut(&shown, columns) } else { text::clip(&value, columns) };
        // The digits of a scanner stand here until it is clear that they are a payment code.
        let shown = if focus && ctx.hides { "*".repeat(text::width(&shown)) } else { shown };
        let line = text::left(&shown, columns);
        let style = ctx.style(meaning);
        buf.set_stringn(area.x, area.y, line, columns, style);
        if focus && self.proposed {
            let marked = u16::try_from(text::width(&shown)).unwrap_or(area.width).min(area.width);
            buf.set_style(Rect { width: marked, height: 1, ..area }, style.reversed());
        }
        let x = u16::try_from(cursor).ok()?.min(area.width.saturating_sub(1));
        focus.then(|| Position::new(area.x.saturating_add(x), area.y))
    }
}

/// The usual keys of a line editor.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a terminal has more keys than a line of text has uses for"
)]
fn request(key: KeyEvent) -> Option<InputRequest> {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(match key.code {
        // AltGr reaches a Windows terminal as both.
        KeyCode::Char(c) if ctrl == alt => InputRequest::InsertChar(c),
        KeyCode::Char('a') if ctrl => InputRequest::GoToStart,
        KeyCode::Char('e') if ctrl => InputRequest::GoToEnd,
        KeyCode::Char('w') if ctrl => InputRequest::DeletePrevWord,
        KeyCode::Char('u') if ctrl => InputRequest::DeleteLine,
        KeyCode::Char('k') if ctrl => InputRequest::DeleteTillEnd,
        KeyCode::Char('y') if ctrl => InputRequest::Yank,
        KeyCode::Char('b') if alt => InputRequest::GoToPrevWord,
        KeyCode::Char('f') if alt => InputRequest::GoToNextWord,
        KeyCode::Backspace if ctrl || alt => InputRequest::DeletePrevWord,
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete if ctrl => InputRequest::DeleteNextWord,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left if ctrl => InputRequest::GoToPrevWord,
        KeyCode::Right if ctrl => InputRequest::GoToNextWord,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        _ => return None,
    })
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => u32::from(c)
            .checked_sub(u32::from('０'))
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(c),
        '．' | '。' => '.',
        '－' => '-',
        '＋' => '+',
        other => other,
    }
}

/// The text without its first `columns`.
fn skip(value: &str, columns: usize) -> String {
    let mut gone = 0_usize;
    let rest = value.graphemes(true).skip_while(|grapheme| {
        let skipped = gone < columns;
        gone = gone.saturating_add(text::width(grapheme));
        skipped
    });
    rest.collect()
}

/// The text's first `columns`, without a sign of the cut.
fn cut(value: &str, columns: usize) -> String {
    let mut taken = 0_usize;
    let start = value.graphemes(true).take_while(|grapheme| {
        taken = taken.saturating_add(text::width(grapheme));
        taken <= columns
    });
    start.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(field: &mut Field, text: &str) {
        for c in text.chars() {
            field.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
    }

    #[test]
    fn amounts_take_figures_of_any_width_and_nothing_else() {
        let mut field = Field::figures("", 12);
        typed(&mut field, "HKD １５００．50x");
        assert_eq!(field.value(), "1500.50");
    }

    #[test]
    fn a_proposal_is_replaced_by_the_first_character_and_kept_by_a_move() {
        let mut field = Field::figures("1000.00", 12);
        typed(&mut field, "500");
        assert_eq!(field.value(), "500");
        let mut kept = Field::figures("1000.00", 12);
        kept.key(KeyEvent::new(KeyCode::End, KeyModifiers::NONE));
        typed(&mut kept, "5");
        assert_eq!(kept.value(), "1000.005");
        let mut cleared = Field::figures("1000.00", 12);
        cleared.key(KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE));
        assert_eq!(cleared.value(), "");
    }

    #[test]
    fn it_takes_no_more_than_fits_and_nothing_hidden() {
        let mut field = Field::text("", 4);
        field.paste("张\u{202e}伟\n12345");
        assert_eq!(field.value(), "张伟 1");
    }

    #[test]
    fn it_is_edited_like_any_line() {
        let mut field = Field::text("1208", 9);
        for code in [KeyCode::Left, KeyCode::Backspace, KeyCode::Char('1'), KeyCode::End] {
            assert!(field.key(KeyEvent::new(code, KeyModifiers::NONE)), "{code:?}");
        }
        assert_eq!(field.value(), "1218");
        assert!(field.key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
        assert!(field.is_empty());
    }

    #[test]
    fn a_payment_code_is_in_no_field() {
        for mut field in [Field::text("", 40), Field::figures("", 16)] {
            for c in "287654321098765".chars() {
                field.insert(c);
            }
            assert_eq!(field.value(), "287654321098765");
            field.insert('4');
            assert_eq!((field.value(), field.hides()), ("", true));
            assert_eq!(field.shown(), "****************");
            field.paste("2876 5432 1098 7654 32");
            assert_eq!((field.value(), field.hides(), &*field.shown()), ("", true, "*"));
            field.key(KeyEvent::new(KeyCode::Char('7'), KeyModifiers::NONE));
            assert_eq!((field.value(), field.hides()), ("7", false));
        }
    }
}
