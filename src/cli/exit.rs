use std::process::ExitCode;

use crate::desk::{HoldView, Refusal};
use crate::domain::{Kind, Phase, State};

/// How the program ends (design.md 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: what was asked for is done and proven.
    Done,
    /// 1: our own fault, such as a full disk.
    OwnFault,
    /// 2: wrong use or wrong settings; nothing was asked of the provider.
    WrongUse,
    /// 3: it was not done, and nothing will come of it.
    Refused,
    /// 4: anything may have happened, or the guest is still asked; `check` tells.
    NotKnownYet,
}

/// What a command wanted of the hold that it shows at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// `hold`, `capture`, `release`, `cancel`, `refund`.
    Money(Kind),
    /// `check`: that nothing of it is unclear.
    Known,
    /// `show`: nothing of it.
    Look,
}

impl Exit {
    /// The number that a script sees.
    pub const fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::OwnFault => 1,
            Self::WrongUse => 2,
            Self::Refused => 3,
            Self::NotKnownYet => 4,
        }
    }

    /// How a command ends that leaves `hold` like this.
    ///
    /// | command | 0 | 3 | 4 |
    /// |---|---|---|---|
    /// | `hold` | the money is held | refused, undone, or never sent | the guest is asked, or unclear |
    /// | `capture` | charged, and the rest went back or is kept | refused or never sent | unclear, also the rest alone |
    /// | `release` | given back | refused or never sent | unclear |
    /// | `refund` | paid back | refused or never sent | unclear |
    /// | `cancel` | nothing is held | the hold turned out good: release it | unclear |
    /// | `check` | it is known, whatever it is | | unclear, waiting, not answered, or a person must act |
    /// | `show` | always | | |
    ///
    /// `list`, `search` and `journal` are done when they have printed; `check` without a hold is
    /// [`Exit::worst`] of all it looked at.
    pub fn of(wanted: Wanted, hold: &HoldView) -> Self {
        let kind = match wanted {
            Wanted::Look => return Self::Done,
            Wanted::Known => None,
            Wanted::Money(kind) => Some(kind),
        };
        match hold.state {
            State::Waiting | State::Unclear | State::Attention => return Self::NotKnownYet,
            State::Held | State::Settled | State::NotHeld if hold.activity.is_some() => {
                return Self::NotKnownYet;
            }
            State::Held | State::Settled | State::NotHeld => {}
        }
        match (kind, hold.state) {
            (None, _) if hold.unanswered => Self::NotKnownYet,
            (None, _) | (Some(Kind::Cancel), State::NotHeld) => Self::Done,
            (Some(Kind::Hold), State::NotHeld) | (Some(Kind::Cancel), _) => Self::Refused,
            (Some(Kind::Hold), _) => Self::Done,
            (Some(kind @ (Kind::Capture | Kind::Release | Kind::Refund)), _) => {
                if was_refused(kind, hold) { Self::Refused } else { Self::Done }
            }
        }
    }

    /// How a command ends that the desk did not carry out.
    ///
    /// What could never be done is wrong use. What this hold does not allow is refused. What has to
    /// wait until something else is known is not known yet.
    pub const fn of_refusal(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::NoSuchHold
            | Refusal::NoRoom
            | Refusal::NeedsApproval { .. }
            | Refusal::OwnAct
            | Refusal::NoProof
            | Refusal::NotSigned { .. }
            | Refusal::OwnShift
            | Refusal::NoSuchDay
            | Refusal::NoProviderNumber
            | Refusal::NobodyNamed
            | Refusal::NotSignedIn
            | Refusal::NothingChanged
            | Refusal::TextTooLong(_)
            | Refusal::AmountNotPositive
            | Refusal::AmountAboveLimit { .. }
            | Refusal::CurrencyNotTaken
            | Refusal::OtherCurrency => Self::WrongUse,
            Refusal::CodeUsed
            | Refusal::AboveRemaining { .. }
            | Refusal::AboveRefundable { .. }
            | Refusal::NothingHeld
            | Refusal::NothingCaptured
            | Refusal::NotUnclear
            | Refusal::NothingAlone
            | Refusal::NoCase
            | Refusal::NoShift
            | Refusal::ShiftOpen
            | Refusal::NoShiftOpen
            | Refusal::NotThisCase
            | Refusal::NotOffered => Self::Refused,
            Refusal::Busy | Refusal::RoomBusy { .. } | Refusal::Differs => Self::NotKnownYet,
            Refusal::JournalDown(_) => Self::OwnFault,
        }
    }

    /// The worst of several: not known yet before refused, and so on down.
    pub fn worst(exits: impl IntoIterator<Item = Self>) -> Self {
        exits.into_iter().max().unwrap_or(Self::Done)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.status())
    }
}

/// The latest trouble is of this kind, and final.
fn was_refused(kind: Kind, hold: &HoldView) -> bool {
    hold.trouble.as_ref().is_some_and(|trouble| {
        trouble.kind == kind && matches!(trouble.phase, Phase::Refused | Phase::Dropped)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::json::tests::view;
    use crate::desk::Trouble;
    use crate::domain::{Class, Reason};

    fn give_trouble(hold: &mut HoldView, kind: Kind, phase: Phase) {
        hold.trouble = Some(Trouble {
            kind,
            phase,
            reason: Reason::ours(Class::Refused, "x", ""),
            money: hold.asked,
            handed_over: false,
        });
    }

    #[test]
    fn a_hold_is_done_when_it_is_held() {
        let mut hold = view();
        let of = |hold: &HoldView| Exit::of(Wanted::Money(Kind::Hold), hold);
        assert_eq!(of(&hold), Exit::Done);
        for (state, exit) in [
            (State::NotHeld, Exit::Refused),
            (State::Waiting, Exit::NotKnownYet),
            (State::Unclear, Exit::NotKnownYet),
            (State::Attention, Exit::NotKnownYet),
        ] {
            hold.state = state;
            assert_eq!(of(&hold), exit, "{state:?}");
        }
    }

    #[test]
    fn a_charge_is_refused_by_its_own_trouble_only() {
        let mut hold = view();
        let of = |hold: &HoldView| Exit::of(Wanted::Money(Kind::Capture), hold);
        give_trouble(&mut hold, Kind::Release, Phase::Refused);
        assert_eq!(of(&hold), Exit::Done);
        give_trouble(&mut hold, Kind::Capture, Phase::Refused);
        assert_eq!(of(&hold), Exit::Refused);
        give_trouble(&mut hold, Kind::Capture, Phase::Dropped);
        assert_eq!(of(&hold), Exit::Refused);
    }

    #[test]
    fn an_undo_is_done_when_nothing_is_held() {
        let mut hold = view();
        let of = |hold: &HoldView| Exit::of(Wanted::Money(Kind::Cancel), hold);
        assert_eq!(of(&hold), Exit::Refused);
        hold.state = State::NotHeld;
        assert_eq!(of(&hold), Exit::Done);
        assert_eq!(Exit::of(Wanted::Known, &hold), Exit::Done);
    }

    #[test]
    fn the_worst_of_nothing_is_done() {
        assert_eq!(Exit::worst([]), Exit::Done);
        assert_eq!(Exit::worst([Exit::NotKnownYet, Exit::Done]), Exit::NotKnownYet);
    }
}
