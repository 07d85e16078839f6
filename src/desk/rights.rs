//! Who may do what alone, and for what somebody else's PIN is needed.

use crate::domain::{Approval, Authority, Hold, Money, Right, Role};

use super::{Command, Refusal, Setup};

/// What an act needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Whoever is signed in.
    Cashier,
    /// A supervisor, or a supervisor's yes.
    Supervisor,
    /// Two people, of whom one is a supervisor, whoever is signed in.
    Two,
}

/// The house's rules. All of them are settings; the defaults are in `config.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    pub hold: Level,
    pub charge: Level,
    pub release: Level,
    pub release_others: Level,
    pub stop: Level,
    pub undo: Level,
    pub refund: Level,
    pub above_limit: Level,
    pub shift: Level,
    pub force_close: Level,
    pub roll_day: Level,
    /// Begin to work with other settings than before: in another mode, with other rights.
    pub change_settings: Level,
    /// The amount above which `above_limit` counts too, in major units.
    pub limit_major: i64,
}

impl Rights {
    pub const fn level(&self, right: Right) -> Level {
        match right {
            // Whoever may take a hold may say whose it is.
            Right::Hold | Right::Change => self.hold,
            Right::Charge => self.charge,
            Right::Release => self.release,
            Right::ReleaseOthers => self.release_others,
            Right::Stop => self.stop,
            Right::Undo => self.undo,
            Right::Refund => self.refund,
            Right::AboveLimit => self.above_limit,
            Right::Countersign => Level::Supervisor,
            Right::Shift => self.shift,
            Right::ForceClose => self.force_close,
            Right::RollDay => self.roll_day,
            // What no machine has proven takes two names, whatever the house likes.
            Right::CloseCase => Level::Two,
        }
    }

    fn is_above_limit(&self, money: Money) -> bool {
        let limit = Money::parse(&self.limit_major.to_string(), money.currency());
        // A limit that this currency cannot express is none.
        limit.is_ok_and(|limit| money.exceeds(limit).unwrap_or(true))
    }

    /// Whether `authority` may use a right: by their role, or because somebody else said yes.
    pub fn allows(&self, right: Right, authority: &Authority) -> bool {
        let agreed = authority.approval.as_ref();
        // Alone is agreed to where the house allows it: whoever compared the PIN has looked.
        let by_other = agreed
            .is_some_and(|approval| approval.alone || approval.by.badge != authority.by.badge);
        match self.level(right) {
            Level::Cashier => true,
            Level::Supervisor => authority.role == Role::Supervisor || by_other,
            Level::Two => by_other,
        }
    }
}

/// The right that an act uses, where nobody has to be asked for it; what is missing otherwise.
///
/// An act may need several: the one that weighs most is named, in the refusal and in the journal.
pub(super) fn check(
    setup: &Setup,
    authority: &Authority,
    needed: &[Right],
) -> Result<Right, Refusal> {
    let weighs = |right: &&Right| setup.rights.level(**right);
    // The last of equals: a limit says more than the act that is above it.
    let right = needed.iter().max_by_key(weighs).copied().unwrap_or(Right::Hold);
    if needed.iter().all(|right| setup.rights.allows(*right, authority)) {
        return Ok(right);
    }
    let two = setup.rights.level(right) == Level::Two;
    Err(Refusal::NeedsApproval { right, two })
}

/// The same for what is about the house, and whose yes it was. Nobody says yes to themselves there: no
/// hold would show that it is to be countersigned.
pub(super) fn check_house(
    setup: &Setup,
    authority: Option<&Authority>,
    right: Right,
) -> Result<Option<Approval>, Refusal> {
    let Some(authority) = authority else {
        return Ok(None);
    };
    check_note(authority)?;
    let approval = authority.approval.clone().filter(|yes| !yes.alone);
    let authority = Authority { approval, ..authority.clone() };
    check(setup, &authority, &[right])?;
    Ok(authority.approval)
}

/// Longest note beside a yes, in characters.
const LONGEST_NOTE: usize = 60;

/// A note that fits a line of the journal's screen.
pub(super) fn check_note(authority: &Authority) -> Result<(), Refusal> {
    let note = authority.approval.as_ref().map_or("", |approval| &approval.note);
    if note.chars().count() > LONGEST_NOTE || note.chars().any(char::is_control) {
        return Err(Refusal::TextTooLong("note"));
    }
    Ok(())
}

/// What a command on `hold` needs; `None` for a new one. `beside` is what other holds of the stay have.
pub(super) fn needed(
    rights: &Rights,
    command: &Command,
    hold: Option<&Hold>,
    beside: Option<Money>,
    authority: &Authority,
) -> Vec<Right> {
    let limited = |right, money: Money| {
        // What is held or charged beside it for the same guest counts too: a limit that two halves pass is none.
        let all = beside.map_or(Ok(money), |beside| money.plus(beside));
        // A sum that nobody can count is above every limit.
        let within = all.is_ok_and(|all| !rights.is_above_limit(all));
        let above = (!within).then_some(Right::AboveLimit);
        std::iter::once(right).chain(above).collect()
    };
    match command {
        Command::Hold { money, .. } => limited(Right::Hold, *money),
        Command::Change { .. } => vec![Right::Change],
        Command::Capture { money, .. } => limited(Right::Charge, *money),
        Command::Refund { money, .. } => limited(Right::Refund, *money),
        Command::Release { .. } => {
            let taken_by = hold.and_then(|hold| hold.taken_by.as_ref());
            let others = taken_by.is_some_and(|person| person.badge != authority.by.badge);
            let others = others.then_some(Right::ReleaseOthers);
            std::iter::once(Right::Release).chain(others).collect()
        }
        Command::Cancel { .. } => {
            let undone = hold.is_some_and(|hold| hold.undo.is_some());
            vec![if undone { Right::Undo } else { Right::Stop }]
        }
        Command::CloseCase { .. } => vec![Right::CloseCase],
        // A question moves nothing, a signature is its own fact, and who has the shift says what closing
        // it needs: those verbs look themselves.
        Command::Check { .. } | Command::Countersign { .. } | Command::House(_) => Vec::new(),
    }
}
