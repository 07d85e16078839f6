//! What stops a command before it has a hold to show: a code for scripts, what happened, what to do.

use crate::cli::{Exit, json};
use crate::config::ConfigError;
use crate::desk::Refusal;
use crate::journal::JournalError;
use crate::locale::{Language, Locale, Refused, StaffTrouble, say_refusal};

use super::opening::OpeningError;

#[derive(Debug)]
pub(super) struct Failure {
    pub(super) exit: Exit,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) hint: String,
}

impl Failure {
    pub(super) fn wrong_use(message: String) -> Self {
        Self::wrong("cli.usage", message, "Run 'counterpane --help'.".to_owned())
    }

    pub(super) fn wrong(code: &str, message: String, hint: String) -> Self {
        Self { exit: Exit::WrongUse, code: code.to_owned(), message, hint }
    }

    /// Our own fault: the disk, the operating system, a bug.
    pub(super) fn own(code: &str, error: &dyn std::fmt::Display) -> Self {
        Self {
            exit: Exit::OwnFault,
            code: code.to_owned(),
            message: error.to_string(),
            hint: "Run 'counterpane doctor'.".to_owned(),
        }
    }

    /// A command that the desk did not carry out.
    pub(super) fn refused(refusal: &Refusal, locale: &Locale) -> Self {
        let (key, args) = refusal.words();
        let words = say_refusal(locale, key, &args);
        Self {
            exit: Exit::of_refusal(refusal),
            code: key.replacen("refusal-", "refused.", 1).replace('-', "_"),
            message: words.headline,
            hint: words.act,
        }
    }

    /// A wrong PIN, or people who cannot be changed like this.
    pub(super) fn staff(trouble: &StaffTrouble, locale: &Locale) -> Self {
        let words = trouble.say(locale);
        let exit = match trouble {
            StaffTrouble::File(_) => Exit::OwnFault,
            StaffTrouble::Nobody
            | StaffTrouble::Unnamed
            | StaffTrouble::Wrong(_)
            | StaffTrouble::Wait(_)
            | StaffTrouble::NotSupervisor
            | StaffTrouble::OneSelf
            | StaffTrouble::Typed(_)
            | StaffTrouble::PinsDiffer
            | StaffTrouble::NoSuch(_)
            | StaffTrouble::Taken(_)
            | StaffTrouble::LastSupervisor
            | StaffTrouble::SettingsChanged
            | StaffTrouble::FirstIsNoSupervisor
            | StaffTrouble::NoTerminal => Exit::WrongUse,
        };
        let code = trouble.key().replacen("refusal-", "staff.", 1).replace('-', "_");
        Self { exit, code, message: words.headline, hint: words.act }
    }

    pub(super) fn json(&self) -> json::Failure {
        json::Failure::new(&self.code, &self.message, &self.hint)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::wrong("settings.wrong", error.to_string(), error.hint())
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        let exit = match &error {
            JournalError::InUse { .. }
            | JournalError::WrongMode { .. }
            | JournalError::Foreign { .. }
            | JournalError::TooNew { .. }
            | JournalError::TooOld { .. }
            | JournalError::Missing { .. }
            | JournalError::NotAFile { .. }
            | JournalError::Exists { .. } => Exit::WrongUse,
            JournalError::Busy
            | JournalError::Damaged { .. }
            | JournalError::NotPrivate { .. }
            | JournalError::Unreachable { .. }
            | JournalError::ReadOnly { .. }
            | JournalError::DiskFull
            | JournalError::Io { .. }
            | JournalError::Broken { .. }
            | JournalError::BrokenHouse(_)
            | JournalError::Stopped => Exit::OwnFault,
        };
        // The message is for logs and scripts, in English as the error is; so is the hint.
        let hint = journal_words(&Locale::new(Language::English), &error).act;
        Self { exit, code: error.code().to_owned(), message: error.to_string(), hint }
    }
}

/// What is wrong with the journal, for a person: its words are named after the error's code.
pub(super) fn journal_words(locale: &Locale, error: &JournalError) -> Refused {
    let name = error.code().replace("journal.", "").replace('_', "-");
    say_refusal(locale, &["journal", "error", &name].join("-"), &[])
}

impl From<OpeningError> for Failure {
    fn from(error: OpeningError) -> Self {
        match error {
            OpeningError::Journal(error) => error.into(),
            OpeningError::File(error) => {
                Self::wrong("settings.key_file", error.to_string(), error.hint())
            }
            OpeningError::Keys(error) => {
                let hint = "Run 'counterpane doctor' to check the keys.".to_owned();
                Self::wrong("settings.keys", error.to_string(), hint)
            }
            OpeningError::NoProvider(_) => {
                let hint = "Set [provider] use.".to_owned();
                Self::wrong("settings.provider", error.to_string(), hint)
            }
            OpeningError::Thread(error) => Self::own("io.thread", &error),
        }
    }
}
