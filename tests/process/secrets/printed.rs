//! Every value on the way of a code or a key, printed as a panic or a log would print it.

use std::fmt::Debug;
use std::path::Path;

use counterpane::cli::{Cli, CodeArg};
use counterpane::config::{Origin, Settings};
use counterpane::desk::{Command, Effect, How, Input};
use counterpane::domain::{Ask, Classified, Money, Number, PaymentCode, Stay, classify};
use counterpane::provider::alipay::sign::{KeyError, SigningKey};
use counterpane::provider::alipay::{Alipay, AlipaySettings, Keys, Merchant};
use counterpane::provider::{Delivery, Provider as _};
use counterpane::scanner::{
    Burst, DeviceId, Framed, Gaps, LineDecoder, RawReport, Scan, Scanned, Source, Suffixes, Wait,
};
use counterpane::simulator::keys::KeyTexts;
use counterpane::simulator::{self, Books, HttpRequest, KeyRing, Simulator};
use counterpane::tui::{Msg, Wish};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::{SignedDuration, Timestamp};
use rsa::rand_core::OsRng;
use zeroize::Zeroizing;

use super::key::nobody_s;
use super::{Hunt, TOKEN};

const CODE: &str = "287391826450731948";

fn code() -> PaymentCode {
    let Classified::Alipay { code, .. } = classify(CODE) else { panic!("no code") };
    code
}

fn money() -> Money {
    Money::parse("500.00", "HKD".parse().unwrap()).unwrap()
}

fn number() -> Number {
    Number::try_from("T1".to_owned()).unwrap()
}

fn ask() -> Ask {
    let title = "Deposit".to_owned();
    Ask::HoldByScan {
        order_no: number(),
        request_no: number(),
        money: money(),
        title,
        code: code(),
        confirm_minutes: 1,
    }
}

fn command() -> Command {
    let text = String::new;
    let stay = Stay { room: "1".to_owned(), guest: text(), booking: text(), ..Stay::default() };
    Command::Hold { stay, money: money(), how: How::Scan(code()) }
}

fn scan() -> Scan {
    let at = Timestamp::UNIX_EPOCH;
    let text = Scanned::from(CODE.to_owned());
    Scan {
        text,
        symbology: None,
        source: Source::Serial,
        device: None,
        began: at,
        at,
        wait: Wait(1),
    }
}

fn ring() -> KeyRing {
    let texts = KeyTexts {
        merchant_private: Some(Zeroizing::new(nobody_s().to_owned())),
        ..KeyTexts::default()
    };
    KeyRing::load_or_generate(&texts, &mut OsRng).unwrap()
}

fn merchant() -> Merchant {
    let some = |text: &str| Some(text.to_owned());
    Merchant {
        gateway: "https://gateway.invalid/gateway.do".to_owned(),
        app_id: "1".to_owned(),
        seller_id: "2".to_owned(),
        send_payee: true,
        product_code: "P".to_owned(),
        category: some("HOTEL"),
        store_alias: None,
        store_id: None,
        terminal_id: None,
        operator_id: None,
        settle_currency: None,
        notify_url: None,
        app_auth_token: Some(Zeroizing::new(TOKEN.to_owned())),
    }
}

fn keys(ring: &KeyRing) -> Keys {
    Keys::PublicKey {
        merchant_private_key: Zeroizing::new(nobody_s().to_owned()),
        alipay_public_key: ring.alipay_public.to_pem().unwrap(),
    }
}

/// Collects what is printed and searches it.
struct Printer(Hunt, usize);

impl Printer {
    fn print(&mut self, value: &dyn Debug) {
        for text in [format!("{value:?}"), format!("{value:#?}")] {
            assert_eq!(self.0.search(text.as_bytes()), [] as [String; 0], "{text}");
        }
        self.1 += 1;
    }
}

fn printer() -> Printer {
    Printer(Hunt::default().code(CODE).text("token", TOKEN).key("key", nobody_s()), 0)
}

#[test]
fn no_value_prints_a_code() {
    let mut printer = printer();
    let mut burst = Burst::new(Gaps::default());
    let mut line = LineDecoder::new(Suffixes::default(), SignedDuration::from_millis(150));
    for c in CODE.chars() {
        burst.push(c, Timestamp::UNIX_EPOCH);
    }
    line.push(CODE.as_bytes(), Timestamp::UNIX_EPOCH);
    let arg: CodeArg = CODE.parse().unwrap();
    let words = ["counterpane", "hold", "--room", "1", "--amount", "5", "--code", CODE];
    let raw = RawReport::masked(DeviceId(1), Timestamp::UNIX_EPOCH, CODE.as_bytes(), None);
    let framed = Framed::Scan {
        text: CODE.to_owned().into(),
        symbology: None,
        began: Timestamp::UNIX_EPOCH,
    };
    let key = KeyEvent::new(KeyCode::Char('2'), KeyModifiers::NONE);
    let hold = counterpane::domain::HoldId::from_chance(1);
    printer.print(&code());
    printer.print(&classify(CODE));
    printer.print(&ask());
    printer.print(&command());
    printer.print(&Input::Command { ticket: 1, command: command(), authority: None });
    printer.print(&Effect::Prepare { ask: ask() });
    printer.print(&Effect::Call { call: 1, hold, ask: ask() });
    printer.print(&scan());
    printer.print(&scan().text);
    printer.print(&framed);
    printer.print(&burst);
    printer.print(&line);
    printer.print(&raw);
    printer.print(&[Msg::Key(key), Msg::Scan(scan()), Msg::Paste(CODE.to_owned().into())]);
    printer.print(&Wish::Command { ticket: 1, command: command() });
    printer.print(&arg);
    printer.print(&Cli::read(words));
    printer.print(&Cli::read(words.map(|word| if word == "1" { CODE } else { word })));
    let body = format!("biz_content={CODE}");
    printer.print(&HttpRequest { query: CODE, body: &body });
    let reply =
        Delivery::Reply { status: 200, trace: Some(CODE.to_owned()), body: body.clone().into() };
    printer.print(&reply);
    printer.print(&simulator::Reply::Answer { status: 200, body: body.into() });
    assert_eq!(printer.1, 21);
}

#[test]
fn no_value_prints_a_key() {
    let mut printer = printer();
    let ring = ring();
    let settings = AlipaySettings { merchant: merchant(), keys: keys(&ring) };
    printer.print(&settings);
    printer.print(&settings.keys);
    let alipay = Alipay::new(settings).unwrap();
    printer.print(&alipay);
    printer.print(&alipay.encode(&ask(), Timestamp::UNIX_EPOCH, &mut OsRng));
    printer.print(&ring);
    printer.print(&ring.texts().unwrap());
    printer.print(&ring.merchant_private);
    printer.print(&Simulator::new(
        Books::in_memory().unwrap(),
        ring,
        simulator::Merchant::default(),
    ));
    let half = &nobody_s()[..nobody_s().len() / 2];
    for text in [half, &nobody_s().replace("PRIVATE", "PUBLIC"), nobody_s()] {
        let read: Result<SigningKey, KeyError> = SigningKey::parse(text);
        printer.print(&read);
    }
    let text = format!(
        "mode = \"sandbox\"\n[provider.alipay]\ngateway = \"https://x.alipaydev.com/\"\napp_id = \"1\"\n\
         seller_id = \"2\"\nmerchant_private_key = \"a\"\nalipay_public_key = \"b\"\n\
         app_auth_token = \"{TOKEN}\"\n"
    );
    let origin = Origin { file: "config.toml", folder: Path::new(""), data_dir: Path::new("") };
    let settings = Settings::parse(&text, origin);
    assert!(settings.is_ok(), "{settings:?}");
    printer.print(&settings);
    assert_eq!(printer.1, 12);
}
