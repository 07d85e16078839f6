//! Whole screens as pictures, in every window and language.

#![cfg(test)]

mod house;
mod keys;
mod people;
mod picture;
mod samples;
mod scanners;

use std::sync::Arc;

use counterpane::desk::{HoldView, Notice, Refusal, Snapshot};
use counterpane::locale::Language;
use counterpane::tui::{Colours, Mode, Model, Msg, Reply, Wish, draw_fatal};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Color;

use keys::press;
use picture::text;
use samples::{
    CODE, day, held, id, later, model, not_held, now, refused, scan, setup, showing_qr, silent,
    snapshot, waiting,
};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (60, 15), (10, 3)];

/// One reviewed file of pictures for each language.
fn pictures(name: &str, mode: Mode, prepare: impl Fn(&mut Model)) {
    pictures_at(&SIZES, name, mode, prepare);
}

fn pictures_at(sizes: &[(u16, u16)], name: &str, mode: Mode, prepare: impl Fn(&mut Model)) {
    for language in Language::ALL {
        let mut model = model(mode, language);
        prepare(&mut model);
        let shown = each_size(sizes, |columns, rows| text(&model, columns, rows));
        assert_picture(&format!("{name}-{language}"), &shown);
    }
}

fn assert_picture(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

fn each_size(sizes: &[(u16, u16)], shown: impl Fn(u16, u16) -> String) -> String {
    let sizes = sizes
        .iter()
        .map(|(columns, rows)| format!("{columns}x{rows}\n{}\n", shown(*columns, *rows)));
    sizes.collect()
}

fn with(holds: Vec<HoldView>) -> impl Fn(&mut Model) {
    move |model| {
        model.update(snapshot(holds.clone()), now());
    }
}

fn keys_pressed(model: &mut Model, keys: &[&str]) -> Vec<Wish> {
    // At a hand's pace: a key that comes faster is one that is held down.
    let presses = keys.iter().zip(1_i64..);
    let wishes = presses.flat_map(|(key, nth)| press(model, key, later(nth * 160))).collect();
    // No run of keys is a scan, and a hand's pause behind the last says so.
    for millis in [i64::try_from(keys.len()).unwrap() * 160 + 900, 0] {
        model.update(Msg::Tick, later(millis));
    }
    wishes
}

fn ticket(wishes: &[Wish]) -> u64 {
    let of = |wish: &Wish| {
        if let Wish::Command { ticket, .. } = wish { Some(*ticket) } else { None }
    };
    wishes.iter().find_map(of).expect("no command")
}

#[test]
fn home() {
    pictures("home", Mode::Training, with(day()));
    pictures("home-live", Mode::Live, with(day()));
}

#[test]
fn home_of_a_newcomer() {
    pictures("home-empty", Mode::Training, |_| {});
}

#[test]
fn check_in_begins() {
    pictures("check-in", Mode::Training, |model| {
        keys_pressed(model, &["F3"]);
    });
}

#[test]
fn check_in_is_ready() {
    pictures("check-in-ready", Mode::Training, |model| {
        keys_pressed(model, &["F3", "1208", "Tab", "张伟", "Tab", "Tab", "+2"]);
    });
}

#[test]
fn check_in_with_another_wallet() {
    pictures("check-in-wechat", Mode::Live, |model| {
        keys_pressed(model, &["F3", "1208"]);
        model.update(Msg::Scan(scan("134567890123456789", 2000)), later(2000));
    });
}

#[test]
fn check_in_of_a_busy_room() {
    pictures("check-in-busy", Mode::Live, |model| {
        keys_pressed(model, &["F3", "1208"]);
        let wishes = model.update(Msg::Scan(scan(CODE, 2000)), later(2000));
        let refusal = Refusal::RoomBusy { hold: id(1) };
        let ticket = ticket(&wishes);
        model.update(Msg::Reply(Reply::Rejected { ticket, refusal }), later(2001));
    });
}

#[test]
fn a_code_typed_by_hand() {
    pictures("code", Mode::Live, |model| {
        keys_pressed(model, &["F3", "1208", "F6", "28765432109"]);
    });
}

fn waiting_for(hold: &HoldView) -> impl Fn(&mut Model) {
    let hold = hold.clone();
    move |model| {
        model.update(snapshot(vec![hold.clone()]), now());
        keys_pressed(model, &["Enter"]);
        model.update(Msg::Tick, now());
    }
}

#[test]
fn waiting_for_the_guest() {
    pictures("waiting", Mode::Training, waiting_for(&waiting(1, "1208", "张伟")));
}

#[test]
fn a_qr_code() {
    pictures("qr", Mode::Training, waiting_for(&showing_qr(1, "1208", "张伟")));
}

#[test]
fn no_answer_yet() {
    pictures("waiting-trouble", Mode::Live, waiting_for(&silent(1, "1208", "张伟")));
}

#[test]
fn it_was_refused() {
    pictures("outcome-refused", Mode::Live, |model| {
        waiting_for(&waiting(1, "1208", "张伟"))(model);
        model.update(snapshot(vec![refused(1, "1208", "张伟")]), later(3000));
    });
}

#[test]
fn the_size_that_a_qr_code_asks_for_is_enough() {
    for mode in [Mode::Training, Mode::Live] {
        let mut model = model(mode, Language::English);
        waiting_for(&showing_qr(1, "1208", "张伟"))(&mut model);
        let small = text(&model, 60, 15);
        let needs = small.split("Needs ").nth(1).and_then(|rest| rest.split_whitespace().next());
        let (columns, rows) = needs.and_then(|size| size.split_once('x')).expect("no size");
        let shown = text(&model, columns.parse().unwrap(), rows.parse().unwrap());
        assert!(shown.contains("▄▄▄▄▄▄▄") && shown.contains("HKD 1,500.00"), "{shown}");
    }
}

#[test]
fn stopping() {
    pictures("stop", Mode::Live, |model| {
        waiting_for(&waiting(1, "1208", "张伟"))(model);
        keys_pressed(model, &["F7"]);
    });
}

#[test]
fn it_became_held() {
    pictures("outcome-held", Mode::Live, |model| {
        waiting_for(&waiting(1, "1208", "张伟"))(model);
        model.update(snapshot(vec![held(1, "1208", "张伟", 150_000)]), later(3000));
    });
}

#[test]
fn it_did_not() {
    pictures("outcome-not-held", Mode::Live, |model| {
        waiting_for(&waiting(1, "1208", "张伟"))(model);
        model.update(snapshot(vec![not_held(1, "1208", "张伟")]), later(3000));
    });
}

#[test]
fn training_s_guests() {
    pictures("guests", Mode::Training, |model| {
        keys_pressed(model, &["F8", "Down"]);
    });
}

#[test]
fn help_of_every_screen() {
    pictures("help-home", Mode::Training, |model| {
        keys_pressed(model, &["F1"]);
    });
    pictures("help-check-in", Mode::Live, |model| {
        keys_pressed(model, &["F3", "F1"]);
    });
}

#[test]
fn leaving_while_a_request_is_open() {
    pictures("leave", Mode::Live, |model| {
        model.update(snapshot(day()), now());
        keys_pressed(model, &["Ctrl+Q"]);
    });
}

#[test]
fn the_journal_is_down() {
    pictures("journal-down", Mode::Live, |model| {
        let notices = vec![Notice::JournalDown("no space left on device".to_owned())];
        let holds = vec![held(1, "1208", "张伟", 150_000)];
        model.update(
            Msg::Snapshot(Arc::new(Snapshot { holds, notices, ..Snapshot::default() })),
            now(),
        );
    });
}

#[test]
fn a_fatal_start() {
    let lines = [
        "Another Counterpane has this journal open. Two at once could send a request twice.",
        "Nothing was sent. Close the other one, or give this counter a journal of its own.",
    ]
    .map(str::to_owned);
    let keys = "Enter: try again   Esc: leave";
    let shown = each_size(&SIZES, |columns, rows| {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let drawn = terminal.draw(|frame| {
            draw_fatal(frame, "The journal is in use", &lines, keys);
        });
        picture::lines(drawn.unwrap().buffer)
    });
    assert_picture("fatal", &shown);
}

#[test]
fn money_is_real_or_says_that_it_is_not() {
    for (mode, mark) in [(Mode::Training, "TRAINING"), (Mode::Sandbox, "SANDBOX")] {
        for language in Language::ALL {
            let shown = text(&model(mode, language), 80, 24);
            let rows: Vec<&str> = shown.lines().collect();
            let word = if language == Language::English { mark } else { "模式" };
            assert!(rows[0].contains(word) && rows[23].contains(mark), "{shown}");
        }
    }
    let live = text(&model(Mode::Live, Language::English), 80, 24);
    assert!(!live.contains("TRAINING") && !live.contains("SANDBOX"));
}

#[test]
fn the_frame_of_training_is_coloured_on_all_sides() {
    let shown = picture::buffer(&model(Mode::Training, Language::English), 80, 24);
    for (x, y) in [(0, 0), (79, 0), (0, 23), (79, 23), (0, 12), (79, 12)] {
        assert_eq!(shown[(x, y)].bg, Color::Indexed(127), "{x} {y}");
    }
}

#[test]
fn without_colours_only_the_qr_code_has_some() {
    let mut without = setup(Mode::Training, Language::English);
    without.colours = Colours::Mono;
    let mut model = Model::new(without, now()).unwrap();
    let coloured = |model: &Model| {
        let shown = picture::buffer(model, 80, 24);
        let is = |color: Color| color != Color::Reset;
        shown.content().iter().filter(|cell| is(cell.fg) || is(cell.bg)).count()
    };
    model.update(snapshot(day()), now());
    assert_eq!(coloured(&model), 0);
    waiting_for(&showing_qr(1, "1208", "张伟"))(&mut model);
    assert_eq!(coloured(&model), 41 * 21);
}

#[test]
fn a_payment_code_is_on_no_screen() {
    let mut model = model(Mode::Live, Language::English);
    keys_pressed(&mut model, &["F3", "1208", "F6"]);
    for (nth, c) in CODE.chars().enumerate() {
        press(&mut model, &c.to_string(), later(1000 + 200 * i64::try_from(nth).unwrap()));
        assert!(!text(&model, 80, 24).contains("2876"));
    }
    assert!(!format!("{model:?}").contains("2876"), "{model:?}");
}

/// Every screen there is, for windows of any size.
fn every_screen() -> Vec<Model> {
    let scripts: [&[&str]; 13] = [
        &[],
        &["F12"],
        &["F3"],
        &["F3", "1208", "F6", "2876"],
        &["F8"],
        &["F1"],
        &["F6"],
        &["F7"],
        &["Ctrl+Q"],
        &["Enter"],
        &["Down", "Enter"],
        &["Down", "Enter", "F7"],
        &["Down", "Down", "Enter"],
    ];
    let mut models = Vec::new();
    for language in Language::ALL {
        for keys in scripts {
            let mut model = model(Mode::Training, language);
            model.update(snapshot(day()), now());
            keys_pressed(&mut model, keys);
            models.push(model);
        }
        let mut model = model(Mode::Live, language);
        waiting_for(&showing_qr(1, "1208", "张伟"))(&mut model);
        models.push(model);
    }
    models
}

#[test]
fn no_word_is_missing() {
    for model in every_screen() {
        let shown = text(&model, 120, 60);
        assert!(!shown.contains("[key-") && !shown.contains("{$"), "{shown}");
        let bracketed = shown.split('[').skip(1).filter_map(|rest| rest.split(']').next());
        for word in bracketed {
            assert!(!word.contains('-') || word.contains(' '), "missing: {word}\n{shown}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_window_is_too_small(columns in 0_u16..130, rows in 0_u16..50) {
        for model in every_screen() {
            let _shown = picture::buffer(&model, columns, rows);
        }
    }

    #[test]
    fn no_name_breaks_a_screen(room in "\\PC{0,30}", guest in "(?s).{0,60}") {
        let mut model = model(Mode::Live, Language::Chinese);
        model.update(snapshot(vec![held(1, &room, &guest, 1), waiting(2, &guest, &room)]), now());
        for (columns, rows) in SIZES {
            let _shown = picture::buffer(&model, columns, rows);
        }
    }
}
