//! The guests to practise with, read from `assets/lessons.toml`.

use std::sync::LazyLock;

use serde::Deserialize;
use thiserror::Error;

use super::fault::Trouble;
use super::words::words;

words! {
    /// What a guest does when asked for a deposit.
    pub enum Behaviour {
        /// Confirms at once; after a QR code was looked at, soon.
        Confirms = "confirms",
        /// Types a password first, for `polls` inquiries.
        Password = "password",
        /// Does nothing; never even scans a QR code.
        Never = "never",
        /// Cannot pay: the wallet refuses with `refusal`.
        Refused = "refused",
        /// Confirms just after the first undo, which came to nothing.
        AfterUndo = "after-undo",
        /// Confirms in the moment of the undo, which then gives the money back.
        Crossing = "crossing",
    }
}

/// One guest to practise with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// The name in settings, and in the words' keys `lesson-<id>-name` and `lesson-<id>-what`.
    pub id: String,
    /// Digits 3 and 4 of the guest's payment code, 10 to 99.
    pub number: u8,
    pub guest: Behaviour,
    /// Inquiries that a `password` takes.
    #[serde(default)]
    pub polls: u32,
    /// The wallet's `sub_code` for a guest who is `refused`.
    #[serde(default)]
    pub refusal: Option<String>,
    /// Inquiries that a charge stays in progress for.
    #[serde(default)]
    pub charge_polls: u32,
    /// Held on credit, not on money (2.1 `pre_auth_type`).
    #[serde(default)]
    pub credit: bool,
    /// Known by an open id instead of a user id (2.1 `payer_open_id`).
    #[serde(default)]
    pub open_id: bool,
    /// Whether the lesson makes sense with a QR code too.
    #[serde(default)]
    pub qr: bool,
    /// What goes wrong on the way, per order.
    #[serde(default)]
    pub trouble: Vec<Trouble>,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LessonError {
    #[error("the lessons cannot be read: {0}")]
    Unreadable(String),
    #[error("there is no lesson {0:?}")]
    Unknown(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lesson: Vec<Lesson>,
}

static LESSONS: LazyLock<Vec<Lesson>> =
    LazyLock::new(|| read(include_str!("../../assets/lessons.toml")).unwrap_or_default());

/// The lesson of whoever has no other: a guest who confirms.
pub(super) const DEFAULT: &str = "confirms";

fn read(text: &str) -> Result<Vec<Lesson>, LessonError> {
    toml::from_str::<File>(text)
        .map(|file| file.lesson)
        .map_err(|error| LessonError::Unreadable(error.to_string()))
}

/// Every lesson, in the order in which they are best learnt.
pub fn lessons() -> &'static [Lesson] {
    &LESSONS
}

/// The lesson of that name.
pub fn lesson(id: &str) -> Option<&'static Lesson> {
    lessons().iter().find(|lesson| lesson.id == id)
}

/// A payment code of the guest of `lesson`: `28`, the lesson's number, 14 digits of `chance`.
pub fn lesson_code(lesson: &Lesson, chance: u64) -> String {
    let chance = chance % 100_000_000_000_000;
    format!("28{:02}{chance:014}", lesson.number)
}

/// The lesson that a payment code names.
pub(super) fn of_code(code: &str) -> Option<&'static Lesson> {
    if code.len() != 18 || !code.starts_with("28") {
        return None;
    }
    let number: u8 = code.get(2..4)?.parse().ok()?;
    lessons().iter().find(|lesson| lesson.number == number)
}

impl Lesson {
    /// A stable invented account number (2.1: `2088` and twelve digits).
    pub fn payer_id(&self) -> String {
        format!("2088000000{:06}", self.number)
    }

    /// A stable invented open id.
    pub fn payer_open_id(&self) -> String {
        format!("074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWY{:02}", self.number)
    }

    /// A stable invented login, masked as the provider masks it.
    pub fn payer_login(&self) -> String {
        format!("138****{:04}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_lessons_are_sound() {
        let lessons = read(include_str!("../../assets/lessons.toml")).unwrap();
        let ids: BTreeSet<_> = lessons.iter().map(|lesson| &lesson.id).collect();
        let numbers: BTreeSet<_> = lessons.iter().map(|lesson| lesson.number).collect();
        assert_eq!(ids.len(), lessons.len());
        assert_eq!(numbers.len(), lessons.len());
        assert!(lesson(DEFAULT).is_some());
        for lesson in &lessons {
            assert!((10..100).contains(&lesson.number), "{}", lesson.id);
            let refused = lesson.guest == Behaviour::Refused;
            assert_eq!(refused, lesson.refusal.is_some(), "{}", lesson.id);
            let password = lesson.guest == Behaviour::Password;
            assert_eq!(password, lesson.polls > 0, "{}", lesson.id);
            assert!(lesson.trouble.iter().all(|trouble| trouble.on.is_some()));
        }
    }

    #[test]
    fn a_code_names_its_lesson() {
        for lesson in lessons() {
            let code = lesson_code(lesson, u64::MAX);
            assert_eq!(code.len(), 18);
            assert_eq!(of_code(&code), Some(lesson));
        }
        assert_eq!(of_code("287654321098765432"), None);
        assert_eq!(of_code("28１"), None);
    }
}
