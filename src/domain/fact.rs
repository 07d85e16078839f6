use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Approval, Authorization, CancelAction, HoldId, Kind, Money, Number, Person, Reason, Right,
    Stay, Way,
};

/// One line of the journal as the core sees it: a fact, about which hold, written when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Place in this terminal's journal, from 1.
    pub seq: u64,
    pub at: Timestamp,
    pub hold: HoldId,
    pub fact: Fact,
}

/// Something that is so, for ever. Its JSON is what the journal keeps: a variant or a field may be
/// added, none may be renamed or get another meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// A hold was wanted; its numbers are taken for ever.
    Opened(Opened),
    /// A capture, release or refund was wanted; nothing has left.
    Planned(Planned),
    /// Somebody wanted what follows, and somebody may have agreed to it. Where nobody is registered at
    /// this terminal there is none.
    Ordered {
        right: Right,
        by: Person,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approval: Option<Approval>,
    },
    /// The request is about to leave. Without a later `Learned` it may have arrived.
    Sending {
        kind: Kind,
        request: Number,
        attempt: u32,
        /// A second time beside the entry's own, which a person may have set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uptime: Option<Uptime>,
    },
    /// What a reply or an inquiry said of a request.
    Learned { kind: Kind, request: Number, source: Source, news: News },
    /// The unclear hold request shall be undone.
    UndoDecided { why: UndoWhy },
    /// Another room, name, booking or departure: the guest moved, stays on, or was typed wrongly. No money
    /// and no number changes by it, nor what the guest reads in the wallet.
    StayChanged { stay: Stay },
    /// What somebody agreed to alone was looked at by a supervisor.
    Countersigned { by: Person },
    /// Two people say what became of a request that was handed over, or of money that is missing in the
    /// provider's books, and what proves it. The names are in the `Ordered` before it.
    SettledByHand { kind: Kind, request: Number, finding: Finding, proof: String },
    /// A request of which nothing ever left is given up.
    Dropped { kind: Kind, request: Number, reason: Reason },
    /// The program's own means are used up: a person must act. Asking goes on.
    HandedOver { kind: Kind, request: Number },
}

/// What people found out about a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// It was carried out; `number` is the provider's for what it made: of the hold, or of the charge.
    Done {
        #[serde(default, skip_serializing_if = "String::is_empty")]
        number: String,
    },
    /// It was not, and never will be.
    NotDone,
    /// What is missing in the provider's books went back to the guest outside this program.
    BackElsewhere { money: Money },
}

/// How long a computer has been on. While it stays on, nobody can set that back or forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uptime {
    /// Which start of which computer it is counted from.
    pub boot: String,
    pub millis: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    pub stay: Stay,
    pub money: Money,
    pub way: Way,
    /// Which provider's books it is in: `alipay`.
    pub provider: String,
    pub order_no: Number,
    pub request_no: Number,
    /// What the guest reads in the wallet.
    pub title: String,
    /// Whole minutes in which the guest may confirm.
    pub confirm_minutes: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "plan", rename_all = "snake_case")]
pub enum Planned {
    Capture { request: Number, money: Money, keep_rest: bool },
    Release { request: Number, money: Money, remark: String },
    Refund { request: Number, capture: Number, money: Money, reason: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The reply to the request itself.
    Reply,
    /// The reply to a later question.
    Inquiry,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum News {
    /// The provider has it; the guest has not confirmed, or it is being worked on.
    Waiting,
    /// The QR code exists.
    Shown {
        qr: String,
    },
    Held {
        authorization: Authorization,
    },
    Captured {
        trade_no: String,
    },
    /// The rest of the hold went back with a capture.
    RestReleased {
        money: Money,
    },
    Released,
    Refunded,
    Cancelled {
        action: CancelAction,
    },
    /// The provider's books have the hold as closed: undone, lapsed, or never confirmed.
    Closed,
    /// The provider's books have nothing under this number.
    Absent {
        reason: Reason,
    },
    Refused {
        reason: Reason,
    },
    Unknown {
        reason: Reason,
    },
    /// Not one byte left.
    NotSent {
        reason: Reason,
    },
    /// The provider's books say another sum than this journal: decimal amounts still held.
    Differs {
        theirs: Money,
        ours: Money,
    },
    /// After `Differs`: the provider's books and this journal say the same again.
    Agrees,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UndoWhy {
    /// The guest did not confirm, or no answer came, within the limit.
    TimeUp,
    /// A person stopped it.
    Stopped,
}
