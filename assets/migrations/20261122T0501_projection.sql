-- What the entries come to. All of it can be thrown away and made again from `entry`.

-- opened       place of the hold's first entry: newest first is ORDER BY opened DESC
-- newest       place of its last one
-- *_key        the searchable form of the columns, see src/journal/grams.rs
-- asked, ...   minor units of `currency`
CREATE TABLE hold (
    opened INTEGER PRIMARY KEY,
    newest INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    terminal TEXT NOT NULL,
    order_no TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    room TEXT NOT NULL,
    guest TEXT NOT NULL,
    booking TEXT NOT NULL,
    state TEXT NOT NULL,
    open INTEGER NOT NULL,
    attention INTEGER NOT NULL,
    currency TEXT NOT NULL,
    asked INTEGER NOT NULL,
    held INTEGER NOT NULL,
    captured INTEGER NOT NULL,
    released INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    remaining INTEGER NOT NULL,
    room_key TEXT NOT NULL,
    stay_key TEXT NOT NULL,
    number_key TEXT NOT NULL
) STRICT;

CREATE INDEX hold_order ON hold (order_no COLLATE NOCASE);
CREATE INDEX hold_room ON hold (room_key, opened);
-- These two hold only what is open, so that reading them costs what is open, not what ever was.
CREATE INDEX hold_open ON hold (opened) WHERE open = 1;
CREATE INDEX hold_attention ON hold (opened) WHERE attention = 1;

-- The ascii tokenizer takes every character outside ASCII as part of a word, so that the grams
-- come back exactly as they were put in. FTS5's own prefix indexes are not used for short words:
-- nothing can check them, since the text is not kept.
CREATE VIRTUAL TABLE hold_stay USING fts5 (
    grams,
    shorts,
    content = '',
    contentless_delete = 1,
    tokenize = 'ascii'
);

CREATE VIRTUAL TABLE hold_number USING fts5 (
    grams,
    content = '',
    contentless_delete = 1,
    tokenize = 'ascii'
);
