//! The wall clock is wrong, is set while a request is on its way, or is another one after a crash.
//!
//! The provider refuses what is stamped ten minutes off, without a signature: that proves nothing, and
//! no money is called held or not held because of it.

use std::path::Path;
use std::time::Duration;

use counterpane::simulator::Api;
use serde_json::Value;

use crate::clocks::{Clocks, DAY, HOUR, MINUTE, library};
use crate::fault::Arrives::Yes;
use crate::fault::Fault::Stalled;
use crate::run::{LONGEST, clock};
use crate::tls::Authority;

/// Runs a test for each of the cases at once.
fn each<T: Send>(test: &str, cases: impl IntoIterator<Item = T>, run: fn(&Clocks, T)) {
    let Some(library) = library(test) else {
        return;
    };
    let library: &Path = &library;
    std::thread::scope(|scope| {
        for case in cases {
            scope.spawn(move || run(&Clocks::new(library, None), case));
        }
    });
}

/// What a command said of the money is what the provider's books said then.
fn is_no_guess(clocks: &Clocks, said: &Value) {
    let ledger = clocks.counter.world.books().ledger().unwrap();
    let there = ledger.iter().find(|sums| said["order_no"] == *sums.order_no);
    let remaining = there.map_or(0, |sums| sums.remaining().0);
    match said["money"].as_str().unwrap() {
        "held" => assert!(remaining > 0, "{said}"),
        "not_held" => assert_eq!(remaining, 0, "{said}"),
        other => assert_eq!(other, "not_known_yet", "{said}"),
    }
}

#[test]
fn a_clock_that_is_a_little_off_changes_nothing() {
    each(
        "a_clock_that_is_a_little_off_changes_nothing",
        [-9 * MINUTE, 9 * MINUTE],
        |clocks, off| {
            clocks.set_terminal(off);
            let hold = clocks.counter.world.held("1", "password");
            let id = hold["id"].as_str().unwrap();
            clocks.counter.world.run(&format!("capture {id} --amount 380 --json")).ends(0);
            clocks.counter.world.agrees();
        },
    );
}

#[test]
fn a_clock_that_is_wrong_is_no_proof() {
    let offs = [-HOUR, -11 * MINUTE, 11 * MINUTE, HOUR, DAY];
    each("a_clock_that_is_wrong_is_no_proof", offs, |clocks, off| {
        let world = &clocks.counter.world;
        let held = world.held("1", "confirms");
        let id = held["id"].as_str().unwrap();
        clocks.set_terminal(off);
        let code = world.code("confirms");
        let words = format!("hold --json --room 2 --amount 500 --code {code}");
        for words in [words, format!("release {id} --amount 60 --json")] {
            let said = world.run(&words).ends(4);
            assert_eq!(said["money"], "not_known_yet");
        }
        clocks.set_terminal(0);
        clocks.counter.settle();
        clocks.agree();
        let holds = world.holds();
        let in_room = |room: &str| holds.iter().find(|hold| hold["room"] == *room).unwrap();
        assert_eq!(in_room("2")["money"], "not_held");
        assert_eq!(
            (&in_room("1")["money"], &in_room("1")["released"]),
            (&"held".into(), &"60.00".into())
        );
    });
}

/// Waits until the provider holds the money, or has charged it, of the only order.
fn arrived(clocks: &Clocks, charged: bool) {
    let start = clock();
    loop {
        let ledger = clocks.counter.world.books().ledger().unwrap();
        if ledger
            .first()
            .is_some_and(|sums| if charged { sums.captured.0 } else { sums.held.0 } > 0)
        {
            return;
        }
        assert!(start.elapsed() < LONGEST, "nothing arrived");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

/// Whether a step of the clock is one that the provider takes.
const fn is_small(off: i64) -> bool {
    off.abs() < 10 * MINUTE
}

/// Sets the clock while a command waits for the reply to its `api`, and sets it right behind the
/// command. What became of the hold.
fn stepped(clocks: &Clocks, api: Api, words: &str, off: i64) -> Value {
    let counter = &clocks.counter;
    counter.line.strike(api, Stalled(Yes), 1, None);
    let running = counter.world.start(words);
    arrived(clocks, api == Api::Pay);
    clocks.set_terminal(off);
    let said = running.end().ends(if is_small(off) { 0 } else { 4 });
    is_no_guess(clocks, &said);
    clocks.set_terminal(0);
    counter.settle();
    clocks.agree();
    counter.world.holds().remove(0)
}

#[test]
fn a_step_while_a_hold_is_on_its_way() {
    let steps = [-DAY, -HOUR, -5 * MINUTE, 5 * MINUTE, HOUR, DAY];
    each("a_step_while_a_hold_is_on_its_way", steps, |clocks, off| {
        let code = clocks.counter.world.code("confirms");
        let words = format!("hold --json --room 1 --amount 500 --code {code}");
        let now = stepped(clocks, Api::Freeze, &words, off);
        is_no_guess(clocks, &now);
        assert_eq!(now["money"] == "held", is_small(off), "{now}");
    });
}

#[test]
fn a_step_while_a_charge_is_on_its_way() {
    let steps = [-DAY, -5 * MINUTE, 5 * MINUTE, DAY];
    each("a_step_while_a_charge_is_on_its_way", steps, |clocks, off| {
        let hold = clocks.counter.world.held("1", "confirms");
        let words = format!("capture {} --amount 380 --json", hold["id"].as_str().unwrap());
        let now = stepped(clocks, Api::Pay, &words, off);
        let sums = [&now["captured"], &now["released"], &now["remaining"]];
        assert_eq!(sums, ["380.00", "120.00", "0.00"]);
        assert_eq!(clocks.counter.line.calls(Api::Pay, "").len(), 1, "charged again");
    });
}

/// The program is killed while the money is held and nobody has said so; it starts again when the
/// terminal's clock, or both, have moved.
#[test]
fn a_crash_with_other_clocks_behind_it() {
    let cases = [
        ("right", 0, 0, 0),
        ("terminal an hour on", 0, HOUR, 0),
        ("terminal an hour back", 0, -HOUR, 0),
        ("terminal a day on", 0, DAY, 0),
        ("terminal a day back", 0, -DAY, 0),
        ("set right from nine minutes on", 9 * MINUTE, 0, 0),
        ("set right from nine minutes back", -9 * MINUTE, 0, 0),
        ("nine minutes back from nine on", 9 * MINUTE, -9 * MINUTE, 0),
        ("an hour has gone by", 0, HOUR, HOUR),
        ("a day has gone by", 0, DAY + HOUR, DAY + HOUR),
    ];
    each("a_crash_with_other_clocks_behind_it", cases, |clocks, (case, before, after, gateway)| {
        let counter = &clocks.counter;
        clocks.set_terminal(before);
        counter.line.strike(Api::Freeze, Stalled(Yes), 1, None);
        let code = counter.world.code("confirms");
        let words = format!("hold --json --room 1 --amount 500 --code {code}");
        let running = counter.world.start(&words);
        arrived(clocks, false);
        running.kill();
        clocks.set_terminal(after);
        clocks.set_gateway(gateway);
        let ran = counter.world.run("check --json");
        let said = ran.json()["holds"][0].clone();
        is_no_guess(clocks, &said);
        let can_ask = is_small(after - gateway);
        assert_eq!(ran.status, Some(if can_ask { 0 } else { 4 }), "{case}: {ran}");
        clocks.set_terminal(gateway);
        counter.settle();
        clocks.agree();
        let now = &counter.world.holds()[0];
        is_no_guess(clocks, now);
        assert!(!can_ask || now["money"] == "held", "{case}: {now}");
    });
}

/// A certificate that is good to everybody else.
#[test]
fn a_clock_of_another_time_trusts_nobody() {
    let Some(library) = library("a_clock_of_another_time_trusts_nobody") else {
        return;
    };
    let ours = Authority::new();
    let mut clocks = Clocks::new(&library, Some(ours.certifies_here([2020, 2040])));
    let trusted = ours.write(&clocks.counter.world);
    clocks.counter.world.besides.push(("SSL_CERT_FILE", trusted));
    for off in [-20 * 365 * DAY, 30 * 365 * DAY] {
        clocks.set_terminal(off);
        let code = clocks.counter.world.code("confirms");
        let words = format!("hold --json --room 1 --amount 500 --code {code}");
        let said = clocks.counter.world.run(&words).ends(3);
        assert_eq!(
            (&said["money"], &said["trouble"]["code"]),
            (&"not_held".into(), &"net.not_sent".into())
        );
    }
    clocks.set_terminal(0);
    clocks.counter.world.held("2", "confirms");
    clocks.counter.world.agrees();
    assert_eq!(clocks.counter.line.calls(Api::Freeze, "").len(), 1);
}
