//! How it is with the scanners, on every screen and on their own.

use counterpane::locale::Language;
use counterpane::scanner::{Aim, DeviceId, Garbled, Health, RawReport, Scan, Source, Speaks, Wait};
use counterpane::tui::{Mode, Model, Msg};

use crate::keys::press;
use crate::picture::text;
use crate::samples::{CODE, later, model, now, one_scanner, roster, scan, scanner};
use crate::{keys_pressed, pictures_at};

/// The usual window, a large one, and the smallest in which a screen is of use.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 12)];

fn ready_form(model: &mut Model, scanners: Msg) {
    model.update(scanners, now());
    keys_pressed(model, &["F3", "1208"]);
}

#[test]
fn the_form_says_how_the_guest_s_code_gets_here() {
    for (name, health) in [
        ("reading", Health::Reading),
        ("opening", Health::Opening),
        ("not-allowed", Health::NotAllowed),
        ("busy", Health::Busy),
        ("typing", Health::Typing),
    ] {
        pictures_at(&SIZES, &format!("form-{name}"), Mode::Live, |model| {
            ready_form(model, one_scanner(health.clone()));
        });
    }
    pictures_at(&SIZES, "form-no-scanner", Mode::Training, |model| {
        ready_form(model, roster(Vec::new()));
    });
}

#[test]
fn two_scanners_are_counted_and_a_house_keeps_its_name() {
    let two = || {
        let serial = scanner(2, Speaks::Serial, Health::Reading);
        roster(vec![scanner(1, Speaks::HidPos, Health::Reading), serial])
    };
    for (language, words) in
        [(Language::English, "+ 2 scanners"), (Language::Chinese, "+ 2 把扫码枪")]
    {
        let mut model = model(Mode::Training, language);
        model.update(two(), now());
        let shown = text(&model, 80, 24);
        let title = shown.lines().next().unwrap();
        assert!(title.contains(words), "{title}");
        assert!(title.contains("Harbour Hotel, Desk 1") && title.ends_with("14:05"), "{title}");
    }
}

/// Mode, screen and time come first, and nothing is written over something else.
#[test]
fn a_narrow_title_loses_the_house_first_and_the_scanner_last() {
    for health in [Health::Reading, Health::NotAllowed, Health::Broken("why".to_owned())] {
        for language in Language::ALL {
            for mode in [Mode::Training, Mode::Sandbox, Mode::Live] {
                let mut model = model(mode, language);
                model.update(one_scanner(health.clone()), now());
                keys_pressed(&mut model, &["F3"]);
                let word = if language == Language::English { "Scanner" } else { "扫码枪" };
                for columns in 40..130 {
                    let shown = text(&model, columns, 24);
                    let title = shown.lines().next().unwrap();
                    assert!(title.contains("14:05") && title.contains(word), "{columns} {title}");
                }
            }
        }
    }
}

fn all() -> Msg {
    let broken = Health::Broken("its reports are not understood".to_owned());
    let mut second = scanner(2, Speaks::HidPos, Health::NotAllowed);
    (second.name, second.vendor, second.product) = ("Newland FM430".to_owned(), 0x1eab, 0x1d10);
    roster(vec![
        scanner(1, Speaks::HidPos, Health::Reading),
        second,
        scanner(3, Speaks::Serial, Health::Busy),
        scanner(4, Speaks::Keyboard, Health::Typing),
        scanner(5, Speaks::Other, Health::Unused),
        scanner(6, Speaks::HidPos, broken),
    ])
}

#[test]
fn what_to_do_about_each_scanner() {
    for (name, health, speaks) in [
        ("reading", Health::Reading, Speaks::HidPos),
        ("not-allowed", Health::NotAllowed, Speaks::HidPos),
        ("not-allowed-serial", Health::NotAllowed, Speaks::Serial),
        ("typing", Health::Typing, Speaks::Keyboard),
        ("busy", Health::Busy, Speaks::HidPos),
        ("broken", Health::Broken("its reports are not understood".to_owned()), Speaks::HidPos),
        ("other", Health::Unused, Speaks::Other),
    ] {
        pictures_at(&SIZES, &format!("scanners-{name}"), Mode::Live, |model| {
            model.update(roster(vec![scanner(1, speaks, health.clone())]), now());
            keys_pressed(model, &["F12"]);
        });
    }
    pictures_at(&SIZES, "scanners-none", Mode::Training, |model| {
        model.update(roster(Vec::new()), now());
        keys_pressed(model, &["F12"]);
    });
    pictures_at(&SIZES, "scanners-all", Mode::Training, |model| {
        model.update(all(), now());
        keys_pressed(model, &["F12", "Down"]);
    });
}

/// The rule, the file it goes to and the two commands, whole and in the smallest window too.
#[test]
fn the_rule_is_there_to_be_copied_in_every_window() {
    for (columns, rows) in SIZES {
        let mut model = model(Mode::Training, Language::English);
        model.update(one_scanner(Health::NotAllowed), now());
        keys_pressed(&mut model, &["F12"]);
        let mut seen = String::new();
        for _ in 0..4 {
            // A line that is broken in two has no blank where it was broken.
            let shown = text(&model, columns, rows);
            seen.extend(shown.lines().map(|line| line.trim_matches([' ', '│']).to_owned() + " "));
            keys_pressed(&mut model, &["PageDown"]);
        }
        let all: String = seen.split_whitespace().collect();
        let rule: String = counterpane::scanner::rule(0x0c2e).split_whitespace().collect();
        for part in [rule.as_str(), "/etc/udev/rules.d/70-counterpane.rules", "udevadmtrigger"] {
            assert!(all.contains(part), "no {part} at {columns}x{rows}\n{seen}");
        }
    }
}

fn tried(scan: Scan) -> impl Fn(&mut Model) {
    move |model| {
        model.update(one_scanner(Health::Reading), now());
        keys_pressed(model, &["F12"]);
        let mut report = vec![2_u8, 18, b']', b'Q', b'1'];
        report.extend(scan.text.expose().bytes());
        report.resize(64, 0);
        let report = RawReport::masked(DeviceId(1), now(), &report, None);
        model.update(Msg::Report(report), now());
        model.update(Msg::Scan(Scan { wait: Wait(1), ..scan.clone() }), now());
    }
}

#[test]
fn a_scanner_is_tried_out() {
    let by_pos = |text: &str, aim: &[u8; 3]| Scan {
        source: Source::HidPos,
        device: Some(DeviceId(1)),
        symbology: Aim::new(*aim),
        at: later(3),
        ..scan(text, 0)
    };
    pictures_at(&SIZES, "scanners-try-code", Mode::Live, tried(by_pos(CODE, b"]Q1")));
    pictures_at(&SIZES, "scanners-try-ean", Mode::Live, tried(by_pos("4006381333931", b"]E0")));
    pictures_at(&SIZES, "scanners-try-half", Mode::Live, |model| {
        model.update(one_scanner(Health::Reading), now());
        keys_pressed(model, &["F12"]);
        model.update(Msg::Garbled(Garbled::Half), now());
    });
}

#[test]
fn a_scanner_that_types_is_tried_out() {
    let typed = |gap: i64| {
        move |model: &mut Model| {
            model.update(roster(vec![scanner(1, Speaks::Keyboard, Health::Typing)]), now());
            keys_pressed(model, &["F12"]);
            for (c, nth) in CODE.chars().zip(0..) {
                press(model, &c.to_string(), later(nth * gap));
            }
            model.update(Msg::Tick, later(18 * gap + 200));
        }
    };
    pictures_at(&SIZES, "scanners-try-keys", Mode::Live, typed(8));
    // Too slow for the settings: the longest gap says so.
    pictures_at(&SIZES, "scanners-try-slow", Mode::Live, typed(130));
}
