//! A plan in plain words.

use std::fmt;

use super::{Crash, Deed, DiskFault, Line, Plan};

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}, signatures {:?}", self.seed, self.signatures)?;
        for (gap, deed) in &self.deeds {
            writeln!(f, "  {gap} s later {deed}")?;
        }
        for (number, line) in &self.lines {
            writeln!(f, "  request {number}: {line}")?;
        }
        for (number, disk) in &self.disks {
            writeln!(f, "  append {number}: {disk}")?;
        }
        for (number, crash) in &self.crashes {
            writeln!(f, "  at point {number} {crash}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scan { room, guest, cents } => {
                let money = Cents(*cents);
                write!(f, "the code of guest {guest:?} is scanned for room R{room}, {money}")
            }
            Self::ScanAgain { room } => {
                write!(f, "the last code is scanned again, for room R{room}")
            }
            Self::Qr { room, guest, cents } => {
                let money = Cents(*cents);
                write!(f, "a QR code is shown to guest {guest:?} for room R{room}, {money}")
            }
            Self::Capture { hold, percent, keep_rest } => {
                let rest = if *keep_rest { "the rest is kept" } else { "the rest goes back" };
                write!(f, "{percent} % of hold {hold} is charged, {rest}")
            }
            Self::Release { hold, percent } => write!(f, "{percent} % of hold {hold} is released"),
            Self::Refund { hold, percent } => {
                write!(f, "{percent} % of what was charged of hold {hold} is refunded")
            }
            Self::PressAgain => f.write_str("the same key is pressed once more"),
            Self::Undo { hold } => write!(f, "hold {hold} is to be undone"),
            Self::Check { hold: Some(hold) } => write!(f, "somebody asks about hold {hold}"),
            Self::Check { hold: None } => f.write_str("somebody asks about everything"),
            Self::Outage(seconds) => write!(f, "the network is gone for {seconds} s"),
            Self::Suspend(seconds) => write!(f, "the computer sleeps for {seconds} s"),
            Self::SetClock(seconds) => write!(f, "the wall clock is set by {seconds} s"),
            Self::Kill(crash) => crash.fmt(f),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent => f.write_str("nobody takes the connection"),
            Self::RequestLost => f.write_str("it never arrives, and nothing comes back"),
            Self::RequestBroken => f.write_str("the connection breaks before it arrives"),
            Self::RequestLate(seconds) => write!(f, "it arrives {seconds} s late"),
            Self::RequestTwice(seconds) => write!(f, "it arrives again {seconds} s later"),
            Self::ReplyLost => f.write_str("no reply comes"),
            Self::ReplyBroken => f.write_str("the connection breaks instead of a reply"),
            Self::ReplyLate(seconds) => write!(f, "the reply comes {seconds} s late"),
            Self::ReplySwapped => f.write_str("another request's reply comes"),
            Self::Forged => f.write_str("something without a key answers in the gateway's place"),
            Self::Gateway(fault) => write!(f, "the gateway: {}", fault.name()),
        }
    }
}

impl fmt::Display for DiskFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full(more) => write!(f, "the disk is full, for {more} more"),
            Self::InDoubt => f.write_str("it fails, and is on the disk all the same"),
            Self::Slow(seconds) => write!(f, "it takes {seconds} s"),
        }
    }
}

impl fmt::Display for Crash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.reboot { "the power fails" } else { "the program is killed" };
        write!(f, "{what} and it starts {} s later", self.down)?;
        if self.clock != 0 {
            write!(f, " with the wall clock set by {} s", self.clock)?;
        }
        Ok(())
    }
}

struct Cents(i64);

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CNY {}.{:02}", self.0 / 100, self.0 % 100)
    }
}
