//! The provider's side, to practise with and to test against.
//!
//! Comes in: the bytes of a request, the time, and dice. Goes out: the bytes of a reply, or none,
//! and how long it takes. Absent: sockets, clocks, and everything that the terminal believes: the
//! simulator has its own books, its own reading of the rules and its own guests, so that it can
//! disagree. It shares with `provider::alipay` signatures and framing, nothing else.

use std::collections::VecDeque;
use std::fmt;

use jiff::SignedDuration;

mod amount;
mod answer;
mod api;
mod books;
mod call;
mod fault;
mod gateway;
mod guest;
pub mod keys;
mod lesson;
mod reply;
mod rules;
mod serve;
mod trouble;
mod words;

pub use amount::Cents;
pub use api::Api;
pub use books::{Books, BooksError, Order, OrderStatus, Sums, Undone, Way};
pub use fault::{Fault, Trouble};
pub use keys::{KeyRing, Seals};
pub use lesson::{Behaviour, Lesson, LessonError, lesson, lesson_code, lessons};
pub use rules::{Rule, Violation};

/// One POST to the gateway.
#[derive(Clone, Copy)]
pub struct HttpRequest<'a> {
    /// What stands behind the `?`, still encoded.
    pub query: &'a str,
    /// The form, still encoded. May hold a payment code.
    pub body: &'a str,
}

impl<'a> HttpRequest<'a> {
    /// A request to a whole address.
    pub fn to(url: &'a str, body: &'a str) -> Self {
        let query = url.split_once('?').map_or("", |(_, query)| query);
        Self { query, body }
    }
}

impl fmt::Debug for HttpRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpRequest(..)")
    }
}

/// What comes back. It may repeat the request, so it is not printed.
#[derive(Clone, PartialEq, Eq)]
pub enum Reply {
    /// A whole HTTP reply. The gateway's own have status 200, faults included.
    Answer { status: u16, body: Vec<u8> },
    /// The connection closes without a reply. What was asked may be booked.
    Dropped,
    /// The connection stays open and nothing comes. What was asked may be booked.
    NeverArrives,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer { status, body } => write!(f, "Answer({status}, {} bytes)", body.len()),
            Self::Dropped => f.write_str("Dropped"),
            Self::NeverArrives => f.write_str("NeverArrives"),
        }
    }
}

/// What became of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    pub reply: Reply,
    /// How long the reply is held back.
    pub delay: SignedDuration,
    /// The `trace_id` header (alipay-preauth.md 1.2).
    pub trace: String,
    /// One line for a log: interface, numbers, outcome, breaches. No payment code.
    pub said: String,
}

/// Who the requests must come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    pub app_id: String,
    /// `2088…`, the payee of every hold.
    pub seller_id: String,
}

impl Default for Merchant {
    /// The invented merchant of training and of `counterpane simulator`.
    fn default() -> Self {
        Self { app_id: "9021000000000042".to_owned(), seller_id: "2088102000000001".to_owned() }
    }
}

/// The simulated provider: see [`Simulator::serve`].
pub struct Simulator {
    books: Books,
    keys: KeyRing,
    seals: Seals,
    merchant: Merchant,
    script: VecDeque<Trouble>,
}

impl Simulator {
    pub fn new(books: Books, keys: KeyRing, merchant: Merchant) -> Self {
        let (script, seals) = (VecDeque::new(), Seals::of(&keys));
        Self { books, keys, seals, merchant, script }
    }

    /// With other signatures than those of its keys.
    pub fn with_seals(self, seals: Seals) -> Self {
        Self { seals, ..self }
    }

    /// With a script of troubles: see [`Simulator::script`].
    pub fn with_faults(mut self, script: impl IntoIterator<Item = Trouble>) -> Self {
        self.script(script);
        self
    }

    /// Adds to the script. Each request takes the first entry that waits for its interface; where
    /// there is none, the guest's lesson decides.
    pub fn script(&mut self, script: impl IntoIterator<Item = Trouble>) {
        self.script.extend(script);
    }

    /// What no request has met yet will not be met any more.
    pub fn forget_script(&mut self) {
        self.script.clear();
    }

    /// Entries of the script that no request has met yet.
    pub fn script_left(&self) -> usize {
        self.script.len()
    }

    pub const fn books(&self) -> &Books {
        &self.books
    }

    pub const fn keys(&self) -> &KeyRing {
        &self.keys
    }

    pub const fn merchant(&self) -> &Merchant {
        &self.merchant
    }

    /// Every breach of a rule that the books know of, oldest first.
    pub fn violations(&self) -> Result<Vec<Violation>, BooksError> {
        self.books.violations()
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("merchant", &self.merchant).finish_non_exhaustive()
    }
}
