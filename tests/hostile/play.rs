//! Harms replies, decodes them, and lets the oracle judge what came out.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::dice::Dice;
use crate::harm::{ALL, Harm, harmed};
use crate::oracle::{Verdict, judge};
use crate::world::{Exchange, WORLD, World};

/// What became of all replies of one family.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) tried: u64,
    pub(crate) nothing: u64,
    pub(crate) proven: u64,
    pub(crate) nameless: u64,
    pub(crate) wrong: u64,
    pub(crate) panics: u64,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    pub(crate) by_harm: BTreeMap<Harm, Tally>,
    /// The first few that were wrong, each with what makes it again.
    pub(crate) wrongs: Vec<String>,
}

/// Plays these numbers on two threads: the same numbers, the same replies.
pub(crate) fn play(numbers: Range<u64>) -> Figures {
    let half = numbers.start + (numbers.end - numbers.start) / 2;
    let start = numbers.start;
    let other = std::thread::spawn(move || play_alone(start..half));
    let mut figures = play_alone(half..numbers.end);
    figures.add(other.join().unwrap());
    figures
}

fn play_alone(numbers: Range<u64>) -> Figures {
    let world = &*WORLD;
    let mut figures = Figures::default();
    for number in numbers {
        let mut dice = Dice::new(number);
        let exchange = dice.pick(&world.exchanges).clone();
        let harm = *dice.pick(&ALL);
        one(world, &exchange, harm, number, &mut dice, &mut figures);
    }
    figures
}

fn one(
    world: &World,
    exchange: &Exchange,
    harm: Harm,
    number: u64,
    dice: &mut Dice,
    figures: &mut Figures,
) {
    let tally = figures.by_harm.entry(harm).or_default();
    tally.tried += 1;
    let harmed = harmed(world, exchange, harm, dice);
    let decode = || world.decode(&exchange.ask, &harmed.body);
    let Ok(answer) = catch_unwind(AssertUnwindSafe(decode)) else {
        tally.panics += 1;
        return;
    };
    let signed = |text: &str, signature: &str| {
        let of = |(known, sign): &(String, String)| known == text && sign == signature;
        harmed.signed.as_ref().is_some_and(of)
            || world.signed.get(text).is_some_and(|sign| sign == signature)
    };
    match judge(&exchange.ask, &harmed.body, signed, &answer) {
        Verdict::Nothing => tally.nothing += 1,
        Verdict::Proven => tally.proven += 1,
        Verdict::Nameless => tally.nameless += 1,
        Verdict::Wrong(why) => {
            tally.wrong += 1;
            if figures.wrongs.len() < 5 {
                let body = String::from_utf8_lossy(&harmed.body).into_owned();
                figures
                    .wrongs
                    .push(format!("{number} {harm:?}: {why}\n{:?}\n{body}", exchange.ask));
            }
        }
    }
}

impl Tally {
    fn add(&mut self, more: &Self) {
        self.tried += more.tried;
        self.nothing += more.nothing;
        self.proven += more.proven;
        self.nameless += more.nameless;
        self.wrong += more.wrong;
        self.panics += more.panics;
    }
}

impl Figures {
    pub(crate) fn add(&mut self, other: Self) {
        for (harm, more) in other.by_harm {
            self.by_harm.entry(harm).or_default().add(&more);
        }
        self.wrongs.extend(other.wrongs);
    }

    pub(crate) fn all(&self) -> Tally {
        let mut all = Tally::default();
        for tally in self.by_harm.values() {
            all.add(tally);
        }
        all
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, tally: &Tally| {
            let Tally { tried, nothing, proven, nameless, wrong, panics } = tally;
            writeln!(
                f,
                "{name:<16}{tried:>10}{nothing:>13}{proven:>9}{nameless:>10}{wrong:>7}{panics:>8}"
            )
        };
        for (harm, tally) in &self.by_harm {
            line(&format!("{harm:?}"), tally)?;
        }
        line("all", &self.all())?;
        write!(f, "columns: tried, not known yet, proven, no number, wrong, panics")
    }
}
