//! What a command prints: one JSON value, or text for a person; messages go to standard error.

use std::io::Write as _;

use serde::Serialize;

use crate::cli::{Exit, without_codes};

use super::failure::Failure;

#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    json: bool,
}

impl Output {
    pub(super) const fn new(json: bool) -> Self {
        Self { json }
    }

    pub(super) const fn is_json(self) -> bool {
        self.json
    }

    /// The result. A reader that went away is no fault.
    pub(super) fn text(text: &str) {
        let mut out = std::io::stdout().lock();
        let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    pub(super) fn value(value: &impl Serialize) {
        match serde_json::to_string(value) {
            Ok(text) => Self::text(&format!("{text}\n")),
            Err(error) => Self::message(&error.to_string()),
        }
    }

    /// A line for a person who looks on, beside the result.
    pub(super) fn message(text: &str) {
        let mut out = std::io::stderr().lock();
        let _gone = writeln!(out, "{text}");
    }

    /// Tells a failure and gives its exit status.
    pub(super) fn fail(self, failure: &Failure) -> Exit {
        // The name of a file that is not there may be a payment code in the wrong place.
        let failure = &Failure {
            exit: failure.exit,
            code: failure.code.clone(),
            message: without_codes(&failure.message),
            hint: without_codes(&failure.hint),
        };
        tracing::error!(code = failure.code, message = failure.message, "failed");
        if self.json {
            Self::value(&failure.json());
        } else {
            Self::message(&format!("counterpane: {}", failure.message));
            if !failure.hint.is_empty() {
                Self::message(&failure.hint);
            }
        }
        failure.exit
    }
}
