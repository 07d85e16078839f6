//! What a line can do to a request and its reply.

/// One fault. It strikes one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// None at all.
    Nothing,
    /// Nobody listens, while the command lasts.
    Refused,
    /// From then on every request about the hold is reset, while the command lasts.
    Down,
    /// The connection ends.
    Cut(Place, How),
    /// The line says that it will send no more, reads on, and passes on what it reads.
    HalfClosed,
    /// No reply ever comes, on a connection that stays open.
    Stalled(Arrives),
    /// The request arrives when the terminal has given up on it, or later still.
    Late(When),
    /// The reply comes byte by byte, with so many milliseconds between two.
    Drips(u64),
    /// The request arrives twice, and the second reply comes.
    Twice,
    /// The request arrives once more behind the next order.
    TwiceLate,
    /// Two replies to one request.
    TwoReplies,
    /// The connection ends behind a good reply that did not say so.
    ClosedBehind,
    /// Something in between answers.
    Page(&'static str, Arrives),
    /// The provider's reply comes as something else.
    Changed(Change),
    /// A good reply to another request of the kind comes instead.
    OldReply(Whose),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Of another hold.
    Another,
    /// Of this hold, before.
    Same,
}

/// How far the request and its reply had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    BeforeReading,
    HalfRequest,
    WholeRequest,
    PassedOn,
    HalfReply,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// As a machine that was switched off: RST.
    Reset,
    /// As a program that ended: FIN.
    Close,
}

/// Whether the request gets to the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrives {
    No,
    Yes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// When the terminal hangs up.
    AfterHangUp,
    /// Behind the next order for the same hold, or when the command is over.
    BehindNext,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// `content-length` is ten less than it should be.
    Shorter,
    /// `content-length` is ten more than what comes.
    Longer,
    /// Chunks, without the last one.
    ChunksCut,
    /// No length at all, and half of the body.
    NoLengthCut,
    /// Says that it is packed, and is not.
    Gzip,
    /// More than a mebibyte of spaces before it.
    Huge,
    /// One bit of what is signed is another one.
    BitFlipped,
    /// GBK instead of UTF-8.
    Gbk,
    Unsigned,
    /// Signed by another key.
    WrongKey,
    /// A cent more, signed well.
    OtherAmount,
    /// Other numbers of ours, signed well.
    OtherNumbers,
}
