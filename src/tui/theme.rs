use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use thiserror::Error;

use crate::domain::MoneyState;

use super::Colours;

/// What a stretch of text means. Colour is never the only sign of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    Text,
    /// Less important: hints, labels.
    Muted,
    Heading,
    /// A key that can be pressed.
    Key,
    Held,
    NotHeld,
    NotKnown,
    Money,
    /// A person must act.
    Alert,
    /// It went well.
    Success,
    /// The chosen row.
    Selected,
    /// A text field, and the one with the cursor.
    Field,
    FieldFocus,
    /// The frame by mode: it must be plain at a glance where money is real.
    Training,
    Sandbox,
    Live,
    /// The part of a countdown that is left, and the part that is over.
    BarLeft,
    BarOver,
}

impl Meaning {
    pub const ALL: [Self; 18] = [
        Self::Text,
        Self::Muted,
        Self::Heading,
        Self::Key,
        Self::Held,
        Self::NotHeld,
        Self::NotKnown,
        Self::Money,
        Self::Alert,
        Self::Success,
        Self::Selected,
        Self::Field,
        Self::FieldFocus,
        Self::Training,
        Self::Sandbox,
        Self::Live,
        Self::BarLeft,
        Self::BarOver,
    ];

    pub const fn of_money(money: MoneyState) -> Self {
        match money {
            MoneyState::Held => Self::Held,
            MoneyState::NotHeld => Self::NotHeld,
            MoneyState::NotKnownYet => Self::NotKnown,
        }
    }
}

/// A theme file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ThemeError {
    #[error("the theme is no TOML of a theme: {0}")]
    File(String),
    #[error("{0:?} is no colour")]
    Colour(String),
}

/// Styles by meaning. A meaning that a file leaves out is plain text.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    styles: BTreeMap<Meaning, Style>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Entry {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    underlined: bool,
    reversed: bool,
}

impl Theme {
    pub fn built_in(colours: Colours) -> Result<Self, ThemeError> {
        Self::parse(match colours {
            Colours::Dark => include_str!("../../assets/themes/dark.toml"),
            Colours::Light => include_str!("../../assets/themes/light.toml"),
            Colours::Mono => include_str!("../../assets/themes/mono.toml"),
        })
    }

    pub fn parse(text: &str) -> Result<Self, ThemeError> {
        let entries: BTreeMap<Meaning, Entry> =
            toml::from_str(text).map_err(|error| ThemeError::File(error.to_string()))?;
        let styles = entries.into_iter().map(|(meaning, entry)| Ok((meaning, entry.style()?)));
        Ok(Self { styles: styles.collect::<Result<_, _>>()? })
    }

    pub fn style(&self, meaning: Meaning) -> Style {
        self.styles.get(&meaning).copied().unwrap_or_default()
    }
}

impl Entry {
    fn style(&self) -> Result<Style, ThemeError> {
        let mut style = Style::default();
        if let Some(fg) = &self.fg {
            style = style.fg(colour(fg)?);
        }
        if let Some(bg) = &self.bg {
            style = style.bg(colour(bg)?);
        }
        for (wanted, modifier) in [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.underlined, Modifier::UNDERLINED),
            (self.reversed, Modifier::REVERSED),
        ] {
            if wanted {
                style = style.add_modifier(modifier);
            }
        }
        Ok(style)
    }
}

fn colour(name: &str) -> Result<Color, ThemeError> {
    name.parse().map_err(|_| ThemeError::Colour(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_names_every_meaning() {
        for colours in [Colours::Dark, Colours::Light, Colours::Mono] {
            let theme = Theme::built_in(colours).unwrap();
            for meaning in Meaning::ALL {
                assert!(theme.styles.contains_key(&meaning), "{colours:?} {meaning:?}");
            }
        }
    }

    #[test]
    fn without_colours_there_are_none() {
        let theme = Theme::built_in(Colours::Mono).unwrap();
        for style in theme.styles.values() {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }

    #[test]
    fn a_wrong_file_says_what_is_wrong() {
        assert!(matches!(Theme::parse("loud = {}"), Err(ThemeError::File(_))));
        assert!(matches!(Theme::parse("key = { glow = true }"), Err(ThemeError::File(_))));
        let wrong = Theme::parse("key = { fg = \"sky\" }").unwrap_err();
        assert_eq!(wrong, ThemeError::Colour("sky".to_owned()));
    }
}
