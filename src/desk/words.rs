//! Which words say a refusal. The desk does not know the locale: it names the key and its arguments.

use super::Refusal;

impl Refusal {
    /// The locale's key, whose twin `<key>-do` says what to do, and the arguments of both.
    pub fn words(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let none = Vec::new();
        match self {
            Self::NoSuchHold => ("refusal-no-such-hold", none),
            Self::NeedsApproval { two: true, .. } => ("refusal-needs-two", none),
            Self::NeedsApproval { two: false, .. } => ("refusal-needs-approval", none),
            Self::NothingChanged => ("refusal-nothing-changed", none),
            Self::NothingAlone => ("refusal-nothing-alone", none),
            Self::OwnAct => ("refusal-own-act", none),
            Self::NoShift => ("refusal-no-shift", none),
            Self::ShiftOpen => ("refusal-shift-open", none),
            Self::NoShiftOpen => ("refusal-no-shift-open", none),
            Self::OwnShift => ("refusal-own-shift", none),
            Self::NotSigned { hold } => ("refusal-not-signed", vec![("hold", hold.to_string())]),
            Self::NoSuchDay => ("refusal-no-such-day", none),
            Self::NoCase => ("refusal-no-case", none),
            Self::NotThisCase => ("refusal-not-this-case", none),
            Self::NoProof => ("refusal-no-proof", none),
            Self::NoProviderNumber => ("refusal-no-provider-number", none),
            Self::NotSignedIn => ("refusal-not-signed-in", none),
            Self::NobodyNamed => ("refusal-nobody-named", none),
            Self::Busy => ("refusal-busy", none),
            Self::RoomBusy { hold } => ("refusal-room-busy", vec![("hold", hold.to_string())]),
            Self::CodeUsed => ("refusal-code-used", none),
            Self::NoRoom => ("refusal-no-room", none),
            Self::TextTooLong(field) => {
                ("refusal-text-too-long", vec![("field", (*field).to_owned())])
            }
            Self::AmountNotPositive => ("refusal-amount-not-positive", none),
            Self::AmountAboveLimit { limit } => {
                ("refusal-amount-above-limit", vec![("limit", limit.words())])
            }
            Self::AboveRemaining { remaining } => {
                ("refusal-above-remaining", vec![("remaining", remaining.words())])
            }
            Self::AboveRefundable { refundable } => {
                ("refusal-above-refundable", vec![("refundable", refundable.words())])
            }
            Self::NothingHeld => ("refusal-nothing-held", none),
            Self::NothingCaptured => ("refusal-nothing-captured", none),
            Self::NotUnclear => ("refusal-not-unclear", none),
            Self::NotOffered => ("refusal-not-offered", none),
            Self::CurrencyNotTaken => ("refusal-currency-not-taken", none),
            Self::OtherCurrency => ("refusal-other-currency", none),
            Self::Differs => ("refusal-differs", none),
            Self::JournalDown(why) => ("refusal-journal-down", vec![("why", why.clone())]),
        }
    }
}
