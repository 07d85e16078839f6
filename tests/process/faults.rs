//! What goes wrong on the way, over real connections: the last word is the provider's books.

use serde_json::{Value, json};

use crate::line::{Harm, Line};
use crate::world::World;

/// A reply that no gateway sends: a proxy's page, a way to somewhere else, nothing at all.
const PAGES: [&str; 5] = [
    "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 11\r\n\r\nbad gateway",
    "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n<html>sign in</html>\r\n",
    "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
    "220 mail.example ESMTP\r\n",
];

/// Every lesson of one guest: the exit status of `hold`, the state, what is still held.
#[test]
fn each_guest_leaves_both_books_alike() {
    let world = World::new();
    for (guest, status, state, remaining) in [
        ("confirms", 0, "held", "500.00"),
        ("password", 0, "held", "500.00"),
        ("poor", 3, "not_held", "0.00"),
        ("expired", 3, "not_held", "0.00"),
        ("restricted", 3, "not_held", "0.00"),
        ("never", 3, "not_held", "0.00"),
        ("crossing", 3, "not_held", "0.00"),
        ("lost", 0, "held", "500.00"),
        ("vanished", 3, "not_held", "0.00"),
        ("busy", 0, "held", "500.00"),
        ("502", 0, "held", "500.00"),
        ("unsigned", 0, "held", "500.00"),
        ("slow", 0, "held", "500.00"),
        ("timeout", 0, "held", "500.00"),
        ("dark", 0, "held", "500.00"),
        ("credit", 0, "held", "500.00"),
        ("undo-unclear", 3, "not_held", "0.00"),
    ] {
        let code = world.code(guest);
        let words = format!("hold --json --room {guest} --amount 500.00 --code {code}");
        let ran = world.run(&words);
        let hold = ran.ends(status);
        assert_eq!((&hold["state"], &hold["remaining"]), (&json!(state), &json!(remaining)));
        assert_eq!(hold["trouble"].is_null(), status == 0, "{guest}: {ran}");
    }
    world.agrees();
}

#[test]
fn an_undo_that_stays_unclear_calls_a_person() {
    let world = World::new();
    let code = world.code("undo-stuck");
    let ran = world.run(&format!("hold --json --room 1 --amount 500 --code {code}"));
    let hold = ran.ends(4);
    assert_eq!(hold["money"], "not_known_yet", "{ran}");
    assert_eq!(world.run("check --json").status, Some(4));
    let attention = world.run("list --json --attention").ends(0);
    assert_eq!(attention["holds"][0]["id"], hold["id"]);
    assert_eq!(attention["holds"][0]["state"], "attention");
    // The provider's books say why it is not settled: nobody could undo it.
    assert_eq!(world.books().ledger().unwrap()[0].held.0, 0);
}

#[test]
fn each_charge_release_and_refund_leaves_both_books_alike() {
    let world = World::new();
    let cases = [
        ("charge-lost", "capture --amount 380", ["380.00", "120.00", "0.00"]),
        ("charge-vanished", "capture --amount 380", ["380.00", "120.00", "0.00"]),
        ("charge-slow", "capture --amount 380", ["380.00", "120.00", "0.00"]),
        ("rest-stays", "capture --amount 380", ["380.00", "120.00", "0.00"]),
        ("rest-stays", "capture --keep-rest --amount 380", ["380.00", "0.00", "0.00"]),
        ("release-lost", "release", ["0.00", "500.00", "0.00"]),
        ("release-lost", "release --amount 0.01", ["0.00", "0.01", "0.00"]),
    ];
    for (room, (guest, verb, sums)) in cases.into_iter().enumerate() {
        let hold = world.held(&room.to_string(), guest);
        act(&world, &hold, verb, sums);
    }
    world.agrees();
    let hold = world.held("refund", "refund-lost");
    act(&world, &hold, "capture --amount 380", ["380.00", "120.00", "0.00"]);
    act(&world, &hold, "refund --amount 80", ["380.00", "120.00", "80.00"]);
    world.agrees();
}

/// Carries out a verb and compares captured, released and refunded.
fn act(world: &World, hold: &Value, verb: &str, sums: [&str; 3]) {
    let id = hold["id"].as_str().unwrap();
    let ran = world.run(&format!("{verb} {id} --json"));
    let now = ran.ends(0);
    let found = ["captured", "released", "refunded"].map(|field| now[field].clone());
    assert_eq!(found, sums, "{ran}");
}

#[test]
fn a_bad_line_changes_no_books() {
    let world = World::new();
    let line = Line::to(world.address());
    world.write_settings(&line.address);
    let harms = [Harm::NotPassedOn, Harm::NoReply, Harm::HalfReply, Harm::Twice, Harm::Silence];
    let harms = harms.into_iter().chain(PAGES.map(Harm::Instead));
    for (place, harm) in harms.enumerate() {
        line.harm("order.freeze", harm);
        let code = world.code("confirms");
        let words = format!("hold --json --room F{place} --amount 500 --code {code}");
        let lost = harm == Harm::NotPassedOn;
        let hold = world.run(&words).ends(if lost { 3 } else { 0 });
        assert_eq!(hold["money"], if lost { "not_held" } else { "held" }, "{harm:?}: {hold}");
        assert!(line.is_done(), "{harm:?} was not met");
    }
    assert_eq!(line.asked("/elsewhere"), 0, "a redirection was followed");
    world.agrees();
}

#[test]
fn a_bad_line_charges_once_and_releases_once() {
    let world = World::new();
    let line = Line::to(world.address());
    world.write_settings(&line.address);
    let cases = [
        ("capture --amount 380", "trade.pay", ["380.00", "120.00", "0.00"]),
        ("release --amount 60", "order.unfreeze", ["0.00", "60.00", "0.00"]),
    ];
    for (verb, api, sums) in cases {
        let harms =
            [Harm::NotPassedOn, Harm::NoReply, Harm::Twice, Harm::Silence, Harm::Instead(PAGES[0])];
        for harm in harms {
            let hold = world.held(&format!("{api}{}", line.asked("/")), "confirms");
            line.harm(api, harm);
            act(&world, &hold, verb, sums);
            assert!(line.is_done(), "{harm:?} was not met");
        }
    }
    world.agrees();
}

#[test]
fn a_provider_that_is_not_there_was_never_asked() {
    let world = World::new();
    let hold = world.held("1", "confirms");
    let id = hold["id"].as_str().unwrap();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    world.write_settings(&nobody.to_string());
    let code = world.code("confirms");
    for (words, money) in [
        (format!("hold --room 2 --amount 500 --code {code}"), "not_held"),
        ("hold --room 3 --amount 500 --qr".to_owned(), "not_held"),
        (format!("capture {id} --amount 380"), "held"),
        (format!("release {id}"), "held"),
    ] {
        let ran = world.run(&format!("{words} --json"));
        let hold = ran.ends(3);
        assert_eq!(hold["money"], money, "{ran}");
        for part in ["code", "headline", "do", "say"] {
            let text = hold["trouble"][part].as_str();
            assert!(text.is_some_and(|text| !text.is_empty()), "trouble.{part}: {ran}");
        }
        assert_eq!(hold["captured"], "0.00");
    }
    world.agrees();
}
