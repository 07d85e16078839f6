//! What `doctor` prints: checks as data, then as lines or as JSON.

use serde::Serialize;

use super::Exit;
use super::table::{Align, cell, lines};
use crate::locale::Locale;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub about: About,
    pub health: Health,
    pub finding: Saying,
    /// What to do; nothing where all is well.
    pub act: Option<Saying>,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// A key of the locale with its arguments.
    Words(&'static str, Vec<(&'static str, String)>),
    /// The words of the part that found it, such as the operating system.
    Told(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Settings,
    Keys,
    Provider,
    Clock,
    Scanner,
    Journal,
    People,
    Disk,
    Screen,
    Colours,
    Characters,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    Ok,
    /// It works; somebody should look at it.
    Warn,
    /// The terminal cannot do its work with this.
    Bad,
}

impl Saying {
    pub fn new(key: &'static str, args: &[(&'static str, &str)]) -> Self {
        let args = args.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Self::Words(key, args.collect())
    }

    fn text(&self, locale: &Locale) -> String {
        match self {
            Self::Words(key, args) => {
                let args: Vec<(&str, &str)> =
                    args.iter().map(|(name, value)| (*name, value.as_str())).collect();
                locale.format(key, &args)
            }
            Self::Told(words) => words.clone(),
        }
    }
}

impl From<&'static str> for Saying {
    fn from(key: &'static str) -> Self {
        Self::new(key, &[])
    }
}

impl Check {
    pub fn good(about: About, finding: impl Into<Saying>) -> Self {
        Self { about, health: Health::Ok, finding: finding.into(), act: None }
    }

    pub fn warn(about: About, finding: impl Into<Saying>, act: impl Into<Saying>) -> Self {
        Self { about, health: Health::Warn, finding: finding.into(), act: Some(act.into()) }
    }

    pub fn bad(about: About, finding: impl Into<Saying>, act: impl Into<Saying>) -> Self {
        Self { health: Health::Bad, ..Self::warn(about, finding, act) }
    }
}

impl About {
    const fn key(self) -> &'static str {
        match self {
            Self::Settings => "doctor-about-settings",
            Self::Keys => "doctor-about-keys",
            Self::Provider => "doctor-about-provider",
            Self::Clock => "doctor-about-clock",
            Self::Scanner => "doctor-about-scanner",
            Self::Journal => "doctor-about-journal",
            Self::People => "doctor-about-people",
            Self::Disk => "doctor-about-disk",
            Self::Screen => "doctor-about-screen",
            Self::Colours => "doctor-about-colours",
            Self::Characters => "doctor-about-characters",
        }
    }

    /// What is wrong with it is our own computer's fault, not that of settings or use.
    const fn is_ours(self) -> bool {
        match self {
            Self::Journal | Self::People | Self::Disk => true,
            Self::Settings
            | Self::Keys
            | Self::Provider
            | Self::Clock
            | Self::Scanner
            | Self::Screen
            | Self::Colours
            | Self::Characters => false,
        }
    }
}

impl Health {
    const fn key(self) -> &'static str {
        match self {
            Self::Ok => "doctor-ok",
            Self::Warn => "doctor-warn",
            Self::Bad => "doctor-bad",
        }
    }
}

/// 0 where nothing is bad, 1 where the journal or the disk is, 2 where anything else is.
pub fn exit(checks: &[Check]) -> Exit {
    let bad = || checks.iter().filter(|check| check.health == Health::Bad);
    if bad().any(|check| check.about.is_ours()) {
        Exit::OwnFault
    } else if bad().next().is_some() {
        Exit::WrongUse
    } else {
        Exit::Done
    }
}

/// One line for each check, and below it what to do.
pub fn text(checks: &[Check], locale: &Locale) -> String {
    /// A message of the operating system is cut here.
    const LONGEST: usize = 400;
    let mut rows = Vec::new();
    for check in checks {
        let row = [locale.text(check.health.key()), locale.text(check.about.key())];
        // A wrong settings file has a line for each of its problems.
        for (place, line) in check.finding.text(locale).lines().enumerate() {
            let [health, about] = if place == 0 { row.clone() } else { Default::default() };
            rows.push([health, about, cell(line, LONGEST)]);
        }
        if let Some(act) = &check.act {
            let act = locale.format("doctor-do", &[("what", &act.text(locale))]);
            // What a person shall copy stands on lines of its own.
            for line in act.lines() {
                rows.push([String::new(), String::new(), cell(line, LONGEST)]);
            }
        }
    }
    lines([Align::Left; 3], &rows)
}

/// `{"checks": [...]}`, for `--json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Findings {
    checks: Vec<FindingJson>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct FindingJson {
    about: About,
    health: Health,
    finding: String,
    #[serde(rename = "do")]
    act: Option<String>,
}

impl Findings {
    pub fn new(checks: &[Check], locale: &Locale) -> Self {
        let json = |check: &Check| FindingJson {
            about: check.about,
            health: check.health,
            finding: check.finding.text(locale),
            act: check.act.as_ref().map(|act| act.text(locale)),
        };
        Self { checks: checks.iter().map(json).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    fn checks() -> Vec<Check> {
        vec![
            Check::good(About::Settings, Saying::new("doctor-settings", &[("file", "a.toml")])),
            Check::warn(About::Colours, "doctor-colours-few", "doctor-colours-few-do"),
        ]
    }

    #[test]
    fn the_worst_finding_is_the_exit_status() {
        let mut checks = checks();
        assert_eq!(exit(&checks), Exit::Done);
        checks.push(Check::bad(About::Keys, "doctor-keys", "doctor-keys"));
        assert_eq!(exit(&checks), Exit::WrongUse);
        checks.push(Check::bad(About::Disk, "doctor-disk-full", "doctor-disk-full-do"));
        assert_eq!(exit(&checks), Exit::OwnFault);
    }

    #[test]
    fn findings_are_told_in_both_languages_and_in_json() {
        for language in Language::ALL {
            let locale = Locale::new(language);
            let page = text(&checks(), &locale);
            assert!(page.contains("a.toml") && !page.contains('['), "{page}");
        }
        let locale = Locale::new(Language::English);
        let json = serde_json::to_value(Findings::new(&checks(), &locale)).unwrap();
        assert_eq!(json["checks"][0]["about"], "settings");
        assert_eq!(json["checks"][0]["do"], serde_json::Value::Null);
        assert_eq!(json["checks"][1]["health"], "warn");
        assert!(json["checks"][1]["do"].is_string());
    }
}
