//! What may be concluded from a reply at most. Written from the specification, apart from the codec:
//! its own reader of JSON, its own table of fields, its own idea of an amount.
//!
//! Comes in: an ask, the bytes of a reply, what the provider has signed, and the answer that the
//! program gave. Goes out: whether that answer was allowed.

use counterpane::domain::{
    Answer, Ask, Authorization, CancelAction, Class, Done, Money, OrderStatus, Payer, Reason,
    Standing,
};

use crate::codes;
use crate::naive::{hundredths, members, signed_slice, unquoted};
use crate::repeated::repeated;

/// What an answer was worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It concludes nothing.
    Nothing,
    /// It concludes something, and the signed text names what was asked.
    Proven,
    /// It concludes a refusal, an absence or a wait from a signed text that names no order. The
    /// provider's errors are like that: who swaps two of them cannot be told from them.
    Nameless,
    /// It concludes more than the bytes allow.
    Wrong(String),
}

/// The signed fields of a reply.
struct Fields<'a> {
    members: Vec<(String, &'a str)>,
    own: bool,
}

type Judged = Result<Verdict, String>;

/// The name of the node that answers an ask (alipay-preauth.md 1.5, 2.1 to 2.9).
pub(crate) fn node(ask: &Ask) -> &'static str {
    match ask {
        Ask::HoldByScan { .. } => "alipay_fund_auth_order_freeze_response",
        Ask::HoldByQr { .. } => "alipay_fund_auth_order_voucher_create_response",
        Ask::Cancel { .. } => "alipay_fund_auth_operation_cancel_response",
        Ask::Capture { .. } => "alipay_trade_pay_response",
        Ask::Release { .. } => "alipay_fund_auth_order_unfreeze_response",
        Ask::Refund { .. } => "alipay_trade_refund_response",
        Ask::InquireHold { .. } | Ask::InquireRelease { .. } => {
            "alipay_fund_auth_operation_detail_query_response"
        }
        Ask::InquireCapture { .. } => "alipay_trade_query_response",
        Ask::InquireRefund { .. } => "alipay_trade_fastpay_refund_query_response",
    }
}

/// `signed` says whether the provider has signed a text; the second argument is the signature that
/// came with it.
pub(crate) fn judge(
    ask: &Ask,
    body: &[u8],
    signed: impl Fn(&str, &str) -> bool,
    answer: &Answer,
) -> Verdict {
    if let Answer::Unknown(Reason { signed: false, .. }) = answer {
        return Verdict::Nothing;
    }
    let text = match verified(ask, body, signed) {
        Ok(text) => text,
        Err(why) => return Verdict::Wrong(format!("{why}, yet {answer:?}")),
    };
    let judged = concluded(ask, &text, answer);
    judged.unwrap_or_else(|why| Verdict::Wrong(format!("{why}, yet {answer:?}")))
}

/// The text that the provider has signed, and whether it stood in the node of this call.
fn verified(
    ask: &Ask,
    body: &[u8],
    signed: impl Fn(&str, &str) -> bool,
) -> Result<(String, bool), String> {
    let body = std::str::from_utf8(body).map_err(|_| "no text")?;
    let all = members(body).ok_or("no JSON object with different names")?;
    let find = |name: &str| all.iter().find(|(known, _)| known == name).map(|(_, raw)| *raw);
    let (own, fault) = (signed_slice(body, node(ask)), signed_slice(body, "error_response"));
    let (slice, own) = match (own, fault) {
        (Some(own), None) => (own, true),
        (None, Some(fault)) => (fault, false),
        (Some(_), Some(_)) => return Err("two nodes".to_owned()),
        (None, None) => return Err("no node for this call".to_owned()),
    };
    let signature = find("sign").and_then(unquoted).ok_or("no signature")?;
    let plain = slice.replace("\\/", "/");
    for text in [slice, plain.as_str()] {
        if signed(text, &signature) {
            return Ok((text.to_owned(), own));
        }
    }
    Err("a signature that is not the provider's".to_owned())
}

fn concluded(ask: &Ask, (text, own): &(String, bool), answer: &Answer) -> Judged {
    let members = members(text).ok_or("a signed node with a name twice")?;
    let fields = Fields { members, own: *own };
    match answer {
        Answer::NotSent(_) => Err("a reply came".to_owned()),
        // Its reason may say that it was signed: it was.
        Answer::Unknown(_) => Ok(Verdict::Nothing),
        Answer::Refused(reason) => fields.refused(ask, reason),
        Answer::Waiting(authorization) => fields.waiting(ask, authorization.as_ref()),
        Answer::Done(Done::Absent(reason)) => fields.absent(ask, reason),
        Answer::Done(done) => {
            fields.success(&["10000"])?;
            fields.names(ask, true)?;
            fields.done(ask, done)?;
            Ok(Verdict::Proven)
        }
    }
}

impl Fields<'_> {
    /// A text or a number; an error where the field is there and is neither.
    fn get(&self, name: &str) -> Result<Option<String>, String> {
        let Some((_, raw)) = self.members.iter().find(|(known, _)| known == name) else {
            return Ok(None);
        };
        if *raw == "null" {
            return Ok(None);
        }
        let text = match raw.as_bytes().first() {
            Some(b'"') => unquoted(raw).ok_or(format!("{name} is no text"))?,
            Some(b'-' | b'0'..=b'9') => (*raw).to_owned(),
            _ => return Err(format!("{name} is {raw:.20}")),
        };
        Ok((!text.trim().is_empty()).then_some(text))
    }

    fn is(&self, name: &str, wanted: &str) -> Result<bool, String> {
        Ok(self.get(name)?.as_deref() == Some(wanted))
    }

    fn must(&self, name: &str, wanted: &str) -> Result<(), String> {
        if self.is(name, wanted)? { Ok(()) } else { Err(format!("{name} is not {wanted}")) }
    }

    fn success(&self, codes: &[&str]) -> Result<(), String> {
        let code = self.get("code")?.unwrap_or_default();
        if !self.own {
            return Err("a success among faults".to_owned());
        }
        if codes.contains(&code.as_str()) { Ok(()) } else { Err(format!("code {code}")) }
    }

    /// Every number, amount and currency that is there is the ask's; where `all`, every one that the
    /// specification lists has to be there. Says whether the ask's numbers are named.
    fn names(&self, ask: &Ask, all: bool) -> Result<bool, String> {
        let wanted = repeated(ask);
        let mut named = true;
        for (field, value, needed) in &wanted.numbers {
            match self.get(field)? {
                Some(got) if got == *value => {}
                Some(got) => return Err(format!("{field} is {got}, not {value}")),
                None if all && *needed => return Err(format!("no {field}")),
                None => named &= !needed,
            }
        }
        if let Some((field, money, needed)) = wanted.amount {
            match self.get(field)? {
                Some(got) if hundredths(&got) == Some(i128::from(money.minor())) => {}
                Some(got) => return Err(format!("{field} is {got}, not {}", money.decimal())),
                None if all && needed => return Err(format!("no {field}")),
                None => {}
            }
        }
        if let Some((field, money)) = wanted.currency {
            let got = self.get(field)?;
            if got.as_deref().is_some_and(|got| got != money.currency().code()) {
                return Err(format!("{field} is {got:?}"));
            }
        }
        Ok(named)
    }

    fn done(&self, ask: &Ask, done: &Done) -> Result<(), String> {
        match (ask, done) {
            (Ask::HoldByScan { .. }, Done::Held(authorization)) => {
                self.must("status", "SUCCESS")?;
                self.same(authorization)
            }
            (Ask::HoldByQr { .. }, Done::Shown { qr }) => self.must("code_value", qr),
            (Ask::Cancel { .. }, Done::Cancelled(action)) => {
                let wanted = match action {
                    CancelAction::Closed => "close",
                    CancelAction::GivenBack => "unfreeze",
                };
                let got = self.get("action")?.unwrap_or_default();
                if got.eq_ignore_ascii_case(wanted) { Ok(()) } else { Err(format!("did {got}")) }
            }
            (Ask::Capture { .. }, Done::Captured { trade_no }) => self.must("trade_no", trade_no),
            (Ask::InquireCapture { .. }, Done::Captured { trade_no }) => {
                if !self.is("trade_status", "TRADE_FINISHED")? {
                    self.must("trade_status", "TRADE_SUCCESS")?;
                }
                self.must("trade_no", trade_no)
            }
            (Ask::Release { .. } | Ask::InquireRelease { .. }, Done::Released) => {
                self.must("status", "SUCCESS")
            }
            (Ask::Refund { money, before, .. }, Done::Refunded) => {
                self.must("fund_change", "Y")?;
                let sum = i128::from(money.minor()) + i128::from(before.minor());
                let got = self.get("refund_fee")?.unwrap_or_default();
                if hundredths(&got) == Some(sum) { Ok(()) } else { Err(format!("sum {got}")) }
            }
            (Ask::InquireRefund { .. }, Done::Refunded) => {
                self.must("refund_status", "REFUND_SUCCESS")
            }
            (Ask::InquireHold { money, .. }, Done::Standing(standing)) => {
                self.standing(*money, standing)
            }
            _ => Err("an answer to another ask".to_owned()),
        }
    }

    fn same(&self, authorization: &Authorization) -> Result<(), String> {
        self.must("auth_no", &authorization.auth_no)?;
        // What is of another kind is as good as not there.
        let text = |name: &str| self.get(name).ok().flatten().unwrap_or_default();
        let payer = match &authorization.payer {
            Some(Payer::UserId(id)) => ("payer_user_id", id.as_str()),
            Some(Payer::OpenId(id)) => ("payer_open_id", id.as_str()),
            None => ("payer_user_id", ""),
        };
        let credit = text("pre_auth_type") == "CREDIT_AUTH";
        let rest = text("operation_id") == authorization.operation_id
            && text("payer_logon_id") == authorization.payer_login
            && text(payer.0) == payer.1
            && credit == authorization.on_credit;
        if rest { Ok(()) } else { Err("another authorization".to_owned()) }
    }

    /// alipay-preauth.md 2.3.
    fn standing(&self, asked: Money, standing: &Standing) -> Result<(), String> {
        let sum = |name: &str, said: Option<Money>| -> Result<i128, String> {
            let got = self.get(name)?.map(|text| hundredths(&text).ok_or(text)).transpose()?;
            if got == said.map(|money| i128::from(money.minor())) {
                Ok(got.unwrap_or(0))
            } else {
                Err(format!("another {name}"))
            }
        };
        let (rest, captured) =
            (sum("rest_amount", standing.rest)?, sum("total_pay_amount", standing.captured)?);
        if rest + captured > i128::from(asked.minor()) {
            return Err("more than was asked".to_owned());
        }
        let (order, operation) = (self.get("order_status")?, self.get("status")?);
        let allowed: &[OrderStatus] = match (order.as_deref(), operation.as_deref()) {
            (Some("INIT"), None | Some("INIT")) | (None, Some("INIT")) => &[OrderStatus::Init],
            (Some("AUTHORIZED"), None | Some("SUCCESS")) => &[OrderStatus::Authorized],
            (Some("FINISH"), None | Some("SUCCESS")) => &[OrderStatus::Finished],
            (None, Some("SUCCESS")) if standing.rest.is_none_or(|rest| rest.minor() > 0) => {
                &[OrderStatus::Authorized]
            }
            (None, Some("SUCCESS")) if captured > 0 => &[OrderStatus::Finished],
            (Some("CLOSED"), None | Some("INIT" | "SUCCESS" | "CLOSED"))
            | (None, Some("SUCCESS" | "CLOSED")) => &[OrderStatus::Closed],
            _ => &[],
        };
        if !allowed.contains(&standing.order) {
            return Err(format!("order {order:?}, operation {operation:?}"));
        }
        if matches!(standing.order, OrderStatus::Authorized | OrderStatus::Finished) {
            if standing.authorization.is_none() {
                return Err("a good hold without its number".to_owned());
            }
            let amount = self.get("amount")?.unwrap_or_default();
            if hundredths(&amount) != Some(i128::from(asked.minor())) {
                return Err(format!("a good hold of {amount}"));
            }
        }
        standing.authorization.as_ref().map_or(Ok(()), |given| self.same(given))
    }

    fn waiting(&self, ask: &Ask, authorization: Option<&Authorization>) -> Judged {
        let named = self.names(ask, false)?;
        match ask {
            Ask::HoldByScan { .. } => {
                self.success(&["10000", "10003"])?;
                if !self.is("code", "10003")? {
                    self.must("status", "INIT")?;
                }
            }
            Ask::Capture { .. } => self.success(&["10003"])?,
            Ask::Release { .. } | Ask::InquireRelease { .. } => {
                self.success(&["10000"])?;
                self.must("status", "INIT")?;
            }
            Ask::InquireCapture { .. } => {
                self.success(&["10000"])?;
                self.must("trade_status", "WAIT_BUYER_PAY")?;
            }
            Ask::InquireRefund { .. } => {
                self.success(&["10000"])?;
                self.must("refund_status", "REFUND_PROCESSING")?;
            }
            Ask::HoldByQr { .. }
            | Ask::Cancel { .. }
            | Ask::Refund { .. }
            | Ask::InquireHold { .. } => return Err("nothing waits here".to_owned()),
        }
        if let Some(given) = authorization {
            self.same(given)?;
        }
        Ok(if named { Verdict::Proven } else { Verdict::Nameless })
    }

    fn refused(&self, ask: &Ask, reason: &Reason) -> Judged {
        if !reason.signed {
            return Err("an unsigned reason".to_owned());
        }
        // What the books say of a request that came to nothing.
        let closed = match ask {
            Ask::InquireRelease { .. } => self.is("status", "CLOSED")?,
            Ask::InquireCapture { .. } => {
                self.is("trade_status", "TRADE_CLOSED")? && self.get("send_pay_date")?.is_none()
            }
            Ask::HoldByScan { .. }
            | Ask::HoldByQr { .. }
            | Ask::Cancel { .. }
            | Ask::Capture { .. }
            | Ask::Release { .. }
            | Ask::Refund { .. }
            | Ask::InquireHold { .. }
            | Ask::InquireRefund { .. } => false,
        };
        if closed && self.is("code", "10000")? {
            self.success(&["10000"])?;
            self.names(ask, true)?;
            return Ok(Verdict::Proven);
        }
        if ask.moves().is_none() {
            return Err("an inquiry is not refused".to_owned());
        }
        self.failed(ask, &[Class::Refused, Class::SetUp])
    }

    fn absent(&self, ask: &Ask, reason: &Reason) -> Judged {
        if !reason.signed || ask.moves().is_some() {
            return Err("nothing was looked for".to_owned());
        }
        // 2.9: a refund that is not there is a success without a status.
        if matches!(ask, Ask::InquireRefund { .. }) && self.is("code", "10000")? {
            self.success(&["10000"])?;
            if self.get("refund_status")?.is_some() {
                return Err("there is a status".to_owned());
            }
            let named = self.names(ask, false)?;
            return Ok(if named { Verdict::Proven } else { Verdict::Nameless });
        }
        self.failed(ask, &[Class::Absent])
    }

    fn failed(&self, ask: &Ask, classes: &[Class]) -> Judged {
        let code = self.get("code")?.unwrap_or_default();
        let sub_code = self.get("sub_code")?.unwrap_or_default();
        let class = codes::class(ask, &code, &sub_code);
        if !class.is_some_and(|class| classes.contains(&class)) {
            return Err(format!("{code} {sub_code} is {class:?}"));
        }
        let named = self.names(ask, false)?;
        Ok(if named { Verdict::Proven } else { Verdict::Nameless })
    }
}
