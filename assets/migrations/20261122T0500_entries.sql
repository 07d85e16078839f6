-- The journal itself. Nothing in `entry` is ever changed or deleted.
--
-- place      order in this file, over all terminals; a number of this file only, not in the hash
-- terminal   whose chain it is in; with seq the name of the entry wherever it is merged to
-- seq        place in that chain, from 1, without a gap
-- at         microseconds since 1970-01-01T00:00:00Z
-- body       the fact as JSON; kind and request are repeated from it, so that they can be looked up
-- prev_hash  hash of the entry before it in its chain; of seq 1: the hash of mode and terminal
-- hash       SHA-256, see src/journal/chain.rs
CREATE TABLE entry (
    place INTEGER PRIMARY KEY,
    terminal TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    hold TEXT NOT NULL,
    kind TEXT NOT NULL,
    request TEXT,
    body TEXT NOT NULL,
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    UNIQUE (terminal, seq)
) STRICT;

CREATE INDEX entry_of_hold ON entry (hold, place);
CREATE INDEX entry_at ON entry (at);

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- This also stops INSERT OR REPLACE, which deletes without the trigger above.
CREATE TRIGGER entry_comes_next BEFORE INSERT ON entry
WHEN NEW.place IS NOT (SELECT coalesce(max(place), 0) + 1 FROM entry)
    OR NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry WHERE terminal = NEW.terminal)
    OR (NEW.seq > 1 AND NEW.prev_hash IS NOT
        (SELECT hash FROM entry WHERE terminal = NEW.terminal AND seq = NEW.seq - 1))
BEGIN
    SELECT RAISE(ABORT, 'an entry does not follow the one before it');
END;

-- What this file is: `mode` since it was made, `projection` as of the last rebuilding.
CREATE TABLE about (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
