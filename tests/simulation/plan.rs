//! What will happen in one history: a day at a counter, and everything that goes wrong in it. All of it
//! is decided before it begins, so that a plan can be printed, shortened and played again.

mod words;

use std::collections::BTreeMap;

use counterpane::simulator::Fault;

use crate::dice::Dice;
use crate::seal::Signatures;

#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) signatures: Signatures,
    /// Seconds after the one before.
    pub(crate) deeds: Vec<(i64, Deed)>,
    /// By the number of the request, inquiries counted.
    pub(crate) lines: BTreeMap<u64, Line>,
    /// By the number of the append.
    pub(crate) disks: BTreeMap<u64, DiskFault>,
    /// By the number of the point between two effects.
    pub(crate) crashes: BTreeMap<u64, Crash>,
}

/// What people do, and what befalls the counter as a whole. A hold is named by its place in the order
/// of opening; which it is is seen when the time comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    Scan {
        room: u8,
        guest: &'static str,
        cents: i64,
    },
    /// The same code once more: a stutter of the scanner, or a cashier who scans twice.
    ScanAgain {
        room: u8,
    },
    Qr {
        room: u8,
        guest: &'static str,
        cents: i64,
    },
    Capture {
        hold: u8,
        percent: u8,
        keep_rest: bool,
    },
    Release {
        hold: u8,
        percent: u8,
    },
    Refund {
        hold: u8,
        percent: u8,
    },
    /// The key of the deed before, pressed once more.
    PressAgain,
    Undo {
        hold: u8,
    },
    Check {
        hold: Option<u8>,
    },
    /// Seconds without a network.
    Outage(i64),
    /// Seconds in which the computer sleeps.
    Suspend(i64),
    /// The wall clock is set by so many seconds.
    SetClock(i64),
    Kill(Crash),
}

/// What one request meets on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// Connection refused.
    NotSent,
    RequestLost,
    /// The connection breaks and nothing has arrived.
    RequestBroken,
    /// It arrives so many seconds later.
    RequestLate(i64),
    /// It arrives a second time, so many seconds later.
    RequestTwice(i64),
    ReplyLost,
    ReplyBroken,
    ReplyLate(i64),
    /// The reply to an earlier request comes in its place.
    ReplySwapped,
    /// It never arrives, and something that has no key answers with what the gateway might say.
    Forged,
    /// At the gateway itself.
    Gateway(Fault),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DiskFault {
    /// This append and so many after it fail.
    Full(u64),
    /// It fails, and is found on the disk by the next run all the same.
    InDoubt,
    /// It takes so many seconds.
    Slow(i64),
}

/// The program ends between two instructions and is started again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Crash {
    pub(crate) down: i64,
    /// The computer with it: a power cut.
    pub(crate) reboot: bool,
    /// The wall clock is set meanwhile.
    pub(crate) clock: i64,
}

/// Guests by scan, the usual ones more often.
const BY_SCAN: [&str; 22] = [
    "confirms",
    "confirms",
    "confirms",
    "confirms",
    "confirms",
    "confirms",
    "password",
    "password",
    "never",
    "poor",
    "expired",
    "lost",
    "vanished",
    "undo-unclear",
    "late",
    "crossing",
    "busy",
    "charge-slow",
    "rest-stays",
    "dark",
    "credit",
    "undo-stuck",
];

const BY_QR: [&str; 8] =
    ["confirms", "confirms", "confirms", "password", "never", "late", "crossing", "undo-unclear"];

const AMOUNTS: [i64; 6] = [50_000, 100_000, 150_000, 1, 33_333, 10_000_000];

const FAULTS: [Fault; 14] = [
    Fault::BadGatewayBefore,
    Fault::BadGateway,
    Fault::Limited,
    Fault::SystemError,
    Fault::SystemErrorAfter,
    Fault::Unavailable,
    Fault::Unsigned,
    Fault::WrongKey,
    Fault::Truncated,
    Fault::Garbage,
    Fault::OtherAmount,
    Fault::OtherOrder,
    Fault::Stale,
    Fault::RestStays,
];

/// How far numbers of requests, appends and points are looked at: more than a history has.
const HORIZON: u64 = 400;

impl Plan {
    /// A plausible day. Some are calm and some are not: faults that never leave a quiet moment hide
    /// what a single one does.
    pub(crate) fn random(seed: u64, signatures: Signatures) -> Self {
        let mut dice = Dice::new(seed, 1);
        let trouble = *dice.pick(&[0, 20, 60, 60, 120, 250, 450]);
        let count = dice.within(3, 24);
        let deeds = (0..count).map(|_| (gap(&mut dice), deed(&mut dice, trouble))).collect();
        let mut plan = Self {
            seed,
            signatures,
            deeds,
            lines: BTreeMap::new(),
            disks: BTreeMap::new(),
            crashes: BTreeMap::new(),
        };
        for number in 0..HORIZON {
            if dice.chance(trouble) {
                plan.lines.insert(number, line(&mut dice));
            }
            if dice.chance(trouble / 10) {
                plan.disks.insert(number, disk(&mut dice));
            }
            if dice.chance(trouble / 8) {
                plan.crashes.insert(number, crash(&mut dice));
            }
        }
        plan
    }

    /// Nothing goes wrong by itself.
    pub(crate) fn of(deeds: Vec<(i64, Deed)>) -> Self {
        Self {
            seed: 0,
            signatures: Signatures::Digest,
            deeds,
            lines: BTreeMap::new(),
            disks: BTreeMap::new(),
            crashes: BTreeMap::new(),
        }
    }
}

fn gap(dice: &mut Dice) -> i64 {
    match dice.below(10) {
        0..4 => dice.within(0, 3),
        4..7 => dice.within(4, 40),
        7..9 => dice.within(41, 400),
        _ => dice.within(401, 90_000),
    }
}

fn deed(dice: &mut Dice, trouble: u64) -> Deed {
    let hold = u8::try_from(dice.below(6)).unwrap();
    let room = u8::try_from(dice.below(5)).unwrap();
    let percent = *dice.pick(&[100, 100, 100, 82, 50, 1, 120]);
    match dice.below(100) {
        0..24 => {
            Deed::Scan { room, guest: dice.pick::<&str>(&BY_SCAN), cents: *dice.pick(&AMOUNTS) }
        }
        24..27 => Deed::ScanAgain { room },
        27..37 => Deed::Qr { room, guest: dice.pick::<&str>(&BY_QR), cents: *dice.pick(&AMOUNTS) },
        37..53 => Deed::Capture { hold, percent, keep_rest: dice.chance(300) },
        53..63 => Deed::Release { hold, percent },
        63..71 => Deed::Refund { hold, percent },
        71..75 => Deed::PressAgain,
        75..80 => Deed::Undo { hold },
        80..87 => Deed::Check { hold: dice.chance(600).then_some(hold) },
        _ if trouble == 0 => Deed::Check { hold: None },
        87..90 => Deed::Outage(dice.within(5, 900)),
        90..92 => Deed::Suspend(dice.within(20, 40_000)),
        92..95 => Deed::SetClock(clock(dice)),
        _ => Deed::Kill(crash(dice)),
    }
}

fn line(dice: &mut Dice) -> Line {
    match dice.below(26) {
        0..2 => Line::NotSent,
        2..4 => Line::RequestLost,
        4 => Line::RequestBroken,
        5..7 => Line::RequestLate(dice.within(1, 240)),
        7 => Line::RequestTwice(dice.within(0, 200)),
        8..10 => Line::ReplyLost,
        10 => Line::ReplyBroken,
        11..13 => Line::ReplyLate(dice.within(1, 60)),
        13..15 => Line::ReplySwapped,
        15..17 => Line::Forged,
        _ => Line::Gateway(*dice.pick(&FAULTS)),
    }
}

fn disk(dice: &mut Dice) -> DiskFault {
    match dice.below(4) {
        0 => DiskFault::InDoubt,
        1 => DiskFault::Slow(dice.within(1, 100)),
        _ => DiskFault::Full(dice.below(12)),
    }
}

fn crash(dice: &mut Dice) -> Crash {
    let down = if dice.chance(800) { dice.within(1, 20) } else { dice.within(21, 4_000) };
    let clock = if dice.chance(800) { 0 } else { clock(dice) };
    Crash { down, reboot: dice.chance(250), clock }
}

fn clock(dice: &mut Dice) -> i64 {
    let far = *dice.pick(&[2, 30, 300, 3_600, 86_400]);
    if dice.chance(500) { far } else { -far }
}
