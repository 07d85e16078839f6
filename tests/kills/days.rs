//! Short days for every run of the tests, and long ones for `cargo kills`.

use crate::blow::Blow;
use crate::day::Day;
use crate::say::say;
use crate::tally::Tally;

/// How many kills `cargo kills` deals, and a tenth as many signals, where `COUNTERPANE_KILLS` says nothing.
const MANY: u64 = 3000;

/// Blows of one day: a journal that grows takes longer to be checked.
const A_DAY: u64 = 150;

/// Acts until so many blows have met something.
fn day(blows: u64, seed: u64, strike: fn(&mut Day)) -> Tally {
    let mut day = Day::new(seed);
    for acts in 0.. {
        if day.tally.blows() >= blows {
            break;
        }
        assert!(acts < 20 * blows, "nothing is ever struck");
        strike(&mut day);
    }
    day.end()
}

fn kill(day: &mut Day) {
    // A screen takes as long as ten commands.
    if day.dice.roll().is_multiple_of(20) {
        day.at_the_screen(Blow::Kill);
    } else {
        day.act(Blow::Kill);
    }
}

fn signal(day: &mut Day) {
    let blow = Blow::gentle(&mut day.dice);
    if day.dice.roll().is_multiple_of(12) {
        day.at_the_screen(blow);
    } else {
        day.act(blow);
    }
}

#[test]
fn a_day_of_kills_loses_nothing() {
    let tally = day(30, 0xC0_FFEE, |day| day.act(Blow::Kill));
    say(&tally.line("kills"));
}

#[test]
fn a_day_of_signals_loses_nothing() {
    let tally = day(20, 0xBED, |day| {
        let blow = Blow::gentle(&mut day.dice);
        day.act(blow);
    });
    say(&tally.line("signals"));
}

#[test]
fn a_screen_that_is_struck_loses_nothing() {
    let tally = day(8, 0xCAFE, |day| {
        let blow = if day.dice.roll().is_multiple_of(2) {
            Blow::Kill
        } else {
            Blow::gentle(&mut day.dice)
        };
        day.at_the_screen(blow);
    });
    say(&tally.line("screens"));
}

#[test]
#[ignore = "half an hour: run it with `cargo kills`"]
fn many_kills() {
    many("kills", MANY, kill);
}

#[test]
#[ignore = "minutes: run it with `cargo kills`"]
fn many_signals() {
    many("signals", MANY / 10, signal);
}

/// Day after day, with the sum so far after each.
fn many(name: &str, usual: u64, strike: fn(&mut Day)) {
    let many = std::env::var("COUNTERPANE_KILLS").ok().and_then(|text| text.parse().ok());
    let blows = many.unwrap_or(usual);
    let mut all = Tally::default();
    let mut seed = u64::from(std::process::id()).rotate_left(20);
    while all.blows() < blows {
        seed += 1;
        all.add(&day(A_DAY.min(blows - all.blows()), seed, strike));
        say(&all.line(name));
    }
}
