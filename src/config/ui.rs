use jiff::SignedDuration;

use super::error::What;
use super::reader::{Read, Reader, Span, shown};

const MAX_GAP: Span = Span::millis(5, 1_000);
const TYPICAL_GAP: Span = Span::millis(1, 1_000);
const SILENCE: Span = Span::millis(50, 2_000);
const CODE_LIFE: Span = Span::seconds(30, 600);

/// How a scan in keyboard mode is told from a hand (scanner.md 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScannerConfig {
    /// Longest time between two characters of one scan.
    pub max_gap: SignedDuration,
    /// Upper limit of the median of those times.
    pub typical_gap: SignedDuration,
    /// Ends a scan that has no Enter. As long after a scan Enter, Tab and line feed are swallowed.
    pub silence: SignedDuration,
    /// How long a wallet shows one payment code.
    pub code_life: SignedDuration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenConfig {
    pub theme: ThemeChoice,
    /// The terminal's bell rings when the cashier has to act.
    pub bell: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeChoice {
    /// What the terminal says of itself decides.
    Auto,
    Dark,
    Light,
    /// No colour at all.
    Mono,
}

pub(super) fn read_scanner(reader: &mut Reader<'_>) -> Read<ScannerConfig> {
    let max_gap = reader.duration("scanner.max_gap", MAX_GAP);
    let typical_gap = reader.duration("scanner.typical_gap", TYPICAL_GAP);
    let silence = reader.duration("scanner.silence", SILENCE);
    let code_life = reader.duration("scanner.code_life", CODE_LIFE);
    let scanner = ScannerConfig {
        max_gap: max_gap?,
        typical_gap: typical_gap?,
        silence: silence?,
        code_life: code_life?,
    };
    if scanner.typical_gap > scanner.max_gap {
        let limit = ("scanner.max_gap", scanner.max_gap);
        above(reader, ("scanner.typical_gap", scanner.typical_gap), limit);
    }
    if scanner.max_gap > scanner.silence {
        let limit = ("scanner.silence", scanner.silence);
        above(reader, ("scanner.max_gap", scanner.max_gap), limit);
    }
    Ok(scanner)
}

pub(super) fn read_screen(reader: &mut Reader<'_>) -> Read<ScreenConfig> {
    let theme = reader.word(
        "screen.theme",
        &[
            ("auto", ThemeChoice::Auto),
            ("dark", ThemeChoice::Dark),
            ("light", ThemeChoice::Light),
            ("mono", ThemeChoice::Mono),
        ],
    );
    let bell = reader.flag("screen.bell");
    Ok(ScreenConfig { theme: theme?, bell: bell? })
}

type Named = (&'static str, SignedDuration);

/// Complains that the first of two settings is above the second, at the one that the file sets.
pub(super) fn above(reader: &mut Reader<'_>, longer: Named, limit: Named) {
    let ((long_key, long), (limit_key, limit)) = (longer, limit);
    let (long, limit) = (shown(long), shown(limit));
    if reader.is_own(long_key) {
        let what = format!("{long} is longer than {limit_key}, which is {limit}");
        reader.complain(long_key, What::Other(what));
    } else {
        let what = format!("{limit} is shorter than {long_key}, which is {long}");
        reader.complain(limit_key, What::Other(what));
    }
}
