//! The simulated provider, asked by hand-built, hand-signed requests: nothing here uses the
//! program's own codecs, so that both can be wrong in different ways.

mod books;
mod faults;
mod hold;
mod lessons;
mod money;
mod rules;
mod terminal;
