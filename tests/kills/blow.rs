//! What ends the program.

use crate::dice::Dice;
use crate::run::{Ran, Running, signal};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Blow {
    Kill,
    Term,
    Hup,
    Int,
}

impl Blow {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Kill => "KILL",
            Self::Term => "TERM",
            Self::Hup => "HUP",
            Self::Int => "INT",
        }
    }

    /// One of the signals that a program may catch.
    pub(crate) fn gentle(dice: &mut Dice) -> Self {
        [Self::Term, Self::Hup, Self::Int][usize::try_from(dice.roll() % 3).unwrap()]
    }

    /// Strikes a command, and gives what it left behind.
    pub(crate) fn strike(self, running: Running) -> Ran {
        match self {
            Self::Kill => running.kill(),
            // Asked by Ctrl-C it may still undo what is unclear, and says how that ended.
            Self::Term | Self::Hup | Self::Int => {
                signal(running.pid(), self.name());
                running.end()
            }
        }
    }
}
