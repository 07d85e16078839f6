//! The rules of the real gateway that a request can break.

use jiff::Timestamp;

use super::words::words;

words! {
    /// A rule of the specification. A well-behaved terminal breaks none of them, ever; the
    /// simulator writes down each breach, also where the real gateway would let it pass.
    pub enum Rule {
        /// 1.4: the signature over all parameters.
        Signature = "signature",
        /// 1.3: the common parameters, each once, each in the query.
        CommonParameter = "common-parameter",
        /// 1.3, 2.1: an empty value is left out, not sent.
        Empty = "empty",
        /// 2: a field that must be there.
        Missing = "missing",
        /// 2.8: fields that the documentation does not list.
        UnknownField = "unknown-field",
        /// 2: a field of another JSON type.
        FieldType = "field-type",
        /// 2: a field's length.
        TooLong = "too-long",
        /// 2.1: numbers are letters, digits and underscores.
        NumberCharacters = "number-characters",
        /// 2.1, 2.6: titles without `/`, `=` and `&`.
        TextCharacters = "text-characters",
        /// 4.2: a value that holds a reserved word (`isv.suspected-attack`).
        ReservedWord = "reserved-word",
        /// 2.1: amounts are text with two decimals.
        AmountShape = "amount-shape",
        /// 2.1: 0.01 to 100000000.00.
        AmountRange = "amount-range",
        /// 2.1: `1m` to `15d`, one of its two names alone.
        PayTimeout = "pay-timeout",
        /// 6: JSON in a string where the documentation wants a string.
        NestedJson = "nested-json",
        /// 2: a value that is not in the documentation's list.
        Value = "value",
        /// 3: what is no payment code of this wallet.
        CodeShape = "code-shape",
        /// 3: a payment code is for one attempt.
        CodeReused = "code-reused",
        /// 0.7: a number stands for one request with one content.
        NumberReused = "number-reused",
        /// 2.3: ids in pairs.
        IdPair = "id-pair",
        /// 2.3: `operation_type` is always sent.
        OperationType = "operation-type",
        /// 0.1: an `auth_no` that is in the books.
        AuthNo = "auth-no",
        /// 2.6: the payer of the hold.
        Buyer = "buyer",
        /// 2.6: the payee of the hold.
        Seller = "seller",
        /// 2.6: the product code of the hold.
        ProductCode = "product-code",
        /// 2.6: the currency of the hold.
        Currency = "currency",
        /// 0.8: `auth_confirm_mode` is always sent.
        ConfirmMode = "confirm-mode",
        /// 0.9: not more than is held.
        MoreThanHeld = "more-than-held",
        /// 5.1: an order that this request is not for any more, or not yet.
        WrongState = "wrong-state",
        /// 2.4: within 24 hours.
        CancelTooLate = "cancel-too-late",
        /// 2.4: not after a release or a charge.
        CancelAfterMoney = "cancel-after-money",
        /// 2.8: 3 seconds between two refunds of one charge.
        RefundTooSoon = "refund-too-soon",
        /// 2.8: not more than was charged.
        RefundTooMuch = "refund-too-much",
    }
}

/// One breach of a rule, as the books keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub rule: Rule,
    /// The method called, or nothing where none was readable.
    pub method: String,
    /// Which field or number. Never a payment code.
    pub detail: String,
    pub at: Timestamp,
}
