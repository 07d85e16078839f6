//! What a cashier can do, each with what has to be so before.

use counterpane::simulator::Api;
use serde_json::Value;

use crate::counter::{Counter, PATIENT};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Operation {
    HoldByCode,
    HoldByQr,
    Undo,
    Charge,
    ChargeAndKeep,
    ReleasePart,
    ReleaseAll,
    Refund,
    /// The inquiry about a hold that waits for its guest.
    CheckHold,
    /// The inquiries after a reply that was lost.
    CheckCharge,
    CheckRelease,
    CheckRefund,
}

use Operation::{
    Charge, ChargeAndKeep, CheckCharge, CheckHold, CheckRefund, CheckRelease, HoldByCode, HoldByQr,
    Refund, ReleaseAll, ReleasePart, Undo,
};

/// The columns of the table.
pub(crate) const ALL: [Operation; 12] = [
    HoldByCode,
    HoldByQr,
    Undo,
    Charge,
    ChargeAndKeep,
    ReleasePart,
    ReleaseAll,
    Refund,
    CheckHold,
    CheckCharge,
    CheckRelease,
    CheckRefund,
];

impl Operation {
    /// The head of its column.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            HoldByCode => "hold, code",
            HoldByQr => "hold, QR",
            Undo => "undo",
            Charge => "charge",
            ChargeAndKeep => "charge, keep rest",
            ReleasePart => "release part",
            ReleaseAll => "release all",
            Refund => "refund",
            CheckHold => "check of a hold",
            CheckCharge => "of a charge",
            CheckRelease => "of a release",
            CheckRefund => "of a refund",
        }
    }

    /// The interface that the fault strikes.
    pub(crate) const fn api(self) -> Api {
        match self {
            HoldByCode => Api::Freeze,
            HoldByQr => Api::Voucher,
            Undo => Api::Cancel,
            Charge | ChargeAndKeep => Api::Pay,
            ReleasePart | ReleaseAll => Api::Unfreeze,
            Refund => Api::Refund,
            CheckHold | CheckRelease => Api::Detail,
            CheckCharge => Api::TradeQuery,
            CheckRefund => Api::RefundQuery,
        }
    }

    /// The interface that moves its money: the same, unless it is an inquiry.
    pub(crate) const fn mover(self) -> Api {
        match self {
            CheckHold => Api::Freeze,
            CheckCharge => Api::Pay,
            CheckRelease => Api::Unfreeze,
            CheckRefund => Api::Refund,
            HoldByCode | HoldByQr | Undo | Charge | ChargeAndKeep | ReleasePart | ReleaseAll
            | Refund => self.api(),
        }
    }

    /// The interface that tells what became of it.
    pub(crate) const fn inquiry(self) -> Api {
        match self {
            HoldByCode | HoldByQr | Undo | ReleasePart | ReleaseAll | CheckHold | CheckRelease => {
                Api::Detail
            }
            Charge | ChargeAndKeep | CheckCharge => Api::TradeQuery,
            Refund | CheckRefund => Api::RefundQuery,
        }
    }

    /// Whether its money call is answered by nobody, so that the program has to ask.
    pub(crate) const fn asks(self) -> bool {
        matches!(self, CheckCharge | CheckRelease | CheckRefund)
    }

    /// How long its guest may take. Between a hold and a check of it lies the start of a program.
    pub(crate) const fn patience(self) -> &'static str {
        match self {
            CheckHold => "15s",
            HoldByCode | HoldByQr | Undo | Charge | ChargeAndKeep | ReleasePart | ReleaseAll
            | Refund | CheckCharge | CheckRelease | CheckRefund => PATIENT,
        }
    }

    /// A hold in the state that it needs; none where it makes one.
    pub(crate) fn begin(self, counter: &Counter, room: &str) -> Option<Value> {
        let world = &counter.world;
        let unclear = |guest: &str| {
            let code = world.code(guest);
            let words = format!("hold --json --room {room} --amount 500 --code {code} --wait 0");
            world.run(&words).ends(4)
        };
        match self {
            HoldByCode | HoldByQr => None,
            Undo => Some(unclear("never")),
            Charge | ChargeAndKeep | ReleasePart | ReleaseAll | CheckCharge | CheckRelease => {
                Some(world.held(room, "confirms"))
            }
            Refund | CheckRefund => {
                let hold = world.held(room, "confirms");
                let id = hold["id"].as_str().unwrap();
                Some(world.run(&format!("capture {id} --amount 380 --json")).ends(0))
            }
            CheckHold => Some(unclear("password")),
        }
    }

    /// The command line.
    pub(crate) fn words(self, counter: &Counter, room: &str, hold: Option<&Value>) -> String {
        let id = hold.map_or("", |hold| hold["id"].as_str().unwrap());
        let words = match self {
            HoldByCode => {
                let code = counter.world.code("confirms");
                format!("hold --room {room} --amount 500 --code {code}")
            }
            HoldByQr => format!("hold --room {room} --amount 500 --qr"),
            Undo => format!("cancel {id}"),
            Charge | CheckCharge => format!("capture {id} --amount 380"),
            ChargeAndKeep => format!("capture {id} --amount 100 --keep-rest"),
            ReleasePart | CheckRelease => format!("release {id} --amount 60"),
            ReleaseAll => format!("release {id}"),
            Refund | CheckRefund => format!("refund {id} --amount 80"),
            CheckHold => format!("check {id}"),
        };
        format!("{words} --json")
    }

    /// Captured, released, refunded and still held, in cents, when it is done; the hold is of 500.00.
    pub(crate) const fn done(self) -> [i64; 4] {
        match self {
            HoldByCode | HoldByQr | CheckHold => [0, 0, 0, 50_000],
            Undo => [0, 0, 0, 0],
            Charge | CheckCharge => [38_000, 12_000, 0, 0],
            ChargeAndKeep => [10_000, 0, 0, 40_000],
            ReleasePart | CheckRelease => [0, 6_000, 0, 44_000],
            ReleaseAll => [0, 50_000, 0, 0],
            Refund | CheckRefund => [38_000, 12_000, 8_000, 0],
        }
    }

    /// The same when it did nothing.
    pub(crate) const fn not_done(self) -> [i64; 4] {
        match self {
            HoldByCode | HoldByQr | Undo | CheckHold => [0, 0, 0, 0],
            Charge | ChargeAndKeep | ReleasePart | ReleaseAll | CheckCharge | CheckRelease => {
                [0, 0, 0, 50_000]
            }
            Refund | CheckRefund => [38_000, 12_000, 0, 0],
        }
    }

    /// What the README says of the money in the end.
    pub(crate) const fn word(self, done: bool) -> &'static str {
        match (self, done) {
            (HoldByCode | HoldByQr | CheckHold, true) => "held",
            (HoldByCode | HoldByQr | CheckHold, false) => "not held",
            (Undo, true) => "undone",
            (Undo, false) => "not undone",
            (Charge | ChargeAndKeep | CheckCharge, true) => "charged",
            (Charge | ChargeAndKeep | CheckCharge, false) => "not charged",
            (ReleasePart | ReleaseAll | CheckRelease, true) => "released",
            (ReleasePart | ReleaseAll | CheckRelease, false) => "not released",
            (Refund | CheckRefund, true) => "refunded",
            (Refund | CheckRefund, false) => "not refunded",
        }
    }
}
