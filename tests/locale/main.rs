//! The words of both languages: none is missing, none is unused, none is too wide for its place.

mod form;
mod keys;
mod words;
