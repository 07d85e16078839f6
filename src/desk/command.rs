use jiff::civil::Date;

use crate::domain::{
    Answer, Approval, Ask, Authority, Entry, Fact, FoundList, HoldId, House, HouseEntry, Member,
    Money, Number, OpenShift, PaymentCode, Person, Right, Stay,
};

/// Tells which answer belongs to which command, and which reply to which call.
pub type Ticket = u64;

/// What a cashier or a script can want.
#[derive(Debug, Clone)]
pub enum Command {
    Hold {
        stay: Stay,
        money: Money,
        how: How,
    },
    /// Charge `money`; the rest goes back unless `keep_rest`, for charges that come late `until` a day.
    Capture {
        hold: HoldId,
        money: Money,
        keep_rest: bool,
        until: Option<Date>,
    },
    /// Give back `money`, or all that is left.
    Release {
        hold: HoldId,
        money: Option<Money>,
        remark: String,
    },
    /// Pay back from one charge; without `capture` from the one that has enough left.
    Refund {
        hold: HoldId,
        capture: Option<Number>,
        money: Money,
        reason: String,
    },
    /// Undo a hold request whose result is unclear.
    Cancel {
        hold: HoldId,
    },
    /// The guest moved, stays on, or was typed wrongly.
    Change {
        hold: HoldId,
        stay: Stay,
    },
    /// Look at what somebody agreed to alone, as somebody else.
    Countersign {
        hold: HoldId,
    },
    /// Close a case by hand: two people say what became of it, and what proves it.
    CloseCase {
        hold: HoldId,
        finding: Found,
        proof: String,
    },
    /// Shift and business day.
    House(HouseCommand),
    /// Ask the provider now; without a hold, about every open one.
    Check {
        hold: Option<HoldId>,
    },
}

impl Command {
    /// The hold that it is about, where it is about one that there is.
    pub(super) const fn hold(&self) -> Option<&HoldId> {
        match self {
            Self::Hold { .. } | Self::House(_) => None,
            Self::Capture { hold, .. }
            | Self::Release { hold, .. }
            | Self::Refund { hold, .. }
            | Self::Cancel { hold }
            | Self::Change { hold, .. }
            | Self::CloseCase { hold, .. }
            | Self::Countersign { hold } => Some(hold),
            Self::Check { hold } => hold.as_ref(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HouseCommand {
    /// Take the counter. Every hold of which it is not known what became of it is signed for.
    OpenShift { signed: Vec<HoldId> },
    /// End the shift with its Z report; somebody else's is one that was forgotten.
    CloseShift,
    /// Both in one: whoever has the shift ends it, and `to` has it from there on. Their PIN was compared.
    HandOver { signed: Vec<HoldId>, to: Member },
    /// End the business day; without `to` the next one begins. The hotel's own list was read before.
    RollDay { to: Option<Date>, list: FoundList },
}

/// What two people found out about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It was carried out, under this number of the provider's where it made one.
    Done {
        number: String,
    },
    NotDone,
    /// What is missing in the provider's books went back outside this program.
    BackElsewhere,
}

#[derive(Debug, Clone)]
pub enum How {
    Scan(PaymentCode),
    Qr,
}

/// What is to be kept of the house; the figures are counted when it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HouseOrder {
    Open {
        shift: u32,
        day: Date,
        by: Option<Person>,
        signed: Vec<HoldId>,
        taken_over: Vec<HoldId>,
    },
    Close {
        open: OpenShift,
        day: Date,
        number: u32,
        by: Option<Person>,
        approval: Option<Approval>,
    },
    Roll {
        from: Date,
        to: Date,
        by: Option<Person>,
        approval: Option<Approval>,
        list: FoundList,
    },
}

#[derive(Debug)]
pub enum Input {
    /// In somebody's name; where nobody is registered everybody may do everything.
    Command { ticket: Ticket, command: Command, authority: Option<Authority> },
    /// The journal kept the entries of the last [`Effect::Append`], in order.
    Appended { entries: Vec<Entry> },
    /// How it stands with shift and day, as the journal says.
    House(House),
    /// The journal kept the entries of the last [`Effect::House`], in order.
    HouseKept { entries: Vec<HouseEntry> },
    /// The journal could not keep them: nothing of them happened.
    AppendFailed { why: String },
    /// What became of an [`Effect::Call`].
    Answered { call: Ticket, answer: Answer },
    /// The facts of a hold that is not in memory, oldest first.
    Loaded { entries: Vec<Entry> },
    /// A deadline has come.
    Woken,
}

#[derive(Debug)]
pub enum Effect {
    /// Keep these facts, durably and all or none, then say `Appended`.
    Append { facts: Vec<(HoldId, Fact)> },
    /// Keep these facts of the house, all or none, with the figures that are counted where the journal is,
    /// then say `HouseKept`. Nothing else is appended meanwhile.
    House(Vec<HouseOrder>),
    /// This will most likely leave as soon as the append before it is durable. It may be encoded and
    /// signed while the disk works; nothing of it may leave before its [`Effect::Call`].
    Prepare { ask: Ask },
    /// Send this and say `Answered`.
    Call { call: Ticket, hold: HoldId, ask: Ask },
    /// The command is under way at this hold (`None`: at several).
    Accepted { ticket: Ticket, hold: Option<HoldId> },
    /// The command was not carried out; nothing left, nothing changed.
    Rejected { ticket: Ticket, refusal: Refusal },
}

/// Why a command was not carried out. Words for it are in the locale, under the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No hold of that id is in memory or in the journal.
    NoSuchHold,
    /// Whoever wants it may not do it alone; `two`: nobody may.
    NeedsApproval {
        right: Right,
        two: bool,
    },
    /// It is so already.
    NothingChanged,
    /// Nobody was alone, or it was countersigned before.
    NothingAlone,
    /// Whoever was alone cannot countersign it.
    OwnAct,
    /// Money is moved in a shift only, and none is open.
    NoShift,
    /// A shift is open already.
    ShiftOpen,
    /// No shift is open.
    NoShiftOpen,
    /// Somebody hands a shift over to themselves.
    OwnShift,
    /// It is not known what became of this hold, and whoever begins has not signed for it.
    NotSigned {
        hold: HoldId,
    },
    /// A business day ends once, and the next one is at most tomorrow.
    NoSuchDay,
    /// Nobody was called to this hold: the program settles it itself.
    NoCase,
    /// This cannot have become of it.
    NotThisCase,
    /// A case is closed on a proof only.
    NoProof,
    /// The provider's number of what was carried out is missing, or is none.
    NoProviderNumber,
    /// It takes two names, and nobody is registered.
    NobodyNamed,
    /// People are registered, and nobody is signed in who could have wanted it.
    NotSignedIn,
    /// Another request of this hold is not settled.
    Busy,
    /// Another hold of this room is not settled: a second one might be a double.
    RoomBusy {
        hold: HoldId,
    },
    /// The same payment code was used before.
    CodeUsed,
    NoRoom,
    /// A text is longer than the provider and the screen take; the setting's or field's name.
    TextTooLong(&'static str),
    AmountNotPositive,
    /// More than the provider takes at once (alipay-preauth.md 2.1).
    AmountAboveLimit {
        limit: Money,
    },
    /// More than is still held.
    AboveRemaining {
        remaining: Money,
    },
    /// More than was charged and not refunded.
    AboveRefundable {
        refundable: Money,
    },
    NothingHeld,
    NothingCaptured,
    /// The hold is good: it is released, not undone.
    NotUnclear,
    /// The provider cannot do it.
    NotOffered,
    CurrencyNotTaken,
    OtherCurrency,
    /// The provider's books say another sum: a person looks first.
    Differs,
    /// The journal cannot be written; nothing may be sent.
    JournalDown(String),
}
