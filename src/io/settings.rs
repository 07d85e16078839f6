//! Finds the settings file and reads it.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::config::{ConfigError, Mode, Origin, ProviderConfig, ScannerPart, Search, Settings};

use super::failure::Failure;
use super::files::{self, FileError};
use super::rights::{self, Keep};

/// The settings that count for this run.
///
/// # Errors
/// A named file that is not there, a file that cannot be read, and everything that is wrong in it.
pub(super) fn load(flag: Option<&Path>) -> Result<Settings, Failure> {
    find(flag).map(|(settings, _)| settings)
}

/// The same with the file that they are from; none where the built-in ones count.
pub(super) fn find(flag: Option<&Path>) -> Result<(Settings, Option<PathBuf>), Failure> {
    let (mut settings, file) = read(flag, Settings::parse)?;
    let is_named = flag.is_some() || std::env::var_os(Search::VARIABLE).is_some();
    settings.named = file.clone().filter(|_| is_named);
    if let (Some(file), true) = (&file, has_secret(&settings))
        && let Some(exposed) = rights::check(file, Keep::Secret)
    {
        let error = FileError::Exposed(exposed);
        return Err(Failure::wrong("settings.file", error.to_string(), error.hint()));
    }
    Ok((settings, file))
}

/// Whether something stands in the settings with which others could act for the merchant.
const fn has_secret(settings: &Settings) -> bool {
    match (&settings.provider, settings.mode) {
        (_, Mode::Training) | (None, _) => false,
        (Some(ProviderConfig::Alipay(config)), Mode::Sandbox | Mode::Live) => {
            config.app_auth_token.is_some()
        }
    }
}

/// What the scanner commands need of them.
pub(super) fn scanner(flag: Option<&Path>) -> Result<ScannerPart, Failure> {
    read(flag, ScannerPart::parse).map(|(part, _)| part)
}

/// The first file that there is, read by `parse`; the built-in settings where there is none.
fn read<T>(
    flag: Option<&Path>,
    parse: impl FnOnce(&str, Origin<'_>) -> Result<T, ConfigError>,
) -> Result<(T, Option<PathBuf>), Failure> {
    let data_dir = data_dir()?;
    let current = std::env::current_dir().map_err(|error| Failure::own("io.folder", &error))?;
    let variable = std::env::var_os(Search::VARIABLE).map(PathBuf::from);
    let base = directories::BaseDirs::new();
    let search = Search {
        flag,
        variable: variable.as_deref(),
        current: &current,
        settings: base.as_ref().map(directories::BaseDirs::config_dir),
    };
    for candidate in search.candidates() {
        let text = match files::read(&candidate.path) {
            Ok(text) => text,
            Err(error) if error.is_missing() && !candidate.named => continue,
            Err(error) => {
                return Err(Failure::wrong("settings.file", error.to_string(), error.hint()));
            }
        };
        let name = candidate.path.display().to_string();
        let folder = candidate.path.parent().unwrap_or(&current);
        let origin = Origin { file: &name, folder, data_dir: &data_dir };
        let settings = parse(&text, origin)?;
        return Ok((settings, Some(candidate.path)));
    }
    // A file that says nothing is what there is without one.
    let origin = Origin { file: "config.toml", folder: Path::new(""), data_dir: &data_dir };
    Ok((parse("", origin)?, None))
}

/// Where this operating system keeps a program's data.
fn data_dir() -> Result<PathBuf, Failure> {
    ProjectDirs::from("", "", "counterpane").map(|dirs| dirs.data_dir().to_owned()).ok_or_else(
        || {
            Failure::wrong(
                "settings.home",
                "this user has no home folder, so there is no place for the journal".to_owned(),
                "Set journal.path in the settings file.".to_owned(),
            )
        },
    )
}
