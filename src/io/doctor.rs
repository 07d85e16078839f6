//! `counterpane doctor`: what works, what does not, and what to do about each.
//!
//! Comes in: settings or what is wrong with them, the keys or what is wrong with those, and a way to
//! ask the provider. Goes out: [`Check`]s in the order in which a person mends them. It asks one
//! question that moves no money, and writes nothing.

mod machine;
mod provider;

use std::path::PathBuf;

pub use machine::{Colours, Terminal};
pub use provider::{Asked, question};

use crate::cli::doctor::{About, Check, Saying};
use crate::config::{Mode, Settings};

/// What is known before anything is asked.
#[derive(Debug)]
pub struct Facts<'a> {
    pub settings: Result<&'a Settings, Trouble>,
    /// The settings file; none where the built-in settings are used.
    pub file: Option<PathBuf>,
    /// Whether the provider takes the hotel's currency.
    pub currency_taken: bool,
    /// Whether the key files were read and fit together. Of no account in training.
    pub keys: Result<(), Trouble>,
    /// What a look at the scanners came to.
    pub scanners: Vec<Check>,
    pub journal: Result<JournalFacts, Trouble>,
    pub terminal: Terminal,
}

/// Something that does not work, in the words of the part that found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub what: String,
    pub hint: String,
}

/// How the journal was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JournalFacts {
    /// There is none yet; the first hold makes it.
    None,
    /// It opened, and every entry is as it was written.
    Sound { entries: u64 },
    /// So many things are wrong with it; the first of them in words.
    Damaged { findings: usize, first: String },
}

/// Looks at everything. `ask` sends [`question`] and says what came of it; it is asked in sandbox and
/// live mode alone, and only with keys that fit.
pub async fn examine(mut facts: Facts<'_>, ask: impl AsyncFnOnce() -> Asked) -> Vec<Check> {
    let mut checks = vec![settings(&facts)];
    let mut scanners = std::mem::take(&mut facts.scanners);
    if let Ok(settings) = facts.settings {
        checks.extend(currency(&facts, settings));
        match (settings.mode, &facts.keys) {
            (Mode::Training, _) => {}
            (Mode::Sandbox | Mode::Live, Err(trouble)) => {
                checks.push(told(About::Keys, trouble));
            }
            (Mode::Sandbox | Mode::Live, Ok(())) => {
                checks.push(Check::good(About::Keys, "doctor-keys"));
                checks.extend(provider::judge(&ask().await));
            }
        }
        checks.append(&mut scanners);
        checks.push(journal(&facts.journal));
        checks.extend(machine::disk(&settings.files.journal));
    }
    checks.append(&mut scanners);
    checks.extend(machine::terminal(facts.terminal));
    checks
}

fn settings(facts: &Facts<'_>) -> Check {
    let file = facts.file.as_ref().map(|file| file.display().to_string());
    match (&facts.settings, file) {
        (Err(trouble), _) => told(About::Settings, trouble),
        (Ok(settings), Some(file)) => {
            let args = [("file", file.as_str()), ("mode", settings.mode.name())];
            Check::good(About::Settings, Saying::new("doctor-settings", &args))
        }
        (Ok(_), None) => Check::good(About::Settings, "doctor-settings-built-in"),
    }
}

fn currency(facts: &Facts<'_>, settings: &Settings) -> Option<Check> {
    let code = settings.hotel.currency.code();
    let finding = Saying::new("doctor-currency", &[("currency", code)]);
    let refused = Check::bad(About::Settings, finding, "doctor-currency-do");
    (!facts.currency_taken).then_some(refused)
}

fn journal(found: &Result<JournalFacts, Trouble>) -> Check {
    match found {
        Ok(JournalFacts::None) => Check::good(About::Journal, "doctor-journal-none"),
        Ok(JournalFacts::Sound { entries }) => {
            let finding = Saying::new("doctor-journal", &[("entries", &entries.to_string())]);
            Check::good(About::Journal, finding)
        }
        Ok(JournalFacts::Damaged { findings, first }) => {
            let args = [("findings", findings.to_string()), ("first", first.clone())];
            let finding = Saying::Words("doctor-journal-damaged", args.into());
            Check::bad(About::Journal, finding, "doctor-journal-damaged-do")
        }
        Err(trouble) => told(About::Journal, trouble),
    }
}

fn told(about: About, trouble: &Trouble) -> Check {
    let (what, hint) = (trouble.what.clone(), trouble.hint.clone());
    Check::bad(about, Saying::Told(what), Saying::Told(hint))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::cli::doctor::Health;
    use crate::cli::{Exit, doctor};
    use crate::config::{ConfigError, Origin};
    use crate::domain::{Answer, Class, Done, Reason};

    const LIVE: &str = "mode = \"live\"\n[provider.alipay]\n\
        gateway = \"http://127.0.0.1:1/gateway.do\"\napp_id = \"1\"\nseller_id = \"2\"\n\
        merchant_private_key = \"a\"\nalipay_public_key = \"b\"\n";

    fn read(text: &str) -> Result<Settings, ConfigError> {
        let origin = Origin { file: "config.toml", folder: Path::new(""), data_dir: Path::new("") };
        Settings::parse(text, origin)
    }

    fn facts(settings: &Result<Settings, ConfigError>) -> Facts<'_> {
        Facts {
            settings: settings
                .as_ref()
                .map_err(|error| Trouble { what: error.to_string(), hint: error.hint() }),
            file: Some(PathBuf::from("config.toml")),
            currency_taken: true,
            keys: Ok(()),
            scanners: vec![Check::good(About::Scanner, "doctor-scanner-none")],
            journal: Ok(JournalFacts::Sound { entries: 7 }),
            terminal: machine::tests::fine(),
        }
    }

    /// The disk is this machine's: what it says is no matter here.
    fn run(facts: Facts<'_>, ask: impl AsyncFnOnce() -> Asked) -> Vec<Check> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut checks = runtime.block_on(examine(facts, ask));
        checks.retain(|check| check.about != About::Disk);
        checks
    }

    fn trouble() -> Trouble {
        Trouble { what: "a is not a key".to_owned(), hint: "name another".to_owned() }
    }

    #[test]
    fn training_asks_nobody() {
        let settings = read("");
        let mut facts = facts(&settings);
        facts.keys = Err(trouble());
        let checks = run(facts, async || unreachable!("training reaches no network"));
        assert_eq!(doctor::exit(&checks), Exit::Done);
        assert!(checks.iter().all(|check| check.health == Health::Ok), "{checks:?}");
    }

    #[test]
    fn keys_that_do_not_fit_are_told_before_anything_is_asked() {
        let settings = read(LIVE);
        let mut facts = facts(&settings);
        facts.keys = Err(trouble());
        let checks = run(facts, async || unreachable!("nothing can be signed"));
        assert_eq!(checks[1].about, About::Keys);
        assert_eq!(doctor::exit(&checks), Exit::WrongUse);
    }

    #[test]
    fn a_live_terminal_that_works_is_well() {
        let settings = read(LIVE);
        let mut reason = Reason::ours(Class::Absent, "ACQ.TRADE_NOT_EXIST", "");
        reason.signed = true;
        let asked = Asked {
            answer: Answer::Done(Done::Absent(reason)),
            date: None,
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        let checks = run(facts(&settings), async || asked);
        assert_eq!(doctor::exit(&checks), Exit::Done, "{checks:?}");
    }

    #[test]
    fn a_currency_that_the_provider_does_not_take_is_told() {
        let settings = read("");
        let facts = Facts { currency_taken: false, ..facts(&settings) };
        let checks = run(facts, async || unreachable!("training reaches no network"));
        assert_eq!(doctor::exit(&checks), Exit::WrongUse);
    }

    #[test]
    fn wrong_settings_are_told_line_by_line() {
        let settings = read("mode = \"x\"\n[hotel]\ncurrency = \"y\"");
        let checks = run(facts(&settings), async || unreachable!("nothing is known"));
        let locale = crate::locale::Locale::new(crate::locale::Language::English);
        let text = doctor::text(&checks, &locale);
        assert!(checks.iter().any(|check| check.about == About::Scanner), "{checks:?}");
        assert!(text.contains("config.toml:1: mode") && text.contains("config.toml:3: hotel.curr"));
        assert_eq!(doctor::exit(&checks), Exit::WrongUse);
    }

    #[test]
    fn a_damaged_journal_is_our_own_fault() {
        let settings = read("");
        let mut facts = facts(&settings);
        facts.journal =
            Ok(JournalFacts::Damaged { findings: 2, first: "entry 7 was changed".to_owned() });
        let checks = run(facts, async || unreachable!("training reaches no network"));
        assert_eq!(doctor::exit(&checks), Exit::OwnFault);
    }
}
