use jiff::SignedDuration;

use super::error::What;
use super::reader::{Read, Reader, Span, shown};
use super::ui::above;
use crate::desk::Policy;

const SCAN_WAIT: Span = Span::seconds(1, 600);
const QR_WAIT: Span = Span::seconds(5, 900);
const POLL: Span = Span::millis(100, 60_000);
const CONNECT: Span = Span::millis(100, 60_000);
const REQUEST: Span = Span::millis(500, 120_000);
/// alipay-preauth.md 2.1 `pay_timeout`: 1m to 15d.
const CONFIRM: Span = Span::seconds(60, 360 * 3_600);
const RETRY: Span = Span::millis(100, 3_600_000);
const BACKGROUND: Span = Span::seconds(1, 24 * 3_600);
const BACKGROUND_FOR: Span = Span::seconds(60, 168 * 3_600);
const ABSENT_AFTER: Span = Span::seconds(1, 24 * 3_600);
const CAPTURE_WAIT: Span = Span::seconds(1, 600);
const ABSENT_AGAIN: Span = Span::millis(100, 300_000);
const REST_WAIT: Span = Span::seconds(1, 3_600);
/// alipay-preauth.md 2.8: at least 3 s between two refunds of one trade.
const REFUND_GAP: Span = Span::seconds(3, 600);
/// alipay-preauth.md 2.9: at least 10 s before an absent refund means anything.
const REFUND_SETTLE: Span = Span::seconds(10, 3_600);
const CODE_MEMORY: Span = Span::seconds(1, 3_600);
/// alipay-preauth.md 2.1: 100000000.00.
const AMOUNT_LIMIT: i64 = 100_000_000;

/// Every setting that is a duration, with its range: what the comments in `config.toml` must say.
#[cfg(test)]
pub(super) const RANGES: [(&str, Span); 17] = [
    ("policy.scan_wait", SCAN_WAIT),
    ("policy.qr_wait", QR_WAIT),
    ("policy.poll_every", POLL),
    ("policy.poll_every_later", POLL),
    ("policy.connect_timeout", CONNECT),
    ("policy.request_timeout", REQUEST),
    ("policy.confirm_within", CONFIRM),
    ("policy.retry_after", RETRY),
    ("policy.background_after", BACKGROUND),
    ("policy.background_for", BACKGROUND_FOR),
    ("policy.absent_after", ABSENT_AFTER),
    ("policy.capture_wait", CAPTURE_WAIT),
    ("policy.absent_again", ABSENT_AGAIN),
    ("policy.rest_wait", REST_WAIT),
    ("policy.refund_gap", REFUND_GAP),
    ("policy.refund_settle", REFUND_SETTLE),
    ("policy.code_memory", CODE_MEMORY),
];

/// The desk's policy, and how long a connection may take, which is the transport's alone.
pub(super) fn read(reader: &mut Reader<'_>) -> Read<(Policy, SignedDuration)> {
    let scan_wait = reader.duration("policy.scan_wait", SCAN_WAIT);
    let qr_wait = reader.duration("policy.qr_wait", QR_WAIT);
    let poll_every = reader.duration("policy.poll_every", POLL);
    let poll_every_later = reader.duration("policy.poll_every_later", POLL);
    let connect_timeout = reader.duration("policy.connect_timeout", CONNECT);
    let request_timeout = reader.duration("policy.request_timeout", REQUEST);
    let confirm_within = reader.duration("policy.confirm_within", CONFIRM);
    let retry_after = reader.durations("policy.retry_after", RETRY);
    let background_after = reader.durations("policy.background_after", BACKGROUND);
    let background_for = reader.duration("policy.background_for", BACKGROUND_FOR);
    let absent_after = reader.durations("policy.absent_after", ABSENT_AFTER);
    let capture_wait = reader.duration("policy.capture_wait", CAPTURE_WAIT);
    let absent_again = reader.duration("policy.absent_again", ABSENT_AGAIN);
    let rest_wait = reader.duration("policy.rest_wait", REST_WAIT);
    let refund_gap = reader.duration("policy.refund_gap", REFUND_GAP);
    let refund_settle = reader.duration("policy.refund_settle", REFUND_SETTLE);
    let code_memory = reader.duration("policy.code_memory", CODE_MEMORY);
    let amount_limit_major = reader.whole("policy.amount_limit_major", 1, AMOUNT_LIMIT);
    let connect_timeout = connect_timeout?;
    let policy = Policy {
        scan_wait: scan_wait?,
        qr_wait: qr_wait?,
        poll_every: poll_every?,
        poll_every_later: poll_every_later?,
        request_timeout: request_timeout?,
        confirm_within: confirm_within?,
        retry_after: retry_after?,
        background_after: background_after?,
        background_for: background_for?,
        absent_after: absent_after?,
        capture_wait: capture_wait?,
        absent_again: absent_again?,
        rest_wait: rest_wait?,
        refund_gap: refund_gap?,
        refund_settle: refund_settle?,
        code_memory: code_memory?,
        amount_limit_major: amount_limit_major?,
    };
    compare(reader, &policy, connect_timeout);
    Ok((policy, connect_timeout))
}

/// What has to be true between two settings.
fn compare(reader: &mut Reader<'_>, policy: &Policy, connect_timeout: SignedDuration) {
    let scan_wait = ("policy.scan_wait", policy.scan_wait);
    let qr_wait = ("policy.qr_wait", policy.qr_wait);
    let confirm = ("policy.confirm_within", policy.confirm_within);
    let request = ("policy.request_timeout", policy.request_timeout);
    let pairs = [
        (scan_wait, confirm),
        (("policy.connect_timeout", connect_timeout), request),
        (("policy.poll_every", policy.poll_every), scan_wait),
        (("policy.poll_every_later", policy.poll_every_later), qr_wait),
    ];
    for (short, long) in pairs {
        if short.1 > long.1 {
            above(reader, short, long);
        }
    }
    if policy.confirm_within.as_secs().checked_rem(60) != Some(0)
        || policy.confirm_within.subsec_nanos() != 0
    {
        let found = shown(policy.confirm_within);
        let expected = "whole minutes".to_owned();
        reader.complain(confirm.0, What::Shape { found, expected });
    }
}
