//! One request from its bytes to its reply: door, trouble, books, signature.

use jiff::{SignedDuration, Timestamp};
use rsa::rand_core::CryptoRngCore;
use serde_json::Value;
use thiserror::Error;

use super::api::{self, Api};
use super::books::{BooksError, notes};
use super::call::Call;
use super::fault::{Fault, Trouble};
use super::gateway::{self, Admitted, Breaches};
use super::reply::{self, Node, Refusal, Stop};
use super::rules::Violation;
use super::{HttpRequest, Reply, Served, Simulator, answer, trouble};
use crate::provider::alipay::sign::SignError;

/// The node of a fault in which no interface is named (alipay-preauth.md 1.5).
const ERROR_NODE: &str = "error_response";

/// Why the simulator itself failed.
#[derive(Debug, Error)]
enum ServeError {
    #[error(transparent)]
    Books(#[from] BooksError),
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// What the books made of a request.
type Outcome = Result<Node, Refusal>;

impl Simulator {
    /// Serves one request. `now` is the provider's clock; `dice` make its numbers and blind its
    /// signatures. Where the simulator itself fails, that is a 500 with the reason.
    pub fn serve(
        &mut self,
        request: &HttpRequest<'_>,
        now: Timestamp,
        dice: &mut dyn CryptoRngCore,
    ) -> Served {
        self.serve_or_fail(request, now, dice).unwrap_or_else(|error| Served {
            reply: Reply::Answer { status: 500, body: error.to_string().into_bytes() },
            delay: SignedDuration::ZERO,
            trace: String::new(),
            said: format!("500 {error}"),
        })
    }

    fn serve_or_fail(
        &mut self,
        request: &HttpRequest<'_>,
        now: Timestamp,
        dice: &mut dyn CryptoRngCore,
    ) -> Result<Served, ServeError> {
        let trace = format!("{:016x}", dice.next_u64());
        let mut breaches = Breaches::new();
        let key = &*self.seals.door;
        let admitted = gateway::admit(request, &self.merchant, key, now, &mut breaches);
        let api = admitted.as_ref().ok().map(|admitted| admitted.api);
        let scripted = trouble::of_script(&mut self.script, api);
        let books = self.books.begin()?;
        let method = gateway::method_of(request).unwrap_or_default();
        let mut call = match admitted {
            Ok(Admitted { api, fields }) => Call {
                api,
                fields,
                books: &books,
                merchant: &self.merchant,
                now,
                dice,
                stale: false,
                rest_stays: false,
                breaches,
            },
            Err(refusal) => {
                note(&books, &method, &breaches, now)?;
                books.commit().map_err(BooksError::from)?;
                let json = refusal.json_text();
                let body = reply::unsigned(&node_of(&method), &json);
                return Ok(Served {
                    said: line(&shown(&method), &refusal.sub_code, None, &breaches),
                    ..served(Reply::Answer { status: 200, body: body.into_bytes() }, trace)
                });
            }
        };
        let met = match scripted {
            Some(met) => met,
            None => trouble::of_lesson(&mut call)?.unwrap_or_else(Trouble::pass),
        };
        let fault = met.fault;
        let outcome = run(&mut call, fault)?;
        let about = about(&call);
        let breaches = std::mem::take(&mut call.breaches);
        let api = call.api;
        note(&books, &method, &breaches, now)?;
        books.commit().map_err(BooksError::from)?;
        let code = match &outcome {
            Ok(node) => node.code(),
            Err(refusal) => &refusal.sub_code,
        };
        let said = line(&about, code, fault, &breaches);
        let reply = answer::answer(api, outcome, fault, &self.seals, dice)?;
        Ok(Served { delay: met.delay(), said, ..served(reply, trace) })
    }
}

fn served(reply: Reply, trace: String) -> Served {
    let (delay, said) = (SignedDuration::ZERO, String::new());
    Served { reply, delay, trace, said }
}

/// Lets the request at the books, as far as the fault lets it come.
fn run(call: &mut Call<'_>, fault: Option<Fault>) -> Result<Outcome, BooksError> {
    if let Some(fault) = fault.filter(|fault| !fault.books_it()) {
        trouble::see_code(call, fault)?;
        return Ok(Err(if fault == Fault::Limited {
            Refusal::gateway("40005", "isv.app-call-limited", "调用过于频繁")
        } else {
            Refusal::business(call.api.system_error())
        }));
    }
    call.stale = fault == Some(Fault::Stale);
    call.rest_stays = fault == Some(Fault::RestStays);
    match api::run(call) {
        Ok(node) => Ok(Ok(node)),
        Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
        Err(Stop::Broken(error)) => Err(error),
    }
}

fn note(
    books: &rusqlite::Connection,
    method: &str,
    breaches: &Breaches,
    at: Timestamp,
) -> Result<(), BooksError> {
    for (rule, detail) in breaches {
        let (method, detail) = (shown(method), detail.clone());
        notes::note(books, &Violation { rule: *rule, method, detail, at })?;
    }
    Ok(())
}

fn node_of(method: &str) -> String {
    Api::of_method(method).map_or_else(|| ERROR_NODE.to_owned(), Api::node)
}

/// A name or a number as far as it can be shown. What looks like a payment code cannot.
fn shown(text: &str) -> String {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (16..=24).contains(&text.len()) && !text.starts_with("20") {
        return format!("{}****", text.get(..4).unwrap_or_default());
    }
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '.' || *c == '_' || *c == '-';
    text.chars().filter(plain).take(64).collect()
}

/// Which interface and which numbers, for the log. Never a payment code.
fn about(call: &Call<'_>) -> String {
    let mut about = call.api.name().to_owned();
    for name in [
        "out_order_no",
        "auth_no",
        "out_trade_no",
        "trade_no",
        "out_request_no",
        "amount",
        "total_amount",
        "refund_amount",
    ] {
        if let Some(text) = call.fields.get(name).and_then(Value::as_str) {
            about.push(' ');
            about.push_str(&shown(text));
        }
    }
    about
}

fn line(about: &str, code: &str, fault: Option<Fault>, breaches: &Breaches) -> String {
    let mut line = format!("{about} -> {code}");
    if let Some(fault) = fault {
        line.push_str(" [");
        line.push_str(fault.name());
        line.push(']');
    }
    for (rule, detail) in breaches {
        line.push_str(" !");
        line.push_str(rule.name());
        if !detail.is_empty() {
            line.push(' ');
            line.push_str(&shown(detail));
        }
    }
    line
}
