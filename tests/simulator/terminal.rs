//! A terminal of a few lines: it signs, sends, verifies and reads.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use counterpane::provider::alipay::frame;
use counterpane::simulator::{
    Books, HttpRequest, KeyRing, Merchant, Reply, Rule, Served, Simulator, keys::KeyTexts, lesson,
    lesson_code,
};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use rsa::rand_core::{CryptoRng, Error, RngCore};
use serde_json::{Value, json};

/// `SplitMix64`: dice that always fall the same. Not for any real key.
pub(crate) struct Dice(pub(crate) u64);

impl RngCore for Dice {
    fn next_u32(&mut self) -> u32 {
        u32::try_from(self.next_u64() >> 32).unwrap()
    }

    fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let random = self.next_u64().to_le_bytes();
            chunk.copy_from_slice(&random[..chunk.len()]);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Dice {}

pub(crate) fn keys() -> KeyRing {
    static KEYS: OnceLock<KeyRing> = OnceLock::new();
    KEYS.get_or_init(|| KeyRing::load_or_generate(&KeyTexts::default(), &mut Dice(7)).unwrap())
        .clone()
}

pub(crate) const FREEZE: &str = "alipay.fund.auth.order.freeze";
pub(crate) const VOUCHER: &str = "alipay.fund.auth.order.voucher.create";
pub(crate) const DETAIL: &str = "alipay.fund.auth.operation.detail.query";
pub(crate) const CANCEL: &str = "alipay.fund.auth.operation.cancel";
pub(crate) const UNFREEZE: &str = "alipay.fund.auth.order.unfreeze";
pub(crate) const PAY: &str = "alipay.trade.pay";
pub(crate) const TRADE: &str = "alipay.trade.query";
pub(crate) const REFUND: &str = "alipay.trade.refund";
pub(crate) const REFUNDED: &str = "alipay.trade.fastpay.refund.query";

/// A terminal with a provider of its own, and its clock.
pub(crate) struct Terminal {
    pub(crate) simulator: Simulator,
    pub(crate) now: Timestamp,
    pub(crate) dice: Dice,
}

/// A verified reply.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) signed: bool,
}

impl Node {
    pub(crate) fn text(&self, name: &str) -> &str {
        self.value[name].as_str().unwrap_or_default()
    }

    /// `code`, or `sub_code` where there is one.
    pub(crate) fn code(&self) -> &str {
        match self.value.get("sub_code") {
            Some(sub_code) => sub_code.as_str().unwrap(),
            None => self.text("code"),
        }
    }

    /// An amount of either kind, as text with two decimals.
    pub(crate) fn amount(&self, name: &str) -> String {
        let value = &self.value[name];
        match value.as_f64() {
            Some(number) => format!("{number:.2}"),
            None => value.as_str().unwrap_or_default().to_owned(),
        }
    }
}

impl Terminal {
    pub(crate) fn new() -> Self {
        Self::with(Books::in_memory().unwrap())
    }

    pub(crate) fn with(books: Books) -> Self {
        Self {
            simulator: Simulator::new(books, keys(), Merchant::default()),
            now: "2026-01-15T06:03:07Z".parse().unwrap(),
            dice: Dice(1),
        }
    }

    pub(crate) fn wait(&mut self, seconds: i64) {
        self.now += seconds.seconds();
    }

    /// The common parameters of a request, unsigned.
    pub(crate) fn params(&self, method: &str) -> BTreeMap<String, String> {
        let local = self.now.to_zoned(TimeZone::fixed(Offset::constant(8)));
        [
            ("app_id", Merchant::default().app_id.as_str()),
            ("method", method),
            ("format", "JSON"),
            ("charset", "utf-8"),
            ("sign_type", "RSA2"),
            ("timestamp", &local.strftime("%Y-%m-%d %H:%M:%S").to_string()),
            ("version", "1.0"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    /// Signs parameters and content, and sends them.
    pub(crate) fn send(&mut self, mut params: BTreeMap<String, String>, content: &str) -> Served {
        params.insert("biz_content".to_owned(), content.to_owned());
        let text = frame::string_to_sign(&params);
        let sign = keys().merchant_private.sign(text.as_bytes(), &mut self.dice).unwrap();
        params.insert("sign".to_owned(), sign);
        params.remove("biz_content");
        let query = frame::form(params.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let body = frame::form([("biz_content", content)]);
        self.simulator.serve(&HttpRequest { query: &query, body: &body }, self.now, &mut self.dice)
    }

    pub(crate) fn served(&mut self, method: &str, content: &Value) -> Served {
        self.send(self.params(method), &content.to_string())
    }

    /// Asks and reads the reply, which must be whole.
    pub(crate) fn ask(&mut self, method: &str, content: &Value) -> Node {
        let served = self.served(method, content);
        read(method, &served)
    }

    /// A new payment code of that guest.
    pub(crate) fn code(&mut self, id: &str) -> String {
        lesson_code(lesson(id).unwrap(), self.dice.next_u64())
    }

    /// Holds 500.00 of that guest under order number `order`.
    pub(crate) fn hold(&mut self, order: &str, id: &str) -> Served {
        let code = self.code(id);
        self.served(FREEZE, &freeze(order, &code))
    }

    /// Holds 500.00 and gives the `auth_no`.
    pub(crate) fn held(&mut self, order: &str, id: &str) -> String {
        let reply = read(FREEZE, &self.hold(order, id));
        assert_eq!(reply.text("status"), "SUCCESS", "{reply:?}");
        reply.text("auth_no").to_owned()
    }

    pub(crate) fn inquire(&mut self, order: &str) -> Node {
        self.ask(DETAIL, &detail(order))
    }

    /// `status/order_status`, or the code of the refusal.
    pub(crate) fn standing(&mut self, order: &str) -> String {
        let reply = self.inquire(order);
        match reply.code() {
            "10000" => format!("{}/{}", reply.text("status"), reply.text("order_status")),
            other => other.to_owned(),
        }
    }

    pub(crate) fn undo(&mut self, order: &str) -> Node {
        self.ask(CANCEL, &cancel(order))
    }

    /// held, captured, released, refunded, remaining of the one order with that number.
    pub(crate) fn sums(&self, order: &str) -> [String; 5] {
        let ledger = self.simulator.books().ledger().unwrap();
        let sums = ledger.iter().find(|sums| sums.order_no == order).unwrap();
        assert!(sums.conserved());
        [sums.held, sums.captured, sums.released, sums.refunded, sums.remaining()]
            .map(|cents| cents.to_string())
    }

    pub(crate) fn broken(&self) -> Vec<Rule> {
        let violations = self.simulator.violations().unwrap();
        violations.into_iter().map(|violation| violation.rule).collect()
    }
}

/// Reads a reply as a terminal must: raw bytes verified first, then JSON.
pub(crate) fn read(method: &str, served: &Served) -> Node {
    let Reply::Answer { status: 200, body } = &served.reply else {
        panic!("no whole reply: {served:?}");
    };
    assert_eq!(served.delay, SignedDuration::ZERO);
    let body = std::str::from_utf8(body).unwrap();
    let name = frame::node_of(method);
    let slice =
        frame::signed_slice(body, &name).unwrap_or_else(|| panic!("no node {name} in {body}"));
    let signed = match frame::signature_of(body) {
        Some(sign) => {
            assert!(keys().alipay_public.verify(slice.as_bytes(), &sign), "{body}");
            true
        }
        None => false,
    };
    Node { value: serde_json::from_str(slice).unwrap(), signed }
}

pub(crate) fn freeze(order: &str, code: &str) -> Value {
    json!({
        "auth_code": code, "auth_code_type": "bar_code", "out_order_no": order,
        "out_request_no": format!("{order}F1"), "order_title": "Seaview Hotel deposit room 1208",
        "amount": "500.00", "product_code": "PRE_AUTH", "payee_user_id": "2088102000000001",
        "pay_timeout": "5m", "extra_param": "{\"category\":\"HOTEL\"}",
    })
}

pub(crate) fn voucher(order: &str) -> Value {
    let mut content = freeze(order, "");
    content.as_object_mut().unwrap().remove("auth_code");
    content.as_object_mut().unwrap().remove("auth_code_type");
    content
}

pub(crate) fn detail(order: &str) -> Value {
    json!({
        "out_order_no": order, "out_request_no": format!("{order}F1"), "operation_type": "FREEZE",
    })
}

pub(crate) fn cancel(order: &str) -> Value {
    json!({
        "out_order_no": order, "out_request_no": format!("{order}F1"),
        "remark": "terminal time-out T07",
    })
}

pub(crate) fn unfreeze(auth_no: &str, number: &str, amount: &str) -> Value {
    json!({
        "auth_no": auth_no, "out_request_no": number, "amount": amount,
        "remark": "Checkout release room 1208",
    })
}

/// A charge of the guest of lesson `id`.
pub(crate) fn pay(auth_no: &str, number: &str, amount: &str, mode: &str, id: &str) -> Value {
    let guest = lesson(id).unwrap();
    let (field, buyer) = if guest.open_id {
        ("buyer_open_id", guest.payer_open_id())
    } else {
        ("buyer_id", guest.payer_id())
    };
    json!({
        "out_trade_no": number, "total_amount": amount, "subject": "Seaview Hotel room 1208",
        "product_code": "PRE_AUTH", "auth_no": auth_no, "auth_confirm_mode": mode, field: buyer,
        "seller_id": "2088102000000001", "store_id": "SH01", "terminal_id": "T07",
    })
}

pub(crate) fn refund(trade: &str, number: &str, amount: &str) -> Value {
    json!({
        "out_trade_no": trade, "out_request_no": number, "refund_amount": amount,
        "refund_reason": "minibar correction", "query_options": ["refund_detail_item_list"],
    })
}
