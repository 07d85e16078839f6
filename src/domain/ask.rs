use serde::{Deserialize, Serialize};

use super::{Authorization, Money, Number, PaymentCode};

/// The five requests that can move money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Hold,
    Cancel,
    Capture,
    Release,
    Refund,
}

/// One question or order to a provider, complete: encoding it needs nothing but keys and a clock.
///
/// `money` in an inquiry is what was asked for, so that the reply can be held against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Hold `money` by the code that the guest shows.
    HoldByScan {
        order_no: Number,
        request_no: Number,
        money: Money,
        /// What the guest reads in the wallet, at most 100 columns.
        title: String,
        code: PaymentCode,
        /// Whole minutes in which the guest may confirm.
        confirm_minutes: u32,
    },
    /// Make a QR code with which the guest holds `money`.
    HoldByQr {
        order_no: Number,
        request_no: Number,
        money: Money,
        title: String,
        confirm_minutes: u32,
    },
    /// Undo a hold request whose result is unclear.
    Cancel { order_no: Number, request_no: Number, remark: String },
    /// Charge `money` from a hold; `complete` gives the rest back in the same step.
    Capture {
        capture_no: Number,
        authorization: Authorization,
        money: Money,
        complete: bool,
        title: String,
    },
    /// Give `money` of a good hold back.
    Release {
        order_no: Number,
        request_no: Number,
        authorization: Authorization,
        money: Money,
        /// The guest reads it in the wallet.
        remark: String,
    },
    /// Pay `money` of a capture back.
    Refund {
        capture_no: Number,
        request_no: Number,
        money: Money,
        /// What was paid back of this capture before.
        before: Money,
        reason: String,
    },
    /// What became of a hold request, and what of it is still held.
    InquireHold { order_no: Number, request_no: Number, money: Money },
    /// What became of a release.
    InquireRelease { order_no: Number, request_no: Number, money: Money },
    /// What became of a capture.
    InquireCapture { capture_no: Number, money: Money },
    /// What became of a refund.
    InquireRefund { capture_no: Number, request_no: Number, money: Money },
}

impl Ask {
    /// Which money request this is; nothing for an inquiry.
    pub const fn moves(&self) -> Option<Kind> {
        match self {
            Self::HoldByScan { .. } | Self::HoldByQr { .. } => Some(Kind::Hold),
            Self::Cancel { .. } => Some(Kind::Cancel),
            Self::Capture { .. } => Some(Kind::Capture),
            Self::Release { .. } => Some(Kind::Release),
            Self::Refund { .. } => Some(Kind::Refund),
            Self::InquireHold { .. }
            | Self::InquireRelease { .. }
            | Self::InquireCapture { .. }
            | Self::InquireRefund { .. } => None,
        }
    }
}
