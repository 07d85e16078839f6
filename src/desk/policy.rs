use jiff::SignedDuration;

/// Waiting times and limits. All of them are settings; the defaults are in `config.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// From the sending of a scanned hold to its undoing (alipay-preauth.md 5.2: 30 s).
    pub scan_wait: SignedDuration,
    /// From the showing of a QR code to its undoing (5.3: 120 to 180 s).
    pub qr_wait: SignedDuration,
    /// Between two inquiries while the guest is expected (5.2: 3 s).
    pub poll_every: SignedDuration,
    /// The same for a QR code after its first minute (5.3: 5 s).
    pub poll_every_later: SignedDuration,
    /// How long a reply may take; the transport keeps it.
    pub request_timeout: SignedDuration,
    /// How long the guest may confirm, for a scan, in whole minutes (2.1 `pay_timeout`).
    pub confirm_within: SignedDuration,
    /// Waits before the same undo, release or refund is sent again (5.2: 1, 2, 4, 8, 16 s).
    pub retry_after: Vec<SignedDuration>,
    /// Waits of the ladder's background part, the last one repeated (5.2: 30 s, 2 m, 10 m, 1 h).
    pub background_after: Vec<SignedDuration>,
    /// When the background part ends (5.2: 24 h).
    pub background_for: SignedDuration,
    /// How long after an undo found nothing a late arrival is still looked for (4.5).
    pub absent_after: Vec<SignedDuration>,
    /// How long a charge is asked about before a person is called (5.4: 30 to 60 s).
    pub capture_wait: SignedDuration,
    /// Between two inquiries that find no charge, before it is sent again (5.4: 5 to 7 s).
    pub absent_again: SignedDuration,
    /// How long the rest may take to go back with a charge before it is released apart (5.4: 1 min).
    pub rest_wait: SignedDuration,
    /// Least time between two refunds of one charge (2.8: 3 s).
    pub refund_gap: SignedDuration,
    /// How long a refund may be on its way before its absence means anything (2.9: 10 s).
    pub refund_settle: SignedDuration,
    /// How long a payment code is refused after its use (3: about a minute, de-bounced for 2).
    pub code_memory: SignedDuration,
    /// Largest single amount in major units (2.1: 100,000,000.00).
    pub amount_limit_major: i64,
}
