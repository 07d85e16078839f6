use jiff::SignedDuration;

use super::error::{What, excerpt};
use super::reader::{Read, Reader, Span, shown};
use crate::scanner::{Sources, Suffixes, Which};

const MAX_GAP: Span = Span::millis(5, 1_000);
const TYPICAL_GAP: Span = Span::millis(1, 1_000);
const SILENCE: Span = Span::millis(50, 2_000);
const CODE_LIFE: Span = Span::seconds(30, 600);

/// Which scanners are read, and how a scan in keyboard mode is told from a hand (scanner.md 3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannerConfig {
    pub sources: Sources,
    /// The scanners that are read in HID POS and serial mode; none means every one.
    pub device: Option<Chosen>,
    /// The scanner in keyboard mode that is taken for this program alone.
    pub grab: Option<Chosen>,
    pub suffixes: Suffixes,
    /// The scanner beeps for a scan that was taken, where it can.
    pub beep: bool,
    /// Longest time between two characters of one scan.
    pub max_gap: SignedDuration,
    /// Upper limit of the median of those times.
    pub typical_gap: SignedDuration,
    /// Ends a scan that has no Enter. As long after a scan Enter, Tab and line feed are swallowed.
    pub silence: SignedDuration,
    /// How long a wallet shows one payment code.
    pub code_life: SignedDuration,
}

/// One scanner, or several of a kind, as a person names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    pub which: Which,
    /// The text as it was written: the system's own name for a device keeps its capitals.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenConfig {
    pub theme: ThemeChoice,
    /// The terminal's bell rings: once for good, twice for wrong, three times to act now.
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
    let sources = reader.words("scanner.sources", &SOURCES, 1);
    let device = reader.optional("scanner.device", chosen);
    let grab = reader.optional("scanner.grab", chosen);
    let suffixes = reader.words("scanner.suffixes", &SUFFIXES, 0);
    let beep = reader.flag("scanner.beep");
    let max_gap = reader.duration("scanner.max_gap", MAX_GAP);
    let typical_gap = reader.duration("scanner.typical_gap", TYPICAL_GAP);
    let silence = reader.duration("scanner.silence", SILENCE);
    let code_life = reader.duration("scanner.code_life", CODE_LIFE);
    let sources = sources?;
    let scanner = ScannerConfig {
        sources: all_sources(&sources),
        device: device?,
        grab: grab?,
        suffixes: all_suffixes(&suffixes?),
        beep: beep?,
        max_gap: max_gap?,
        typical_gap: typical_gap?,
        silence: silence?,
        code_life: code_life?,
    };
    if sources.contains(&Way::Grab) && scanner.grab.is_none() {
        let what = "\"grab\" takes one scanner in keyboard mode: name it in scanner.grab";
        reader.complain("scanner.sources", What::Other(what.to_owned()));
    }
    if scanner.grab.is_some() && !scanner.sources.grab {
        let what = "a scanner is named here, and scanner.sources has no \"grab\"";
        reader.complain("scanner.grab", What::Other(what.to_owned()));
    }
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Auto,
    HidPos,
    Serial,
    Keyboard,
    Grab,
}

const SOURCES: [(&str, Way); 5] = [
    ("auto", Way::Auto),
    ("hid-pos", Way::HidPos),
    ("serial", Way::Serial),
    ("keyboard", Way::Keyboard),
    ("grab", Way::Grab),
];

fn all_sources(ways: &[Way]) -> Sources {
    let has = |way| ways.contains(&Way::Auto) || ways.contains(&way);
    Sources {
        hid_pos: has(Way::HidPos),
        serial: has(Way::Serial),
        keyboard: has(Way::Keyboard),
        grab: has(Way::Grab),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suffix {
    Enter,
    Tab,
    LineFeed,
}

const SUFFIXES: [(&str, Suffix); 3] =
    [("enter", Suffix::Enter), ("tab", Suffix::Tab), ("line-feed", Suffix::LineFeed)];

fn all_suffixes(named: &[Suffix]) -> Suffixes {
    Suffixes {
        enter: named.contains(&Suffix::Enter),
        tab: named.contains(&Suffix::Tab),
        line_feed: named.contains(&Suffix::LineFeed),
    }
}

fn chosen(text: &str) -> Result<Chosen, What> {
    let which = Which::read(text).ok_or_else(|| What::Shape {
        found: excerpt(text),
        expected: "a scanner such as \"1eab:1d10\", \"1eab:\" or a part of its name".to_owned(),
    })?;
    Ok(Chosen { which, text: text.trim().to_owned() })
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
