//! Bugs that are planted on purpose, to see that the judge finds them. None of them is in the program:
//! each stands around its codec, its disk or its start, and does what the bug would do.

use std::collections::BTreeSet;
use std::sync::Mutex;

use counterpane::domain::{
    Answer, Ask, Capabilities, Class, Currency, Done, Number, OrderStatus, Reason, Standing,
};
use counterpane::provider::alipay::{Alipay, frame};
use counterpane::provider::{Delivery, EncodeError, Lost, Provider, WireRequest};
use jiff::Timestamp;
use rsa::rand_core::CryptoRngCore;
use serde_json::{Map, Value};

use crate::dice::Dice;
use crate::seal::{Signatures, alipay, forge};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plant {
    /// A request leaves while its intent is still being written.
    SendBeforeAppend,
    /// An append is said to be durable a second before it is.
    SayKeptBeforeItIs,
    /// A restart does not take up one of the holds that are open.
    ForgetOneRestart,
    /// A request that is sent again gets another number.
    NewNumberOnRetry,
    /// Whatever has no signature, or a wrong one, is believed.
    TrustUnsigned,
    /// Numbers and amounts of a reply are not held against the request's.
    SkipEcho,
    /// A time-out counts as never sent.
    TimeOutIsNotSent,
    /// A guest who is still asked counts as one who confirmed.
    WaitingIsHeld,
    /// An order that is not in the books counts as closed.
    AbsentIsClosed,
    /// A page of something in between counts as a refusal that the books confirm.
    PageIsRefusal,
}

pub(crate) const PLANTS: [Plant; 10] = [
    Plant::SendBeforeAppend,
    Plant::SayKeptBeforeItIs,
    Plant::ForgetOneRestart,
    Plant::NewNumberOnRetry,
    Plant::TrustUnsigned,
    Plant::SkipEcho,
    Plant::TimeOutIsNotSent,
    Plant::WaitingIsHeld,
    Plant::AbsentIsClosed,
    Plant::PageIsRefusal,
];

/// The codec with a bug around it.
#[derive(Debug)]
pub(crate) struct Codec {
    inner: Alipay,
    plant: Option<Plant>,
    signatures: Signatures,
    sent: Mutex<BTreeSet<String>>,
}

impl Codec {
    pub(crate) fn new(signatures: Signatures, plant: Option<Plant>) -> Self {
        Self { inner: alipay(signatures), plant, signatures, sent: Mutex::default() }
    }

    /// The reply with `fields` in the place of its own, signed by the provider.
    fn rewritten(&self, delivery: &Delivery, fields: &[(&str, String)]) -> Option<Delivery> {
        let Delivery::Reply { status, trace, body } = delivery else {
            return None;
        };
        let whole: Map<String, Value> = serde_json::from_slice(body).ok()?;
        let name = whole.keys().find(|name| name.ends_with("_response"))?;
        let mut node = whole.get(name)?.as_object()?.clone();
        for (field, value) in fields {
            if let Some(there) = node.get_mut(*field) {
                *there = Value::String(value.clone());
            }
        }
        let text = Value::Object(node).to_string();
        let sign = forge(self.signatures, text.as_bytes(), &mut Dice::new(1, 0));
        let body = format!("{{\"{name}\":{text},\"sign\":\"{sign}\"}}").into_bytes();
        Some(Delivery::Reply { status: *status, trace: trace.clone(), body })
    }

    fn again(&self, ask: &Ask) -> Ask {
        let Some(number) = number_of(ask) else {
            return ask.clone();
        };
        let is_first = self.sent.lock().unwrap().insert(number.to_string());
        if is_first { ask.clone() } else { with_number(ask, &other(&number)) }
    }
}

impl Provider for Codec {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    fn capabilities(&self) -> Capabilities {
        self.inner.capabilities()
    }

    fn takes(&self, currency: Currency) -> bool {
        self.inner.takes(currency)
    }

    fn encode(
        &self,
        ask: &Ask,
        wall: Timestamp,
        dice: &mut dyn CryptoRngCore,
    ) -> Result<WireRequest, EncodeError> {
        if self.plant == Some(Plant::NewNumberOnRetry) {
            return self.inner.encode(&self.again(ask), wall, dice);
        }
        self.inner.encode(ask, wall, dice)
    }

    fn trace(&self, ask: &Ask, delivery: &Delivery) -> Option<String> {
        self.inner.trace(ask, delivery)
    }

    fn decode(&self, ask: &Ask, delivery: &Delivery) -> Answer {
        let plain = |delivery: &Delivery| self.inner.decode(ask, delivery);
        match self.plant {
            Some(Plant::TrustUnsigned) => {
                plain(self.rewritten(delivery, &[]).as_ref().unwrap_or(delivery))
            }
            Some(Plant::SkipEcho) if is_signed(&plain(delivery)) => {
                plain(self.rewritten(delivery, &echoes(ask)).as_ref().unwrap_or(delivery))
            }
            Some(Plant::TimeOutIsNotSent) => match delivery {
                Delivery::Lost(Lost::TimeOut, why) => plain(&Delivery::NotSent(why.clone())),
                Delivery::Reply { .. } | Delivery::NotSent(_) | Delivery::Lost(..) => {
                    plain(delivery)
                }
            },
            Some(Plant::WaitingIsHeld) => {
                let answer = plain(delivery);
                if let (Answer::Waiting(Some(authorization)), Some(_)) = (&answer, ask.moves()) {
                    return Answer::Done(Done::Held(authorization.clone()));
                }
                answer
            }
            Some(Plant::AbsentIsClosed) => {
                let answer = plain(delivery);
                let absent = matches!(answer, Answer::Done(Done::Absent(_)));
                if absent && matches!(ask, Ask::InquireHold { .. }) { closed() } else { answer }
            }
            Some(Plant::PageIsRefusal) => match delivery {
                Delivery::Reply { status: 502, .. } if ask.moves().is_none() => closed(),
                Delivery::Reply { status: 502, .. } => {
                    let reason = Reason::ours(Class::Refused, "502", "");
                    Answer::Refused(Reason { signed: true, ..reason })
                }
                Delivery::Reply { .. } | Delivery::NotSent(_) | Delivery::Lost(..) => {
                    plain(delivery)
                }
            },
            Some(
                Plant::SendBeforeAppend
                | Plant::SayKeptBeforeItIs
                | Plant::ForgetOneRestart
                | Plant::NewNumberOnRetry
                | Plant::SkipEcho,
            )
            | None => plain(delivery),
        }
    }
}

/// The echo check alone is skipped: what was not signed stays unknown.
fn is_signed(answer: &Answer) -> bool {
    match answer {
        Answer::Unknown(reason) => reason.signed,
        Answer::Done(_) | Answer::Waiting(_) | Answer::Refused(_) | Answer::NotSent(_) => true,
    }
}

fn closed() -> Answer {
    Answer::Done(Done::Standing(Standing {
        order: OrderStatus::Closed,
        authorization: None,
        rest: None,
        captured: None,
    }))
}

fn number_of(ask: &Ask) -> Option<Number> {
    match ask {
        Ask::HoldByScan { request_no, .. }
        | Ask::HoldByQr { request_no, .. }
        | Ask::Release { request_no, .. }
        | Ask::Refund { request_no, .. } => Some(request_no.clone()),
        Ask::Capture { capture_no, .. } => Some(capture_no.clone()),
        Ask::Cancel { .. }
        | Ask::InquireHold { .. }
        | Ask::InquireRelease { .. }
        | Ask::InquireCapture { .. }
        | Ask::InquireRefund { .. } => None,
    }
}

fn with_number(ask: &Ask, number: &Number) -> Ask {
    let mut ask = ask.clone();
    match &mut ask {
        Ask::HoldByScan { request_no, order_no, .. }
        | Ask::HoldByQr { request_no, order_no, .. } => {
            *order_no = other(order_no);
            request_no.clone_from(number);
        }
        Ask::Release { request_no, .. } | Ask::Refund { request_no, .. } => {
            request_no.clone_from(number);
        }
        Ask::Capture { capture_no, .. } => capture_no.clone_from(number),
        Ask::Cancel { .. }
        | Ask::InquireHold { .. }
        | Ask::InquireRelease { .. }
        | Ask::InquireCapture { .. }
        | Ask::InquireRefund { .. } => {}
    }
    ask
}

fn other(number: &Number) -> Number {
    Number::try_from(format!("{number}B")).unwrap()
}

/// What a reply should say, so that it always says what was asked.
fn echoes(ask: &Ask) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    match ask {
        Ask::HoldByScan { order_no, request_no, money, .. }
        | Ask::HoldByQr { order_no, request_no, money, .. }
        | Ask::InquireHold { order_no, request_no, money }
        | Ask::InquireRelease { order_no, request_no, money } => {
            all.extend([("out_order_no", order_no), ("out_request_no", request_no)]);
            return texts(all, &[("amount", money.decimal())]);
        }
        Ask::Cancel { order_no, request_no, .. } => {
            all.extend([("out_order_no", order_no), ("out_request_no", request_no)]);
        }
        Ask::Release { order_no, request_no, money, authorization, .. } => {
            all.extend([("out_order_no", order_no), ("out_request_no", request_no)]);
            let auth_no = authorization.auth_no.clone();
            return texts(all, &[("amount", money.decimal()), ("auth_no", auth_no)]);
        }
        Ask::Capture { capture_no, money, .. } | Ask::InquireCapture { capture_no, money } => {
            all.push(("out_trade_no", capture_no));
            return texts(all, &[("total_amount", money.decimal())]);
        }
        Ask::Refund { capture_no, money, before, .. } => {
            all.push(("out_trade_no", capture_no));
            return texts(all, &[("refund_fee", money.plus(*before).unwrap().decimal())]);
        }
        Ask::InquireRefund { capture_no, request_no, money } => {
            all.extend([("out_trade_no", capture_no), ("out_request_no", request_no)]);
            return texts(all, &[("refund_amount", money.decimal())]);
        }
    }
    texts(all, &[])
}

fn texts(
    numbers: Vec<(&'static str, &Number)>,
    others: &[(&'static str, String)],
) -> Vec<(&'static str, String)> {
    let numbers = numbers.into_iter().map(|(name, number)| (name, number.to_string()));
    numbers.chain(others.iter().cloned()).collect()
}

/// The method and the content of a request, read from its bytes and nothing else.
pub(crate) fn read(wire: &WireRequest) -> (String, Map<String, Value>) {
    let query = wire.url.split_once('?').map_or("", |(_, query)| query);
    let method = frame::parse_form(query).unwrap().remove("method").unwrap();
    let content = frame::parse_form(&wire.body).unwrap().remove("biz_content").unwrap();
    (method, serde_json::from_str(&content).unwrap())
}
