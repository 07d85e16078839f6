//! Keys of the words for what the domain's enums say. Keys, not texts: a screen may want the key of
//! a colour's twin, the command line the text.

use crate::domain::{Kind, MoneyState, Phase, Right, Role, State, Way};

use super::Locale;

/// The word about the guest's money.
pub const fn money_key(money: MoneyState) -> &'static str {
    match money {
        MoneyState::Held => "money-held",
        MoneyState::NotHeld => "money-not-held",
        MoneyState::NotKnownYet => "money-not-known-yet",
    }
}

/// One column that says the same as the colour of the word.
pub const fn money_symbol_key(money: MoneyState) -> &'static str {
    match money {
        MoneyState::Held => "money-held-symbol",
        MoneyState::NotHeld => "money-not-held-symbol",
        MoneyState::NotKnownYet => "money-not-known-yet-symbol",
    }
}

pub const fn state_key(state: State) -> &'static str {
    match state {
        State::Waiting => "state-waiting",
        State::Held => "state-held",
        State::Settled => "state-settled",
        State::NotHeld => "state-not-held",
        State::Unclear => "state-unclear",
        State::Attention => "state-attention",
    }
}

pub const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Hold => "kind-hold",
        Kind::Cancel => "kind-cancel",
        Kind::Capture => "kind-capture",
        Kind::Release => "kind-release",
        Kind::Refund => "kind-refund",
    }
}

pub const fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Planned => "phase-planned",
        Phase::Sent => "phase-sent",
        Phase::Waiting => "phase-waiting",
        Phase::Answered => "phase-answered",
        Phase::Done => "phase-done",
        Phase::Refused => "phase-refused",
        Phase::Dropped => "phase-dropped",
        Phase::Undone => "phase-undone",
    }
}

pub const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Cashier => "role-cashier",
        Role::Supervisor => "role-supervisor",
    }
}

/// What somebody wants to do, for the one who shall agree to it.
pub const fn right_key(right: Right) -> &'static str {
    match right {
        Right::Hold => "right-hold",
        Right::Charge => "right-charge",
        Right::Release => "right-release",
        Right::ReleaseOthers => "right-release-others",
        Right::Stop => "right-stop",
        Right::Undo => "right-undo",
        Right::Refund => "right-refund",
        Right::AboveLimit => "right-above-limit",
        Right::Change => "right-change",
        Right::Countersign => "right-countersign",
        Right::CloseCase => "right-close-case",
        Right::Shift => "right-shift",
        Right::ForceClose => "right-force-close",
        Right::RollDay => "right-roll-day",
    }
}

pub const fn way_key(way: Way) -> &'static str {
    match way {
        Way::Scan => "way-scan",
        Way::Qr => "way-qr",
    }
}

impl Locale {
    /// `HELD`, `NOT HELD` or `NOT KNOWN YET`.
    pub fn money(&self, money: MoneyState) -> String {
        self.text(money_key(money))
    }

    /// The same with the column that stands for its colour: `? NOT KNOWN YET`.
    pub fn money_with_symbol(&self, money: MoneyState) -> String {
        let symbol = self.text(money_symbol_key(money));
        format!("{symbol} {}", self.money(money))
    }

    pub fn state(&self, state: State) -> String {
        self.text(state_key(state))
    }

    pub fn kind(&self, kind: Kind) -> String {
        self.text(kind_key(kind))
    }

    pub fn phase(&self, phase: Phase) -> String {
        self.text(phase_key(phase))
    }

    /// The same, for a request of this kind: a guest confirms a hold and nothing else.
    pub fn phase_of(&self, kind: Kind, phase: Phase) -> String {
        match (kind, phase) {
            (Kind::Capture | Kind::Release | Kind::Refund | Kind::Cancel, Phase::Waiting) => {
                self.text("phase-working")
            }
            _ => self.phase(phase),
        }
    }

    pub fn way(&self, way: Way) -> String {
        self.text(way_key(way))
    }
}
