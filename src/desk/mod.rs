//! The application core: inputs become facts and effects. No IO, no clock, no dice of its own.
//!
//! Comes in: an [`Input`] with the time, through [`Desk::handle`]. Goes out: [`Effect`]s, one after
//! the other from [`Desk::poll_effect`], and the next time it wants to be woken, with the reason,
//! from [`Desk::poll_deadline`]. Waiting is a deadline in a table, never a task that sleeps.
//!
//! Absent: HTTP, SQL, screens, sentences. A request is a [`Effect::Call`] only after the
//! [`Effect::Append`] that holds its intent was confirmed.

mod asking;
mod attention;
mod audit;
mod check_out;
mod command;
mod core;
mod learn;
mod lodgers;
mod policy;
mod rights;
mod show;
mod stays;
mod steps;
mod tracked;
mod verbs;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use self::core::{Boot, Desk, Setup};
pub use attention::{Concern, StayRules, concerns};
pub use audit::{audit, unclear};
pub use check_out::{Part, Rest, Settlement};
pub use command::{Command, Effect, Found, HouseCommand, HouseOrder, How, Input, Refusal, Ticket};
pub use policy::Policy;
pub use rights::{Level, Rights};
pub use stays::{StayView, Sums, is_one_stay, is_same_stay, stays};
pub use view::{
    Action, Activity, CaptureView, Case, HoldView, Next, Notice, Snapshot, TimelineRow, Trouble,
};
