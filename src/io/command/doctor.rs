//! `doctor`: gathers what is so on this computer, asks the provider its one question, and tells.

use std::path::Path;

use rsa::rand_core::OsRng;

use crate::cli::doctor::{self as told, About, Check, Saying};
use crate::cli::scanner;
use crate::cli::shift::hotel_list;
use crate::cli::text::Words;
use crate::cli::{Exit, WhoArgs, without_codes};
use crate::config::{Mode, ProviderConfig, Settings};
use crate::domain::{Answer, Class, Member, Reason, Role};
use crate::journal::{JournalError, Reader};
use crate::locale::{Language, Locale, say_refusal};
use crate::provider::Provider;
use crate::provider::alipay::Alipay;

use super::super::clock::wall;
use super::super::doctor::{Asked, Facts, JournalFacts, Terminal, Trouble, examine, question};
use super::super::failure::Failure;
use super::super::http::{Exchange, Http};
use super::super::in_house;
use super::super::opening::{self, OpeningError};
use super::super::output::Output;
use super::super::rights::{self, Keep};
use super::super::scanner::look;
use super::super::settings;
use super::super::staff::Staff;
use super::{House, journal, runtime};

/// Checks everything that can be wrong with a set-up.
pub(in crate::io) fn doctor(config: Option<&Path>, output: Output) -> Result<Exit, Failure> {
    let terminal = Terminal::look(|name| std::env::var(name).ok());
    match settings::find(config) {
        Ok((settings, file)) => {
            let locale = Locale::new(settings.hotel.language);
            let house = House { settings: &settings, locale, output, who: WhoArgs::default() };
            let (keys, provider) = match keys(&settings, &house.locale) {
                Ok(provider) => (Ok(()), provider),
                Err(trouble) => (Err(trouble), None),
            };
            let facts = Facts {
                settings: Ok(&settings),
                file,
                currency_taken: Alipay::takes_currency(settings.hotel.currency),
                keys,
                scanners: scanner::checks(&look(&settings.scanner), &house.locale),
                journal: journal_facts(&house),
                terminal,
            };
            let ask = async || ask(provider.as_ref(), &settings).await;
            let mut checks = runtime()?.block_on(examine(facts, ask));
            checks.extend(exposed_journal(&settings, &house.locale));
            checks.push(people(&settings, &house.locale));
            checks.extend(in_house_list(&settings, house.words()));
            Ok(tell(&checks, &house.locale, output))
        }
        Err(failure) => {
            let locale = Locale::new(Language::default());
            let scanners = settings::scanner(config)
                .map(|part| scanner::checks(&look(&part.scanner), &locale))
                .unwrap_or_default();
            let facts = Facts {
                settings: Err(Trouble {
                    what: without_codes(&failure.message),
                    hint: without_codes(&failure.hint),
                }),
                file: None,
                currency_taken: true,
                keys: Ok(()),
                scanners,
                journal: Ok(JournalFacts::None),
                terminal,
            };
            let nobody = async || not_asked("no settings");
            let checks = runtime()?.block_on(examine(facts, nobody));
            Ok(tell(&checks, &locale, output))
        }
    }
}

fn tell(checks: &[Check], locale: &Locale, output: Output) -> Exit {
    if output.is_json() {
        Output::value(&told::Findings::new(checks, locale));
    } else {
        Output::text(&told::text(checks, locale));
    }
    told::exit(checks)
}

/// The provider with its keys; none in training.
fn keys(settings: &Settings, locale: &Locale) -> Result<Option<Alipay>, Trouble> {
    let Some(ProviderConfig::Alipay(config)) = &settings.provider else {
        return Ok(None);
    };
    opening::alipay(config, settings).map(Some).map_err(|error| {
        if let OpeningError::File(file) = &error
            && let Some((key, args)) = file.words()
        {
            let words = say_refusal(locale, key, &args);
            return Trouble { what: words.headline, hint: words.act };
        }
        let hint = match &error {
            OpeningError::File(error) => error.hint(),
            OpeningError::Keys(error) => error.hint().to_owned(),
            OpeningError::Journal(_) | OpeningError::NoProvider(_) | OpeningError::Thread(_) => {
                String::new()
            }
        };
        Trouble { what: error.to_string(), hint }
    })
}

fn journal_facts(house: &House<'_>) -> Result<JournalFacts, Trouble> {
    let read = opening::read(house.settings);
    let report = match read.and_then(|reader: Reader| reader.verify(None)) {
        Ok(report) => report,
        Err(JournalError::Missing { .. }) => return Ok(JournalFacts::None),
        Err(error) => return Err(journal_trouble(&error, &house.locale)),
    };
    Ok(match report.findings.first() {
        None => JournalFacts::Sound { entries: report.entries },
        Some(first) => JournalFacts::Damaged {
            findings: report.findings.len(),
            first: journal::said(&house.locale, first),
        },
    })
}

/// Whether others could read the journal, or put another file into its place. It is used all the same: its
/// chain shows a change, and a person may share its folder on purpose.
fn exposed_journal(settings: &Settings, locale: &Locale) -> Option<Check> {
    let exposed = match settings.mode {
        Mode::Training => None,
        Mode::Sandbox | Mode::Live => rights::check(&settings.files.journal, Keep::Secret),
    };
    let (key, args) = exposed?.words();
    let words = say_refusal(locale, key, &args);
    Some(Check::warn(About::Journal, Saying::Told(words.headline), Saying::Told(words.act)))
}

/// Who is registered, and whether their file can be used. With real money somebody should be.
fn people(settings: &Settings, locale: &Locale) -> Check {
    let people = match Staff::of(settings).people() {
        Ok(people) => people,
        Err(error) => {
            let words = crate::locale::StaffTrouble::from(error).say(locale);
            return Check::bad(
                About::People,
                Saying::Told(words.headline),
                Saying::Told(words.act),
            );
        }
    };
    let is_supervisor = |member: &&Member| member.role == Role::Supervisor;
    let supervisors = people.iter().filter(is_supervisor).count().to_string();
    match (people.len(), settings.mode) {
        (0, Mode::Training) => Check::good(About::People, "doctor-people-none"),
        (0, Mode::Sandbox | Mode::Live) => {
            Check::warn(About::People, "doctor-people-live", "doctor-people-live-do")
        }
        (count, _) => {
            let (people, supervisors) = (count.to_string(), supervisors.as_str());
            let args = [("people", people.as_str()), ("supervisors", supervisors)];
            Check::good(About::People, Saying::new("doctor-people", &args))
        }
    }
}

/// The hotel's own list, where the settings name one: better now than in the night.
fn in_house_list(settings: &Settings, words: Words<'_>) -> Option<Check> {
    let read = in_house::read(settings.in_house.as_deref()?, settings.hotel.currency);
    let list = in_house::said(&read);
    let said = Saying::Told(hotel_list(Some(&list), words));
    Some(match read {
        Ok(_) => Check::good(About::Settings, said),
        Err(_) => Check::bad(About::Settings, said, "doctor-list-do"),
    })
}

/// The locale has a text for every code of the journal's errors, and what to do.
fn journal_trouble(error: &JournalError, locale: &Locale) -> Trouble {
    let code = error.code().rsplit('.').next().unwrap_or_default().replace('_', "-");
    let hint = locale.text(&format!("journal-error-{code}-do"));
    Trouble { what: error.to_string(), hint }
}

/// Asks once, signed, and says what came back and when.
async fn ask(provider: Option<&Alipay>, settings: &Settings) -> Asked {
    let Some(provider) = provider else {
        return not_asked("no keys");
    };
    let ask = match question(settings.hotel.default_amount, wall()) {
        Ok(ask) => ask,
        Err(error) => return not_asked(&error.to_string()),
    };
    let wire = match provider.encode(&ask, wall(), &mut OsRng) {
        Ok(wire) => wire,
        Err(error) => return not_asked(&error.to_string()),
    };
    let http = Http::new(settings.connect_timeout, settings.policy.request_timeout);
    let Exchange { delivery, date } = http.exchange(&wire).await;
    Asked { answer: provider.decode(&ask, &delivery), date, at: wall() }
}

fn not_asked(why: &str) -> Asked {
    let reason = Reason::ours(Class::SetUp, "net.not_encoded", why);
    Asked { answer: Answer::NotSent(reason), date: None, at: wall() }
}
