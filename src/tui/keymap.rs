//! Which key does what, by place, as data: `assets/keymap.toml`.

use std::collections::BTreeMap;

use crossterm::event::KeyEvent;
use serde::Deserialize;
use thiserror::Error;

use super::key::Key;

/// Where keys mean something: one place for each screen, and one for each of its modes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    Everywhere,
    Home,
    CheckIn,
    /// The check-in form while a payment code is typed by hand.
    Code,
    Waiting,
    /// The waiting screen's question whether to stop.
    Stop,
    Guests,
    Help,
    Leave,
    JournalDown,
    Hold,
    Charge,
    Release,
    Refund,
    Undo,
    Details,
    Find,
    Journal,
    Entry,
    Scanners,
    SignIn,
    Approve,
    People,
    Register,
    Change,
    Attention,
    Case,
    CloseCase,
    Shift,
    OpenShift,
    CloseShift,
    HandOver,
    Reports,
    Days,
    Paper,
    Audit,
    Stay,
    CheckOut,
}

impl Place {
    /// The key of what a place is for, in the help.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Everywhere => "about-everywhere",
            Self::Home => "about-home",
            Self::CheckIn => "about-check-in",
            Self::Code => "about-code",
            Self::Waiting => "about-waiting",
            Self::Stop => "about-stop",
            Self::Guests => "about-guests",
            Self::Help => "about-help",
            Self::Leave => "about-leave",
            Self::JournalDown => "about-journal-down",
            Self::Hold => "about-hold",
            Self::Find => "about-find",
            Self::Journal => "about-journal",
            Self::Charge => "about-charge",
            Self::Release => "about-release",
            Self::Refund => "about-refund",
            Self::Undo => "about-undo",
            Self::Details => "about-details",
            Self::Entry => "about-entry",
            Self::Scanners => "about-scanners",
            Self::SignIn => "about-sign-in",
            Self::Approve => "about-approve",
            Self::People => "about-people",
            Self::Register => "about-register",
            Self::Change => "about-change",
            Self::Attention => "about-attention",
            Self::Case => "about-case",
            Self::CloseCase => "about-close-case",
            Self::Shift => "about-shift",
            Self::OpenShift => "about-open-shift",
            Self::CloseShift => "about-close-shift",
            Self::HandOver => "about-hand-over",
            Self::Reports => "about-reports",
            Self::Days => "about-days",
            Self::Paper => "about-paper",
            Self::Audit => "about-audit",
            Self::Stay => "about-stay",
            Self::CheckOut => "about-check-out",
        }
    }
}

/// What a key does. Screens know acts, never keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    Help,
    Language,
    Quit,
    GuestScan,
    Guests,
    Back,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    CheckIn,
    CheckOut,
    CheckNow,
    Find,
    Journal,
    NextField,
    PreviousField,
    ShowQr,
    TypeCode,
    Submit,
    Stop,
    StopNow,
    Choose,
    LeaveNow,
    Charge,
    Release,
    Refund,
    Undo,
    Details,
    KeepRest,
    Confirm,
    Scanner,
    Lock,
    People,
    Register,
    NewPin,
    TakeOff,
    OtherRole,
    Countersign,
    Change,
    Attention,
    Case,
    CloseCase,
    Save,
    Shift,
    OpenShift,
    CloseShift,
    HandOver,
    Sign,
    Reports,
    Days,
    OtherDays,
    Audit,
    RollDay,
}

impl Act {
    /// The name in the keymap file and in the keys of its words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Language => "language",
            Self::Quit => "quit",
            Self::GuestScan => "guest-scan",
            Self::Guests => "guests",
            Self::Back => "back",
            Self::Up => "up",
            Self::Down => "down",
            Self::PageUp => "page-up",
            Self::PageDown => "page-down",
            Self::First => "first",
            Self::Last => "last",
            Self::Open => "open",
            Self::CheckIn => "check-in",
            Self::CheckOut => "check-out",
            Self::CheckNow => "check-now",
            Self::Find => "find",
            Self::Journal => "journal",
            Self::NextField => "next-field",
            Self::PreviousField => "previous-field",
            Self::ShowQr => "show-qr",
            Self::TypeCode => "type-code",
            Self::Submit => "submit",
            Self::Stop => "stop",
            Self::StopNow => "stop-now",
            Self::Choose => "choose",
            Self::LeaveNow => "leave-now",
            Self::Charge => "charge",
            Self::Release => "release",
            Self::Refund => "refund",
            Self::Undo => "undo",
            Self::Details => "details",
            Self::KeepRest => "keep-rest",
            Self::Confirm => "confirm",
            Self::Scanner => "scanner",
            Self::Lock => "lock",
            Self::People => "people",
            Self::Register => "register",
            Self::NewPin => "new-pin",
            Self::TakeOff => "take-off",
            Self::OtherRole => "other-role",
            Self::Countersign => "countersign",
            Self::Change => "change",
            Self::Attention => "attention",
            Self::Case => "case",
            Self::CloseCase => "close-case",
            Self::Save => "save",
            Self::Shift => "shift",
            Self::OpenShift => "open-shift",
            Self::CloseShift => "close-shift",
            Self::HandOver => "hand-over",
            Self::Sign => "sign",
            Self::Reports => "reports",
            Self::Days => "days",
            Self::OtherDays => "other-days",
            Self::Audit => "audit",
            Self::RollDay => "roll-day",
        }
    }
}

/// One line of the keymap.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    pub act: Act,
    pub on: Vec<Key>,
    /// Shown at the foot of the screen.
    #[serde(default)]
    pub foot: bool,
    /// Only in training.
    #[serde(default)]
    pub training: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the keymap is no TOML of a keymap: {0}")]
pub struct KeymapError(String);

#[derive(Debug, Clone)]
pub struct Keymap {
    places: BTreeMap<Place, Vec<Binding>>,
    training: bool,
}

impl Keymap {
    /// The keymap that is compiled in, with training's keys or without.
    pub fn built_in(training: bool) -> Result<Self, KeymapError> {
        Self::parse(include_str!("../../assets/keymap.toml"), training)
    }

    pub fn parse(text: &str, training: bool) -> Result<Self, KeymapError> {
        let places = toml::from_str(text).map_err(|error| KeymapError(error.to_string()))?;
        Ok(Self { places, training })
    }

    /// What this key does here. A place's own meaning goes before the one that holds everywhere.
    pub fn act(&self, place: Place, event: KeyEvent) -> Option<Act> {
        let key = Key::of_event(event)?;
        self.of_place(place)
            .chain(self.of_place(Place::Everywhere))
            .find(|binding| binding.on.contains(&key))
            .map(|binding| binding.act)
    }

    /// All that can be pressed at a place, its own first.
    pub fn bindings(&self, place: Place) -> impl Iterator<Item = &Binding> {
        let own: Vec<Act> = self.of_place(place).map(|binding| binding.act).collect();
        let rest = self.of_place(Place::Everywhere);
        self.of_place(place).chain(rest.filter(move |binding| !own.contains(&binding.act)))
    }

    /// The first key of an act, as it is written on a screen.
    pub fn key_of(&self, place: Place, act: Act) -> Option<String> {
        let binding = self.bindings(place).find(|binding| binding.act == act)?;
        binding.on.first().map(Key::to_string)
    }

    fn of_place(&self, place: Place) -> impl Iterator<Item = &Binding> {
        let bindings = self.places.get(&place).into_iter().flatten();
        bindings.filter(|binding| self.training || !binding.training)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Language, Locale};

    fn built_in() -> Keymap {
        Keymap::built_in(true).unwrap()
    }

    #[test]
    fn no_key_means_two_things_at_one_place() {
        for (place, bindings) in &built_in().places {
            let of_place = bindings.iter().flat_map(|binding| &binding.on);
            let mut keys: Vec<String> = of_place.map(Key::to_string).collect();
            let all = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), all, "{place:?} has a key twice");
        }
    }

    /// A place may give a key that holds everywhere another meaning only where it closes that very
    /// thing, or says the same.
    #[test]
    fn a_place_hides_no_key_that_holds_everywhere() {
        let keymap = built_in();
        let everywhere = &keymap.places[&Place::Everywhere];
        for (place, bindings) in &keymap.places {
            for binding in bindings.iter().filter(|_| *place != Place::Everywhere) {
                for wide in everywhere {
                    let same_key = wide.on.iter().any(|key| binding.on.contains(key));
                    let closes = matches!(
                        (place, wide.act, binding.act),
                        (Place::Help, Act::Help, Act::Back)
                            | (Place::Leave, Act::Quit, Act::LeaveNow)
                    );
                    assert!(
                        !same_key || closes || wide.act == binding.act,
                        "{place:?} {binding:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn no_plain_character_is_a_command() {
        for (place, bindings) in &built_in().places {
            for key in bindings.iter().flat_map(|binding| &binding.on) {
                assert!(!key.is_plain_character(), "{place:?} {key}");
            }
        }
    }

    #[test]
    fn every_place_has_a_way_back_and_every_act_has_words() {
        let keymap = built_in();
        for language in Language::ALL {
            let locale = Locale::new(language);
            for (place, bindings) in &keymap.places {
                assert!(locale.has(place.about()), "{place:?}");
                let back = bindings.iter().any(|binding| binding.act == Act::Back);
                // From a locked screen a PIN alone leads back.
                let first = matches!(place, Place::Home | Place::Everywhere | Place::SignIn);
                assert!(back || first, "{place:?}");
                for binding in bindings {
                    let name = binding.act.name();
                    for key in [format!("key-{name}"), format!("key-{name}-help")] {
                        assert!(locale.has(&key), "{language} has no {key}");
                    }
                }
            }
        }
    }

    #[test]
    fn training_s_keys_are_nowhere_else() {
        let live = Keymap::built_in(false).unwrap();
        assert!(live.bindings(Place::CheckIn).all(|binding| binding.act != Act::GuestScan));
    }

    #[test]
    fn a_wrong_file_is_refused() {
        for text in
            ["home = [{ act = \"fly\", on = [] }]", "home = [{ act = \"up\", on = [\"F99\"] }]"]
        {
            assert!(Keymap::parse(text, true).is_err(), "{text}");
        }
    }
}
