//! What `--json` prints: one value, as the contract says (design.md 6).

use serde::Serialize;

use crate::desk::{CaptureView, HoldView};
use crate::domain::{MoneyState, Phase, State};
use crate::locale::Frame;

/// One hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hold {
    id: String,
    room: String,
    guest: String,
    booking: String,
    currency: &'static str,
    state: &'static str,
    money: &'static str,
    asked: String,
    held: String,
    captured: String,
    released: String,
    refunded: String,
    remaining: String,
    provider: String,
    order_no: String,
    request_no: String,
    auth_no: Option<String>,
    captures: Vec<Capture>,
    qr: Option<String>,
    trouble: Option<TroubleWords>,
}

/// A proven charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Capture {
    trade_no: Option<String>,
    order_no: String,
    amount: String,
    refunded: String,
}

/// A trouble in the words of the locale, which the caller looks up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TroubleWords {
    /// The provider's code, or ours.
    pub code: String,
    pub headline: String,
    /// What the cashier does.
    #[serde(rename = "do")]
    pub act: String,
    /// What the guest is told.
    pub say: String,
}

/// What `list`, `search` and `check` without a hold print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holds {
    pub holds: Vec<Hold>,
}

/// What is printed where there is no hold to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    error: FailureBody,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct FailureBody {
    code: String,
    message: String,
    hint: String,
}

impl Hold {
    /// `trouble` are the words for `hold.trouble`.
    pub fn new(hold: &HoldView, trouble: Option<TroubleWords>) -> Self {
        Self {
            id: hold.id.to_string(),
            room: hold.stay.room.clone(),
            guest: hold.stay.guest.clone(),
            booking: hold.stay.booking.clone(),
            currency: hold.asked.currency().code(),
            state: state_word(hold.state),
            money: money_word(hold.money),
            asked: hold.asked.decimal(),
            held: hold.held.decimal(),
            captured: hold.captured.decimal(),
            released: hold.released.decimal(),
            refunded: hold.refunded.decimal(),
            remaining: hold.remaining.decimal(),
            provider: hold.provider.clone(),
            order_no: hold.order_no.to_string(),
            request_no: hold.request_no.to_string(),
            auth_no: hold.auth_no.clone(),
            captures: hold.captures.iter().filter_map(Capture::of).collect(),
            qr: hold.qr.clone(),
            trouble,
        }
    }
}

impl Capture {
    /// Only what is proven: `captured` is the sum of these amounts.
    fn of(capture: &CaptureView) -> Option<Self> {
        match capture.phase {
            Phase::Done => Some(Self {
                trade_no: capture.trade_no.clone(),
                order_no: capture.request.to_string(),
                amount: capture.money.decimal(),
                refunded: capture.refunded.decimal(),
            }),
            Phase::Planned
            | Phase::Sent
            | Phase::Waiting
            | Phase::Answered
            | Phase::Refused
            | Phase::Dropped
            | Phase::Undone => None,
        }
    }
}

impl From<&Frame> for TroubleWords {
    fn from(frame: &Frame) -> Self {
        Self {
            code: frame.code.clone(),
            headline: frame.headline.clone(),
            act: frame.act.clone(),
            say: frame.say.clone(),
        }
    }
}

impl Failure {
    /// `code` is a short word for scripts, `message` what happened, `hint` what to do.
    pub fn new(
        code: impl Into<String>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            error: FailureBody { code: code.into(), message: message.into(), hint: hint.into() },
        }
    }
}

const fn state_word(state: State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Held => "held",
        State::Settled => "settled",
        State::NotHeld => "not_held",
        State::Unclear => "unclear",
        State::Attention => "attention",
    }
}

const fn money_word(money: MoneyState) -> &'static str {
    match money {
        MoneyState::Held => "held",
        MoneyState::NotHeld => "not_held",
        MoneyState::NotKnownYet => "not_known_yet",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::{HoldId, Money, Stay, Way};

    pub(crate) fn view() -> HoldView {
        let currency = "HKD".parse().unwrap();
        let money = |minor| Money::new(minor, currency);
        let id = HoldId::from_chance(7_777_777_777);
        let order_no = id.order_no('T', jiff::civil::date(2026, 1, 15));
        let capture = |which, phase| CaptureView {
            request: order_no.request_no('C', which, 5),
            trade_no: (phase == Phase::Done).then(|| "2026011722001400421400000042".to_owned()),
            money: money(38_000),
            refunded: money(3_000),
            phase,
        };
        HoldView {
            checking: false,
            unanswered: false,
            id,
            stay: Stay {
                room: "1208".to_owned(),
                guest: "张伟".to_owned(),
                booking: "B-77".to_owned(),
                ..Stay::default()
            },
            way: Way::Scan,
            provider: "alipay".to_owned(),
            state: State::Held,
            money: MoneyState::Held,
            asked: money(50_000),
            held: money(50_000),
            captured: money(38_000),
            released: money(2_000),
            refunded: money(3_000),
            remaining: money(10_000),
            opened_at: "2026-01-15T06:03:07Z".parse().unwrap(),
            request_no: order_no.request_no('F', 1, 4),
            captures: vec![capture(1, Phase::Refused), capture(2, Phase::Done)],
            order_no,
            auth_no: Some("2026011510002001000512340042".to_owned()),
            payer_login: "138****0042".to_owned(),
            on_credit: false,
            qr: None,
            trouble: None,
            case: None,
            activity: None,
            actions: Vec::new(),
            timeline: Vec::new(),
        }
    }

    #[test]
    fn a_hold_is_as_the_contract_says() {
        let trouble = TroubleWords {
            code: "MONEY_NOT_ENOUGH".to_owned(),
            headline: "Not enough money".to_owned(),
            act: "Hold a smaller amount".to_owned(),
            say: "Your wallet did not allow this amount.".to_owned(),
        };
        let holds = Holds { holds: vec![Hold::new(&view(), Some(trouble))] };
        insta::assert_json_snapshot!(holds);
    }

    #[test]
    fn a_failure_is_as_the_contract_says() {
        let failure = Failure::new("settings", "it is wrong", "correct it");
        let text = serde_json::to_string(&failure).unwrap();
        let expected =
            r#"{"error":{"code":"settings","message":"it is wrong","hint":"correct it"}}"#;
        assert_eq!(text, expected);
    }
}
