//! A hold's page, its forms, find and the journal: what they show, and what they ask for.

// Tells clippy that the helpers may unwrap, as tests may.
#![cfg(test)]

mod plights;
mod samples;

use counterpane::desk::{Command, HoldView, Refusal};
use counterpane::domain::Class;
use counterpane::locale::Language;
use counterpane::tui::{Model, Msg, Reply, Wish};

use samples::{
    at, charge_unclear, handed_over, held, model, money, picture, press, refused, request, rows,
    settled, show,
};

/// Pictures of one screen in both languages, and of the smallest window in which it is of use.
fn pictures(name: &str, hold: &HoldView, keys: &[&str]) {
    for language in Language::ALL {
        let mut model = model(language, vec![hold.clone()]);
        press(&mut model, keys);
        let both = [(80, 24), (60, 15)].map(|(columns, rows)| {
            format!("{columns}x{rows}\n{}\n", picture(&model, columns, rows))
        });
        insta::assert_snapshot!(format!("{name}-{language}"), both.concat());
    }
}

fn command(wishes: &[Wish]) -> (u64, Command) {
    let found = wishes.iter().find_map(|wish| {
        let Wish::Command { ticket, command } = wish else { return None };
        Some((*ticket, command.clone()))
    });
    found.expect("no command")
}

fn no_command(wishes: &[Wish]) -> bool {
    !wishes.iter().any(|wish| matches!(wish, Wish::Command { .. }))
}

#[test]
fn a_hold_s_page() {
    pictures("hold", &held(), &["Enter"]);
    pictures("hold-settled", &settled(), &["Enter"]);
}

#[test]
fn a_hold_in_trouble() {
    pictures("hold-charge-unclear", &charge_unclear(), &["Enter"]);
    pictures("hold-refused", &refused(Class::Refused, "MONEY_NOT_ENOUGH"), &["Enter"]);
    pictures("details", &charge_unclear(), &["Enter", "Ctrl+D"]);
}

#[test]
fn a_charge_says_what_it_does_before_it_does_it() {
    pictures("charge", &held(), &["Enter", "F4", "820"]);
    pictures("charge-confirm", &held(), &["Enter", "F4", "820", "Enter"]);
    pictures("charge-above", &held(), &["Enter", "F4", "1800", "Enter"]);
}

#[test]
fn a_charge_leaves_with_the_second_enter_alone() {
    let mut model = model(Language::English, vec![held()]);
    assert!(no_command(&press(&mut model, &["Enter", "F4", "820", "Enter"])));
    let (ticket, sent) = command(&press(&mut model, &["Enter"]));
    let Command::Capture { money: charged, keep_rest, .. } = sent else {
        panic!("{sent:?}");
    };
    assert_eq!((charged, keep_rest), (money(82_000), false));
    // A second press while it is on its way asks for nothing.
    assert!(no_command(&press(&mut model, &["Enter", "Enter"])));
    let hold = Some(held().id);
    model.update(Msg::Reply(Reply::Accepted { ticket, hold }), at(1));
    assert!(picture(&model, 80, 24).contains("Room 1208: hold"));
}

#[test]
fn a_bill_above_the_hold_charges_what_is_held_and_names_the_rest() {
    let mut model = model(Language::English, vec![held()]);
    press(&mut model, &["Enter", "F4", "1800"]);
    let shown = picture(&model, 80, 24);
    assert!(shown.contains("Guest pays HKD 1,500.00."), "{shown}");
    assert!(shown.contains("HKD 300.00 is left to pay another way."), "{shown}");
    let (_, sent) = command(&press(&mut model, &["Enter", "Enter"]));
    assert!(matches!(sent, Command::Capture { money: m, .. } if m == money(150_000)), "{sent:?}");
}

#[test]
fn the_rest_of_a_bill_can_be_held_anew() {
    let mut model = model(Language::English, vec![held()]);
    press(&mut model, &["Enter", "F4", "1800", "F3"]);
    let shown = picture(&model, 80, 24);
    assert!(shown.contains("1208") && shown.contains("300.00"), "{shown}");
}

#[test]
fn the_rest_stays_held_where_it_is_wanted() {
    let mut model = model(Language::English, vec![held()]);
    press(&mut model, &["Enter", "F4", "820", "F6"]);
    assert!(picture(&model, 80, 24).contains("HKD 680.00 stays held."));
    let (_, sent) = command(&press(&mut model, &["Enter", "Enter"]));
    assert!(matches!(sent, Command::Capture { keep_rest: true, .. }), "{sent:?}");
}

#[test]
fn amounts_that_are_none_go_nowhere() {
    for amount in ["", "0", "1.234", "..", "1-2"] {
        let mut model = model(Language::English, vec![held()]);
        let wishes = press(&mut model, &["Enter", "F4", amount, "Enter", "Enter", "Enter"]);
        assert!(no_command(&wishes), "{amount}");
    }
}

#[test]
fn a_release_is_all_of_it_or_a_part() {
    pictures("release", &held(), &["Enter", "F6"]);
    let mut model = model(Language::English, vec![held()]);
    let (_, whole) = command(&press(&mut model, &["Enter", "F6", "Enter", "Enter"]));
    let Command::Release { money: None, remark, .. } = whole else {
        panic!("{whole:?}");
    };
    assert_eq!(remark, "Deposit returned, room 1208");
    let mut model = samples::model(Language::English, vec![held()]);
    let keys = ["Enter", "F6", "Ctrl+U", "300", "Tab", "Ctrl+U", "Minibar", "Enter", "Enter"];
    let (_, part) = command(&press(&mut model, &keys));
    assert!(
        matches!(&part, Command::Release { money: Some(m), remark, .. } if *m == money(30_000) && remark == "Minibar"),
        "{part:?}"
    );
}

#[test]
fn more_than_is_held_is_not_released() {
    let mut model = model(Language::English, vec![held()]);
    let keys = ["Enter", "F6", "Ctrl+U", "1500.01", "Enter", "Enter"];
    assert!(no_command(&press(&mut model, &keys)));
    assert!(picture(&model, 80, 24).contains("Only HKD 1,500.00 is still held"));
}

#[test]
fn a_refund_is_of_the_charge_that_is_chosen() {
    pictures("refund", &settled(), &["Enter", "F10", "Down", "50", "Enter"]);
    let mut model = model(Language::English, vec![settled()]);
    let keys = ["Enter", "F10", "Down", "50", "Tab", "Minibar", "Enter", "Enter"];
    let (_, sent) = command(&press(&mut model, &keys));
    let Command::Refund { capture, money: back, reason, .. } = sent else {
        panic!("{sent:?}");
    };
    assert_eq!(capture, Some(request('C', 2)));
    assert_eq!((back, reason.as_str()), (money(5_000), "Minibar"));
}

#[test]
fn a_refusal_is_said_in_the_form_and_what_was_typed_stays() {
    let mut model = model(Language::English, vec![held()]);
    let (ticket, _) = command(&press(&mut model, &["Enter", "F4", "820", "Enter", "Enter"]));
    let refusal = Refusal::AboveRemaining { remaining: money(50_000) };
    model.update(Msg::Reply(Reply::Rejected { ticket, refusal }), at(1));
    let shown = picture(&model, 80, 24);
    assert!(shown.contains("Only HKD 500.00 is still held") && shown.contains("820"), "{shown}");
}

#[test]
fn only_what_is_possible_is_offered() {
    let mut model = model(Language::English, vec![settled()]);
    press(&mut model, &["Enter"]);
    let foot = picture(&model, 80, 24);
    assert!(foot.contains("F10 Refund") && !foot.contains("F4 Charge"), "{foot}");
    press(&mut model, &["F4"]);
    assert!(picture(&model, 80, 24).contains("Room 1208: hold"));
}

#[test]
fn find_asks_with_every_letter_and_takes_the_last_answer_alone() {
    let mut model = model(Language::English, vec![held()]);
    let wishes = press(&mut model, &["F6", "张", "伟"]);
    let asked: Vec<(u64, String)> = wishes
        .iter()
        .filter_map(|wish| {
            let Wish::Find { ticket, text } = wish else { return None };
            Some((*ticket, text.clone()))
        })
        .collect();
    assert_eq!(asked.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["张", "张伟"]);
    let answer = |model: &mut Model, ticket, holds| {
        model.update(Msg::Reply(Reply::Found { ticket, holds }), at(1));
    };
    answer(&mut model, asked[0].0, vec![refused(Class::Refused, "MONEY_NOT_ENOUGH")]);
    assert!(!picture(&model, 80, 24).contains("NOT HELD"));
    answer(&mut model, asked[1].0, vec![settled(), held()]);
    insta::assert_snapshot!("find", picture(&model, 80, 24));
    press(&mut model, &["Enter"]);
    assert!(picture(&model, 80, 24).contains("Room 1208: hold"));
}

#[test]
fn the_journal_is_browsed_and_one_entry_is_shown_in_full() {
    let mut model = model(Language::English, vec![]);
    let wishes = press(&mut model, &["F7"]);
    let Some(Wish::Journal { ticket, before: None, .. }) = wishes.first() else {
        panic!("{wishes:?}");
    };
    let reply = Reply::Journal { ticket: *ticket, rows: rows(&charge_unclear()), more: true };
    model.update(Msg::Reply(reply), at(1));
    insta::assert_snapshot!("journal", picture(&model, 80, 24));
    // Close to the end the older ones are fetched.
    let wishes = press(&mut model, &["Down", "Down", "Down"]);
    assert!(
        wishes.iter().any(|wish| matches!(wish, Wish::Journal { before: Some(141), .. })),
        "{wishes:?}"
    );
    press(&mut model, &["Enter"]);
    insta::assert_snapshot!("entry", picture(&model, 80, 24));
    let wishes = press(&mut model, &["Enter"]);
    assert!(matches!(wishes.first(), Some(Wish::Load { .. })), "{wishes:?}");
}

#[test]
fn a_hold_that_is_loaded_is_shown_although_the_desk_has_it_not() {
    let mut model = model(Language::English, vec![]);
    let wishes = press(&mut model, &["F7"]);
    let Some(Wish::Journal { ticket, .. }) = wishes.first() else {
        panic!("{wishes:?}");
    };
    let reply = Reply::Journal { ticket: *ticket, rows: rows(&settled()), more: false };
    model.update(Msg::Reply(reply), at(1));
    let wishes = press(&mut model, &["Enter", "Enter"]);
    let Some(Wish::Load { ticket, .. }) = wishes.first() else {
        panic!("{wishes:?}");
    };
    let (ticket, hold) = (*ticket, Box::new(settled()));
    model.update(Msg::Reply(Reply::Loaded { ticket, hold }), at(1));
    assert!(picture(&model, 80, 24).contains("F10 Refund"));
    // As soon as the desk has it, what the desk says counts.
    show(&mut model, vec![held()]);
    assert!(picture(&model, 80, 24).contains("F4 Charge"));
}

#[test]
fn a_person_finds_the_question_for_support() {
    pictures("hold-handed-over", &handed_over(), &["Enter"]);
    pictures("details-handed-over", &handed_over(), &["Enter", "Ctrl+D"]);
}
