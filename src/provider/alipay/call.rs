//! Which of the provider's methods serves which ask, and what is particular to each.

use crate::domain::Ask;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    HoldByScan,
    HoldByQr,
    Cancel,
    Capture,
    Release,
    Refund,
    InquireHold,
    InquireRelease,
    InquireCapture,
    InquireRefund,
}

impl Call {
    pub(super) const fn of(ask: &Ask) -> Self {
        match ask {
            Ask::HoldByScan { .. } => Self::HoldByScan,
            Ask::HoldByQr { .. } => Self::HoldByQr,
            Ask::Cancel { .. } => Self::Cancel,
            Ask::Capture { .. } => Self::Capture,
            Ask::Release { .. } => Self::Release,
            Ask::Refund { .. } => Self::Refund,
            Ask::InquireHold { .. } => Self::InquireHold,
            Ask::InquireRelease { .. } => Self::InquireRelease,
            Ask::InquireCapture { .. } => Self::InquireCapture,
            Ask::InquireRefund { .. } => Self::InquireRefund,
        }
    }

    /// alipay-preauth.md 2.1 to 2.9.
    pub(super) const fn method(self) -> &'static str {
        match self {
            Self::HoldByScan => "alipay.fund.auth.order.freeze",
            Self::HoldByQr => "alipay.fund.auth.order.voucher.create",
            Self::Cancel => "alipay.fund.auth.operation.cancel",
            Self::Capture => "alipay.trade.pay",
            Self::Release => "alipay.fund.auth.order.unfreeze",
            Self::Refund => "alipay.trade.refund",
            Self::InquireHold | Self::InquireRelease => "alipay.fund.auth.operation.detail.query",
            Self::InquireCapture => "alipay.trade.query",
            Self::InquireRefund => "alipay.trade.fastpay.refund.query",
        }
    }

    /// Whether the provider takes a `notify_url` with it (1.3).
    pub(super) const fn notifies(self) -> bool {
        match self {
            Self::HoldByScan | Self::HoldByQr | Self::Cancel | Self::Capture | Self::Release => {
                true
            }
            Self::Refund
            | Self::InquireHold
            | Self::InquireRelease
            | Self::InquireCapture
            | Self::InquireRefund => false,
        }
    }

    /// Whether it asks and moves nothing.
    pub(super) const fn inquires(self) -> bool {
        match self {
            Self::InquireHold
            | Self::InquireRelease
            | Self::InquireCapture
            | Self::InquireRefund => true,
            Self::HoldByScan
            | Self::HoldByQr
            | Self::Cancel
            | Self::Capture
            | Self::Release
            | Self::Refund => false,
        }
    }
}
