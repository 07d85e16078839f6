//! Good replies to every ask, made by the simulated provider, and the provider's real key.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counterpane::domain::{
    Answer, Ask, Authorization, Classified, Money, Number, PaymentCode, classify,
};
use counterpane::provider::alipay::{Alipay, AlipaySettings, Keys, Merchant};
use counterpane::provider::{Delivery, Provider as _};
use counterpane::simulator::keys::KeyTexts;
use counterpane::simulator::{
    self, Books, HttpRequest, KeyRing, Reply, Simulator, lesson, lesson_code,
};
use jiff::{SignedDuration, Timestamp};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use zeroize::Zeroizing;

use crate::dice::Dice;

const TERMINAL_KEY: &str = include_str!("../keys/app-pkcs1.pem");
const PROVIDER_KEY: &str = include_str!("../keys/alipay-pkcs8.pem");

/// An ask and what the provider said to it.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    /// `HoldByScan`, and so on.
    pub(crate) ask: Ask,
    pub(crate) body: String,
}

/// Every exchange of some stays, and who may sign what.
pub(crate) struct World {
    pub(crate) exchanges: Vec<Exchange>,
    /// Each text that the provider has signed, with its signature.
    pub(crate) signed: BTreeMap<String, String>,
    alipay: Alipay,
}

impl World {
    pub(crate) fn decode(&self, ask: &Ask, body: &[u8]) -> Answer {
        let trace = Some("21trace".to_owned());
        self.alipay.decode(ask, &Delivery::Reply { status: 200, trace, body: body.to_vec() })
    }
}

/// The same for all tests: it takes some seconds to make.
pub(crate) static WORLD: LazyLock<World> = LazyLock::new(|| {
    let mut counter = Counter::new();
    for (which, (currency, amount)) in
        [("CNY", "500"), ("CNY", "1"), ("HKD", "500"), ("CNY", "88888.88"), ("HKD", "0.02")]
            .into_iter()
            .enumerate()
    {
        counter.stay(which, currency, amount);
    }
    counter.troubles();
    let mut signed = BTreeMap::new();
    for exchange in &counter.exchanges {
        let members = crate::naive::members(&exchange.body).unwrap();
        let (_, slice) = members[0];
        if let Some((_, sign)) = members.iter().find(|(name, _)| name == "sign") {
            signed.insert(slice.to_owned(), crate::naive::unquoted(sign).unwrap());
        }
    }
    World { exchanges: counter.exchanges, signed, alipay: counter.alipay }
});

/// The provider's signature of any bytes: what nobody else can make.
pub(crate) fn sign_as_provider(bytes: &[u8]) -> String {
    static KEY: LazyLock<RsaKeyPair> = LazyLock::new(|| key(PROVIDER_KEY, RsaKeyPair::from_pkcs8));
    sign(&KEY, bytes)
}

/// The terminal's own: who mixes the two keys up in the settings would take it for good.
pub(crate) fn sign_as_terminal(bytes: &[u8]) -> String {
    static KEY: LazyLock<RsaKeyPair> = LazyLock::new(|| key(TERMINAL_KEY, RsaKeyPair::from_der));
    sign(&KEY, bytes)
}

type Read = fn(&[u8]) -> Result<RsaKeyPair, ring::error::KeyRejected>;

fn key(pem: &str, read: Read) -> RsaKeyPair {
    let (_, body) = pem.split_once("PRIVATE KEY-----").unwrap();
    let (body, _) = body.split_once("-----END").unwrap();
    let lines: String = body.split_whitespace().collect();
    read(&STANDARD.decode(lines).unwrap()).unwrap()
}

fn sign(key: &RsaKeyPair, bytes: &[u8]) -> String {
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), bytes, &mut signature).unwrap();
    STANDARD.encode(signature)
}

/// A terminal and its provider.
struct Counter {
    simulator: Simulator,
    alipay: Alipay,
    now: Timestamp,
    dice: Dice,
    exchanges: Vec<Exchange>,
}

impl Counter {
    fn new() -> Self {
        let text = |pem: &str| Some(Zeroizing::new(pem.to_owned()));
        let texts = KeyTexts {
            merchant_private: text(TERMINAL_KEY),
            alipay_private: text(PROVIDER_KEY),
            ..KeyTexts::default()
        };
        let mut dice = Dice::new(0);
        let keys = KeyRing::load_or_generate(&texts, &mut dice).unwrap();
        let who = simulator::Merchant::default();
        let merchant = Merchant {
            gateway: "http://127.0.0.1/gateway.do".to_owned(),
            app_id: who.app_id.clone(),
            seller_id: who.seller_id.clone(),
            send_payee: true,
            product_code: "PRE_AUTH".to_owned(),
            category: Some("HOTEL".to_owned()),
            store_alias: None,
            store_id: None,
            terminal_id: None,
            operator_id: None,
            settle_currency: None,
            notify_url: None,
            app_auth_token: None,
        };
        let keys_of_ours = Keys::PublicKey {
            merchant_private_key: keys.merchant_private.to_pem().unwrap(),
            alipay_public_key: keys.alipay_public.to_pem().unwrap(),
        };
        let alipay = Alipay::new(AlipaySettings { merchant, keys: keys_of_ours }).unwrap();
        let simulator = Simulator::new(Books::in_memory().unwrap(), keys, who);
        let now = "2026-01-15T06:03:07Z".parse().unwrap();
        Self { simulator, alipay, now, dice, exchanges: Vec::new() }
    }

    /// Asks; a reply that comes is kept.
    fn ask(&mut self, ask: &Ask) -> Option<Answer> {
        self.now += SignedDuration::from_secs(4);
        let request = self.alipay.encode(ask, self.now, &mut self.dice).unwrap();
        let wire = HttpRequest::to(&request.url, &request.body);
        let Reply::Answer { status: 200, body } =
            self.simulator.serve(&wire, self.now, &mut self.dice).reply
        else {
            return None;
        };
        let delivery = Delivery::Reply { status: 200, trace: None, body: body.clone() };
        let body = String::from_utf8(body).unwrap();
        self.exchanges.push(Exchange { ask: ask.clone(), body });
        Some(self.alipay.decode(ask, &delivery))
    }

    /// A stay with everything that a hold can go through, each step asked about before and after.
    fn stay(&mut self, which: usize, currency: &'static str, amount: &str) {
        let money = Money::parse(amount, currency.parse().unwrap()).unwrap();
        let part = |share: i64| Money::new((money.minor() / share).max(1), money.currency());
        let order = number(&format!("H26011500{which}"));
        let request = number(&format!("{order}F1QZ0{which}"));
        let inquire =
            Ask::InquireHold { order_no: order.clone(), request_no: request.clone(), money };
        self.ask(&inquire);
        self.ask(&hold(&order, &request, money, "confirms"));
        let Some(authorization) = self.authorization(&inquire) else {
            return;
        };
        let capture = number(&format!("{order}C1QZ0{which}"));
        let pay = Ask::InquireCapture { capture_no: capture.clone(), money: part(2) };
        self.ask(&pay);
        self.ask(&Ask::Capture {
            capture_no: capture.clone(),
            authorization: authorization.clone(),
            money: part(2),
            complete: false,
            title: "Room".to_owned(),
        });
        self.ask(&pay);
        self.ask(&inquire);
        let back = number(&format!("{order}U1QZ0{which}"));
        let gone = Ask::InquireRelease {
            order_no: order.clone(),
            request_no: back.clone(),
            money: part(4),
        };
        self.ask(&gone);
        self.ask(&Ask::Release {
            order_no: order.clone(),
            request_no: back,
            authorization,
            money: part(4),
            remark: "Room 12".to_owned(),
        });
        self.ask(&gone);
        for (nth, share) in [(1, 5), (2, 6)] {
            let request_no = number(&format!("{order}R{nth}QZ0{which}"));
            let before = if nth == 1 { Money::zero(money.currency()) } else { part(5) };
            let paid_back = Ask::InquireRefund {
                capture_no: capture.clone(),
                request_no: request_no.clone(),
                money: part(share),
            };
            self.ask(&paid_back);
            self.ask(&Ask::Refund {
                capture_no: capture.clone(),
                request_no,
                money: part(share),
                before,
                reason: String::new(),
            });
            self.ask(&paid_back);
        }
        self.ask(&inquire);
        self.undone(which, money);
    }

    /// A guest who has to type, one who never does, one in the moment of the undo; a QR code.
    fn undone(&mut self, which: usize, money: Money) {
        for (nth, guest) in
            ["password", "never", "crossing", "credit", "poor", "expired"].into_iter().enumerate()
        {
            let order = number(&format!("H2601151{which}{nth}"));
            let request = number(&format!("{order}F1QZ1{which}"));
            self.ask(&hold(&order, &request, money, guest));
            let inquire =
                Ask::InquireHold { order_no: order.clone(), request_no: request.clone(), money };
            self.ask(&inquire);
            self.ask(&Ask::Cancel {
                order_no: order,
                request_no: request,
                remark: "not clear".to_owned(),
            });
            self.ask(&inquire);
        }
        let order = number(&format!("H26011518{which}"));
        let request_no = number(&format!("{order}F1QZ2{which}"));
        self.ask(&Ask::HoldByQr {
            order_no: order.clone(),
            request_no: request_no.clone(),
            money,
            title: "Deposit".to_owned(),
            confirm_minutes: 5,
        });
        let inquire = Ask::InquireHold { order_no: order, request_no, money };
        self.ask(&inquire);
        self.ask(&inquire);
    }

    /// A charge that is slow, replies that are unsigned or busy.
    fn troubles(&mut self) {
        let money = Money::new(50_000, "CNY".parse().unwrap());
        for (nth, guest) in ["charge-slow", "busy", "limited", "unsigned"].into_iter().enumerate() {
            let order = number(&format!("H26011519{nth}"));
            let request = number(&format!("{order}F1QZ3{nth}"));
            self.ask(&hold(&order, &request, money, guest));
            let inquire = Ask::InquireHold { order_no: order.clone(), request_no: request, money };
            let Some(authorization) = self.authorization(&inquire) else {
                continue;
            };
            let capture_no = number(&format!("{order}C1QZ3{nth}"));
            self.ask(&Ask::Capture {
                capture_no: capture_no.clone(),
                authorization,
                money,
                complete: true,
                title: "Room".to_owned(),
            });
            self.ask(&Ask::InquireCapture { capture_no, money });
        }
    }

    fn authorization(&mut self, inquire: &Ask) -> Option<Authorization> {
        use counterpane::domain::Done;

        match self.ask(inquire)? {
            Answer::Done(Done::Standing(standing)) => standing.authorization,
            Answer::Done(_)
            | Answer::Waiting(_)
            | Answer::Refused(_)
            | Answer::Unknown(_)
            | Answer::NotSent(_) => None,
        }
    }
}

fn hold(order: &Number, request: &Number, money: Money, guest: &str) -> Ask {
    Ask::HoldByScan {
        order_no: order.clone(),
        request_no: request.clone(),
        money,
        title: "Deposit".to_owned(),
        code: code(guest, order),
        confirm_minutes: 5,
    }
}

/// A payment code that no guest has shown before.
fn code(guest: &str, order: &Number) -> PaymentCode {
    let chance: u64 = order.as_str()[1..].parse().unwrap();
    let text = lesson_code(lesson(guest).unwrap(), chance);
    match classify(&text) {
        Classified::Alipay { code, .. } => code,
        Classified::Other(kind) => panic!("{kind:?}"),
    }
}

fn number(text: &str) -> Number {
    Number::try_from(text.to_owned()).unwrap()
}
