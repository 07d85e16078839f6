//! Keys by name, as a person presses them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;

use counterpane::tui::{Model, Msg, Wish};

/// `F3`, `Enter`, `Shift+Tab`, `Ctrl+Q`; anything else is typed.
pub(crate) fn press(model: &mut Model, name: &str, now: Timestamp) -> Vec<Wish> {
    let key = |code, modifiers| vec![KeyEvent::new(code, modifiers)];
    let keys = match name {
        "Enter" => key(KeyCode::Enter, KeyModifiers::NONE),
        "Esc" => key(KeyCode::Esc, KeyModifiers::NONE),
        "Tab" => key(KeyCode::Tab, KeyModifiers::NONE),
        "Shift+Tab" => key(KeyCode::BackTab, KeyModifiers::SHIFT),
        "Up" => key(KeyCode::Up, KeyModifiers::NONE),
        "Down" => key(KeyCode::Down, KeyModifiers::NONE),
        "PageDown" => key(KeyCode::PageDown, KeyModifiers::NONE),
        "PageUp" => key(KeyCode::PageUp, KeyModifiers::NONE),
        "Backspace" => key(KeyCode::Backspace, KeyModifiers::NONE),
        "Home" => key(KeyCode::Home, KeyModifiers::NONE),
        "Alt+5" => key(KeyCode::Char('5'), KeyModifiers::ALT),
        name if name.starts_with("Ctrl+") => {
            let letter = name.chars().last().unwrap().to_ascii_lowercase();
            key(KeyCode::Char(letter), KeyModifiers::CONTROL)
        }
        name => match name.strip_prefix('F').and_then(|number| number.parse().ok()) {
            Some(number) => key(KeyCode::F(number), KeyModifiers::NONE),
            None => typed(name),
        },
    };
    keys.into_iter().flat_map(|key| model.update(Msg::Key(key), now)).collect()
}

fn typed(text: &str) -> Vec<KeyEvent> {
    text.chars().map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).collect()
}
