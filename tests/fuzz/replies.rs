//! What the targets of replies share with tests/hostile: its second reading, its oracle, its provider.

use std::sync::LazyLock;

use counterpane::provider::alipay::frame;

use crate::naive;
use crate::oracle::{Verdict, judge, node};
use crate::world::{WORLD, sign_as_provider};

/// The first byte chooses the node; the rest is the body.
///
/// # Panics
/// Where the two readings cut differently.
pub fn slice(input: &[u8]) {
    let Some((which, body)) = input.split_first() else {
        return;
    };
    let Ok(body) = std::str::from_utf8(body) else {
        return;
    };
    let wanted = ["n", "error_response", "alipay_trade_pay_response", "sign"];
    let wanted = wanted[usize::from(*which) % wanted.len()];
    assert_eq!(frame::signed_slice(body, wanted), naive::signed_slice(body, wanted));
    let sign = naive::members(body).and_then(|members| {
        let (_, raw) = members.into_iter().find(|(name, _)| name == "sign")?;
        naive::unquoted(raw).filter(|sign| !sign.trim().is_empty())
    });
    assert_eq!(frame::signature_of(body), sign);
}

/// Makes the replies: that takes longer than an input may.
pub fn make_ready() {
    LazyLock::force(&WORLD);
}

/// The first byte chooses the exchange whose ask it is and, by its highest bit, whether the rest is a
/// whole body or a node that the provider signs.
///
/// # Panics
/// Where more is concluded than may be.
pub fn reply(input: &[u8]) {
    let Some((which, rest)) = input.split_first() else {
        return;
    };
    let exchange = &WORLD.exchanges[usize::from(*which & 0x7F) % WORLD.exchanges.len()];
    let ask = &exchange.ask;
    let mut own = None;
    let body = match std::str::from_utf8(rest) {
        Ok(slice) if which & 0x80 != 0 && naive::members(slice).is_some() => {
            let sign = sign_as_provider(slice.as_bytes());
            let body = format!("{{\"{}\":{slice},\"sign\":\"{sign}\"}}", node(ask));
            own = Some((slice.to_owned(), sign));
            body.into_bytes()
        }
        Ok(_) | Err(_) => rest.to_vec(),
    };
    let signed = |text: &str, sign: &str| {
        own.as_ref().is_some_and(|(known, of)| known == text && of == sign)
            || WORLD.signed.get(text).is_some_and(|known| known == sign)
    };
    let answer = WORLD.decode(ask, &body);
    let verdict = judge(ask, &body, signed, &answer);
    assert!(!matches!(verdict, Verdict::Wrong(_)), "{verdict:?}");
}
