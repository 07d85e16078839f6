//! alipay.fund.auth.order.voucher.create: hold by a QR code (alipay-preauth.md 2.2), and what it
//! has in common with a hold by a payment code.

use jiff::SignedDuration;

use super::super::amount::Cents;
use super::super::books::{Order, OrderStatus, Way, current_lesson, order, trade};
use super::super::call::Call;
use super::super::lesson::Lesson;
use super::super::reply::{Node, Refusal, Stop};
use super::super::rules::Rule;
use super::lapse;

/// alipay-preauth.md 2.1: what `pay_timeout` is where nothing is said.
const DEFAULT_TIMEOUT: SignedDuration = SignedDuration::from_mins(15);

/// alipay-preauth.md 2.1: the longest `pay_timeout`.
const LONGEST_TIMEOUT: SignedDuration = SignedDuration::from_hours(15 * 24);

/// alipay-preauth.md 2.1: the product codes of a deposit.
const PRODUCTS: [&str; 3] = ["PRE_AUTH", "PRE_AUTH_ONLINE", "OVERSEAS_INSTORE_AUTH"];

pub(super) fn run(call: &mut Call<'_>) -> Result<Node, Stop> {
    let wanted = Wanted::read(call)?;
    if let Some(order) = known(call, &wanted, Way::Qr)? {
        let sub_code = match order.status {
            // A QR code is told once (alipay-preauth.md 2.2).
            OrderStatus::Init => "UNIQUE_VIOLATION",
            OrderStatus::Authorized => "FREEZE_ALREADY_SUCCESS",
            OrderStatus::Finish => "ORDER_ALREADY_FINISH",
            OrderStatus::Closed => "ORDER_ALREADY_CLOSED",
        };
        return Err(Refusal::business(sub_code).into());
    }
    let guest = current_lesson(call.books)?;
    let order = wanted.order(call, Way::Qr, guest);
    order::open(call.books, &order)?;
    let code = call.fresh_number("", 14);
    Ok(Node::success()
        .text("code_type", "qrCode")
        .text("code_value", format!("https://qr.alipay.com/bax{code}"))
        .text("code_url", format!("http://mobilecodec.alipay.com/show.htm?code=bax{code}"))
        .text("out_order_no", &order.order_no)
        .text("out_request_no", &order.request_no))
}

/// A hold that is asked for.
pub(super) struct Wanted {
    pub(super) order_no: String,
    request_no: String,
    title: String,
    amount: Cents,
    product_code: String,
    currency: String,
    timeout: SignedDuration,
}

impl Wanted {
    pub(super) fn read(call: &mut Call<'_>) -> Result<Self, Stop> {
        let wanted = Self {
            order_no: call.needed_number("out_order_no")?,
            request_no: call.needed_number("out_request_no")?,
            title: call.title("order_title", 100)?,
            amount: call.amount("amount")?,
            product_code: call.needed("product_code", 64)?,
            currency: call.currency()?,
            timeout: timeout(call)?,
        };
        if !PRODUCTS.contains(&wanted.product_code.as_str()) {
            return Err(call.illegal(Rule::Value, "product_code"));
        }
        if let Some(payee) = call.text("payee_user_id", 32)?
            && payee != call.merchant.seller_id
        {
            return Err(call.refuse(Rule::Seller, "payee_user_id", "ILLEGAL_PAYEE_USER_ID"));
        }
        for (name, most) in [
            ("extra_param", 300),
            ("enable_pay_channels", 300),
            ("disable_pay_channels", 300),
            ("identity_params", 512),
            ("business_params", 512),
        ] {
            call.nested(name, most)?;
        }
        Ok(wanted)
    }

    /// The order to write down.
    pub(super) fn order(self, call: &mut Call<'_>, way: Way, guest: &Lesson) -> Order {
        Order {
            order_no: self.order_no,
            request_no: self.request_no,
            operation_id: call.fresh_number("", 12),
            auth_no: call.fresh_number("10002001", 12),
            way,
            amount: self.amount,
            currency: self.currency,
            title: self.title,
            product_code: self.product_code,
            lesson: guest.id.clone(),
            status: OrderStatus::Init,
            known: false,
            refused: None,
            undone: None,
            polls: 0,
            undos: 0,
            created: call.now,
            expires: call.now.saturating_add(self.timeout).unwrap_or(call.now),
            authorized: None,
        }
    }
}

/// The order of a request that came before; a refusal where its numbers stand for another one
/// (alipay-preauth.md 2.1, idempotency).
pub(super) fn known(call: &mut Call<'_>, wanted: &Wanted, way: Way) -> Result<Option<Order>, Stop> {
    let found = order::by_order_no(call.books, &wanted.order_no)?;
    let Some(order) = lapse(call, found)? else {
        let used = order::by_request_no(call.books, &wanted.request_no)?.is_some()
            || trade::release_by(call.books, &wanted.request_no)?.is_some();
        if used {
            return Err(call.refuse(Rule::NumberReused, "out_request_no", "UNIQUE_VIOLATION"));
        }
        return Ok(None);
    };
    let same = order.request_no == wanted.request_no
        && order.amount == wanted.amount
        && order.currency == wanted.currency
        && order.title == wanted.title
        && order.product_code == wanted.product_code
        && order.way == way;
    if same {
        Ok(Some(order))
    } else {
        Err(call.refuse(Rule::NumberReused, "out_order_no", "UNIQUE_VIOLATION"))
    }
}

/// `pay_timeout` or its newer name, not both (alipay-preauth.md 2.1).
fn timeout(call: &mut Call<'_>) -> Result<SignedDuration, Stop> {
    let names = ["pay_timeout", "timeout_express"];
    let given: Vec<&str> =
        names.into_iter().filter(|name| call.fields.contains_key(*name)).collect();
    if given.len() > 1 {
        call.breach(Rule::PayTimeout, "timeout_express");
    }
    let Some(name) = given.first() else {
        return Ok(DEFAULT_TIMEOUT);
    };
    let Some(text) = call.text(name, 6)? else {
        // An empty one is answered with an internal error (alipay-preauth.md 6).
        return Err(Refusal::business("SYSTEM_ERROR").into());
    };
    match duration(&text).filter(|timeout| *timeout <= LONGEST_TIMEOUT && timeout.is_positive()) {
        Some(timeout) => Ok(timeout),
        None => Err(call.illegal(Rule::PayTimeout, name)),
    }
}

fn duration(text: &str) -> Option<SignedDuration> {
    let (count, minutes) = match text.strip_suffix('m') {
        Some(count) => (count, 1),
        None => match text.strip_suffix('h') {
            Some(count) => (count, 60),
            None => (text.strip_suffix('d')?, 24 * 60),
        },
    };
    if !count.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = count.parse().ok()?;
    Some(SignedDuration::from_mins(count.checked_mul(minutes)?))
}

/// Who pays, by user id or by open id (alipay-preauth.md 2.1).
pub(super) fn with_payer(node: Node, order: &Order) -> Node {
    let Ok(guest) = order.guest() else {
        return node;
    };
    let node = if guest.open_id {
        node.text("payer_open_id", guest.payer_open_id())
    } else {
        node.text("payer_user_id", guest.payer_id())
    };
    node.text("payer_logon_id", guest.payer_login()).maybe(
        guest.credit.then_some("CREDIT_AUTH"),
        |node, kind| {
            node.text("pre_auth_type", kind)
                .amount("credit_amount", order.amount)
                .amount("fund_amount", Cents::ZERO)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_have_three_units() {
        assert_eq!(duration("5m"), Some(SignedDuration::from_mins(5)));
        assert_eq!(duration("2h"), Some(SignedDuration::from_mins(120)));
        assert_eq!(duration("15d"), Some(LONGEST_TIMEOUT));
        for bad in ["", "5", "m", "5s", "1.5h", "-1m", "99999999999999999999d"] {
            assert_eq!(duration(bad), None, "{bad}");
        }
    }
}
