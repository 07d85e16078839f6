//! The ask of a step, made from what the journal says: a repeat is the same to the byte.

use crate::domain::{Ask, Hold, Kind, Money, Number, Way};

use super::tracked::{About, Target, Watch};

/// What the guest reads beside an undo.
const UNDO_REMARK: &str = "Deposit request undone";

/// The ask behind `about`; `None` where the hold lacks what it needs, so that nothing leaves.
pub(super) fn ask_for(hold: &Hold, watch: &Watch, about: &About) -> Option<Ask> {
    match about {
        About::Send(Kind::Hold, _) => hold_request(hold, watch),
        About::Send(Kind::Cancel, _) => Some(Ask::Cancel {
            order_no: hold.opened.order_no.clone(),
            request_no: hold.opened.request_no.clone(),
            remark: UNDO_REMARK.to_owned(),
        }),
        About::Send(Kind::Capture, request) => {
            let capture = hold.capture(request)?;
            Some(Ask::Capture {
                capture_no: capture.request.clone(),
                authorization: hold.authorization.clone()?,
                money: capture.money,
                complete: !capture.keep_rest,
                title: hold.opened.title.clone(),
            })
        }
        About::Send(Kind::Release, request) => {
            let release = hold.releases.iter().find(|release| release.request == *request)?;
            Some(Ask::Release {
                order_no: hold.opened.order_no.clone(),
                request_no: release.request.clone(),
                authorization: hold.authorization.clone()?,
                money: release.money,
                remark: release.remark.clone(),
            })
        }
        About::Send(Kind::Refund, request) => {
            let (capture_no, money, reason) = refund_of(hold, request)?;
            let before = hold.capture(&capture_no)?.refunded();
            let request_no = request.clone();
            Some(Ask::Refund { capture_no, request_no, money, before, reason })
        }
        About::Inquire(target) => inquiry(hold, target),
    }
}

fn hold_request(hold: &Hold, watch: &Watch) -> Option<Ask> {
    let opened = &hold.opened;
    let order_no = opened.order_no.clone();
    let request_no = opened.request_no.clone();
    let (money, title) = (opened.money, opened.title.clone());
    let confirm_minutes = opened.confirm_minutes;
    match opened.way {
        Way::Qr => Some(Ask::HoldByQr { order_no, request_no, money, title, confirm_minutes }),
        Way::Scan => {
            let code = watch.code.clone()?;
            Some(Ask::HoldByScan { order_no, request_no, money, title, code, confirm_minutes })
        }
    }
}

fn inquiry(hold: &Hold, target: &Target) -> Option<Ask> {
    match target {
        Target::Hold => Some(Ask::InquireHold {
            order_no: hold.opened.order_no.clone(),
            request_no: hold.opened.request_no.clone(),
            money: hold.opened.money,
        }),
        Target::Capture(request) => {
            let capture = hold.capture(request)?;
            let money = capture.money;
            Some(Ask::InquireCapture { capture_no: request.clone(), money })
        }
        Target::Release(request) => {
            let release = hold.releases.iter().find(|release| release.request == *request)?;
            Some(Ask::InquireRelease {
                order_no: hold.opened.order_no.clone(),
                request_no: request.clone(),
                money: release.money,
            })
        }
        Target::Refund { request, .. } => {
            let (capture_no, money, _) = refund_of(hold, request)?;
            Some(Ask::InquireRefund { capture_no, request_no: request.clone(), money })
        }
    }
}

fn refund_of(hold: &Hold, request: &Number) -> Option<(Number, Money, String)> {
    hold.captures.iter().find_map(|capture| {
        let refund = capture.refunds.iter().find(|refund| refund.request == *request)?;
        Some((capture.request.clone(), refund.money, refund.reason.clone()))
    })
}
