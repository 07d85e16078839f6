use counterpane::desk::Refusal;
use counterpane::domain::{Member, Person, Right, Role};
use counterpane::locale::{Language, StaffTrouble};
use counterpane::tui::{Mode, Model, Msg, Reply, Setup, StaffReply, Wish};
use jiff::SignedDuration;

use crate::picture::text;
use crate::samples::{held, later, now, setup, snapshot, waiting};
use crate::{SIZES, assert_picture, each_size, keys_pressed};

fn member(number: &str, name: &str, role: Role) -> Member {
    Member { person: Person::named(number.parse().unwrap(), name).unwrap(), role }
}

pub(crate) fn people() -> Vec<Member> {
    vec![member("12", "陈大文", Role::Cashier), member("90", "Wong Siu Ming", Role::Supervisor)]
}

/// The same in every language and window, with these people registered.
pub(crate) fn pictures(name: &str, mode: Mode, people: &[Member], prepare: impl Fn(&mut Model)) {
    for language in Language::ALL {
        let setup = Setup { people: people.to_vec(), ..setup(mode, language) };
        let mut model = Model::new(setup, now()).unwrap();
        prepare(&mut model);
        let shown = each_size(&SIZES, |columns, rows| text(&model, columns, rows));
        assert_picture(&format!("{name}-{language}"), &shown);
    }
}

fn staff_ticket(wishes: &[Wish]) -> u64 {
    let of = |wish: &Wish| {
        if let Wish::Staff { ticket, .. } = wish { Some(*ticket) } else { None }
    };
    wishes.iter().find_map(of).expect("nothing is wanted of the people")
}

fn say(model: &mut Model, ticket: u64, said: StaffReply) {
    model.update(Msg::Reply(Reply::Staff { ticket, said }), later(2_000));
}

pub(crate) fn sign_in(model: &mut Model, member: &Member) {
    let badge = member.person.badge.as_str();
    let wishes = keys_pressed(model, &[badge, "Enter", "2580", "Enter"]);
    say(model, staff_ticket(&wishes), StaffReply::SignedIn(member.clone()));
}

#[test]
fn signing_in() {
    pictures("sign-in", Mode::Live, &people(), |_| {});
    pictures("sign-in-wrong", Mode::Training, &people(), |model| {
        let wishes = keys_pressed(model, &["12", "Enter", "1111", "Enter"]);
        let trouble = StaffTrouble::Wrong(SignedDuration::from_secs(10));
        say(model, staff_ticket(&wishes), StaffReply::Denied(trouble));
    });
}

/// Whoever passes by sees that something is open, and nothing of whose it is.
#[test]
fn locked() {
    pictures("locked", Mode::Live, &people(), |model| {
        sign_in(model, &people()[0]);
        model.update(snapshot(vec![waiting(1, "1208", "张伟")]), later(2_000));
        keys_pressed(model, &["F11"]);
    });
}

#[test]
fn home_of_whoever_is_signed_in() {
    pictures("home-signed-in", Mode::Live, &people(), |model| {
        sign_in(model, &people()[0]);
        model.update(snapshot(vec![held(1, "1208", "张伟", 150_000)]), later(2_000));
    });
}

#[test]
fn somebody_agrees() {
    pictures("approve", Mode::Live, &people(), |model| {
        sign_in(model, &people()[0]);
        model.update(snapshot(vec![held(1, "1208", "张伟", 150_000)]), later(2_000));
        let wishes = keys_pressed(model, &["Enter", "F6", "Enter", "Enter"]);
        let ticket = crate::ticket(&wishes);
        let refusal = Refusal::NeedsApproval { right: Right::ReleaseOthers, two: false };
        model.update(Msg::Reply(Reply::Rejected { ticket, refusal }), later(3_000));
        let wishes = keys_pressed(model, &["90", "Enter", "2580", "Down", "Enter"]);
        say(model, staff_ticket(&wishes), StaffReply::Denied(StaffTrouble::NotSupervisor));
    });
}

#[test]
fn who_is_registered() {
    pictures("people-none", Mode::Training, &[], |model| {
        keys_pressed(model, &["F10"]);
    });
    pictures("people", Mode::Live, &people(), |model| {
        sign_in(model, &people()[1]);
        keys_pressed(model, &["F10", "F7"]);
    });
}

#[test]
fn registering_somebody() {
    pictures("register", Mode::Training, &[], |model| {
        let name = "Wong Siu Ming";
        keys_pressed(model, &["F10", "F3", "90", "Enter", name, "Enter", "1111", "Enter"]);
        keys_pressed(model, &["1111", "Enter"]);
    });
}

#[test]
fn changing_a_stay() {
    pictures("change", Mode::Live, &people(), |model| {
        sign_in(model, &people()[0]);
        model.update(snapshot(vec![held(1, "1208", "张伟", 150_000)]), later(2_000));
        keys_pressed(
            model,
            &["Enter", "Ctrl+A", "1302", "Tab", "Tab", "Tab", "Ctrl+U", "20", "Enter"],
        );
    });
}
