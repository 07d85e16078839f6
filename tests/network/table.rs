//! The faults, and what must come of each.

use crate::fault::Arrives::{No, Yes};
use crate::fault::Fault::{
    self, Changed, ClosedBehind, Cut, Down, Drips, HalfClosed, Late, Nothing, OldReply, Page,
    Refused, Stalled, Twice, TwiceLate, TwoReplies,
};
use crate::fault::How::{Close, Reset};
use crate::fault::Place::{BeforeReading, HalfReply, HalfRequest, PassedOn, WholeRequest};
use crate::fault::When::{AfterHangUp, BehindNext};
use crate::fault::{Change, Whose};
use crate::operation::{ALL, Operation};

/// One fault, and what kind of fault that is for the money.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) fault: Fault,
    /// How many requests it strikes.
    pub(crate) times: u32,
    pub(crate) fate: Fate,
}

/// Faults of one fate come to the same, whatever they look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The good reply comes.
    Answered,
    /// No connection stood: nothing was sent.
    NeverSent,
    /// It did not arrive, and nothing says so.
    Gone,
    /// It arrived, and no reply proves it.
    Unproven,
    /// The same, where the reply names an amount at all.
    Misstated,
    /// It arrives behind what was ordered next.
    Overtaken,
    /// It arrives once more later on.
    Repeated,
    /// It arrives twice, and the second reply comes.
    Doubled,
    /// As gone, every time, until the command is over.
    AlwaysGone,
    /// As gone, with all that is asked after it.
    Down,
    /// As unproven, every time, until the command is over.
    AlwaysUnproven,
    /// It arrived, and a reply comes that was good for the one before.
    Older,
}

impl Fate {
    /// Whether only the provider's books can tell what became of it.
    pub(crate) const fn leaves_open(self) -> bool {
        match self {
            Self::Answered | Self::NeverSent | Self::Repeated | Self::Doubled => false,
            Self::Gone
            | Self::Unproven
            | Self::Misstated
            | Self::Overtaken
            | Self::AlwaysGone
            | Self::Down
            | Self::AlwaysUnproven
            | Self::Older => true,
        }
    }
}

/// What has to come of it, in the order of the operations: the exit status of the command, what became
/// of the money in the end, money calls that the terminal made for it and how many arrived, undos of
/// the hold. Each is what `src/DESIGN.md` says of the ladder, with the waits of these tests.
const FATES: [(Fate, [&str; 12]); 12] = [
    (
        Fate::Answered,
        [
            "0 held 1/1",
            "0 held 1/1",
            "0 undone 1/1",
            "0 charged 1/1",
            "0 charged 1/1",
            "0 released 1/1",
            "0 released 1/1",
            "0 refunded 1/1",
            "0 held 1/1",
            "0 charged 1/1",
            "0 released 1/1",
            "0 refunded 1/1",
        ],
    ),
    (
        Fate::NeverSent,
        [
            "3 not held 0/0",
            "3 not held 0/0",
            "4 undone 1/1",
            "3 not charged 0/0",
            "3 not charged 0/0",
            "3 not released 0/0",
            "3 not released 0/0",
            "3 not refunded 0/0",
            "4 not held 1/1 +1",
            "-",
            "-",
            "-",
        ],
    ),
    (
        Fate::Gone,
        [
            "3 not held 1/0 +1",
            "4 not held 1/0 +1",
            "0 undone 2/1",
            "0 charged 2/1",
            "0 charged 2/1",
            "0 released 2/1",
            "0 released 2/1",
            "0 refunded 2/1",
            "0 held 1/1",
            "0 charged 1/1",
            "0 released 1/1",
            "0 refunded 1/1",
        ],
    ),
    (
        Fate::Unproven,
        [
            "0 held 1/1",
            "3 not held 1/1 +1",
            "0 undone 2/2",
            "0 charged 1/1",
            "0 charged 1/1",
            "0 released 1/1",
            "0 released 1/1",
            "0 refunded 1/1",
            "0 held 1/1",
            "0 charged 1/1",
            "0 released 1/1",
            "0 refunded 1/1",
        ],
    ),
    (
        Fate::Misstated,
        [
            "0 held 1/1",
            "0 held 1/1",
            "0 undone 1/1",
            "0 charged 1/1",
            "0 charged 1/1",
            "0 released 1/1",
            "0 released 1/1",
            "0 refunded 1/1",
            "0 held 1/1",
            "0 charged 1/1",
            "0 released 1/1",
            "0 refunded 1/1",
        ],
    ),
    (
        Fate::Overtaken,
        [
            "3 not held 1/1 +2",
            "4 not held 1/1 +2",
            "0 undone 2/2",
            "0 charged 2/2",
            "0 charged 2/2",
            "0 released 2/2",
            "0 released 2/2",
            "0 refunded 2/2",
            "-",
            "-",
            "-",
            "-",
        ],
    ),
    (
        Fate::Repeated,
        [
            "0 held 1/2",
            "0 held 1/2",
            "0 undone 1/2",
            "0 charged 1/2",
            "0 charged 1/2",
            "0 released 1/2",
            "0 released 1/2",
            "0 refunded 1/2",
            "-",
            "-",
            "-",
            "-",
        ],
    ),
    (
        Fate::Doubled,
        [
            "0 held 1/2",
            "3 not held 1/2 +1",
            "0 undone 1/2",
            "0 charged 1/2",
            "0 charged 1/2",
            "0 released 1/2",
            "0 released 1/2",
            "0 refunded 1/2",
            "-",
            "-",
            "-",
            "-",
        ],
    ),
    (
        Fate::AlwaysGone,
        [
            "3 not held 1/0 +1",
            "4 not held 1/0 +1",
            "4 undone 5/1",
            "4 charged 5/1",
            "4 charged 5/1",
            "4 released 5/1",
            "4 released 5/1",
            "4 refunded 3/1",
            "4 not held 1/1 +1",
            "4 charged 1/1",
            "4 released 1/1",
            "4 refunded 1/1",
        ],
    ),
    (
        Fate::Down,
        [
            "4 not held 1/0 +4",
            "4 not held 1/0 +4",
            "4 undone 5/1",
            "4 charged 2/1",
            "4 charged 2/1",
            "4 released 2/1",
            "4 released 2/1",
            "4 refunded 2/1",
            "4 not held 1/1 +5",
            "4 charged 1/1",
            "4 released 1/1",
            "4 refunded 1/1",
        ],
    ),
    (
        Fate::AlwaysUnproven,
        [
            "0 held 1/1",
            "3 not held 1/1 +1",
            "0 undone 4/4",
            "0 charged 1/1",
            "0 charged 1/1",
            "0 released 1/1",
            "0 released 1/1",
            "0 refunded 1/1",
            "4 not held 1/1 +1",
            "4 charged 1/1",
            "4 released 1/1",
            "4 refunded 1/1",
        ],
    ),
    (
        Fate::Older,
        [
            "-",
            "-",
            "-",
            "-",
            "0 charged 1/1",
            "0 released 1/1",
            "-",
            "0 refunded 1/1",
            "-",
            "-",
            "-",
            "-",
        ],
    ),
];

/// Nothing to measure: no request for the fault to strike, or none twice.
const NOTHING: &str = "-";

impl Row {
    const fn new(name: &'static str, fault: Fault, fate: Fate) -> Self {
        Self { name, fault, times: 1, fate }
    }

    const fn always(self) -> Self {
        Self { times: u32::MAX, ..self }
    }

    /// What must come of it.
    pub(crate) fn expected(&self, operation: Operation) -> Option<&'static str> {
        let place = ALL.iter().position(|other| *other == operation).unwrap();
        Some(cells(self.fate)[place]).filter(|cell| *cell != NOTHING)
    }
}

pub(crate) fn cells(fate: Fate) -> [&'static str; 12] {
    FATES.iter().find(|(other, _)| *other == fate).unwrap().1
}

/// The fates, in the order of the table.
pub(crate) fn fates() -> impl Iterator<Item = Fate> {
    FATES.iter().map(|(fate, _)| *fate)
}

const HTML: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 21\r\n\r\n<html>sign in</html>\r\n";
const BAD_GATEWAY: &str = "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 11\r\n\r\nbad gateway";
const UNAVAILABLE: &str =
    "HTTP/1.1 503 Service Unavailable\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n";
const FOUND: &str = "HTTP/1.1 302 Found\r\nlocation: /gateway.do\r\ncontent-length: 0\r\n\r\n";
const ELSEWHERE: &str =
    "HTTP/1.1 307 Temporary Redirect\r\nlocation: /gateway.do\r\ncontent-length: 0\r\n\r\n";
const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
const MAIL: &str = "220 mail.example ESMTP\r\n";

pub(crate) const ROWS: &[Row] = &[
    Row::new("none", Nothing, Fate::Answered),
    Row::new("nobody listens", Refused, Fate::NeverSent),
    Row::new("reset before a byte was read", Cut(BeforeReading, Reset), Fate::Gone),
    Row::new("reset after half of the request", Cut(HalfRequest, Reset), Fate::Gone),
    Row::new("reset after the request, not passed on", Cut(WholeRequest, Reset), Fate::Gone),
    Row::new("reset after it was passed on", Cut(PassedOn, Reset), Fate::Unproven),
    Row::new("reset in the middle of the reply", Cut(HalfReply, Reset), Fate::Unproven),
    Row::new("closed before a byte was read", Cut(BeforeReading, Close), Fate::Gone),
    Row::new("closed after half of the request", Cut(HalfRequest, Close), Fate::Gone),
    Row::new("closed after the request, not passed on", Cut(WholeRequest, Close), Fate::Gone),
    Row::new("closed after it was passed on", Cut(PassedOn, Close), Fate::Unproven),
    Row::new("closed in the middle of the reply", Cut(HalfReply, Close), Fate::Unproven),
    Row::new("half-closed, then passed on", HalfClosed, Fate::Unproven),
    Row::new("stalls, not passed on", Stalled(No), Fate::Gone),
    Row::new("stalls after it was passed on", Stalled(Yes), Fate::Unproven),
    Row::new("arrives when the terminal has hung up", Late(AfterHangUp), Fate::Unproven),
    Row::new("arrives behind the next order", Late(BehindNext), Fate::Overtaken),
    Row::new("reply drips, in time", Drips(0), Fate::Answered),
    Row::new("reply drips beyond the time-out", Drips(5), Fate::Unproven),
    Row::new("arrives twice", Twice, Fate::Doubled),
    Row::new("arrives again behind the next order", TwiceLate, Fate::Repeated),
    Row::new("two replies at once", TwoReplies, Fate::Answered),
    Row::new("closed behind a good reply", ClosedBehind, Fate::Answered),
    Row::new("HTML 200, not passed on", Page(HTML, No), Fate::Gone),
    Row::new("HTML 200, passed on", Page(HTML, Yes), Fate::Unproven),
    Row::new("502, not passed on", Page(BAD_GATEWAY, No), Fate::Gone),
    Row::new("502, passed on", Page(BAD_GATEWAY, Yes), Fate::Unproven),
    Row::new("503, not passed on", Page(UNAVAILABLE, No), Fate::Gone),
    Row::new("302 to the gateway, passed on", Page(FOUND, Yes), Fate::Unproven),
    Row::new("307 to the gateway, passed on", Page(ELSEWHERE, Yes), Fate::Unproven),
    Row::new("empty 200, passed on", Page(EMPTY, Yes), Fate::Unproven),
    Row::new("another protocol, not passed on", Page(MAIL, No), Fate::Gone),
    Row::new("length too short", Changed(Change::Shorter), Fate::Unproven),
    Row::new("length too long", Changed(Change::Longer), Fate::Unproven),
    Row::new("chunks cut off", Changed(Change::ChunksCut), Fate::Unproven),
    Row::new("no length, cut off", Changed(Change::NoLengthCut), Fate::Unproven),
    Row::new("gzip garbage", Changed(Change::Gzip), Fate::Unproven),
    Row::new("more than a mebibyte", Changed(Change::Huge), Fate::Unproven),
    Row::new("one bit flipped", Changed(Change::BitFlipped), Fate::Unproven),
    Row::new("GBK instead of UTF-8", Changed(Change::Gbk), Fate::Unproven),
    Row::new("unsigned", Changed(Change::Unsigned), Fate::Unproven),
    Row::new("signed by another key", Changed(Change::WrongKey), Fate::Unproven),
    Row::new("a cent more, well signed", Changed(Change::OtherAmount), Fate::Misstated),
    Row::new("other numbers, well signed", Changed(Change::OtherNumbers), Fate::Unproven),
    Row::new("the reply to another hold", OldReply(Whose::Another), Fate::Unproven),
    Row::new("an older reply to this hold", OldReply(Whose::Same), Fate::Older),
    Row::new("never passed on", Cut(WholeRequest, Reset), Fate::AlwaysGone).always(),
    Row::new("the line goes down", Down, Fate::Down),
    Row::new("never answered", Cut(PassedOn, Reset), Fate::AlwaysUnproven).always(),
];
