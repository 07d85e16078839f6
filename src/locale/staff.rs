//! What is wrong with a sign-in, an approval or a change of the people, and what to do.

use jiff::SignedDuration;

use crate::domain::{Badge, StaffError};

use super::Locale;
use super::refusal::{Refused, say_refusal};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaffTrouble {
    /// Nobody is registered.
    Nobody,
    /// People are registered, and nobody was named.
    Unnamed,
    /// The number or the PIN is wrong; so long the next try has to wait.
    Wrong(SignedDuration),
    /// Too many wrong ones before: this one was not looked at.
    Wait(SignedDuration),
    /// Whoever said yes is no supervisor.
    NotSupervisor,
    /// Somebody said yes to themselves.
    OneSelf,
    Typed(StaffError),
    /// A new PIN was typed twice, and not the same.
    PinsDiffer,
    NoSuch(Badge),
    Taken(Badge),
    LastSupervisor,
    FirstIsNoSupervisor,
    /// The settings are others than before, and no supervisor has signed in since.
    SettingsChanged,
    /// No PIN can be asked for where there is no terminal.
    NoTerminal,
    /// Our own fault: the file. Says why.
    File(String),
}

impl StaffTrouble {
    /// The key of its sentence; `<key>-do` says what to do.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Wrong(wait) if wait.is_positive() => "refusal-pin-wrong-wait",
            Self::Nobody => "refusal-staff-nobody",
            Self::Unnamed => "refusal-staff-unnamed",
            Self::Wrong(_) => "refusal-pin-wrong",
            Self::Wait(_) => "refusal-pin-wait",
            Self::NotSupervisor => "refusal-not-supervisor",
            Self::OneSelf => "refusal-one-self",
            Self::Typed(StaffError::Badge) => "refusal-badge-shape",
            Self::Typed(StaffError::Name) => "refusal-name-shape",
            Self::Typed(StaffError::Pin) => "refusal-pin-shape",
            Self::Typed(StaffError::EasyPin) => "refusal-pin-easy",
            Self::PinsDiffer => "refusal-pins-differ",
            Self::NoSuch(_) => "refusal-staff-none",
            Self::Taken(_) => "refusal-staff-taken",
            Self::LastSupervisor => "refusal-staff-last",
            Self::FirstIsNoSupervisor => "refusal-staff-first",
            Self::SettingsChanged => "refusal-settings-changed",
            Self::NoTerminal => "refusal-pin-unasked",
            Self::File(_) => "refusal-staff-file",
        }
    }

    pub fn say(&self, locale: &Locale) -> Refused {
        // A wait that is named to the second is kept to the second: rounded up.
        let seconds = |wait: &SignedDuration| {
            let more = i64::from(wait.subsec_nanos() > 0);
            wait.as_secs().saturating_add(more).to_string()
        };
        let args = match self {
            Self::Wrong(wait) | Self::Wait(wait) => vec![("seconds", seconds(wait))],
            Self::NoSuch(badge) | Self::Taken(badge) => vec![("badge", badge.to_string())],
            Self::File(why) => vec![("why", why.clone())],
            Self::Nobody
            | Self::Unnamed
            | Self::NotSupervisor
            | Self::OneSelf
            | Self::Typed(_)
            | Self::PinsDiffer
            | Self::LastSupervisor
            | Self::FirstIsNoSupervisor
            | Self::SettingsChanged
            | Self::NoTerminal => Vec::new(),
        };
        say_refusal(locale, self.key(), &args)
    }
}
