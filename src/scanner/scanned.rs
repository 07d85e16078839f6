use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// A text from outside that may be a guest's payment code: never printed, wiped when dropped.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Scanned(String);

impl Scanned {
    /// The text itself, for [`crate::domain::classify`] and nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(super) fn push(&mut self, c: char) {
        // A string that grows leaves its old bytes behind: it is given room for a whole code first.
        if self.0.capacity() == 0 {
            self.0.reserve(ROOM);
        }
        self.0.push(c);
    }
}

/// Bytes for the longest text that is looked at, in the widest characters.
const ROOM: usize = 512;

impl From<String> for Scanned {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Scanned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scanned({} bytes)", self.0.len())
    }
}
