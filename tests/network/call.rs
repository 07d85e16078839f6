//! One request on the line: which interface, which numbers, what it orders.

use std::io::{BufRead as _, BufReader, Read};

use counterpane::provider::alipay::frame;
use counterpane::simulator::Api;
use serde_json::Value;

/// A request as anybody on the way can read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) api: Api,
    /// The number that the provider knows this request by.
    pub(crate) number: String,
    /// What is ordered. A repeat has the same, to the byte.
    pub(crate) content: String,
}

impl Call {
    /// Reads a whole HTTP request to the gateway.
    pub(crate) fn read(request: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(request).ok()?;
        let (head, body) = text.split_once("\r\n\r\n")?;
        let query = head.split(' ').nth(1)?.split_once('?')?.1;
        let method = frame::parse_form(query)?.remove("method")?;
        let api = Api::ALL.iter().copied().find(|api| api.method() == method)?;
        let content = frame::parse_form(body)?.remove("biz_content")?;
        let fields: Value = serde_json::from_str(&content).ok()?;
        let name = if by_trade(api) { "out_trade_no" } else { "out_request_no" };
        let number = fields[name].as_str()?.to_owned();
        Some(Self { api, number, content })
    }

    /// Whether it is about that order: every number of an order begins with the order's own.
    pub(crate) fn is_about(&self, order_no: &str) -> bool {
        self.number.starts_with(order_no)
    }

    /// The order it is about, as far as a number tells.
    pub(crate) fn order_no(&self) -> &str {
        &self.number[..ORDER_NO.min(self.number.len())]
    }
}

/// A letter, the day, the hold's id.
const ORDER_NO: usize = 17;

fn by_trade(api: Api) -> bool {
    matches!(api, Api::Pay | Api::TradeQuery)
}

/// Whether it orders something, instead of asking.
pub(crate) fn orders(api: Api) -> bool {
    match api {
        Api::Freeze | Api::Voucher | Api::Cancel | Api::Unfreeze | Api::Pay | Api::Refund => true,
        Api::Detail | Api::TradeQuery | Api::RefundQuery => false,
    }
}

/// A whole HTTP message with a length.
pub(crate) fn message(from: impl Read) -> Option<Vec<u8>> {
    let mut from = BufReader::new(from);
    let mut whole = Vec::new();
    let length = loop {
        if from.read_until(b'\n', &mut whole).ok()? == 0 {
            return None;
        }
        if let Some(length) = length_of(&whole) {
            break length;
        }
    };
    let mut body = vec![0; length - whole.len()];
    from.read_exact(&mut body).ok()?;
    whole.extend(body);
    Some(whole)
}

/// How long the message is that begins like this; nothing before its head is whole.
pub(crate) fn length_of(start: &[u8]) -> Option<usize> {
    let head = start.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&start[..head]).to_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
    Some(head + length.map_or(0, |length| length.trim().parse::<usize>().unwrap()))
}
