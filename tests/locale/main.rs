//! The words of both languages: none is missing, none is unused, none is too wide for its place.

// Tells clippy that the helpers may unwrap, as tests may.
#![cfg(test)]

mod form;
mod keys;
mod words;
