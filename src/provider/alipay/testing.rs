//! Keys, a merchant and asks for tests. Keys are made once in every test binary, from fixed dice, so
//! that a failure repeats.

use std::sync::OnceLock;

use rsa::rand_core::{CryptoRng, Error, RngCore};

use super::Alipay;
use super::settings::{AlipaySettings, Keys, Merchant};
use super::sign::SigningKey;
use crate::domain::{Ask, Authorization, Classified, Money, Number, Payer, PaymentCode, classify};

/// `SplitMix64`: dice that always fall the same. Not for any real key.
pub(crate) struct Dice(u64);

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

pub(crate) fn dice() -> Dice {
    Dice(1)
}

/// The terminal's own key.
pub(crate) fn terminal_key() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::generate(2048, &mut Dice(2)).unwrap())
}

/// The key of the provider's side.
pub(crate) fn provider_key() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::generate(2048, &mut Dice(3)).unwrap())
}

/// A merchant who has set nothing that may be left out.
pub(crate) fn merchant() -> Merchant {
    Merchant {
        gateway: "https://openapi.alipay.com/gateway.do".to_owned(),
        app_id: "2021000000000001".to_owned(),
        seller_id: "2088102000000001".to_owned(),
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
    }
}

/// Public-key mode, with the keys of this file.
pub(crate) fn alipay(merchant: Merchant) -> Alipay {
    Alipay::new(AlipaySettings {
        merchant,
        keys: Keys::PublicKey {
            merchant_private_key: terminal_key().to_pem().unwrap(),
            alipay_public_key: provider_key().verifying_key().to_pem().unwrap(),
        },
    })
    .unwrap()
}

pub(crate) fn number(text: &str) -> Number {
    Number::try_from(text.to_owned()).unwrap()
}

pub(crate) fn money(text: &str, currency: &str) -> Money {
    Money::parse(text, currency.parse().unwrap()).unwrap()
}

pub(crate) fn code() -> PaymentCode {
    match classify("287654321098765432") {
        Classified::Alipay { code, .. } => code,
        Classified::Other(kind) => panic!("{kind:?}"),
    }
}

/// The good hold of the specification's examples.
pub(crate) fn authorization() -> Authorization {
    Authorization {
        auth_no: "2026011510002001000512340042".to_owned(),
        operation_id: "20260115000123450042".to_owned(),
        payer: Some(Payer::UserId("2088000000000042".to_owned())),
        payer_login: "138****0042".to_owned(),
        on_credit: false,
    }
}

/// The asks of the specification's examples, each under the name of its golden file.
#[expect(clippy::too_many_lines, reason = "a table of examples")]
pub(crate) fn asks(currency: &str) -> Vec<(&'static str, Ask)> {
    let order_no = number("H260115000042");
    let hold_no = number("H260115000042F1");
    let capture_no = number("H260115000042C1");
    let release_no = number("H260115000042U1");
    let refund_no = number("H260115000042R1");
    let money = |text: &str| money(text, currency);
    vec![
        (
            "hold-by-scan",
            Ask::HoldByScan {
                order_no: order_no.clone(),
                request_no: hold_no.clone(),
                money: money("500.00"),
                title: "Seaview Hotel deposit room 1208".to_owned(),
                code: code(),
                confirm_minutes: 5,
            },
        ),
        (
            "hold-by-qr",
            Ask::HoldByQr {
                order_no: number("H260115000043"),
                request_no: number("H260115000043F1"),
                money: money("800.00"),
                title: "Seaview Hotel deposit room 0907".to_owned(),
                confirm_minutes: 5,
            },
        ),
        (
            "cancel",
            Ask::Cancel {
                order_no: order_no.clone(),
                request_no: hold_no.clone(),
                remark: "terminal timeout T07".to_owned(),
            },
        ),
        (
            "capture",
            Ask::Capture {
                capture_no: capture_no.clone(),
                authorization: authorization(),
                money: money("380.00"),
                complete: true,
                title: "Seaview Hotel room 1208".to_owned(),
            },
        ),
        (
            "release",
            Ask::Release {
                order_no: order_no.clone(),
                request_no: release_no.clone(),
                authorization: authorization(),
                money: money("120.00"),
                remark: "Checkout release room 1208".to_owned(),
            },
        ),
        (
            "refund",
            Ask::Refund {
                capture_no: capture_no.clone(),
                request_no: refund_no.clone(),
                before: money("0.00"),
                money: money("30.00"),
                reason: "minibar correction".to_owned(),
            },
        ),
        (
            "inquire-hold",
            Ask::InquireHold {
                order_no: order_no.clone(),
                request_no: hold_no,
                money: money("500.00"),
            },
        ),
        (
            "inquire-release",
            Ask::InquireRelease { order_no, request_no: release_no, money: money("120.00") },
        ),
        (
            "inquire-capture",
            Ask::InquireCapture { capture_no: capture_no.clone(), money: money("380.00") },
        ),
        (
            "inquire-refund",
            Ask::InquireRefund { capture_no, request_no: refund_no, money: money("30.00") },
        ),
    ]
}

/// One of [`asks`], in the provider's own currency.
pub(crate) fn ask(name: &str) -> Ask {
    let mut all = asks("CNY").into_iter();
    all.find(|(known, _)| *known == name).unwrap().1
}
