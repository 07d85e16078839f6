//! The hash of an entry: SHA-256 over netstrings (`LENGTH:BYTES,`) of, in this order, the word
//! `counterpane.entry.1`, the hash before it in lower-case hexadecimal, terminal, seq, at (both in
//! decimal), hold, kind, request (empty where there is none) and body, byte for byte as they are
//! stored. The hash before the first entry is that of `counterpane.journal.1`, mode and terminal.

use std::fmt;

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use sha2::{Digest, Sha256};

/// A link of the chain. Shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

/// What is hashed of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'a> {
    pub(super) before: Hash,
    pub(super) terminal: &'a str,
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) hold: &'a str,
    pub(super) kind: &'a str,
    pub(super) request: &'a str,
    pub(super) body: &'a str,
}

impl Link<'_> {
    pub(super) fn hash(&self) -> Hash {
        digest(&[
            "counterpane.entry.1",
            &self.before.to_string(),
            self.terminal,
            &self.seq.to_string(),
            &self.at.to_string(),
            self.hold,
            self.kind,
            self.request,
            self.body,
        ])
    }
}

/// The hash before the first entry: it ties a chain to its mode, so that no training journal can
/// pass for a live one.
pub(super) fn beginning(mode: &str, terminal: &str) -> Hash {
    digest(&["counterpane.journal.1", mode, terminal])
}

fn digest(fields: &[&str]) -> Hash {
    let mut sha = Sha256::new();
    for field in fields {
        sha.update(format!("{}:{field},", field.len()));
    }
    Hash(sha.finalize().into())
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl ToSql for Hash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Hash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        let bytes = bytes.try_into().map_err(|_| FromSqlError::InvalidType)?;
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// printf '21:counterpane.journal.1,4:live,2:T1,' | sha256sum
    #[test]
    fn the_documented_bytes_are_hashed() {
        let expected = "8c3778b05b91b22bbbb2756fc6dcf2aa10e48120ef403ec5956a5b8c7cce9319";
        assert_eq!(beginning("live", "T1").to_string(), expected);
    }

    #[test]
    fn a_field_s_end_cannot_be_moved() {
        let link = |kind, request| Link {
            before: beginning("live", "T1"),
            terminal: "T1",
            seq: 1,
            at: 0,
            hold: "H",
            kind,
            request,
            body: "{}",
        };
        assert_ne!(link("ab", "c").hash(), link("a", "bc").hash());
    }
}
