//! Settings: the text of a file becomes checked values.
//!
//! Comes in: the text of `config.toml`, what it is called and where it lies. Goes out: [`Settings`],
//! or a [`ConfigError`] with every problem of the file, each with its key and line. Absent: files,
//! environment, clocks. The keys' own texts are read by `io` from the paths given here.
//!
//! `config.toml` in the repository is compiled in: it is what a missing key stands for, and the list
//! of all keys that there are.

use std::path::{Path, PathBuf};

mod alipay;
mod error;
mod hotel;
mod place;
mod policy;
mod reader;
mod staff;
mod stay;
mod storage;
mod ui;

#[cfg(test)]
mod tests;

pub use alipay::{AlipayConfig, Hidden, KeyFiles, TheirKey};
pub use error::{ConfigError, Problem, What};
pub use hotel::Hotel;
pub use place::{Candidate, Search};
pub use storage::Files;
pub use ui::{Chosen, ScannerConfig, ScreenConfig, ThemeChoice};

use crate::desk::{Policy, Rights, StayRules};
use crate::domain::Night;
use crate::locale::Language;
use reader::{Read, Reader};

/// The commented default, as it lies in the repository.
pub const DEFAULT: &str = include_str!("../config.toml");

/// What an error calls [`DEFAULT`], which no file stands for.
const DEFAULT_NAME: &str = "config.toml (built in)";

/// What the program works with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// The simulated provider inside the program. No network.
    Training,
    /// The provider's sandbox: real requests, no real money.
    Sandbox,
    /// Real money.
    Live,
}

impl Mode {
    /// The word in settings, and the name of the mode's files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Sandbox => "sandbox",
            Self::Live => "live",
        }
    }

    /// First letter of every order number, so that a number tells where it comes from.
    pub const fn number_prefix(self) -> char {
        match self {
            Self::Training => 'T',
            Self::Sandbox => 'S',
            Self::Live => 'H',
        }
    }
}

/// Where a text of settings comes from and what its names are relative to.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file's name as errors show it.
    pub file: &'a str,
    /// The folder it lies in: names of files in it are relative to this.
    pub folder: &'a Path,
    /// Where the operating system keeps a program's data: the journal, if no other place is named.
    pub data_dir: &'a Path,
}

/// Everything a hotel can set, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The file they are from, where somebody named it; none where the terminal found it, or there is none.
    pub named: Option<PathBuf>,
    pub mode: Mode,
    pub hotel: Hotel,
    /// The provider's settings; none in training, where nothing can reach a provider.
    pub provider: Option<ProviderConfig>,
    pub files: Files,
    pub policy: Policy,
    /// How long a connection may take; a part of [`Policy::request_timeout`].
    pub connect_timeout: jiff::SignedDuration,
    pub scanner: ScannerConfig,
    pub screen: ScreenConfig,
    pub rights: Rights,
    /// How long holds last, and when somebody is told.
    pub stay: StayRules,
    /// Where the hotel's own system writes who is in house, for the night audit.
    pub in_house: Option<PathBuf>,
    /// Money is moved in a shift only.
    pub shift_required: bool,
    /// When one may agree to one's own act, by the hotel's clock.
    pub night: Option<Night>,
    /// How long nobody may touch a key before whoever is signed in is asked for their PIN again.
    pub lock_after: jiff::SignedDuration,
}

/// The part of the settings that is about scanners.
///
/// What is wrong elsewhere in the file keeps nobody from setting a scanner up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannerPart {
    pub scanner: ScannerConfig,
    pub language: Language,
    /// What is wrong elsewhere.
    pub elsewhere: Option<ConfigError>,
}

impl ScannerPart {
    /// Reads as much of a settings file as it needs.
    ///
    /// # Errors
    /// What is no TOML, and all problems of `[scanner]`.
    pub fn parse(text: &str, origin: Origin<'_>) -> Result<Self, ConfigError> {
        let mut error = match Settings::parse(text, origin) {
            Ok(settings) => {
                let (scanner, language) = (settings.scanner, settings.hotel.language);
                return Ok(Self { scanner, language, elsewhere: None });
            }
            Err(error) => error,
        };
        let mut reader = Reader::open(text, origin, DEFAULT)?;
        let scanner = ui::read_scanner(&mut reader);
        let language = hotel::read_language(&mut reader).unwrap_or_default();
        let is_ours = |key: &str| key == "scanner" || key.starts_with("scanner.");
        match scanner {
            Ok(scanner) if !error.problems.iter().any(|problem| is_ours(&problem.key)) => {
                Ok(Self { scanner, language, elsewhere: Some(error) })
            }
            Ok(_) | Err(_) => {
                error.problems.retain(|problem| is_ours(&problem.key));
                Err(error)
            }
        }
    }
}

/// The provider that is used, with its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProviderConfig {
    Alipay(AlipayConfig),
}

impl Settings {
    /// Reads a settings file. Keys that it does not have are as in [`DEFAULT`].
    ///
    /// # Errors
    /// All problems of the file at once: what is no TOML, unknown keys, wrong values, and in
    /// `sandbox` and `live` what is missing.
    pub fn parse(text: &str, origin: Origin<'_>) -> Result<Self, ConfigError> {
        let mut reader = Reader::open(text, origin, DEFAULT)?;
        let settings = Self::read(&mut reader, origin);
        reader.close(settings)
    }

    /// What the program uses where there is no settings file at all: training.
    pub fn built_in(data_dir: &Path) -> Result<Self, ConfigError> {
        let origin = Origin { file: DEFAULT_NAME, folder: Path::new(""), data_dir };
        Self::parse("", origin)
    }

    /// Every part is read before any is missed, so that one run names every problem.
    fn read(reader: &mut Reader<'_>, origin: Origin<'_>) -> Read<Self> {
        let mode = reader.word(
            "mode",
            &[("training", Mode::Training), ("sandbox", Mode::Sandbox), ("live", Mode::Live)],
        );
        let hotel = hotel::read(reader);
        let files = mode.and_then(|mode| storage::read(reader, mode, origin));
        let policy = policy::read(reader);
        let scanner = ui::read_scanner(reader);
        let screen = ui::read_screen(reader);
        let rights = staff::read_rights(reader);
        let stay = stay::read(reader);
        let in_house = stay::read_in_house(reader, origin);
        let shift_required = reader.flag("shift.required");
        let night = staff::read_night(reader);
        let lock_after = staff::read_lock(reader);
        let provider = read_provider(reader, mode, origin.folder);
        let (policy, connect_timeout) = policy?;
        Ok(Self {
            named: None,
            mode: mode?,
            hotel: hotel?,
            provider: provider?,
            files: files?,
            policy,
            connect_timeout,
            scanner: scanner?,
            screen: screen?,
            rights: rights?,
            stay: stay?,
            in_house: in_house?,
            shift_required: shift_required?,
            night: night?,
            lock_after: lock_after?,
        })
    }
}

#[derive(Debug, Clone, Copy)]
enum Use {
    Alipay,
}

/// In training what stands there must still be well-formed, but nothing has to be there.
fn read_provider(
    reader: &mut Reader<'_>,
    mode: Read<Mode>,
    folder: &Path,
) -> Read<Option<ProviderConfig>> {
    let which = reader.word("provider.use", &[("alipay", Use::Alipay)]);
    let alipay = alipay::read(reader, mode.ok(), folder);
    match (mode?, which?) {
        (Mode::Training, Use::Alipay) => Ok(None),
        (Mode::Sandbox | Mode::Live, Use::Alipay) => Ok(Some(ProviderConfig::Alipay(alipay?))),
    }
}

/// A name in the settings as a path; names are relative to the settings file.
fn resolve(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}
