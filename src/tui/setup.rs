use jiff::SignedDuration;
use jiff::tz::TimeZone;

use crate::desk::StayRules;
use crate::domain::{Currency, Member, Money, Night};
use crate::locale::Language;
use crate::scanner::{Gaps, Suffixes};

/// What the screens must know before the first one is drawn.
#[derive(Debug, Clone)]
pub struct Setup {
    pub mode: Mode,
    /// The hotel's name, for the title.
    pub hotel: String,
    /// This counter's name, for the title.
    pub terminal: String,
    pub currency: Currency,
    pub language: Language,
    /// The hotel's time zone: every time on a screen is in it.
    pub zone: TimeZone,
    /// What the check-in form proposes.
    pub default_amount: Option<Money>,
    /// The guests to practise with; empty outside training.
    pub lessons: Vec<LessonInfo>,
    pub colours: Colours,
    /// How a scanner that types is told from a hand.
    pub gaps: Gaps,
    /// Which keys end what a scanner types.
    pub suffixes: Suffixes,
    /// Whether a scanner that types is listened to. If not, what it types is taken out of the fields
    /// all the same, and said.
    pub scanner_keyboard: bool,
    /// How long a wallet shows one payment code: an older one is not worth a request.
    pub code_life: SignedDuration,
    /// Everybody who is registered.
    pub people: Vec<Member>,
    /// Who holds the money of a new hold, by the name in its facts.
    pub provider: String,
    /// How long holds last, and when somebody is told.
    pub rules: StayRules,
    /// When one may agree to one's own act.
    pub night: Option<Night>,
    /// How long nobody may touch a key before the screen is locked.
    pub lock_after: SignedDuration,
    /// The program's version, for the help.
    pub version: String,
}

/// How real the money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Simulated guests, no network.
    Training,
    /// The provider's own test system.
    Sandbox,
    Live,
}

/// One guest to practise with. Name and behaviour are in the locale: `lesson-<id>-name`,
/// `lesson-<id>-what`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonInfo {
    pub id: String,
}

/// Which colours the terminal can show and its owner wants to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Colours {
    /// For a dark background.
    #[default]
    Dark,
    /// For a light background.
    Light,
    /// None (`NO_COLOR`): bold and reversed only. The QR code keeps its black and white.
    Mono,
}
