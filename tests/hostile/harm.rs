//! What can be done to a reply: to its bytes, its fields, its envelope, its signature, and by giving
//! another reply in its place.

use crate::dice::Dice;
use crate::letter::{Letter, object};
use crate::world::{Exchange, World, sign_as_provider, sign_as_terminal};

/// A family of changes, for the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Harm {
    /// Nothing.
    None,
    /// One to three bytes anywhere.
    Bytes,
    /// A field, with the signature of what it was before.
    Field,
    /// A field, signed again with the provider's real key: the echo check alone is left.
    FieldSigned,
    /// Nodes: their names, twice, two of them, faults as successes.
    Envelope,
    /// The same, signed again.
    EnvelopeSigned,
    /// Another signature, or none.
    Signature,
    /// Another reply of the provider's, as it was sent.
    Replay,
    /// Another reply under the node of this one, with its own signature.
    ReplayRenamed,
}

pub(crate) const ALL: [Harm; 9] = [
    Harm::None,
    Harm::Bytes,
    Harm::Field,
    Harm::FieldSigned,
    Harm::Envelope,
    Harm::EnvelopeSigned,
    Harm::Signature,
    Harm::Replay,
    Harm::ReplayRenamed,
];

/// A reply after it was harmed.
pub(crate) struct Harmed {
    pub(crate) body: Vec<u8>,
    /// What the provider signed for it, with the signature; nothing where it signed nothing new.
    pub(crate) signed: Option<(String, String)>,
}

impl From<String> for Harmed {
    fn from(body: String) -> Self {
        Self { body: body.into_bytes(), signed: None }
    }
}

pub(crate) fn harmed(world: &World, exchange: &Exchange, harm: Harm, dice: &mut Dice) -> Harmed {
    let body = &exchange.body;
    let other = dice.pick(&world.exchanges);
    match harm {
        Harm::None => body.clone().into(),
        Harm::Bytes => Harmed { body: bytes(body.clone().into_bytes(), dice), signed: None },
        Harm::Field | Harm::FieldSigned => {
            let mut letter = Letter::read(body);
            for _ in 0..=dice.below(2) {
                field(&mut letter, other, dice);
            }
            letter.rewrite();
            finish(letter, harm == Harm::FieldSigned, "")
        }
        Harm::Envelope => envelope(body, other, false, dice),
        Harm::EnvelopeSigned => envelope(body, other, true, dice),
        Harm::Signature => signature(body, other, dice),
        Harm::Replay => other.body.clone().into(),
        Harm::ReplayRenamed => {
            let mut letter = Letter::read(&other.body);
            letter.name = Letter::read(body).name;
            letter.body("").into()
        }
    }
}

/// Signed by the provider as it is now, or with the signature that it had.
fn finish(mut letter: Letter, signs: bool, more: &str) -> Harmed {
    let mut signed = None;
    if signs {
        let sign = sign_as_provider(letter.slice.as_bytes());
        letter.signature = Some(sign.clone());
        signed = Some((letter.slice.clone(), sign));
    }
    Harmed { body: letter.body(more).into_bytes(), signed }
}

fn bytes(mut body: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(3) {
        if body.is_empty() {
            break;
        }
        let place = dice.below(body.len());
        let likely = b"{}\"\\/,:0159 \nNYe.-".as_slice();
        let byte = if dice.one_in(2) { *dice.pick(likely) } else { dice.byte() };
        match dice.below(10) {
            0..=3 => body[place] ^= 1 << dice.below(8),
            4 | 5 => body[place] = byte,
            6 => body.insert(place, byte),
            7 => drop(body.remove(place)),
            8 => body.truncate(place),
            _ => {
                let end = (place + 1 + dice.below(40)).min(body.len());
                let part = body[place..end].to_vec();
                body.splice(place..place, part);
            }
        }
    }
    body
}

const STATUS: [&str; 21] = [
    "INIT",
    "SUCCESS",
    "CLOSED",
    "AUTHORIZED",
    "FINISH",
    "TRADE_SUCCESS",
    "TRADE_FINISHED",
    "TRADE_CLOSED",
    "WAIT_BUYER_PAY",
    "REFUND_SUCCESS",
    "REFUND_PROCESSING",
    "REFUND_FAIL",
    "close",
    "unfreeze",
    "Close",
    "Y",
    "N",
    "FREEZE",
    "UNFREEZE",
    "PAY",
    "NEW",
];
const CODES: [&str; 10] =
    ["10000", "10003", "20000", "20001", "40001", "40002", "40003", "40004", "40005", "40006"];
const SUB_CODES: [&str; 10] = [
    "SYSTEM_ERROR",
    "ACQ.SYSTEM_ERROR",
    "AUTH_ORDER_NOT_EXIST",
    "ACQ.TRADE_NOT_EXIST",
    "AUTH_OPERATION_NOT_EXIST",
    "PAYMENT_AUTH_CODE_INVALID",
    "MONEY_NOT_ENOUGH",
    "FREEZE_ALREADY_SUCCESS",
    "isv.invalid-signature",
    "SOMETHING_NEW",
];
const NAMES: [&str; 24] = [
    "out_order_no",
    "out_request_no",
    "out_trade_no",
    "auth_no",
    "amount",
    "total_amount",
    "refund_amount",
    "refund_fee",
    "rest_amount",
    "total_pay_amount",
    "trans_currency",
    "refund_currency",
    "status",
    "order_status",
    "trade_status",
    "refund_status",
    "action",
    "fund_change",
    "operation_type",
    "trade_no",
    "code_value",
    "code",
    "sub_code",
    "send_pay_date",
];
const ODD: [&str; 12] = [
    "null",
    "true",
    "{}",
    "[]",
    "{\"a\":1}",
    "\"\"",
    "\" \"",
    "\"\\ud800\"",
    "0",
    "-1",
    "1e400",
    "\"\\u0000\"",
];

fn field(letter: &mut Letter, other: &Exchange, dice: &mut Dice) {
    let node = &mut letter.node;
    let place = dice.below(node.len());
    let of_other = Letter::read(&other.body).node;
    match dice.below(16) {
        0 | 1 => drop(node.remove(place)),
        2 => {
            let name = node[place].0.clone() + *dice.pick(&["", "_", " ", "no", "\u{200b}"]);
            node[place].0 = name;
        }
        3 => {
            let twin = node[place].clone();
            node.insert(dice.below(node.len() + 1), twin);
        }
        // The same name with another value before or behind it.
        4 => {
            let (name, raw) = (node[place].0.clone(), dice.pick(&of_other).1.clone());
            node.insert(dice.below(node.len() + 1), (name, raw));
        }
        5 => node[place].1 = other_kind(&node[place].1),
        6 | 7 => {
            let amount = node.iter_mut().find(|(name, _)| {
                name.contains("amount") || name.contains("fee") || name.contains("money")
            });
            if let Some((_, raw)) = amount {
                *raw = other_amount(raw, dice);
            }
        }
        // Of another order, request, authorization or trade: the same field of another reply.
        8 | 9 => {
            let name = node[place].0.clone();
            if let Some((_, raw)) = of_other.into_iter().find(|(known, _)| *known == name) {
                node[place].1 = raw;
            }
        }
        10 => {
            let states = ["status", "action", "fund_change", "operation_type"];
            let is_state = |name: &str| states.iter().any(|state| name.contains(state));
            if let Some((_, raw)) = node.iter_mut().find(|(name, _)| is_state(name)) {
                *raw = format!("\"{}\"", *dice.pick(&STATUS));
            }
        }
        11 => set(node, "code", dice.pick(&CODES)),
        12 => set(node, "sub_code", dice.pick(&SUB_CODES)),
        13 => {
            let name = *dice.pick(&["trans_currency", "refund_currency"]);
            set(node, name, dice.pick(&["CNY", "HKD", "USD", "cny", "CNY "]));
        }
        14 => {
            let name = *dice.pick(&NAMES);
            let value = *dice.pick(&ODD);
            node.retain(|(known, _)| known != name);
            node.push((name.to_owned(), value.to_owned()));
        }
        _ => {
            let swap = dice.below(node.len());
            let raw = node[place].1.clone();
            node[place].1 = std::mem::replace(&mut node[swap].1, raw);
        }
    }
    if node.is_empty() {
        node.push(("code".to_owned(), "\"10000\"".to_owned()));
    }
}

fn set(node: &mut crate::letter::Members, name: &str, value: &&str) {
    node.retain(|(known, _)| known != name);
    node.push((name.to_owned(), format!("\"{value}\"")));
}

/// A string as a number, a number as a string.
fn other_kind(raw: &str) -> String {
    match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
        Some(inner) if inner.parse::<f64>().is_ok_and(f64::is_finite) => {
            let bare = inner.trim_start_matches('0');
            if bare.is_empty() || bare.starts_with('.') {
                format!("0{bare}")
            } else {
                bare.to_owned()
            }
        }
        Some(_) => "0".to_owned(),
        None => format!("\"{}\"", raw.replace('"', "\\\"")),
    }
}

fn other_amount(raw: &str, dice: &mut Dice) -> String {
    let text = raw.trim_matches('"').to_owned();
    let minor: i64 = text.replace('.', "").parse().unwrap_or(1);
    let decimal = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
    let chinese = |text: &str| -> String {
        let digit = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(0xFF10 + digit));
        text.chars().map(|c| digit(c).unwrap_or(c)).collect()
    };
    let changed = match dice.below(16) {
        0 => decimal(minor + 1),
        1 => decimal((minor - 1).max(0)),
        2 => decimal(minor * 100),
        3 => format!("{text}0"),
        4 => format!("{text}1"),
        5 => text.trim_end_matches('0').to_owned() + "0",
        6 => text.split('.').next().unwrap_or_default().to_owned(),
        7 => format!("{}e2", decimal(minor / 100)),
        8 => "1e400".to_owned(),
        9 => chinese(&text),
        10 => format!("-{text}"),
        11 => format!("+{text}"),
        12 => text.replace('.', ","),
        13 => format!("0{text}"),
        14 => format!("{}{text}", "9".repeat(30)),
        _ => minor.to_string(),
    };
    // Not every number that people write is one in JSON.
    if dice.one_in(2) { format!("\"{changed}\"") } else { changed }
}

fn envelope(body: &str, other: &Exchange, signs: bool, dice: &mut Dice) -> Harmed {
    let mut letter = Letter::read(body);
    let foreign = Letter::read(&other.body);
    let plain = |name: &str, slice: &str| format!(",\"{name}\":{slice}");
    let more = match dice.below(11) {
        0 => {
            "error_response".clone_into(&mut letter.name);
            String::new()
        }
        1 => {
            letter.name.clone_from(&foreign.name);
            String::new()
        }
        // A fault beside a success, and the other way round.
        2 => plain("error_response", &foreign.slice),
        3 => plain("error_response", &letter.slice),
        4 => plain(&letter.name, &foreign.slice),
        5 => plain(&letter.name, &letter.slice),
        6 => plain(&format!("\\u0061{}", &letter.name[1..]), &foreign.slice),
        7 => plain("alipay_cert_sn", "\"0a1b{\\\"sign\\\":\\\"x\\\"}\""),
        // The node a level deeper, and as text.
        8 => {
            let inner = object(&vec![(letter.name.clone(), letter.slice.clone())]);
            letter.slice = inner;
            String::new()
        }
        9 => {
            letter.slice = format!("\"{}\"", letter.slice.replace('"', "\\\""));
            String::new()
        }
        _ => {
            letter.slice = format!("[{}]", letter.slice);
            String::new()
        }
    };
    finish(letter, signs, &more)
}

fn signature(body: &str, other: &Exchange, dice: &mut Dice) -> Harmed {
    let mut letter = Letter::read(body);
    let foreign = Letter::read(&other.body);
    let slice = letter.slice.clone();
    let was = letter.signature.clone().unwrap_or_default();
    letter.signature = match dice.below(14) {
        0 => None,
        1 => Some(String::new()),
        2 => Some(" ".to_owned()),
        3 => foreign.signature,
        4 => Some(sign_as_terminal(slice.as_bytes())),
        // The same text in another charset, and as a whole message.
        5 => {
            let wide: Vec<u8> = slice.encode_utf16().flat_map(u16::to_be_bytes).collect();
            Some(sign_as_provider(&wide))
        }
        6 => Some(sign_as_provider(body.as_bytes())),
        7 => Some(sign_as_provider(format!("{slice} ").as_bytes())),
        8 => Some(was.replace('+', "-").replace('/', "_")),
        9 => Some(format!("{was}=")),
        10 => Some(was.chars().take(was.len() / 2).collect()),
        11 => Some("A".repeat(344)),
        // Signed with plain slashes, sent with escaped ones: as the gateway does, and it is good.
        12 => {
            let (plain, escaped) =
                (slice.replace("\\/", "/"), slice.replace("\\/", "/").replace('/', "\\/"));
            let sign = sign_as_provider(plain.as_bytes());
            letter.slice = escaped;
            letter.signature = Some(sign.clone());
            let signed = Some((plain, sign));
            return Harmed { body: letter.body("").into_bytes(), signed };
        }
        _ => {
            // In front of the node.
            let sign = letter.signature.take().unwrap_or_default();
            let moved = letter.body("").replacen('{', &format!("{{\"sign\":\"{sign}\","), 1);
            return moved.into();
        }
    };
    letter.body("").into()
}
