//! Replies that the provider never sent like this, some with its own signature.

use counterpane::provider::alipay::frame::{self, Envelope};
use counterpane::provider::alipay::sign::SigningKey;
use rsa::rand_core::OsRng;
use serde_json::Value;

use crate::fault::Change;

/// What a forger on the line has: here, the simulated provider's own key too.
pub(crate) struct Forger {
    pub(crate) provider: SigningKey,
    pub(crate) other: SigningKey,
}

impl Forger {
    /// What comes instead of `reply`, as bytes on the wire.
    pub(crate) fn forge(&self, change: Change, reply: &[u8]) -> Vec<u8> {
        let split = reply.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
        let body = &reply[split..];
        let text = std::str::from_utf8(body).unwrap();
        match change {
            Change::Shorter => headed(&length(body.len() - 10), body),
            Change::Longer => headed(&length(body.len() + 10), body),
            Change::ChunksCut => {
                let mut chunk = format!("{:x}\r\n", body.len() / 2).into_bytes();
                chunk.extend(&body[..body.len() / 2]);
                chunk.extend(b"\r\n");
                headed("transfer-encoding: chunked", &chunk)
            }
            Change::NoLengthCut => headed("connection: close", &body[..body.len() / 2]),
            Change::Gzip => {
                let garbage = [0x1f, 0x8b, 8, 0, 0x6e, 0x6f, 0x70, 0x65];
                headed(&format!("content-encoding: gzip\r\n{}", length(8)), &garbage)
            }
            Change::Huge => whole(&[&b" ".repeat(1024 * 1024 + 1), body].concat()),
            Change::BitFlipped => whole(&flipped(body)),
            Change::Gbk => whole(&in_gbk(text)),
            Change::Unsigned => signed(text, |_| {}, None),
            Change::WrongKey => signed(text, |_| {}, Some(&self.other)),
            Change::OtherAmount => signed(text, more, Some(&self.provider)),
            Change::OtherNumbers => signed(text, renumber, Some(&self.provider)),
        }
    }
}

/// The node changed and signed by that key.
fn signed(text: &str, change: fn(&mut Value), key: Option<&SigningKey>) -> Vec<u8> {
    let envelope = Envelope::read(text).unwrap();
    let whole_text: Value = serde_json::from_str(text).unwrap();
    let names = whole_text.as_object().unwrap().keys();
    let node = names.into_iter().find(|name| name.ends_with("_response")).unwrap();
    let mut fields: Value = serde_json::from_str(envelope.slice(node).unwrap()).unwrap();
    change(&mut fields);
    let slice = fields.to_string();
    let sign = key.map(|key| key.sign(slice.as_bytes(), &mut OsRng).unwrap());
    whole(frame::reply(node, &slice, None, sign.as_deref()).as_bytes())
}

fn length(bytes: usize) -> String {
    format!("content-length: {bytes}")
}

fn headed(header: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n").as_bytes(), body].concat()
}

fn whole(body: &[u8]) -> Vec<u8> {
    headed(&length(body.len()), body)
}

/// The last digit of the signed part is another digit.
fn flipped(body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    let end = body.windows(7).rposition(|bytes| bytes == b",\"sign\"").unwrap();
    let digit = body[..end].iter().rposition(u8::is_ascii_digit).unwrap();
    body[digit] ^= 1;
    body
}

/// The words of the reply as a gateway of another charset writes them.
fn in_gbk(text: &str) -> Vec<u8> {
    let (before, after) = text.split_once("\"msg\":\"").unwrap();
    [before.as_bytes(), b"\"msg\":\"\xb3\xc9\xb9\xa6 ", after.as_bytes()].concat()
}

fn renumber(fields: &mut Value) {
    each(fields, &|name, value| {
        let number = value.as_str().filter(|_| name.starts_with("out_"))?;
        Some(Value::from(format!("X{}", &number[1..])))
    });
}

/// Every amount is a cent more.
fn more(fields: &mut Value) {
    each(fields, &|_, value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let (whole, cents) = text.split_once('.')?;
        let whole: u64 = whole.parse().ok()?;
        let cents: u64 = format!("{cents:0<2}").parse().ok()?;
        Some(Value::from(format!("{whole}.{:02}", cents + 1)))
    });
}

fn each(fields: &mut Value, change: &dyn Fn(&str, &Value) -> Option<Value>) {
    for (name, value) in fields.as_object_mut().unwrap() {
        if let Some(other) = change(name, value) {
            *value = other;
        }
    }
}
