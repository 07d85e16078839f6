//! What the desk shows: owned, plain data that a screen or the command line turns into words.

use jiff::Timestamp;

use crate::domain::{
    Fact, HoldId, House, Kind, Money, MoneyState, Number, Phase, Reason, State, Stay, Way,
};

/// Everything the screens need. Made anew whenever something changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Open holds and those settled since the program started, newest first.
    pub holds: Vec<HoldView>,
    pub notices: Vec<Notice>,
    /// Shift and business day.
    pub house: House,
}

/// Something that concerns the whole terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Nothing can be written, so nothing is sent.
    JournalDown(String),
}

/// One hold with its sums: `held = captured + released + remaining`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldView {
    pub id: HoldId,
    pub stay: Stay,
    pub way: Way,
    pub provider: String,
    pub state: State,
    pub money: MoneyState,
    pub asked: Money,
    pub held: Money,
    pub captured: Money,
    pub released: Money,
    pub refunded: Money,
    pub remaining: Money,
    pub opened_at: Timestamp,
    pub order_no: Number,
    pub request_no: Number,
    pub auth_no: Option<String>,
    /// The guest's login as the provider masks it.
    pub payer_login: String,
    /// The hold stands on credit: a charge can still fail.
    pub on_credit: bool,
    pub captures: Vec<CaptureView>,
    /// The QR code's text while the guest may still scan it.
    pub qr: Option<String>,
    /// Why it was refused, or what is wrong now.
    pub trouble: Option<Trouble>,
    /// A person was called and has to settle it.
    pub case: Option<Case>,
    /// What the terminal is doing about it now.
    pub activity: Option<Activity>,
    /// A person wants to know now, and it was not answered yet.
    pub checking: bool,
    /// A check of it brought no answer: what is said of it is what was proven before.
    pub unanswered: bool,
    /// What can be done with it now.
    pub actions: Vec<Action>,
    /// Its facts, oldest first.
    pub timeline: Vec<TimelineRow>,
}

/// The latest trouble of a hold, for the six-line frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The request it concerns.
    pub kind: Kind,
    /// How far that request has come: a settled one was refused, another is unclear.
    pub phase: Phase,
    pub reason: Reason,
    /// The amount of that request.
    pub money: Money,
    pub handed_over: bool,
}

/// What the program could not settle by itself. Its number is the journal entry that called a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub number: u64,
    pub since: Timestamp,
    /// What is not known: the request that is open, or the hold where the books differ.
    pub kind: Kind,
    /// What the provider's books lack, where nothing is under way.
    pub missing: Option<Money>,
    /// Whether "it was carried out" needs the provider's number.
    pub needs_number: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureView {
    pub request: Number,
    pub trade_no: Option<String>,
    pub money: Money,
    pub refunded: Money,
    pub phase: Phase,
}

/// What is going on with an unsettled request, and when it goes on by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    pub kind: Kind,
    pub phase: Phase,
    pub money: Money,
    /// A request is on the wire since then.
    pub in_flight_since: Option<Timestamp>,
    /// Inquiries so far in this run of the program.
    pub inquiries: u32,
    /// Times the money request itself was sent.
    pub sends: u32,
    /// The next step, and when.
    pub next: Option<(Next, Timestamp)>,
    /// The end of the wait for the guest: then it is undone.
    pub limit: Option<Timestamp>,
    /// A person was called; the ladder goes on in the background.
    pub handed_over: bool,
    /// A person asked since, and the next step answers that: it is not the background's.
    pub pressed: bool,
}

/// Automatic steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Next {
    /// Ask what became of it.
    Inquire,
    /// One last inquiry, then undo.
    LastInquiry,
    /// Send the undo, for the first time or again.
    Undo,
    /// Send the same request again, with the same numbers.
    SendAgain,
    /// Call a person.
    HandOver,
    /// Give up what never left.
    Drop,
}

/// What a person can do with a hold now. Only what is possible is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    Capture,
    Release,
    Refund,
    /// Stop waiting and undo.
    Cancel,
    CheckNow,
    /// Somebody agreed to their own act, and nobody has countersigned it.
    Countersign,
    /// Say by hand, as two people and on a proof, what became of it.
    CloseCase,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    pub seq: u64,
    pub at: Timestamp,
    pub fact: Fact,
}

impl Next {
    /// For the log: why the desk wants to be woken.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Inquire => "inquire",
            Self::LastInquiry => "last inquiry",
            Self::Undo => "undo",
            Self::SendAgain => "send again",
            Self::HandOver => "hand over",
            Self::Drop => "drop",
        }
    }
}
