//! The fields by which a reply names what it answers (alipay-preauth.md 2.1 to 2.9).

use counterpane::domain::{Ask, Money};

/// What a reply repeats of its ask, and whether it always does.
pub(crate) struct Repeated {
    pub(crate) numbers: Vec<(&'static str, String, bool)>,
    pub(crate) amount: Option<(&'static str, Money, bool)>,
    pub(crate) currency: Option<(&'static str, Money)>,
}

pub(crate) fn repeated(ask: &Ask) -> Repeated {
    let order = |order: &dyn ToString, request: &dyn ToString| {
        vec![
            ("out_order_no", order.to_string(), true),
            ("out_request_no", request.to_string(), true),
        ]
    };
    let trade = |capture: &dyn ToString| ("out_trade_no", capture.to_string(), true);
    let (numbers, amount, currency) = match ask {
        Ask::HoldByScan { order_no, request_no, money, .. } => {
            (order(order_no, request_no), Some(("amount", *money, true)), Some(*money))
        }
        Ask::HoldByQr { order_no, request_no, money, .. } => {
            (order(order_no, request_no), Some(("amount", *money, false)), Some(*money))
        }
        Ask::Cancel { order_no, request_no, .. } => (order(order_no, request_no), None, None),
        Ask::Capture { capture_no, authorization, money, .. } => {
            let held = ("auth_no", authorization.auth_no.clone(), false);
            let numbers = vec![trade(capture_no), held];
            (numbers, Some(("total_amount", *money, true)), Some(*money))
        }
        Ask::Release { order_no, request_no, authorization, money, .. } => {
            let numbers = vec![
                ("out_order_no", order_no.to_string(), false),
                ("out_request_no", request_no.to_string(), true),
                ("auth_no", authorization.auth_no.clone(), true),
            ];
            (numbers, Some(("amount", *money, true)), Some(*money))
        }
        Ask::Refund { capture_no, request_no, money, .. } => {
            let request = ("out_request_no", request_no.to_string(), false);
            let numbers = vec![trade(capture_no), request];
            return Repeated { numbers, amount: None, currency: Some(("refund_currency", *money)) };
        }
        Ask::InquireHold { order_no, request_no, money } => {
            let mut numbers = order(order_no, request_no);
            numbers.push(("operation_type", "FREEZE".to_owned(), false));
            (numbers, Some(("amount", *money, false)), Some(*money))
        }
        Ask::InquireRelease { order_no, request_no, money } => {
            let mut numbers = order(order_no, request_no);
            numbers.push(("operation_type", "UNFREEZE".to_owned(), false));
            (numbers, Some(("amount", *money, true)), Some(*money))
        }
        Ask::InquireCapture { capture_no, money } => {
            (vec![trade(capture_no)], Some(("total_amount", *money, true)), Some(*money))
        }
        Ask::InquireRefund { capture_no, request_no, money } => {
            let request = ("out_request_no", request_no.to_string(), true);
            return Repeated {
                numbers: vec![trade(capture_no), request],
                amount: Some(("refund_amount", *money, true)),
                currency: Some(("refund_currency", *money)),
            };
        }
    };
    Repeated { numbers, amount, currency: currency.map(|money| ("trans_currency", money)) }
}
