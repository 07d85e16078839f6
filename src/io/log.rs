//! The log file: what the program did, without names, codes and keys.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::fmt::format::FmtSpan;

use crate::config::Settings;

/// A log that has grown to this many bytes is put aside when the program starts.
const LONGEST: u64 = 8 * 1024 * 1024;

/// Starts the log. A log that cannot be written stops nobody: the journal is what counts.
pub(super) fn start(settings: &Settings) {
    let path = &settings.files.log;
    if let Some(folder) = path.parent()
        && make_folder(folder).is_err()
    {
        return;
    }
    put_aside(path);
    let Ok(file) = open(path) else {
        return;
    };
    let subscriber = tracing_subscriber::fmt()
        .with_writer(Mutex::new(file))
        .with_ansi(false)
        // A line that a full disk does not take would be drawn over the screen instead.
        .log_internal_errors(false)
        .with_target(false)
        .with_span_events(FmtSpan::NONE)
        .with_max_level(tracing::Level::INFO)
        .finish();
    // Set once for the process.
    let _set = tracing::subscriber::set_global_default(subscriber);
}

fn put_aside(path: &Path) {
    let long = std::fs::metadata(path).is_ok_and(|found| found.len() > LONGEST);
    if long {
        let _kept = std::fs::rename(path, path.with_extension("log.1"));
    }
}

/// It is most often the journal's folder too, which is its owner's alone whoever makes it first.
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Opens the log, and takes the rights of others away from one that has got them by a copy.
fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(file)
}
