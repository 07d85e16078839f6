//! Our codecs against the simulated provider, which reads the rules by itself: no request of ours
//! breaks one of them, and what an answer proves is what its books say.

use std::sync::OnceLock;

use counterpane::domain::{
    Answer, Ask, Authorization, CancelAction, Classified, Done, Money, Number, OrderStatus,
    PaymentCode, classify,
};
use counterpane::provider::alipay::{Alipay, AlipaySettings, Keys, Merchant};
use counterpane::provider::{Delivery, Lost, Provider as _};
use counterpane::simulator::keys::KeyTexts;
use counterpane::simulator::{
    self, Books, HttpRequest, KeyRing, Reply, Simulator, lesson_code, lessons,
};
use jiff::{SignedDuration, Timestamp};
use rsa::rand_core::OsRng;

struct World {
    simulator: Simulator,
    alipay: Alipay,
    now: Timestamp,
    currency: &'static str,
}

impl World {
    fn new(currency: &'static str, open: bool) -> Self {
        let keys = keys();
        let who = simulator::Merchant::default();
        let text = |text: &str| open.then(|| text.to_owned());
        let alipay = Alipay::new(AlipaySettings {
            merchant: Merchant {
                gateway: "http://127.0.0.1/gateway.do".to_owned(),
                app_id: who.app_id.clone(),
                seller_id: who.seller_id.clone(),
                send_payee: open,
                product_code: "PRE_AUTH".to_owned(),
                category: text("HOTEL"),
                store_alias: text("Seaview & Sons"),
                store_id: text("SH01"),
                terminal_id: text("T07"),
                operator_id: text("E103"),
                settle_currency: None,
                notify_url: text("https://hotel.example/notify"),
                app_auth_token: None,
            },
            keys: Keys::PublicKey {
                merchant_private_key: keys.merchant_private.to_pem().unwrap(),
                alipay_public_key: keys.alipay_public.to_pem().unwrap(),
            },
        })
        .unwrap();
        Self {
            simulator: Simulator::new(Books::in_memory().unwrap(), keys, who),
            alipay,
            now: "2026-01-15T06:03:07Z".parse().unwrap(),
            currency,
        }
    }

    /// Asks, four seconds after the last time.
    fn ask(&mut self, ask: &Ask) -> Answer {
        self.now += SignedDuration::from_secs(4);
        let request = self.alipay.encode(ask, self.now, &mut OsRng).unwrap();
        let wire = HttpRequest::to(&request.url, &request.body);
        let served = self.simulator.serve(&wire, self.now, &mut OsRng);
        let delivery = match served.reply {
            Reply::Answer { status, body } => {
                Delivery::Reply { status, trace: Some(served.trace), body }
            }
            Reply::Dropped => Delivery::Lost(Lost::Broken, String::new()),
            Reply::NeverArrives => Delivery::Lost(Lost::TimeOut, String::new()),
        };
        let answer = self.alipay.decode(ask, &delivery);
        let broken = self.simulator.violations().unwrap();
        assert!(broken.is_empty(), "{broken:?} by {ask:?}");
        answer
    }

    /// Asks until something is proven.
    fn settle(&mut self, ask: &Ask) -> Done {
        for _ in 0..12 {
            match self.ask(ask) {
                Answer::Done(done) => return done,
                Answer::Waiting(_) | Answer::Unknown(_) => {}
                Answer::Refused(_) | Answer::NotSent(_) => break,
            }
        }
        panic!("never settled: {ask:?}");
    }

    fn money(&self, text: &str) -> Money {
        Money::parse(text, self.currency.parse().unwrap()).unwrap()
    }

    /// Held, charged, given back and refunded, as the provider's books have them.
    fn sums(&self) -> [String; 4] {
        let ledger = self.simulator.books().ledger().unwrap();
        let sums = ledger.first().unwrap();
        [sums.held, sums.captured, sums.released, sums.refunded].map(|cents| cents.to_string())
    }

    /// Releases a part, charges a part, gives the rest back, refunds a part; each of them twice.
    fn spend(&mut self, authorization: &Authorization) {
        let (part, charge, back) = (self.money("120"), self.money("300"), self.money("30"));
        let capture_no = number("H1C1");
        let asks = [
            Ask::Release {
                order_no: number("H1"),
                request_no: number("H1U1"),
                authorization: authorization.clone(),
                money: part,
                remark: "Room 12/08 = done & seller_id".to_owned(),
            },
            Ask::Capture {
                capture_no: capture_no.clone(),
                authorization: authorization.clone(),
                money: charge,
                complete: true,
                title: "the body of the subject".to_owned(),
            },
            Ask::Refund {
                capture_no: capture_no.clone(),
                request_no: number("H1R1"),
                money: back,
                before: Money::zero(back.currency()),
                reason: String::new(),
            },
        ];
        let inquiries = [
            Ask::InquireRelease { order_no: number("H1"), request_no: number("H1U1"), money: part },
            Ask::InquireCapture { capture_no: capture_no.clone(), money: charge },
            Ask::InquireRefund { capture_no, request_no: number("H1R1"), money: back },
        ];
        for (ask, inquiry) in asks.iter().zip(&inquiries) {
            assert!(matches!(self.settle(inquiry), Done::Absent(_)));
            // What was lost on its way is asked again, with the same numbers.
            let mut found = Done::Released;
            for _ in 0..4 {
                self.ask(ask);
                self.ask(ask);
                found = self.settle(inquiry);
                if !matches!(found, Done::Absent(_)) {
                    break;
                }
            }
            assert!(
                matches!(
                    (ask, &found),
                    (Ask::Release { .. }, Done::Released)
                        | (Ask::Capture { .. }, Done::Captured { .. })
                        | (Ask::Refund { .. }, Done::Refunded)
                ),
                "{ask:?}: {found:?}"
            );
        }
        let [held, captured, _, refunded] = self.sums();
        assert_eq!([held, captured, refunded], ["500.00", "300.00", "30.00"]);
    }
}

fn keys() -> KeyRing {
    static KEYS: OnceLock<KeyRing> = OnceLock::new();
    let made = || KeyRing::load_or_generate(&KeyTexts::default(), &mut OsRng).unwrap();
    KEYS.get_or_init(made).clone()
}

fn number(text: &str) -> Number {
    Number::try_from(text.to_owned()).unwrap()
}

fn code(lesson: &simulator::Lesson) -> PaymentCode {
    match classify(&lesson_code(lesson, 42)) {
        Classified::Alipay { code, .. } => code,
        Classified::Other(kind) => panic!("{kind:?}"),
    }
}

fn inquiry(money: Money) -> Ask {
    Ask::InquireHold { order_no: number("H1"), request_no: number("H1F1"), money }
}

/// Holds, waits for the guest, and spends what is held or undoes what is not.
fn history(world: &mut World, lesson: &simulator::Lesson) {
    let money = world.money("500");
    let hold = Ask::HoldByScan {
        order_no: number("H1"),
        request_no: number("H1F1"),
        money,
        title: "Deposit, room 12/08".to_owned(),
        code: code(lesson),
        confirm_minutes: 5,
    };
    let first = world.ask(&hold);
    let refused = matches!(first, Answer::Refused(_));
    for _ in 0..8 {
        let Done::Standing(standing) = world.settle(&inquiry(money)) else {
            continue;
        };
        if standing.order == OrderStatus::Authorized {
            assert!(!refused, "{first:?}");
            return world.spend(&standing.authorization.unwrap());
        }
    }
    assert!(!matches!(first, Answer::Done(_)), "{first:?}");
    let cancel =
        Ask::Cancel { order_no: number("H1"), request_no: number("H1F1"), remark: String::new() };
    for _ in 0..8 {
        if let Answer::Done(Done::Cancelled(action)) = world.ask(&cancel) {
            let back = match action {
                CancelAction::Closed => "0.00",
                CancelAction::GivenBack => "500.00",
            };
            assert_eq!(world.sums(), [back, "0.00", back, "0.00"]);
            return;
        }
    }
}

#[test]
fn every_guest_and_every_trouble() {
    for lesson in lessons() {
        history(&mut World::new("CNY", true), lesson);
    }
}

#[test]
fn a_foreign_currency_and_bare_settings() {
    let lesson = simulator::lesson("confirms").unwrap();
    history(&mut World::new("HKD", false), lesson);
}

#[test]
fn a_qr_code_is_shown_and_scanned() {
    let mut world = World::new("HKD", true);
    let money = world.money("800");
    let shown = world.ask(&Ask::HoldByQr {
        order_no: number("H1"),
        request_no: number("H1F1"),
        money,
        title: String::new(),
        confirm_minutes: 5,
    });
    assert!(matches!(shown, Answer::Done(Done::Shown { .. })), "{shown:?}");
    let mut seen = Vec::new();
    for _ in 0..8 {
        let found = world.settle(&inquiry(money));
        assert!(matches!(found, Done::Standing(_) | Done::Absent(_)));
        seen.push(if let Done::Standing(standing) = found { Some(standing.order) } else { None });
    }
    seen.dedup();
    let wanted = [None, Some(OrderStatus::Init), Some(OrderStatus::Authorized)];
    assert_eq!(seen, wanted);
}
