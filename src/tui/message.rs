use std::fmt;
use std::sync::Arc;

use crossterm::event::KeyEvent;
use jiff::Timestamp;

use crate::desk::{Command, HoldView, Refusal, Snapshot, Ticket};
use crate::domain::{Badge, Days, Fact, HoldId, HouseFact, Member, Person, Pin, Why};
use crate::locale::{Language, StaffTrouble};
use crate::scanner::{DeviceId, Garbled, RawReport, Roster, Scan, Scanned, Wait};

/// Everything that can happen to the screens.
pub enum Msg {
    /// A key, with the kind it was read with: only presses count.
    Key(KeyEvent),
    /// Text that the terminal marked as pasted.
    Paste(Scanned),
    /// A scan from a scanner that does not type, or from training's guest.
    Scan(Scan),
    /// A scanner sent something that is no scan.
    Garbled(Garbled),
    /// Scanners came, went, or can or cannot be read.
    Scanners(Roster),
    /// Raw bytes of a scanner, while [`Wish::Watch`] asks for them.
    Report(RawReport),
    /// The window has another size.
    Resized,
    /// A deadline of [`super::Model::deadline`] has come.
    Tick,
    /// The desk's holds, anew.
    Snapshot(Arc<Snapshot>),
    /// An answer to a [`Wish`].
    Reply(Reply),
}

/// An answer to a [`Wish`] that carried a ticket.
#[derive(Debug, Clone)]
pub enum Reply {
    /// The command is under way at this hold.
    Accepted { ticket: Ticket, hold: Option<HoldId> },
    /// The command was not carried out; nothing left.
    Rejected { ticket: Ticket, refusal: Refusal },
    /// What [`Wish::Find`] found, best first.
    Found { ticket: Ticket, holds: Vec<HoldView> },
    /// A page of the journal, newest first.
    Journal {
        ticket: Ticket,
        rows: Vec<JournalRow>,
        /// There are older rows.
        more: bool,
    },
    /// The hold that [`Wish::Load`] asked for.
    Loaded { ticket: Ticket, hold: Box<HoldView> },
    /// What [`Wish::House`] wanted, a line each, and its figures as CSV where it has any.
    Lines { ticket: Ticket, lines: Vec<String>, sheet: Option<String> },
    /// The page that [`Wish::Save`] gave is in this file, its sheet beside it.
    Saved { ticket: Ticket, path: String, sheet: bool },
    /// What came of a [`Wish::Staff`].
    Staff { ticket: Ticket, said: StaffReply },
    /// Our own fault: the disk, the journal. Says why.
    Failed { ticket: Ticket, why: String },
}

impl Reply {
    pub const fn ticket(&self) -> Ticket {
        match self {
            Self::Accepted { ticket, .. }
            | Self::Rejected { ticket, .. }
            | Self::Found { ticket, .. }
            | Self::Journal { ticket, .. }
            | Self::Loaded { ticket, .. }
            | Self::Saved { ticket, .. }
            | Self::Lines { ticket, .. }
            | Self::Staff { ticket, .. }
            | Self::Failed { ticket, .. } => *ticket,
        }
    }
}

/// One entry of the journal, as the journal's screens show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    /// Place in this terminal's journal, from 1.
    pub seq: u64,
    pub at: Timestamp,
    pub about: About,
    /// The entry's JSON as the journal keeps it.
    pub body: String,
    /// The entry's place in the chain, in hexadecimal.
    pub hash: String,
}

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Hold {
        hold: HoldId,
        /// The hold's, for the list.
        room: String,
        guest: String,
        fact: Fact,
    },
    /// A shift of a terminal, or its business day.
    House { terminal: String, fact: HouseFact },
}

/// What the screens want of the world. They never do it themselves.
#[derive(Debug, Clone)]
pub enum Wish {
    /// Answered by `Accepted` or `Rejected`.
    Command {
        ticket: Ticket,
        command: Command,
    },
    /// Search the journal; answered by `Found`.
    Find {
        ticket: Ticket,
        text: String,
    },
    /// Rows of the journal that contain `filter`, before row `before`; answered by `Journal`.
    Journal {
        ticket: Ticket,
        filter: String,
        before: Option<u64>,
    },
    /// A hold that may not be in memory; answered by `Loaded`.
    Load {
        ticket: Ticket,
        hold: HoldId,
    },
    /// Count in the journal, and say it in this language; answered by `Lines`.
    House {
        ticket: Ticket,
        look: HouseLook,
        language: Language,
    },
    /// Keep a page as a file beside the journal, and its figures as CSV; answered by `Saved`. `name` has
    /// no folder and no ending.
    Save {
        ticket: Ticket,
        name: String,
        text: String,
        sheet: Option<String>,
    },
    /// Compare a PIN, or change the people; answered by [`Reply::Staff`].
    Staff {
        ticket: Ticket,
        errand: StaffErrand,
    },
    /// Nobody is signed in from here on.
    SignOut,
    /// Whoever took the shift over is signed in from here on.
    TakeOver(Member),
    /// Training: this guest's phone is scanned; answered by [`Msg::Scan`].
    LessonScan(String),
    /// Training: this guest will scan the next QR code.
    Lesson(String),
    /// From here on a scan is waited for, under this number: what scanners sent before is old.
    Listen(Wait),
    /// Raw bytes of scanners are wanted, or no longer.
    Watch(bool),
    /// The scanner whose scan was used may beep.
    GoodRead(DeviceId),
    /// A sound, beside something that can be seen.
    Bell(Sound),
    Quit,
}

/// What [`Wish::House`] wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseLook {
    /// The shift that is open, or the day so far.
    SoFar,
    /// A line for each Z report, the newest first.
    Reports,
    Report {
        number: u32,
        copy: bool,
    },
    /// The night audit's lists.
    Audit,
    /// What became of money on some days.
    Days(Days),
}

/// What [`Wish::Staff`] wants. A PIN in it is wiped when it goes, and never printed.
#[derive(Debug, Clone)]
pub enum StaffErrand {
    SignIn {
        badge: Badge,
        pin: Pin,
    },
    /// Whoever takes the shift over: the command follows where their PIN is right.
    TakeOver {
        badge: Badge,
        pin: Pin,
    },
    /// Somebody else agrees to a command that was rejected for want of it. Where their PIN is right the
    /// command goes to the desk again, under its own ticket `order`.
    Approve {
        order: Ticket,
        command: Command,
        badge: Badge,
        pin: Pin,
        why: Why,
        note: String,
    },
    List,
    Register {
        member: Member,
        pin: Pin,
    },
    NewPin {
        badge: Badge,
        pin: Pin,
    },
    TakeOff(Badge),
}

/// What [`Reply::Staff`] says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaffReply {
    /// Number and PIN were right.
    SignedIn(Member),
    /// The same, of whoever takes the shift over: nobody else is signed in by it yet.
    TakesOver(Member),
    /// Somebody agreed: what they agreed to is on its way to the desk.
    Approved,
    /// A number or PIN was wrong, or the people cannot be changed like this.
    Denied(StaffTrouble),
    /// Everybody who is registered, after a change `about` somebody.
    People { people: Vec<Member>, about: Option<Person> },
}

/// What a sound says. Each has a pattern of its own, and a twin on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sound {
    /// A scan was taken, or money is where it should be.
    Good,
    /// What was scanned or pressed does nothing.
    Wrong,
    /// Somebody has to act now.
    Act,
}

/// A key may be a digit of a payment code, so messages print without what they carry.
impl fmt::Debug for Msg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key",
            Self::Paste(_) => "Paste",
            Self::Scan(_) => "Scan",
            Self::Garbled(_) => "Garbled",
            Self::Scanners(_) => "Scanners",
            Self::Report(_) => "Report",
            Self::Resized => "Resized",
            Self::Tick => "Tick",
            Self::Snapshot(_) => "Snapshot",
            Self::Reply(_) => "Reply",
        })
    }
}
