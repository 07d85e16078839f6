-- The provider's books. Money is only ever in `ledger`: what an order still holds is a sum of it.

CREATE TABLE IF NOT EXISTS orders (
    order_no     TEXT PRIMARY KEY,          -- out_order_no
    request_no   TEXT NOT NULL,             -- out_request_no of the hold
    operation_id TEXT NOT NULL UNIQUE,
    auth_no      TEXT NOT NULL UNIQUE,      -- told once the guest is known
    way          TEXT NOT NULL,             -- scan, qr
    amount       INTEGER NOT NULL CHECK (amount > 0),
    currency     TEXT NOT NULL,
    title        TEXT NOT NULL,
    product_code TEXT NOT NULL,
    lesson       TEXT NOT NULL,
    status       TEXT NOT NULL,             -- INIT, AUTHORIZED, FINISH, CLOSED
    known        INTEGER NOT NULL,          -- the guest was resolved: a code was good, or a QR code scanned
    refused      TEXT,                      -- the wallet's sub_code
    undone       TEXT,                      -- close, unfreeze
    polls        INTEGER NOT NULL DEFAULT 0,
    undos        INTEGER NOT NULL DEFAULT 0,
    created      INTEGER NOT NULL,          -- milliseconds since 1970, as all times here
    expires      INTEGER NOT NULL,
    authorized   INTEGER
) STRICT;

CREATE TABLE IF NOT EXISTS releases (
    operation_id TEXT PRIMARY KEY,
    order_no     TEXT NOT NULL REFERENCES orders,
    request_no   TEXT NOT NULL UNIQUE,
    amount       INTEGER NOT NULL CHECK (amount > 0),
    remark       TEXT NOT NULL,
    at           INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS trades (
    trade_no     TEXT PRIMARY KEY,
    out_trade_no TEXT NOT NULL UNIQUE,
    operation_id TEXT NOT NULL UNIQUE,
    order_no     TEXT NOT NULL REFERENCES orders,
    amount       INTEGER NOT NULL CHECK (amount > 0),
    content      TEXT NOT NULL,             -- what a repeat must be equal to
    complete     INTEGER NOT NULL,
    status       TEXT NOT NULL,             -- WAIT_BUYER_PAY, TRADE_SUCCESS, TRADE_CLOSED
    polls        INTEGER NOT NULL DEFAULT 0,
    created      INTEGER NOT NULL,
    paid         INTEGER
) STRICT;

CREATE TABLE IF NOT EXISTS refunds (
    trade_no   TEXT NOT NULL REFERENCES trades,
    request_no TEXT NOT NULL,
    amount     INTEGER NOT NULL CHECK (amount > 0),
    reason     TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (trade_no, request_no)
) STRICT;

-- Double entry: every line takes from one place what it gives to another.
CREATE TABLE IF NOT EXISTS ledger (
    seq      INTEGER PRIMARY KEY,
    order_no TEXT NOT NULL REFERENCES orders,
    source   TEXT NOT NULL CHECK (source IN ('wallet', 'frozen', 'hotel')),
    target   TEXT NOT NULL CHECK (target IN ('wallet', 'frozen', 'hotel') AND target <> source),
    amount   INTEGER NOT NULL CHECK (amount > 0),
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS ledger_order ON ledger (order_no);

-- Digests of payment codes: a code is for one attempt. The codes themselves are nowhere.
CREATE TABLE IF NOT EXISTS codes (
    digest   TEXT PRIMARY KEY,
    order_no TEXT NOT NULL,
    seen     INTEGER NOT NULL
) STRICT;

-- The content that a number was first sent with, also where the attempt failed (spec 0.7).
CREATE TABLE IF NOT EXISTS attempts (
    number  TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;

-- How often a lesson's trouble met an order.
CREATE TABLE IF NOT EXISTS troubles (
    order_no TEXT NOT NULL,
    place    INTEGER NOT NULL,
    times    INTEGER NOT NULL,
    PRIMARY KEY (order_no, place)
) STRICT;

CREATE TABLE IF NOT EXISTS violations (
    seq    INTEGER PRIMARY KEY,
    rule   TEXT NOT NULL,
    method TEXT NOT NULL,
    detail TEXT NOT NULL,
    at     INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
