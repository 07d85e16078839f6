//! What is printed for a person: plain lines in the language of the settings, without colours.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::table::{Align, cell, lines};
use crate::desk::{CaptureView, HoldView};
use crate::domain::{Kind, Member, Phase};
use crate::locale::{Frame, Locale, describe, role_key};

/// A guest's name takes at most this many columns in a list; every other column is ours.
const GUEST_COLUMNS: usize = 20;
/// And a room.
const ROOM_COLUMNS: usize = 12;
/// Texts of a hold's page are not shortened, but they end somewhere.
const LONG: usize = 200;

/// The words and the clock of the hotel.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub locale: &'a Locale,
    pub zone: &'a TimeZone,
}

impl Words<'_> {
    fn text(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// `2026-01-15 14:03`, as the hotel's clock had it.
    pub(super) fn time(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn time_with_seconds(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }
}

/// `staff list`: one line for each person.
pub fn people(people: &[Member], locale: &Locale) -> String {
    if people.is_empty() {
        return format!("{}\n", locale.text("cli-no-people"));
    }
    let head = ["people-number", "people-name", "people-role"].map(|key| locale.text(key));
    let rows = people.iter().map(|Member { person, role }| {
        [person.badge.to_string(), person.name.clone(), locale.text(role_key(*role))]
    });
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    lines([Align::Left; 3], &rows)
}

/// `list` and `search`: one line for each hold.
pub fn holds(holds: &[HoldView], words: Words<'_>) -> String {
    if holds.is_empty() {
        return format!("{}\n", words.text("cli-no-holds"));
    }
    let head = [
        "cli-column-hold",
        "cli-column-room",
        "cli-column-guest",
        "cli-column-state",
        "cli-column-held",
        "cli-column-remaining",
        "cli-column-opened",
    ];
    let mut rows = vec![head.map(|key| words.text(key))];
    rows.extend(holds.iter().map(|hold| {
        [
            hold.id.to_string(),
            cell(&hold.stay.room, ROOM_COLUMNS),
            cell(&hold.stay.guest, GUEST_COLUMNS),
            words.locale.state(hold.state),
            hold.held.words(),
            hold.remaining.words(),
            words.time(hold.opened_at),
        ]
    }));
    let columns = [
        Align::Left,
        Align::Left,
        Align::Left,
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Left,
    ];
    lines(columns, &rows)
}

/// `show`, and what every command about one hold prints at its end. `trouble` is the frame for
/// `hold.trouble`.
pub fn hold(hold: &HoldView, trouble: Option<&Frame>, words: Words<'_>) -> String {
    let locale = words.locale;
    let room = cell(&hold.stay.room, LONG);
    let room = locale.format("room-named", &[("room", &room)]);
    let mut rows: Vec<[String; 2]> = Vec::new();
    let mut row = |key: &str, value: String| {
        if !value.is_empty() {
            rows.push([words.text(key), value]);
        }
    };
    row("cli-label-guest", cell(&hold.stay.guest, LONG));
    row("cli-label-booking", cell(&hold.stay.booking, LONG));
    row("cli-label-money", locale.money_with_symbol(hold.money));
    row("cli-label-state", locale.state(hold.state));
    row("cli-label-sum", sum(hold, locale));
    if hold.refunded.is_positive() {
        row("cli-label-refunded", hold.refunded.words());
    }
    for (place, capture) in hold.captures.iter().enumerate() {
        let key = if place == 0 { "cli-label-charges" } else { "" };
        let label = if key.is_empty() { String::new() } else { words.text(key) };
        rows.push([label, charge(capture, locale)]);
    }
    let mut row = |key: &str, value: &str| {
        if !value.is_empty() {
            rows.push([words.text(key), cell(value, LONG)]);
        }
    };
    row("cli-label-order", hold.order_no.as_str());
    row("cli-label-request", hold.request_no.as_str());
    row("cli-label-authorization", hold.auth_no.as_deref().unwrap_or_default());
    row("cli-label-opened", &words.time_with_seconds(hold.opened_at));
    if let Some(frame) = trouble {
        row("cli-label-trouble", &format!("{} ({})", frame.headline, frame.code));
        row("cli-label-now", &frame.now);
        row("cli-label-do", &frame.act);
        row("cli-label-say", &frame.say);
    }
    let mut text = format!("{}  {room}\n", hold.id);
    text.push_str(&lines([Align::Left, Align::Left], &rows));
    text.push_str(&timeline(hold, words));
    text
}

fn sum(hold: &HoldView, locale: &Locale) -> String {
    let args = [
        ("currency", hold.asked.currency().code()),
        ("held", &hold.held.decimal()),
        ("captured", &hold.captured.decimal()),
        ("released", &hold.released.decimal()),
        ("left", &hold.remaining.decimal()),
    ];
    locale.format("sum-line", &args)
}

fn charge(capture: &CaptureView, locale: &Locale) -> String {
    let money = capture.money.words();
    if capture.phase == Phase::Done {
        let refunded = capture.refunded.words();
        let number = capture.trade_no.clone().unwrap_or_default();
        let args = [("money", &money), ("refunded", &refunded), ("number", &number)];
        locale.format("cli-charge", &args)
    } else {
        let phase = locale.phase_of(Kind::Capture, capture.phase);
        locale.format("cli-charge-open", &[("money", &money), ("phase", &phase)])
    }
}

/// The hold's facts, oldest first.
fn timeline(hold: &HoldView, words: Words<'_>) -> String {
    if hold.timeline.is_empty() {
        return String::new();
    }
    let rows: Vec<[String; 2]> = hold
        .timeline
        .iter()
        .map(|row| {
            let fact = cell(&describe(words.locale, &row.fact), LONG);
            [words.time_with_seconds(row.at), fact]
        })
        .collect();
    format!("\n{}", lines([Align::Left, Align::Left], &rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::json::tests::view;
    use crate::locale::Language;
    use unicode_width::UnicodeWidthStr;

    fn print(language: Language, print: impl Fn(Words<'_>) -> String) -> String {
        let locale = Locale::new(language);
        let zone = TimeZone::get("Asia/Hong_Kong").unwrap();
        print(Words { locale: &locale, zone: &zone })
    }

    fn two() -> Vec<HoldView> {
        let mut other = view();
        other.stay.guest = "Maximilian Mustermann-Longname".to_owned();
        other.stay.room = "907\u{1b}[2J".to_owned();
        vec![view(), other]
    }

    #[test]
    fn lists_line_up_in_both_languages() {
        for language in Language::ALL {
            let text = print(language, |words| holds(&two(), words));
            insta::assert_snapshot!(format!("list_{language}"), text);
            assert!(!text.contains(char::is_control) || !text.contains('\u{1b}'));
        }
        let none = print(Language::English, |words| holds(&[], words));
        assert_eq!(none, "No holds.\n");
    }

    #[test]
    fn a_hold_is_told_in_both_languages() {
        for language in Language::ALL {
            let text = print(language, |words| hold(&view(), None, words));
            assert!(!text.contains("[cli-") && !text.contains("{$"), "{text}");
            insta::assert_snapshot!(format!("show_{language}"), text);
        }
    }

    #[test]
    fn a_list_of_ordinary_holds_fits_eighty_columns() {
        let text = print(Language::English, |words| holds(&[view()], words));
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
    }
}
