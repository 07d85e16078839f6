//! Who works at the counter, and who agreed to what one may not do alone.

use std::fmt;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

/// Digits of a person's number at most.
const LONGEST_BADGE: usize = 6;

/// Characters of a person's name at most: what fits the title and a line of a report.
const LONGEST_NAME: usize = 30;

/// Digits of a PIN.
const PIN_DIGITS: std::ops::RangeInclusive<usize> = 4..=12;

/// Why a text is no person's number, no name, or no PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StaffError {
    #[error("a person's number is 1 to 6 digits")]
    Badge,
    #[error("a person's name is 1 to 30 characters")]
    Name,
    #[error("a PIN is 4 to 12 digits")]
    Pin,
    #[error(
        "this PIN is the first that anybody tries: one digit again and again, a row, or the number"
    )]
    EasyPin,
}

/// A PIN. It is wiped when it goes, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// What somebody typed as their PIN.
    pub fn typed(text: &str) -> Result<Self, StaffError> {
        let fits = PIN_DIGITS.contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(StaffError::Pin)
        }
    }

    /// A new PIN for somebody: not one that is tried first.
    pub fn chosen(text: &str, badge: &Badge) -> Result<Self, StaffError> {
        let pin = Self::typed(text)?;
        let step = |two: &[u8]| match two {
            [one, other] => i16::from(*other).saturating_sub(i16::from(*one)),
            _ => 0,
        };
        let steps: Vec<i16> = text.as_bytes().windows(2).map(step).collect();
        let row = [-1, 0, 1].iter().any(|wanted| steps.iter().all(|step| step == wanted));
        if row || text == badge.as_str() { Err(StaffError::EasyPin) } else { Ok(pin) }
    }

    /// For the one comparison with its hash.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(****)")
    }
}

/// A person's number, as it is typed at the sign-in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Badge(String);

impl Badge {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Badge {
    type Error = StaffError;

    fn try_from(text: String) -> Result<Self, StaffError> {
        let fits = (1..=LONGEST_BADGE).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text))
        } else {
            Err(StaffError::Badge)
        }
    }
}

impl std::str::FromStr for Badge {
    type Err = StaffError;

    fn from_str(text: &str) -> Result<Self, StaffError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Badge> for String {
    fn from(badge: Badge) -> Self {
        badge.0
    }
}

impl fmt::Display for Badge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Badge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Badge({})", self.0)
    }
}

/// Whom the journal names. The name is kept with each act: numbers are given to others later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Person {
    pub badge: Badge,
    pub name: String,
}

impl Person {
    /// A name on one line that fits the screen.
    pub fn named(badge: Badge, name: &str) -> Result<Self, StaffError> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = (1..=LONGEST_NAME).contains(&name.chars().count());
        if fits && !name.chars().any(char::is_control) {
            Ok(Self { badge, name })
        } else {
            Err(StaffError::Name)
        }
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.badge)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Cashier,
    Supervisor,
}

/// What somebody may be allowed to do. Who is, is a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    Hold,
    Charge,
    Release,
    /// Release a hold that somebody else took.
    ReleaseOthers,
    /// Stop a wait: the guest has changed their mind.
    Stop,
    /// Clear a hold whose undo is under way and unclear.
    Undo,
    Refund,
    /// An amount above the house's limit.
    AboveLimit,
    /// Say whose deposit it is.
    Change,
    /// Countersign what somebody agreed to alone.
    Countersign,
    /// Close a case by hand, on a proof: what the program itself could not find out.
    CloseCase,
    /// Open a shift, and close one's own.
    Shift,
    /// Close a shift that somebody else has forgotten.
    ForceClose,
    /// End the business day.
    RollDay,
}

impl Right {
    /// Whether what follows in its name moves a guest's money. A wait that is stopped ends in what somebody
    /// else had begun.
    pub const fn moves_money(self) -> bool {
        match self {
            Self::Hold
            | Self::Charge
            | Self::Release
            | Self::ReleaseOthers
            | Self::Refund
            | Self::AboveLimit => true,
            Self::Stop
            | Self::Undo
            | Self::Change
            | Self::Countersign
            | Self::CloseCase
            | Self::Shift
            | Self::ForceClose
            | Self::RollDay => false,
        }
    }
}

/// Why somebody agreed, from a list, so that reports can count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    GuestAsked,
    WrongAmount,
    WrongRoom,
    Stuck,
    Complaint,
    Other,
}

impl Why {
    pub const ALL: [Self; 6] = [
        Self::GuestAsked,
        Self::WrongAmount,
        Self::WrongRoom,
        Self::Stuck,
        Self::Complaint,
        Self::Other,
    ];

    /// The name in the journal, on the command line and in the keys of its words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GuestAsked => "guest-asked",
            Self::WrongAmount => "wrong-amount",
            Self::WrongRoom => "wrong-room",
            Self::Stuck => "stuck",
            Self::Complaint => "complaint",
            Self::Other => "other",
        }
    }
}

/// Somebody's yes to one act. Their PIN was right when it was given, and it is good for that act alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub by: Person,
    pub why: Why,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// They agreed to their own act, at an hour at which nobody else is there: somebody countersigns it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
}

/// The hours at which one may be alone at the counter: from one time of the day to another, also over
/// midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Night {
    pub from: Time,
    pub to: Time,
}

impl Night {
    pub fn covers(&self, time: Time) -> bool {
        if self.from <= self.to {
            (self.from..self.to).contains(&time)
        } else {
            time >= self.from || time < self.to
        }
    }
}

/// Somebody who is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub person: Person,
    pub role: Role,
}

/// In whose name an act is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    pub by: Person,
    pub role: Role,
    pub approval: Option<Approval>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_a_few_digits() {
        for text in ["1", "007", "999999"] {
            assert_eq!(text.parse::<Badge>().unwrap().as_str(), text);
        }
        for text in ["", "1234567", "12a", "-1", " 1", "１２"] {
            assert_eq!(text.parse::<Badge>(), Err(StaffError::Badge), "{text}");
        }
    }

    #[test]
    fn a_pin_is_digits_that_are_not_tried_first() {
        let badge = "4711".parse().unwrap();
        for text in ["2580", "135790", "112233445566"] {
            assert_eq!(Pin::chosen(text, &badge).unwrap().expose(), text);
        }
        for text in ["1111", "1234", "9876", "4711", "000000"] {
            assert_eq!(Pin::chosen(text, &badge), Err(StaffError::EasyPin), "{text}");
            assert!(Pin::typed(text).is_ok(), "an old one is still compared");
        }
        for text in ["", "123", "1234567890123", "12a4", " 1234", "１２３４"] {
            assert_eq!(Pin::typed(text), Err(StaffError::Pin), "{text}");
        }
        assert_eq!(format!("{:?}", Pin::typed("2580").unwrap()), "Pin(****)");
    }

    #[test]
    fn a_night_goes_over_midnight() {
        let time = |hour| jiff::civil::time(hour, 0, 0, 0);
        let night = Night { from: time(22), to: time(7) };
        assert_eq!(
            [21, 22, 0, 6, 7].map(|hour| night.covers(time(hour))),
            [false, true, true, true, false]
        );
        let noon = Night { from: time(12), to: time(13) };
        assert_eq!([11, 12, 13].map(|hour| noon.covers(time(hour))), [false, true, false]);
    }

    #[test]
    fn a_name_is_one_line_that_fits() {
        let named = |name| Person::named("12".parse().unwrap(), name).map(|person| person.name);
        assert_eq!(named("  Chan   Tai Man "), Ok("Chan Tai Man".to_owned()));
        assert_eq!(named("陈大文"), Ok("陈大文".to_owned()));
        for name in ["", "  ", "a\u{7}b", &"x".repeat(31)] {
            assert_eq!(named(name), Err(StaffError::Name), "{name:?}");
        }
        let person = Person::named("12".parse().unwrap(), "Chan").unwrap();
        assert_eq!(person.to_string(), "Chan (12)");
    }
}
